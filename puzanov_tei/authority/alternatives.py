"""Facts that two records give differently: both are kept, each with where it was seen (`@source`).

Of two years of birth one is the record's; the other stands beside it as a second `birth` (TEI P5, chapter 14, allows
several; `@source`: att.global.source). Both point to the `bibl` of the statements. A note says the same in words, also
of what has no element of its own (the type of a place).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from puzanov_tei.authority import markup
from puzanov_tei.authority.records import Entry
from puzanov_tei.base.xml import TEI_NS

Contradiction = tuple[str, str, str]
"""Name of a fact, what the one record says, what the other says."""

# All other strings are facts, of which a record has one: two that differ mean two things that differ.
_NO_FACTS = ("id", "preferred", "surname", "forename", "cert", "years_cert")
_WITH_DATE = frozenset({"birth", "death"})
_IDENTIFIERS = frozenset({"wikidata", "viaf", "geonames"})
_ELEMENTS = {"nationality": "nationality", "expansion": "desc"}
_OF_LOCATION = frozenset({"begin", "end", "latitude", "longitude", "country"})


def contradictions(gone: Entry, kept: Entry) -> list[Contradiction]:
    """The facts that two records give differently."""
    return [
        (field.name, one, other)
        for field in fields(kept)
        if field.name not in _NO_FACTS
        and isinstance(one := getattr(gone, field.name), str)
        and isinstance(other := getattr(kept, field.name), str)
        and one
        and other
        and one != other
    ]


def beside(kept: Any, gone: Any, against: Sequence[Contradiction], when: str, own: Sequence[str] | None = None) -> Any:
    """The record `kept` with what `gone` says otherwise.

    Args:
        when: how they came together, for the note: `merged into this record`.
        own: the statements that the facts of `kept` come from, if they are not all that it has; `gone` is then the
            same record as it was, and its facts keep the statements that they had.
    """
    sources = tuple(dict.fromkeys((*kept.sources, *gone.sources)))
    names = _named(gone, (name for name, _, _ in against))
    mine = _pointers(kept.id, sources, kept.sources if own is None else own)
    theirs = _pointers(kept.id, sources, gone.sources)
    held = {} if own is not None else dict(kept.stated)
    before = dict(gone.stated) if own is not None else {}
    stated = {**dict(kept.stated), **{name: held.get(name) or mine for name in names if mine}}
    elements = [_element(name, gone, before.get(name) or theirs) for name in names]
    text = (etree.tostring(node, encoding="unicode") for node in elements if node is not None)
    return replace(
        kept,
        sources=sources,
        extra=tuple(dict.fromkeys((*kept.extra, *text, _note(gone, against, when)))),
        stated=tuple(stated.items()),
    )


def restated(element: str, entry: Any) -> bool:
    """Whether a serialized element says what the record itself says: it is no other fact any more."""
    node = etree.fromstring(element)
    name = node.get("type") or etree.QName(node).localname
    own = _element(name, entry, "") if name in _WITH_DATE | _IDENTIFIERS | _ELEMENTS.keys() else None
    return own is not None and (own.tag, own.text) == (node.tag, node.text)


def _named(entry: Entry, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts by the elements that hold them: all that a place's `location` says is one."""
    located = hasattr(entry, "latitude")
    return tuple(dict.fromkeys("location" if located and name in _OF_LOCATION else name for name in facts))


def _pointers(identifier: str, sources: Sequence[str], own: Sequence[str]) -> str:
    """`#pers-a.source-1 #pers-a.source-2`: the statements of a record that are `own`."""
    return " ".join(f"#{markup.source_id(identifier, sources.index(source) + 1)}" for source in own)


def _element(name: str, gone: Any, source: str) -> etree._Element | None:
    """The element of a fact of another record; None for a fact that has no element of its own."""
    value = getattr(gone, name, "")
    if name == "location":
        return markup.location_of(gone, source)
    if name in _WITH_DATE:
        return markup.element(name, value, when=value, cert=gone.years_cert, source=source)
    if name in _IDENTIFIERS:
        return markup.element("idno", value, type=name, source=source)
    if name == "country":
        return markup.element("country", key=value, source=source)
    return markup.element(_ELEMENTS[name], value, source=source) if name in _ELEMENTS else None


def _note(gone: Entry, against: Iterable[Contradiction], when: str) -> str:
    """What a record said that another one says otherwise, in words, with where that was seen."""
    facts = ", ".join(f"{name} {one}" for name, one, _ in against)
    source = f" (source: {'; '.join(gone.sources)})" if gone.sources else ""
    text = f"{gone.id}, {when}, says otherwise: {facts}{source}."
    return f'<note xmlns="{TEI_NS}" type="editorial">{escape(text)}</note>'
