"""What is open in a document, in words for an editor: most doubtful first, each name once with how often it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from puzanov_tei.decisions.places import words_of
from puzanov_tei.decisions.status import proposals
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import SEPARATOR, Branch

_GROUPS = {
    "unknown": "not in the authority, or not decided",
    "low": "doubtful",
    "medium": "probable",
    "": "without a certainty",
    "high": "sure, for the program",
}
_KINDS = {
    "persName": "a person",
    "placeName": "a place",
    "orgName": "an organisation",
    "date": "a date",
    "rs": "somebody or something meant",
    "eventName": "an event",
    "title": "a title",
    "objectName": "an object",
}


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name or date that nobody has confirmed.

    Attributes:
        group: how sure the program is, in words.
        words: those that the source prints.
        kind: what it takes the words for; meant: the record's name and identifier, or the day; empty if there is none.
        question: what the program asks about it.
        count: how often it stands in the document.
    """

    group: str
    words: str
    kind: str
    meant: str
    question: str
    count: int


def open_names(root: Branch) -> list[OpenName]:
    """The names and dates that nobody has confirmed, each once, most doubtful first."""
    labels, asked = _labels(root), questions(root)
    counts: Counter[tuple[str, str, str, str, str]] = Counter()
    for name in proposals(root):
        words = words_of(name).text.strip()
        ref = name.attributes.get("ref", "").removeprefix("#")
        day = "/".join(v for n in ("when", "from", "to", "notBefore", "notAfter") if (v := name.attributes.get(n)))
        meant = f"{labels[ref]} ({ref})" if ref in labels else ref or day
        group = _GROUPS.get(name.attributes.get("cert", ""), _GROUPS["unknown"])
        question = asked.get(name.attributes.get(XML_ID, ""), "")
        counts[group, words, _KINDS.get(name.name, f"a {name.name}"), meant, question] += 1
    return [OpenName(*what, number) for what, number in counts.items()]


def in_words(root: Branch, most: int) -> Iterator[str]:
    """What is open, as lines: how many of which certainty, then the most doubtful ones."""
    names = open_names(root)
    total = sum(name.count for name in names)
    if not total:
        yield "nothing is open: every name and date is confirmed"
        return
    groups = Counter[str]()
    for name in names:
        groups[name.group] += name.count
    counted = ", ".join(f"{number} {group}" for group, number in groups.items())
    yield f"{total} names and dates are open, confirmed by nobody: {counted}"
    group = ""
    for name in names[:most]:
        if name.group != group:
            group = name.group
            yield f"  {group}:"
        often = f" ({name.count} times)" if name.count > 1 else ""
        meant = f": {name.meant}" if name.meant else ""
        yield f"    {name.words}, {name.kind}{meant}{often}" + (f" - {name.question}" if name.question else "")
    if len(names) > most:
        yield f"  and {len(names) - most} more; puzanov-tei review shows them all, each with its place"


def questions(root: Branch) -> dict[str, str]:
    """What the program asks about names that may be several, by the name's identifier."""
    return {
        target.removeprefix("#"): " ".join(branch.text().replace(SEPARATOR, " ").split())
        for branch in root.walk()
        if branch.name == "annotation"
        for target in branch.attributes.get("target", "").split()
    }


def _labels(root: Branch) -> dict[str, str]:
    """What the records in a document are called, by identifier."""
    labels = {}
    for record in root.walk():
        if record.name in ("person", "place", "org") and (identifier := record.attributes.get(XML_ID)):
            names = (child for child in record.children if child.name in ("persName", "placeName", "orgName"))
            if (first := next(names, None)) is not None:
                labels[identifier] = " ".join(first.text().replace(SEPARATOR, " ").split())
    return labels
