"""JSON, documented in `docs/findings.md`. `version` changes when a field changes its meaning."""

from __future__ import annotations

import json as encoder
from dataclasses import asdict

from puzanov_tei.findings import Finding
from puzanov_tei.reporters.report import Report

VERSION = 1


def record(finding: Finding) -> dict[str, object]:
    """A finding as a JSON object. Unknown text is the empty string, an unknown line or column 0."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "xpath": finding.xpath,
        "xml_id": finding.xml_id,
        "rule": finding.rule,
        "rule_origin": finding.rule_origin,
        "address": finding.address,
        "schema_version": finding.schema_version,
        "meant": finding.meant,
        "expected": list(finding.expected),
        "replacement": [asdict(edit) for edit in finding.replacement],
        "fingerprint": finding.fingerprint,
    }


def report(given: Report) -> str:
    """All findings and the figures of the summary."""
    content = {
        "version": VERSION,
        "tool": {"name": "puzanov-tei", "version": given.version},
        "schema": given.schema,
        "schemas": dict(given.schemas),
        "summary": given.numbers(),
        "files": list(given.files),
        "findings": [record(finding) for finding in given.findings],
    }
    return encoder.dumps(content, ensure_ascii=False, indent=2) + "\n"
