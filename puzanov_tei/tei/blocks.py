"""Spans -> divisions: the document's body and back matter.

TEI's `div` holds, in this order: what stands at its head (opener, head, dateline), paragraphs and the like,
nested divisions, what stands at its foot (closer). Notes, gaps and milestones go anywhere. Documents do not
always keep that order; `arrange` then opens sections, so that nothing has to move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from puzanov_tei.model import Document, PartKind
from puzanov_tei.tei.content import GLOBAL, allows
from puzanov_tei.tei.inline import Piece, Renderer, hold
from puzanov_tei.tei.nesting import Span
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.recipes import written

_TOP = frozenset({"opener", "head", "dateline", "salute"})
_COMMON = frozenset({"p", "ab", "list", "table", "sp"})
_BOTTOM = frozenset({"closer", "trailer"})
_TRIMMED = _TOP | _COMMON | _BOTTOM | {"item", "cell", "speaker", "note", "signed", "addrLine", "metamark"}
_AFTER_FOOT = GLOBAL | _BOTTOM
_BLOCK_TAGS = _TOP | _COMMON | _BOTTOM | {"div"}

_CONTAINERS = {
    PartKind.DOCUMENT: "section",
    PartKind.ENTRY: "entry",
    PartKind.SECTION: "section",
    PartKind.ATTACHMENT: "attachment",
}
# Where one of these follows the distribution list, the list is not the document's back matter.
_OF_THE_BODY = frozenset(
    {
        *(PartKind.LETTERHEAD, PartKind.TITLE, PartKind.HEADING, PartKind.SALUTE, PartKind.ENTRY),
        *(PartKind.SECTION, PartKind.ATTACHMENT, PartKind.TURN, PartKind.CLOSER, PartKind.SIGNED, PartKind.ADDRESS),
        PartKind.FIELD,
    }
)
_INLINE = frozenset(
    {
        *(PartKind.OFFICE, PartKind.CLASSIFICATION, PartKind.NUMBER, PartKind.IDNO, PartKind.COPY, PartKind.FILE),
        *(PartKind.RUN_IN, PartKind.SPEAKER, PartKind.LABEL),
    }
)
_AT_THE_HEAD = frozenset({PartKind.LETTERHEAD, PartKind.FIELD, PartKind.STAMP, PartKind.HANDWRITTEN, PartKind.NOTE})
_STARTS_BACK = frozenset({PartKind.DISTRIBUTION, PartKind.REGISTRY, PartKind.TYPIST, PartKind.COPIES})


def build_text(document: Document, top: Span) -> Node:
    """The `text` element: body, and back matter where the document has any."""
    renderer = _Blocks(document.page.source.text, is_journal=document.genre == "journal")
    front, tail = _split_back(top)
    cut = tail[0].begin if tail else top.end
    first, *others = arrange(list(renderer.blocks(front, top.begin, cut))) or [[]]
    divisions = [n for n in first if isinstance(n, Node)]
    if not divisions or any(n.tag != "div" for n in divisions):
        # Several documents in one file stand side by side; anything else is one document.
        divisions = [Node("div", {"type": document.genre}, first)]
    divisions += [Node("div", {"type": "section"}, chunk) for chunk in others]
    text = Node("text", {}, [Node("body", {}, list(divisions))])
    if tail:
        text.children.append(Node("back", {}, list(renderer.back(tail, cut, top.end))))
    for node in text.walk():
        _tidy(node)
    return text


def arrange(nodes: Sequence[Node]) -> list[list[Piece]]:
    """Bring blocks into an order that `div` allows, without moving any.

    Returns:
        One list of children, or several if something follows the foot of a division: each is a division then.
    """
    chunks: list[_Chunk] = [_Chunk()]
    for node in _closed(nodes):
        if chunks[-1].is_closed and node.tag not in _AFTER_FOOT:
            chunks.append(_Chunk())
        chunks[-1].add(node)
    return [chunk.nodes for chunk in chunks]


def _closed(nodes: Sequence[Node]) -> list[Node]:
    """The blocks of a division, of which a place and date below all text stand in a `closer`."""
    last = next((index for index in range(len(nodes) - 1, -1, -1) if nodes[index].tag not in GLOBAL), 0)
    if all(node.tag in _TOP | GLOBAL for node in nodes[:last]) or nodes[last].tag != "dateline":
        return list(nodes)
    return [*nodes[:last], Node("closer", {}, [nodes[last]], begin=nodes[last].begin), *nodes[last + 1 :]]


class _Chunk:
    """The children of one division while they are being arranged."""

    def __init__(self) -> None:
        self.nodes: list[Piece] = []
        self.is_closed = False
        self._phase = 0  # 0 head of the division, 1 paragraphs, 2 nested divisions
        self._section: _Chunk | None = None

    def add(self, node: Node) -> None:
        if node.tag in _BOTTOM:
            # A foot needs something above it; in a copy of which only head and foot are left, both are head.
            node.tag = node.tag if self._phase else "opener"
            self._section, self.is_closed = None, self._phase > 0
        elif node.tag == "div":
            self._section, self._phase = None, 2
        elif self._section is not None and self._section.takes(node):
            self._section.add(node)
            return
        elif not self.takes(node):
            self._open_section().add(node)
            return
        elif node.tag in _COMMON:
            self._phase = 1
        self.nodes.append(node)

    def takes(self, node: Node) -> bool:
        """Whether a block may follow here, without a new section."""
        return node.tag in GLOBAL or self._phase <= (1 if node.tag in _COMMON else 0)

    def _open_section(self) -> _Chunk:
        self._phase = 2
        self._section = _Chunk()
        self.nodes.append(Node("div", {"type": "section"}, self._section.nodes))
        return self._section


def _split_back(top: Span) -> tuple[list[Span], list[Span]]:
    """The children of the document: those of the body, those of the back matter."""
    children = top.children
    start = len(children)
    for index in range(len(children) - 1, -1, -1):
        part = children[index].part
        if part is not None and part.kind in _OF_THE_BODY:
            break
        if part is not None and part.kind in _STARTS_BACK:
            start = index
    return children[:start], children[start:]


class _Blocks:
    """Renders block-level spans of one document."""

    def __init__(self, text: str, *, is_journal: bool) -> None:
        self._text = text
        self._render = Renderer(text)
        self._is_journal = is_journal

    def blocks(self, spans: Sequence[Span], begin: int, end: int, *, in_entry: bool = False) -> Iterator[Node]:
        """Block nodes for everything between two offsets of a container, in order."""
        loose: list[Piece] = []
        opened = True  # nothing but letterhead so far
        position = begin
        for span in spans:
            loose.append(self._text[position : span.begin])
            position = span.end
            if not _is_block(span):
                loose += self._inline(span)
                continue
            yield from _grouped(loose, "opener" if opened else "ab")
            loose = []
            opened = opened and span.part is not None and span.part.kind in _AT_THE_HEAD
            yield from self._block(span, in_entry=in_entry)
        loose.append(self._text[position:end])
        yield from _grouped(loose, "opener" if opened and spans else "ab")

    def back(self, spans: Sequence[Span], begin: int, end: int) -> Iterator[Node]:
        """Divisions of the back matter: each distribution list with what follows it."""
        nodes: list[Node] = []
        kind = "section"
        position = begin
        for span in spans:
            if span.part is not None and span.part.kind is PartKind.DISTRIBUTION:
                nodes += self.blocks([], position, span.begin)
                if kind == "distribution":
                    yield from _divisions(kind, nodes)
                    nodes = []
                kind = "distribution"
                nodes += self._distribution(span)
            else:
                nodes += self.blocks([span], position, span.end)
            position = span.end
        nodes += self.blocks([], position, end)
        yield from _divisions(kind, nodes)

    def _block(self, span: Span, *, in_entry: bool) -> Iterator[Node]:
        part = span.part
        assert part is not None
        match part.kind:
            case kind if kind in _CONTAINERS:
                yield from self._container(span, _CONTAINERS[kind])
            case PartKind.DISTRIBUTION:
                yield from _headed_list(list(self._distribution(span)))
            case PartKind.SIGNED:
                yield from _grouped(self._inline(span), "closer")
            case PartKind.ADDRESS:
                yield from _grouped(self._inline(span), "opener")
            case PartKind.TYPIST | PartKind.UNPARSED:
                yield from _grouped(self._inline(span), "ab")
            case PartKind.COPIES:
                yield self._render.fill(Node("p", begin=span.begin), span, span.begin, span.end)
            case PartKind.ITEM:
                yield from _listed(list(self._loose_item(span)), {})
            case PartKind.CELL | PartKind.ROW:
                yield self._render.fill(Node("p", begin=span.begin), span, span.begin, span.end)
            case PartKind.OMISSION | PartKind.STAMP | PartKind.HANDWRITTEN | PartKind.NOTE | PartKind.PAGE_BREAK:
                yield from self._marked(span, in_entry=in_entry)
            case _:
                yield from _grouped(self._inline(span), "p")

    def _container(self, span: Span, division: str) -> Iterator[Node]:
        assert span.part is not None
        given = written(span.part.attributes)
        attributes = {"type": division} | {name: given[name] for name in ("type", "n") if name in given}
        front, tail = _split_back(span)
        cut = tail[0].begin if tail else span.end
        chunks = arrange(list(self.blocks(front, span.begin, cut, in_entry=division == "entry")))
        if len(chunks) == 1 and not tail:
            yield Node("div", attributes, chunks[0], begin=span.begin)
        else:
            inner: list[Piece] = [Node("div", {"type": "section"}, chunk) for chunk in chunks if chunk]
            inner += self.back(tail, cut, span.end)
            yield Node("div", attributes, inner, begin=span.begin)

    def _inline(self, span: Span) -> Iterator[Piece]:
        holder = Span(span.begin, span.end, children=[span])
        yield from self._render.pieces(holder, span.begin, span.end, "div")

    def _loose_item(self, span: Span) -> Iterator[Piece]:
        holder = Span(span.begin, span.end, children=[span])
        yield from self._render.pieces(holder, span.begin, span.end, "list")

    def _marked(self, span: Span, *, in_entry: bool) -> Iterator[Node]:
        """A stamp, note or omission standing by itself."""
        for node in _grouped(self._inline(span), "ab"):
            if node.tag == "gap" and self._is_journal and not in_entry:
                node.attributes["unit"] = "entry"
            yield node

    def _distribution(self, span: Span) -> Iterator[Node]:
        """Heading, list and following lines of a distribution list."""
        attributes = {"type": "distribution"}
        items: list[Piece] = []
        position = span.begin
        for child in span.children:
            kind = child.part.kind if child.part is not None else None
            items.append(self._text[position : child.begin])
            position = child.end
            if kind is None or kind is PartKind.ITEM:
                items += self._loose_item(child)
                continue
            yield from _listed(items, attributes)
            items = []
            if kind is PartKind.LIST:
                for node in _grouped(self._inline(child), "p"):
                    node.attributes |= attributes if node.tag == "list" else {}
                    yield node
            elif kind is PartKind.COPIES:
                yield from _grouped(self._inline(child), "p")
            else:
                yield from self.blocks([child], child.begin, child.end)
        items.append(self._text[position : span.end])
        yield from _listed(items, attributes)


def _is_block(span: Span) -> bool:
    return span.part is not None and span.part.kind not in _INLINE


def _headed_list(nodes: list[Node]) -> Iterator[Node]:
    """The parts of a distribution list that stands among the text: its heading goes into the list."""
    if not nodes or nodes[0].tag != "head":
        yield from nodes
    elif len(nodes) > 1 and nodes[1].tag == "list":
        nodes[1].children.insert(0, nodes[0])
        yield from nodes[1:]
    else:
        yield from _grouped(nodes[0].children, "p")
        yield from nodes[1:]


def _listed(items: list[Piece], attributes: dict[str, str]) -> Iterator[Node]:
    """A list of the items; what is no item becomes one."""
    held = hold("list", items)
    if any(isinstance(p, Node) and p.tag == "item" for p in held):
        yield Node("list", dict(attributes), held)
    else:
        yield from _grouped(held, "p")


def _grouped(pieces: Iterable[Piece], holder: str) -> Iterator[Node]:
    """Block nodes as they are; anything else in elements of the kind `holder`."""
    loose: list[Piece] = []

    def close() -> Iterator[Node]:
        if any(p.strip() if isinstance(p, str) else p.tag not in GLOBAL for p in loose):
            fits = all(isinstance(p, str) or allows(holder, p.tag) for p in loose)
            yield Node(holder if fits else "ab", {}, list(loose))
        else:
            yield from (p for p in loose if isinstance(p, Node))
        loose.clear()

    for piece in pieces:
        if isinstance(piece, Node) and piece.tag in _BLOCK_TAGS:
            yield from close()
            yield piece
        elif isinstance(piece, Node) and not allows(holder, piece.tag) and piece.tag == "signed":
            yield from close()
            yield Node("closer", {}, [piece])
        else:
            loose.append(piece)
    yield from close()


def _divisions(kind: str, nodes: list[Node]) -> Iterator[Node]:
    for index, chunk in enumerate(arrange(nodes)):
        yield Node("div", {"type": kind if index == 0 else "section"}, chunk)


def _tidy(node: Node) -> None:
    """Runs of white space become one blank; blocks neither begin nor end with one."""
    node.children = [" ".join(_words(c)) if isinstance(c, str) else c for c in node.children]
    node.before, node.after = " ".join(_words(node.before)), " ".join(_words(node.after))
    if node.tag in _TRIMMED:
        _strip_edge(node, 0)
        _strip_edge(node, -1)
    node.children = [c for c in node.children if c != ""]


def _words(text: str) -> list[str]:
    """The words of `text`, with an empty one at an end where white space stands."""
    words = text.split()
    if not words:
        return ["", ""] if text else [""]
    return [""] * text[0].isspace() + words + [""] * text[-1].isspace()


def _strip_edge(node: Node, index: int) -> None:
    if node.children and isinstance(node.children[index], str):
        edge = str(node.children[index])
        node.children[index] = edge.lstrip() if index == 0 else edge.rstrip()
