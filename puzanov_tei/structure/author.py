"""Who wrote the document (one or several), to whom, and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from puzanov_tei.language import Mark, in_use, names_body
from puzanov_tei.model import Metadata, Part, PartKind
from puzanov_tei.structure import addresses, entries, signers, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parties import Parties, behind_office, by_line, given, name_of, of_head, of_title
from puzanov_tei.structure.parts import Sheet

# A name that is the last thing of a signature: in brackets, or alone.
_PLAIN = re.compile(r"(?:\([^()]{3,40}\)|/[^/]{3,40}/|^[A-ZÀ-Þ][\w'’-]{2,25})$")
_LONGEST = 2000
_HEAD = 25  # lines in which the head of a document stands
# What those who take part are named in, and what is sent to somebody.
_RECORDS = frozenset({"conversation", "minutes"})
_SENT = frozenset({"telegram", "letter", "memorandum", "report"})
_JOURNAL = re.compile(r"(?i)\b(?:journal|diary)\b")
_DIARY_OF = re.compile(r"(?i:\b(?:diary|diaries|journal) of )(?P<who>.+)")
_PERIOD = re.compile(r"(?i)^for the period\b")
_SPACED = re.compile(r"(?<!\S)(?:[A-ZÄÖÜ']\s){2,25}[A-ZÄÖÜ'](?!\S)")


def find(sheet: Sheet, root: Part, metadata: Metadata) -> Parties:
    """Writers and receivers as printed, each from the first place that names some; empty where none does.

    A journal names its writer in its title; a record of a conversation names those who spoke, so that only a
    signature counts. Else the archive's title (`A to B`), the signatures, labels in the head, and the archive's page.
    """
    titled = of_title(metadata.title)
    if titled == Parties():
        titled = of_title(metadata.citation_title)
    if not metadata.title and titled == Parties():
        titled = of_title(words.unnumbered(_own_title(sheet, root)))
    if sheet.genre in _RECORDS:
        journal = [one for one in _all(root, PartKind.TITLE) if _JOURNAL.search(_words(sheet, one))]
        author = _first(sheet, journal) or _first(sheet, _all(root, PartKind.SIGNED))
        return Parties(given(author) or by_line(metadata.title) or _listed(metadata))
    if sheet.genre == "journal":
        places = (*_all(root, PartKind.TITLE), *_all(root, PartKind.LETTERHEAD), *_all(root, PartKind.SIGNED))
        named = words.NAME_WITH_INITIALS.search(metadata.title)
        author = _first(sheet, places) or _before_period(sheet) or (named.group() if named else "")
        diarist = "" if author or titled.authors else _diarist(metadata.title or _own_title(sheet, root))
        return Parties(given(author) or titled.authors or given(diarist) or _listed(metadata))
    head = of_head([line.plain for line in sheet.lines[:_HEAD]])
    authors = _signed_as(titled.authors, _signers(sheet, root)) or head.authors or _listed(metadata)
    receivers = titled.receivers or (head.receivers if sheet.genre in _SENT else ())
    return replace(_addressee(sheet, root, receivers), authors=authors)


def _signed_as(titled: tuple[str, ...], signers: tuple[str, ...]) -> tuple[str, ...]:
    """The writers whom the title names, as they sign; whoever signs for the body that the title names, or signs at all.

    Somebody who signs and is none of those whom the title names is not the writer.
    """
    if not titled or (names_body(titled[0]) and signers and not names_body(signers[0])):
        return signers
    signed = [next((one for one in signers if _agree(name, one)), name) for name in titled]
    return tuple(dict.fromkeys(signed))


def _signers(sheet: Sheet, root: Part) -> tuple[str, ...]:
    """Who signed: of a paper that is sent, all whose signatures stand together; of others (a decree), the first."""
    names: list[str] = []
    end = -1
    for one in _all(root, PartKind.SIGNED):
        if names and (sheet.genre not in _SENT or sheet.source.text[end : one.begin].strip()):
            break
        names += _names(sheet, one)
        end = one.end
    return tuple(dict.fromkeys(names if sheet.genre in _SENT else names[:1]))


def _diarist(title: str) -> str:
    """Whose diary the title says it is, where the name has no initials: `From the Diary of Irma Rooth`."""
    match = _DIARY_OF.search(title)
    name = name_of(match["who"].partition(" for ")[0]) if match else ""
    return "" if names_body(name) else name


def _own_title(sheet: Sheet, root: Part) -> str:
    """The title that the text bears above its first paragraph."""
    text = min((one.begin for one in _all(root, PartKind.PARAGRAPH)), default=root.end)
    return next((_words(sheet, one) for one in _all(root, PartKind.TITLE) if one.begin < text), "")


def _addressee(sheet: Sheet, root: Part, named: tuple[str, ...]) -> Parties:
    """The receivers that a title or a label names, with what the address of the letter adds to the first."""
    blocks = _all(root, PartKind.ADDRESS, into_entries=False)
    addressed = addresses.names([line for one in blocks for line in _lines(sheet, one)])
    if not named:
        return addressed if sheet.genre in _SENT else Parties()
    if any(_agree(named[0], name) for name in (*addressed.receivers, addressed.receiver_body)):
        is_body = names_body(named[0]) and addressed.receiver_body
        return replace(addressed, receivers=addressed.receivers if is_body else named)
    return Parties(receivers=named)


def _listed(metadata: Metadata) -> tuple[str, ...]:
    """The authors that the archive's page lists."""
    return tuple(name for name in metadata.authors if name.lower() not in {"unknown", "none", "n/a"})


