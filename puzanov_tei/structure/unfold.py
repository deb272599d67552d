"""A document printed on one line: where its lines were.

Only for pages that have lost their line breaks. The head is read element by element until running text begins;
in the text and the tail every form that opens a part of its own (an entry's date, a numbered paragraph, a
signature, a list of copies, a stamp) begins a new line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from puzanov_tei.language import Vocabulary, of_words
from puzanov_tei.model import Kind, Page
from puzanov_tei.structure import aside, letterhead, when, words
from puzanov_tei.structure.lines import Marks, read_plain

_MOST_LINES = 3
_SHORTEST = 300
_HEAD = 3000  # characters in which the head has to end
_TITLE = 320
_ASIDE = frozenset({Kind.STAMP, Kind.HANDWRITTEN, Kind.TRANSLATOR_NOTE})
_STOP = "\ue000"  # stands for what was taken out of the text as read

_BEFORE_DATE = re.compile(r"(?:(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?,?\s?(?:hours\s)?)?(?:on\s)?")
_TELEGRAM = re.compile(r"(?:From|Sent|Received|Dispatched|Transmitted|Arrived|Deciphered|Decoded)\b:?\s")
# Which way: `from Lesk by wire on`, `in the 8th Department on`, `by Orlov on`.
_WAY = re.compile(r"(?:(?:from|in|by|to|at|into|through)\s(?:the\s)?(?:(?!on\b)[\w.'-]+\s){1,5}){1,3}(?:on\s)?")
# Who got how many, on the line of the list itself: `Distribution list - 3 copies: Orlov - 2, Belov - 1.`
_SHARES = re.compile(
    r"(?:Distribution|Mailing) list\b[^:.;]{0,30}:"
    r"(?:\s[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?\s?[-–—]\s?\d{1,2}[,;.]?)+"
)
_PLACE_NAME = re.compile(r"(?:From\s)?[A-ZÀ-Þ][\w'’-]{2,25}(?:-[A-Z]\w+)?\b,?")
_TIME = re.compile(r",?\s(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?!\d)")
_ADDRESSEE = re.compile(
    r"(?:TO|To|Copy to|Copies to|Copy|Via|For)"
    r"(?:\s?:|(?<!Copy)\s(?=Comrade|Cde|COMRADE|Ministr|(?:the|THE)\s[A-Z]|[A-Z]{2,}))\s?"
)
_SALUTE = re.compile(r"(?:Dear|Esteemed|Respected)\s[^.!?]{2,80}[!,]")
_PREFIX = re.compile(r"(?:Spets|Special|Out|In|Inv|Reg)\.?\s(?=N|№|#)")
_REMARK = re.compile(r"(?:Making copies|Copying|Copies)\s(?:is\s|are\s)?(?:prohibited|forbidden)\.?")
_MOTTO = re.compile(r"(?:Proletari\w+|Workers|Working people)\s(?:of\s)?(?:all|the)\s\w+,?\s?(?i:unite)\s?!")
_DESTINATION = re.compile(r"[A-Z]{4,20}(?=\sTo\s(?:Ministr|Comrade|Cde|the\s))")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:\s[A-Z]{2,})*(?=\s|$)")
# Words that open a sentence and stand in no address.
_OPENER = re.compile(
    r"(?<=[\s\ue000])(?:The|I|We|On|In|At|According|Today|Yesterday|Please|Your|Our|This|It|He|They|As|After|During|With"
    r"|Regarding|Concerning|Further|In reply)\s"
)
_LOWER = re.compile(r"(?<=[\s\ue000])[a-z]{3,}")
_CONNECTING = frozenset("the and for from with".split())

_SEPARATOR = re.compile(
    r"(?<=[\s\ue000])(?:x{3,5}|x(?:\sx){2,4}|\*{3,7}|\*(?:\s\*){2,4}|={4,200}|-{5,200}|_{8,200})(?=\s|$)"
)
_NUMBERED = re.compile(r"(?<=[.:;!?)\"”]\s)(?P<n>\d{1,2})[.)]\s?(?=[A-ZÀ-Þ\"“])")
_SPACED = re.compile(r"(?<![^\s\ue000])(?:[A-ZÄÖÜ'’]\s){3,25}[A-ZÄÖÜ'’](?!\S)")
_OFFICE_BEFORE = re.compile(r"(?:(?<=[\s\ue000])|^)[A-Z][A-Z'’-]+(?:\s(?:[A-Z'’-]+|of|the|in))*\s*$")
_NAME_AFTER = re.compile(r"\s*[A-Z ]{0,80}(?:\([^()]{2,50}\)|/[^/]{2,50}/)")
_ITEM = re.compile(
    r"(?<=[\s\ue000])(?:[-–]\s)?(?P<n>\d{1,2})(?:st|nd|rd|th)?[.)]?\s(?=[-–]?\s?(?:to\b|file\b|addressee|[A-ZÀ-Þ]))"
)
_DASHED = re.compile(r"(?<=[\s\ue000])-\s(?=[A-ZÀ-Þ])")
_TAIL_WORD = re.compile(
    r"(?<=[\s\ue000])(?:(?i:authenticated|certified|true copy)\s?:"
    r"|(?:Typed|Drafted|Printed|typed|drafted|printed|Recorded) by\b"
    r"|(?:\d\s?-\s?)?[A-Za-z]{1,3}/[A-Za-z]{1,3}(?=\s|$)|With \w+ (?:greetings|regards)\b"
    r"|Signature:|Signed:|Enclosures?:)"
)
_SENTENCE_OVER = re.compile(r"(?<![A-ZÀ-Þ])[.!?][\"”]?\s+")
_SENTENCE_END = frozenset('.!?"”)»]' + _STOP)
_OPENING = frozenset('…"“' + _STOP)
_AFTER_SEPARATOR = re.compile(r"(?:\bxxx|\bx x x|\*\*\*|===)$")


@of_words
def _copies(_: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        r"(?<=[\s\ue000])(?:Distribution list\b|Mailing list\b|Copies:|Copies to:|Produced in \w+ cop(?:ies|y)\b"
        rf"|{words.count()}\s"
        r"(?:copies|copy)(?:\s(?:printed|made|sent|typed|produced))?(?=\s?(?::|\d|-|$)|\s[a-z]{1,3}\s\d))"
    )


def cuts(page: Page, marks: Marks) -> tuple[int, ...]:
    """Offsets at which a line of the document began, ascending; none if the page has lines."""
    if not page.blocks:
        return ()
    begin, end = page.blocks[0].begin, page.blocks[-1].end
    text = page.source.text
    lengths = [len(line) for line in text[begin:end].split("\n") if line.strip()]
    if end - begin < _SHORTEST or len(lengths) > _MOST_LINES or max(lengths) * 4 < sum(lengths) * 3:
        return ()
    read, offsets = read_plain(text, marks, begin, end)
    if not read:
        return ()
    plain = _with_stops(text, marks, read, offsets)
    opening = list(_head(plain, 0))
    head = opening[-1] if opening else 0
    inside = {*opening, *_rest(plain, head)}
    for separator in _SEPARATOR.finditer(plain, head):
        # Another document may begin behind it.
        again = list(_head(plain, separator.end()))
        inside.update(again if len(again) > 1 else ())
    places = {_outside(marks, offsets[offset]) for offset in inside if 0 < offset < len(plain)}
    places.update(_round_marks(page, marks, begin, end, offsets[min(head, len(plain) - 1)]))
    places.update(_signatures(text, marks, begin, end))
    return tuple(sorted(p for p in places if begin < p < end and not _inside(marks, p)))


def _with_stops(text: str, marks: Marks, read: str, offsets: Sequence[int]) -> str:
    """The text as read, with a sign where a stamp, a note or an omission was taken out."""
    chars = list(read)
    for mark in marks.tops(offsets[0], offsets[-1]):
        if mark.kind in _ASIDE or (mark.kind is Kind.GAP and aside.OMISSION.match(text[mark.begin : mark.end])):
            offset = bisect_left(offsets, mark.end)
            if 0 < offset < len(chars) and chars[offset].isspace():
                chars[offset] = _STOP
    return "".join(chars)


def _outside(marks: Marks, offset: int) -> int:
    """`offset`, or the beginning of the bracket it stands in."""
    return min([offset, *(m.begin for m in marks.tops(offset, offset + 1) if m.begin <= offset < m.end)])


def _inside(marks: Marks, offset: int) -> bool:
    return any(m.begin < offset < m.end for m in marks.tops(offset, offset + 1))


def _head(plain: str, begin: int) -> Iterator[int]:
    """Where each element of a head that begins at `begin` does, and last where the text begins."""
    offset = begin
    limit = min(len(plain), begin + _HEAD)
    while offset < limit:
        while offset < limit and (plain[offset].isspace() or plain[offset] == _STOP):
            offset += 1
        yield offset
        end = _element(plain, offset)
        if end <= offset:
            return
        offset = end


def _element(plain: str, offset: int) -> int:
    """Where the element of the head that begins at `offset` ends; `offset` if there is none."""
    window, stop, _ = plain[offset : offset + _TITLE].partition(_STOP)
    if prefix := _PREFIX.match(window):
        number = words.NUMBER.match(window, prefix.end())
        return offset + number.end() if number else offset
    if shares := _SHARES.match(plain, offset, offset + _HEAD):
        return shares.end()
    for pattern in (words.COPY, words.NUMBER, words.CLASSIFICATION, _SALUTE, _REMARK, _MOTTO, _DESTINATION):
        if (match := pattern.match(window)) is not None:
            return offset + match.end()
    if telegram := _TELEGRAM.match(window):
        return offset + _telegram(window, telegram.end())
    dates = when.find(window)
    if dates and dates[0][0] == 0:
        return offset + dates[0][1] + _time(window, dates[0][1])
    if addressee := _ADDRESSEE.match(window):
        return offset + _sentence(window, addressee.end())
    if words.title_words().match(window):
        return offset + (_title(window, dates) or (len(window) if stop and not words.is_sentence(window) else 0))
    if (office := _office(window, dates, cut=bool(stop))) > 0:
        return offset + office
    place = _PLACE_NAME.match(window)
    if place and stop and not window[place.end() :].strip():
        return offset + len(window)
    if place and dates and not (between := window[place.end() : dates[0][0]]).strip(" ,"):
        dated = place.group().endswith(",") or "," in between
        return offset + (dates[0][1] if dated else place.end())
    return offset


def _time(window: str, end: int) -> int:
    match = _TIME.match(window, end)
    return match.end() - end if match else 0


def _telegram(window: str, begin: int) -> int:
    """The end of `From Pyongyang` or `Received 24.3.52 13:15`."""
    dates = when.find(window)
    between = window[begin : dates[0][0]] if dates else ""
    if dates and (_BEFORE_DATE.fullmatch(between) or _WAY.fullmatch(between)):
        return dates[0][1] + _time(window, dates[0][1])
    place = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,25}").match(window, begin)
    return place.end() if place else begin


def _title(window: str, dates: list[tuple[int, int]]) -> int:
    """The end of a title: with its date if it asks for one, before a date that stands behind it, else no title."""
    for begin, end in dates:
        if words.is_sentence(window[:begin]) or _TELEGRAM.search(window[:begin]):
            break
        if len(window[:begin].split()) > 3 or words.TITLE_WANTS_DATE.search(window[:begin].rstrip()):
            return end if words.TITLE_WANTS_DATE.search(window[:begin].rstrip()) else begin
    capitals = _CAPITALS.match(window)
    return capitals.end() if capitals else 0


def _office(window: str, dates: list[tuple[int, int]], *, cut: bool) -> int:
    """The end of the name of an office that another element of a letterhead follows; 0 if there is none.

    Args:
        cut: a stamp or note follows the window.
    """
    starts = [m.start() for p in (words.CLASSIFICATION, words.NUMBER, words.COPY) if (m := p.search(window))]
    stop = min([*starts, *(begin for begin, _ in dates)], default=len(window) if cut else 0)
    return stop if stop and letterhead.is_office(window[:stop].strip()) else 0


def _sentence(window: str, begin: int) -> int:
    """Where the first sentence begins behind names: at the capital before the first word in small letters."""
    bracket = re.compile(r"\)\s(?=[A-ZÀ-Þ])").search(window, begin)
    again = _ADDRESSEE.search(window, begin)
    dates = [first for first, _ in when.find(window) if first >= begin]
    if dates and not (again and again.start() < dates[0]) and not _prose(window[begin : dates[0]]):
        return dates[0]
    if again and not _prose(window[begin : again.start()]):
        return again.start()
    for match in _LOWER.finditer(window, begin):
        if match.group() in _CONNECTING:
            continue
        if bracket and bracket.end() < match.start():
            return bracket.end()
        names = window[begin : match.start()]
        if opener := _OPENER.search(names):
            return begin + opener.start()
        capital = [m.start() for m in re.finditer(r"(?<!\S)[A-ZÀ-Þ1-9\"“]", names)]
        return begin + capital[-1] if capital else begin
    return len(window)


def _prose(chunk: str) -> bool:
    return any(m.group() not in _CONNECTING for m in _LOWER.finditer(chunk))


def _rest(plain: str, head: int) -> Iterator[int]:
    """Where a line begins in the text and the tail."""
    for match in _SEPARATOR.finditer(plain, head):
        yield from match.span()
    yield from _counted(_NUMBERED, plain, head, len(plain))
    yield from _dated(plain, head)
    tail = len(plain)
    for match in _SPACED.finditer(plain, head):
        yield from match.span()
        tail = min(tail, match.start())
    last = -1
    for match in _copies().finditer(plain, head):
        if last >= 0 and match.start() - last < 40:
            continue
        if last < 0:
            yield from _signed_before(plain, match.start())
        last = match.start()
        yield match.start()
        tail = min(tail, match.start())
        if (first := _ITEM.search(plain, match.end(), match.end() + 12)) and first["n"] == "1":
            yield from _counted(_ITEM, plain, match.end(), min(len(plain), match.end() + 2000))
        if plain[match.end() : match.end() + 30].lstrip(" for:").startswith("- "):
            yield from (m.start() for m in _DASHED.finditer(plain, match.end(), match.end() + 1500))
    for match in _TAIL_WORD.finditer(plain, head):
        if match.start() > tail or ":" in match.group() or match.group()[0].isupper():
            yield match.start()
            tail = min(tail, match.start())
    for match in words.NUMBER.finditer(plain, max(head, tail)):
        if not plain[max(0, match.start() - 5) : match.start()].endswith("Copy "):
            yield match.start()


def _signed_before(plain: str, offset: int) -> Iterator[int]:
    """Where a name with its office begins behind the last sentence, before copies: `... weather. A. Halmos consul`."""
    window = plain[max(0, offset - 100) : offset]
    ends = [match.end() for match in _SENTENCE_OVER.finditer(window)]
    signed = window[ends[-1] :] if ends else ""
    holder = any(word.strip(",.").lower() in words.holder_words() for word in signed.split())
    if holder and words.NAME_BEFORE_OFFICE.match(signed):
        yield offset - len(signed)


def _counted(pattern: re.Pattern[str], plain: str, begin: int, end: int) -> Iterator[int]:
    """Matches that count 1, 2, 3 ... (or are all 1)."""
    expected = 1
    for match in pattern.finditer(plain, begin, end):
        number = int(match["n"])
        if number == expected or number == 1:
            yield match.start()
            expected = number + 1


def _dated(plain: str, head: int) -> Iterator[int]:
    """Dates that stand between two sentences: headings of entries, or the date above a signature."""
    for begin, end in when.find(plain):
        if begin < head:
            continue
        before = plain[max(0, begin - 40) : begin].rstrip()
        after = plain[end : end + 40].lstrip(" .")
        opens = not after or after[0].isupper() or after[0] in _OPENING or words.NUMBER.match(after) is not None
        if opens and (before[-1:] in _SENTENCE_END or _AFTER_SEPARATOR.search(before)):
            yield begin
            yield end + (plain[end : end + 1] == ".")
            blanks = len(plain[end : end + 40]) - len(after)
            if number := words.NUMBER.match(plain, end + blanks):
                yield number.end()


def _round_marks(page: Page, marks: Marks, begin: int, end: int, head: int) -> Iterator[int]:
    """Before and behind stamps, and omissions and notes that stand between sentences."""
    text = page.source.text
    for mark in marks.tops(begin, end):
        before = text[max(begin, mark.begin - 20) : mark.begin].rstrip()[-1:]
        after = text[mark.end : mark.end + 20].lstrip()[:1]
        between = (mark.begin < head or before in _SENTENCE_END or not before) and (
            not after or after.isupper() or after.isdigit() or after in '[…"“'
        )
        if mark.kind is Kind.STAMP or (
            between
            and (
                mark.kind in (Kind.HANDWRITTEN, Kind.TRANSLATOR_NOTE)
                or (mark.kind is Kind.GAP and aside.OMISSION.match(text[mark.begin : mark.end]))
            )
        ):
            yield mark.begin
            yield mark.end


def _signatures(text: str, marks: Marks, begin: int, end: int) -> Iterator[int]:
    """Round `SOVIET AMBASSADOR IN X [signature] (A. NAME)`."""
    for mark in marks.tops(begin, end):
        if mark.kind is not Kind.SIGNATURE:
            continue
        window = text[max(begin, mark.begin - 160) : mark.begin]
        office = _OFFICE_BEFORE.search(window)
        if office:
            yield mark.begin - len(window) + office.start()
        name = _NAME_AFTER.match(text, mark.end, min(end, mark.end + 160))
        if office or name:
            yield name.end() if name else mark.end
