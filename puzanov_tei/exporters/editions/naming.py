"""Linked names made what a target reads: which element, in which attribute the identifier, one target or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from puzanov_tei.exporters.editions import changes
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T


def names(
    tags: Mapping[str, str],
    *,
    attribute: str = "ref",
    mark: str = "#",
    typed: bool = False,
    one: bool = False,
    bare: bool = True,
) -> Callable[[Draft], None]:
    """A step that makes linked names what a target reads.

    Args:
        tags: kind of entity -> element (empty: it stays as it is); a kind that is missing loses its link.
        attribute, mark: where the identifier stands, and what stands in front of it.
        typed: `@type` says the kind.
        one: only the first of several targets stands in the attribute; `@ref` keeps all, where it is another one.
        bare: referring strings without a target stay.
    """

    def change(draft: Draft) -> None:
        for element in draft.names():
            links = [link for link in draft.link(element) if link.kind in tags]
            if not links:
                _unlinked(draft, element, bare)
                continue
            kind = links[0].kind
            shown = links[:1] if one else links
            for name in ("key", "ref"):
                element.attrib.pop(name, None)
            if len(links) > len(shown) and attribute != "ref":
                element.set("ref", " ".join(f"#{link.id}" for link in links))
            elif len(links) > len(shown):
                draft.lost.add("second target of a name", len(links) - 1)
            if tags[kind]:
                _rename(element, tags[kind], kind if typed else "")
            element.set(attribute, " ".join(mark + link.id for link in shown))

    return change


def _rename(element: Element, tag: str, kind: str) -> None:
    said = element.get("type", "")
    if kind:
        kind = {"work": "bibl"}.get(kind, kind)
        changes.set_attributes(element, {"subtype": said if said not in ("", kind) else element.get("subtype", "")})
        element.set("type", kind)
    elif element.tag == f"{T}rs" and tag != "rs":
        element.set("type", "rs")
    element.tag = T + tag


def _unlinked(draft: Draft, element: Element, bare: bool) -> None:
    """A name without a target, or with one that no register can hold."""
    for name in ("ref", "key"):
        if element.attrib.pop(name, ""):
            draft.lost.add("link that no register holds")
    if element.tag == f"{T}rs" and not bare:
        draft.lost.add("rs without a target")
        changes.unwrap(element)
