"""Where a page of the original or of the translation begins, as the text itself says: `[Page 2]`, `(p. 3)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from puzanov_tei.language import Mark, Vocabulary, of_words
from puzanov_tei.marks.context import Context
from puzanov_tei.model import Kind, Mention, MentionAttributes

_WORD = r"(?:pages?|pp?\.|p|leaf|sheet|fol(?:io|\.)|l\.|лист|л\.|стр\.|с\.|Seite|S\.|Blatt|str\.)"
_SIDE = r"(?:[- ]?(?:ob\.?|об\.?|verso|recto|[rv]))?"
_INSIDE = re.compile(
    rf"(?:(?:begin(?:ning)?|start) of |facsimile )?"
    rf"(?:{_WORD}\s?(?P<n>\d{{1,4}}{_SIDE})|(?:page|p\.)\s?(?P<roman>[ivxlc]{{1,7}})|page\s(?P<word>[a-z]{{3,9}}))"
    r"(?:\sof\s(?:\d{1,4}|[a-z]{3,9}))?\.?",
    re.IGNORECASE,
)
# Alone on its line, with or without brackets or dashes.
_ALONE = re.compile(
    r"^[ \t]*(?:\((?:page|p\.)\s?(?P<round>\d{1,4})\)|[-–—]\s?(?:page|p\.)\s?(?P<dashed>\d{1,4})\s?[-–—]"
    r"|page\s(?P<counted>\d{1,4}|[a-z]{3,9})\sof\s(?:\d{1,4}|[a-z]{3,9}))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


@of_words
def _numbers(words: Vocabulary) -> Mapping[str, int]:
    """Numbers as words: `[page two]`."""
    return words.numbered(Mark.NUMBER)


def page_break(context: Context) -> list[Mention] | None:
    """The number of a page or leaf: `[Page 2]`, `[p. 3]`, `[leaf 44 ob.]`."""
    match = _INSIDE.fullmatch(context.content.strip())
    if match is None:
        return None
    number = match["n"] or match["roman"] or str(_numbers().get(match["word"].lower(), ""))
    return [_mark(context.begin, context.end, number)] if number else None


def alone(text: str, begin: int, end: int) -> Iterator[Mention]:
    """Numbers of pages, `(p. 3)` and `- page 3 -`, on a line of their own between `begin` and `end`."""
    for match in _ALONE.finditer(text, begin, end):
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        counted = match["counted"] or ""
        spelled = counted if counted.isdigit() else str(_numbers().get(counted.lower(), ""))
        if number := match["round"] or match["dashed"] or spelled:
            yield _mark(first, match.start() + len(match[0].rstrip()), number)


def _mark(begin: int, end: int, number: str) -> Mention:
    """The sign is printed, but is no word of the document."""
    attributes: MentionAttributes = {"n": number}
    return Mention(begin, end, Kind.PAGE_BREAK, rule="marks.page", attributes=attributes, opening=end - begin)
