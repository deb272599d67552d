"""Decisions about markup: fields and attributes set, elements and comments put in, blocks taken out."""

from __future__ import annotations

from puzanov_tei.decisions.apply_names import TAGS, name_at, yield_to_editors
from puzanov_tei.decisions.lines import CONTEXT, Decision
from puzanov_tei.decisions.markup import attributes_from_text, from_text
from puzanov_tei.decisions.places import Missing, Places, Stretch, is_unprinted, likeness
from puzanov_tei.decisions.surgery import remove as take_out
from puzanov_tei.decisions.surgery import unwrap
from puzanov_tei.tei.tree import SEPARATOR, Branch, Leaf, digest, lay_out

_LIKE = 0.6


def header(places: Places, decision: Decision) -> None:
    """A field of the header says `value`."""
    field = places.element(decision.block)
    if field is not None and not field.children and _said(field) in (decision.exact, decision.value):
        field.content = []
        field.put(0, Leaf(decision.value))
        return
    name = decision.block.rpartition("/")[2].partition("[")[0]
    if not any(b.name == name and _said(b) == decision.value for b in places.root.walk()):
        raise Missing(0)  # else done before, and its place has moved


def set_attributes(places: Places, decision: Decision) -> None:
    """The name at `exact`, or the element at `block` where no words are given, has these attributes."""
    attributes = attributes_from_text(decision.value)
    if not decision.exact:
        element = places.element(decision.block)
        if element is None:
            raise Missing(0)
        _give(element, attributes)
        return
    if decision.type in TAGS:
        _, element = name_at(places, decision)
    else:
        element = _around(places.find(decision), decision.type)
    if element is None:
        raise Missing(0)
    if any(element.attributes.get(name, "") != value for name, value in attributes.items()):
        yield_to_editors(element, decision)
    _give(element, attributes)
    if "resp" in element.attributes:
        element.attributes["resp"] = f"#{decision.by}"
        element.attributes.pop("cert", None)
        _give(element, attributes)


def insert(places: Places, decision: Decision) -> None:
    """An element or comment of an editor; `type` says where: around or instead of words, behind, before, inside."""
    made = from_text(decision.value)
    made.key = _key(made)
    if not decision.exact:
        _insert_beside(places, decision, made)
    elif decision.type == "around":
        place = places.find(decision)
        if not any(
            (b.tag, b.attributes) == (made.tag, made.attributes) and (b.begin, b.end) == place.span
            for b in place.block.walk()
        ) and not place.words.body.wrap(*place.span, made):
            raise Missing(0)
    elif not _stands(places, decision, made):
        place = places.find(decision)
        begin, end = place.span
        if decision.type == "instead":
            if not place.words.body.can_wrap(begin, end):
                raise Missing(0)
            place.words.body.exchange(begin, end, made)
        else:
            place.words.body.insert(begin if decision.type == "before" else max(begin, end), made)
            if decision.value[:1].isspace() and made.parent is not None:  # its words are none of the word before it
                made.parent.put(made.parent.place(made), Leaf(" "))
        places.forget()


def remove(places: Places, decision: Decision) -> None:
    """The element `type` around the words goes and they stay; or, without a type, the block goes with its words."""
    if decision.type:
        place = places.find(decision)
        element = _around(place, decision.type)
        if element is not None:
            for reading in [child for child in element.children if is_unprinted(child)]:
                take_out(reading)
            unwrap(element)
            places.forget()
        return
    block = places.element(decision.block)
    if block is None or block.parent is None or places.words(block).text != decision.exact:
        if decision.exact in places.words(places.root).text:
            raise Missing(0)  # it is elsewhere now
        return  # it is gone already
    text, _ = lay_out([places.root])
    places.forget()
    before, after = surroundings(text, block.begin, block.end)
    if "/" in decision.block and likeness(before, after, decision.prefix, decision.suffix) < _LIKE:
        raise Missing(0)  # another block of the same words may have moved there
    take_out(block)


def surroundings(text: str, begin: int, end: int) -> tuple[str, str]:
    """The words before and after a stretch of a whole text, across the bounds of blocks."""
    before = " ".join(text[max(0, begin - 3 * CONTEXT) : begin].replace(SEPARATOR, " ").split())
    after = " ".join(text[end : end + 3 * CONTEXT].replace(SEPARATOR, " ").split())
    return before[-CONTEXT:], after[:CONTEXT]


def _insert_beside(places: Places, decision: Decision, made: Branch) -> None:
    element = places.element(decision.block)
    while element is not None and element.name == "anchor":  # of a block that was joined to the one before
        element = element.parent
    if element is None or (element.parent is None and decision.type != "inside"):
        raise Missing(0)
    holder = element if decision.type == "inside" else element.parent
    assert holder is not None
    if any(_key(child) == made.key for child in holder.children):
        return
    if decision.type == "inside":
        element.put(0, made)
    else:
        holder.put(holder.place(element) + (decision.type != "before"), made)
    places.forget()


def _stands(places: Places, decision: Decision, made: Branch) -> bool:
    """Whether the very element stands in the block, where the decision puts it."""
    block = places.element(decision.block)
    if block is None:
        return False
    words = places.words(block)
    prefix, suffix = decision.prefix, decision.suffix
    if decision.type == "before":
        suffix = (decision.exact + suffix)[:CONTEXT]
    elif decision.type != "instead":
        prefix = (prefix + decision.exact)[-CONTEXT:]
    for branch in block.walk():
        if branch.tag == made.tag and _key(branch) == made.key:
            begin, end = words.back(branch.begin), words.back(branch.end)
            before, after = words.text[max(0, begin - CONTEXT) : begin], words.text[end : end + CONTEXT]
            if likeness(before, after, prefix, suffix) >= _LIKE:
                return True
    return False


def _around(place: Stretch, tag: str) -> Branch | None:
    """The element of a name that stands exactly around words."""
    begin, end = place.span

    def printed_end(branch: Branch) -> int:
        return next((c.begin for c in branch.children if is_unprinted(c)), branch.end)

    return next((b for b in place.block.walk() if b.name == tag and (b.begin, printed_end(b)) == (begin, end)), None)


def _give(element: Branch, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if value:
            element.attributes[name] = value
        else:
            element.attributes.pop(name, None)


def _key(branch: Branch) -> bytes:
    """The digest of an element as it is now."""
    for inner in reversed(list(branch.walk())):
        inner.key = digest(inner)
    return branch.key


def _said(field: Branch) -> str:
    return field.text().strip(SEPARATOR)
