"""Word, OpenDocument, EPUB: what the page prints, what its form says, what is left out and said."""

from __future__ import annotations

import pytest
from lxml import etree

from office_files import NO_LETTERS, archive, docx, epub, odt, p, pdf, rtf
from puzanov_tei import authority, pipeline, readers
from puzanov_tei.errors import SourceError
from puzanov_tei.model import BlockKind, Page

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def run(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


WORD = docx(
    p("Report", properties='<w:pStyle w:val="h2"/>')
    + p("He ", run("really", "<w:i/>"), " said so", '<w:r><w:footnoteReference w:id="2"/></w:r>', ", 5 m")
    + p(run("2", '<w:vertAlign w:val="superscript"/>'))
    + p(run("Quite", "<w:b/>"), run(" bold", '<w:b w:val="1"/>'))
    + p("rice", properties=listed(1))
    + p("steel", properties=listed(1))
    + p("coal", properties=listed(1, 1))
    + p("again", properties=listed(2))
    + "<w:tbl><w:tr><w:tc>"
    + p("Item")
    + "</w:tc><w:tc>"
    + p("Pieces")
    + p("sold")
    + "</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc>"
    + p("only")
    + "</w:tc></w:tr></w:tbl>"
    + p("one ", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/><w:t>two three</w:t></w:r>")
    + p(
        "kept",
        '<w:ins w:author="A. Bee"><w:r><w:t> added</w:t></w:r></w:ins>',
        '<w:del w:author="A. Bee"><w:r><w:delText> gone</w:delText></w:r></w:del>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
        run("hush", "<w:vanish/>"),
    ),
    styles='<w:style w:styleId="h2"><w:name w:val="heading 2"/></w:style>',
    numbering=NUMBERING,
    footnotes='<w:footnote w:id="1" w:type="separator">'
    + p("-")
    + '</w:footnote><w:footnote w:id="2">'
    + p("A note.")
    + "</w:footnote>",
    comments='<w:comment w:id="0" w:author="C. Dee">' + p("Check this.") + "</w:comment>",
)


def blocks(page: Page) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, page.source.text[b.begin : b.end]) for b in page.blocks]


def layout(page: Page) -> list[tuple[str, str, str]]:
    text = page.source.text
    return [(m.kind.value, " ".join(m.attributes.values()), text[m.begin : m.end].strip()) for m in page.layout]


def test_a_word_document() -> None:
    page = readers.read(WORD, "any.txt")
    assert page.reader == "docx"
    assert blocks(page) == [
        ("heading", 2, "Report"),
        ("paragraph", 0, "He really said so A note., 5 m"),
        ("paragraph", 0, "2"),
        ("paragraph", 0, "Quite bold"),
        ("item", 1, "4) rice"),
        ("item", 1, "5) steel"),
        ("item", 2, "5.a. coal"),
        ("item", 1, "1) again"),
        ("row", 1, "Item\tPieces sold"),
        ("paragraph", 0, "only"),
        ("paragraph", 0, "one two three"),
        ("paragraph", 0, "kept added"),
    ]
    assert layout(page) == [
        ("hi", "italic", "really"),
        ("footnote", "1 bottom", "A note."),
        ("hi", "superscript", "2"),
        ("pb", "2", ""),
    ]
    assert [(r.code, r.message.rpartition(": ")[2]) for r in page.remarks] == [
        ("PZ661", "gone"),
        ("PZ660", "Check this."),
        ("PZ662", "hush"),
        ("PZ661", "added"),
    ]


