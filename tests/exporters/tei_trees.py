"""TEI made for tests: a builder, a pretty-printer by content model, and random documents."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from puzanov_tei.exporters.text.table import table
from puzanov_tei.tei.read import Edition, T, editions
from tests_support import client as client

DATA = Path(__file__).parent / "data"
HEAD = """<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt></fileDesc><encodingDesc><tagsDecl>
<rendition xml:id="o" scheme="css" scope="before">content: "[";</rendition>
<rendition xml:id="c" scheme="css" scope="after">content: "]";</rendition>
<rendition xml:id="s" scheme="css" scope="after">content: " [sic]";</rendition>
</tagsDecl></encodingDesc></teiHeader>"""


def tei(body: str, lists: str = "") -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d">{HEAD}{lists}<text><body>{body}</body></text></TEI>'
    ).encode()


def edition(data: bytes, name: str = "d.xml") -> Edition:
    return next(editions(data, name))


def pretty(data: bytes) -> bytes:
    """Indented wherever the content model makes white space mean nothing, as schema-aware editors do."""
    root = etree.fromstring(data)
    _indent(root, 0)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _indent(element: etree._Element, depth: int) -> None:
    children = list(element)
    if element.tag in table().element_only and children and not (element.text or "").strip():
        element.text = "\n" + "   " * (depth + 1)
        for child in children:
            child.tail = "\n" + "   " * (depth + (child is not children[-1]))
    else:
        # In mixed content a program may fold a blank between words into a line break, and nothing else.
        fold = "\n" + "   " * depth
        if element.text and element.text.strip():
            element.text = element.text.replace(" ", fold)
        for child in children:
            if child.tail and (child is not children[-1] or child.tail.strip()):
                child.tail = child.tail.replace(" ", fold)
    for child in children:
        _indent(child, depth + 1)


# -- random documents ----------------------------------------------------------------------------------

_ALPHABET = ["a", "bé", "𝒜", "=1+1", "-", "'", chr(34), ",", "\u00a0", " ", " ", "\t", "&"]
WORDS = st.lists(st.sampled_from(_ALPHABET), max_size=6).map("".join)
_PHRASES = (
    ("persName", {"ref": "#pers-a", "resp": "#tool"}),
    ("persName", {}),
    ("roleName", {}),
    ("placeName", {"ref": "#place-b"}),
    ("rs", {"type": "person", "ref": "#pers-a #pers-c"}),
    ("date", {"when": "1957-05-15"}),
    ("supplied", {"rendition": "#o #c"}),
    ("supplied", {}),
    ("sic", {"rendition": "#s"}),
    ("unclear", {"rendition": "#o #c"}),
    ("seg", {"type": "unparsed"}),
    ("note", {"type": "romanization", "rendition": "#o #c"}),
    ("note", {"type": "editorial"}),
    ("note", {"type": "signature", "rendition": "#o #c"}),
    ("ex", {}),
    ("del", {}),
)


def _element(name: str, attributes: dict[str, str], content: list[object]) -> etree._Element:
    node = etree.Element(T + name, dict(attributes), nsmap={None: T[1:-1]})
    for piece in content:
        if isinstance(piece, etree._Element):
            node.append(piece)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + str(piece)
        else:
            node.text = (node.text or "") + str(piece)
    return node


@st.composite
def _phrase(draw: st.DrawFn, depth: int = 2) -> etree._Element:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return _element("gap", {"reason": "editorial", "rendition": "#o #c"}, [])
    if kind == 1:
        frame = draw(st.sampled_from([{}, {"rendition": "#o #c"}]))
        pair = draw(st.sampled_from([("sic", "corr"), ("abbr", "expan"), ("orig", "reg")]))
        first = _element(pair[0], {}, [draw(WORDS)])
        return _element("choice", {}, [first, _element(pair[1], frame, [draw(WORDS)])])
    if kind == 2:
        return _element("lb", {}, [])
    name, attributes = draw(st.sampled_from(_PHRASES))
    return _element(name, attributes, draw(_mixed(depth - 1)))


def _mixed(depth: int) -> st.SearchStrategy[list[object]]:
    if depth <= 0:
        return st.lists(WORDS, max_size=2)
    return st.lists(st.one_of(WORDS, _phrase(depth)), max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A small document of blocks with random mixed content."""
    blocks: list[object] = []
    for number in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(["p", "head", "note", "list", "opener", "gap", "ab"]))
        content = draw(_mixed(3))
        if name == "list":
            blocks.append(_element("list", {}, [_element("item", {}, content), _element("item", {}, [draw(WORDS)])]))
        elif name == "note":
            blocks.append(_element("note", {"type": "stamp", "rendition": "#o #c"}, content))
        elif name == "gap":
            blocks.append(_element("gap", {"rendition": "#o #c"}, []))
        else:
            block = _element(name, {}, content)
            block.set("{http://www.w3.org/XML/1998/namespace}id", f"b-{number}")
            blocks.append(block)
    entry = _element("div", {"type": "entry", "n": "1957-05-15"}, blocks)
    return tei(etree.tostring(entry, encoding="unicode"))
