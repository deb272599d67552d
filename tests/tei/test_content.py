"""The builder's table of what may stand inside what, against the compiled schema."""

from __future__ import annotations

from functools import lru_cache

import pytest
from lxml import etree

from puzanov_tei.tei.content import ALLOWED, ELEMENT_ONLY
from tests_support import ROOT

RNG = "{http://relaxng.org/ns/structure/1.0}"
# Containers before their children are arranged, and what only stands for a time.
PROVISIONAL = {"div"}


@lru_cache
def schema() -> dict[str, frozenset[str]]:
    """For each element of the schema: the elements its content model mentions, and `#text` if it takes text."""
    root = etree.parse(ROOT / "schema/puzanov.rng").getroot()
    definitions: dict[str, list[etree._Element]] = {}
    for define in root.iter(RNG + "define"):
        definitions.setdefault(define.get("name", ""), []).append(define)

    def collect(pattern: etree._Element, seen: set[str], found: set[str]) -> None:
        for child in pattern.iterchildren(f"{RNG}*"):
            name = str(child.tag).removeprefix(RNG)
            if name == "element":
                found.add(child.get("name", "*"))
            elif name == "text":
                found.add("#text")
            elif name == "ref" and child.get("name") not in seen:
                seen.add(child.get("name", ""))
                for define in definitions[child.get("name", "")]:
                    collect(define, seen, found)
            elif name not in ("attribute", "ref"):
                found.update(["#text"] if name == "mixed" else [])
                collect(child, seen, found)

    content: dict[str, frozenset[str]] = {}
    for element in root.iter(RNG + "element"):
        found: set[str] = set()
        collect(element, set(), found)
        content[element.get("name", "*")] = frozenset(found)
    return content


@pytest.mark.parametrize("parent", sorted(set(ALLOWED) - PROVISIONAL))
def test_what_the_builder_allows_the_schema_allows(parent: str) -> None:
    assert ALLOWED[parent] - schema()[parent] == frozenset()


@pytest.mark.parametrize("name", sorted(ELEMENT_ONLY & set(schema())))
def test_elements_of_elements_take_no_text(name: str) -> None:
    assert "#text" not in schema()[name]