def test_a_word_document_in_tei() -> None:
    encoded = pipeline.encode(WORD, "any.docx", authority.load(None))
    root = etree.fromstring(encoded.tei)
    space = {"t": "http://www.tei-c.org/ns/1.0"}

    def found(path: str) -> object:
        return root.xpath(path, namespaces=space)

    assert (
        found("string(//t:body//t:p[contains(., 'He')]/t:note[@type='footnote'][@place='bottom'][@n='1'])") == "A note."
    )
    assert found("//t:body//t:hi/@rend") == ["italic", "superscript"]
    assert found("//t:body//t:pb/@n") == ["2"]
    assert found("string(//t:body//t:row/t:cell[2])") == "Pieces sold"
    said = [f.code for f in encoded.findings if f.code.startswith("PZ66")]
    assert sorted(said) == ["PZ660", "PZ661", "PZ661", "PZ662"]


ODT = odt(
    '<text:h text:outline-level="1">Report</text:h>'
    '<text:p>He <text:span text:style-name="I">really</text:span> said  so<text:note text:note-class="endnote">'
    "<text:note-citation>i</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>,"
    '<text:s text:c="2"/>yes<text:line-break/>no</text:p>'
    '<text:list text:style-name="L"><text:list-item text:start-value="4"><text:p>rice</text:p></text:list-item>'
    "<text:list-item><text:p>steel</text:p><text:list><text:list-item><text:p>coal</text:p></text:list-item></text:list>"
    "</text:list-item></text:list>"
    "<table:table><table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell><table:table-cell>"
    "<text:p>Pieces</text:p></table:table-cell></table:table-row></table:table>"
    "<text:p>one <text:soft-page-break/>two three<office:annotation><dc:creator>C. Dee</dc:creator>"
    "<text:p>Check.</text:p></office:annotation></text:p>",
    '<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="2"/></text:list-style>',
)


def test_an_opendocument_text() -> None:
    page = readers.read(ODT, "-")
    assert page.reader == "odt"
    assert blocks(page) == [
        ("heading", 1, "Report"),
        ("paragraph", 0, "He really said so A note.,  yes\nno"),
        ("item", 1, "4. rice"),
        ("item", 1, "5. steel"),
        ("item", 2, "5.a) coal"),
        ("row", 1, "Item\tPieces"),
        ("paragraph", 0, "one two three"),
    ]
    assert layout(page) == [("hi", "italic", "really"), ("footnote", "i end", "A note."), ("pb", "2", "")]
    assert [(r.code, r.message) for r in page.remarks] == [("PZ660", "A comment by C. Dee is left out: Check.")]


FORMS_OF_ODT = odt(
    "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><office:change-info><dc:creator>C. Dee"
    "</dc:creator></office:change-info><text:p>very much</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes><text:section><text:p text:style-name='N'>He said<text:change text:change-id='c'/>: "
    "<text:span text:style-name='S'>no</text:span><text:span text:style-name='D'>2</text:span>"
    "<text:tab/><text:title>Report</text:title><text:hidden-text>not so</text:hidden-text>"
    "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p></text:section>"
    "<text:p text:style-name='B'>words<draw:frame><draw:text-box><text:p>in a frame</text:p></draw:text-box>"
    "<svg:title>a box</svg:title></draw:frame> after<draw:rect><text:p>in a shape</text:p></draw:rect></text:p>"
    "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p>"
    "</table:table-cell><table:table-cell><text:p>c<draw:frame><draw:text-box><text:p>in a cell</text:p>"
    "</draw:text-box></draw:frame></text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
    "<table:table><table:table-row><table:table-cell><text:p>alone</text:p></table:table-cell></table:table-row>"
    "</table:table><text:change text:change-id='c'/><text:soft-page-break/>"
    "<text:list text:style-name='L'><text:list-header><text:p>of a list</text:p></text:list-header><text:list-item>"
    "<text:p>one</text:p><text:section><text:p>within</text:p></text:section></text:list-item></text:list>"
    "<text:list text:style-name='L' text:continue-numbering='true'><text:list-item><text:p>two</text:p>"
    "</text:list-item></text:list>"
    f"<text:list text:style-name='L'><text:list-item text:start-value='{'9' * 5000}'><text:p>again</text:p>"
    f"</text:list-item></text:list>{'<text:list><text:list-item>' * 40}<text:p>deep</text:p>"
    f"{'</text:list-item></text:list>' * 40}",
    "<style:style style:name='B'><style:paragraph-properties fo:break-before='page'/></style:style>"
    "<style:style style:name='N' style:parent-style-name='B'/><style:style style:name='D'><style:text-properties "
    "style:text-position='sub 58%'/></style:style><style:style style:name='S'><style:text-properties "
    "fo:font-weight='700' style:text-underline-style='solid' style:text-line-through-style='none'/></style:style>"
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='i'/>"
    "</text:list-style>",
)


