"""Reporters: findings -> one text stream, in a format for people, programs or CI servers."""

from __future__ import annotations

import re
from collections.abc import Callable

from puzanov_tei.base.registry import Registry
from puzanov_tei.reporters.report import Report

Reporter = Callable[[Report], str]
"""Makes the whole output of one run."""

REPORTERS: Registry[Reporter] = Registry(
    "format",
    {name: f"puzanov_tei.reporters.{name}:report" for name in (
        "text", "terminal", "json", "github", "gitlab", "sarif", "junit"
    )},
    plural="reporters",
)
"""The formats of a report."""


def reporter(name: str) -> Reporter:
    """The reporter of that name.

    Raises:
        UsageError: there is none, or it cannot be used.
    """
    made = REPORTERS.load(name)
    return lambda report: _decodable(made(report))


def _decodable(text: str) -> str:
    """Text without lone surrogates, which stand for bytes of file names that are no UTF-8: they are written `%FF`."""
    return _UNDECODABLE.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", text)


_UNDECODABLE = re.compile("[\udc80-\udcff]")


__all__ = ["REPORTERS", "Report", "Reporter", "reporter"]
