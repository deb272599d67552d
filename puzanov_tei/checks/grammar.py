"""The grammar layer: the RELAX NG validator's findings, with the edits that mend a misspelt name or value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.parsers import expat

from puzanov_tei.findings import Edit, Finding
from puzanov_tei.relaxng import codes
from puzanov_tei.relaxng.schema import Schema
from puzanov_tei.relaxng.validate import validate

_ATTRIBUTE = re.compile(r"([^\s=/>]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_NAME = re.compile(r"<([^\s/>]+)")
_MISSPELT = frozenset({codes.UNKNOWN_ELEMENT, codes.UNKNOWN_ATTRIBUTE, codes.WRONG_VALUE})

Place = tuple[int, int]


def check(data: bytes, name: str, schema: Schema) -> list[Finding]:
    """Findings about a well-formed document by a grammar that is ready to validate with.

    Those about a misspelt name or value carry the edits that mend it, in files in UTF-8.
    """
    findings = list(validate(schema, data, name))
    if not any(finding.meant and finding.code in _MISSPELT for finding in findings) or not is_utf8(data):
        return findings
    lines = data.decode("utf-8").split("\n")
    ends = _end_tags(data)
    return [replace(finding, replacement=tuple(_edits(finding, lines, ends))) for finding in findings]


def is_utf8(data: bytes) -> bool:
    """Whether a file is in UTF-8 and does not say otherwise."""
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", data[:200])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii")


def _edits(finding: Finding, lines: list[str], ends: Mapping[Place, Place]) -> Iterator[Edit]:
    """The edits that make a misspelt name or value what was meant, if it is a slip and not another word."""
    line, column = finding.location.line, finding.location.column
    if not finding.meant or finding.code not in _MISSPELT or line > len(lines):
        return
    if finding.code == codes.UNKNOWN_ELEMENT:
        tag = _NAME.match(lines[line - 1], column - 1)
        if tag and _is_slip(tag[1], finding.meant):
            yield _edit(line, column + 1, tag[1], finding.meant)
            if (line, column) in ends:
                yield _edit(*ends[line, column], tag[1], finding.meant)
        return
    attribute = _ATTRIBUTE.match(lines[line - 1], column - 1)
    if attribute is None:
        return
    if finding.code == codes.UNKNOWN_ATTRIBUTE and _is_slip(attribute[1], finding.meant):
        yield _edit(line, column, attribute[1], finding.meant)
    elif finding.code == codes.WRONG_VALUE and _is_slip(attribute[3][1:-1], finding.meant):
        yield _edit(line, attribute.start(3) + 2, attribute[3][1:-1], finding.meant)


def _edit(line: int, column: int, old: str, new: str) -> Edit:
    return Edit(line, column, line, column + len(old), new)


def _is_slip(old: str, meant: str) -> bool:
    """Whether two names differ in case only, or in one letter of at least five."""
    if old == meant or set(meant) & set("<&\"'"):
        return False
    if old.casefold() == meant.casefold():
        return True
    from rapidfuzz.distance import OSA

    return len(meant) >= 5 and OSA.distance(old, meant) == 1


def _end_tags(data: bytes) -> dict[Place, Place]:
    """Place of each start tag -> place of the name in its end tag; empty elements have none."""
    parser = expat.ParserCreate()
    opened: list[Place] = []
    ends: dict[Place, Place] = {}

    def end(_name: str) -> None:
        begin = opened.pop()
        place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        if place != begin and data[parser.CurrentByteIndex : parser.CurrentByteIndex + 2] == b"</":
            ends[begin] = place[0], place[1] + 2

    parser.StartElementHandler = lambda *_: opened.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return ends
