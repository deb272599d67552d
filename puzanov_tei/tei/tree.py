"""A TEI document as elements and strings, for work that compares and changes documents.

What is only formatting is left out when a tree is read: white space where TEI allows no text, and at the ends of
paragraphs and other blocks. Runs of white space count as one space, attributes have no order. So two files that an
XML editor laid out differently are the same tree, and `digest` gives them the same value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from puzanov_tei.tei.content import ELEMENT_ONLY, PHRASE
from puzanov_tei.tei.read import T

COMMENT = "<!--"
INSTRUCTION = "<?"
SEPARATOR = "\0"
"""Stands between the texts of two blocks; no XML document can hold it."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPACE = re.compile(r"[ \t\r\n]+")
# Elements at whose ends white space means nothing: blocks, and what stands on a line of its own.
_BLOCKS = frozenset(
    "ab bibl catDesc cell change closer dateline desc edition head item l label language licence note opener p resp "
    "salute signed speaker title trailer".split()
)
# What stands in a line of text: what the encoder writes, and what an editor may put in (members of model.phrase,
# model.pPart.transcriptional, model.linePart and model.global without words of its own).
_IN_A_LINE = PHRASE - {"note"} | frozenset(
    "addName addSpan am anchor app att bloc c caesura cb cl code country damage damageSpan delSpan district distinct "
    "email emph eventName ex formula fw g genName geogFeat geogName gi handShift height ident index lang lem m "
    "mentioned mod name nameLink objectName offset orig pc persPronouns phr ptr q rb rdg rdgGrp redo reg region "
    "restore retrace rt ruby s secl settlement soCalled space surplus tag term undo val w width".split()
)


@dataclass(slots=True, eq=False)
class Leaf:
    """A string; `begin` and `end` are its place in the text that `lay_out` was asked for."""

    value: str
    parent: Branch | None = None
    begin: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Branch:
    """An element, comment or processing instruction, with the place of its text.

    Attributes:
        tag: name as lxml gives it, or COMMENT or INSTRUCTION (then the content is in `attributes[""]`).
        line: line in the file it was read from; 0 if it was in none.
        key: digest of the element as it was read.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Branch | Leaf] = field(default_factory=list)
    parent: Branch | None = None
    begin: int = 0
    end: int = 0
    line: int = 0
    key: bytes = b""

    @property
    def name(self) -> str:
        """The local name."""
        return self.tag.rpartition("}")[2]

    @property
    def children(self) -> list[Branch]:
        """The elements, comments and instructions directly in it."""
        return [child for child in self.content if isinstance(child, Branch)]

    @property
    def is_structural(self) -> bool:
        """Whether it holds no text of its own."""
        return not any(isinstance(child, Leaf) for child in self.content)

    def walk(self) -> Iterator[Branch]:
        """This and all in it, in document order."""
        pending = [self]
        while pending:
            branch = pending.pop()
            yield branch
            pending.extend(child for child in reversed(branch.content) if isinstance(child, Branch))

    def text(self) -> str:
        """All text in it, white space normalized, blocks apart."""
        return _SPACE.sub(" ", "".join(step for step in _steps([self]) if isinstance(step, str)))

    def put(self, index: int, *items: Branch | Leaf) -> None:
        """Insert content at an index."""
        self.content[index:index] = items
        for item in items:
            item.parent = self

    def place(self, item: Branch | Leaf) -> int:
        """The index of an item of its content."""
        return next(number for number, other in enumerate(self.content) if other is item)


def read(root: etree._Element) -> Branch:
    """The tree of an element."""
    top = _branch(root)
    pending = [(root, top)]
    branches = [top]  # what holds another comes before it
    while pending:
        element, branch = pending.pop()
        children = list(element)
        first, *others = _strings(element, children)
        if first:
            branch.content.append(Leaf(first, branch))
        for child, string in zip(children, others, strict=True):
            made = _branch(child, branch)
            branch.content.append(made)
            branches.append(made)
            if isinstance(child.tag, str):
                pending.append((child, made))
            if string:
                branch.content.append(Leaf(string, branch))
    for branch in reversed(branches):
        branch.key = digest(branch)
    return top


def collapse(root: Branch) -> None:
    """Make one space of every run of white space, where it is not to be preserved: layout is no difference then."""
    pending = [root]
    while pending:
        branch = pending.pop()
        if branch.attributes.get(_XML_SPACE) == "preserve":
            continue
        for child in branch.content:
            if isinstance(child, Leaf):
                child.value = _SPACE.sub(" ", child.value)
            else:
                pending.append(child)


def _branch(element: etree._Element, parent: Branch | None = None) -> Branch:
    tag, attributes = _head(element)
    return Branch(tag, attributes, parent=parent, line=element.sourceline or 0)


def _head(element: etree._Element) -> tuple[str, dict[str, str]]:
    """Tag and attributes, as a `Branch` has them."""
    if isinstance(tag := element.tag, str):
        return tag, dict(element.items())
    text = element.text or ""
    if isinstance(element, etree._ProcessingInstruction):
        return INSTRUCTION, {"": f"{element.target} {text}".strip()}
    return COMMENT if isinstance(element, etree._Comment) else INSTRUCTION, {"": text}


def _strings(element: etree._Element, children: Sequence[etree._Element]) -> list[str]:
    """The strings before, between and behind the children of an element, without what is formatting only."""
    strings = [element.text or "", *[child.tail or "" for child in children]]
    name = str(element.tag).rpartition("}")[2]
    if name in ELEMENT_ONLY and not "".join(strings).strip():
        return [""] * len(strings)
    if name in _BLOCKS:
        strings[0] = strings[0].lstrip()
        strings[-1] = strings[-1].rstrip()
    return strings


def digest(branch: Branch) -> bytes:
    """What two elements have in common that say the same; the keys of its children are taken as they are."""
    strings, keys = [""], []
    for child in branch.content:
        if isinstance(child, Leaf):
            strings[-1] += child.value
        else:
            keys.append(child.key)
            strings.append("")
    return _key(branch.tag, branch.attributes, strings, keys)


def digest_of(root: etree._Element) -> bytes:
    """The digest that the tree of an element would have."""
    keys: dict[etree._Element, bytes] = {}
    for element in reversed(list(root.iter())):  # what an element holds comes before it
        children = list(element)
        strings = _strings(element, children) if isinstance(element.tag, str) else [""]
        keys[element] = _key(*_head(element), strings, [keys[child] for child in children])
    return keys[root]


def _key(tag: str, attributes: Mapping[str, str], strings: Sequence[str], keys: Sequence[bytes]) -> bytes:
    """The digest of an element with these strings before, between and behind children with these digests."""
    head = "".join([f"\1{name}\2{value}" for name, value in sorted(attributes.items())]) if attributes else ""
    said = _SPACE.sub(" ", "\3".join(("", *strings))).encode().split(b"\3")[1:]  # no XML document can hold `\3`
    inside = b"".join([b"\3%b\4%b" % pair for pair in zip(said, keys, strict=False)])
    return hashlib.blake2b(f"{tag}{head}".encode() + inside + b"\3" + said[-1], digest_size=20).digest()


def write(branch: Branch) -> etree._Element:
    """The element of a tree, with the prefixes of TEI's default namespace."""
    root = etree.Element(branch.tag, nsmap={None: T[1:-1]})
    pending = [(branch, root)]
    while pending:
        current, element = pending.pop()
        for name, value in current.attributes.items():
            element.set(name, value)
        last: etree._Element | None = None
        for child in current.content:
            if isinstance(child, Leaf):
                if last is None:
                    element.text = (element.text or "") + child.value
                else:
                    last.tail = (last.tail or "") + child.value
                continue
            last = _element(child)
            element.append(last)
            if child.tag not in (COMMENT, INSTRUCTION):
                pending.append((child, last))
    return root


