"""What a reporter is given: the findings of one run and what is known about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from puzanov_tei.findings import Finding, Location, Severity, one_line

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)
MOST_ALIKE = 10
"""How many findings of one kind are shown to people before the rest is only counted."""


_NO_RULES = (
    '<?xml version="1.0" encoding="utf-8"?>\n<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl"/>\n'
)


def _no_rules() -> str:
    return _NO_RULES


def _no_line(_location: Location) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run.

    Attributes:
        findings: in the order in which they are reported.
        files: names of all files that were checked, also those without findings.
        version: version of the program.
        schemas: what was checked against, as `puzanov (3f2a...)`, and how many files by each.
        left_out: how many of the files were left out, as they are no TEI.
        fail_on: the least severity that makes a run fail.
        rationales: code -> (title, why it is a finding).
        svrl: makes the report of the Schematron rules.
        line: gives the line of a file that a location is in, for excerpts; may give nothing.
    """

    findings: Sequence[Finding]
    files: Sequence[str]
    version: str = ""
    schemas: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    fail_on: Severity = Severity.ERROR
    rationales: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    line: Callable[[Location], str] = _no_line
    svrl: Callable[[], str] = _no_rules

    def fails(self, finding: Finding) -> bool:
        """Whether the finding makes the run fail."""
        return LEVELS.index(finding.severity) <= LEVELS.index(self.fail_on)

    def count(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def numbers(self) -> dict[str, int]:
        """The figures of the summary."""
        return {
            "files": len(self.files),
            "files_with_findings": len({finding.location.file for finding in self.findings}),
            "errors": self.count(Severity.ERROR),
            "warnings": self.count(Severity.WARNING),
            "infos": self.count(Severity.INFO),
            "different_messages": len({(finding.code, finding.message) for finding in self.findings}),
        }

    @property
    def schema(self) -> str:
        """What was checked against: the schema, or each with the number of its files."""
        if len(self.schemas) < 2:
            return next(iter(self.schemas), "")
        order = sorted(self.schemas.items(), key=lambda item: (-item[1], item[0]))
        each = "; ".join(f"{plural(number, 'file')}: {name}" for name, number in order)
        return f"{len(order)} schemas ({each})"

    def summary(self) -> str:
        """One line for people."""
        numbers = self.numbers()
        checked = plural(numbers["files"] - self.left_out, "file") + " checked"
        checked += f" against {self.schema}" if self.schema else ""
        checked += f", {self.left_out} left out" if self.left_out else ""
        if not self.findings:
            return f"{checked}: nothing found."
        kinds = [
            plural(numbers[key], word)
            for key, word in (("errors", "error"), ("warnings", "warning"), ("infos", "remark"))
            if numbers[key]
        ]
        where = f"in {plural(numbers['files_with_findings'], 'file')}"
        return f"{checked}: {', '.join(kinds)} {where} ({plural(numbers['different_messages'], 'different message')})."

    def statistics(self) -> str:
        """A line for each code, the most frequent first: how many findings in how many files, and one message."""
        by_code: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_code.setdefault(finding.code, []).append(finding)
        lines = [
            f"{len(findings):7} in {plural(len({f.location.file for f in findings}), 'file')}: {code} "
            f"[{'/'.join(sorted({str(f.severity) for f in findings}))}] {one_line(findings[0].message)}"
            for code, findings in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0]))
        ]
        return "\n".join([*lines, self.summary()]) + "\n"

    def grouped(self) -> Iterator[tuple[Finding, int]]:
        """Findings for people: of many of one kind the first few; the last of those has the number of the rest."""
        total = Counter(map(kind, self.findings))
        shown: dict[tuple[str, str, str], int] = {}
        for finding in self.findings:
            key = kind(finding)
            shown[key] = shown.get(key, 0) + 1
            if shown[key] < MOST_ALIKE or total[key] == MOST_ALIKE:
                yield finding, 0
            elif shown[key] == MOST_ALIKE:
                yield finding, total[key] - MOST_ALIKE


def kind(finding: Finding) -> tuple[str, str, str]:
    """What findings of one kind have in common: the code, the rule, and the message but for the values it quotes."""
    return finding.code, finding.rule, _QUOTED.sub('""', finding.message)


_QUOTED = re.compile(r'"[^"]*"')


class Alike:
    """How often findings of a kind came, where they are told one after another: the first few are shown."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def shows(self, finding: Finding) -> bool:
        """Count a finding; whether it is one of the first of its kind."""
        self._counts[kind(finding)] += 1
        return self._counts[kind(finding)] <= MOST_ALIKE

    def rest(self) -> list[str]:
        """A line for each kind of which more came than were shown; then all counts begin anew."""
        more = [(code, count - MOST_ALIKE) for (code, *_), count in self._counts.items() if count > MOST_ALIKE]
        self._counts.clear()
        return [f"  ... and {count} more of {code} like this" for code, count in more]


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
