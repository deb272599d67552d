"""Pointers: does everything that is pointed to exist, in this file or in another?

Implements TEI Guidelines 1.3.1.1.1 (pointers are URIs) and 17.2.3 (private URI schemes, `prefixDef`).
Nothing is fetched from the network.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urljoin

from puzanov_tei.base.fence import around
from puzanov_tei.base.near import near, near_identifier
from puzanov_tei.base.scan import MAX_BYTES, Facts, PlacedValue, Prefix, attribute_position, scan, tokens
from puzanov_tei.checks.prefixed import expanded_by
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ401": (
        "A pointer leads to nothing in the file",
        "The identifier after # is not given to any element of the file. A link that looks like a fact and leads "
        "nowhere is worse than none. If all pointers of a project lead to a register in another file, name that file "
        "in the configuration (`indices`), or give the pointers a prefix that the header declares (prefixDef).",
    ),
    "PZ402": (
        "A pointer leads to nothing in another file",
        "The file is there, but no element in it has this identifier: the entry was removed or renamed.",
    ),
    "PZ403": (
        "A file that is pointed to is missing",
        "Pointers to other files are relative to the file they stand in.",
    ),
    "PZ404": (
        "A prefix of addresses is not declared",
        "Short forms like wd:Q7 are private; listPrefixDef says what they stand for.",
    ),
    "PZ405": (
        "An address does not fit its prefix",
        "prefixDef says which form the part after the colon has; otherwise nothing can be made of it.",
    ),
    "PZ406": ("A pointer is empty or holds only #", "It points to nothing, or to the whole file by accident."),
    "PZ409": (
        "A pointer leads into another file without naming it",
        "# alone means this file. Programs that read one file at a time find nothing there; write the name of "
        "the file in front of it, say with xml:base which file is meant, or declare a prefix.",
    ),
    "PZ410": (
        "An address seems to hold a blank",
        "Blanks separate addresses, so that what follows one is an address of its own. Inside an address a blank "
        "is written %20.",
    ),
    "PZ407": (
        "A pointer looks like an identifier without #",
        "Without # the value is the name of a file. Inside a file, identifiers are pointed to with #.",
    ),
}

SCHEMES = frozenset(
    "http https ftp mailto urn doi hdl info tag ark geo file data tel isbn issn tei about news cts".split()
)
"""Address schemes that need no declaration."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(.*)\Z", re.DOTALL)
_WEB = ("http://", "https://")
_WORD = re.compile(r"[^#:/.]+\Z")
_CODE = re.compile(r"[\d_.-]")  # a plain word (`Basel`) may be the identifier of another file by chance
_MAX_TOKEN = 2000
_MOST_COMPARED = 2_000_000
"""Identifiers that may be compared with pointers that lead nowhere, for one file."""
_NOTHING_NEAR = "Correct the pointer, or add what it should lead to."
_OF_ELEMENTS = frozenset(
    "ref resp who toWhom ana corresp target hand next prev rendition source active passive mutual scribeRef decls wit "
    "sameAs copyOf spanTo".split()
)
"""Attributes that point to elements, of this file or of another, hardly ever to whole files."""


Remark = tuple[str, Severity, str, str]
"""Code, severity, what is wrong with a pointer, and the remedy."""


class Holder(Protocol):
    """Says what other files of the run or of the project hold."""

    def __call__(self, xml_id: str, beside: str = "") -> str:
        """The file that holds an identifier, looked for in the project of the file `beside` too; empty: none."""

    def in_whole(self, xml_id: str, beside: str) -> bool:
        """Whether a document that includes the file `beside` holds an identifier."""

    def prefixes(self, beside: str) -> Mapping[str, list[Prefix]]:
        """The prefixes that the documents declare that include the file `beside`."""