def _element(branch: Branch) -> etree._Element:
    if branch.tag == COMMENT:
        return etree.Comment(branch.attributes[""])
    if branch.tag == INSTRUCTION:
        target, _, text = branch.attributes[""].partition(" ")
        return etree.ProcessingInstruction(target, text or None)
    return etree.Element(branch.tag, nsmap={None: T[1:-1]})


def lay_out(branches: Sequence[Branch]) -> tuple[str, list[Leaf]]:
    """The text of elements one after another, and its strings in order; every element learns its place.

    Between blocks stands SEPARATOR, so that the end of one is another place than the begin of the next.
    """
    leaves: list[Leaf] = []
    offset = 0
    pieces: list[str] = []
    for step in _steps(branches):
        if isinstance(step, str):
            pieces.append(step)
            offset += len(step)
        elif isinstance(step, Leaf):
            step.begin, step.end = offset, offset + len(step.value)
            leaves.append(step)
        elif isinstance(step, tuple):
            step[0].end = offset
        else:
            step.begin = offset
    return "".join(pieces), leaves


def _steps(branches: Sequence[Branch]) -> Iterator[str | Leaf | Branch | tuple[Branch]]:
    """The way through elements: each as it begins, in a tuple as it ends; each string and then its text."""
    is_apart = True  # nothing has come since the last separator
    pending: list[Branch | Leaf | tuple[Branch]] = list(reversed(branches))
    while pending:
        item = pending.pop()
        if isinstance(item, Leaf):
            yield item
            yield item.value
            is_apart = is_apart and not item.value
            continue
        branch = item[0] if isinstance(item, tuple) else item
        if isinstance(item, tuple):
            yield item
        if is_block(branch) and not is_apart:
            yield SEPARATOR
            is_apart = True
        if not isinstance(item, tuple):
            yield item
            pending.append((item,))
            pending.extend(reversed(item.content))


def is_block(branch: Branch) -> bool:
    """Whether an element stands for itself, so that its text is not that of the line around it."""
    return branch.name not in _IN_A_LINE and branch.tag not in (COMMENT, INSTRUCTION)
