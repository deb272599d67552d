"""Saved HTML pages of the archive's sites: the text as a browser renders it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from puzanov_tei.model import Block, BlockKind, Kind, Mention, MentionAttributes, Page
from puzanov_tei.readers import html_notes
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.looks import REND, telling
from puzanov_tei.readers.markup import MarkupToken, attributes, tokens
from puzanov_tei.readers.numerals import numeral
from puzanov_tei.readers.page import divide, furniture
from puzanov_tei.readers.transcript import Transcript

# Elements that start and end a block (HTML Living Standard, 15.3).
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table tbody td tfoot th "
    "thead tr ul".split(" ")
)
# Elements whose content is no text of the page.
_DROPPED = frozenset(
    "script style template head nav footer select option button svg math object iframe noscript canvas audio video "
    "textarea".split(" ")
)
# Head and foot of the site; but within these elements they belong to what is published.
_EDGES = frozenset(("header", "footer"))
_ARTICLES = frozenset(("article", "main"))
_MARK = re.compile(
    r"<!doctype html|<html[\s>]|<body[\s>]|<(?:p|div|br|article|main|section|table)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\s+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?|[^\s&]+(?: [^\s&]+)*|&")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]")
_ABSTRACT = re.compile(r"(?i)(?:^|[\s_-])(?:abstract|summary)(?:$|[\s_-])")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s<>]{1,500})")


def recognises(file: File) -> bool:
    """Whether the file opens like HTML, or has several block tags."""
    head = file.text[:20_000]
    marks = [match[0].lower() for match in _MARK.finditer(head)]
    return any(mark.startswith(("<!doctype", "<html", "<body")) for mark in marks) or len(marks) > 4


def read(file: File) -> Page:
    """A saved page."""
    return page_of(file.text, file, "html", Fields())


def page_of(raw: str, file: File, reader: str, fields: Fields) -> Page:
    """The page that `raw` renders as; `fields` is what is known of it besides."""
    stream = list(tokens(raw))
    transcript = Transcript(raw)
    rendering = _Rendering(transcript, _kept(stream))
    source = transcript.source(file.name, file.data)
    fields = _head(raw, stream, fields)
    metadata, document = divide(source.text, rendering.blocks, fields, file.archive)
    begin, end = (document[0].begin, document[-1].end) if document else (0, 0)
    layout = tuple(mark for mark in rendering.marks if begin <= mark.begin and mark.end <= end)
    return Page(source, metadata, document, reader, layout, furniture=furniture(fields))


def _kept(stream: Sequence[MarkupToken]) -> list[MarkupToken]:
    """The tokens outside elements that are no text of the page. One that never closes drops nothing."""
    closed: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    inside = 0  # of articles
    for index, token in enumerate(stream):
        inside += (token.name in _ARTICLES) - (token.name[1:] in _ARTICLES)
        if token.name in _DROPPED:
            waiting.setdefault(token.name, []).append(index if inside <= 0 or token.name not in _EDGES else -1)
        elif token.name[1:] in _DROPPED and waiting.get(token.name[1:]):
            closed[waiting[token.name[1:]].pop()] = index
    closed.pop(-1, None)
    kept: list[MarkupToken] = []
    index = 0
    while index < len(stream):
        if index in closed:
            index = closed[index] + 1
            continue
        kept.append(stream[index])
        index += 1
    return kept


class _Rendering:
    """Writes the rendered text of a token stream into a transcript and gathers its blocks."""

    def __init__(self, transcript: Transcript, stream: Sequence[MarkupToken]) -> None:
        self.blocks: list[Block] = []
        self.marks: list[Mention] = []
        self._out = transcript
        self._first = 0  # number of the first mark of the block that is open
        self._looks: list[tuple[str, int]] = []  # elements that say how words look, and where they began
        self._label = ""  # of the list item that begins
        self._start = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._lists: list[tuple[str, int]] = []  # kind of number (empty for a bullet) and the last number
        self._row = False
        self._table = False  # a table begins
        self._cells = 0
        self._preformatted = 0
        self._blank = -1  # where a blank was seen that is not written yet
        notes, inside = html_notes.find(transcript.raw, stream)
        for index, token in enumerate(stream):
            if index in notes:
                self._note(notes[index], stream)
            elif index not in inside:
                self._token(token)
        self._close(len(transcript.raw))

    def _token(self, token: MarkupToken) -> None:
        if token.name:
            self._tag(token)
        else:
            self._characters(token)

    def _note(self, note: html_notes.Note, stream: Sequence[MarkupToken]) -> None:
        """The words of a note stand at the sign that leads to it."""
        begin = self._out.length
        self._blank = stream[note.begin].begin
        for index in range(note.begin, note.end):
            if index in note.skipped:
                continue
            if not stream[index].name:
                self._characters(stream[index])
            elif stream[index].name.lstrip("/") in _BLOCKS | {"br"}:
                self._blank = stream[index].begin
        if self._out.length > begin and begin > self._start:
            said: MentionAttributes = {"n": note.number, "place": "bottom"}
            self.marks.append(Mention(begin, self._out.length, Kind.FOOTNOTE, rule="layout.note", attributes=said))
        self._blank = -1

    def _tag(self, token: MarkupToken) -> None:
        name = token.name.lstrip("/")
        opens = name == token.name
        if name == "br":
            self._blank = -1
            if self._out.length > self._start:
                self._out.put("\n", token.begin)
        elif name in {"td", "th"} and self._row:
            self._cell(token, opens)
        elif name in _BLOCKS and not (self._row and name in {"p", "div"}):
            self._close(token.begin)
            self._enter(name, token, opens)
        elif name in _BLOCKS:
            self._blank = token.begin
        elif name in REND:
            self._look(name, opens=opens)

    def _look(self, name: str, *, opens: bool) -> None:
        """What stands in an element that says how words look."""
        if opens:
            if self._blank >= 0 and self._out.length > self._start and self._out.last not in " \t\n":
                self._out.put(" ", self._blank)
                self._blank = -1
            self._looks.append((name, self._out.length))
            return
        begin = next((begin for known, begin in reversed(self._looks) if known == name), -1)
        self._looks = [look for look in self._looks if look != (name, begin)]
        noted = any(mark.kind is Kind.FOOTNOTE and mark.end > begin for mark in self.marks[self._first :])
        begin = max(begin, self._start)
        if begin < self._out.length and not noted:
            rend: MentionAttributes = {"rend": REND[name]}
            self.marks.append(Mention(begin, self._out.length, Kind.HIGHLIGHT, rule="layout.look", attributes=rend))

    def _cell(self, token: MarkupToken, opens: bool) -> None:
        """Cells of a row stand on one line with a tab between them."""
        self._blank = -1
        if opens:
            if self._cells:
                self._out.put("\t", token.begin)
            self._cells += 1

    def _enter(self, name: str, token: MarkupToken, opens: bool) -> None:
        if name in {"ul", "ol", "menu"}:
            if opens:
                self._lists.append(self._numbering(token, name))
            else:
                # Items need no end tag: what follows belongs to the list around this one, or to none.
                self._lists = self._lists[:-1]
                self._kind = BlockKind.ITEM if self._lists else BlockKind.PARAGRAPH
                self._level = len(self._lists)
                self._label = ""
        elif name == "li":
            self._kind = BlockKind.ITEM if opens else BlockKind.PARAGRAPH
            self._level = max(1, len(self._lists)) if opens else 0
            self._label = self._next_number(token) if opens else ""
        elif name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._kind = BlockKind.HEADING if opens else BlockKind.PARAGRAPH
            self._level = int(name[1]) if opens else 0
        elif name == "tr":
            self._row = opens
            self._cells = 0
            self._kind = BlockKind.ROW if opens else BlockKind.PARAGRAPH
            self._level = int(opens and self._table)
            self._table = self._table and not opens
        elif name == "table":
            self._table = opens
            self._row = False
            self._kind = BlockKind.PARAGRAPH
        elif name == "pre":
            self._preformatted = max(0, self._preformatted + (1 if opens else -1))

    def _numbering(self, token: MarkupToken, name: str) -> tuple[str, int]:
        """Kind of the numbers of a list, and the number before its first."""
        values = attributes(self._out.raw, token)
        start = values.get("start", "1").strip()
        return (values.get("type", "1") if name == "ol" else "", int(start) - 1 if start.isdecimal() else 0)

    def _next_number(self, token: MarkupToken) -> str:
        """The number of the item that begins, as a browser prints it."""
        if not self._lists or not self._lists[-1][0]:
            return ""
        kind, number = self._lists[-1]
        value = attributes(self._out.raw, token).get("value", "").strip()
        number = int(value) if value.isdecimal() else number + 1
        self._lists[-1] = (kind, number)
        return f"{numeral(number, kind)}."

    def _characters(self, token: MarkupToken) -> None:
        raw = self._out.raw
        for match in _PIECE.finditer(raw, token.begin, token.end):
            text = match[0]
            if text.isspace():
                if self._preformatted and "\n" in text and self._out.length > self._start:
                    self._out.put("\n", match.start())
                self._blank = match.start() if self._blank < 0 else self._blank
                continue
            decoded = html.unescape(text) if text[0] == "&" and len(text) > 1 else text
            if decoded.isspace() or not decoded:
                self._blank = match.start() if self._blank < 0 else self._blank
                continue
            if self._blank >= 0 and self._out.length > self._start and self._out.last not in " \t\n":
                self._out.put(" ", self._blank)
            self._blank = -1
            if self._label and self._out.length == self._start:
                # Some pages print the numbers themselves and hide those of the list.
                if not _NUMBERED.match(raw, match.start()):
                    self._out.put(f"{self._label} ", match.start())
                self._label = ""
            if decoded == text:
                self._out.copy(match.start(), match.end())
            else:
                self._out.put(decoded, match.start())

    def _close(self, index: int) -> None:
        """End the block that is open; an empty one leaves no trace."""
        self._blank = -1
        if self._out.length > self._start:
            own = telling(self.marks[self._first :], self._start, self._out.length, self._kind)
            self.marks[self._first :] = list(own)
            self._first = len(self.marks)
            self.blocks.append(Block(self._kind, self._start, self._out.length, self._level))
            self._out.put("\n\n", index)
            self._start = self._out.length


def _head(raw: str, stream: Sequence[MarkupToken], fields: Fields) -> Fields:
    """What the page's head, its first heading and an element of that class say: title, abstract and address."""
    if (saved := _SAVED_FROM.search(raw[:2000])) is not None:
        fields.add("retrieved", saved[1])
    for index, token in enumerate(stream):
        if token.name == "meta":
            values = attributes(raw, token)
            key = (values.get("name") or values.get("property", "")).lower()
            if key in {"description", "og:description", "dc.description"} and "description" not in fields.values:
                fields.add("description", html.unescape(values.get("content", "")))
            elif key == "og:url":
                fields.add("canonical", values.get("content", ""))
        elif token.name == "link":
            values = attributes(raw, token)
            if values.get("rel", "").lower() == "canonical":
                fields.add("canonical", values.get("href", ""))
        elif token.name == "h1" and "heading" not in fields.values:
            fields.add("heading", _text_until(raw, stream, index, "/h1"))
        elif token.name in {"div", "p", "section"} and _ABSTRACT.search(attributes(raw, token).get("class", "")):
            abstract = _text_until(raw, stream, index, f"/{token.name}")
            if abstract and "description" not in fields.values:
                fields.add("description", abstract)
    return fields


def _text_until(raw: str, stream: Sequence[MarkupToken], index: int, name: str) -> str:
    pieces: list[str] = []
    for token in stream[index + 1 : index + 60]:
        if token.name == name:
            break
        if not token.name:
            pieces.append(html.unescape(raw[token.begin : token.end]))
    return " ".join("".join(pieces).split())
