"""JUnit XML, as CI servers read it: a suite for each file, a test case for each finding (or one that passes)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from puzanov_tei.findings import Finding
from puzanov_tei.reporters.report import Report

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def report(given: Report) -> str:
    """Findings that make the run fail are failures; the others are in `system-out`."""
    by_file: dict[str, list[Finding]] = {name: [] for name in given.files}
    for finding in given.findings:
        by_file.setdefault(finding.location.file, []).append(finding)
    failures = sum(given.fails(finding) for finding in given.findings)
    tests = sum(max(1, len(findings)) for findings in by_file.values())
    body = "".join(_suite(name, findings, given) for name, findings in by_file.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="puzanov-tei" tests="{tests}" failures="{failures}" errors="0">\n{body}</testsuites>\n'
    )


def _suite(name: str, findings: list[Finding], given: Report) -> str:
    failures = sum(given.fails(finding) for finding in findings)
    cases = "".join(_cases(name, findings, given))
    attributes = f'name={_attribute(name)} tests="{max(1, len(findings))}" failures="{failures}" errors="0"'
    return f"  <testsuite {attributes}>\n{cases}  </testsuite>\n"


def _cases(name: str, findings: list[Finding], given: Report) -> Iterator[str]:
    if not findings:
        yield f'    <testcase classname={_attribute(name)} name="valid"/>\n'
    for finding in findings:
        title = f"{finding.code} line {finding.location.line}"
        yield f"    <testcase classname={_attribute(name)} name={_attribute(title)}>\n"
        if given.fails(finding):
            yield (
                f"      <failure type={_attribute(finding.code)} message={_attribute(finding.message)}>"
                f"{_escaped(str(finding))}</failure>\n"
            )
        else:
            yield f"      <system-out>{_escaped(str(finding))}</system-out>\n"
        yield "    </testcase>\n"


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
