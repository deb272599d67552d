"""What is compiled of the ODD is up to date, and the customization only restricts."""

from __future__ import annotations

from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from puzanov_tei import resources
from puzanov_tei.odd import compile_odd
from puzanov_tei.relaxng.writing.xml import to_rng
from puzanov_tei.xsd.models import to_xsd

HERE = Path(__file__).parent
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


# --- XML Schema: a second opinion -----------------------------------------------------------------


def test_xml_schema_is_up_to_date(compiled) -> None:
    files, _ = to_xsd(compiled.grammar)
    for name, data in files.items():
        assert ODD.with_name(name).read_bytes() == data, f"{name}: run make schema"


@pytest.fixture(scope="module")
def xsd():
    return xmlschema.XMLSchema(ODD.with_suffix(".xsd"), allow="local")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["edition.xml", "authority.xml"])
def test_xml_schema_accepts_what_is_valid(xsd, name: str) -> None:
    assert xsd.is_valid(etree.parse(HERE / name))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('<roleName type="office">Minister', '<roleName type="ofice">Minister'),
        ("<p>Nothing of note.</p>", "<para>Nothing of note.</para>"),
        ('<gap reason="illegible"', "<gap"),
        ("<listPlace>", "text<listPlace>"),
        ("<body>", "<back/><body>"),
    ],
)
def test_xml_schema_refuses_what_is_not(xsd, right: str, wrong: str) -> None:
    text = (HERE / "edition.xml").read_text(encoding="utf-8")
    assert right in text
    assert not xsd.is_valid(etree.fromstring(text.replace(right, wrong, 1).encode()))
