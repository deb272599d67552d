"""One SVRL report on several documents, those among them that cannot be checked."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from puzanov_tei.schematron.svrl import SVRL
from puzanov_tei.validation import svrl
from puzanov_tei.validation.choice import SchemaChoice

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern id="one"><rule context="t:p">
<assert id="n" test="@n">No n.</assert></rule></pattern></schema>"""


def test_a_report_on_several_documents(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(RULES)
    for name, text in (("a", "<p/>"), ("b", '<p n="1"/>')):
        (tmp_path / f"{name}.xml").write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}</TEI>')
    (tmp_path / "broken.xml").write_text("<TEI>")
    names = [str(tmp_path / f"{name}.xml") for name in ("a", "b", "broken", "missing")]
    root = etree.fromstring(svrl.report(names, SchemaChoice((str(tmp_path / "rules.sch"),))))

    def count(name: str) -> int:
        return len(root.findall(f"{{{SVRL}}}{name}"))

    assert (count("active-pattern"), count("failed-assert"), count("error")) == (2, 1, 2)
    assert count("ns-prefix-in-attribute-values") == 1, "each prefix once"
    said = [str(e.text) for e in root.iter(f"{{{SVRL}}}error")]
    assert "broken.xml is not well-formed" in said[0]


def test_a_document_in_which_an_identifier_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(RULES)
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a"/><p xml:id="a"/></TEI>'
    (tmp_path / "a.xml").write_text(text)
    root = etree.fromstring(svrl.report([str(tmp_path / "a.xml")], SchemaChoice((str(tmp_path / "rules.sch"),))))
    assert len(root.findall(f"{{{SVRL}}}failed-assert")) == 2