def test_more_of_an_opendocument_text() -> None:
    page = readers.read(FORMS_OF_ODT, "-")
    assert blocks(page) == [
        ("paragraph", 0, "He said: no2\tReport A note."),
        ("paragraph", 0, "words after"),
        ("paragraph", 0, "in a frame"),
        ("paragraph", 0, "in a shape"),
        ("row", 1, "a b\tc"),
        ("paragraph", 0, "in a cell"),
        ("paragraph", 0, "alone"),
        ("item", 1, "of a list"),
        ("item", 1, "i one"),
        ("paragraph", 0, "within"),
        ("item", 1, "ii two"),
        ("item", 1, "i again"),
        ("item", 40, "deep"),
    ]
    assert layout(page) == [
        ("hi", "bold underline", "no"),
        ("hi", "subscript", "2"),
        ("footnote", "1 bottom", "A note."),
        *(("pb", number, "") for number in "23"),
    ]
    assert [r.code for r in page.remarks] == ["PZ661", "PZ662", "PZ661"]


def test_a_book() -> None:
    page = readers.read(epub("<h1>Report</h1><p>He said so.</p>", "<ol start='4'><li>rice</li></ol>"), "-")
    assert page.reader == "epub"
    assert [text for _, _, text in blocks(page)] == ["Report", "He said so.", "4. rice"]


def test_notes_and_looks_of_html() -> None:
    page = readers.read(
        b"<html><body><p>He <i>really</i> said so.<sup><a href='#n' id='r'>1</a></sup> 5 m<sup>2</sup></p>"
        b"<p><b>Yes:</b> no <b>more</b></p><ol><li id='n'>A note. <a href='#r'>back</a></li></ol></body></html>",
        "-",
    )
    assert [text for _, _, text in blocks(page)] == ["He really said so. A note. 5 m2", "Yes: no more"]
    assert layout(page) == [
        ("hi", "italic", "really"),
        ("footnote", "1 bottom", "A note."),
        ("hi", "superscript", "2"),
        ("hi", "bold", "more"),
    ]


RICH = rtf(
    r"{\header Running head}\pard\s2 Report\par\pard He {\i really} said so{\super\chftn}"
    r"{\footnote {\super\chftn} A note.}, caf\u233? \'e9 {\f1\'c4\'e0}\par"
    r"{\listtext\pard 4)\tab}\pard\ls1 rice\par{\listtext 5)\tab}steel\par"
    r"\pard\trowd\intbl Item\cell Pieces\cell\row\trowd\intbl Rifles\cell 1,200\cell\row\pard"
    r" one \page two{\v hush}{\deleted gone}{\*\atnauthor C. Dee}{\*\annotation Check.}{\*\unknown no}"
    r" end{\pict 0a0b}\par"
)


def test_rich_text() -> None:
    page = readers.read(RICH, "page.txt")
    assert page.reader == "rtf"
    assert blocks(page) == [
        ("heading", 2, "Report"),
        ("paragraph", 0, "He really said so  A note., café é Да"),
        ("item", 1, "4) rice"),
        ("item", 1, "5) steel"),
        ("row", 1, "Item\tPieces"),
        ("row", 0, "Rifles\t1,200"),
        ("paragraph", 0, "one two end"),
    ]
    assert layout(page) == [("hi", "italic", "really"), ("footnote", "1 bottom", "A note."), ("pb", "2", "")]
    assert sorted((r.code, r.message.rpartition(": ")[2]) for r in page.remarks) == [
        ("PZ660", "Check."),
        ("PZ661", "gone"),
        ("PZ662", "hush"),
        ("PZ663", "Running head"),
    ]