def check(
    data: bytes, name: str, facts: Facts, folder: Path | None = None, holder: Holder | None = None
) -> list[Finding]:
    """Findings about the pointers of a file.

    Args:
        folder: where the file is, for pointers to other files; None (standard input): those are not checked.
        holder: finds identifiers that the file does not hold in other files.
    """
    facts = replace(facts, prefixes=dict(facts.prefixes))  # those of including documents are added when asked for
    ids = sorted(facts.ids)
    suggestions = _MOST_COMPARED // max(1, len(ids))
    remarks: list[tuple[PlacedValue, Remark]] = []
    before: tuple[PlacedValue, str] | None = None
    for pointer, token in tokens(facts.pointers):
        if token.startswith("#") and token[1:] in facts.ids:
            continue
        if before and before[0] is pointer and before[1].startswith("http") and _WORD.match(token):
            remarks.append((pointer, _behind_a_blank(token)))
        before = pointer, token
        if token.startswith(_WEB):
            continue
        if pointer.element == "rendition" or (pointer.attribute == "from" and "#" not in token):
            continue
        address = _based(token, pointer, facts)
        prefix = _undeclared(address, facts)
        if prefix and holder and (declared := holder.prefixes(name).get(prefix)):
            facts.prefixes[prefix] = declared
        address = _local(address, facts)
        for code, severity, message, hint in _token(address, pointer, facts, folder):
            if code == "PZ401" and holder and holder.in_whole(address[1:], name):
                continue  # the file is a part of that document
            if code == "PZ401" and suggestions:
                suggestions -= 1
                hint = _nearest(address[1:], ids)
            if code == "PZ401" and holder and (other := holder(address[1:], name)):
                code, severity = "PZ409", Severity.WARNING
                message = f'"{address[1:]}" is not in this file; {other} has it.'
                hint = f"Write the path of {other} in front of {address}, or set xml:base."
            remarks.append((pointer, (code, severity, message, hint)))
        if pointer.attribute not in _OF_ELEMENTS or not _WORD.match(address):
            continue
        if meant := _meant(address, facts, folder):
            remarks.append((pointer, _bare(pointer, address, meant)))
        elif _CODE.search(address) and holder and (other := holder(address, name)):
            remarks.append((pointer, _bare(pointer, address, f"the path of {other}, and #{address} behind it")))
    return [_finding(data, name, pointer, remark) for pointer, remark in remarks]


def _behind_a_blank(token: str) -> Remark:
    message = f'"{token}" follows an address, separated by a blank.'
    return "PZ410", Severity.WARNING, message, "Write %20 for a blank in an address; blanks separate two."


def _finding(data: bytes, name: str, pointer: PlacedValue, remark: Remark) -> Finding:
    """What is remarked of a pointer, at the place of its attribute."""
    place = Location(name, *attribute_position(data, pointer))
    return Finding(*remark, place, f"{pointer.xpath}/@{pointer.attribute}", pointer.xml_id)


def files_pointed_to(facts: Facts, folder: Path) -> set[Path]:
    """The files that a document's pointers lead to, whether they exist or not."""
    return set(pointed_to(facts, folder))


def pointed_to(facts: Facts, folder: Path) -> dict[Path, set[str]]:
    """The files that a document's pointers lead to, whether they exist or not, and the identifiers in each."""
    files: dict[Path, set[str]] = {}
    for pointer, token in tokens(facts.pointers):
        if token.startswith(_WEB) or (token.startswith("#") and not pointer.base):
            continue
        address = _based(token, pointer, facts)
        if match := _SCHEME.match(token[:_MAX_TOKEN]):
            address = expanded_by(facts.prefixes.get(match[1], []), match[2]) or ""
        if not _SCHEME.match(address) and ("#" in address or address.endswith(".xml")):
            file, _, fragment = address.partition("#")
            if file:
                files.setdefault(folder / unquote(file), set()).update({fragment} - {""})
    return files


def _based(token: str, pointer: PlacedValue, facts: Facts) -> str:
    """The address that is meant where `xml:base` says what it is relative to; what the file itself holds stays."""
    if not pointer.base or (token.startswith("#") and token[1:] in facts.ids) or _SCHEME.match(token[:_MAX_TOKEN]):
        return token
    return _joined(pointer.base, token)


@lru_cache(maxsize=4096)
def _joined(base: str, token: str) -> str:
    return urljoin(base, token)


def _undeclared(address: str, facts: Facts) -> str:
    """The prefix of an address that the file does not declare; empty for a scheme that everybody knows."""
    match = _SCHEME.match(address[:_MAX_TOKEN])
    return match[1] if match and match[1] not in facts.prefixes and match[1].lower() not in SCHEMES else ""


def _local(address: str, facts: Facts) -> str:
    """The address; if its prefix stands for identifiers of the document itself, the identifier with its #."""
    if match := _SCHEME.match(address[:_MAX_TOKEN]):
        expanded = expanded_by(facts.prefixes.get(match[1], []), match[2])
        return expanded if expanded and expanded.startswith("#") else address
    return address


