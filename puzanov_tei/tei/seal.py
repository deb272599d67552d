"""The digest that a file carries of its own content, as the program wrote it.

It stands in `application/desc[@type='digest']` of `appInfo`. A file whose content has another digest was touched by
somebody; white space for layout and the order of attributes are no content (see `tree`).
"""

from __future__ import annotations

from lxml import etree

from puzanov_tei.tei.read import T, parse
from puzanov_tei.tei.tree import Branch, Leaf, digest, digest_of

PROGRAM = "puzanov_tei"
_TYPE = "digest"
_PLACE = f"{T}teiHeader/{T}encodingDesc/{T}appInfo/{T}application[@ident='{PROGRAM}']"


def seal(root: etree._Element) -> None:
    """Write the digest of a document into it; a document without the program's `application` is left as it is."""
    place = root.find(_PLACE)
    if place is None:
        return
    mark = place.find(f"{T}desc[@type='{_TYPE}']")
    if mark is None:
        mark = etree.SubElement(place, f"{T}desc", {"type": _TYPE})
    mark.text = None
    mark.text = digest_of(root).hex()


def stated_digest(root: Branch) -> str:
    """The digest that a document carries; empty if it has none."""
    mark = _mark(root)
    return "".join(leaf.value for leaf in mark.content if isinstance(leaf, Leaf)).strip() if mark else ""


def digest_in(data: bytes) -> str:
    """The digest that a document of ours carries, as it was serialized; empty if it has none."""
    mark = parse(data, "what the program wrote").find(f"{_PLACE}/{T}desc[@type='{_TYPE}']")
    return (mark.text or "").strip() if mark is not None else ""


def is_ours(root: Branch) -> bool:
    """Whether the program says in a document that it made it."""
    return any(b.name == "application" and b.attributes.get("ident") == PROGRAM for b in _header(root))


def content_digest(root: Branch) -> str:
    """The digest of what a document says, the digest that it carries left out."""
    mark = _mark(root)
    if mark is None:
        return digest(root).hex()
    keys: dict[int, bytes] = {}
    held, mark.content = mark.content, []
    branch: Branch | None = mark
    while branch is not None:  # only what is above the mark has another key without it
        keys[id(branch)] = branch.key
        branch.key = digest(branch)
        branch = branch.parent
    content = root.key.hex()
    mark.content, branch = held, mark
    while branch is not None:
        branch.key = keys[id(branch)]
        branch = branch.parent
    return content


def _header(root: Branch) -> list[Branch]:
    header = next((child for child in root.children if child.name == "teiHeader"), None)
    return list(header.walk()) if header else []


def _mark(root: Branch) -> Branch | None:
    marks = (b for b in _header(root) if b.name == "desc" and b.attributes.get("type") == _TYPE)
    return next((b for b in marks if b.parent is not None and b.parent.attributes.get("ident") == PROGRAM), None)
