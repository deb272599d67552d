"""Reporters: findings -> one text stream, in a format for people, programs or CI servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from puzanov_tei.reporters.report import Report

Reporter = Callable[[Report], str]
"""Makes the whole output of one run."""

REPORTERS: Mapping[str, str] = MappingProxyType(
    {name: f"puzanov_tei.reporters.{name}" for name in (
        "text", "terminal", "json", "github", "gitlab", "sarif", "junit"
    )}
)
"""Name of a format -> the module whose `report` makes it (imported when it is used)."""


def reporter(name: str) -> Reporter:
    """The reporter of that name (a key of REPORTERS)."""
    found: Reporter = import_module(REPORTERS[name]).report
    return found


__all__ = ["REPORTERS", "Report", "Reporter", "reporter"]