def _agree(one: str, other: str) -> bool:
    """Whether two names share a word that is no initial: `Gromyko` and `A. A. GROMYKO`."""
    first, second = ({w.casefold() for w in re.findall(r"\w{3,}", name)} for name in (one, other))
    return bool(first & second)


def _before_period(sheet: Sheet) -> str:
    """The name above `For the period from ...`, where the title of a journal lost its first line."""
    for line, below in pairwise(sheet.lines[:_HEAD]):
        if _PERIOD.match(below.plain) and (name := _named(line.plain)):
            return name
    return ""


def _first(sheet: Sheet, parts: Iterable[Part]) -> str:
    return next((name for one in parts for name in _names(sheet, one)), "")


def _lines(sheet: Sheet, one: Part) -> Sequence[Line]:
    first = bisect_left(sheet.lines, one.begin, key=lambda line: line.begin)
    last = bisect_left(sheet.lines, one.end, key=lambda line: line.begin)
    return sheet.lines[first:last]


def _words(sheet: Sheet, one: Part) -> str:
    return " ".join(line.plain for line in _lines(sheet, one))[:_LONGEST]


def _named(text: str) -> str:
    """A name with its initials in a line; never words that label a line (`Secret No.`)."""
    for form in (words.NAME_WITH_INITIALS, words.NAME_BEFORE_INITIALS):
        for match in form.finditer(text):
            if not any(Mark.LABEL in in_use()[word.lower()] for word in re.findall(r"\w{3,}", match.group())):
                return _forename_before(text[: match.start()]) + match.group()
    return ""


def _forename_before(text: str) -> str:
    """The forename with its blank that a text ends with, before initials: `(Signed) Maria ` of `Maria B. Lind`."""
    match = re.search(r"(?<![^\W\d_])[A-ZÀ-Þ][a-zà-ÿ]+\s\Z", text)
    return match[0] if match and Mark.FORENAME in in_use()[match[0].strip().lower()] else ""


def _names(sheet: Sheet, one: Part) -> tuple[str, ...]:
    """The names in a signature, a title or a letterhead: of a signature all of a line that holds several."""
    name = _name(sheet, one)
    line = next((line.plain for line in _lines(sheet, one) if name and name in line.plain), "")
    several = signers.joined_names(line) if one.kind is PartKind.SIGNED else ()
    return several or given(name)


def _name(sheet: Sheet, one: Part) -> str:
    lines = _lines(sheet, one)
    text = _words(sheet, one)
    is_signed = one.kind is PartKind.SIGNED
    if is_signed and all(names_body(line.plain) and not _names_holder(line.plain) for line in lines):
        return text
    # The first name of a signature is the writer's.
    names = (_named(line.plain) or (behind_office(line.plain) if is_signed else "") for line in lines)
    if name := next(filter(None, names), "") or _named(text):
        return name
    if spaced := _SPACED.search(text):
        name = spaced.group().replace(" ", "")
        return "" if Mark.LABEL in in_use()[name.lower()] else name
    if is_signed:
        named = (line.plain for line in lines if signers.is_name(line) or signers.is_surname(line))
        plain = _PLAIN.search(text)
        return (plain.group() if plain else next(named, "")).strip(" ()/")
    return ""


def _names_holder(text: str) -> bool:
    """Whether a signature names whoever holds the office: `COUNSELLOR OF THE EMBASSY`, `USSR EMBASSY (A. NAME)`."""
    return not words.holder_words().isdisjoint(text.lower().split()) or words.signed_name().search(text) is not None


def date(sheet: Sheet, root: Part) -> str:
    """The ISO date of the letterhead or dateline (not of a stamp on it); empty if there is none."""
    for kind in (PartKind.LETTERHEAD, PartKind.DATELINE):
        for one in _all(root, kind, into_entries=False):
            stamps = [p for p in one.children if p.kind is PartKind.STAMP]
            edges = [one.begin, *(edge for p in stamps for edge in (p.begin, p.end)), one.end]
            for begin, end in zip(edges[::2], edges[1::2], strict=True):
                for line in sheet.source.text[begin:end].split("\n"):
                    if value := entries.first_date(line, sheet.anchor):
                        return value
    return ""


def _all(root: Part, kind: PartKind, into_entries: bool = True) -> list[Part]:
    parts: list[Part] = []
    pending = [root]
    while pending:
        one = pending.pop()
        if one.kind is kind:
            parts.append(one)
        if into_entries or one.kind is not PartKind.ENTRY:
            pending.extend(reversed(one.children))
    return parts
