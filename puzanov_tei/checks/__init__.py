"""Checks of one document: bytes and what is known of them -> findings. One module a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from puzanov_tei.base.registry import Registry
from puzanov_tei.base.scan import Facts
from puzanov_tei.findings import Finding


class Check(Protocol):
    """What the module of a check offers.

    `CODES` says for each of its codes what it means: a title and why it is a finding, or one text that begins with its
    title. Codes of this project are `PZ` and three digits; others begin with other letters.
    """

    CODES: Mapping[str, str | tuple[str, str]]

    def check(self, data: bytes, name: str, facts: Facts, folder: Path | None) -> Iterable[Finding]:
        """What is wrong with a well-formed document.

        Args:
            data: the document.
            name: its name, for the locations of findings.
            facts: what one pass over it has found: identifiers, pointers, dates ... with their places.
            folder: where it is; None for standard input.
        """


CHECKS: Registry[Check] = Registry(
    "check",
    {name: f"puzanov_tei.checks.{name}" for name in ("wellformed", "references", "dates", "identifiers")},
    offers=("CODES", "check"),
)
"""What is looked at in every document, in this order; installed checks are run when they are named."""

__all__ = ["CHECKS", "Check"]
