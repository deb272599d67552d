"""The table of elements: complete, true to the content models, and what every view does with every element."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters.text.ledger import ledger
from puzanov_tei.exporters.text.table import KINDS, LEFT_OUT, ElementRow, table
from puzanov_tei.exporters.text.views import VIEWS, view
from puzanov_tei.odd import specs
from puzanov_tei.odd.p5 import tei_p5
from puzanov_tei.tei.read import T
from tei_trees import edition, tei

ROWS = {row.element: row for row in table().rows.values()}
# Elements that are of the document's frame and cannot stand in a paragraph of a test.
FRAME = frozenset("TEI teiCorpus text".split())


@cache
def elements() -> dict[str, specs.ElementSpec]:
    return {name: s for name, s in tei_p5().specs.items() if isinstance(s, specs.ElementSpec)}


def takes_text(node: object) -> bool:
    """Whether a content model lets character data in."""
    if isinstance(node, (specs.TextNode, specs.DataRef, specs.ValList, specs.AnyElement)):
        return True
    if isinstance(node, specs.MacroRef):
        macro = tei_p5().specs[node.key]
        return isinstance(macro, specs.MacroSpec) and takes_text(macro.content)
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        return any(takes_text(getattr(node, f.name)) for f in dataclasses.fields(node))
    return isinstance(node, tuple) and any(takes_text(part) for part in node)


def test_every_element_of_p5_has_one_row() -> None:
    assert set(ROWS) == set(elements())
    assert all(row.kind in KINDS and row.section for row in ROWS.values())


def test_white_space_counts_where_the_content_model_takes_text() -> None:
    assert {n for n, row in ROWS.items() if row.inside in ("text", "fields")} == {
        n for n, s in elements().items() if takes_text(s.content)
    }


def shown(row: ElementRow, name: str) -> tuple[str, int]:
    """What a view makes of a small document with this element, and the difference of its ledger."""
    wrapped = f"<div><p>before</p><{row.element} xml:id='e'>inside</{row.element}><p>after</p></div>"
    root = edition(tei(wrapped)).root
    made = view(root, name)
    return made.text, ledger(root, made).difference


@pytest.mark.parametrize("name", VIEWS)
def test_one_document_an_element(name: str) -> None:
    """Each kind does what it is said to do, for each element of P5, and no word is lost without its name."""
    for row in ROWS.values():
        if row.element in FRAME:
            continue
        text, difference = shown(row, name)
        assert difference == 0, row
        parts = text.split()
        hidden = {"unread", "furniture"} if name != "source" else {"supplied"}
        if row.kind in LEFT_OUT | hidden:
            assert parts == ["before", "after"], row
        elif row.kind == "note" and name != "source":
            assert parts == ["before", "[inside]", "after"], row
        elif row.kind == "gap":
            assert (parts[0], parts[-1]) == ("before", "after"), row
        else:
            assert parts == ["before", "inside", "after"], row


def test_a_user_changes_rows() -> None:
    body = "<p>a <term>b</term> <w>c</w></p><fw>d</fw>"
    changed = table((("term", "annotation"), ("fw", "block")))
    assert view(edition(tei(body)).root, table=changed).text == "a c\n\nd"


@pytest.mark.parametrize("change", [("terms", "block"), ("term", "blok")])
def test_a_row_that_cannot_be_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match="Did you mean"):
        table((change,))


@pytest.mark.parametrize(
    ("body", "source", "reading"),
    [
        ("<p>x <restore><del>kept</del></restore> <del>y</del></p>", "x kept y", "x kept"),
        ("<p>x <del xml:id='u'>kept</del><undo target='#u'/></p>", "x kept", "x kept"),
        ("<p>a <delSpan spanTo='#z'/>b</p><p>c <anchor xml:id='z'/>d</p>", "a b\n\nc d", "a\n\nd"),
        ("<p>a <delSpan spanTo='#none'/>b</p>", "a b", "a b"),
        ("<p>x <app><rdgGrp><rdg>one</rdg><rdg>two</rdg></rdgGrp></app></p>", "x one", "x one"),
        ("<p><choice><seg>Hau</seg><seg>house</seg></choice></p>", "Hau", "Hau"),
        ("<p>Aber<pc>-</pc><lb break='no'/>deen</p>", "Aber-\ndeen", "Aberdeen"),
        ("<p><hi>won⸗</hi><lb break='no'/>der, a¬<pb break='no'/>b</p>", "won⸗\nder, a¬b", "wonder, ab"),
        ("<p xml:space='preserve'>a   b\n  c</p>", "a   b\n  c", "a   b\n  c"),
        ("<eg>if x:\n    y\n</eg><p>z</p>", "if x:\n    y\n\nz", "if x:\n    y\n\nz"),
        ("<p>a <note place='inline'>(n)</note> b</p>", "a (n) b", "a (n) b"),
        ("<p>a <list rend='inline'><item>p</item> <item>q</item></list> b</p>", "a p q b", "a p q b"),
        ("<p>a<noteGrp><note>n</note><note>m</note></noteGrp></p>", "a n m", "a[1][2]\n\n[1] n\n\n[2] m"),
        ("<p><w join='right'>I</w>\n<w>'m</w>\n<pc join='left'>!</pc></p>", "I'm!", "I'm!"),
        ("<p><expan>I<am>.</am><ex>ohn</ex></expan> <choice><abbr>D<am>r</am></abbr></choice></p>", "I. Dr", "Iohn Dr"),
    ],
)  # fmt: skip
def test_attributes_and_neighbours_that_matter(body: str, source: str, reading: str) -> None:
    root = edition(tei(body)).root
    for name, expected in (("source", source), ("reading", reading)):
        made = view(root, name)
        assert made.text == expected
        assert ledger(root, made).difference == 0
        assert all(0 <= begin <= end <= len(made.text) for begin, end in map(made.span, made))


def test_a_bibliography_in_back_that_others_point_to_is_a_register() -> None:
    data = tei("<p>a</p>").replace(b"</body>", b"</body><back><listBibl><bibl xml:id='w'>b</bibl></listBibl></back>")
    assert view(edition(data).root).text == "a"
    assert view(edition(data.replace(b" xml:id='w'", b"")).root).text == "a\n\nb"


def test_the_source_is_read_where_there_is_no_text() -> None:
    data = tei("").replace(
        b"<text><body></body></text>", b"<sourceDoc><surface><line>one</line><line>two</line></surface></sourceDoc>"
    )
    assert view(edition(data).root).text == "one\ntwo"
    assert T + "line" in table().strength
