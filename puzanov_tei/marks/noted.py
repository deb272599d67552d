"""Footnotes that the page prints as text: numbered lines, and their numbers in the text above.

    ... the plan for the library.3        ... the plan.[3]        ... the plan/3/        ... the plan.[^3]
    3. It was opened in May.              [3] It was opened.      /3/It was opened.      [^3]: It was opened.

A number is a sign of reference only where the note that it refers to stands on the page; where a note has none, the
lines are a list. Numbers without a frame have to be the last lines of the text, from 0 or 1 on. A copy of a page may
count the notes anew from 1 where the sign in the heading is 0, or leave their numbers out (`- It was opened.↩`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from puzanov_tei.model import Block, Kind, Mention

NOTE = re.compile(
    r"(?P<label>\[\^?(?P<bracketed>\d{1,3})\]:?|/(?P<stroked>\d{1,3})/|(?P<plain>\d{1,3})[.)]?(?=\s)"
    r"|(?P<linked>[-–•])(?=\s[^\n]*↩\s*$))\s*(?=\S)",
    re.MULTILINE,
)
"""How a line opens that is a note."""

# The heading of a document in a collection, whose note says where it is from.
_HEADING = re.compile(r"\d{1,4}\. [A-Z][^\n]*[^\W\d_)](?P<sign>\d{1,2})$", re.MULTILINE)
_FORMS = ("bracketed", "stroked", "plain", "linked")
_AT_THE_END = ("plain", "linked")  # forms that lists have too
_BARE = (r"(?:\[|(?<=\w) (?=\d+$))?", r"\]?")
_FRAMES = {"bracketed": (r"(?:(?<=\w)\s)?\[\^?", r"\]"), "stroked": ("/", "/")}
_BEHIND = r"(?<=[^\W\d_]|[.,;:!?)\]”’\"'»…])"
_GUARDS = (r"(?<!\d[.,])", "")  # what may be the end of a number, as in `396.1`, is a sign if nothing else is
# Behind it no number goes on: `8,500`, `4.2`, `5th`, `6%`.
_BEFORE = r"(?!\d|[.,:/-]\d|\s?%|(?:st|nd|rd|th)\b)"
_LATE_SIGN = re.compile(rf"{_BEHIND}([1-9]\d{{1,2}}){_BEFORE}")  # where notes are counted through a chapter


@dataclass(frozen=True, slots=True)
class Notes:
    """What a page prints of footnotes.

    Attributes:
        signs: the signs of reference in the text, with the number of their note.
        lines: for each note the offset at which its line begins, and its number.
        labels: the spans of the numbers that open the notes.
    """

    signs: tuple[Mention, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()
    labels: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Note:
    begin: int
    form: str
    number: int
    label: tuple[int, int]


def find(text: str, blocks: Sequence[Block]) -> Notes:
    """The footnotes of a page and their signs; a line without a sign above it is no note."""
    if not blocks:
        return Notes()
    lines = [span for block in blocks for span in _lines(text, block)]
    noted = [_note(text, begin, end) for begin, end in lines if not text[begin].islower()]  # a wrapped note goes on
    kept: dict[int, tuple[_Note, Mention]] = {}
    for form in _FORMS:
        every = [note for note in noted if note and note.form == form]
        held = _at_the_end(noted, form) if form in _AT_THE_END else every
        found = _signs(text, blocks[0].begin, held)
        kept |= {note.begin: (note, sign) for note, sign in zip(held, found, strict=False) if sign is not None}
    signs = {sign.begin: sign for _, sign in kept.values()}
    if (heading := _HEADING.match(text, blocks[0].begin, blocks[0].end)) is not None:
        signs.setdefault(heading.start("sign"), _mark(*heading.span("sign"), heading["sign"]))
    return Notes(
        tuple(sorted(signs.values(), key=lambda sign: sign.begin)),
        tuple((begin, str(note.number)) for begin, (note, _) in sorted(kept.items())),
        frozenset((note.label[0], text.find("]", *note.label) + 1 or note.label[1]) for note, _ in kept.values()),
    )


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\s][^\n]*", text[block.begin : block.end]):
        yield block.begin + match.start(), block.begin + match.end()


def _note(text: str, begin: int, end: int) -> _Note | None:
    match = NOTE.match(text, begin, end)
    if match is None:
        return None
    form = next(name for name in _FORMS if match[name])
    return _Note(begin, form, 0 if form == "linked" else int(match[form]), match.span("label"))


def _at_the_end(noted: Sequence[_Note | None], form: str) -> list[_Note]:
    """The last lines, if they are numbered one by one from 0 or 1; lines without a number are numbered."""
    held: list[_Note] = []
    for note in reversed(noted):
        if note is None or note.form != form or (held and form == "plain" and note.number != held[-1].number - 1):
            break
        held.append(note)
        if form == "plain" and note.number == 0:
            break
    held.reverse()
    if form == "linked":
        return [replace(note, number=number) for number, note in enumerate(held, 1)]
    first = next((i for i, note in enumerate(held) if note.number <= 1), len(held))
    return held[first:]


def _signs(text: str, begin: int, notes: Sequence[_Note]) -> list[Mention | None]:
    """The sign of each of several notes of one form; none at all where numbers without a frame are not in order."""
    if not notes:
        return []
    frame = _FRAMES.get(notes[0].form)
    framed = [_sign(text, begin, note, note.number, frame) for note in notes] if frame else []
    if any(framed) or notes[0].form == "stroked":
        return framed
    if len({note.number for note in notes}) < len(notes):
        return []
    more = _counted(text, begin, notes)
    attempts = [[_sign(text, begin, note, note.number + added) for note in notes] for added in more]
    found = max(attempts, key=lambda signs: _in_order(signs) * len([sign for sign in signs if sign]))
    if not _in_order(found):
        return []
    return [sign or _behind_digits(text, found, notes, place) for place, sign in enumerate(found)]


def _counted(text: str, begin: int, notes: Sequence[_Note]) -> Iterator[int]:
    """What may have to be added to the number of a note to get its sign, where a copy counts the notes anew from 1."""
    yield 0
    if notes[0].number != 1:
        return
    heading = _sign(text, begin, notes[0], 0)
    if heading and "\n" not in text[begin : heading.end]:
        yield -1
    signs = [int(match[1]) for match in _LATE_SIGN.finditer(text, begin, notes[0].begin)]
    if len(notes) > 1:
        yield from (first - 1 for first in signs if set(range(first, first + len(notes))) <= set(signs))


def _sign(text: str, begin: int, note: _Note, number: int, frame: tuple[str, str] = _BARE) -> Mention | None:
    """Where the text above a note refers to it by a number."""
    form = rf"{_BEHIND}{frame[0]}{number}{frame[1]}{_BEFORE}"
    every = (re.compile(rf"{guard}{form}", re.MULTILINE).search(text, begin, note.begin) for guard in _GUARDS)
    match = next(filter(None, every), None)
    if match is None:
        return None
    first = match.start() + len(match[0]) - len(match[0].lstrip())
    return _mark(first, match.end(), str(note.number))


def _behind_digits(text: str, signs: Sequence[Mention | None], notes: Sequence[_Note], place: int) -> Mention | None:
    """A sign behind a number (`telegram 6313` for 631 and note 3), between the signs of the notes beside it."""
    last = signs[place - 1] if place else None
    following = signs[place + 1] if place + 1 < len(signs) else None
    if last is None or (following is None and place + 1 < len(signs)):
        return None
    number, end = notes[place].number, following.begin if following else notes[0].begin
    match = re.compile(rf"(?<=\d\d)(?<!\b1[89]\d){number}(?!\d|[.,:/-]\d)").search(text, last.end, end)
    return _mark(*match.span(), str(number)) if match else None


def _mark(begin: int, end: int, number: str) -> Mention:
    return Mention(begin, end, Kind.NOTE_SIGN, rule="marks.note-sign", attributes={"n": number})


def _in_order(signs: Sequence[Mention | None]) -> bool:
    """Whether the first note and at least half of all have a sign, and the signs stand in the order of the notes."""
    found = [sign.begin for sign in signs if sign is not None]
    if not found or signs[0] is None or len(found) * 2 < len(signs):
        return False
    return found == sorted(found)
