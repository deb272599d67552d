"""Speaker turns: `RI IL-GYEONG: ...`, `North (KIM): ...`, `Comrade X: ...`, `Zharkova. ...`.

Only a document in which several turns are marked beyond doubt has turns at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from puzanov_tei.model import PartKind
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Found, Scene, inner, whole

_NAME = r"[A-ZÀ-Þ][\w'’ʹ.-]{0,25}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’ʹ-]{1,25}"
_SIDE = r"(?:\s?\([^()]{1,40}\))"
_OFFICE = (
    r"(?:(?:Vice[ -]|Deputy |First |Prime |Foreign ){0,3}"
    r"(?:Premier|Minister|President|Chairman|Ambassador|Secretary|Counsell?or|Director|Consul))"
)
# Beyond doubt: a name in capitals, a title before it, or a side with the name in brackets.
_SURE = re.compile(
    rf"^(?P<speaker>(?:Comrade|Cde\.|Comr\.|Com\.|Mr\.|Mrs\.|Dr\.|General|Gen\.|Marshal|{_OFFICE})\s"
    rf"{_NAME}(?:\s{_NAME}){{0,3}}{_SIDE}?\s?:"
    rf"|(?:[A-Z]\.\s?){{0,2}}{_CAPITALS}(?:\s{_CAPITALS}){{0,3}}{_SIDE}?\s?:"
    rf"|{_NAME}(?:\s{_NAME}){{0,2}}{_SIDE}\s?:)\s+(?=\S)"
)
_MAYBE = re.compile(rf"^(?P<speaker>(?:[A-Z]\.\s?){{0,2}}{_NAME}(?:\s{_NAME}){{0,3}}\s?:)\s+(?=\S)")
_STOP = re.compile(
    r"^(?P<speaker>(?:[A-Z]\.\s?){0,2}[A-ZÀ-Þ][a-zà-þ'’ʹ-]{2,25}(?:\s[A-ZÀ-Þ][\w'’-]{1,25}){0,2}\.)\s+"
    r"(?=[A-Z\"“„\[(])"
)
_INTRODUCED = re.compile(r"(?<=[a-z.,;] )[A-ZÀ-Þ][\w'’ʹ-]{2,25}(?=[,;. (]|$)")
_NO_SPEAKER = frozenset(
    "agenda decided resolved subject attachment enclosure note to from copy re present heard proposed conclusion "
    "result annex appendix distribution copies decision resolution first second third fourth fifth sixth firstly "
    "secondly thirdly lastly finally date place"
    " time sent received stamp signature signed summary question answer distributed "
    "regarding concerning content contents address telephone classification".split()
)
_FEWEST = 2


def find(lines: Sequence[Line]) -> frozenset[str]:
    """The words by which the document's speakers are known; empty where nobody takes turns."""
    heads = [line.plain[:200] for line in lines if line.mark is None]
    sure = [match["speaker"] for head in heads if (match := _SURE.match(head)) and _may_speak(match["speaker"])]
    sure += _again([match["speaker"] for head in heads if (match := _MAYBE.match(head))])
    if len(sure) < _FEWEST:
        return frozenset()
    return frozenset(word for speaker in sure for word in _tokens(speaker)) | _named(lines)


def _again(speakers: Sequence[str]) -> list[str]:
    """Names that open lines with a colon in turns, as no heading does: two people at least, and four lines."""
    names = Counter(" ".join(_tokens(speaker)) for speaker in speakers if _may_speak(speaker))
    return list(names) if len(names) > 1 and 2 * _FEWEST <= names.total() != len(names) else []


def _named(lines: Sequence[Line]) -> frozenset[str]:
    """Capitalised words inside the opening lines: whoever is introduced there may speak by surname later."""
    opening = " ".join(line.plain for line in lines[:40])[:6000]
    return frozenset(match.group().lower() for match in _INTRODUCED.finditer(opening))


def _tokens(speaker: str) -> list[str]:
    return [token.lower() for token in re.findall(r"[^\W\d_][\w'’ʹ-]+", speaker)]


def _may_speak(speaker: str) -> bool:
    tokens = _tokens(speaker)
    return bool(tokens) and tokens[0] not in _NO_SPEAKER


def recognise(scene: Scene, at: int) -> Found | None:
    """A paragraph that opens with the name of who speaks."""
    line = scene.line(at)
    if line is None or not scene.speakers or line.mark is not None:
        return None
    head = line.plain[:200]
    match = _SURE.match(head)
    if match is None:
        match = _MAYBE.match(head) or _STOP.match(head)
        if match is None or _tokens(match["speaker"])[-1:] == [] or _tokens(match["speaker"])[-1] not in scene.speakers:
            return None
    if not _may_speak(match["speaker"]):
        return None
    return (whole(PartKind.TURN, line, (inner(scene, PartKind.SPEAKER, line, 0, match.end("speaker")),)),), at + 1
