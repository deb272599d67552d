"""Reporters: findings -> one text stream, in a format for people, programs or CI servers."""

from __future__ import annotations

from collections.abc import Callable

from puzanov_tei.base.registry import Registry
from puzanov_tei.findings import decodable
from puzanov_tei.reporters.report import Report

Reporter = Callable[[Report], str]
"""Makes the whole output of one run."""

REPORTERS: Registry[Reporter] = Registry(
    "format",
    {
        name: f"puzanov_tei.reporters.{name}:report"
        for name in ("text", "terminal", "json", "github", "gitlab", "sarif", "junit", "svrl")
    },
    plural="reporters",
)
"""The formats of a report."""


def reporter(name: str) -> Reporter:
    """The reporter of that name.

    Raises:
        UsageError: there is none, or it cannot be used.
    """
    made = REPORTERS.load(name)
    return lambda report: decodable(made(report))


__all__ = ["REPORTERS", "Report", "Reporter", "reporter"]
