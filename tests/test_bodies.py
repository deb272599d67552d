"""Whole documents, two of each genre, all of them invented: what the encoder makes of each, as golden TEI.

A source of `golden/bodies` stands beside what came of it. `make golden` writes them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import authority, pipeline, resources
from puzanov_tei.exporters.text.views import view
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.validate import validate

BODIES = Path(__file__).parent / "golden" / "bodies"
SOURCES = sorted(path.name for path in BODIES.iterdir() if path.suffix != ".xml")
T = "{http://www.tei-c.org/ns/1.0}"
# What is the same in every document, or tested with the header; what comes from the authority file as it is.
CONSTANT = ("projectDesc", "editorialDecl", "listPrefixDef", "appInfo", "availability", "revisionDesc", "seriesStmt")
ENTRIES = ("person", "place", "org")


@lru_cache
def encoded(name: str) -> pipeline.Encoded:
    return pipeline.encode((BODIES / name).read_bytes(), name, names())


@lru_cache
def names() -> authority.Authority:
    return authority.load(resources.authority_folder())


def shown(tei: bytes) -> str:
    """The TEI without what every document has, and of the authority's entries their identifiers only."""
    root = etree.fromstring(tei)
    for element in list(root.iter(*(T + name for name in CONSTANT))):
        element.getparent().remove(element)
    for entry in root.iter(*(T + name for name in ENTRIES)):
        entry[:] = []
        entry.text = None
    return etree.tostring(root, encoding="unicode") + "\n"


@pytest.mark.parametrize("name", SOURCES)
def test_body(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"bodies/{Path(name).stem}.xml", shown(encoded(name).tei))


@pytest.mark.parametrize("name", SOURCES)
def test_every_word_comes_back(name: str) -> None:
    document = encoded(name)
    page = document.document.page
    words = " ".join(page.source.text[block.begin : block.end] for block in page.blocks).split()
    assert "".join(view(etree.fromstring(document.tei), "source").text.split()) == "".join(words)


def test_all_are_valid() -> None:
    schema = load_rng(resources.schema_folder() / "puzanov.rng")
    assert [str(finding) for name in SOURCES for finding in validate(schema, encoded(name).tei, name)] == []


def test_there_are_enough() -> None:
    assert len(SOURCES) >= 15
