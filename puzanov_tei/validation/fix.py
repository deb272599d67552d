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
from xml.parsers import expat

from puzanov_tei.base.scan import scan
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.validation.document import check
from puzanov_tei.validation.schemas import Schema

_MEANT = {
    "PZ103": re.compile(r"Did you mean <([^\s<>]+)>\?"),
    "PZ110": re.compile(r"Did you mean @([^\s?]+)\?"),
    "PZ113": re.compile(r'Did you mean "([^"]+)"\?'),
}
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


def repaired(data: bytes, name: str, schema: Schema, folder: Path | None = None) -> tuple[bytes, list[Repair]]:
    """The file with its mechanical faults mended, and what was done; the same bytes if there was nothing to do.

    Raises:
        SchemaError: the schema cannot be used.
    """
    if not _is_utf8(data) or scan(data).fault is not None:
        return data, []
    before = _gravity(check(data, name, schema, folder=folder))
    done: list[Repair] = []
    for step in (_normalized, _trimmed):
        changed, repairs = step(data)
        if repairs and (after := _gravity(check(changed, name, schema, folder=folder))) <= before:
            data, before = changed, after
            done += repairs
    for _ in range(_ROUNDS):  # one wrong name may hide another inside it
        findings = check(data, name, schema, folder=folder)
        edits = list(_renamings(data, findings))
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


def _is_utf8(data: bytes) -> bool:
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", data[:200])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii")


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
    taken = set(facts.ids)
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


# --- names ----------------------------------------------------------------------------------------


def _renamings(data: bytes, findings: Sequence[Finding]) -> Iterator[_Edit]:
    starts = _line_starts(data)
    tags: dict[int, int] | None = None
    for finding in findings:
        pattern = _MEANT.get(finding.code)
        match = pattern.search(finding.hint) if pattern else None
        if match is None:
            continue
        meant = match[1]
        begin = _offset(data, starts, finding.location.line, finding.location.column)
        line = finding.location.line
        if finding.code == "PZ103":
            tags = _end_tags(data) if tags is None else tags
            yield from _element(data, begin, tags.get(begin), meant, line)
        else:
            attribute = _ATTRIBUTE.match(data, begin)
            if attribute and finding.code == "PZ110" and _near(attribute[1].decode(), meant):
                what = f"@{attribute[1].decode()} corrected to @{meant}"
                yield _Edit(*attribute.span(1), meant.encode(), Repair(line, what))
            elif attribute and finding.code == "PZ113":
                old = attribute[3][1:-1].decode()
                if _near(old, meant):
                    what = f'{attribute[1].decode()}="{old}" corrected to "{meant}"'
                    yield _Edit(attribute.start(3) + 1, attribute.end(3) - 1, meant.encode(), Repair(line, what))


def _element(data: bytes, begin: int, end: int | None, meant: str, line: int) -> Iterator[_Edit]:
    name = re.match(rb"<([^\s/>]+)", data[begin : begin + 200])
    if name is None or not _near(name[1].decode(), meant):
        return
    old = name[1]
    repair = Repair(line, f"<{old.decode()}> corrected to <{meant}>")
    yield _Edit(begin + 1, begin + 1 + len(old), meant.encode(), repair)
    if end is not None and data[end : end + 2] == b"</":
        yield _Edit(end + 2, end + 2 + len(old), meant.encode(), Repair(line, ""))


def _near(old: str, meant: str) -> bool:
    """Whether two names differ in case only, or in one letter of at least five."""
    if old.casefold() == meant.casefold():
        return True
    from rapidfuzz.distance import OSA

    return len(meant) >= 5 and OSA.distance(old, meant) == 1


def _end_tags(data: bytes) -> dict[int, int]:
    """Offset of each start tag -> offset of its end tag."""
    parser = expat.ParserCreate()
    opened: list[int] = []
    found: dict[int, int] = {}
    parser.StartElementHandler = lambda *_: opened.append(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda _: found.update({opened.pop(): parser.CurrentByteIndex})
    parser.Parse(data, True)
    return found


def _line_starts(data: bytes) -> list[int]:
    return [0, *(match.end() for match in re.finditer(rb"\n", data))]


def _offset(data: bytes, starts: Sequence[int], line: int, column: int) -> int:
    """The offset in bytes of a line and column (in characters)."""
    begin = starts[line - 1] if 0 < line <= len(starts) else 0
    text = data[begin : begin + 4 * column].decode("utf-8", "ignore")
    return begin + len(text[: column - 1].encode())
