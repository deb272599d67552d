"""Mechanical repairs: only what has one obvious answer and changes no word of the text.

White space around identifiers and inside pointers, Unicode that is not normalized (NFC), and names of elements,
attributes and closed values that differ from the right one by a letter or by upper and lower case. A repair
that does not make the file better is taken back. Files in other encodings than UTF-8 are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.base.scan import scan
from puzanov_tei.checks.grammar import is_utf8
from puzanov_tei.errors import SourceError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.validation.choice import SchemaChoice
from puzanov_tei.validation.document import check
from puzanov_tei.validation.schemas import Schema
from puzanov_tei.validation.selection import selected

_MARKUP = re.compile(r"""[^<>&"'=/\s]+""")
_ATTRIBUTE = re.compile(rb"([^\s=/>]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Repair:
    """What was changed: the line it was in, and a sentence."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class _Edit:
    begin: int
    end: int
    new: bytes
    repair: Repair


def mend(path: Path, choice: SchemaChoice, select: Sequence[str] = ()) -> tuple[bytes, bytes, list[Repair]]:
    """A file as it is, with its mechanical faults mended, and what was done.

    Raises:
        SourceError: it is not well-formed XML in UTF-8, of which alone names and values can be mended.
        SchemaError: its schema cannot be used.
        OSError: it cannot be read.
    """
    data = path.read_bytes()
    facts = scan(data)
    if facts.fault is not None:
        raise SourceError("it is not well-formed XML; puzanov-tei validate says where.")
    if not is_utf8(data):
        raise SourceError("only files in UTF-8 are mended; save it as UTF-8.")
    schema = choice.schema(facts, path.parent, str(path)).schema
    return data, *repaired(data, str(path), schema, path.parent, select)


def repaired(
    data: bytes, name: str, schema: Schema, folder: Path | None = None, select: Sequence[str] = ()
) -> tuple[bytes, list[Repair]]:
    """The file with its mechanical faults mended, and what was done; the same bytes if there was nothing to do.

    Args:
        select: codes of the findings that are to be mended, as PZ110 or PZ1*; empty: all, and white space and Unicode.

    Raises:
        SchemaError: the schema cannot be used.
    """
    if not is_utf8(data) or scan(data).fault is not None:
        return data, []
    before = _gravity(check(data, name, schema, folder=folder))
    done: list[Repair] = []
    for step in () if select else (_normalized, _trimmed):
        changed, repairs = step(data)
        if repairs and (after := _gravity(check(changed, name, schema, folder=folder))) <= before:
            data, before = changed, after
            done += repairs
    for _ in range(_ROUNDS):  # one wrong name may hide another inside it
        findings = selected(check(data, name, schema, folder=folder), select, ())
        edits = list(_proposed(data, findings))
        if not edits:
            break
        changed = _applied(data, edits)
        after = _gravity(check(changed, name, schema, folder=folder))
        if after >= before:
            break
        data, before = changed, after
        done += (edit.repair for edit in edits if edit.repair.what)
    return data, sorted(done, key=lambda repair: repair.line)


def _gravity(findings: Sequence[Finding]) -> tuple[int, int]:
    """Errors, then other findings."""
    errors = sum(f.severity == Severity.ERROR for f in findings)
    return errors, len(findings) - errors


def _applied(data: bytes, edits: Sequence[_Edit]) -> bytes:
    for edit in sorted(edits, key=lambda e: e.begin, reverse=True):
        data = data[: edit.begin] + edit.new + data[edit.end :]
    return data


# --- Unicode --------------------------------------------------------------------------------------


def _normalized(data: bytes) -> tuple[bytes, list[Repair]]:
    """NFC, run by run between the signs of markup, so that no sign of markup is ever part of a composition."""
    lines = data.decode("utf-8").split("\n")
    repairs = []
    for number, line in enumerate(lines, start=1):
        if line.isascii() or unicodedata.is_normalized("NFC", line):
            continue
        better = _MARKUP.sub(lambda m: unicodedata.normalize("NFC", m[0]), line)
        if better != line:
            lines[number - 1] = better
            repairs.append(Repair(number, "characters composed of several code points normalized (NFC)"))
    return "\n".join(lines).encode("utf-8"), repairs


# --- white space ----------------------------------------------------------------------------------


def _trimmed(data: bytes) -> tuple[bytes, list[Repair]]:
    """Identifiers and pointers without white space around them or doubled inside."""
    facts = scan(data)
    taken = {value.value for value in facts.ids.values()}
    edits = []
    for value in (*facts.ids.values(), *facts.pointers):
        is_id = value.attribute.endswith(" id")
        better = " ".join(value.value.split())
        if better == value.value or not better or (is_id and better in taken):
            continue
        name = "xml:id" if is_id else value.attribute
        place = _value_place(data, value.begin, name.encode())
        if place is not None:
            what = f'white space in {name}="{better}" removed'
            edits.append(_Edit(*place, better.encode(), Repair(value.line, what)))
    return _applied(data, edits), [edit.repair for edit in edits]


def _value_place(data: bytes, begin: int, name: bytes) -> tuple[int, int] | None:
    """Where the value of an attribute stands, without its quotation marks, in the start tag at `begin`."""
    for match in _ATTRIBUTE.finditer(data, begin + 1):
        if b"<" in data[begin + 1 : match.start()]:
            return None
        if match[1] == name:
            return match.start(3) + 1, match.end(3) - 1
    return None


# --- what findings propose ------------------------------------------------------------------------


def _proposed(data: bytes, findings: Sequence[Finding]) -> Iterator[_Edit]:
    """The replacements that findings carry, as edits of bytes; each stretch once."""
    starts = [0, *(match.end() for match in re.finditer(rb"\n", data))]
    taken: set[int] = set()
    for finding in findings:
        for edit in finding.replacement:
            begin = _offset(data, starts, edit.line, edit.column)
            end = _offset(data, starts, edit.end_line, edit.end_column)
            if begin in taken:
                continue
            taken.add(begin)
            what = f"{data[begin:end].decode()} corrected to {edit.text}" if edit == finding.replacement[0] else ""
            yield _Edit(begin, end, edit.text.encode(), Repair(edit.line, what))


def _offset(data: bytes, starts: Sequence[int], line: int, column: int) -> int:
    """The offset in bytes of a line and column (in code points)."""
    begin = starts[line - 1]
    text = data[begin : begin + 4 * column].decode("utf-8", "ignore")
    return begin + len(text[: column - 1].encode())
