"""Findings: what a check or a stage of the encoder has to say about a place in a file.

Findings are values: they are yielded, sorted, grouped and reported; they are never raised.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_QUOTED = re.compile(r"""<[^<>\s]+>|@[\w:.-]+|"[^"]*"|'[^']*'""")


def one_line(text: str) -> str:
    """Text without line breaks and control characters: what a file says must not steer a terminal."""
    return " ".join(_CONTROL.sub(" ", text).split())


_UNDECODABLE = re.compile("[\udc80-\udcff]")


def decodable(text: str) -> str:
    """Text without lone surrogates, which stand for bytes of file names that are no UTF-8: they are written `%FF`."""
    return _UNDECODABLE.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", text)


class Severity(StrEnum):
    """How grave a finding is. Only `ERROR` (or what `--fail-on` names) changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. Lines and columns count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if self.line and number)])


NOWHERE = Location("")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a file and what belongs there instead: lines and columns from 1, the end is behind the stretch."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth saying.

    Attributes:
        code: stable identifier (`PZ012`); `puzanov-tei explain CODE` prints its rationale.
        severity: error, warning or info.
        message: one plain sentence: what is wrong.
        hint: what to do about it; empty when there is nothing to add.
        location: file, line and column.
        xpath: path of the element concerned, as `/TEI/text/body/p[2]`; empty if there is none.
        xml_id: the nearest `@xml:id` at or above the place.
        rule: identifier of the schema rule (constraint, element or class) it comes from.
        rule_origin: where that rule stands, as `puzanov.odd:120`.
        schema_version: version of the schema that was used.
        meant: the name or value that was probably meant, as it would stand in the file; empty if none is near.
        expected: the names (of elements or attributes) or values that may stand there, as far as they can be listed.
        address: where the rule is explained on the web, if its schema says so.
        replacement: the edits that mend it, if there is one obvious way that changes no word of the text.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    location: Location = NOWHERE
    xpath: str = ""
    xml_id: str = ""
    rule: str = ""
    rule_origin: str = ""
    schema_version: str = ""
    meant: str = ""
    expected: tuple[str, ...] = ()
    replacement: tuple[Edit, ...] = ()
    address: str = ""

    def __str__(self) -> str:
        """One line: `file:line:column: error[PZ012] message - hint`."""
        place = f"{self.location}: " if self.location.file else ""
        hint = f" - {self.hint}" if self.hint else ""
        return one_line(decodable(f"{place}{self.severity}[{self.code}] {self.message}{hint}"))

    @property
    def file(self) -> str:
        """The file that is meant; empty if none is."""
        return self.location.file

    @property
    def line(self) -> int:
        """Line from 1; 0: the file as a whole."""
        return self.location.line

    @property
    def column(self) -> int:
        """Column from 1; 0: the line, or the file, as a whole."""
        return self.location.column

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File order, then code: the order in which findings are reported."""
        return (self.location.file, self.location.line, self.location.column, self.code, self.message)

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines change or the sentence is worded anew.

        It is made of rule, file, nearest xml:id, and the elements, attributes and values that the sentence quotes.
        """
        return _digest(self.code, self.rule, self.location.file, self.xml_id, *sorted(_QUOTED.findall(self.message)))

    @property
    def fingerprint_1(self) -> str:
        """The fingerprint with the whole sentence, as baselines of version 1 have it."""
        message = re.sub(r"\bline \d+", "line", self.message)
        return _digest(self.code, self.rule, self.location.file, self.xml_id, message)


def _digest(*parts: str) -> str:
    from hashlib import sha256  # few commands want it, and it takes long to load

    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def as_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data for JSON; see `from_data`."""
    return asdict(finding)


def from_data(entry: dict[str, Any]) -> Finding:
    """The finding that `as_data` made plain data of.

    Raises:
        KeyError, TypeError, ValueError: it did not.
    """
    return Finding(
        **entry
        | {
            "severity": Severity(entry["severity"]),
            "location": Location(**entry["location"]),
            "expected": tuple(entry["expected"]),
            "replacement": tuple(Edit(**edit) for edit in entry["replacement"]),
        }
    )
