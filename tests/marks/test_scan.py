"""Editorial marks: one case a form, then what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from puzanov_tei.marks import scan
from puzanov_tei.model import Block, BlockKind, Kind, Mention, Metadata, Page, Source


def page_of(text: str) -> Page:
    """A page whose blocks are the paragraphs of `text`."""
    blocks = []
    position = 0
    for chunk in text.split("\n\n"):
        if chunk.strip():
            begin = position + len(chunk) - len(chunk.lstrip())
            blocks.append(Block(BlockKind.PARAGRAPH, begin, position + len(chunk.rstrip())))
        position += len(chunk) + 2
    return Page(Source("case.txt", text, text, ""), Metadata(), tuple(blocks), "plain")


def shown(text: str, mark: Mention) -> str:
    """`kind: before|content|after`: a mark with its frame."""
    inner = slice(mark.begin + mark.opening, mark.end - mark.closing)
    parts = (text[mark.begin : inner.start], text[inner], text[inner.stop : mark.end])
    return f"{mark.kind.value}: {'|'.join(parts)}"


def marks_of(text: str) -> list[str]:
    return [shown(text, mark) for mark in scan(page_of(text))[0]]


CASES = {
    # Omissions and gaps
    "an omission": ("told. [...] Then", ["gap: [...]||"]),
    "four dots": ("[….]", ["gap: [….]||"]),
    "an ellipsis alone in its paragraph": ("one\n\n…\n\ntwo", ["gap: …||"]),
    "illegible": ("to [[illegible name]] and", ["gap: [[|illegible name|]]", "desc: |illegible name|"]),
    "illegible in parentheses": ("Signature: (illegible)", ["gap: (|illegible|)", "desc: |illegible|"]),
    "an illegible signature without brackets": (
        "Chief illegible signature (N. Orlov)",
        ["gap: |illegible signature|", "desc: |illegible signature|"],
    ),
    "a signature that is spoken of": ("There was an illegible signature", []),
    "illegible signature": ("[illegible signature]", ["gap: [|illegible signature|]", "desc: |illegible signature|"]),
    "a blank": ("[date left blank] May", ["gap: [|date left blank|]", "desc: |date left blank|"]),
    "off the page": ("[date off the page] May", ["gap: [|date off the page|]", "desc: |date off the page|"]),
    "a redaction": ("Engineer [NAME REDACTED] came", ["gap: [|NAME REDACTED|]", "desc: |NAME REDACTED|"]),
    "a ruled blank": ("Nº [___]", ["gap: [___]||"]),
    "what nobody heard": ("Yes, [inaudible].", ["gap: [|inaudible|]", "desc: |inaudible|"]),
    # Pages of the original
    "a page": ("thinks that\n\n[Page 2]\n\nthe quay", ["pb: [Page 2]||"]),
    "a page of a facsimile": ("one [Facsimile Page 2] two", ["pb: [Facsimile Page 2]||"]),
    "a page in words": ("thinks that\n\n[page two]\n\nthe quay", ["pb: [page two]||"]),
    "a page alone on its line": ("said\n(p. 3)\nall, see (p. 4)", ["pb: (p. 3)||"]),
    "a leaf": ("one [leaf 44 ob.] two", ["pb: [leaf 44 ob.]||"]),
    "initials are no page": ("[S.V.] Lind", ["supplied: [|S.V.|]"]),
    # Words of the text
    "a translator's note on a blank": (
        "went. [Translator's note: three words left blank here] He",
        ["translator: [Translator's note: |three words left blank here|]"],
    ),
    "supplied": ("send [some] to", ["supplied: [|some|]"]),
    "supplied inside words": ("V[ice]-Premier", ["supplied: [|ice|]"]),
    "supplied digits": ("Nº [208]", ["supplied: [|208|]"]),
    "supplied with doubt": ("the [Korean?] side", ["supplied: [|Korean|?]"]),
    "unclear": ("2[[7]] May", ["unclear: [[|7|]]"]),
    "unclear with doubt": ("[[A. Orlov?]]", ["unclear: [[|A. Orlov|?]]"]),
    "a query": ("the issue[?].", ["query: [|?|]"]),
    # sic
    "sic bare": ("in July and August [sic], so", ["sic: |August| [sic]"]),
    "sic behind a name": ("Then Pak Sin-uk [sic] sang", ["sic: |Pak Sin-uk| [sic]"]),
    "sic behind a title and a name": ("Deputy Minister Pak [sic] sang", ["sic: |Pak| [sic]"]),
    "sic behind a date": ("on 31 May 1957 [sic] he", ["sic: |31 May 1957| [sic]"]),
    "sic in capitals inside a range": ("from 8 [SIC] through 20 May", ["sic: |8| [SIC]"]),
    "sic behind a quotation": ('the "good friends" [sic] left', ['sic: |"good friends"| [sic]']),
    "sic behind an alternate name": (
        "Then Ri He-ran [Ri Hye Ran] [sic] sang",
        ["sic: |Ri He-ran [Ri Hye Ran]| [sic]", "romanization: [|Ri Hye Ran|]"],
    ),
    "a date with blanks": ("on 6. XI. 58 [sic] we", ["sic: |6. XI. 58| [sic]"]),
    "initials corrected behind the surname": (
        "told Ya. R. Malov [sic, R. Ya. is correct].",
        ["sic: |Ya. R. Malov|", "translator: [|sic, R. Ya. is correct|]"],
    ),
    "sic with a correction inside a name": (
        "Ya. R. [sic, R. Ya. is correct] Malov",
        ["choice: |Ya. R. [sic, R. Ya. is correct]|", "sic: |Ya. R.|", "corr:  [sic, |R. Ya.| is correct]"],
    ),
    "sic with a correction inside a date": (
        "12 May [sic; June] 1961",
        ["choice: |May [sic; June]|", "sic: |May|", "corr:  [sic; |June|]"],
    ),
    "sic, and what is meant": (
        "till 31 May [sic; 1 June is meant].",
        ["choice: |31 May [sic; 1 June is meant]|", "sic: |31 May|", "corr:  [sic; |1 June| is meant]"],
    ),
    "sic, and what should be": (
        "to Ri Ju [sic; should be Ri Ho].",
        ["choice: |Ri Ju [sic; should be Ri Ho]|", "sic: |Ri Ju|", "corr:  [sic; should be |Ri Ho|]"],
    ),
    "sic with a remark": ("wishes [SIC - plural] are", ["sic: |wishes|", "translator: [|SIC - plural|]"]),
    "sic in a translator's note": (
        "at Dorma [Translator's note: SIC; Dorna was undoubtedly intended, since it is near] we",
        [
            "sic: |Dorma|",
            "translator: [Translator's note: |SIC; Dorna was undoubtedly intended, since it is near|]",
        ],
    ),
    # Names, abbreviations, glosses
    "a romanization": ("Choe Yong-geon [Choe Yong Gon] came", ["romanization: [|Choe Yong Gon|]"]),
    "a romanization in mixed case": ("PAK HEON-YEONG [Pak Hon Yong]", ["romanization: [|Pak Hon Yong|]"]),
    "syllables that look like little words": ("by Yeo Dong-so [Yo Tong So] there", ["romanization: [|Yo Tong So|]"]),
    "little words alone": ("Then Kim [He] said", ["supplied: [|He|]"]),
    "a real name": ("FENG XI [STALIN] wrote", ["romanization: [|STALIN|]"]),
    "a real name in lower case": ("Then Filippov [Stalin] wrote", ["romanization: [|Stalin|]"]),
    "a given name": ("Kim [Il Sung] came", ["supplied: [|Il Sung|]"]),
    "a name behind a title": ("Ambassador [Orlov] came", ["supplied: [|Orlov|]"]),
    "an office before a name": ("and [Minister of Trade] Ri", ["supplied: [|Minister of Trade|]"]),
    "an expansion": (
        "of TsTAK [Central Telegraph Agency] said",
        ["abbr: |TsTAK|", "expan: [|Central Telegraph Agency|]"],
    ),
    "an expansion in lower case": (
        "by VCh [high-frequency telephone] said",
        ["abbr: |VCh|", "expan: [|high-frequency telephone|]"],
    ),
    "supplied behind an abbreviation": ("the USSR [and China] agreed", ["supplied: [|and China|]"]),
    "supplied behind a number": ("the XXII [CPSU] Congress", ["supplied: [|CPSU|]"]),
    "a gloss of a title": ('sang "Arirang jeon" [The Tale of Arirang].', ["gloss: [|The Tale of Arirang|]"]),
    "a gloss of a foreign phrase": ("Litsom k nebu [Face to the Sky] ran", ["gloss: [|Face to the Sky|]"]),
    "supplied with a small word": ("Chief [of the Board of Trade] said", ["supplied: [|of the Board of Trade|]"]),
    "a name supplied behind an article": ("of the [Republic of Poland] too", ["supplied: [|Republic of Poland|]"]),
    "words supplied behind what was said": (
        'he said: "We would all like to come again next year" [Kim laughed] and left',
        ["supplied: [|Kim laughed|]"],
    ),
    "a gloss of a word": ("colour „Kobalt [cobalt]”", ["gloss: [|cobalt|]"]),
    "a gloss inside a quoted title": ("the book „Der Weg [The Way]”.", ["gloss: [|The Way|]"]),
    "a small word behind an accent": ("the attaché, [and] Hruška", ["supplied: [|and|]"]),
    "a Russian word": ("a non-party [nepartiynoe] paper", ["gloss: [|nepartiynoe|]"]),
    # Apparatus
    "a stamp": ("[stamp: SECRET 12 May 1957]", ["stamp: [|stamp: SECRET 12 May 1957|]", "desc: |stamp|: "]),
    "a partial stamp": (
        "[partial image of a stamp: [[TOP]] SECRET]",
        [
            "stamp: [|partial image of a stamp: [[TOP]] SECRET|]",
            "desc: |partial image of a stamp|: ",
            "supplied: [[|TOP|]]",
        ],
    ),
    "a stamp over several blocks": (
        "[stamp:\n\nIncoming 01\n\n2 May 1957]\n\nText",
        ["stamp: [|stamp:\n\nIncoming 01\n\n2 May 1957|]", "desc: |stamp|:"],
    ),
    "a stamp across columns": (
        "EMBASSY [faded USSR TOP SECRET\nMFA stamp: Copy Nº 3\n2 May 9 May 1957]",
        ["stamp: [|faded USSR TOP SECRET\nMFA stamp: Copy Nº 3\n2 May 9 May 1957|]"],
    ),
    "a label before its words": ("[stamp] Div. IV 2 May", ["stamp: |[stamp] Div. IV 2 May|", "desc: [|stamp|]"]),
    "a label behind its words": ("Div. IV 2 May [stamp]", ["stamp: |Div. IV 2 May [stamp]|", "desc: [|stamp|]"]),
    "stamps without brackets": (
        "Stamped: Far East : Stamped: Secret 2/64",
        ["stamp: |Stamped: Far East|", "desc: |Stamped|: ", "stamp: |Stamped: Secret 2/64|", "desc: |Stamped|: "],
    ),
    "handwriting": ("[handwritten: 0555-gs]", ["handwritten: [|handwritten: 0555-gs|]", "desc: |handwritten|: "]),
    "handwriting in quotes": ('[handwritten "yes"]', ['handwritten: [|handwritten "yes"|]', "desc: |handwritten| "]),
    "an unread note": (
        "[Note in left margin: illegible]",
        [
            "handwritten: [|Note in left margin: illegible|]",
            "desc: |Note in left margin|: ",
            "gap: |illegible|",
            "desc: |illegible|",
        ],
    ),
    "a replaced word": (
        "not late [handwritten: early] but",
        ["subst: |late [handwritten: early]|", "del: |late|", "add:  [handwritten: |early|]"],
    ),
    "replaced words": (
        "due on 3 May [handwritten: 5 June] we",
        ["subst: |3 May [handwritten: 5 June]|", "del: |3 May|", "add:  [handwritten: |5 June|]"],
    ),
    "handwriting beside a number": (
        "Nº 88 [handwritten: 0555-gs] TOP SECRET",
        ["handwritten: [|handwritten: 0555-gs|]", "desc: |handwritten|: "],
    ),
    "a note on the margin of a sentence": (
        "he agreed [handwritten in the margin: yes] and left",
        ["handwritten: [|handwritten in the margin: yes|]", "desc: |handwritten in the margin|: "],
    ),
    "an added word": ("asked for [inserted by hand: ten] cars", ["add: [inserted by hand: |ten|]"]),
    "a note in a sentence": (
        "on 3 May; [handwritten: 3.5.] then",
        ["handwritten: [|handwritten: 3.5.|]", "desc: |handwritten|: "],
    ),
    "a signature": ("AMBASSADOR [signature] (A. ORLOV)", ["signature: [|signature|]", "desc: |signature|"]),
    "a signature in slashes": ("/signature/ ORLOV", ["signature: /|signature|/", "desc: |signature|"]),
    "a note": ("[Translator's note: one leaf lacking]", ["translator: [Translator's note: |one leaf lacking|]"]),
    "a signature with more words": ("[two signatures]", ["signature: [|two signatures|]", "desc: |two signatures|"]),
    "a picture": ("[logo of the Embassy]", ["translator: [|logo of the Embassy|]"]),
    "a remark": ("UVXX [expansion unknown]", ["translator: [|expansion unknown|]"]),
    # Nested
    "supplied in handwriting": (
        '[handwriting: "to N. Tor[benkov]"]',
        ['handwritten: [|handwriting: "to N. Tor[benkov]"|]', "desc: |handwriting|: ", "supplied: [|benkov|]"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_form(name: str) -> None:
    text, expected = CASES[name]
    marks, findings = scan(page_of(text))
    assert [shown(text, mark) for mark in marks] == expected
    assert findings == ()


BROKEN = {
    "double, closed once": (
        "to [[illegible name] and",
        ["gap: [[|illegible name|]", "desc: |illegible name|"],
        ["PZ603"],
    ),
    "single, closed twice": ("delo [file]] 035", ["supplied: [|file|]]"], ["PZ604"]),
    "closed twice at the end": (
        "[handwritten: abc]] rest",
        ["handwritten: [|handwritten: abc|]]", "desc: |handwritten|: "],
        ["PZ604"],
    ),
    "a stamp never closed ends with its block": (
        "[faded stamp: Copy Nº 1\n\nNº 41",
        ["stamp: [|faded stamp: Copy Nº 1|", "desc: |faded stamp|: "],
        ["PZ601"],
    ),
    "an opening bracket alone": ("and [some to", ["unparsed: |[|"], ["PZ601"]),
    "a closing bracket alone": ("to Cde. X]\n\nmore", ["unparsed: |]|"], ["PZ602"]),
    "a known word never closed": (
        "AMBASSADOR [signature (A. B.)",
        ["signature: [|signature|", "desc: |signature|"],
        ["PZ601"],
    ),
    "a known word never opened": ("told. ...] Then", ["gap: ...]||"], ["PZ602"]),
    "a reference to a note": ("friends.[1] Then", ["unparsed: |[1]|"], ["PZ605"]),
    "two single ones that look double": ("[[a] b] c", ["supplied: [|[a] b|]", "supplied: [|a|]"], []),
    "closed too early, seen by the last bracket": (
        "[x [y]] z] end",
        ["supplied: [|x [y]] z|]", "supplied: [|y|]]"],
        ["PZ604"],
    ),
    "unbalanced inside a stamp": (
        "[Stamp: Fond [[not legible] Delo 3]",
        [
            "stamp: [|Stamp: Fond [[not legible] Delo 3|]",
            "desc: |Stamp|: ",
            "gap: [[|not legible|]",
            "desc: |not legible|",
        ],
        ["PZ603"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_mended_and_reported(name: str) -> None:
    text, expected, codes = BROKEN[name]
    marks, findings = scan(page_of(text))
    assert [shown(text, mark) for mark in marks] == expected
    assert [finding.code for finding in findings] == codes


def test_finding_names_the_place_and_the_remedy() -> None:
    finding = scan(page_of("one\n\ntwo [three"))[1][0]
    assert (finding.location.file, finding.location.line, finding.location.column) == ("case.txt", 3, 5)
    assert finding.message.endswith("[three"[:1]) and finding.hint


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("[3-4 illegible letters]", {"reason": "illegible", "unit": "chars", "atLeast": "3", "atMost": "4"}),
        ("[[two names illegible]]", {"reason": "illegible", "unit": "names", "quantity": "2"}),
        ("[illegible word]", {"reason": "illegible", "unit": "words", "quantity": "1"}),
        ("[[faded illegible endorsements]]", {"reason": "illegible", "extent": "unknown"}),
        ("[...]", {"reason": "editorial", "extent": "unknown"}),
        ("[left blank]", {"reason": "blank", "extent": "unknown"}),
        ("[date off the page]", {"reason": "cut-off", "extent": "unknown"}),
        ("[REDACTED]", {"reason": "redacted", "extent": "unknown"}),
        ("[two words missing]", {"reason": "lost", "unit": "words", "quantity": "2"}),
    ],
)
def test_gaps_say_why_and_how_much(text: str, attributes: dict[str, str]) -> None:
    assert scan(page_of(text))[0][0].attributes == attributes


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("[faded stamp: Incoming Nº 0333s]", {"subtype": "incoming", "rend": "faded"}),
        ("[Stamp: Foreign Policy Archive]", {"subtype": "archive"}),
        ("[stamp: subject to return to X]", {"subtype": "return"}),
        ("[stamp: 0333s]", {"subtype": "unknown"}),
        ("[handwritten in the left margin: yes]", {"place": "margin"}),
        ("FENG XI [STALIN]", {"subtype": "pseudonym"}),
    ],
)
def test_marks_carry_what_the_label_says(text: str, attributes: dict[str, str]) -> None:
    assert scan(page_of(text))[0][0].attributes == attributes


def test_only_the_blocks_are_scanned() -> None:
    page = page_of("[a] [b]")
    half = Page(page.source, page.metadata, (Block(BlockKind.PARAGRAPH, 4, 7),), page.reader)
    assert [mark.begin for mark in scan(half)[0]] == [4]


def test_a_bracket_does_not_reach_over_half_a_document() -> None:
    words = "word " * 500
    for text in (f"[some {words}] end", f"x [stamp: {words}"):
        marks = scan(page_of(text))[0]
        assert {mark.kind for mark in marks} == {Kind.UNPARSED}
        assert all(mark.end - mark.begin == 1 for mark in marks)


def test_depth_is_bounded() -> None:
    text = "x" + "[a " * 40 + "]" * 40
    marks, findings = scan(page_of(text))
    assert "PZ606" in {finding.code for finding in findings}
    assert sum(mark.kind is Kind.UNPARSED for mark in marks) <= 2


# Any text at all

WORDS = (
    "[|]|[[|]]| |.|...|…|sic|SIC;|June|Kim Il|Pak|stamp:|stamp|handwritten:|illegible|signature|?|12|is meant"
    "|Translator's note:|Stamped: |,|\"|USSR|TsTAK|Central Agency|(illegible)|/signature/|word|A.|  |___|blank|'|:"
)
PIECES = st.sampled_from([*WORDS.split("|"), "\n", "\n\n"])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map(" ".join), st.text())


@settings(deadline=None)
@given(TEXTS)
def test_marks_are_nested_and_inside_the_text(text: str) -> None:
    page = page_of(text)
    marks, findings = scan(page)
    around: list[Mention] = []
    for mark in marks:
        assert 0 <= mark.begin < mark.end <= len(text)
        assert mark.opening >= 0 and mark.closing >= 0 and mark.opening + mark.closing <= mark.end - mark.begin
        while around and around[-1].end <= mark.begin:
            around.pop()
        if around:
            outer = around[-1]
            assert outer.begin + outer.opening <= mark.begin and mark.end <= outer.end - outer.closing
        around.append(mark)
    assert all(finding.code in ("PZ601", "PZ602", "PZ603", "PZ604", "PZ605", "PZ606") for finding in findings)


@settings(deadline=None)
@given(TEXTS)
@example("[Translator's note:[sic")
@example("(illegible)[sic")
def test_every_bracket_is_accounted_for(text: str) -> None:
    """A square bracket of a block is in the frame of a mark, or in literal text, and never plain."""
    page = page_of(text)
    covered = bytearray(len(text))
    for mark in scan(page)[0]:
        framed = [(mark.begin, mark.begin + mark.opening), (mark.end - mark.closing, mark.end)]
        if mark.kind in (Kind.UNPARSED, Kind.STAMP) and not mark.opening:
            framed = [(mark.begin, mark.end)]
        for begin, end in framed:
            covered[begin:end] = b"\x01" * (end - begin)
    for block in page.blocks:
        plain = [i for i in range(block.begin, block.end) if text[i] in "[]" and not covered[i]]
        assert plain == []


@settings(deadline=None)
@given(TEXTS)
def test_same_text_same_marks(text: str) -> None:
    assert scan(page_of(text)) == scan(page_of(text))


@pytest.mark.parametrize("unit", ["[", "]", "[[", "[a] ", "[stamp: ", "A [sic] ", "] [", "a [b]] ] ", "Stamped: "])
def test_hostile_input_of_some_size(unit: str) -> None:
    """Quadratic work would make this test run for minutes."""
    scan(page_of(unit * 4000))
