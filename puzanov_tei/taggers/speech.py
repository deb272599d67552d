"""Speech: who says what to whom, in quotation marks (direct) or reported without them.

    X said: "..."        X said that ...        X asked, will ...?        According to X ...
    ... therefore, continued X, I would ask ...        X: ... (turns)

The words that introduce speech stay outside; `that` and the quotation marks belong to what is said. Speech
never leaves its paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Document, Kind, Mention, MentionAttributes, PartKind, Reading
from puzanov_tei.taggers.quotations import Span
from puzanov_tei.taggers.said import Said
from puzanov_tei.taggers.speakers import Speakers
from puzanov_tei.taggers.subjects import Talk
from puzanov_tei.taggers.utterances import Paragraph

_PROSE = frozenset(
    {PartKind.PARAGRAPH, PartKind.ITEM, PartKind.TURN, PartKind.ENTRY, PartKind.DOCUMENT, PartKind.SECTION}
)


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Speech as `Kind.SAID`, with `who`, `toWhom`, `direct`, and `id`, `next`, `prev` where a quotation is split.

    A pointer is an authority id, `author` for the document's "I", or `@OFFSET` of the name of somebody who is
    in no authority file (TEI P5, 3.3.3 Quotation).
    """
    people = Speakers(mentions)
    brackets = _Brackets(document.marks)
    talk = Talk()
    speaking = ""
    for reading in document.readings:
        if reading.note is not None or not reading.offsets:
            continue
        if reading.entry != talk.entry:
            talk = Talk(reading.entry)
        names = people.names(reading)
        if reading.parts[-1] is PartKind.SPEAKER:
            speaking = names[-1].pointer if names else ""
            continue
        if PartKind.TURN in reading.parts[-2:] and reading.parts[-1] in (PartKind.TURN, PartKind.PARAGRAPH):
            if speaking:
                talk.spoke(speaking)
                said = [Said(0, len(reading.text), speaking, direct=False, rule="speech.turn")]
                yield from _mentions(brackets, reading, said)
            continue
        if reading.parts[-1] in _PROSE:
            yield from _mentions(brackets, reading, Paragraph(reading.text, names, people, talk).said())


class _Brackets:
    """The outermost editorial marks: speech does not cut one in two."""

    def __init__(self, marks: Sequence[Mention]) -> None:
        self._spans: list[Span] = []
        for mark in marks:
            if not self._spans or mark.begin >= self._spans[-1][1]:
                self._spans.append((mark.begin, mark.end))
        self._begins = [begin for begin, _ in self._spans]

    def widen(self, begin: int, end: int) -> Span:
        """The span with the marks that it begins or ends in."""
        index = bisect_right(self._begins, begin) - 1
        if index >= 0 and begin < self._spans[index][1] < end:
            begin = self._spans[index][0]
        index = bisect_right(self._begins, end - 1) - 1
        if index >= 0 and begin <= self._spans[index][0] and end < self._spans[index][1]:
            end = self._spans[index][1]
        return begin, end


def _mentions(brackets: _Brackets, reading: Reading, said: Sequence[Said]) -> Iterator[Mention]:
    """Speech as mentions of the source; the pieces of one speech are chained."""
    groups: dict[int, list[int]] = {}
    spans = [brackets.widen(*reading.span(one.begin, one.end)) for one in said]
    for index, one in enumerate(said):
        if one.group >= 0:
            groups.setdefault(one.group, []).append(index)
    for index, one in enumerate(said):
        begin, end = spans[index]
        attributes: MentionAttributes = {"who": one.who, "direct": "true" if one.direct else "false"}
        if one.to:
            attributes["toWhom"] = one.to
        chain = groups.get(one.group, [index])
        if len(chain) > 1:
            place = chain.index(index)
            attributes["id"] = f"speech-{begin}"
            if place:
                attributes["prev"] = f"speech-{spans[chain[place - 1]][0]}"
            if place + 1 < len(chain):
                attributes["next"] = f"speech-{spans[chain[place + 1]][0]}"
        yield Mention(begin, end, Kind.SAID, cert=one.cert, rule=one.rule, attributes=attributes)
