"""Markdown made from a PDF: heading levels and bold type are noise, numbers in lists are content."""

from __future__ import annotations

import html
import re

from puzanov_tei.archives import known
from puzanov_tei.model import Block, BlockKind, Page
from puzanov_tei.readers import latex
from puzanov_tei.readers.blocks import spans_of_lines, stripped
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.page import divide, furniture
from puzanov_tei.readers.transcript import Transcript

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
# `# 600511/sh` is the number of a telegram.
_NUMBER_SIGN = re.compile(r"#[ \t]?(?:\d+[/-][A-Za-z]{1,4}(?!\w)|\d{5,}(?!\w)|\d+[ \t]*$)")
_BULLET = re.compile(r"([-*•])[ \t]+(?=\S)")
_ORDERED = re.compile(r"\d{1,3}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_RULE_OF_TABLE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?")
_FENCE = re.compile(r"(?:```|~~~)\w*")
# Inline markup, tried in this order at each place.
_INLINE = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<break><br[ \t]*/?>)"
    r"|(?P<tag></?(?:b|i|u|em|strong|sup|sub|span|a|font|p|div|center|small|big)(?:[ \t][^<>\n]{0,300})?/?>)"
    r"|(?P<image>!\[[^\]\n]{0,300}\]\([^()\s]{0,500}\))"
    r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]{1,500})>"
)
_LINK_TARGET = re.compile(r"\]\((?:https?://|mailto:|#|/)[^()\s]{0,500}\)")
_STARS = re.compile(r"\*{1,3}|_{1,3}")


def recognises(file: File) -> bool:
    """Whether the text has Markdown's headings, bold labels or LaTeX beside labels of the archive's page."""
    archives = known() if file.archive is None else (file.archive,)
    for line in file.text[:200_000].split("\n"):
        text = line.strip()
        if _HEADING.match(text) and not _NUMBER_SIGN.match(text):
            return True
        if "|" in text and "-" in text and _RULE_OF_TABLE.fullmatch(text):
            return True
        if text.startswith("**") and text.endswith("**") and any(a.front_label(text) for a in archives):
            return True
    return False


def read(file: File) -> Page:
    """A page in Markdown."""
    transcript = Transcript(file.text)
    blocks = _blocks(transcript)
    source = transcript.source(file.name, file.data)
    fields = Fields()
    metadata, document = divide(source.text, blocks, fields, file.archive)
    return Page(source, metadata, document, "markdown", furniture=furniture(fields))


def _blocks(transcript: Transcript) -> list[Block]:
    """Write the page's text into `transcript`, line by line, and return its blocks."""
    raw = transcript.raw
    stars_are_notes = _has_star_notes(raw)
    blocks: list[Block] = []
    open_block = False
    for begin, end in spans_of_lines(raw):
        left, right = stripped(raw, begin, end)
        line = raw[left:right]
        if not line or _FENCE.fullmatch(line) or ("|" in line and _RULE_OF_TABLE.fullmatch(line)):
            transcript.put("\n", begin)
            open_block = open_block and bool(line) and not _FENCE.fullmatch(line)
            continue
        kind, level, offset = _kind(line, left - begin, stars_are_notes)
        start = transcript.length
        if kind is BlockKind.ROW:
            _row(transcript, left, right)
        else:
            _inline(transcript, left + offset, right)
        continues = open_block and kind is BlockKind.PARAGRAPH and blocks[-1].kind is not BlockKind.ROW
        if transcript.length == start:
            pass
        elif continues:
            last = blocks.pop()
            blocks.append(Block(last.kind, last.begin, transcript.length, last.level))
        else:
            blocks.append(Block(kind, start, transcript.length, level))
            # A heading is one line; what follows it is its own block.
            open_block = kind is not BlockKind.HEADING
        transcript.put("\n", end)
        if kind is BlockKind.HEADING:
            open_block = False
    return [block for block in blocks if block.begin < block.end]


def _has_star_notes(raw: str) -> bool:
    """Whether stars mark notes in this text (`480**`): then a star that opens a line is no bullet."""
    return re.search(r"\w\*{1,3}(?=\s|$)", raw) is not None


