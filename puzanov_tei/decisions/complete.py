"""What a document points to and no longer holds is put back: an editor's link never ends at nothing.

What it held for a link that an editor has taken away goes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from puzanov_tei.decisions.surgery import copy, remove
from puzanov_tei.tei.languages import language_label
from puzanov_tei.tei.read import XML_ID, XML_LANG, T
from puzanov_tei.tei.tree import Branch, Leaf

_LISTS = {"person": "listPerson", "place": "listPlace", "org": "listOrg"}
_ORDER = tuple(_LISTS.values())


def complete(root: Branch, *sources: Callable[[str], Branch | None]) -> None:
    """Add the records that pointers of a document (`#id`) lead to and that are not in it.

    Args:
        root: the `TEI` element.
        sources: each gives the element with an identifier, or None; the first that has one counts.
    """
    own = {i for branch in root.walk() if (i := branch.attributes.get(XML_ID))}
    missing = [i for i in dict.fromkeys(_pointers(root)) if i not in own]
    for identifier in missing:
        record = next((entry for source in sources if (entry := source(identifier)) is not None), None)
        if record is not None and record.name in _LISTS:
            _list(root, _LISTS[record.name]).put(1 << 30, copy(record))
        elif record is not None and record.parent is not None:
            beside = next((b for b in root.walk() if b.tag == record.parent.tag), None)
            if beside is not None:
                beside.put(1 << 30, copy(record))
    if missing:
        _declare_languages(root)


def _declare_languages(root: Branch) -> None:
    """Say in `langUsage` what the languages of records are that came in."""
    usage = next((branch for branch in root.walk() if branch.name == "langUsage"), None)
    if usage is None:
        return
    declared = {child.attributes.get("ident", "") for child in usage.children}
    used = {tag for branch in root.walk() if (tag := branch.attributes.get(XML_LANG))}
    for tag in sorted(used - declared):
        made = Branch(f"{T}language", {"ident": tag})
        made.put(0, Leaf(language_label(tag)))
        usage.put(len(usage.content), made)


def questions(root: Branch) -> frozenset[bytes]:
    """The keys of a document's annotations: what the program asks about names in a version that it wrote."""
    return frozenset(branch.key for branch in root.walk() if branch.name == "annotation")


def idle_questions(root: Branch, asked: Collection[bytes]) -> list[Branch]:
    """The annotations with keys among `asked` (nobody changed them) that are about names that are gone."""
    own = {i for branch in root.walk() if (i := branch.attributes.get(XML_ID))}
    return [
        branch
        for branch in root.walk()
        if branch.name == "annotation"
        and branch.key in asked
        and own.isdisjoint(target[1:] for target in branch.attributes.get("target", "").split())
    ]


def drop_questions(root: Branch, asked: Collection[bytes]) -> None:
    """Take the `idle_questions` out."""
    for branch in idle_questions(root, asked):
        _take_out(branch)


def drop_records(root: Branch, pointed: frozenset[str]) -> None:
    """Take out the records among `pointed` (identifiers that something pointed to) that nothing points to any more."""
    while True:
        used = set(_pointers(root))
        spare = [b for b in root.walk() if b.name in _LISTS and b.attributes.get(XML_ID, "") in pointed - used]
        if not spare:
            return
        for branch in spare:
            _take_out(branch)


def _take_out(branch: Branch) -> None:
    """Remove an element, and the lists that held nothing else."""
    around = branch.parent
    remove(branch)
    if around is not None and not around.content:
        _take_out(around)


def pointed_to(root: Branch) -> frozenset[str]:
    """The identifiers that something in a document points to."""
    return frozenset(_pointers(root))


def records_of(root: Branch) -> Callable[[str], Branch | None]:
    """The elements of a document by identifier, as they are now."""
    return {i: branch for branch in root.walk() if (i := branch.attributes.get(XML_ID))}.get


def _pointers(root: Branch) -> Iterator[str]:
    for branch in root.walk():
        for name, value in branch.attributes.items():
            if name and "#" in value:
                yield from (token[1:] for token in value.split() if token.startswith("#"))


def _list(root: Branch, name: str) -> Branch:
    """The list of this name in `standOff`, made if it is not there."""
    stand_off = next((child for child in root.children if child.name == "standOff"), None)
    if stand_off is None:
        stand_off = Branch(f"{T}standOff")
        header = next((n for n, child in enumerate(root.content, 1) if getattr(child, "name", "") == "teiHeader"), 0)
        root.put(header, stand_off)
    for child in stand_off.children:
        if child.name == name:
            return child
    made = Branch(f"{T}{name}")
    rank = _ORDER.index(name)
    before = [n for n, c in enumerate(stand_off.content, 1) if getattr(c, "name", "") in _ORDER[:rank]]
    stand_off.put(before[-1] if before else 0, made)
    return made
