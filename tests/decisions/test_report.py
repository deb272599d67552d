"""What is open, in words: names as the source prints them, each once, the most doubtful first."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.decisions.report import in_words, open_names
from puzanov_tei.tei.tree import read

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><standOff><listPerson><person xml:id="pers-a">
<persName><forename>Anna</forename> <surname>Sample</surname></persName></person></listPerson></standOff><text><body>
<p xml:id="p1"><persName ref="#pers-a" resp="#tool" cert="high"><choice><abbr>Cde.</abbr><expan>Comrade</expan></choice>
Sample</persName> and <persName resp="#tool" cert="unknown"><choice><sic>Smiht</sic><corr>Smith</corr></choice></persName>
on <date when="1957-05-01" resp="#tool" cert="high">1 May</date> and <date when="1957-05-01" resp="#tool" cert="high">1 May</date>
</p></body></text></TEI>"""


def test_names_are_those_that_the_source_prints() -> None:
    names = open_names(read(etree.fromstring(TEI)))
    assert [(name.words, name.meant, name.count) for name in names] == [
        ("Smiht", "", 1), ("Cde. Sample", "Anna Sample (pers-a)", 1), ("1 May", "1957-05-01", 2),
    ]  # fmt: skip


def test_the_lines_end_with_how_many_are_left_out() -> None:
    first, *lines = in_words(read(etree.fromstring(TEI)), 1)
    assert first.startswith("4 names and dates are open")
    assert lines[1].strip().startswith("Smiht")
    assert lines[-1].strip().startswith("and 2 more")
