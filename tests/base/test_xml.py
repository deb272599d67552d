"""Parsers for files of anybody: what a DOCTYPE names is not read, neither from the web nor from beside the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import text
from puzanov_tei.base.xml import safe_parser
from puzanov_tei.tei import stream
from puzanov_tei.tei.read import editions

TEI = (
    '<!DOCTYPE TEI {} [<!ENTITY own "ours">]><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader/>'
    "<text><body><p>&own;{}</p></body></text></TEI>"
)


@pytest.fixture
def dtd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.dtd").write_text('<!ENTITY theirs "SECRET"><!ATTLIST p n CDATA "SECRET">')


@pytest.mark.usefixtures("dtd")
@pytest.mark.parametrize("named", ['SYSTEM "a.dtd"', 'SYSTEM "http://127.0.0.1:9/a.dtd"', 'SYSTEM "/etc/passwd"'])
def test_a_dtd_is_not_read_and_no_fault_of_the_document(named: str) -> None:
    document = TEI.format(named, "").encode()
    Path("a.xml").write_bytes(document)
    assert text(Path("a.xml")) == "ours"
    for parser in (safe_parser(), safe_parser("internal")):
        root = etree.parse("a.xml", parser).getroot()
        assert root.find(".//{*}p").attrib == {}


@pytest.mark.usefixtures("dtd")
@pytest.mark.parametrize(
    "named", ['SYSTEM "a.dtd"', 'SYSTEM "http://127.0.0.1:9/a.dtd"', 'PUBLIC "-//x" "/etc/passwd"', ""]
)
def test_an_identifier_may_stand_twice_and_no_dtd_is_read_for_it(named: str) -> None:
    document = TEI.format(named, "<hi xml:id='d'/>").encode()
    (found,) = editions(document, "a.xml")
    paragraph = found.root.find(".//{*}p")
    assert paragraph is not None and paragraph.attrib == {} and paragraph.text == "ours"


@pytest.mark.usefixtures("dtd")
def test_what_only_a_dtd_defines_stays_unread() -> None:
    Path("a.xml").write_text(TEI.format('SYSTEM "a.dtd"', " &theirs;"))
    assert "SECRET" not in text(Path("a.xml"))


@pytest.mark.usefixtures("dtd")
def test_nor_does_the_stream_of_a_corpus() -> None:
    document = TEI.format('SYSTEM "a.dtd"', "").encode()
    (paragraph,) = [p for event, element in stream._events(document) if event == "end" for p in element.iter("{*}p")]
    assert paragraph.attrib == {}
