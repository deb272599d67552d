"""Elements and attributes of an editor's own as text, which is how a decision carries them."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.base.xml import TEI_NS, XML_ID, safe_parser
from puzanov_tei.decisions.surgery import copy
from puzanov_tei.tei.tree import COMMENT, INSTRUCTION, Branch, read, write

_DECLARED = f' xmlns="{TEI_NS}"'


def as_text(branch: Branch) -> str:
    """An element, comment or instruction as XML; elements without a prefix are TEI's."""
    around = Branch("x")
    around.put(0, copy(branch))
    return _inside(etree.tostring(write(around), encoding="unicode")).replace(_DECLARED, "")


def start_tag(branch: Branch) -> str:
    """An element without its content as XML."""
    return as_text(Branch(branch.tag, dict(branch.attributes)))


def from_text(value: str) -> Branch:
    """The element, comment or instruction that a text is; raises ValueError if it is not exactly one.

    White space around it is none of it.
    """
    try:
        around = etree.fromstring(f'<x xmlns="{TEI_NS}">{value}</x>'.encode(), safe_parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{value[:60]!r} is no element or comment") from error
    if len(around) != 1 or (around.text or "").strip() or (around[0].tail or "").strip():
        raise ValueError(f"{value[:60]!r} is not one element or comment")
    around[0].tail = None
    (made,) = read(around).children
    made.parent = None
    for branch in made.walk():
        branch.line = 0
    return made


def attributes_as_text(attributes: dict[str, str]) -> str:
    """Attributes as they stand in a tag."""
    return start_tag(Branch("x", attributes))[2:-2].strip()


def attributes_from_text(value: str) -> dict[str, str]:
    """The attributes of a tag's inside; raises ValueError if it is none."""
    return from_text(f"<x {value}/>").attributes


def is_silent(branch: Branch) -> bool:
    """Whether it is a comment or an instruction."""
    return branch.tag in (COMMENT, INSTRUCTION)


def own_attributes(before: Branch, after: Branch, *ignored: str) -> dict[str, str]:
    """The attributes that an editor set or (empty) took away; an identifier only where there was none."""
    skipped = {*ignored, *((XML_ID,) if XML_ID in before.attributes else ())}
    names = dict.fromkeys((*before.attributes, *after.attributes))
    return {
        name: after.attributes.get(name, "")
        for name in names
        if name not in skipped and before.attributes.get(name) != after.attributes.get(name)
    }


def _inside(text: str) -> str:
    return text[text.index(">") + 1 : text.rindex("<")]