def test_a_pdf() -> None:
    pytest.importorskip("pypdfium2")
    full = "We talked for an hour about wool and about timber, and he said that the mis-"
    page = readers.read(
        pdf(
            [
                *(
                    (50.0, 770.0, 10.0, "Papers of the Envoy"),
                    (50.0, 740.0, 12.0, "SECRET"),
                    (50.0, 726.0, 12.0, "Copy 2"),
                ),
                *((50.0, 690.0, 12.0, full), (50.0, 676.0, 12.0, "sion was there."), (140.0, 681.0, 7.0, "1")),
                *((50.0, 640.0, 12.0, "Item"), (200.0, 640.0, 12.0, "Pieces"), (50.0, 626.0, 12.0, "Rifles")),
                *((200.0, 626.0, 12.0, "20"), (50.0, 590.0, 12.0, full[:-5] + " envoys"), (300.0, 20.0, 10.0, "- 1 -")),
            ],
            [
                *((50.0, 770.0, 10.0, "Papers of the Envoy"), (50.0, 740.0, 12.0, "came. " + full[:60])),
                *((50.0, 726.0, 12.0, "It rained."), (300.0, 20.0, 10.0, "- 2 -")),
            ],
        ),
        "-",
    )
    assert [text.replace("\n", "|") for _, _, text in blocks(page)] == [
        "SECRET|Copy 2",
        f"{full[:-1]}sion was there. 1",
        "Item\tPieces",
        "Rifles\t20",
        f"{full[:-5]} envoys came. {full[:60]} It rained.",
    ]
    assert layout(page) == [("hi", "superscript", "1"), ("pb", "2", "")]
    assert [r.message.rpartition(": ")[2] for r in page.remarks] == ["Papers of the Envoy"]


def test_a_pdf_that_does_not_say_which_letters_its_signs_are() -> None:
    pytest.importorskip("pypdfium2")
    page = readers.read(pdf([(50.0, 700.0, 12.0, "abcdefgh")], font=NO_LETTERS), "-")
    assert [(r.code, "4 signs" in r.message) for r in page.remarks] == [("PZ667", True)]


