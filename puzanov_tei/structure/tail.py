"""The office's last lines: registry number and date, typists, who drafted, who certified."""

from __future__ import annotations

from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import closing, distribution, letterhead, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Found, Scene, tidy, whole

_LONGEST = 140


def recognise(scene: Scene, at: int) -> Found | None:
    """One line of the office's tail."""
    line = scene.line(at)
    if line is None or len(line.plain) > _LONGEST:
        return None
    if words.TYPIST.match(line.plain):
        return (whole(PartKind.TYPIST, line),), at + 1
    if words.CERTIFIED.match(line.plain):
        return (whole(PartKind.CLOSER, line),), at + 1
    return registry(scene, line, at)


def registry(scene: Scene, line: Line, at: int) -> Found | None:
    """`Nº 353`, `Nº 431 - 19 September 1960`, or the date below the number."""
    found = letterhead.elements(line, tail=True)
    if not found or any(e.kind not in (PartKind.NUMBER, None) for e in found):
        return None
    numbered = any(e.kind is PartKind.NUMBER for e in found)
    if not numbered and not (when.is_date(line.plain) and _below_number(scene, at)):
        return None
    children = tidy(letterhead.make(scene, line, found, "registration"), line.begin, line.end)
    return (whole(PartKind.REGISTRY, line, children),), at + 1


def _below_number(scene: Scene, at: int) -> bool:
    above = scene.line(at - 1)
    return above is not None and _is_number(above)


def _is_number(line: Line) -> bool:
    found = letterhead.elements(line, tail=True)
    return bool(found) and all(e.kind is PartKind.NUMBER for e in found or ())


def previous(scene: Scene, at: int) -> Found | None:
    """The tail of the dispatch before this one, up to its separator, at the very beginning of the page."""
    if at != 0:
        return None
    made: list[Part] = []
    after = 0
    while after < 12 and (line := scene.line(after)) is not None:
        if made and words.SEPARATOR.match(line.plain):
            made.append(whole(PartKind.SEPARATOR, line))
            return tuple(made), after + 1
        one = recognise(scene, after) or _other(scene, after)
        if one is None:
            return None
        made += one[0]
        after = one[1]
    return None


def _other(scene: Scene, at: int) -> Found | None:
    line = scene.line(at)
    if line is not None and when.is_date(line.plain):
        return (whole(PartKind.REGISTRY, line),), at + 1
    return distribution.recognise(scene, at) or closing.recognise(scene, at)
