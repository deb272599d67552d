"""GitHub Actions: workflow commands that become annotations, and a step summary in Markdown."""

from __future__ import annotations

from collections import Counter

from puzanov_tei.findings import Finding, Severity
from puzanov_tei.reporters.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(given: Report) -> str:
    """One `::error` (`::warning`, `::notice`) line for each finding."""
    return "".join(_command(finding) + "\n" for finding in given.findings) + given.summary() + "\n"


def _command(finding: Finding) -> str:
    place = finding.location
    position = f",line={place.line},col={place.column}" if place.line else ""
    hint = f" - {finding.hint}" if finding.hint else ""
    return (
        f"::{_COMMANDS[finding.severity]} file={_property(place.file)}{position},title={_property(finding.code)}"
        f"::{_data(finding.message + hint)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(given: Report) -> str:
    """Markdown for the file that `GITHUB_STEP_SUMMARY` names: the most frequent messages with one place each."""
    lines = ["## TEI validation", "", given.summary(), ""]
    if given.findings:
        counts = Counter((f.code, str(f.severity), f.message) for f in given.findings)
        first: dict[tuple[str, str, str], Finding] = {}
        for finding in given.findings:
            first.setdefault((finding.code, str(finding.severity), finding.message), finding)
        lines += ["| number | severity | code | message | first place |", "|---:|---|---|---|---|"]
        for key, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:50]:
            code, severity, message = key
            place = first[key].location
            lines.append(f"| {number} | {severity} | {code} | {_cell(message)} | {_cell(place.file)}:{place.line} |")
        if len(counts) > 50:
            lines.append(f"\n{len(counts) - 50} more messages are in the log.")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
