"""Schemas that a document names, in each of the ways; what cannot be used is an error; nothing is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests_support import run

RNG = '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
XSD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:integer"/></xs:schema>'
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
<phase id="p"><active pattern="q"/></phase>
<pattern><rule context="a"><report test="true()">one</report></rule></pattern>
<pattern id="q"><rule context="a"><report test="true()">two</report></rule></pattern></schema>"""
NS = {
    "rng": "http://relaxng.org/ns/structure/1.0",
    "sch": "http://purl.oclc.org/dsdl/schematron",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "nvdl": "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0",
}
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a schema of each language."""
    for name, content in {
        "s.rng": RNG,
        "s.rnc": "element a { empty }",
        "s.xsd": XSD,
        "s.sch": SCH,
        "schema of no kind": RNG,
        "broken.rnc": "element a {",
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def report(folder: Path, document: str, *options: str) -> tuple[list[str], str]:
    """The codes that are found in a document, and the schema that it was checked against."""
    (folder / "d.xml").write_text(document, encoding="utf-8")
    done = run("validate", "d.xml", "--format", "json", *options, cwd=folder)
    content = json.loads(done.stdout)
    return [finding["code"] for finding in content["findings"]], content["schema"]


@pytest.mark.parametrize(
    ("prolog", "root", "schema"),
    [
        (f'<?xml-model href="s.rng" schematypens="{NS["rng"]}"?>', "<a/>", "s.rng"),
        ("<?xml-model href='s.rng'?>", "<a/>", "s.rng"),
        (f'<?xml-model href="schema%20of%20no%20kind" schematypens="{NS["rng"]}"?>', "<a/>", "schema of no kind"),
        ('<?xml-model href="s.rnc" type="application/relax-ng-compact-syntax"?>', "<a/>", "s.rnc"),
        (f'<?xml-model href="s.rnc" schematypens="{NS["rng"]}"?>', "<a/>", "s.rnc"),
        ('<?oxygen RNGSchema="s.rnc" type="compact"?>', "<a/>", "s.rnc"),
        ('<?oxygen RNGSchema="s.rng" type="xml"?>', "<a/>", "s.rng"),
        ("", f'<a {XSI} xsi:noNamespaceSchemaLocation="s.xsd">1</a>', "s.xsd"),
    ],
)
def test_a_schema_is_followed(folder: Path, prolog: str, root: str, schema: str) -> None:
    codes, used = report(folder, prolog + root)
    assert (codes, used.partition(" (")[0]) == ([], schema)
    assert report(folder, prolog + root.replace("/>", "><b/></a>").replace(">1<", "><b/><"))[0] != []


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (f'<?xml-model href="gone.rng" schematypens="{NS["rng"]}"?>', "PZ092"),
        ('<?xml-model href="https://example.org/x.rng"?>', "PZ092"),
        ('<?oxygen RNGSchema="gone.rng" type="xml"?>', "PZ092"),
        (f'<?xml-model href="s.nvdl" schematypens="{NS["nvdl"]}"?>', "PZ093"),
        ('<?xml-model href="s.dtd" type="application/xml-dtd"?>', "PZ093"),
        ('<?xml-model href="s.rng" schematypens="urn:other"?>', "PZ093"),
        (f'<?xml-model href="broken.rnc" schematypens="{NS["rng"]}"?>', "PZ093"),
    ],
)
def test_what_cannot_be_used_is_an_error(folder: Path, named: str, code: str) -> None:
    codes, used = report(folder, f'{named}\n<?xml-model href="s.rng"?><a/>')
    assert (codes, used.partition(" (")[0]) == ([code], "s.rng")
    assert code in report(folder, f"{named}<a/>")[0]


def test_rules_alone_do_not_stand_in_for_a_grammar_that_is_missing(folder: Path) -> None:
    rules = f'<?xml-model href="s.sch" schematypens="{NS["sch"]}"?>'
    gone = '<?xml-model href="https://example.org/x.rng" schematypens="{}"?>'
    codes, used = report(folder, f"{gone.format(NS['rng'])}{rules}<a/>")
    assert used.startswith("tei_all + s.sch")
    assert codes[0] == "PZ092" and "PZ101" in codes
    codes, used = report(folder, f"{gone.format(NS['sch'])}{rules}<a/>")
    assert used.startswith("s.sch (")
    assert "PZ101" not in codes


def test_the_rules_of_tei_all_are_not_built_in_and_that_is_said(folder: Path) -> None:
    address = "http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
    models = "".join(f'<?xml-model href="{address}" schematypens="{NS[kind]}"?>\n' for kind in ("rng", "sch"))
    (folder / "d.xml").write_text(models + HEADER.format("<p>a</p>"), encoding="utf-8")
    done = run("validate", "d.xml", "--format", "json", cwd=folder)
    assert done.returncode == 0
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("PZ092", "warning", 2)


def test_a_grammar_with_rules_that_is_missing_is_missing_once(folder: Path) -> None:
    gone = "".join(f'<?xml-model href="https://example.org/x.rng" schematypens="{NS[k]}"?>\n' for k in ("rng", "sch"))
    assert report(folder, f"{gone}<a/>")[0].count("PZ092") == 1


def test_a_phase_that_is_asked_for(folder: Path) -> None:
    model = f'<?xml-model href="s.sch" schematypens="{NS["sch"]}" {{}}?><a/>'
    assert len(report(folder, model.format(""))[0]) == 2
    assert len(report(folder, model.format('phase="p"'))[0]) == 1
    assert len(report(folder, model.format('phase="p"'), "--phase", "#ALL")[0]) == 2


def test_schema_location_through_a_catalogue(folder: Path) -> None:
    (folder / "catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="https://example.org/x.xsd" '
        'uri="s.xsd"/></catalog>',
        encoding="utf-8",
    )
    document = f'<a {XSI} xsi:noNamespaceSchemaLocation="https://example.org/x.xsd">one</a>'
    assert report(folder, document, "--catalog", "catalog.xml")[0] == ["PZ190"]
    assert "PZ092" in report(folder, document)[0]


BASE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="{ident}" start="a" ns=""{source}>
{parts}</schemaSpec></body></text></TEI>"""
A = '<elementSpec ident="a" module="m" mode="add" ns=""><content>{}</content></elementSpec>'