BOMB = archive({"[Content_Types].xml": "", "word/document.xml": b"\0" * 65_000_000})
ENTITY = docx(p("&x;"), doctype='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (BOMB, "unfold"),
        (ENTITY, "document type"),
        (WORD[: len(WORD) // 2], "damaged"),
        (WORD[:-30], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (docx("<w:p>"), "not well-formed"),
        (archive({"[Content_Types].xml": "x", "word/document.xml": "<x/>"}), "without a Word document"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "holds no OpenDocument"),
        (archive({"content.xml": "", "META-INF/manifest.xml": "<encryption-data/>"}), "save it without a password"),
        (archive({"mimetype": "application/epub+zip"}), "is damaged"),
        (archive({"a.txt": "x"}), "is an archive"),
        (RICH[:-20], "ends before its last group"),
        (rtf("{" * 2000), "nested more than"),
        (pdf([]), "is a scan"),
        (b"%PDF-1.4\nnothing", "is damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(600), "is an image"),
    ],
    ids=range(16),  # the bytes of an archive hold the time, which differs from process to process
)
def test_a_hostile_file_gets_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence) as caught:
        readers.read(data, "file.x")
    assert str(caught.value).startswith("file.x") and "\n" not in str(caught.value)


def test_headings_and_items_are_kinds_of_blocks() -> None:
    assert {block.kind for block in readers.read(WORD, "-").blocks} == set(BlockKind)


def test_note_in_a_starred_group_of_rich_text() -> None:
    text = r"{\pard He said so.{\super\chftn}{\*\footnote\chftn\~\plain\pard {\pard A note.\par}\par}\par}{\*\gone no}"
    page = readers.read(rtf(text), "-")
    assert layout(page) == [("footnote", "1 bottom", "A note.")]
    assert [words for _, _, words in blocks(page)] == ["He said so.  A note."]


def test_headings_by_style_are_headings_of_the_text() -> None:
    text = r"{\pard\outlinelevel1 The ships\par}{\pard We went to the harbor. There were none.\par}{\pard\outlinelevel1 The boats\par}{\pard There were two.\par}"
    encoded = pipeline.encode(rtf(text), "report.rtf", authority.load(None))
    heads = etree.fromstring(encoded.tei).findall(".//{*}body//{*}head")
    assert [head.text for head in heads] == ["The ships", "The boats"]
    # What a conversion from PDF calls a heading is noise.
    noise = pipeline.encode(
        b"We went to the harbor. There were none.\n\n## The boats\n\nThere were two.",
        "report.md",
        authority.load(None),
    )
    assert etree.fromstring(noise.tei).findall(".//{*}body//{*}head") == []


def test_pictures_are_named_and_formulas_are_read() -> None:
    drawing = (
        '<w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" descr="map of the harbor"/>'
        '<a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
    )
    page = readers.read(docx(p("Here it is.", drawing)), "-")
    assert [(r.code, r.message) for r in page.remarks] == [("PZ666", "A picture is left out: map of the harbor")]
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow>'
        "<annotation>E = m</annotation></semantics></math>"
    )
    frame = (
        '<text:p>It says <draw:frame><draw:object xmlns:x="urn:x" x:href="./O"/><draw:image/></draw:frame>.</text:p>'
    )
    page = readers.read(odt(frame, "", **{"O/content.xml": math}), "-")
    assert [words for _, _, words in blocks(page)] == ["It says .", "E = m"]
    assert page.remarks == ()


def test_what_a_browser_prints_and_lines_that_only_look_like_running_heads() -> None:
    title = "Telegram from the Embassy in Lesk (Holm), 6 p.m., Friday | A Digital Archive with a Name that is Rather Long for a Line"
    leaves = [
        [
            (72.0, 750.0, 11.0, f"Paragraph {number} says that the harbor was quiet,"),
            (72.0, 737.0, 11.0, "and that nobody came."),
            (72.0, 400.0, 11.0, f"It rained on day {number}."),
            (30.0, 780.0, 8.0, f"11/26/26, 3:00 PM  {title}"),
            (30.0, 15.0, 8.0, f"https://example.org/page  {number}/3"),
        ]
        for number in (1, 2, 3)
    ]
    page = readers.read(pdf(*leaves), "-")
    said = " ".join(page.source.text[page.blocks[0].begin : page.blocks[-1].end].split())
    assert said.count("says that the harbor was quiet, and that nobody came.") == 3
    assert "Archive" not in said
    assert "https" not in said
    assert {remark.code for remark in page.remarks} == {"PZ663"}


def test_a_file_of_one_line_holds_a_document() -> None:
    page = readers.read(pdf([(72.0, 770.0, 11.0, "Hello Lesk")]), "-")
    assert [words for _, _, words in blocks(page)] == ["Hello Lesk"]
    page = readers.read(b"{\\rtf1\\ansi\\ansicpg0 Hello Lesk}", "-")
    assert [words for _, _, words in blocks(page)] == ["Hello Lesk"]


def test_rtf_a_star_inside_a_group_and_lists_of_lists() -> None:
    text = (
        r"{\f0\i0\*\cs7 The rope is long.}\par{\list{\listlevel{\leveltext \'02\'00.}}{\listname Knots;}}It is wet.\par"
    )
    page = readers.read(rtf(text), "-")
    assert [words for _, _, words in blocks(page)] == ["The rope is long.", "It is wet."]
