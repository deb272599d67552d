"""The entries of a document (days of a diary, letters, documents of a volume) and their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from puzanov_tei.exporters.records.dating import Dating
from puzanov_tei.exporters.records.values import When, when
from puzanov_tei.exporters.text.table import DIVISIONS
from puzanov_tei.tei.read import T, local_name

# Divisions that are units of their own, in the words of editions.
ENTRY_TYPES = frozenset(
    "entry diary-day diary_entry diaryentry diary-entry day letter document telegram telegram-entry journalentry "
    "journal-entry minutes charter record".split()
)
_TEXT, _GROUP = f"{T}text", f"{T}group"
_HEADINGS = ("dateline", "opener", "head", "date", "docDate")
_ISO_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# Attributes of other vocabularies for the limits of a document's time, as {ns}doc-dateTime-min.
_LIMITS = re.compile(r"\{[^}]*\}[\w.-]*date(?:Time)?-(min|max)$", re.IGNORECASE)
_ASIDE = frozenset("fw note pb cb lb head figure".split())
_FEW = 3  # words before a date that opens an entry: a weekday, a number
_FEWER = 1  # and before one that opens a text which nobody calls an entry
_YEAR_ALONE = 5  # signs of a year: a chronicle begins with one, a letter or a day of a diary with more


def entries(root: etree._Element) -> Iterator[etree._Element]:
    """The entries in order; an entry inside an entry belongs to it. The texts of a collection are entries."""
    for text in root.iterchildren(f"{T}text"):
        taken: set[etree._Element] = set()
        for unit in text.iter(_TEXT, *DIVISIONS):
            if _is_entry(unit) and not any(a in taken for a in unit.iterancestors(_TEXT, *DIVISIONS)):
                taken.add(unit)
                yield unit


def _is_entry(unit: etree._Element) -> bool:
    if unit.tag == _TEXT:
        parent = unit.getparent()
        return parent is not None and parent.tag == _GROUP and next(unit.iterdescendants(_GROUP), None) is None
    kind = (unit.get("type") or "").lower()
    return kind in ENTRY_TYPES or bool(_limits(unit))


def entry_date(entry: etree._Element) -> When:
    """The date of an entry: its own, that of its dateline or heading, the one that opens it, or that of its `@n`."""
    own = when(entry) or _limits(entry)
    if own:
        return own
    parts = entry.iterchildren(f"{T}front", f"{T}body") if entry.tag == _TEXT else (entry,)
    headings = [child for part in parts for place in _HEADINGS for child in part.iterchildren(T + place)]
    for heading in headings:
        for date in heading.iter(f"{T}docDate", f"{T}date"):
            if value := when(date):
                return value
    number = entry.get("n", "")
    return _opening(entry) or (When(when=number) if _ISO_DAY.fullmatch(number) else When())


def _limits(div: etree._Element) -> When:
    """The first and last day between which `@frus:doc-dateTime-min` and the like set a document."""
    if len(div.attrib) < 2:
        return When()
    said = {match[1].lower(): str(value) for name, value in div.attrib.items() if (match := _LIMITS.match(str(name)))}
    begin, end = said.get("min", ""), said.get("max", "")
    return When(begin[:10]) if begin[:10] == end[:10] else When("", begin, end)


def _opening(entry: etree._Element, most: int = _FEW) -> When:
    """The date that an entry opens with, but for a word or two."""
    words = 0
    walk = etree.iterwalk(entry, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name == "date":
                return when(element)
            if name in _ASIDE:
                walk.skip_subtree()
            elif element.text:
                words += len(element.text.split())
        elif element is not entry and element.tail:
            words += len(element.tail.split())
        if words > most:
            return When()
    return When()


def from_text(root: etree._Element) -> Dating:
    """The date that the text gives itself: its entries, a division, a dateline, the date that opens it."""
    dates = [d for entry in entries(root) if (d := entry_date(entry))]
    if dates:
        if len(dates) == 1:
            return Dating(dates[0], "text, entry")
        begin, end = min(d.first for d in dates), max(d.last for d in dates)
        return Dating(When(begin) if begin == end else When("", begin, end), "text, entries")
    for text in root.iterchildren(f"{T}text"):
        for body in text.iterchildren(f"{T}body"):
            divisions = [d for div in body.iterchildren(*DIVISIONS) if (d := when(div) or _limits(div))]
            if len(divisions) == 1:
                return Dating(divisions[0], "text, div")
            for path in ("dateline", "opener"):
                for place in body.iter(T + path):
                    if date := next((d for e in place.iter(f"{T}date") if (d := when(e))), None):
                        return Dating(date, f"text, {path}")
            if (date := _opening(body, _FEWER)) and len(date.first) > _YEAR_ALONE:
                return Dating(date, "text, first date")
        front = text.find(f"{T}front")
        for date_ in () if front is None else front.iter(f"{T}docDate"):
            if known := when(date_) or when(date_.find(f"{T}date")):
                return Dating(known, "text, docDate")
    return Dating()