@pytest.mark.parametrize("address", ["https://example.org/b.rng", "https://example.org/lib.odd"])
def test_an_odd_builds_on_what_a_catalogue_maps(folder: Path, address: str) -> None:
    reference = f'<rng:ref xmlns:rng="{NS["rng"]}" name="x_b"/>'
    module = f'<moduleRef url="{address}" prefix="x_"/>{A.format(reference)}'
    foreign = f'<grammar xmlns="{NS["rng"]}"><define name="b"><element name="b"><empty/></element></define></grammar>'
    (folder / "b.rng").write_text(foreign, encoding="utf-8")
    (folder / "lib.odd").write_text(BASE.format(ident="lib", source="", parts=A.format("<empty/>")), encoding="utf-8")
    chained = address.endswith(".odd")
    source = f' source="{address}"' if chained else ""
    parts = '<moduleRef key="m"/>' if chained else module
    (folder / "my.odd").write_text(BASE.format(ident="my", source=source, parts=parts), encoding="utf-8")
    (folder / "catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><rewriteURI rewritePrefix="./" '
        'uriStartString="https://example.org/"/></catalog>',
        encoding="utf-8",
    )
    document = "<a/>" if chained else "<a><b/></a>"
    used = ("--schema", "my.odd", "--catalog", "catalog.xml")
    (folder / "d.xml").write_text(document, encoding="utf-8")
    assert run("validate", "d.xml", *used, cwd=folder).returncode == 0
    assert run("validate", "d.xml", "--schema", "my.odd", cwd=folder).returncode == 2
    (folder / "d.xml").write_text("<a><c/></a>", encoding="utf-8")
    assert run("validate", "d.xml", *used, cwd=folder).returncode == 1


def test_an_odd_that_builds_on_another_changes_with_it(folder: Path) -> None:
    def version(content: str) -> str:
        (folder / "lib.odd").write_text(BASE.format(ident="lib", source="", parts=A.format(content)), encoding="utf-8")
        return report(folder, "<a/>", "--schema", "my.odd")[1]

    parts = '<moduleRef key="m"/>'
    (folder / "my.odd").write_text(BASE.format(ident="my", source=' source="lib.odd"', parts=parts), encoding="utf-8")
    assert version("<empty/>") != version("<textNode/>")


HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc><encodingDesc>{}</encodingDesc>
</teiHeader><text><body><p>a</p></body></text></TEI>"""


def test_the_header_names_a_schema(folder: Path) -> None:
    variants = '<schemaRef type="odd" url="gone.odd"/><schemaRef url="s.rng"/>'
    codes, used = report(folder, HEADER.format(variants))
    assert used.startswith("s.rng")
    assert codes[0].startswith("PZ1")
    assert report(folder, HEADER.format('<schemaRef url="gone.odd"/>'))[0] == ["PZ092"]
    codes, used = report(folder, HEADER.format("<p>no schema</p>"))
    assert codes == []
    assert used.startswith("tei_all") and used.endswith("as no schema is named")


def test_the_summary_counts_the_files_of_each_schema(folder: Path) -> None:
    (folder / "a.xml").write_text("<?xml-model href='s.rng'?><a/>", encoding="utf-8")
    (folder / "b.xml").write_text("<?xml-model href='s.rnc'?><a/>", encoding="utf-8")
    (folder / "c.xml").write_text("<?xml-model href='s.rng'?><a/>", encoding="utf-8")
    last = run("validate", "a.xml", "b.xml", "c.xml", cwd=folder).stdout.decode().splitlines()[-1]
    assert last.startswith("3 files checked against 2 schemas (2 files: s.rng (")
    assert "; 1 file: s.rnc (" in last
