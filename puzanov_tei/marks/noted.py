"""Footnotes that the page prints as text: numbered lines, and their numbers in the text above.

    ... the plan for the library.3        ... the plan.[3]        ... the plan/3/        ... the plan.[^3]
    3. It was opened in May.              [3] It was opened.      /3/It was opened.      [^3]: It was opened.

A number is a sign of reference only where the note that it refers to stands on the page; where a note has none, the
lines are a list. Numbers without a frame have to be the last lines of the text, from 0 or 1 on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei.model import Block, Kind, Mention

NOTE = re.compile(
    r"(?P<label>\[\^?(?P<bracketed>\d{1,3})\]:?|/(?P<stroked>\d{1,3})/|(?P<plain>\d{1,3})[.)]?(?=\s))\s*(?=\S)"
)
"""How a line opens that is a note."""

# The heading of a document in a collection, whose note says where it is from.
_HEADING = re.compile(r"\d{1,4}\. [A-Z][^\n]*[^\W\d_)](?P<sign>\d{1,2})$", re.MULTILINE)
_FORMS = ("bracketed", "stroked", "plain")
_FRAMES = {"bracketed": (r"\[\^?", r"\]"), "stroked": ("/", "/"), "plain": (r"(?:\[|(?<=\w) (?=\d+$))?", r"\]?")}
_BEHIND = r"(?<=[^\W\d_]|[.,;:!?)\]”’\"'»…])"
# Behind it no number goes on: `8,500`, `4.2`, `5th`, `6%`.
_BEFORE = r"(?!\d|[.,:/-]\d|\s?%|(?:st|nd|rd|th)\b)"


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
        held = _at_the_end(noted) if form == "plain" else [note for note in noted if note and note.form == form]
        found = [_sign(text, blocks[0].begin, note) for note in held]
        if form == "plain" and (not _in_order(found) or len({note.number for note in held}) < len(held)):
            continue
        found = [
            sign or _behind_digits(text, found, place, note)
            for place, (sign, note) in enumerate(zip(found, held, strict=True))
        ]
        kept |= {note.begin: (note, sign) for note, sign in zip(held, found, strict=True) if sign is not None}
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
    return _Note(begin, form, int(match[form]), match.span("label"))


def _at_the_end(noted: Sequence[_Note | None]) -> list[_Note]:
    """The last lines, if they are numbered one by one from 0 or 1."""
    held: list[_Note] = []
    for note in reversed(noted):
        if note is None or note.form != "plain" or (held and note.number != held[-1].number - 1):
            break
        held.append(note)
        if note.number == 0:
            break
    held.reverse()
    first = next((i for i, note in enumerate(held) if note.number <= 1), len(held))
    return held[first:]


def _sign(text: str, begin: int, note: _Note) -> Mention | None:
    """Where the text above a note refers to it."""
    opening, closing = _FRAMES[note.form]
    pattern = re.compile(rf"{_BEHIND}{opening}{note.number}{closing}{_BEFORE}", re.MULTILINE)
    match = pattern.search(text, begin, note.begin)
    if match is None:
        return None
    first = match.start() + len(match[0]) - len(match[0].lstrip())
    return _mark(first, match.end(), str(note.number))


def _behind_digits(text: str, signs: Sequence[Mention | None], place: int, note: _Note) -> Mention | None:
    """A sign behind a number (`telegram 6313` for 631 and note 3), between the signs of the notes beside it."""
    last, following = (signs[place - 1], signs[place + 1]) if 0 < place < len(signs) - 1 else (None, None)
    if note.form != "plain" or last is None or following is None:
        return None
    match = re.compile(rf"(?<=\d\d){note.number}(?!\d|[.,:/-]\d)").search(text, last.end, following.begin)
    return _mark(*match.span(), str(note.number)) if match else None


def _mark(begin: int, end: int, number: str) -> Mention:
    return Mention(begin, end, Kind.NOTE_SIGN, rule="marks.note-sign", attributes={"n": number})


def _in_order(signs: Sequence[Mention | None]) -> bool:
    """Whether the first note and at least half of all have a sign, and the signs stand in the order of the notes."""
    found = [sign.begin for sign in signs if sign is not None]
    if not found or signs[0] is None or len(found) * 2 < len(signs):
        return False
    return found == sorted(found)
