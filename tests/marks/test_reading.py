"""Readings: what a tagger sees, and that every character of it is where it says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.marks import readings, scan
from puzanov_tei.marks.reading import ELLIPSIS
from puzanov_tei.model import Block, BlockKind, Kind, Metadata, Page, Part, PartKind, Reading, Source


def read(text: str) -> tuple[Reading, ...]:
    page = Page(
        Source("case.txt", text, text, ""),
        Metadata(),
        (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else (),
        "plain",
    )
    part = Part(PartKind.PARAGRAPH, 0, len(text))
    return readings(page.source, Part(PartKind.DOCUMENT, 0, len(text), (part,)), scan(page)[0])


def texts(text: str) -> list[tuple[str, str]]:
    return [(reading.note.value if reading.note else "", reading.text) for reading in read(text)]


def test_supplied_and_unclear_words_are_read_without_brackets() -> None:
    assert texts("V[ice]-Premier N. Tor[[benkov?]] on 2[[8]] June") == [("", "Vice-Premier N. Torbenkov on 28 June")]


def test_alternates_glosses_and_expansions_are_read_apart() -> None:
    assert texts("Choe Yong-geon [Choe Yong Gon], of TsTAK [Central Telegraph Agency], sang") == [
        ("", "Choe Yong-geon, of TsTAK, sang"),
        ("romanization", "Choe Yong Gon"),
        ("expan", "Central Telegraph Agency"),
    ]


def test_the_printed_word_is_read_and_its_correction_is_not() -> None:
    assert texts("Ya. R. [sic, R. Ya. is correct] Malov") == [("", "Ya. R. Malov")]


def test_a_change_by_hand_is_read_as_changed() -> None:
    assert texts("not late [handwritten: early] but") == [("", "not early but"), ("del", "late")]


def test_gaps_keep_what_is_apart_apart() -> None:
    assert texts("Engineer [NAME REDACTED] [and his wife] left") == [("", f"Engineer {ELLIPSIS} and his wife left")]


def test_a_signature_does_not_part_the_office() -> None:
    assert texts("CHIEF OF THE [signature]\nUSSR MFA (N. ORLOV)") == [("", "CHIEF OF THE\nUSSR MFA (N. ORLOV)")]


def test_a_stamp_is_read_without_the_translators_words() -> None:
    assert texts("[partial image of a stamp: [[TOP]] SECRET 2 May 1957]") == [("stamp", "TOP SECRET 2 May 1957")]


def test_a_mark_over_two_parts_is_read_in_each() -> None:
    text = "[stamp: one\ntwo]\nthree"
    page = Page(Source("case.txt", text, text, ""), Metadata(), (Block(BlockKind.PARAGRAPH, 0, len(text)),), "plain")
    first, second, third = (
        Part(PartKind.PARAGRAPH, begin, end, attributes={"n": "1"}) for begin, end in ((0, 11), (12, 16), (17, 22))
    )
    entry = Part(PartKind.ENTRY, 12, 22, (second, third), {"n": "1957-05-15"})
    found = readings(page.source, Part(PartKind.DOCUMENT, 0, 22, (first, entry)), scan(page)[0])
    assert [(r.text, r.note, r.entry) for r in found] == [
        ("one", Kind.STAMP, -1),
        ("two", Kind.STAMP, 0),
        ("three", None, 0),
    ]
    assert found[2].parts == (PartKind.DOCUMENT, PartKind.ENTRY, PartKind.PARAGRAPH)


def test_inline_parts_are_read_with_their_block_and_apart_in_a_letterhead() -> None:
    text = "Run in. More"
    source = Source("case.txt", text, text, "")
    inline = Part(PartKind.RUN_IN, 0, 7)
    paragraph = Part(PartKind.PARAGRAPH, 0, 12, (inline,))
    letterhead = Part(PartKind.LETTERHEAD, 0, 12, (Part(PartKind.OFFICE, 0, 7),))
    for part, expected in ((paragraph, ["Run in. More"]), (letterhead, ["Run in.", "More"])):
        found = readings(source, Part(PartKind.DOCUMENT, 0, 12, (part,)), ())
        assert [reading.text for reading in found] == expected


def test_span_takes_in_the_brackets() -> None:
    text = "on 2[[8]] June"
    reading = read(text)[0]
    begin = reading.text.index("28")
    first, last = reading.span(begin, begin + len("28 June"))
    assert text[first:last] == "2[[8]] June"


PIECES = st.sampled_from(
    ["[", "]", "[[", "]]", " ", "\n", "...", "sic", "June", "Kim Il", "stamp:", "handwritten:", "illegible", "a", "?"]
)


@settings(deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text()))
def test_offsets_ascend_and_hold(text: str) -> None:
    for reading in read(text):
        assert len(reading.text) == len(reading.offsets)
        assert list(reading.offsets) == sorted(set(reading.offsets))
        for char, offset in zip(reading.text, reading.offsets, strict=True):
            assert text[offset] == char or char == ELLIPSIS


@settings(deadline=None)
@given(st.lists(st.sampled_from(["aab", "bba", " ", ",", "\n"]), max_size=30).map("".join))  # no letters set apart
def test_text_without_marks_is_read_whole(text: str) -> None:
    stripped = text.strip()
    assert [reading.text for reading in read(text)] == ([stripped] if any(c.isalnum() for c in stripped) else [])
