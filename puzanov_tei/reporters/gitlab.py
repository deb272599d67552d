"""GitLab: a Code Quality report (the subset of the Code Climate format that GitLab reads)."""

from __future__ import annotations

import json

from puzanov_tei.findings import Severity
from puzanov_tei.reporters.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(given: Report) -> str:
    """A JSON array. Fingerprints are unique: equal findings are told apart by a number."""
    seen: dict[str, int] = {}
    entries = []
    for finding in given.findings:
        fingerprint = finding.fingerprint
        number = seen[fingerprint] = seen.get(fingerprint, 0) + 1
        hint = f" {finding.hint}" if finding.hint else ""
        entries.append(
            {
                "type": "issue",
                "description": finding.message + hint,
                "check_name": finding.code,
                "categories": ["Bug Risk"],
                "fingerprint": fingerprint if number == 1 else f"{fingerprint}-{number}",
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": finding.location.file, "lines": {"begin": max(1, finding.location.line)}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
