"""Spans -> nodes of running text.

Every character of a span comes out exactly once: as text, or in the `before`/`after` of a node. Where TEI
does not allow an element, the element is left out and its text (delimiters included) stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from puzanov_tei.model import Kind, Mention, PartKind
from puzanov_tei.tei import recipes
from puzanov_tei.tei.content import ELEMENT_ONLY, GLOBAL, allows
from puzanov_tei.tei.nesting import Span
from puzanov_tei.tei.nodes import Node

# In an element of elements, loose text goes into this child.
_HOLDER = {"list": "item", "table": "row", "row": "cell", "sp": "p", "address": "addrLine"}
# A second kind of element of the same meaning for the case that markup stands inside.
_WITH_MARKUP = {"idno": "num"}
# Elements that may not be empty, or that hold certain others (see `_is_sound`).
_PARTICULAR = frozenset("choice subst gap milestone pb lb list table row address sp".split())
# Parts that an editorial mark may be the whole of.
_MARKED = frozenset(
    {
        *(PartKind.STAMP, PartKind.HANDWRITTEN, PartKind.NOTE, PartKind.OMISSION, PartKind.UNPARSED),
        PartKind.PAGE_BREAK,
    }
)

Piece = Node | str


class Renderer:
    """Turns spans of one source text into nodes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def fill(self, node: Node, span: Span, begin: int, end: int) -> Node:
        """Give `node` the content of `span` between the offsets `begin` and `end`; returns `node`."""
        pieces = list(self.pieces(span, begin, end, node.tag))
        if node.tag in ELEMENT_ONLY:
            pieces = hold(node.tag, pieces)
        node.children = _joined(pieces)
        return node

    def pieces(self, span: Span, begin: int, end: int, parent: str) -> Iterator[Piece]:
        """Text and nodes for the content of `span`, each allowed inside `parent` (or text)."""
        position = begin
        for child in span.children:
            if child.begin < position or child.end > end:
                continue  # stands inside a delimiter
            if child.begin > position:
                yield self._text[position : child.begin]
            yield from self._child(child, parent)
            position = child.end
        if position < end:
            yield self._text[position:end]

    def _child(self, span: Span, parent: str) -> Iterator[Piece]:
        if span.mention is not None:
            yield from self._mention(span, span.mention, parent)
        elif span.part is not None and (mark := _mark_of(span)) is not None:
            yield from (_with(piece, recipes.written(span.part.attributes)) for piece in self._child(mark, parent))
        elif span.part is not None and span.part.kind in recipes.PARTS:
            tag, attributes = recipes.of_part(span.part)
            yield from self._element(span, parent, Node(tag, attributes, begin=span.begin), 0, 0)
        else:
            yield from self.pieces(span, span.begin, span.end, parent)

    def _mention(self, span: Span, mention: Mention, parent: str) -> Iterator[Piece]:
        tag, attributes = recipes.of_mention(mention)
        node = Node(tag, attributes, begin=span.begin)
        if mention.corrected and mention.kind in (Kind.SIC, Kind.ABBREVIATION):
            yield from self._emended(span, mention, parent, node)
        else:
            yield from self._element(span, parent, node, mention.opening, mention.closing)

    def _emended(self, span: Span, mention: Mention, parent: str, node: Node) -> Iterator[Piece]:
        """`choice` of what is printed and what the program reads."""
        if not _fits(parent, "choice"):
            yield from self._element(span, parent, node, mention.opening, mention.closing)
            return
        printed = next(iter(self._element(span, "choice", node, mention.opening, mention.closing)))
        if mention.kind is Kind.ABBREVIATION:
            proposed = Node("expan", {"resp": "#tool"}, [mention.corrected])
        else:
            node.attributes["resp"] = recipes.ARCHIVE
            proposed = Node("corr", {"resp": "#tool", "cert": mention.cert.value}, [mention.corrected])
        yield Node("choice", {}, [printed, proposed], begin=span.begin)

    def _element(self, span: Span, parent: str, node: Node, opening: int, closing: int) -> Iterator[Piece]:
        begin = min(span.begin + opening, span.end)
        end = max(begin, span.end - closing)
        if span.part is not None and span.part.kind in (PartKind.STAMP, PartKind.HANDWRITTEN):
            begin, end = self._frame_of_part(span)
        node.before, node.after = self._text[span.begin : begin], self._text[end : span.end]
        if span.children:
            node.tag = _WITH_MARKUP.get(node.tag, node.tag)
        if not _fits(parent, node.tag):
            yield from _unwrapped(node.before, self.pieces(span, begin, end, parent), node.after)
            return
        self.fill(node, span, begin, end)
        if _is_sound(node):
            yield node
        else:
            yield from _unwrapped(node.before, allowed(parent, node.children), node.after)

    def _frame_of_part(self, span: Span) -> tuple[int, int]:
        """Begin and end of a part's content: its own brackets are delimiters."""
        begin, end = span.begin, span.end
        first = span.children[0].begin if span.children else end
        last = span.children[-1].end if span.children else begin
        if self._text[begin] == "[" and first > begin:
            begin += 1
        if end - 1 > begin and self._text[end - 1] == "]" and last < end:
            end -= 1
        return begin, end


