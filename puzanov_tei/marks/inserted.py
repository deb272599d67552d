"""Rules for words of the text itself: doubtful readings, queries, and what the translator supplied."""

from __future__ import annotations

import re

from puzanov_tei.marks.context import Context
from puzanov_tei.model import Certainty, Kind, Mention

_SENTENCE = re.compile(r"[A-Z].*[a-z]{2}[.!?]$", re.DOTALL)
_REFERENCE = re.compile(r"\d{1,3}$|\*+$")
_BEFORE_REFERENCE = '.,;:!?"”’)'
"""`friendship.[1]` refers to a footnote; nothing is supplied."""
_LONGEST_SUPPLIED = 30
"""More words than this are not supplied, they are a remark."""


def query(context: Context) -> list[Mention] | None:
    """A doubt: `[?]`, `[??]`; the editor doubts what stands before it."""
    if not context.content or context.content.strip("?! "):
        return None
    return [context.mark(Kind.QUERY, "query")]


def unclear(context: Context) -> list[Mention] | None:
    """A doubtful reading: `[[TOP]]`, `2[[8]] June`, `[[A. Belov?]]`; what a partial stamp lacks is supplied."""
    if not context.bracket.double:
        return None
    if context.partial:
        return [_doubted(context, Kind.SUPPLIED, "unclear.cut-off", "cut-off", Certainty.MEDIUM)]
    return [_doubted(context, Kind.UNCLEAR, "unclear", "faded", Certainty.MEDIUM)]


def supplied(context: Context) -> list[Mention] | None:
    """Words that the editor adds: `[me]`, `V[ice]-Premier`, `Nº [208]`; all else that is short and no sentence."""
    content = context.content
    if "\n\n" in content or not any(char.isalnum() for char in content):
        return None
    if _REFERENCE.match(content) and context.before[-1:] and context.before[-1] in _BEFORE_REFERENCE:
        return None
    if len(content.split()) > _LONGEST_SUPPLIED or (_SENTENCE.match(content) and len(content.split()) > 4):
        return [context.mark(Kind.TRANSLATOR_NOTE, "remark.long")]
    return [_doubted(context, Kind.SUPPLIED, "supplied", "translation", Certainty.HIGH)]


def _doubted(context: Context, kind: Kind, rule: str, reason: str, cert: Certainty) -> Mention:
    """A question mark before the closing bracket is part of the frame and lowers the certainty."""
    mark = context.mark(kind, rule, {"reason": reason}, cert)
    closing = mark.closing
    inner = mark.begin + mark.opening
    while mark.end - closing > inner + 1 and context.text[mark.end - closing - 1] in "? ":
        closing += 1
        cert = Certainty.LOW
    return Mention(
        mark.begin,
        mark.end,
        kind,
        cert=cert,
        rule=mark.rule,
        attributes=mark.attributes,
        opening=mark.opening,
        closing=closing,
        resp="translator",
    )
