"""The forms of signatures, copies, letterheads, columns, lists: what each part is, in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pages_support import page_of
from puzanov_tei.findings import Severity
from puzanov_tei.model import Document, Kind, Part, PartKind
from puzanov_tei.structure import analyse

HEAD = (
    "JOURNAL\n\nof the Ambassador A. B. NAME for the period 1 through 9 May 1957\n\n3 May 1957\n\n"
    "I received the counsellor, who had come with his wife, and we talked for a long time about the weather.\n\n"
)
TITLE = "Journal of A. B. Name for 3 May 1957"
TEXT = "\n\nI received the counsellor, who had come with his wife, and we talked for a long time about the weather."


def document(text: str, title: str = "") -> Document:
    return analyse(page_of(text, title))[0]


def parts(found: Document, kind: PartKind) -> list[str]:
    """The words of all parts of a kind."""
    text = found.page.source.text
    return [" ".join(text[p.begin : p.end].split()) for p in walk(found.root) if p.kind is kind]


def walk(part: Part) -> Iterator[Part]:
    yield part
    for child in part.children:
        yield from walk(child)


@pytest.mark.parametrize(
    "tail",
    [
        "SOVIET AMBASSADOR IN THE DPRK [signature] (A. NAME)",
        "SOVIET AMBASSADOR\nIN THE DPRK [signature]\n(A. NAME)",
        "USSR AMBASSADOR IN THE DPRK\n\n[signature] /A. NAME/",
        "[signature]\n\nSOVIET AMBASSADOR IN THE DPRK\n\nA. NAME",
        "COUNSELLOR OF THE [signature]\n\nUSSR MFA DVO (B. NAME)",
        "/signature/ V. NAME",
        "[signature] A. NAME",
        "(ss) A. Name",
        "[signed] Ivanov",
        "Signed: Pak Seong-cheol",
        "AMBASSADOR OF THE USSR\n\n/V. NAME/",
        "ACTING CHIEF OF THE DEPARTMENT\n\nB E L K I N",
        "S H T Y K O V",
        "Chargé d'Affaires ad interim\n\n[illegible signature]",
        "Sándor Etre\n\nAmbassador",
        "Ri Sin-pal\n\nAmbassador Extraordinary and Plenipotentiary\n\nof the DPRK in the USSR",
    ],
)
def test_signature_is_one_part_on_one_to_three_lines(tail: str) -> None:
    found = document(HEAD + tail + "\n\nFive copies printed", TITLE)
    assert parts(found, PartKind.SIGNED) == [" ".join(tail.split())]


@pytest.mark.parametrize("tail", ["Signature: (illegible)", "Authenticated: [illegible signature] (Smith)"])
def test_nobody_signs_with_a_label_alone(tail: str) -> None:
    found = document(HEAD + tail, TITLE)
    assert parts(found, PartKind.SIGNED) == []
    assert parts(found, PartKind.CLOSER) == [tail]


@pytest.mark.parametrize(
    ("tail", "copies", "items", "labels"),
    [
        (
            "Five copies printed:\n\n1 Cde. A\n\n2 to file",
            "Five copies printed:",
            ["1 Cde. A", "2 to file"],
            ["1", "2"],
        ),
        ("Five copies printed - vp\n1st - to Cde. A", "Five copies printed - vp", ["1st - to Cde. A"], ["1st"]),
        ("Five copies printed v[i]\n\n3rd - Cde. DVO", "Five copies printed v[i]", ["3rd - Cde. DVO"], ["3rd"]),
        ("Five copies printed: vp\n1 - file", "Five copies printed: vp", ["1 - file"], ["1"]),
        ("Four copies\n\n1. - Cde. A\n\n1. - file", "Four copies", ["1. - Cde. A", "1. - file"], ["1.", "1."]),
        (
            "Produced in 2 copies for:\n\n- Cde. A\n\n- Moscow",
            "Produced in 2 copies for:",
            ["- Cde. A", "- Moscow"],
            ["-", "-"],
        ),
        ("Copies: A (2), B, Copy.", "Copies:", ["A (2),", "B,", "Copy."], []),
        ("Distribution list - 3 copies: A - 2, B-1", "Distribution list - 3 copies:", ["A - 2,", "B-1"], []),
        ("Copies sent to:\n\nCde. A\n\nCde. B", "Copies sent to:", ["Cde. A", "Cde. B"], []),
    ],
)
def test_copies(tail: str, copies: str, items: list[str], labels: list[str]) -> None:
    found = document(HEAD + tail, TITLE)
    assert parts(found, PartKind.COPIES) == [copies]
    assert parts(found, PartKind.ITEM) == items
    assert parts(found, PartKind.LABEL) == labels


def test_copies_distributed_by_a_list_have_no_items() -> None:
    found = document(HEAD + "25 copies printed\n\nDistributed according to a list\n\nkt/MB", TITLE)
    assert parts(found, PartKind.DISTRIBUTION) == ["25 copies printed Distributed according to a list"]
    assert parts(found, PartKind.TYPIST) == ["kt/MB"]


def test_recipients_without_their_heading() -> None:
    found = document(HEAD + "1 - to Cde. A\n\n2 - to file", TITLE)
    assert parts(found, PartKind.ITEM) == ["1 - to Cde. A", "2 - to file"]


@pytest.mark.parametrize(
    "line", ["me/MB", "1 - AS/yus", "2-VP/vv", "drafted by X", "typed by M/B [SIC]", "Typed by X on 10/14/50"]
)
def test_typists(line: str) -> None:
    found = document(HEAD + "[signature] A. NAME\n\n" + line, TITLE)
    assert parts(found, PartKind.TYPIST) == [line]


@pytest.mark.parametrize("lines", ["Nº 353\n\n31 May 1957", "Nº 353 - 31 May 1957", "Nº 353 31 May 1957"])
def test_registry(lines: str) -> None:
    found = document(HEAD + "[signature] A. NAME\n\n" + lines, TITLE)
    assert " ".join(parts(found, PartKind.REGISTRY)) == " ".join(lines.split())
    assert parts(found, PartKind.IDNO)[-1] == "353"
    assert found.entries == ("1957-05-03",)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("TOP SECRET", ["TOP SECRET"]),
        ("EMBASSY OF THE USSR SECRET Nº 1 Copy Nº 2", ["SECRET"]),
        ("Secret. Copy Nº ___", ["Secret."]),
        ("Top secret!", ["Top secret!"]),
        ("(Secret)", ["(Secret)"]),
        ("Classification: Secret", ["Classification: Secret"]),
        ("H i g h l y  c l a s s i f i e d !", ["H i g h l y c l a s s i f i e d !"]),
        ("BY COURIER\n\nSpecial File\n\nExtremely urgent", ["BY COURIER", "Special File", "Extremely urgent"]),
        ("[stamp: SECRET]\n\nTOP SECRET", ["SECRET", "TOP SECRET"]),
        ("The Secretary came.", []),
    ],
)
def test_classification(head: str, expected: list[str]) -> None:
    assert parts(document(head + TEXT), PartKind.CLASSIFICATION) == expected


@pytest.mark.parametrize(
    ("head", "numbers", "values"),
    [
        ("Nº 88/dv Copy Nº 2", ["Nº 88/dv"], ["88/dv"]),
        ("N° 88", ["N° 88"], ["88"]),
        ("№ 0418/nf", ["№ 0418/nf"], ["0418/nf"]),
        ("# 600511/sh Special File Spets N 1500", ["# 600511/sh", "Spets N 1500"], ["600511/sh", "1500"]),
        ("EMBASSY OF X\n\nNº [208]", ["Nº [208]"], ["208"]),
        ("EMBASSY OF X\n\nN 0[[1]]77", ["N 0[[1]]77"], ["0[[1]]77"]),
        ("EMBASSY OF X\n\n121/1961 – H. –", ["121/1961 – H. –"], ["121/1961 – H. –"]),
    ],
)
def test_numbers(head: str, numbers: list[str], values: list[str]) -> None:
    found = document(head + TEXT)
    assert parts(found, PartKind.NUMBER) == numbers
    assert parts(found, PartKind.IDNO) == values


THREE_COLUMNS = """\
USSR EMBASSY [USSR MFA Far [USSR MFA General
IN THE DPRK East Department stamp: Secretariat stamp:
Nº 41 SECRET Incoming Nº 0333s SECRET Incoming Nº
2 May 1961 9-11 May 1961] 0444gs
9 May 1961]"""


@pytest.mark.parametrize(
    ("head", "datelines"),
    [
        ("Embassy Lesk, 2 September 1953 BY COURIER", ["Lesk, 2 September 1953"]),
        ("No. 23 Lesk, 2 September 1953", ["Lesk, 2 September 1953"]),
        ("Legation of Hungary. Lesk, 3 May 1961. No. 12/a", ["Lesk, 3 May 1961"]),
        ("Ministry of Foreign Affairs Lesk, 3 May 1961 Secret", ["Lesk, 3 May 1961"]),
        ("Ministry of Foreign Trade, 3 May 1961 Secret", []),
        ("Embassy in Lesk, 3 May 1961", []),
    ],
)
def test_a_place_with_its_date_inside_a_letterhead(head: str, datelines: list[str]) -> None:
    found = document(f"{head}\n\nNote{TEXT}", "Note")
    assert parts(found, PartKind.DATELINE) == datelines
    assert parts(found, PartKind.LETTERHEAD) == [head]


def pieces(found: Document) -> list[list[str]]:
    """The pieces of each torn stamp, in order; the one that holds most in capitals of its first letter."""
    text = found.page.source.text
    stamps = {p.attributes["id"]: p for p in walk(found.root) if p.kind is PartKind.STAMP and "id" in p.attributes}
    chains = []
    for first in (p for p in stamps.values() if "prev" not in p.attributes):
        chain = [first]
        while "next" in chain[-1].attributes:
            chain.append(stamps[chain[-1].attributes["next"]])
        chains.append(
            [("" if "fragment" in p.attributes else "* ") + " ".join(text[p.begin : p.end].split()) for p in chain]
        )
    return chains


def test_two_columns_with_a_stamp_across() -> None:
    text = "USSR EMBASSY IN THE X [faded USSR TOP SECRET\nMFA stamp: Copy Nº 3\nNº 41 0333s\n2 May 1961 9 May 1961]"
    found, findings = analyse(page_of(text + TEXT))
    assert pieces(found) == [["[faded USSR", "MFA stamp:", "0333s", "* 9 May 1961]"]]
    assert parts(found, PartKind.OFFICE) == ["USSR EMBASSY IN THE X"]
    assert parts(found, PartKind.CLASSIFICATION) == ["TOP SECRET"]
    assert parts(found, PartKind.COPY) == ["Copy Nº 3"]
    assert found.date == "1961-05-02"
    stamps = [m for m in found.marks if m.kind is Kind.STAMP]
    assert [(text[m.begin : m.end], m.opening, m.closing) for m in stamps] == [("9 May 1961]", 0, 1)]
    assert [(f.code, f.severity, f.location.line) for f in findings] == [("PZ651", Severity.WARNING, 4)]


def test_three_columns() -> None:
    found = document(THREE_COLUMNS + TEXT)
    assert pieces(found) == [
        ["[USSR MFA Far", "East Department stamp:", "* SECRET Incoming Nº 0333s", "9-11 May 1961]"],
        ["[USSR MFA General", "Secretariat stamp:", "SECRET Incoming Nº", "* 0444gs 9 May 1961]"],
    ]
    assert parts(found, PartKind.OFFICE) == ["USSR EMBASSY", "IN THE DPRK"]


def test_bracket_closed_too_early_is_said() -> None:
    text = "[faded stamp: Copy Nº 1]\nNº 41 0333s\n2 May 1961 9 May 1961"
    found, findings = analyse(page_of(text + TEXT))
    assert pieces(found) == [["[faded stamp:", "0333s", "* 9 May 1961"]]
    assert parts(found, PartKind.UNPARSED) == ["]"]
    assert "PZ650" in {f.code for f in findings}


def test_bracket_never_closed() -> None:
    text = "USSR EMBASSY IN THE X [faded MFA stamp: TOP SECRET\nNº 41 0333s\n2 May 1961 9 May 1961"
    assert pieces(document(text + TEXT)) == [["[faded MFA stamp:", "0333s", "* 9 May 1961"]]


def test_a_stamp_of_several_lines_is_not_torn() -> None:
    text = "[stamp:\n\nIncoming 03104-ss;\n\n16/17 October 1955\n\nsubject to return]"
    found = document(text + TEXT)
    assert parts(found, PartKind.STAMP) == [" ".join(text.split())]
    assert pieces(found) == []


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("19 May 1957", "1957-05-19"),
        ("19 May.", "1957-05-19"),
        ("24-26 May", "1957-05-24/1957-05-26"),
        ("16/17 May 1957", "1957-05-16/1957-05-17"),
        ("1[[9]] May", "1957-05-19"),
        ("[23] May 1957", "1957-05-23"),
    ],
)
def test_headings_of_entries(heading: str, value: str) -> None:
    found = document(f"{HEAD}{heading}\n\nI was in the town. It rained.", TITLE)
    assert found.entries == ("1957-05-03", value)


def test_journal_without_headings_has_the_entry_of_its_title() -> None:
    text = "JOURNAL\n\nof A. B. NAME\n\nPyongyang\n\n[…]\n\nI was in the town. It rained.\n\n[…]\n\n[signature] A. NAME"
    found = document(text, "Journal of A. B. Name for 7 May 1957")
    assert found.entries == ("1957-05-07",)
    assert parts(found, PartKind.ENTRY) == ["I was in the town. It rained."]


def test_omissions_and_separators_at_the_end_stand_behind_the_entry() -> None:
    found = document(HEAD + "xxx\n\nIt rained.\n\nxxx\n\n[...]\n\n4 May\n\nIt snowed.", TITLE)
    kinds = [p.kind for p in found.root.children]
    assert kinds[-4:] == [PartKind.ENTRY, PartKind.SEPARATOR, PartKind.OMISSION, PartKind.ENTRY]


@pytest.mark.parametrize("sign", ["xxx", "x x x", "***", "* * *", "=====", "-----"])
def test_separators(sign: str) -> None:
    assert parts(document(HEAD + sign + "\n\nIt rained.", TITLE), PartKind.SEPARATOR) == [sign]


def test_a_date_after_the_title_of_a_conversation_is_no_entry() -> None:
    found = document("RECORD OF A CONVERSATION\n\nwith Director Pak\n\n3 May 1957" + TEXT)
    assert (found.genre, found.entries) == ("conversation", ())
    assert parts(found, PartKind.TITLE) == ["RECORD OF A CONVERSATION with Director Pak"]
    assert parts(found, PartKind.DATELINE) == ["3 May 1957"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("KIM: Yes.\n\nPAK: No.\n\nKim. Well.", ["KIM:", "PAK:", "Kim."]),
        ("North (KIM): Yes.\n\nSouth (PAK): No.", ["North (KIM):", "South (PAK):"]),
        ("Comrade Kim: Yes.\n\nComrade Pak: No.", ["Comrade Kim:", "Comrade Pak:"]),
        ("DECIDED: yes.\n\nAGENDA: no.", []),
        ("KIM. It rains.\n\nPAK. It does.\n\n[KIM.] Stay.", ["KIM.", "PAK.", "[KIM.]"]),
        ("Present: Cdes. A. Kim, B. Pak.\n\nCde. Kim :\nStay.\n\nPAK -- No.", ["Cde. Kim :", "PAK --"]),
        ("Li Min: Yes.\n\nOtto Lang: No.\n\nLi Min: Well.\n\nOne: two.", ["Li Min:", "Otto Lang:", "Li Min:", "One:"]),
        (
            "Document Date: 1990\n\nRecord Number: 5\n\nLi Min: Yes.\n\nPopa: No.\n\nLi Min: Well.",
            ["Li Min:", "Popa:", "Li Min:"],
        ),
        ("N. S. KIM: Yes.\n\nThe Ambassador: No.\n\nN. S. KIM: Well.", ["N. S. KIM:", "The Ambassador:", "N. S. KIM:"]),
        ("Statements by Comrade Ştefan Łuk: We came.", ["Statements by Comrade Ştefan Łuk:"]),
        ("I. The plan.\n\nII. The harvest.\n\nIII. The rest.", []),
        ("KIM: Yes. PAK: No: never. KIM: Well. Note: it rained. PAK: Yes.", ["KIM:", "PAK:", "KIM:", "PAK:"]),
        ("First. Yes.\n\nSecond. No.", []),
    ],
)
def test_speakers(text: str, speakers: list[str]) -> None:
    assert parts(document("MINUTES of a meeting\n\n" + text), PartKind.SPEAKER) == speakers


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        ("- one\n\n- two", "bulleted", ["- one", "- two"]),
        ("1. one\n\n1. two", "ordered", ["1. one", "1. two"]),
        ("a) one;\n\nb) two", "ordered", ["a) one;", "b) two"]),
        ("(1) one\n\n(2) two", "ordered", ["(1) one", "(2) two"]),
        ("1.\none rope of hemp.\n2.\ntwo boats.", "ordered", ["1. one rope of hemp.", "2. two boats."]),
        ("4.\n\none rope\n\nand a bell.\n\n5.\n\ntwo boats.", "ordered", ["4. one rope and a bell.", "5. two boats."]),
        ("1.   one rope\n2.   two boats", "ordered", ["1. one rope", "2. two boats"]),
    ],
)
def test_lists(text: str, kind: str, items: list[str]) -> None:
    found = document(HEAD + text + "\n\nIt rained.", TITLE)
    assert parts(found, PartKind.ITEM) == items
    assert [p.attributes["type"] for p in walk(found.root) if p.kind is PartKind.LIST] == [kind]


def test_table_with_caption_and_footnotes() -> None:
    text = "Harvest\n(in tons)\nCrop\n1959\n1960\nApples\n410\n455*\nPears\n120\n118\n* estimate"
    found = document(HEAD + text + "\n\nIt rained.", TITLE)
    assert parts(found, PartKind.ROW) == ["Crop 1959 1960", "Apples 410 455*", "Pears 120 118"]
    assert parts(found, PartKind.HEADING) == ["Harvest", "(in tons)"]
    assert parts(found, PartKind.FOOTNOTE) == ["* estimate"]


def test_table_laid_out_by_the_page() -> None:
    found = document(HEAD + "Crop\t1959\n\nApples\t[they\tcame]\n\nPears\t120\n\nIt rained.", TITLE)
    assert parts(found, PartKind.CELL) == ["Crop", "1959", "Apples", "[they came]", "Pears", "120"]


def test_footnote_needs_its_sign_above() -> None:
    assert parts(document(HEAD + "x/ Not for sale.", TITLE), PartKind.FOOTNOTE) == []
    assert parts(document(HEAD + "Peaches x/ and plums.\n\nx/ Not for sale.", TITLE), PartKind.FOOTNOTE) == [
        "x/ Not for sale."
    ]


def test_run_in_headings() -> None:
    found = document(
        HEAD + "Concerning the timber. It came.\n\nFirst. It is dry.\n\nOn Monday I came. It rained.", TITLE
    )
    assert parts(found, PartKind.RUN_IN) == ["Concerning the timber.", "First."]
    found = document(HEAD + "On Nov. 3, 1957 it rained.\n\nAbout Cde. Orlov. He is ill.", TITLE)
    assert parts(found, PartKind.RUN_IN) == []


def test_recipients_without_heading() -> None:
    tail = "It rained and I stayed at home.\n\n[signature] (A. ORLOV)\n\n1 - Foreign Ministry\n\n2 - Moscow\n\n3 - file"
    assert parts(document(HEAD + tail, TITLE), PartKind.ITEM) == ["1 - Foreign Ministry", "2 - Moscow", "3 - file"]


def test_names_that_sign_alone() -> None:
    journal = HEAD + "It rained and I stayed at home.\n\n"
    assert parts(document(journal + "V. ORLOV\n\n1 - Cde. Ivin\n\n2 - file", TITLE), PartKind.SIGNED) == ["V. ORLOV"]
    dated = document(journal + "14.II.57 P. ORLOV\n\nTyped by Ivina", TITLE)
    assert parts(dated, PartKind.SIGNED) == ["P. ORLOV"]
    greeted = document(journal + "With best regards\n\nOrlov\n\nAmbassador", TITLE)
    assert parts(greeted, PartKind.SIGNED) == ["Orlov Ambassador"]


def test_a_title_with_its_office_is_no_signature() -> None:
    title = "The Journal of Soviet Ambassador to the DPRK A. B. Name for the period 1 through 9 May 1957"
    found = document("7 May 1957\n\nto be read]\n\n" + title + "\n\n3 May 1957" + TEXT, TITLE)
    assert parts(found, PartKind.SIGNED) == []
    assert found.entries == ("1957-05-03",)


def test_letter() -> None:
    text = (
        "Pyongyang, 3 May 1957\n\nTo:\n\nComrade A\n\n108 Berlin\n\nDear Comrade A!"
        + TEXT
        + "\n\nWith best regards\n\n[signature] B"
    )
    found = document(text)
    assert found.genre == "letter"
    assert parts(found, PartKind.ADDRESS) == ["To: Comrade A 108 Berlin"]
    assert parts(found, PartKind.SALUTE) == ["Dear Comrade A!", "With best regards"]


def test_stamps_without_brackets_are_marks_too() -> None:
    text = "Stamped: Division East, 5 May 1957 : Stamped: Secret 3/57\n\n[stamp] MR 14. Nov"
    found = document(text + TEXT)
    spans = [(p.begin, p.end) for p in walk(found.root) if p.kind is PartKind.STAMP]
    assert [text[b:e] for b, e in spans] == [
        "Stamped: Division East, 5 May 1957 :",
        "Stamped: Secret 3/57",
        "[stamp] MR 14. Nov",
    ]
    assert spans == [(m.begin, m.end) for m in found.marks if m.kind is Kind.STAMP]


def test_repeated_names_before_colons_are_speakers() -> None:
    text = (
        "Record of a conversation\n\nWe met in the evening, and the weather was good, so that nobody was late.\n\n"
        "Li Min: The bridge is ready, but for the rails.\n\nPopa: When will they come?\n\n"
        "Li Min: By rail, in the spring.\n\nDeputy Minister Popa: We thank you."
    )
    speakers = parts(document(text, "Record of a conversation"), PartKind.SPEAKER)
    assert speakers == ["Li Min:", "Popa:", "Li Min:", "Deputy Minister Popa:"]


@pytest.mark.parametrize(
    "line", ["(The Minister shows a map of the river.)", "BY COURIER\n\nTo the Ambassador in the DPRK Cde. A. B. Name"]
)
def test_what_is_no_signature(line: str) -> None:
    assert parts(document(HEAD + line, TITLE), PartKind.SIGNED) == []


def test_who_is_named_in_the_head_with_the_office_has_not_signed() -> None:
    head = "OFFICIAL TALKS\nbetween the First Secretary of the Rope Party\nand Minister of Trade\nAnton Lind\nand the Premier"
    found = document("Minutes of Conversation\n\n" + head + TEXT, "Minutes of Conversation between Anton Lind and X")
    assert parts(found, PartKind.SIGNED) == []
    assert found.authors == ()


@pytest.mark.parametrize(
    "mark", ["secret", "top secret", "confidential", "LIMITED OFFICIAL USE", "UNCLASSIFIED", "NIACT"]
)
def test_marks_of_secrecy_in_small_letters_and_of_other_services(mark: str) -> None:
    found = document(f"The Minister in Lesk (Olk) to the Secretary of Trade\n\n{mark}" + TEXT, "Telegram")
    assert parts(found, PartKind.CLASSIFICATION) == [mark]
    assert parts(document(HEAD + f"It was secret.\n\n{mark.lower()} and more", TITLE), PartKind.CLASSIFICATION) == []


def test_a_forename_stands_before_the_initials_of_who_signs() -> None:
    letter = "Pyongyang, 3 May 1957\n\nDear Comrade Lind!" + TEXT + "\n\n[signature] {}"
    assert document(letter.format("Carlos F. Lind")).authors == ("Carlos F. Lind",)
    assert document(letter.format("Ambassador F. Lind")).authors == ("F. Lind",)


def test_the_archives_title_stands_once_more_above_the_text() -> None:
    title = "Reception of a Delegation of the National Assembly of Lesk by A. B. Name"
    found = document(title.upper() + "*\n\n6 May 1960" + TEXT, title)
    assert parts(found, PartKind.TITLE) == [title.upper() + "*"]
    assert (found.genre, parts(found, PartKind.OFFICE)) == ("conversation", [])


def test_a_number_has_a_point_between_its_thousands() -> None:
    found = document("EMBASSY OF THE USSR IN THE DPRK\n\nNº 61.305 SECRET\n\n3 May 1957" + TEXT, "Telegram")
    assert parts(found, PartKind.IDNO) == ["61.305"]


def test_the_tail_of_a_page_printed_on_one_line() -> None:
    page = (
        "TELEGRAM Nº 7 SECRET To: Ministry of Health, Comrade A. Name, 3 May 1957 We ask for the hospital's bill, "
        "which has not come for three weeks, although the carriages were unloaded in time. The weather is good and "
        "the road is dry, so that nothing stands in the way of the transport of the beds and of the other furniture, "
        "as we wrote. Signed: N. Popa Copies: C. Luca (2), A. Name, Copy."
    )
    found = document(page, "Telegram")
    assert parts(found, PartKind.SIGNED) == ["Signed: N. Popa"]
    assert parts(found, PartKind.ITEM) == ["C. Luca (2),", "A. Name,", "Copy."]
    assert parts(found, PartKind.PARAGRAPH)[0].startswith("We ask")


def test_a_classification_in_the_text_is_no_heading() -> None:
    found = document(HEAD + "BY COURIER\n\nThe letter will be sent with the next plane, which leaves on Friday.", TITLE)
    assert parts(found, PartKind.CLASSIFICATION) == ["BY COURIER"]


def test_a_name_with_its_office_signs_a_page_printed_on_one_line() -> None:
    text = (
        "Report EMBASSY OF X 3 May 1957 We ask for the bill of the hospital, which has not come for three weeks, "
        "although the carriages were unloaded in time. The weather is good and the road is dry, so that nothing "
        "stands in the way of the beds and of the furniture, as we wrote in our letter. Halmos Tibor chargé "
        "d'affaires Produced in 2 copies for: - Comrade Balla - Department"
    )
    assert parts(document(text, "Report"), PartKind.SIGNED) == ["Halmos Tibor chargé d'affaires"]


def test_office_in_brackets_below_a_name() -> None:
    """`(Ambassador)` below a name is its office, not a second name."""
    text = "Embassy of Hungary\n\nWe ask the comrades for catalogs of the fair.\n\nGábor Halmos\n\n(Ambassador)"
    assert parts(document(text, "Report"), PartKind.SIGNED) == ["Gábor Halmos (Ambassador)"]


def test_lists_within_lists_by_kind_of_number() -> None:
    found = document(HEAD + "I) one;\n\nII) two:\n\n1) red;\n\n2) blue.\n\nIII. three\n\nIt rained.", TITLE)
    lists = [p for p in walk(found.root) if p.kind is PartKind.LIST]
    assert [sum(child.kind is PartKind.ITEM for child in one.children) for one in lists] == [3, 2]
    assert not parts(document(HEAD + "I. V. Name\n\nIt rained.", TITLE), PartKind.LABEL)


def test_columns_of_plain_text_are_a_table() -> None:
    text = "Item     Pieces   t\nRifles   1,200    4.5\nTanks    20       560\n\nIt rained."
    cells = parts(document(HEAD + text, TITLE), PartKind.CELL)
    assert cells == ["Item", "Pieces", "t", "Rifles", "1,200", "4.5", "Tanks", "20", "560"]
    assert not parts(document(HEAD + "Lesk     A. Name\nPort     B. Name\n\nIt rained.", TITLE), PartKind.CELL)


def test_letter_spaced_words() -> None:
    found = document("N o t e\n\nS P E C I A L\n\nI saw Comrade H e m p e l.\n\nH. S E D O V")
    assert parts(found, PartKind.TITLE) == ["N o t e"]
    assert parts(found, PartKind.CLASSIFICATION) == ["S P E C I A L"]
    assert parts(found, PartKind.SIGNED) == ["H. S E D O V"]
    assert "Comrade Hempel." in " ".join(reading.text for reading in found.readings)


def test_recipients_that_ran_together() -> None:
    found = document(HEAD + "It rained.\n\nThree copies printed:\n\n1 Cde. Lind 2 Cde. Nowak 3 to file", TITLE)
    assert parts(found, PartKind.ITEM) == ["1 Cde. Lind", "2 Cde. Nowak", "3 to file"]


SHORT = "\n\nI inquired about the wool and was told that it would come by rail when the ice on the lake has gone.\n\n"


@pytest.mark.parametrize(
    ("tail", "signed", "author"),
    [
        ("/-/ Varnai", ["/-/ Varnai"], "Varnai"),
        ("Ambassador Marian Olk", ["Ambassador Marian Olk"], "Varnai"),
        ("VARNAI TOLD", ["VARNAI TOLD"], "Varnai"),
        ("VARNAI [WARNEI; the minister]", ["VARNAI [WARNEI; the minister]"], "Varnai"),
        ("Ministry of Ropes\n\n3 May 1961", ["Ministry of Ropes"], "Varnai"),
        ("Wool Committee\n\nMinistry of Ropes\n\n3 May 1961", ["Wool Committee", "Ministry of Ropes"], "Varnai"),
        (
            "(A. Varnai)\n\n3 May 1961\n\nMore wool came later, and it was as good as that of the year before, they said.",
            ["(A. Varnai)"],
            "A. Varnai",
        ),
        (
            "Devotedly yours,\n\nKim Olk\n\nat the instruction of the Council\n\nLesk\n\n3 May 1961",
            ["Kim Olk at the instruction of the Council"],
            "Varnai",
        ),
        ("About the Wool", [], "Varnai"),
        ("Talks with the Ministry", [], "Varnai"),
    ],
)
def test_the_last_lines_of_a_cable_sign_it(tail: str, signed: list[str], author: str) -> None:
    found = document("Telegram No. 5" + SHORT + tail, "Telegram, Varnai to Orlov")
    assert parts(found, PartKind.SIGNED) == signed
    assert author.split()[-1].lower() in found.author.lower()


def test_the_form_at_the_head_of_a_cable() -> None:
    head = (
        "Ciphergram No. 15677",
        "Dispatched from Lesk on 24.10.1962 at 16:00",
        "Received on 24.10.1962 at 19:40",
        "Came into the Deciphering Department on 24.10.1962 at 20:00",
        "Sent to: Lesk",
        "Approved by: Liao Min",
        "Level: Urgent, advance",
        "Response No.",
        "Copied to: [...]",
        "Received from the Northern Desk",
        "Top Priority",
    )
    found = document("\n\n".join(head) + SHORT, "Telegram, Varnai to Orlov")
    assert parts(found, PartKind.FIELD) + parts(found, PartKind.DATELINE) + parts(found, PartKind.LETTERHEAD) == [
        head[0],
        *head[3:10],
        *head[1:3],
        head[10],
    ]
    assert parts(found, PartKind.CLASSIFICATION) == ["Urgent", "Top Priority"]
    assert parts(found, PartKind.DISTRIBUTION) == []


def test_recipients_above_the_title_and_copies_on_one_line() -> None:
    top = "MAIN OFFICE\n\nTOP SECRET!\n\n- Comrade Olk\n\n- Comrade Varnai\n\n- Comrade Min\n\n- Department\n\nRecord"
    found = document(top + SHORT + "Two copies printed. Nº 1 to Cde. Olk. Nº 2 to file.", "Record about the Wool")
    assert parts(found, PartKind.ITEM) == [
        "- Comrade Olk",
        "- Comrade Varnai",
        "- Comrade Min",
        "- Department",
        "Nº 1 to Cde. Olk.",
        "Nº 2 to file.",
    ]
    assert parts(found, PartKind.FILE) == ["to file"]


def test_a_speaker_goes_on_in_further_paragraphs() -> None:
    said = (
        "OLK. The wool has come.",
        "It is good, and I have seen it myself.",
        "1. The red wool.\n2. The blue wool.",
        "VARNAI. And the ropes?",
        "Will they come by rail?",
        "Olk then showed the ropes.",
        "9. On the Ropes of Lesk",
        "OLK. They will.",
        "The meeting ended at noon.",
        "Those who were there left.",
    )
    found = document("\n\n".join(said), "Minutes of the Committee")
    turns = [p for p in walk(found.root) if p.kind is PartKind.TURN]
    text = found.page.source.text
    assert [[" ".join(text[c.begin : c.end].split()) for c in turn.children] for turn in turns] == [
        ["OLK.", "The wool has come.", said[1], "1. The red wool. 2. The blue wool."],
        ["VARNAI.", "And the ropes?", said[4]],
        ["OLK."],
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("The Envoy Spoke of the Bridge over the Long River in the North", "Ministry of Rivers and Bridges",
          "I saw him again. " * 20), 3),
        (("THE MEETING OF THE ENVOY WITH THE KEEPER OF THE BRIDGES, AT THE LONG RIVER, AT 5:00 P.M., ON 3 MAY 1957",
          "The keeper received our envoy. " * 12), 2),
        (("I saw him again, and he said that the bridge over the river in the north would be",
          "ready in May. " * 20), 1),
        (("I saw him again, and he said that the bridge over the river in the north would be",
          "finished in May, and that the keeper of all the bridges would come to the opening of",
          "Lesk Bridge himself."), 1),
    ],
)  # fmt: skip
def test_only_lines_of_a_narrow_block_are_wrapped(lines: tuple[str, ...], expected: int) -> None:
    """In some copies of pages every line is a paragraph, with no blank line between them."""
    found = document(TEXT.strip() + "\n\n" + "\n".join(lines))
    assert len(parts(found, PartKind.PARAGRAPH)) == expected + 1


def test_points_of_a_decree_hold_the_paragraphs_under_them() -> None:
    points = "1. Approve the plan.\n\nReport in May.\n\n2. Pay:\n\na) in March;\n\nb) in April.\n\n3. Open it."
    found = document("Resolution of the Council of Ministers\n\n" + points + "\n\nIt rained.")
    assert [p.attributes["type"] for p in walk(found.root) if p.kind is PartKind.LIST] == ["ordered", "ordered"]
    assert parts(found, PartKind.ITEM) == [
        "1. Approve the plan. Report in May.",
        "2. Pay: a) in March; b) in April.",
        "a) in March;",
        "b) in April.",
        "3. Open it.",
    ]
    # In a report the numbers are headings of its parts.
    report = document("Report of the Harbor\n\n1. Ships.\n\nThere were none.\n\n2. Boats.\n\nThere were two.")
    assert parts(report, PartKind.ITEM) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("DAM/DAS/DNU/600.(24h)", PartKind.FIELD),
        ("Already Forwarded to: Chairman, Holm", PartKind.FIELD),
        ("CONFIDENTIAL—URGENT SUBSTITUTION", PartKind.FIELD),
        ("Ministry of Foreign Affairs:", PartKind.ADDRESS),
        ("[To] The Ministry of Foreign Affairs:", PartKind.ADDRESS),
        ("The Minister Spoke of Timber", PartKind.TITLE),
    ],
)
def test_lines_at_the_head_of_a_cable(line: str, kind: PartKind) -> None:
    text = f"SECRET\n\n{line}\n\nPriority: High\n\nThe minister told me that timber would be dearer in the summer. I wrote it down."
    if kind is PartKind.ADDRESS:
        text = text.replace("Priority: High\n\n", "")
    found = document(text, "Cable from the Embassy in Lesk, 'The Minister Spoke of Timber'")
    assert line.replace("[", "").replace("]", "") in [
        said.replace("[", "").replace("]", "") for said in parts(found, kind)
    ]


def test_a_title_ends_above_an_address() -> None:
    text = "Conversation with Lind\n\n[To] The Ministry of Trade:\n\nHe told me that timber would be dearer. I wrote it down."
    found = document(text, "Cable from the Embassy in Lesk")
    assert parts(found, PartKind.TITLE) == ["Conversation with Lind"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Dr. Marsh: No.\n\nMr. Lind: Yes.\n\nDr. Marsh: No.", ["Dr. Marsh:", "Mr. Lind:", "Dr. Marsh:"]),
        ("Dr. Lind: No.\n\nFor. Min. Holm: Yes.\n\nDr. Lind: No.", ["Dr. Lind:", "For. Min. Holm:", "Dr. Lind:"]),
        (
            "PAUL LIND:\nNo, not at all.\n\nANNA HOLM:\nYes.\n\nPAUL LIND\nNo again.",
            ["PAUL LIND:", "ANNA HOLM:", "PAUL LIND"],
        ),
    ],
)
def test_forms_of_speakers(text: str, speakers: list[str]) -> None:
    found = document("Memorandum of Conversation\n\n" + text, "Memorandum of Conversation")
    assert parts(found, PartKind.SPEAKER) == speakers


def test_a_turn_goes_on_behind_what_was_left_out() -> None:
    found = document("Mr. Lind: No.\n\n[...] It rained for days.\n\nMr. Holm: Yes.", "Memorandum of Conversation")
    assert parts(found, PartKind.TURN)[0] == "Mr. Lind: No. [...] It rained for days."


def test_by_order_of_somebody_else() -> None:
    signed = "By order of the Minister\n\nIrma Rooth\n\nDeputy Assistant Under-Secretary"
    found = document(HEAD + signed, TITLE)
    assert parts(found, PartKind.SIGNED) == [" ".join(signed.split())]
    assert found.author == "A. B. NAME"


@pytest.mark.parametrize(
    ("tail", "signed"),
    [
        ("Irma Rooth\n\nPaul Lind", ["Irma Rooth", "Paul Lind"]),
        ("Irma Rooth\n\nAmbassador\n\nPaul Lind\n\nSecretary", ["Irma Rooth Ambassador", "Paul Lind Secretary"]),
        ("Irma Rooth\n\nAmbassador", ["Irma Rooth Ambassador"]),
    ],
)
def test_each_of_two_signatures(tail: str, signed: list[str]) -> None:
    text = (
        "It rained for days, and nobody came to the harbor before the evening of the fifth day. We waited for them.\n\n"
    )
    assert parts(document(text + tail, "Report by Irma Rooth and Paul Lind"), PartKind.SIGNED) == signed


def test_a_telegram_on_one_line_with_its_way_and_shares() -> None:
    text = (
        "Sent from Lesk by wire on 09/30/50 at 20:35 p.m. Received in Oslo on 09/30/50 at 23:32 p.m. Deciphered by Lind on "
        "10/01/50 at 0:35 a.m. Distribution list - 3 copies: Holm - 2, Berg - 1. Extremely Urgent OSLO To Ministry of Foreign "
        "Affairs of Norway Comrade HOLM I relay the text of a letter which I received from the minister. It was handed over "
        "to me by the minister in person."
    )
    found = document(text, "Telegram from Lind to Holm")
    assert parts(found, PartKind.FIELD)[:3] == [
        "Sent from Lesk by wire on 09/30/50 at 20:35 p.m.",
        "Received in Oslo on 09/30/50 at 23:32 p.m.",
        "Deciphered by Lind on 10/01/50 at 0:35 a.m.",
    ]
    assert parts(found, PartKind.ITEM) == ["Holm - 2,", "Berg - 1."]
    assert parts(found, PartKind.ADDRESS) == ["To Ministry of Foreign Affairs of Norway Comrade HOLM"]
    assert len(parts(found, PartKind.PARAGRAPH)) == 1


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "March 5, 1972 (Sunday). Lind called.\n\nHe came later.\n\nMarch 9, 1972: We met.\n\nMarch 12 -- It rained.",
            "1972-03-05 1972-03-09 1972-03-12",
        ),
        ("5 May 1953 (Tuesday) Lind called.\n7.V.1953. We met.\n8 May\nIt rained.", "1953-05-05 1953-05-07 1953-05-08"),
        # A date that its sentence goes on behind heads nothing.
        ("5 May 1953 was a Tuesday. Lind called.\n\n7 May 1953, in the evening, we met. It rained.", ""),
        ("5 May 1953. Lind called.\n\nIt rained.", ""),
    ],
)
def test_days_that_open_the_text_of_a_diary(text: str, days: str) -> None:
    found = document(f"From the Diary of Irma Rooth\n\n{text}")
    assert (" ".join(found.entries), found.author) == (days, "Irma Rooth")


def test_a_diary_without_a_title() -> None:
    named = "Monday, 4 May 1953\n\nWe went to the harbor.\n\nTuesday, 5 May 1953\n\nIt rained."
    assert document(named).entries == ("1953-05-04", "1953-05-05")
    bare = "4 May 1953\n\nWe went to the harbor.\n\n5 May 1953\n\nIt rained."
    assert document(bare).entries == ()
    assert len(document(f"{bare}\n\n7 May 1953\n\nIt snowed.").entries) == 3
    assert document(f"{bare}\n\n3 May 1953\n\nIt snowed.").entries == ()


def test_a_wrapped_footnote_goes_on() -> None:
    found = document("It rained.1 It snowed.2\n\n1 For days, and then\nfor weeks.\n\n2 Not much.")
    assert parts(found, PartKind.FOOTNOTE) == ["1 For days, and then for weeks.", "2 Not much."]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("A. BELOV          5 May 1961", "signed dateline"),
        ("5 May 1961          A. BELOV", "dateline signed"),
        ("5.V.61  A. BELOV", "dateline signed"),
    ],
)
def test_a_name_beside_its_date_signs(line: str, kinds: str) -> None:
    document, _ = analyse(
        page_of(
            f"No. 134\n\nI report on the wool that came in May from the south, and on what the envoy said of it at the port.\n\n{line}",
            "Report on Wool",
        )
    )
    closer = next(one for one in document.root.children if one.kind is PartKind.CLOSER)
    assert " ".join(one.kind for one in closer.children) == kinds


def test_a_decree_on_one_line_begins_with_its_motto_and_has_points() -> None:
    text = (
        "Proletarians of all countries, unite! Communist Party of Ruritania. CENTRAL COMMITTEE TOP SECRET No. P182/2 To "
        "Comrades Belov, Olk, Lind Extract from protocol No. 182 of the session of the Politburo of 1 February 1980 "
        "Re: Ropes for the ships of the Chairman. 1.Confirm the text of a telegram to the works, in which the wool of the "
        "spring is asked for. 2.Confirm the text of information for the minister, who has to tell it to the ships."
    )
    document, _ = analyse(page_of(text, "Politburo Decision"))
    assert parts(document, PartKind.IDNO) == ["P182/2"]
    assert [len(one.split()) for one in parts(document, PartKind.ADDRESS)] == [5]
    assert len(parts(document, PartKind.ITEM)) == 2


def test_a_number_above_an_address_in_the_text_is_no_tail() -> None:
    wool = (
        "The wool has come with the ships, and the works have asked for rope, of which the minister has none to give."
    )
    document, _ = analyse(page_of(f"{wool}\n\nTop Secret\n\nNo. Pb 181/34\n\nTo Comrades:\n\nBelov, Olk\n\n{wool}"))
    assert not parts(document, PartKind.REGISTRY)


def test_a_bare_letter_has_its_head_its_salute_and_both_its_parties() -> None:
    wool = (
        "I have received your letter on the wool, and I ask you to send it with the next ship, as we agreed in spring."
    )
    text = f"Premier Belov's Letter to Prime Minister Olk\n\nDear Mr. Prime Minister,\n\n{wool}\n\nSincerely yours,\n\nI. Belov"
    document, _ = analyse(page_of(text))
    assert (document.genre, document.author, document.receiver) == ("letter", "I. Belov", "Olk")
    assert parts(document, PartKind.SALUTE) == ["Dear Mr. Prime Minister,", "Sincerely yours,"]
    assert len(parts(document, PartKind.TITLE)) == 1


@pytest.mark.parametrize("salute", ["Your Excellency:", "Dear Dr. Olk:", "Gentlemen:"])
def test_salutes_end_with_a_colon_too(salute: str) -> None:
    document, _ = analyse(page_of(f"{salute}\n\nWe thank you for the wool. It has come."))
    assert parts(document, PartKind.SALUTE) == [salute]


@pytest.mark.parametrize(
    "text",
    [
        "1.\nThe mill is to be built.\n2.\nThe bridge is to be mended.",
        "- 1.\n- The mill is to be built.\n- 2.\n- The bridge is to be mended.",
        "- 1.\n-\nThe mill is to be built.\n- 2.\n-\nThe bridge is to be mended.",
    ],
)
def test_numbers_stand_above_their_items(text: str) -> None:
    found = document(f"{HEAD}{text}\n\nIt rained.", TITLE)
    items = [item.replace("-", "").split() for item in parts(found, PartKind.ITEM)]
    assert items == [["1.", *"The mill is to be built.".split()], ["2.", *"The bridge is to be mended.".split()]]
    assert [p.attributes["type"] for p in walk(found.root) if p.kind is PartKind.LIST] == ["ordered"]


@pytest.mark.parametrize(
    "number", ["795.00/6–2550: Telegram", "396.1 OS/6–254: Circular telegram", "574.D1/258: Telegram"]
)
def test_a_file_number_stands_above_who_writes_to_whom(number: str) -> None:
    found = document(f"{number}\nThe Minister in Lesk (Olk) to Certain Posts\n{TEXT.strip()}\nOlk")
    assert (found.genre, found.authors) == ("telegram", ("Olk",))
    assert parts(found, PartKind.TITLE) == ["The Minister in Lesk (Olk) to Certain Posts"]
    assert not parts(document(f"Lesk\nThe Minister in Lesk (Olk) to Certain Posts\n{TEXT.strip()}"), PartKind.TITLE)


def test_where_a_cable_was_sent_is_its_place_and_date() -> None:
    lines = (
        "Dispatched from Lesk on 10.24.1962 at 21:20",
        "From…Lesk…dispatched on 01.22 at 23:30 hours…received on 01.23. at 10:56 hours...",
        "Dispatched from Lesk on 11.09.1962 and it was received at 11.09 at 13:15",
    )
    for line in lines:
        found = document(
            f"{line}\n\nCame in to the Deciphering Department…01.23. at 12:15 hours……………{SHORT}", "Telegram, A to B"
        )
        assert parts(found, PartKind.DATELINE) == [line]
        assert len(parts(found, PartKind.FIELD)) == 1


def test_who_writes_and_to_whom_may_stand_alone_in_the_head() -> None:
    title = "Secret Telegram from Olk (Lesk) to Varnai (Mirow)"
    found = document(f"Ciphergram No. 995\n\nImmediately\n\nBut not at night\n\nVarnai{SHORT}\n\n/-/ Olk", title)
    assert parts(found, PartKind.ADDRESS) == ["Varnai"]
    assert parts(found, PartKind.CLASSIFICATION) == ["Immediately"]
    assert parts(document(f"Immediately after the rain{SHORT}", title), PartKind.CLASSIFICATION) == []
    found = document(f"Etre Olk\n\nSubject: The harvest{SHORT}", "Report from Etre Olk")
    assert parts(found, PartKind.FIELD) == ["Etre Olk"]
    body = "The Central Committee of the Party of Labour"
    assert parts(document(f"{body}\n\nDear Comrades:{SHORT}"), PartKind.ADDRESS) == [body]
    assert parts(document(f"{body}\n\nDear Comrade Olk,{SHORT}"), PartKind.ADDRESS) == []


def test_a_day_of_the_page_tells_day_and_month_apart() -> None:
    page = page_of(f"Received on 11.09.1962 at 13:15{SHORT}", "Telegram, A to B, 9 November 1962")
    assert analyse(page)[0].date == "1962-11-09"


def test_each_body_signs_with_its_name() -> None:
    tail = "For the Committee of Ropes\nMaria Olk\n\nFor the Council of Ministers\nPetra Lind"
    found = document(f"Letter of the Committee{SHORT}\n\n{tail}", "Letter of Maria Olk and Petra Lind")
    assert parts(found, PartKind.SIGNED) == [
        "For the Committee of Ropes Maria Olk",
        "For the Council of Ministers Petra Lind",
    ]


def test_a_memorandum_for_somebody_is_no_turn() -> None:
    head = "MEMORANDUM FOR: W. J. Olk\nTAGS: ROPE, LESK\nREF: LESK 3949\n"
    found = document(head + TEXT)
    assert parts(found, PartKind.SPEAKER) == []
    assert found.receivers == ("W. J. Olk",)


def test_capitals_head_nothing_in_a_text_of_capitals() -> None:
    lines = "FM LESK\nTO MIROW\nTHE HARVEST IN THE NORTH\nIS POOR, AND THE MINISTER ASKS FOR SEED."
    assert parts(document(lines), PartKind.HEADING) == []


def test_what_heads_a_text_without_title_is_its_title() -> None:
    title = "C.C. Greets Ten Years\nof the Party of Ropes"
    found = document(f"{title}\n\nDear Comrades:{SHORT}")
    assert parts(found, PartKind.TITLE) == [" ".join(title.split())]
    for other in ("We met in the evening", "Lesk, 3 May 1957, in the House", "Ministry of Foreign Affairs of Lesk"):
        assert parts(document(f"{other}{SHORT}"), PartKind.TITLE) == []


@pytest.mark.parametrize(
    ("tail", "author"),
    [
        ("CHAIRMAN OF THE COMMITTEE\n\nORLOV", "ORLOV"),
        ("Chairman of the Committee\n\nOrlov", "Orlov"),
        ("Orlov\n\nAmbassador\n\nDistribution list:\n\n1x file", "Orlov"),
    ],
)
def test_a_surname_signs_beside_its_office(tail: str, author: str) -> None:
    found = document(f"Report{SHORT}\n\n{tail}")
    assert parts(found, PartKind.SIGNED) == [" ".join(tail.split("\n\n")[:2])]
    assert found.authors == (author,)


def test_who_writes_signs_in_capitals_wherever_his_name_stands() -> None:
    title = "Telegram from the Embassy in Lesk (Olk Orlov), 7 p.m."
    text = f"{TEXT.strip()}\n\nMARIA OLK ORLOV\n\nNOTE: This was read to the minister, who said that he had heard it."
    assert parts(document(text, title), PartKind.SIGNED) == ["MARIA OLK ORLOV"]
    assert parts(document(text, "Telegram from the Embassy in Lesk, 7 p.m."), PartKind.SIGNED) == []


def test_several_persons_write_to_a_body() -> None:
    title = "Maria Olk, Ivan Lind, and Petra Varnai to the Central Committee"
    found = document(f"{TEXT.strip()}\n\nOLK\nLIND\nVARNAI\n5 September 1968", title)
    assert parts(found, PartKind.SIGNED) == ["OLK", "LIND", "VARNAI"]
    assert found.authors == ("OLK", "LIND", "VARNAI")


def test_participants_with_honorifics_are_a_list() -> None:
    text = "Note on a meeting\n\nParticipants:\nComrade Minister Olk\nComrade General LIND\nComrade OLK:\nIt rained."
    assert parts(document(text), PartKind.ITEM) == ["Comrade Minister Olk", "Comrade General LIND"]


def test_an_honorific_or_an_initial_ends_no_sentence_before_a_speaker() -> None:
    text = "It began. Mr. Olk H. Davis: We thank you. Cde. Lind: Not at all. Mr. Olk H. Davis: Yes. Cde. Lind: Good."
    found = document(f"Record of a conversation\n\n{text}", "Record of a conversation")
    assert parts(found, PartKind.SPEAKER) == ["Mr. Olk H. Davis:", "Cde. Lind:"] * 2


def test_the_page_dates_a_paper_that_bears_no_date() -> None:
    page = page_of(TEXT.strip(), "Note on talks, on 22 December 1964")
    assert analyse(page)[0].date == "1964-12-22"
    dated = replace(page, metadata=replace(page.metadata, date="January 6, 1965"))
    assert analyse(dated)[0].date == "1965-01-06"


def test_a_printed_form_that_was_not_filled_in_belongs_to_the_head() -> None:
    form = "Ministry of Foreign Affairs\n\nSending: Lesk\n\nReceived:\n\nTaken into process:\n\nDate: 29.X 1962\n\nCompleted:\n\nTelegram\n\nD D D"
    found = document(f"{form}\n\nVarnai,{SHORT}", "Telegram from the Ministry (Olk) to the Embassy in Mirow (Várnai)")
    assert parts(found, PartKind.ADDRESS) == ["Varnai,"]
    assert parts(found, PartKind.SIGNED) == []
    assert len(parts(found, PartKind.PARAGRAPH)) == 1


def test_who_interprets_does_not_sign() -> None:
    there = "Major General Orlov\n\nMajor General Damm\n\nLieutenant Colonel Varnai (Interpreter)"
    found = document(f"Note\n\n{TEXT.strip()}\n\n{there}\n\nComrade Olk:\n\nIt rained in Lesk.", "Note")
    assert parts(found, PartKind.SIGNED) == []


def test_the_title_of_the_page_stands_once_more_in_quotation_marks() -> None:
    title = "Maria Olk and Her Advisers Discussing the Lesk Committee, Mirow and Varn"
    found = document(f"“Olk and Her Advisers Discussing the Lesk Committee, Mirow and Varn”\n\n{TEXT.strip()}", title)
    assert parts(found, PartKind.TITLE) == ["“Olk and Her Advisers Discussing the Lesk Committee, Mirow and Varn”"]
    said = document(f"“The rain in Lesk fell for days and nobody came to the meeting.”\n\n{TEXT.strip()}", title)
    assert parts(said, PartKind.TITLE) == []
