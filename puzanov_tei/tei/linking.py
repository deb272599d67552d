"""Names in the header and their links to entries in `standOff`."""

from __future__ import annotations

from puzanov_tei.language import names_body, names_office
from puzanov_tei.tei.facts import HeaderFacts
from puzanov_tei.tei.nodes import Node


def linked(ref: str) -> dict[str, str]:
    """Attributes of a name that the program links to the entry `ref` (without `#`); none without one."""
    return {"ref": f"#{ref}", "resp": "#tool"} if ref else {}


def name_node(tag: str, name: str, facts: HeaderFacts) -> Node:
    """`orgName` or `persName` with a pointer to its entry if the authority has one."""
    return Node(tag, linked(facts.links.get(name, "")), [name])


def party_node(name: str, facts: HeaderFacts) -> Node:
    """Who wrote the document, or to whom it is written: a body, an office or a person by the words of the name."""
    if names_office(name) and not names_body(name):
        return Node("rs", {"type": "person"}, [Node("roleName", {"type": "office"}, [name])])
    return name_node("orgName" if names_body(name) else "persName", name, facts)
