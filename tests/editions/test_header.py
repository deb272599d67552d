"""Headers of strangers: a date of the document finds its place in each of them."""

from __future__ import annotations

import pytest
from lxml import etree

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import header
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.tei.read import editions

SPACE = {"t": "http://www.tei-c.org/ns/1.0"}
DATED = '<profileDesc><creation><date when="1957-05-15">15 May</date></creation></profileDesc>'


def dated(description: str) -> etree._Element:
    body = "<text><body><p/></body></text>"
    text = f'<TEI xmlns="{SPACE["t"]}" xml:id="d"><teiHeader>{description}{DATED}</teiHeader>{body}</TEI>'
    draft = Draft(next(editions(text.encode(), "d.xml")), Options())
    header.document_date(draft, "content")
    header.document_date(draft, "content")
    return draft.header


@pytest.mark.parametrize(
    "description",
    [
        "",
        "<fileDesc/>",
        "<fileDesc><titleStmt><title>t</title></titleStmt></fileDesc>",
        "<fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p>Unpublished.</p></publicationStmt></fileDesc>",
        "<fileDesc><publicationStmt><publisher>A</publisher><pubPlace>B</pubPlace></publicationStmt></fileDesc>",
    ],
)
def test_a_date_of_the_document(description: str) -> None:
    made = dated(description)
    (statement,) = made.xpath("t:fileDesc/t:publicationStmt", namespaces=SPACE)
    (date,) = statement.xpath("t:date[@type = 'content']", namespaces=SPACE)
    assert date.get("when") == "1957-05-15"
    names = [etree.QName(child).localname for child in statement]
    assert names.index("date") > names.index("publisher")
    if "Unpublished" in description:
        assert statement.xpath("string(t:availability/t:p)", namespaces=SPACE) == "Unpublished."
    if "titleStmt" in description:
        assert etree.QName(made[0][0]).localname == "titleStmt", "the title comes first"
