"""SARIF 2.1.0 (OASIS): static analysis results as code hosts and editors read them."""

from __future__ import annotations

import json
import os
from urllib.parse import quote

from puzanov_tei.findings import Finding, Severity
from puzanov_tei.reporters.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(given: Report) -> str:
    """One run with the rules that were broken and a result for each finding."""
    codes = sorted({finding.code for finding in given.findings})
    levels = {code: _worst(given, code) for code in codes}
    rules = [_rule(code, levels[code], given) for code in codes]
    addresses = {finding.code: finding.address for finding in given.findings if finding.address}
    for rule in rules:
        if rule["id"] in addresses:
            rule["helpUri"] = addresses[str(rule["id"])]
    run = {
        "tool": {
            "driver": {"name": "puzanov-tei", "version": given.version or "0", "rules": rules},
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(name)}} for name in given.files],
        "results": [_result(finding, codes.index(finding.code)) for finding in given.findings],
        "invocations": [{"executionSuccessful": True}],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _worst(given: Report, code: str) -> Severity:
    order = list(Severity)
    return min((f.severity for f in given.findings if f.code == code), key=order.index)


def _rule(code: str, severity: Severity, given: Report) -> dict[str, object]:
    rule: dict[str, object] = {"id": code, "defaultConfiguration": {"level": _LEVELS[severity]}}
    if code in given.rationales:
        title, why = given.rationales[code]
        rule["shortDescription"] = {"text": title}
        rule["fullDescription"] = {"text": why}
        rule["help"] = {"text": why}
    return rule


def _result(finding: Finding, index: int) -> dict[str, object]:
    hint = f" {finding.hint}" if finding.hint else ""
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.location.file)}}
    if finding.location.line:
        physical["region"] = {
            "startLine": finding.location.line,
            "startColumn": max(1, finding.location.column),
        }
    location: dict[str, object] = {"physicalLocation": physical}
    if finding.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [location],
        "partialFingerprints": {"puzanovTei/v2": finding.fingerprint},
    }
    if finding.replacement:
        result["fixes"] = [_fix(finding)]
    known = {
        "rule": finding.rule,
        "ruleOrigin": finding.rule_origin,
        "meant": finding.meant,
        "expected": list(finding.expected),
    }
    if properties := {name: value for name, value in known.items() if value}:
        result["properties"] = properties
    return result


def _fix(finding: Finding) -> dict[str, object]:
    """The edits that mend a finding (SARIF 2.1.0, 3.55)."""
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in finding.replacement
    ]
    change = {"artifactLocation": {"uri": _uri(finding.location.file)}, "replacements": replacements}
    return {"description": {"text": finding.hint or finding.message}, "artifactChanges": [change]}


def _uri(name: str) -> str:
    """A file name as a relative URI reference; standard input has no file."""
    if name == "-":
        return "stdin"
    return ("file://" if name.startswith("/") else "") + quote(os.fsencode(name.replace("\\", "/")), safe="/~.-_")
