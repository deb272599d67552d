"""What holds for every page: the parts cover its text, nested and in order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pages_support import page_of
from puzanov_tei.model import Document, Part, PartKind
from puzanov_tei.structure import analyse

LINES = [
    "SOVIET EMBASSY IN THE DPRK TOP SECRET Nº 12 Copy Nº 2 3 May 1957",
    "USSR EMBASSY IN THE DPRK [faded USSR TOP SECRET",
    "MFA stamp: Copy Nº 3",
    "Nº 41 0333s",
    "2 May 1961 9 May 1961]",
    "[stamp: Incoming 0999-gs; 4 May 1957]",
    "[handwritten: to the file]",
    "JOURNAL",
    "of Ambassador A. B. NAME for the period",
    "1 through 9 May 1957",
    "Pyongyang",
    "[...]",
    "3 May 1957",
    'I visited Comrade Kim. He said: "We agree',
    "- one",
    "1. two",
    "1) three",
    "COMRADE KIM: We agree.",
    "KIM (North): No.",
    "Apples",
    "12",
    "13*",
    "* estimate",
    "AMBASSADOR OF THE USSR [signature] (A. NAME)",
    "Five copies printed:",
    "1 - Cde. A",
    "2-VP/vv",
    "Nº 353",
    "xxx",
    "To: the Minister",
    "Dear Comrade Minister!",
    "[[illegible name]",
    "]",
    "[",
    "Copies: A - 1, B (2), [C",
    "Authenticated: [illegible signature] (Smith)",
    "x/ note",
    "Stamped: A : Stamped: B",
    "[stamp] Nº 3",
]


# Parts that hold parts and no words of their own.
HOLDERS = {PartKind.DOCUMENT, PartKind.SECTION, PartKind.ATTACHMENT, PartKind.ENTRY, PartKind.LIST, PartKind.TABLE}


def check(document: Document) -> None:
    """The tree is nested and ordered, and no word of the blocks stands outside its leaves' ancestors."""
    page, root = document.page, document.root
    if page.blocks:
        assert (root.begin, root.end) == (page.blocks[0].begin, page.blocks[-1].end)
    _nested(root)
    for part in _all(root):
        if part.kind in HOLDERS:
            at = part.begin
            for begin, end in [*((p.begin, p.end) for p in part.children), (part.end, part.end)]:
                assert not page.source.text[at:begin].strip()
                at = end
    spans = [(p.begin, p.end) for p in _all(root)]
    for mark in document.marks:
        for begin, end in spans:
            crosses = begin < mark.begin < end < mark.end or mark.begin < begin < mark.end < end
            assert not crosses, (page.source.text[mark.begin : mark.end], page.source.text[begin:end])


def _all(part: Part) -> list[Part]:
    return [part, *(p for child in part.children for p in _all(child))]


def _nested(part: Part) -> None:
    at = part.begin
    for child in part.children:
        assert at <= child.begin < child.end <= part.end
        at = child.end
        _nested(child)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", " "])), min_size=1, max_size=25),
    st.sampled_from(["", "Journal of A. B. Name for 3 May 1957", "Telegram from A", "Minutes of a Meeting"]),
)
def test_any_order_of_lines(pieces: list[tuple[str, str]], title: str) -> None:
    text = "".join(line + end for line, end in pieces)
    document, _ = analyse(page_of(text, title))
    check(document)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aB1 .:[]…\n-xNº/()'\"IV", max_size=300))
def test_any_text(text: str) -> None:
    document, _ = analyse(page_of(text))
    check(document)


def test_page_without_blocks() -> None:
    document, findings = analyse(page_of(""))
    assert (document.root.begin, document.root.end, document.root.children) == (0, 0, ())
    assert findings == ()
