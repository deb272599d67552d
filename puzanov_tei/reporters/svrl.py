"""SVRL, the report language of ISO/IEC 19757-3 (annex D): what the Schematron rules say, for programs that read it."""

from __future__ import annotations

from puzanov_tei.reporters.report import Report


def report(given: Report) -> str:
    """The report of the rules; findings of other layers have no place in it."""
    return given.svrl()
