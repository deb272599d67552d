"""`standOff`: who and what the names are (TEI Guidelines, 17.10 and chapter 14).

Entries of the authority file that the document uses, copied; speakers that only this document knows; names
for which the authority file has more than one candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from puzanov_tei.tei.annotate import LocalPerson
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.read import T
from puzanov_tei.tei.write import to_element

_LISTS = (("listPerson", ("person", "personGrp")), ("listPlace", ("place",)), ("listOrg", ("org",)))


def build_stand_off(
    entries: Iterable[etree._Element],
    local: Iterable[LocalPerson],
    candidates: Iterable[tuple[str, tuple[tuple[str, str], ...]]],
) -> etree._Element | None:
    """The `standOff` element, or None if there is nothing to put in it.

    Args:
        entries: `person`, `place` and `org` elements; they are moved into the lists, in the order given.
        local: speakers without an entry in the authority file.
        candidates: (xml:id of a name in the text, ((authority id, preferred name), ...)).
    """
    listed = list(entries)
    made = etree.Element(T + "standOff", nsmap={None: T[1:-1]})
    for name, kinds in _LISTS:
        members = [e for e in listed if e.tag in {T + kind for kind in kinds}]
        if name == "listPerson":
            members += [to_element(_local_person(person)) for person in local]
        if members:
            etree.SubElement(made, T + name).extend(members)
    annotations = [to_element(annotation) for annotation in _annotations(candidates)]
    if annotations:
        etree.SubElement(made, T + "listAnnotation", type="review").extend(annotations)
    return made if len(made) else None


def _local_person(person: LocalPerson) -> Node:
    name = Node("persName", {"type": "preferred"}, [person.name])
    note = Node("note", {"resp": "#tool", "cert": "unknown"}, ["Known from this document only; not identified."])
    return Node("person", {"xml:id": person.id, "resp": "#tool"}, [name, note])


def _annotations(candidates: Iterable[tuple[str, tuple[tuple[str, str], ...]]]) -> Iterator[Node]:
    for target, choices in candidates:
        note = Node("note", {"resp": "#tool", "cert": "low"}, ["May be "])
        for index, (identifier, label) in enumerate(choices):
            note.children += [" or "] * (index > 0) + [Node("ref", {"target": f"authority:{identifier}"}, [label])]
        note.children.append("; not settled by this document.")
        attributes = {"xml:id": f"review-{target}", "target": f"#{target}", "motivation": "identifying"}
        yield Node("annotation", attributes, [note])
