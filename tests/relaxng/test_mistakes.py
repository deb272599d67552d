"""Typical mistakes of encoders: each is found where it is, with the right code and words that help."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mistakes import DOCUMENTS, IN_THE_BODY, IN_THE_HEADER, Found
from puzanov_tei.findings import Finding
from puzanov_tei.relaxng.codes import CODES
from puzanov_tei.relaxng.patterns import Annotation
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.validate import compile_grammar, is_valid, load_rng, validate

SCHEMA = load_rng(Path(__file__).parent / "letter.rng")

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>w</publisher>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str, header: str = HEADER) -> str:
    """A whole document; a body that begins with <TEI is one already. The body begins in line 3, column 1."""
    if body.startswith("<TEI"):
        return body
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}\n<text><body>\n{body}\n</body></text></TEI>'


def look(body: str, header: str = HEADER) -> list[Finding]:
    """What is wrong with a document."""
    return list(validate(SCHEMA, document(body, header).encode(), "d.xml"))


def _told(findings: list[Finding]) -> list[Found]:
    return [(f.location.line, f.location.column, f.code, f.message, f.hint) for f in findings]


@pytest.mark.parametrize(("body", "expected"), IN_THE_BODY)
def test_in_the_body(body: str, expected: list[Found]) -> None:
    assert _told(look(body)) == expected


@pytest.mark.parametrize(("header", "expected"), IN_THE_HEADER)
def test_in_the_header(header: str, expected: list[Found]) -> None:
    assert _told(look("<p/>", header)) == expected


@pytest.mark.parametrize(("whole", "expected"), DOCUMENTS)
def test_whole_documents(whole: str, expected: list[Found]) -> None:
    assert _told(list(validate(SCHEMA, whole.encode(), "d.xml"))) == expected


def test_a_right_document_is_silent() -> None:
    assert look("<p>met <persName ref='#kim' cert='high'>Kim</persName></p>") == []


def test_findings_say_where_and_by_which_rule() -> None:
    first, second = look("<p xml:id='p-1'>x</p>\n<div xml:id='d'><p/><p>a <hi>b</hi></p><item/></div>")
    assert first.xpath == "/TEI/text/body/div/p[2]/hi"
    assert first.xml_id == second.xml_id == "d"
    assert first.rule == "tei_hi"
    assert first.rule_origin.endswith("letter.rng:72")
    assert second.xpath == "/TEI/text/body/div/item"


def test_every_code_is_explained_and_tried() -> None:
    tried = {
        found[2] for table in (IN_THE_BODY, IN_THE_HEADER, DOCUMENTS) for _, all_found in table for found in all_found
    }
    assert set(CODES) - tried == {"PZ121", "PZ122"}  # identifiers: of a document, and of a grammar (tests/validation)
    assert all(title and rationale for title, rationale in CODES.values())


def test_what_an_author_has_left_out_is_said_with_its_place() -> None:
    # An ODD compiler keeps the notes of what a customization removes.
    grammar = read_rng(Path(__file__).parent / "letter.rng")
    notes = {
        **grammar.notes,
        "tei_q": Annotation("Quotations are not marked up here.", "my.odd:12:3", "q"),
        "tei_p/@rend": Annotation("Looks are not encoded.", "my.odd:20:5", "rend"),
    }
    schema = compile_grammar(replace(grammar, notes=notes))
    body = document("<p rend='x'><q>x</q></p>").encode()
    attribute, element = validate(schema, body, "d.xml")
    assert (element.message, element.hint) == ("<q> is left out by this schema.", "Quotations are not marked up here.")
    assert element.rule_origin == "my.odd:12:3"
    assert attribute.rule_origin == "my.odd:20:5"


@pytest.mark.parametrize("body", [body for body, _ in IN_THE_BODY])
def test_quick_look_agrees(body: str) -> None:
    assert not is_valid(SCHEMA, document(body).encode())
