"""Pointers: does everything that is pointed to exist, in this file or in another?

Implements TEI Guidelines 1.3.1.1.1 (pointers are URIs) and 17.2.3 (private URI schemes, `prefixDef`).
Nothing is fetched from the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from puzanov_tei.base.near import near
from puzanov_tei.base.scan import MAX_BYTES, Facts, Prefix, Value, attribute_position, scan, tokens
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ401": ("A pointer leads to nothing in the file",
              "The identifier after # is not given to any element of the file. A link that looks like a fact and leads "
              "nowhere is worse than none."),
    "PZ402": ("A pointer leads to nothing in another file",
              "The file is there, but no element in it has this identifier: the entry was removed or renamed."),
    "PZ403": ("A file that is pointed to is missing",
              "Pointers to other files are relative to the file they stand in."),
    "PZ404": ("A prefix of addresses is not declared",
              "Short forms like wd:Q7 are private; listPrefixDef says what they stand for."),
    "PZ405": ("An address does not fit its prefix",
              "prefixDef says which form the part after the colon has; otherwise nothing can be made of it."),
    "PZ406": ("A pointer is empty or holds only #",
              "It points to nothing, or to the whole file by accident."),
    "PZ407": ("A pointer looks like an identifier without #",
              "Without # the value is the name of a file. Inside a file, identifiers are pointed to with #."),
}

SCHEMES = frozenset(
    "http https ftp mailto urn doi hdl info tag ark geo file data tel isbn issn tei about news cts".split()
)
"""Address schemes that need no declaration."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(.*)\Z", re.DOTALL)
_MAX_TOKEN = 2000
_MAX_MATCHED = 200
_SEVERAL = frozenset({"ref", "resp", "who", "toWhom", "ana", "corresp", "target", "hand", "next", "prev",
                      "rendition", "source", "active", "passive", "mutual", "scribeRef", "decls"})


def check(data: bytes, name: str, facts: Facts, folder: Path | None = None) -> list[Finding]:
    """Findings about the pointers of a file.

    Args:
        folder: where the file is, for pointers to other files; None (standard input): those are not checked.
    """
    ids = sorted(facts.ids)
    found = []
    for pointer, token in tokens(facts.pointers):
        if pointer.element == "rendition" or (pointer.attribute == "from" and "#" not in token):
            continue
        for code, severity, message, hint in _token(token, pointer, facts, ids, folder):
            line, column = attribute_position(data, pointer)
            found.append(
                Finding(code, severity, message, hint, Location(name, line, column),
                        f"{pointer.xpath}/@{pointer.attribute}", pointer.xml_id)
            )
    return found


def files_pointed_to(facts: Facts, folder: Path) -> set[Path]:
    """The files that a document's pointers lead to, whether they exist or not."""
    found = set()
    for _, token in tokens(facts.pointers):
        address = token
        if match := _SCHEME.match(token[:_MAX_TOKEN]):
            address = _expanded(facts.prefixes.get(match[1], []), match[2]) or ""
        if not _SCHEME.match(address) and ("#" in address or address.endswith(".xml")):
            file = address.partition("#")[0]
            if file:
                found.add(folder / unquote(file))
    return found


Remark = tuple[str, Severity, str, str]


def _token(token: str, pointer: Value, facts: Facts, ids: list[str], folder: Path | None) -> Iterator[Remark]:
    if token == "#":
        yield ("PZ406", Severity.ERROR, f"{pointer.attribute} holds only #.",
               "Write the identifier after it, or remove it.")
    elif token.startswith("#"):
        if token[1:] not in facts.ids and "(" not in token:
            yield "PZ401", Severity.ERROR, f'Nothing in the file is called "{token[1:]}".', _nearest(token[1:], ids)
    elif match := _SCHEME.match(token[:_MAX_TOKEN]):
        yield from _prefixed(match[1], match[2], facts, folder)
    elif "#" in token or token.endswith(".xml"):
        yield from _elsewhere(token, folder)
    elif token in facts.ids and pointer.attribute in _SEVERAL:
        yield ("PZ407", Severity.ERROR, f'{pointer.attribute}="{token}" names a file, not the element "{token}".',
               f"Write #{token}.")


