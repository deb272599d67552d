"""What kind of document it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.model import Metadata
from puzanov_tei.structure import entries, words
from puzanov_tei.structure.lines import Line

_LOOK = 40  # lines of the document that may show its kind
_DEFAULT = "report"
_PERIOD = re.compile(r"(?i)^for the period (?:from )?\d")
_TOLD = frozenset({"conversation", "report", "memorandum"})


def find(metadata: Metadata, lines: Sequence[Line]) -> str:
    """One of journal, telegram, letter, memorandum, conversation, report, minutes.

    The archive's title decides, else the document's own title lines, else how it addresses its reader.
    """
    opening = lines[:_LOOK]
    covers_period = any(_PERIOD.match(line.plain) for line in opening)
    for title in (metadata.title, metadata.citation_title):
        if genre := of_title(title):
            # A conversation told by an entry of a journal: the sheet says what it is.
            return "journal" if covers_period and genre in _TOLD else genre
    titles: list[str] = []
    for index, line in enumerate(opening):
        printed = line.plain if index else words.unnumbered(line.plain)
        if (words.title_words().match(printed) or words.FILE_NUMBER.match(printed)) and len(printed) < 300:
            following = opening[index + 1].plain if index + 1 < len(opening) else ""
            goes_on = following[:100] if words.TITLE_GOES_ON.match(following) else ""
            titles.append(f"{printed} {goes_on}")
    # `From the journal of X` may stand above `Record of a conversation`: what is named first in the table counts.
    if genre := of_title(" / ".join(titles)):
        return genre
    if any(words.SALUTE.match(line.plain) for line in opening):
        return "letter"
    if not metadata.title and entries.is_diary(lines):
        return "journal"
    return of_title(metadata.document_type) or _DEFAULT


def of_title(title: str) -> str:
    """The genre that a title names, or the empty string."""
    head = title[:400]
    return next((genre for genre, pattern in words.GENRES if pattern.search(head)), "")
