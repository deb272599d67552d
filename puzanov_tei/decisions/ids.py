"""Identifiers hold: what says the same keeps its `xml:id`, and what is new never takes one that is in use."""

from __future__ import annotations

from collections import defaultdict

from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import Branch, digest


def carry_ids(base: Branch, edited: Branch, new: Branch) -> None:
    """Give elements of the new version the identifiers that the same elements have in the base, pointers included.

    The same is what has the same name and text, counted from the beginning.
    """
    known = _by_content(base)
    used = {i for version in (base, edited) for b in version.walk() if (i := b.attributes.get(XML_ID))}
    renamed: dict[str, str] = {}
    kept: set[str] = set()
    for key, identifier in _by_content(new).items():
        if key in known:
            renamed[identifier] = known[key]
            kept.add(known[key])
    for branch in new.walk():
        identifier = branch.attributes.get(XML_ID, "")
        if not identifier or identifier in renamed or (identifier not in used and identifier not in kept):
            continue
        if identifier in kept or branch.name in ("p", "ab"):
            renamed[identifier] = _free(identifier, used | kept)
            kept.add(renamed[identifier])
    renamed = {old: now for old, now in renamed.items() if old != now}
    if renamed:
        _rename(new, renamed)


def _by_content(root: Branch) -> dict[tuple[str, str, int], str]:
    ids: dict[tuple[str, str, int], str] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for branch in root.walk():
        if identifier := branch.attributes.get(XML_ID):
            text = branch.text() or identifier
            counts[branch.tag, text] += 1
            ids[branch.tag, text, counts[branch.tag, text]] = identifier
    return ids


def _free(identifier: str, used: set[str]) -> str:
    number = 2
    while f"{identifier}-{number}" in used:
        number += 1
    return f"{identifier}-{number}"


def _rename(root: Branch, names: dict[str, str]) -> None:
    for branch in root.walk():
        for name, value in branch.attributes.items():
            if name == XML_ID:
                branch.attributes[name] = names.get(value, value)
            elif "#" in value:
                tokens = value.split(" ")
                branch.attributes[name] = " ".join(
                    f"#{names.get(token[1:], token[1:])}" if token.startswith("#") else token for token in tokens
                )
    for branch in reversed(list(root.walk())):
        branch.key = digest(branch)
