"""What is compiled of the ODD is up to date, and the customization only restricts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import resources
from puzanov_tei.odd import compile_odd
from puzanov_tei.relaxng.write import to_rng

ODD = resources.schema_folder() / "puzanov.odd"
TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def compiled():
    return compile_odd(ODD)


def test_relax_ng_is_up_to_date(compiled) -> None:
    assert to_rng(compiled.grammar) == ODD.with_suffix(".rng").read_bytes(), "run make schema"


def test_schematron_is_up_to_date(compiled) -> None:
    assert compiled.schematron == ODD.with_suffix(".sch").read_bytes(), "run make schema"


def test_the_odd_compiles_without_findings(compiled) -> None:
    assert compiled.findings == ()


def test_no_element_is_declared_twice_and_each_has_a_gloss() -> None:
    root = etree.parse(ODD).getroot()
    included = [n for ref in root.iter(f"{TEI}moduleRef") for n in (ref.get("include") or "").split()]
    specified = [spec.get("ident") for spec in root.iter(f"{TEI}elementSpec")]
    assert sorted(included) == sorted(set(included))
    assert sorted(specified) == sorted(included)
    for spec in root.iter(f"{TEI}elementSpec"):
        gloss = spec.findtext(f"{TEI}gloss")
        assert gloss and len(gloss) < 90, spec.get("ident")


def test_nothing_is_added_to_tei() -> None:
    for spec in etree.parse(ODD).getroot().iter(f"{TEI}elementSpec", f"{TEI}attDef", f"{TEI}classSpec"):
        assert spec.get("mode") == "change", spec.get("ident")


def test_examples_of_the_guidelines_are_valid_fragments(compiled) -> None:
    """Each example uses elements and attributes of the schema only."""
    known = set(compiled.schema.specs)
    for example in etree.parse(ODD).getroot().iter("{http://www.tei-c.org/ns/Examples}egXML"):
        for element in example.iterdescendants("{http://www.tei-c.org/ns/Examples}*"):
            assert etree.QName(element).localname in known


def test_the_packaged_schema_is_found() -> None:
    assert Path(ODD).is_file()