def _kind(line: str, indent: int, stars_are_notes: bool) -> tuple[BlockKind, int, int]:
    """Kind and level of the block that `line` opens, and the length of its marker."""
    quote = _QUOTE.match(line)
    offset = quote.end() if quote else 0
    line = line[offset:]
    if (match := _HEADING.match(line)) and not _NUMBER_SIGN.match(line):
        return BlockKind.HEADING, len(match[1]), offset + match.end()
    match = _BULLET.match(line)
    if match and not (match[1] == "*" and stars_are_notes) and not _is_rule(line):
        return BlockKind.ITEM, indent // 2 + 1, offset + match.end()
    if _ORDERED.match(line):
        return BlockKind.ITEM, indent // 2 + 1, offset
    if line.startswith("|") and line.count("|") > 1:
        return BlockKind.ROW, 0, offset
    return BlockKind.PARAGRAPH, 0, offset


def _is_rule(line: str) -> bool:
    """`* * *` and `- - -` separate; they are no lists."""
    return len(line) > 2 and set(line) <= {line[0], " "}


def _row(transcript: Transcript, begin: int, end: int) -> None:
    """A table row: its cells, with a tab between them."""
    raw = transcript.raw
    edge = begin + 1 if raw[begin] == "|" else begin
    stop = end - 1 if raw[end - 1] == "|" and end - 1 > begin else end
    first = True
    while edge <= stop:
        bar = raw.find("|", edge, stop)
        bar = stop if bar < 0 else bar
        if not first:
            transcript.put("\t", edge - 1)
        left, right = stripped(raw, edge, bar)
        _inline(transcript, left, right)
        first = False
        edge = bar + 1


def _inline(transcript: Transcript, begin: int, end: int) -> None:
    """Write one line without its inline markup."""
    raw = transcript.raw
    if raw[end - 1 : end] == "\\" and raw[end - 2 : end - 1] != "\\":
        end -= 1  # a hard line break
    markup = sorted([*latex.rendered(raw, begin, end), *_tokens(raw, begin, end), *_emphasis(raw, begin, end)])
    offset = begin
    for left, right, text in markup:
        if left < offset:
            continue
        transcript.copy(offset, left)
        transcript.put(text, left)
        offset = right
    transcript.copy(offset, end)


Markup = tuple[int, int, str]


def _tokens(raw: str, begin: int, end: int) -> list[Markup]:
    tokens: list[Markup] = []
    for match in _INLINE.finditer(raw, begin, end):
        kind = match.lastgroup
        if kind == "escape":
            tokens.append((match.start(), match.end(), match["escape"]))
        elif kind == "entity":
            text = html.unescape(match[0])
            if text != match[0]:
                tokens.append((match.start(), match.end(), text))
        elif kind == "break":
            tokens.append((match.start(), match.end(), "\n"))
        elif kind == "auto":
            tokens.append((match.start(), match.start() + 1, ""))
            tokens.append((match.end() - 1, match.end(), ""))
        else:
            tokens.append((match.start(), match.end(), ""))
    for match in _LINK_TARGET.finditer(raw, begin, end):
        opening = raw.rfind("[", begin, match.start())
        if opening >= 0 and raw.find("]", opening, match.start()) < 0:
            tokens.append((opening, opening + 1, ""))
            tokens.append((match.start(), match.end(), ""))
    return tokens


def _emphasis(raw: str, begin: int, end: int) -> list[Markup]:
    """Pairs of stars (or underscores) that open before a word and close after one; all others are text."""
    emphasis: list[Markup] = []
    waiting: dict[str, int] = {}
    for match in _STARS.finditer(raw, begin, end):
        run = match[0]
        before = raw[match.start() - 1] if match.start() > begin else " "
        after = raw[match.end()] if match.end() < end else " "
        if before == "\\":
            continue
        closes = not before.isspace() and (after.isspace() or not after.isalnum())
        if closes and run in waiting:
            opening = waiting.pop(run)
            emphasis.append((opening, opening + len(run), ""))
            emphasis.append((match.start(), match.end(), ""))
        elif not after.isspace() and not before.isalnum() and after not in "*_" and before not in "*_":
            waiting[run] = match.start()
    return emphasis
