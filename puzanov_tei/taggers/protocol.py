"""What a tagger is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Document, Mention


class Tagger(Protocol):
    """A function that finds mentions in a document's readings."""

    def __call__(self, document: Document, authority: Authority, mentions: Sequence[Mention], /) -> Iterable[Mention]:
        """Mentions of one kind or a few; `mentions` is what the taggers before have found."""