def _mark_of(span: Span) -> Span | None:
    """The mark that is all of a stamp, note or omission: it makes the element, the part only says what it is."""
    if span.part is None or span.part.kind not in _MARKED:
        return None
    first = span.children[0] if span.children else None
    if first is None or first.mention is None or (first.begin, first.end) != (span.begin, span.end):
        return None
    return None if first.mention.kind is Kind.DESCRIPTION else first


def _with(piece: Piece, attributes: Mapping[str, str]) -> Piece:
    """The piece, with further attributes if it is a node."""
    if isinstance(piece, Node):
        piece.attributes = dict(attributes) | piece.attributes
    return piece


def _unwrapped(before: str, content: Iterable[Piece], after: str) -> Iterator[Piece]:
    """An element that may not stand: its delimiters are text around its content."""
    if before:
        yield before
    yield from content
    if after:
        yield after


def allowed(parent: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those that may not stand inside `parent` as literal text."""
    for piece in pieces:
        if isinstance(piece, str) or _fits(parent, piece.tag):
            yield piece
        else:
            yield from _unwrapped(piece.before, allowed(parent, piece.children), piece.after)


def _fits(parent: str, child: str) -> bool:
    """Whether `child` may stand inside `parent`, or inside what will hold loose content there."""
    return allows(parent, child) or (parent in _HOLDER and _fits(_HOLDER[parent], child))


def _is_sound(node: Node) -> bool:
    """Whether the node has what its element needs, and holds no text where none is allowed."""
    if node.tag not in _PARTICULAR:
        return True
    kinds = [child.tag if isinstance(child, Node) else "#text" for child in node.children]
    match node.tag:
        case "choice":
            return "#text" not in kinds and len(kinds) > 1
        case "subst":
            return sorted(kinds) in (["add", "del"], ["#text", "add", "del"]) and not node.text_here().strip()
        case "gap":
            return set(kinds) <= {"desc"}
        case "milestone" | "pb" | "lb":
            return not kinds
        case "list":
            return "item" in kinds
        case "table":
            return "row" in kinds
        case "row":
            return "cell" in kinds
        case "address":
            return "addrLine" in kinds
        case "sp":
            return bool({"p", "ab", "list", "table"} & set(kinds))
    return True


def hold(tag: str, pieces: list[Piece]) -> list[Piece]:
    """Wrap loose text and loose inline nodes of an element of elements in the child that may hold them."""
    holder = _HOLDER.get(tag)
    if tag == "subst":
        return _spaced(pieces)
    if holder is None:
        return [p for p in pieces if not (isinstance(p, str) and not p.strip())]
    result: list[Piece] = []
    loose: list[Piece] = []

    def said() -> list[Piece]:
        return [piece for piece in loose if isinstance(piece, Node) or piece.strip()]

    def close() -> None:
        if said():
            inside = hold(holder, list(loose)) if holder in _HOLDER else list(allowed(holder, loose))
            result.append(Node(holder, {}, _joined(inside)))
        loose.clear()

    for piece in pieces:
        if isinstance(piece, Node) and _stands_alone(tag, piece, result + said()):
            close()
            result.append(piece)
        else:
            loose.append(piece)
    close()
    return result


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """The blank between two things as text, not as part of a delimiter: programs that show all text need it."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Node) and piece.before[:1].isspace():
            result.append(" ")
            piece.before = piece.before.lstrip()
        result.append(piece)
    return result


def _stands_alone(tag: str, piece: Node, before: list[Piece]) -> bool:
    """Whether the node may be a child here; a heading or speaker only in front."""
    if piece.tag in ("head", "speaker"):
        return allows(tag, piece.tag) and all(isinstance(p, Node) and p.tag in GLOBAL | {"head"} for p in before)
    if tag == "sp" and piece.tag in GLOBAL:
        return piece.tag in ("pb", "milestone")  # what somebody said may be nothing but a gap
    return allows(tag, piece.tag)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring strings as one."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece != "":
            result.append(piece)
    return result
