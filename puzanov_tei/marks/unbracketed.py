"""Marks without square brackets: `Stamped: ...`, `(illegible)`, `/signature/`, an ellipsis alone on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.marks.apparatus import LONGEST_LINE, stamp_attributes
from puzanov_tei.marks.gaps import measure
from puzanov_tei.marks.leaves import alone
from puzanov_tei.model import Kind, Mention, MentionAttributes

_STAMPED = re.compile(r"(?<![\w\[])Stamped?:[ ]*")
_ROUND = re.compile(
    r"\((?:illegible|(?:signature |name )?illegible|illegible (?:signature|name)|not legible)\)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:\b(?P<article>an?|the|and|other|one|two|by|of|with) )?\b(?P<gap>illegible (?:signature|initials))\b"
)
_AFTER_LABEL = re.compile(r"(?:Signature|Signed|Authenticated): (?P<gap>illegible)\b(?! [a-z])")
_SIGNATURE = re.compile(r"(?<![\w/])/(?:signature|signed)/|\((?:signature|signed)\)", re.IGNORECASE)
_ALONE = re.compile(r"(?:…|\.{3,4}|…\.)")


def find(text: str, begin: int, end: int) -> Iterator[list[Mention]]:
    """Groups of marks in the block `text[begin:end]`; each group's first mention is the outermost."""
    block = text[begin:end]
    if _ALONE.fullmatch(block):
        yield [
            Mention(
                begin,
                end,
                Kind.GAP,
                rule="marks.omission",
                attributes={"reason": "editorial", "extent": "unknown"},
                opening=end - begin,
                resp="translator",
            )
        ]
        return
    yield from ([mark] for mark in alone(text, begin, end))
    yield from _stamped(text, begin, end)
    for match in _ROUND.finditer(block):
        yield _framed(begin + match.start(), begin + match.end(), Kind.GAP, "illegible", 1, match.group())
    for pattern in (_PLAIN, _AFTER_LABEL) if "illegible" in block else ():
        for match in pattern.finditer(block):
            if not match.groupdict().get("article"):
                first, last = match.span("gap")
                yield _framed(begin + first, begin + last, Kind.GAP, "illegible", 0, match["gap"])
    for match in _SIGNATURE.finditer(block):
        yield _framed(begin + match.start(), begin + match.end(), Kind.SIGNATURE, "signature", 1, "")


def _framed(begin: int, end: int, kind: Kind, rule: str, frame: int, description: str) -> list[Mention]:
    attributes: MentionAttributes = {"reason": "illegible", **measure(description)} if kind is Kind.GAP else {}
    rule = f"marks.{rule}"
    return [
        Mention(
            begin,
            end,
            kind,
            rule=rule,
            attributes=attributes,
            opening=frame,
            closing=frame,
            resp="translator",
        ),
        Mention(begin + frame, end - frame, Kind.DESCRIPTION, rule=rule, resp="translator"),
    ]


def _stamped(text: str, begin: int, end: int) -> Iterator[list[Mention]]:
    """`Stamped: A : Stamped: B`: each runs to the next or to the end of its line."""
    heads = list(_STAMPED.finditer(text, begin, end))
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else end
        newline = text.find("\n", head.start(), stop)
        stop = newline if newline >= 0 else stop
        last = len(text[head.start() : stop].rstrip(" :")) + head.start()
        bracket = text.find("[", head.end(), min(last, head.end() + LONGEST_LINE + 1))
        if last <= head.end() or last - head.end() > LONGEST_LINE or bracket >= 0:
            continue
        label = text[head.start() : head.end()]
        yield [
            Mention(
                head.start(),
                last,
                Kind.STAMP,
                rule="marks.stamp.unbracketed",
                attributes=stamp_attributes(text[head.end() : last], ""),
                resp="translator",
            ),
            Mention(
                head.start(),
                head.end(),
                Kind.DESCRIPTION,
                rule="marks.stamp.unbracketed",
                closing=len(label) - len(label.rstrip(": ")),
                resp="translator",
            ),
        ]
