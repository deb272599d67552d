"""What to do about the classic mistakes of TEI encoders: a table of what stands where, and the remedy in words.

The grammar knows what is allowed; what a person most likely meant is experience, kept in `data/remedies.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from puzanov_tei import resources
from puzanov_tei.findings import Finding
from puzanov_tei.relaxng import codes

_KINDS = {
    codes.UNKNOWN_ELEMENT: "unknown",
    codes.ELEMENT_NOT_ALLOWED: "place",
    codes.ELEMENT_OUT_OF_PLACE: "place",
    codes.MISSING_BEFORE: "place",
    codes.INCOMPLETE: "incomplete",
    codes.TEXT_NOT_ALLOWED: "text",
    codes.UNKNOWN_ATTRIBUTE: "attribute",
    codes.ATTRIBUTE_NOT_ALLOWED: "attribute",
    codes.WRONG_ROOT: "root",
}
_NAMED = re.compile(r"</?([A-Za-z][\w.]*)")
_POSITION = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A line of the table; `within` is empty where the parent does not matter, `becomes` where there is more to do."""

    within: frozenset[str]
    words: str
    becomes: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The elements that it tells to use."""
        return frozenset(_NAMED.findall(self.words))


def remedied(finding: Finding, known: Collection[str], word: str = "") -> Finding:
    """The finding with the remedy of the table as its hint, if there is one that the schema allows to follow.

    Args:
        known: local names of all elements of the schema.
        word: what stands in the file at the finding's place, which is the attribute that a finding is about.
    """
    kind = _KINDS.get(finding.code)
    steps = _POSITION.sub("", finding.xpath).strip("/").split("/")
    if kind is None or not steps[0]:
        return finding
    what, parent = steps[-1], steps[-2] if len(steps) > 1 else ""
    if kind == "attribute":
        what, parent = f"@{word}", what
    if remedy := _remedy(kind, what, parent, known):
        meant = remedy.becomes if kind == "unknown" else finding.meant
        return replace(finding, hint=remedy.words, meant=meant)
    if kind == "unknown":
        return _misspelt(finding, what, parent, known)
    return finding


def _remedy(kind: str, what: str, parent: str, known: Collection[str]) -> Remedy | None:
    fitting = (
        remedy
        for remedy in _table().get((kind, what), ())
        if (not remedy.within or parent in remedy.within) and remedy.names <= {*known, what}
    )
    return next(fitting, None)


def _misspelt(finding: Finding, what: str, parent: str, known: Collection[str]) -> Finding:
    """An unknown name that is near another one: of the schema, at the wrong place; or of the table, in another case."""
    meant = finding.meant.rpartition(" ")[2]
    if meant and meant != what:
        misplaced = meant not in finding.expected and _remedy("place", meant, parent, known)
        return replace(finding, hint=f"Did you mean <{meant}>? {misplaced.words}") if misplaced else finding
    remedy = _remedy("unknown", what.lower(), parent, known)
    return replace(finding, hint=remedy.words, meant=remedy.becomes) if remedy else finding


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], list[Remedy]]:
    table: dict[tuple[str, str], list[Remedy]] = {}
    for line in resources.data_file("remedies.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, what, within, words, *becomes = line.split("\t")
        remedy = Remedy(frozenset(within.split()) - {"*"}, words, *becomes)
        for name in what.split():
            table.setdefault((kind, name), []).append(remedy)
    return table
