"""Well-formedness: everything that keeps a file from being XML, and what is unsafe or ambiguous in it.

Implements XML 1.0 (fifth edition), Namespaces in XML and `xml:id`. Entities are never expanded.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from puzanov_tei.base.scan import MAX_BYTES, MAX_DEPTH, Facts, attribute_position
from puzanov_tei.checks import faults, tags
from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ001": (
        "The file is not well-formed XML",
        "Every program that reads XML stops at the first such place, so what follows is not checked or used.",
    ),
    "PZ002": (
        "Tags do not match",
        "Elements nest: what is opened last is closed first. Overlapping stretches need milestones or pointers "
        "(next and prev).",
    ),
    "PZ003": (
        "The file ends too early",
        "An element, comment or section is still open at the end. Often the file was cut off in copying.",
    ),
    "PZ004": (
        "Bytes that are no text",
        "The bytes do not agree with the encoding that the file declares (UTF-8 if it declares none), or are "
        "control characters, which XML forbids. Guessing would change the text.",
    ),
    "PZ005": (
        "An entity of the file is not expanded",
        "Entities can read other files, call addresses and grow without limit. Those that the file declares with "
        "their text are expanded within limits; what stands elsewhere is not read, and so not checked.",
    ),
    "PZ006": (
        "An entity is not defined",
        "XML itself knows five: amp, lt, gt, apos, quot. Others, as nbsp, are HTML's.",
    ),
    "PZ007": (
        "An attribute occurs twice",
        "An element has each attribute once; several values are separated by blanks where the attribute allows it.",
    ),
    "PZ008": (
        "A prefix is not declared",
        "A prefix stands for a namespace; without a declaration the name means nothing.",
    ),
    "PZ009": (
        "An xml:id is used twice",
        "Pointers, links and citations lead to one place. With two of the same name, programs choose at random.",
    ),
    "PZ010": (
        "The file exceeds a limit",
        "Nesting, attribute values and file size have limits, so that a malicious file cannot exhaust the "
        "machine. No edition comes near them.",
    ),
    "PZ011": (
        "The file is empty or no XML at all",
        "There is no element in it, so there is nothing to check. Often a download or an export has failed.",
    ),
    "PZ012": (
        "A character needs to be escaped",
        "& and < begin markup. As characters of the text they are written &amp; and &lt;.",
    ),
    "PZ014": (
        "The file names a DTD, which is not read",
        "What it declares (entities, default values of attributes) does not count here, and whether the file "
        "follows it is not checked. RELAX NG, XML Schema and ODD can be.",
    ),
    "PZ013": (
        "An xml:id is not a name",
        "It begins with a letter or underscore and holds letters, digits, hyphens, full stops and underscores; "
        "otherwise no pointer can lead to it.",
    ),
}

MAX_FAULTS = 20


def check(data: bytes, name: str, facts: Facts, folder: Path | None = None) -> list[Finding]:
    """Findings about the file as XML; `facts` is what `scan` found in it."""
    if len(data) > MAX_BYTES:
        return [too_large(name)]
    if facts.fault is not None:
        return list(_faults(data, name, facts.fault))
    return sorted([*_ids(data, name, facts), *_unread(name, facts)], key=lambda finding: finding.sort_key)


def too_large(name: str) -> Finding:
    """The finding about a file that is larger than any file that is read."""
    return _finding("PZ010", f"The file is larger than {MAX_BYTES // 2**20} MB.", "Split it.", name, 1, 1)


def _finding(code: str, message: str, hint: str, name: str, line: int, column: int) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, Location(name, line, column))


def _unread(name: str, facts: Facts) -> Iterator[Finding]:
    for one in facts.unread:
        place = Location(name, one.line, one.column)
        if one.used:
            yield Finding(
                "PZ005",
                Severity.ERROR,
                f"{one.name} stands for {one.address}, which is not read.",
                "Include the file with xi:include, or put its content here.",
                place,
            )
        elif not one.name.startswith("&"):
            what = f"{one.name} of the DTD, {one.address}," if one.name else f"The DTD {one.address}"
            yield Finding(
                "PZ014", Severity.INFO, f"{what} is not read.", "Name a schema with xml-model or --schema.", place
            )


# --- identifiers ----------------------------------------------------------------------------------


def _ids(data: bytes, name: str, facts: Facts) -> Iterator[Finding]:
    for value in facts.duplicates:
        first = facts.ids[value.value.strip()]
        if not value.value.strip():
            continue
        line, column = attribute_position(data, value)
        yield Finding(
            "PZ009",
            Severity.ERROR,
            f'The xml:id "{value.value}" is already used in line {first.line}.',
            "Give this element another xml:id, and correct the pointers that mean it.",
            Location(name, line, column),
            value.xpath,
            value.value,
        )
    for xml_id, value in facts.ids.items():
        if not is_ncname(xml_id):
            told = Severity.ERROR, f'"{xml_id}" cannot be an xml:id.', _better_id(xml_id)
        elif xml_id != value.value:
            message = f'The xml:id "{value.value}" has blanks around it, which not every program passes over.'
            told = Severity.WARNING, message, f'Write xml:id="{xml_id}".'
        else:
            continue
        place = Location(name, *attribute_position(data, value))
        yield Finding("PZ013", *told, place, value.xpath, xml_id)


def _better_id(xml_id: str) -> str:
    if not xml_id:
        return "Write a name, or remove the attribute."
    better = "".join(char if is_ncname(f"a{char}") else "-" for char in xml_id.strip())
    better = re.sub(r"-{2,}", "-", better).strip("-")
    if not is_ncname(better):
        better = f"id-{better}" if better else "id"
    return f'Write for example "{better}": a letter first, no blanks, no colons.'


# --- faults ---------------------------------------------------------------------------------------


def _faults(data: bytes, name: str, fault: tuple[str, str, int, int]) -> Iterator[Finding]:
    kind, message, line, column = fault
    if kind == "entity":
        what = f"The entity {message} is" if message else "The entities of the file are"
        yield _finding(
            "PZ005",
            f"{what} too long or too deep to be expanded.",
            "Write the characters themselves.",
            name,
            line,
            column,
        )
    elif kind == "undefined":
        yield _finding(*faults.undefined(message), name, line, column)
    elif kind == "depth":
        yield _finding(
            "PZ010",
            f"More than {MAX_DEPTH} elements are nested in each other.",
            "Check what made the file: no document is nested so deeply.",
            name,
            line,
            column,
        )
    elif kind == "attribute":
        yield _finding(
            "PZ010",
            f"The value of {message} is longer than a million characters.",
            "Move the content into elements.",
            name,
            line,
            column,
        )
    elif kind == "encoding":
        yield _finding(
            "PZ004",
            f"The encoding cannot be read: {message}.",
            'Save the file as UTF-8 and declare encoding="UTF-8".',
            name,
            line,
            column,
        )
    else:
        yield from _syntax(data, name, message, line, column)


def _syntax(data: bytes, name: str, message: str, line: int, column: int) -> Iterator[Finding]:
    """Expat says exactly where the first fault is; libxml2 goes on and says what comes after."""
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        yield _finding("PZ011", "The file is empty.", "Check how it was made or copied.", name, 1, 1)
        return
    if b"<" not in data[:4096] and b"<\0" not in data[:4096] and b"\0<" not in data[:4096]:
        yield _finding(
            "PZ011",
            "The file is not XML: no tag is in it.",
            "Give a TEI file; plain text is turned into TEI by puzanov-tei encode.",
            name,
            1,
            1,
        )
        return
    if conflicts := list(_conflicts(data, name)):
        yield from conflicts[:MAX_FAULTS]
        return
    lines = data.split(b"\n")
    findings: list[Finding] = []
    broken = exact = False
    seen: set[tuple[int, int]] = set()
    mismatched = {(data.count(b"\n", 0, one.begin) + 1, one.closed): one for one in tags.mismatches(data)}
    for entry in _libxml2(data):
        broken = broken or entry.type_name in _BREAKS
        if (entry.line, entry.column) in seen or (broken and entry.type_name in _CONSEQUENCES):
            continue
        seen.add((entry.line, entry.column))
        code, text, hint, mark = faults.explained(entry.type_name, entry.message or "")
        if mismatched and (end := faults.MISMATCH.search(entry.message or "")):
            mismatch = mismatched.get((entry.line, end[3]))
            if mismatch is None:  # it only follows from one before
                continue
            text, hint = faults.mismatch(mismatch.opened, mismatch.line, mismatch.closed)
        if entry.type_name == "ERR_ATTRIBUTE_NOT_STARTED" and (sign := _curly(lines, entry.line)):
            text = f"The quotation marks of an attribute are curly ({sign})."
            hint = 'Markup needs straight ones: name="value". Word processors make them curly.'
        exact = exact if findings else bool(mark)
        findings.append(_finding(code, text, hint, name, entry.line, _column(lines, entry.line, entry.column, mark)))
        if entry.type_name == "ERR_LT_IN_ATTRIBUTE":
            break  # a quotation mark that is missing turns markup and values round in all that follows
    if not findings:
        findings = [_finding(*faults.told_by_expat(message), name, line, column)]
    elif (findings[0].location.line == line and not exact) or findings[0].message in faults.UNENDED:
        first = findings[0]
        if first.message == faults.CDATA:
            line, column = _of_cdata(data)
        findings[0] = _finding(first.code, first.message, first.hint, name, line, column)
    yield from findings[:MAX_FAULTS]


def _conflicts(data: bytes, name: str) -> Iterator[Finding]:
    """Where git left two versions of some lines to choose from; what else is broken follows from that."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.startswith(b"<<<<<<< "):
            hint = "Keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
            yield _finding(
                "PZ001", "Two versions of a place stand here, which git could not merge.", hint, name, number, 1
            )


