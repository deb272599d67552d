"""The published suite for the RELAX NG compact syntax: each schema reads as its equal in the XML syntax."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import suites
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.reading.compact import parse_compact
from puzanov_tei.relaxng.reading.xml import read_rng

here = suites.folder() is not None
pytestmark = pytest.mark.skipif(not here, reason=suites.MISSING)
CASES = [*suites.tree("relaxng/compacttest.xml").iter("testCase")] if here else []


def laid_out(part: etree._Element, folder: Path, name: str) -> Path:
    """Write the schema of one side of a case, and what it includes."""
    for resource in part.iter("resource"):
        inner = etree.tostring(resource[0]) if len(resource) else (resource.text or "").encode()
        (folder / resource.get("name", "")).write_bytes(inner)
    holder = part.find("correct")
    assert holder is not None
    elements = [child for child in holder if isinstance(child.tag, str)]
    data = etree.tostring(elements[0], with_tail=False) if elements else (holder.text or "").encode()
    (folder / name).write_bytes(data)
    return folder / name


def grammar(path: Path) -> Grammar | str:
    """The grammar of a schema, or why a fragment that is no whole grammar is refused."""
    try:
        return read_rng(path)
    except SchemaError as error:
        return str(error).partition(": ")[2]


def test_the_suite_is_whole() -> None:
    assert len(CASES) == 87


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_compact_syntax(case: etree._Element, tmp_path: Path) -> None:
    compact, xml = case.find("compact"), case.find("xml")
    assert compact is not None
    wrong = compact.findtext("incorrect")
    if wrong is not None:
        with pytest.raises(SchemaError):
            read_rng(wrong.encode(), "schema.rnc")
        return
    path = laid_out(compact, tmp_path, "schema.rnc")
    parse_compact(path.read_bytes(), "schema.rnc")
    assert xml is not None
    ours, theirs = grammar(path), grammar(laid_out(xml, tmp_path, "schema.rng"))
    if isinstance(ours, Grammar) and isinstance(theirs, Grammar):
        assert (ours.start, ours.defines) == (theirs.start, theirs.defines)
    elif not str(theirs).startswith("cannot read"):  # a case whose XML side lacks the file that it includes
        assert ours == theirs