def _token(token: str, pointer: PlacedValue, facts: Facts, folder: Path | None) -> Iterator[Remark]:
    if token == "#":
        yield (
            "PZ406",
            Severity.ERROR,
            f"{pointer.attribute} holds only #.",
            "Write the identifier after it, or remove it.",
        )
    elif token.startswith("#"):
        if token[1:] not in facts.ids and token[1:] not in facts.samples and "(" not in token:
            yield "PZ401", Severity.ERROR, f'Nothing in the file is called "{token[1:]}".', _NOTHING_NEAR
    elif match := _SCHEME.match(token[:_MAX_TOKEN]):
        yield from _prefixed(match[1], match[2], facts, folder)
    elif token.startswith("www."):
        yield (
            "PZ403",
            Severity.WARNING,
            f'"{token[:80]}" is the name of a file here, as its scheme is missing.',
            f"Write https://{token[:80]}.",
        )
    elif "#" in token or token.endswith(".xml"):
        yield from _elsewhere(token, folder)


def _bare(pointer: PlacedValue, word: str, meant: str) -> Remark:
    message = f'{pointer.attribute}="{word}" names a file, not the element "{word}".'
    return "PZ407", Severity.WARNING, message, f"Write {meant}."


def _meant(word: str, facts: Facts, folder: Path | None) -> str:
    """The pointer that lacks its # or its prefix, by the identifiers of the file and what its prefixes stand for."""
    if word in facts.ids:
        return f"#{word}"
    for prefix, declared in facts.prefixes.items():
        file, _, fragment = (expanded_by(declared, word) or "").partition("#")
        if not fragment or _SCHEME.match(file):
            continue
        if fragment in (facts.ids if not file else _held(file, folder)):
            return f"{prefix}:{word}"
    return ""


def _held(file: str, folder: Path | None) -> Collection[str]:
    """The identifiers of another file of the project; none if it is not there."""
    path = (folder or Path()) / unquote(file)
    if folder is None or not around([folder / "_"]).allows(path) or not path.is_file():
        return ()
    return _ids(str(path), path.stat().st_mtime_ns) or ()


def _nearest(xml_id: str, ids: list[str]) -> str:
    nearest = near_identifier(xml_id, ids)
    return f"Did you mean #{nearest}?" if nearest else _NOTHING_NEAR


def _prefixed(prefix: str, rest: str, facts: Facts, folder: Path | None) -> Iterator[Remark]:
    declared = facts.prefixes.get(prefix)
    if declared is None:
        if prefix.lower() not in SCHEMES:
            nearest = near(prefix, facts.prefixes) or near_identifier(prefix, sorted(SCHEMES))
            hint = f"Did you mean {nearest}:?" if nearest else "Declare it in encodingDesc/listPrefixDef."
            severity = Severity.ERROR if nearest else Severity.WARNING  # what it stands for cannot be known
            yield "PZ404", severity, f'The prefix "{prefix}" is not declared.', hint
        return
    expanded = expanded_by(declared, rest)
    if expanded is None:
        patterns = " or ".join(one.pattern[:80] for one in declared[:4])
        yield (
            "PZ405",
            Severity.ERROR,
            f'"{rest[:80]}" does not have the form that the prefix {prefix} demands.',
            f"It has to match {patterns}.",
        )
    elif not _SCHEME.match(expanded):
        yield from _elsewhere(expanded, folder)


def _elsewhere(token: str, folder: Path | None) -> Iterator[Remark]:
    file, _, fragment = token.partition("#")
    if folder is None or not file:
        return
    path = folder / unquote(file)
    if not around([folder / "_"]).allows(path):
        return  # what lies outside of the project is not looked at
    if not path.is_file():
        yield (
            "PZ403",
            Severity.WARNING,
            f"The file {file} is not there.",
            "Correct the path: it is relative to the file that points.",
        )
    elif fragment and "(" not in fragment:
        ids = _ids(str(path), path.stat().st_mtime_ns)
        if ids is not None and fragment not in ids:
            nearest = near_identifier(fragment, sorted(ids))
            hint = f"Did you mean {file}#{nearest}?" if nearest else f"Correct the pointer, or add the entry to {file}."
            yield "PZ402", Severity.ERROR, f'Nothing in {file} is called "{fragment}".', hint


@lru_cache(maxsize=64)
def _ids(path: str, _changed: int) -> frozenset[str] | None:
    """The identifiers of another file; None if it cannot be read as XML."""
    file = Path(path)
    if file.stat().st_size > MAX_BYTES:
        return None
    facts = scan(file.read_bytes())
    return None if facts.fault else frozenset(facts.ids)