def _of_cdata(data: bytes) -> tuple[int, int]:
    """Line and column of the CDATA section that is not closed."""
    begin = data.find(b"<![CDATA[", data.rfind(b"]]>") + 1)
    before = data[:begin].decode("utf-8", "replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _curly(lines: list[bytes], line: int) -> str:
    """The curly quotation mark behind an equals sign in a line; empty if there is none."""
    match = re.search("=\\s*([\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb])", lines[line - 1].decode("utf-8", "replace"))
    return match[1] if match else ""


def _libxml2(data: bytes) -> list[Any]:
    """What libxml2 logs about the file; imported only for files that are broken."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):  # what it found is in the log
        etree.fromstring(data, parser)
    return [entry for entry in parser.error_log if not entry.type_name.startswith("DTD_")]  # identifiers: no fault


def _column(lines: list[bytes], line: int, column: int, mark: bytes) -> int:
    """The column, in characters, of the last `mark` before libxml2's place (which is behind the fault)."""
    text = lines[line - 1] if 0 < line <= len(lines) else b""
    end = max(0, column - 1)
    begin = text.rfind(mark, 0, end) if mark else end
    return len(text[: begin if begin >= 0 else end].decode("utf-8", "replace")) + 1


_BREAKS = frozenset({"ERR_GT_REQUIRED", "ERR_ATTRIBUTE_NOT_FINISHED", "ERR_NAME_REQUIRED"})
_CONSEQUENCES = frozenset({"ERR_TAG_NAME_MISMATCH", "ERR_TAG_NOT_FINISHED", "ERR_DOCUMENT_END"})