def _nearest(xml_id: str, ids: list[str]) -> str:
    found = near(xml_id, ids)
    return f"Did you mean #{found}?" if found else "Correct the pointer, or add what it should lead to."


def _prefixed(prefix: str, rest: str, facts: Facts, folder: Path | None) -> Iterator[Remark]:
    declared = facts.prefixes.get(prefix)
    if declared is None:
        if prefix.lower() not in SCHEMES:
            found = near(prefix, [*facts.prefixes, *sorted(SCHEMES)])
            hint = f"Did you mean {found}:?" if found else "Declare it in encodingDesc/listPrefixDef."
            yield "PZ404", Severity.ERROR, f'The prefix "{prefix}" is not declared.', hint
        return
    expanded = _expanded(declared, rest)
    if expanded is None:
        patterns = " or ".join(one.pattern[:80] for one in declared[:4])
        yield ("PZ405", Severity.ERROR, f'"{rest[:80]}" does not have the form that the prefix {prefix} demands.',
               f"It has to match {patterns}.")
    elif not _SCHEME.match(expanded):
        yield from _elsewhere(expanded, folder)


def _expanded(declared: list[Prefix], rest: str) -> str | None:
    """The address by the first declaration of the prefix that fits; None if none does."""
    return next((made for one in declared if (made := expand(one.pattern, one.replacement, rest)) is not None), None)


def expand(pattern: str, replacement: str, rest: str) -> str | None:
    """What a private address stands for; None if it does not fit its pattern.

    An address whose pattern is not understood, or could take exponential time, is not judged: the rest
    itself is returned as an address of the web.
    """
    if len(rest) > _MAX_MATCHED or _risky(pattern):
        return f"unchecked:{rest}"
    try:
        match = re.fullmatch(pattern, rest)
    except re.error:
        return f"unchecked:{rest}"
    if match is None:
        return None
    groups = [match[0], *(g or "" for g in match.groups())]
    return re.sub(r"\$(\d)", lambda m: groups[int(m[1])] if int(m[1]) < len(groups) else "", replacement)


def _risky(pattern: str) -> bool:
    """Whether a repeated group holds a repetition: the form that makes backtracking explode."""
    if len(pattern) > 300:
        return True
    repeats: list[bool] = [False]
    index = 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if char == "[":
            end = pattern.find("]", index + 2)
            index = end if end > 0 else len(pattern)
        elif char == "(":
            repeats.append(False)
        elif char == ")" and len(repeats) > 1:
            inner = repeats.pop()
            if inner and pattern[index + 1 : index + 2] in ("*", "+", "{"):
                return True
            repeats[-1] = repeats[-1] or inner
        elif char in "*+{|" or (char == "?" and pattern[index - 1 : index] != "("):
            repeats[-1] = True
        index += 1
    return sum(pattern.count(sign) for sign in "*+{") > 4


def _elsewhere(token: str, folder: Path | None) -> Iterator[Remark]:
    file, _, fragment = token.partition("#")
    if folder is None or not file:
        return
    path = folder / unquote(file)
    if not path.is_file():
        yield ("PZ403", Severity.WARNING, f"The file {file} is not there.",
               "Correct the path: it is relative to the file that points.")
    elif fragment and "(" not in fragment:
        ids = _ids(str(path), path.stat().st_mtime_ns)
        if ids is not None and fragment not in ids:
            found = near(fragment, sorted(ids))
            hint = f"Did you mean {file}#{found}?" if found else f"Correct the pointer, or add the entry to {file}."
            yield "PZ402", Severity.ERROR, f'Nothing in {file} is called "{fragment}".', hint


@lru_cache(maxsize=64)
def _ids(path: str, _changed: int) -> frozenset[str] | None:
    """The identifiers of another file; None if it cannot be read as XML."""
    file = Path(path)
    if file.stat().st_size > MAX_BYTES:
        return None
    facts = scan(file.read_bytes())
    return None if facts.fault else frozenset(facts.ids)
