"""Abbreviated titles and what they mean: `Cde.` is `Comrade`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Document, Kind, Mention
from puzanov_tei.taggers.analysis import Covered, readings


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Abbreviations of the authority's list that stand in a title before a name."""
    titles = Covered(mentions, Kind.ROLE)
    for view in readings(document, authority):
        for number, word in enumerate(view.words):
            expansion = authority.expansions.get(word.text)
            if expansion and titles.overlaps(*view.span(number, number + 1)):
                yield view.mention(number, number + 1, Kind.ABBREVIATION, "abbreviations.title", corrected=expansion)
