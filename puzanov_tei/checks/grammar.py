"""The grammar layer: the RELAX NG validator's findings, with the edits that mend a misspelt name or value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from xml.parsers import expat

from puzanov_tei.base.names import TEI_NS
from puzanov_tei.base.xml_text import declared_encoding
from puzanov_tei.findings import Edit, Finding
from puzanov_tei.relaxng import codes
from puzanov_tei.relaxng.engine.names import SEPARATOR
from puzanov_tei.relaxng.schema import CompiledSchema
from puzanov_tei.relaxng.validate import validate

_ATTRIBUTE = re.compile(r"([^\s=/>]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_MENDED = frozenset({codes.UNKNOWN_ELEMENT, codes.UNKNOWN_ATTRIBUTE, codes.WRONG_VALUE, codes.WRONG_NAMESPACE})
_START_TAG = re.compile(r"<([^\s/>]+)([^<>]*)>")

Place = tuple[int, int]


def check(data: bytes, name: str, schema: CompiledSchema, overlooked: Collection[str] = ()) -> list[Finding]:
    """Findings about a well-formed document by a grammar that is ready to validate with.

    Those about a misspelt name or value carry the edits that mend it, in files in UTF-8.

    Args:
        overlooked: namespaces whose attributes may stand anywhere.
    """
    findings = list(validate(schema, data, name, overlooked))
    if not findings:
        return findings
    # Most files are valid, and do without what words are found with.
    from puzanov_tei.checks.remedies import remedied
    from puzanov_tei.relaxng.diagnosis.directory import Directory

    lines = data.decode("utf-8").split("\n") if is_utf8(data) else []
    known = {element.rpartition(SEPARATOR)[2] for element in Directory.of(schema).elements}
    findings = [remedied(finding, known, _word(finding, lines)) for finding in findings]
    if not lines or not any(finding.meant and finding.code in _MENDED for finding in findings):
        return findings
    ends = _end_tags(data)
    return [replace(finding, replacement=tuple(_edits(finding, lines, ends))) for finding in findings]


def _word(finding: Finding, lines: list[str]) -> str:
    """What stands at the place of a finding, up to a blank or an equals sign."""
    line, column = finding.location.line, finding.location.column
    match = re.compile(r"[^\s=<>]+").match(lines[line - 1], column - 1) if 0 < line <= len(lines) else None
    return match[0] if match else ""


def is_utf8(data: bytes) -> bool:
    """Whether a file is in UTF-8 and does not say otherwise."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return declared_encoding(data).lower() in ("", "utf-8", "utf8", "us-ascii")


def _edits(finding: Finding, lines: list[str], ends: Mapping[Place, Place]) -> Iterator[Edit]:
    """The edits that make a misspelt name or value what was meant, if it is a slip and not another word."""
    line, column = finding.location.line, finding.location.column
    if not finding.meant or finding.code not in _MENDED or line > len(lines):
        return
    if finding.code == codes.WRONG_NAMESPACE:
        tag = _START_TAG.match(lines[line - 1], column - 1)
        if tag and "/" not in finding.xpath[1:] and "xmlns" not in tag[2] and tag[1] in ("TEI", "teiCorpus"):
            yield _edit(line, column + 1, tag[1], f'{tag[1]} xmlns="{TEI_NS}"')
        return
    if finding.code == codes.UNKNOWN_ELEMENT:
        tag = _START_TAG.match(lines[line - 1], column - 1)
        written, _, attributes = finding.meant.partition(" ")
        bare = tag is not None and (not attributes or not tag[2].strip(" /"))
        if tag and (_is_slip(tag[1], written) or finding.hint.startswith(("In TEI", "This is P4"))) and bare:
            yield _edit(line, column + 1, tag[1], finding.meant)
            if (line, column) in ends and not tag[2].endswith("/"):
                yield _edit(*ends[line, column], tag[1], written)
        return
    attribute = _ATTRIBUTE.match(lines[line - 1], column - 1)
    if attribute is None:
        return
    slip = _is_slip(attribute[1], finding.meant) or finding.meant == f"xml:{attribute[1]}"
    if finding.code == codes.UNKNOWN_ATTRIBUTE and slip:
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
