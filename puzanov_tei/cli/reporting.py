"""What a run of `validate` has found, made ready for the reporters."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from puzanov_tei.cli import places
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.reporters import Report
from puzanov_tei.version import __version__

if TYPE_CHECKING:
    from puzanov_tei.validation.batch import CheckedFile
    from puzanov_tei.validation.choice import SchemaChoice


def report(
    outcomes: Sequence[CheckedFile], findings: Sequence[Finding], form: str, fail_on: Severity, choice: SchemaChoice
) -> Report:
    """What the reporter of a format (`form`) is given.

    Args:
        findings: those of the outcomes that count.
        choice: by which schemas the files were checked.
    """
    names = [outcome.name for outcome in outcomes]
    files = names
    if form in places.OF_REPOSITORIES:
        findings = [_as_in_repository(finding) for finding in findings]
        files = list(map(places.in_repository, names))
    return Report(
        findings=findings,
        files=files,
        version=__version__,
        schemas=Counter(outcome.schema for outcome in outcomes if outcome.schema),
        left_out=sum(outcome.is_left_out for outcome in outcomes),
        fail_on=fail_on,
        rationales=_rationales() if form == "sarif" and findings else {},
        line=places.line,
        svrl=partial(_svrl, names, choice),
    )


def _as_in_repository(finding: Finding) -> Finding:
    return replace(finding, location=replace(finding.location, file=places.in_repository(finding.location.file)))


def _svrl(names: Sequence[str], choice: SchemaChoice) -> str:
    """The report of the Schematron rules on the files of a run."""
    from puzanov_tei.validation import svrl

    if "-" in names:
        raise UsageError("--format svrl works on files, not on standard input.")
    return svrl.report(names, choice).decode("utf-8")


def _rationales() -> dict[str, tuple[str, str]]:
    from puzanov_tei.validation.codes import codes

    return {code: (entry.title, entry.rationale) for code, entry in codes().items()}


def summarize_step(report: Report) -> None:
    """Add the report to the summary of a job of GitHub Actions, where the program runs in one."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if target:
        from puzanov_tei.reporters.github import step_summary

        with Path(target).open("a", encoding="utf-8") as stream:
            stream.write(step_summary(report))
