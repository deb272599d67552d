"""Whether a line of a page is a sentence, and whether it is one about the document."""

from __future__ import annotations

import re

_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us|We|My|Our)\b")
_END = re.compile(r"[.!?…][\"”'’)\]]*(?:\s?\([^()]{1,40}\))?$")
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.$")
_FEWEST = 5
UNFINISHED = (",", " and", " of", " the", "&", " for", " from", " New", " in")
"""How a line ends whose sentence or name goes on in the next one."""


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _END.search(text) is not None and _INITIAL.search(text) is None


def reads_like_abstract(text: str) -> bool:
    """Whether a line is a sentence about a document: a capital first, a stop last, nobody says I, no brackets."""
    return (
        len(text.split()) >= _FEWEST
        and (text[0].isupper() or text[0] in "“\"'‘")
        and _END.search(text) is not None
        and not (text[0] in '“"' and text[-1] in '”"')
        and "[" not in text
        and _FIRST_PERSON.search(text) is None
    )
