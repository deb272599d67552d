"""Quotation marks paired, and sentences that keep quotations whole.

Straight, curly and low marks; one that is never closed is taken to run to the end of the paragraph. Linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.language import Mark, alternatives, of_words
from puzanov_tei.taggers import lexicon

_MARK = re.compile('["“”„«»]')
_CLOSES = {"“": "”", "„": '”“"', "«": "»"}
_STOP = re.compile(r"[.!?…]+[\"”“»')\]]{0,3}\s+(?=[A-ZÀ-Þ0-9\"“„«(…\[-])")
_short = of_words(lambda words: alternatives(words.words(Mark.ABBREVIATION, Mark.MONTH_SHORT), capitalized=True))
# `L.I. Brezhnev` goes on behind the stop, `in the U.S. The` does not.
_JOINED_INITIALS = r"(?!U\.|D\.C|D\.P|[AP]\.M)[A-ZÀ-Þ][a-z]?\.[A-ZÀ-Þ][a-z]?"
_abbreviated = of_words(
    lambda _: re.compile(rf"(?:^|[\s(\[“\"„])(?:{_short()}|cf|i\.e|e\.g|[A-ZÀ-Þ][a-z]?|{_JOINED_INITIALS})\.\s*$")
)
_STATE = re.compile(r"\bU\.[KNS]\.\Z")
_WORD = re.compile(r"[^\W\d_]+")

Span = tuple[int, int]


def quotations(text: str) -> list[Span]:
    """Spans of the outermost quotations in `text`, their marks included."""
    quotations: list[Span] = []
    opened, mark = -1, ""
    for match in _MARK.finditer(text):
        offset, sign = match.start(), match.group()
        if opened < 0:
            if sign in "“„«" or (sign == '"' and _opens(text, offset)):
                opened, mark = offset, sign
        elif sign in _CLOSES.get(mark, '"') or (mark == '"' and sign == '"'):
            if mark == '"' and _opens(text, offset) and not _ends_here(text, offset):
                continue  # a title inside the quotation
            quotations.append((opened, offset + 1))
            opened = -1
    if opened >= 0:
        quotations.append((opened, len(text.rstrip())))
    return quotations


def _opens(text: str, offset: int) -> bool:
    """Whether a straight mark can open a quotation: nothing but white space or a bracket before it."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    return (not before or before.isspace() or before in "([-–—…") and bool(after) and not after.isspace()


def _ends_here(text: str, offset: int) -> bool:
    after = text[offset + 1 : offset + 2]
    return not after or after in ".,;:!?)"


def sentences(text: str, quoted: Sequence[Span]) -> list[Span]:
    """Spans of the sentences of `text`; none begins inside a quotation."""
    sentences: list[Span] = []
    begin, index = 0, 0
    for match in _STOP.finditer(text):
        while index < len(quoted) and quoted[index][1] <= match.start():
            index += 1
        inside = index < len(quoted) and quoted[index][0] < match.end() - 1 < quoted[index][1] - 1
        before = text[max(begin, match.start() - 8) : match.start() + 1]
        if inside or _abbreviated().search(before) or (_STATE.search(before) and _goes_on(text, match.end())):
            continue
        sentences.append((begin, match.end()))
        begin = match.end()
    if begin < len(text):
        sentences.append((begin, len(text)))
    return sentences


def _goes_on(text: str, offset: int) -> bool:
    """Whether a name goes on at `offset`: `U.N. Security Council`, and not `in the U.S. The`."""
    word = _WORD.match(text, offset)
    folded = word[0].casefold() if word else ""
    plain = folded in lexicon.common() or folded in lexicon.function_words()
    return bool(folded) and (folded in lexicon.org_heads() or not plain)
