"""Well-formedness: code, place and hint for each way in which a file can fail to be XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puzanov_tei.base.scan import scan
from puzanov_tei.checks import wellformed


def found(data: bytes) -> list[tuple[str, int, int]]:
    return [(f.code, f.location.line, f.location.column) for f in wellformed.check(data, "d.xml", scan(data))]


FAULTS = [
    (b"<a>\n <b>x</c>\n <d>y</a>", [("PZ002", 2, 6), ("PZ002", 3, 6)]),
    (b"<a>\n<b>text</b>\n<p>abc", [("PZ003", 3, 7)]),
    (b"<a>\n<p>A & B</p>\n<p>C < D</p></a>", [("PZ012", 2, 6), ("PZ012", 3, 6)]),
    (b"<a>\n<p>A&nbsp;B &eacute;</p></a>", [("PZ006", 2, 5), ("PZ006", 2, 13)]),
    (b"<a>\n<p>A&amp B</p></a>", [("PZ012", 2, 9)]),
    (b"<a>\n<p n='1' n='2'>B</p></a>", [("PZ007", 2, 10)]),
    (b"<a>\n<tei:p>B</tei:p></a>", [("PZ008", 2, 1)]),
    (b"<a>\n<p n=1>B</p></a>", [("PZ001", 2, 6)]),
    (b"<a>\n<p n='a<b'>B</p></a>", [("PZ012", 2, 8)]),
    (b"<a>\n<!-- x <p/></a>", [("PZ003", 2, 1)]),
    (b"<a>\n<p>x\x02y</p></a>", [("PZ004", 2, 5)]),
    (b"<a>\n<p>\xe9</p></a>", [("PZ004", 2, 4)]),
    ("<a>\n<p>é é\x02</p></a>".encode(), [("PZ004", 2, 7)]),
    (b"<a/>\n<b/>", [("PZ002", 2, 1)]),
    (b"", [("PZ011", 1, 1)]),
    (b" \n ", [("PZ011", 1, 1)]),
    (b"%PDF-1.4 nothing here", [("PZ011", 1, 1)]),
    (b"\n<?xml version='1.0'?><a/>", [("PZ001", 2, 1)]),
    (b"<?xml version='1.0' encoding='klingon'?><a/>", [("PZ004", 1, 1)]),
    (b"<a xml:id='x'>\n<b xml:id='x'/></a>", [("PZ009", 2, 4)]),
    (b"<a xml:id='1 b'/>", [("PZ013", 1, 4)]),
    (b"<a>\n<b>x<b>\n<c>y</c></a>", [("PZ002", 3, 9)]),
    (b"<a>\n<b><c><d>x</b></a>", [("PZ002", 2, 11)]),
    (b"<a>\n<b>x</i></b>\n<b>y</b></a>", [("PZ002", 2, 5)]),
    (b"<a>\n<!-- </x> --><b n='>'><![CDATA[</x>]]></c></a>", [("PZ002", 2, 39)]),
    (b"<a xml:id=''><b xml:id=''/></a>", [("PZ013", 1, 4)]),
    (b"<a>\n<b xml:id='x'/><b xml:id='x'/></a>\n<b/>", [("PZ002", 3, 1)]),
    (b"<a>\n<<<<<<< HEAD\n<p>A\n=======\n<p>B</p>\n>>>>>>> main\n</a>", [("PZ001", 2, 1)]),
]


@pytest.mark.parametrize(("data", "expected"), FAULTS)
def test_code_and_place(data: bytes, expected: list[tuple[str, int, int]]) -> None:
    assert found(data) == expected


def test_every_finding_says_what_to_do() -> None:
    for data, _ in FAULTS:
        for finding in wellformed.check(data, "d.xml", scan(data)):
            assert finding.hint, finding
            assert finding.message.endswith("."), finding


def test_hints_name_the_remedy() -> None:
    (finding,) = wellformed.check(b"<a><persname>x</persName></a>", "d.xml", scan(b"<a><persname>x</persName></a>"))
    assert finding.hint == "Write </persname>."
    data = b"<a>&eacute;</a>"
    assert "&#xE9;" in wellformed.check(data, "d.xml", scan(data))[0].hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    data = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?><a>é</a>".encode(encoding)
    assert found(data) == []


# --- hostile files --------------------------------------------------------------------------------

BOMB = (
    "<!DOCTYPE a [<!ENTITY e0 'ha'>"
    + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 9))
    + "]><a>&e8;</a>"
)
CHAIN = "".join(f"<!ENTITY e{n} '&e{n - 1};'>" for n in range(1, 99))
DEEP = f"<!DOCTYPE a [<!ENTITY e0 'ha'>{CHAIN}]><a>&e98;</a>"
MANY = "<!DOCTYPE a [" + "".join(f"<!ENTITY e{n} 'x'>" for n in range(9999)) + "]><a>&e1;</a>"
LONG = f"<!DOCTYPE a [<!ENTITY e '{'y' * 90_000}'>]><a>{'&e;' * 5000}</a>"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (BOMB, "PZ005"),
        (DEEP, "PZ005"),
        (MANY, "PZ005"),
        (LONG, "PZ005"),
        ("<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>", "PZ001"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "PZ005"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>', ""),
        ('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><a/>', "PZ014"),
        ('<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd"><TEI/>', "PZ014"),
        ('<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI>&mdash;</TEI>', "PZ006"),
        ('<!DOCTYPE a [<!ENTITY mdash "&#8212;"><!ENTITY b "<b>&mdash;</b>">]><a>&mdash;&b;</a>', ""),
        ("<!DOCTYPE a [<!ENTITY % p '<!ENTITY b \"c\">'> %p;]><a>&b;</a>", ""),
        ('<!DOCTYPE a [<!ENTITY b "<b>">]><a>&b;</a>', "PZ0"),
    ],
    ids="bomb deep many long cycle external unused parameter dtd undefined internal nested unbalanced".split(),
)
def test_entities(document: str, code: str) -> None:
    codes = [found_code for found_code, _, _ in found(document.encode())]
    assert codes == [] if not code else codes[0].startswith(code)


def test_nesting_is_limited() -> None:
    assert [code for code, _, _ in found(b"<a>" * 100_000)] == ["PZ010"]


def test_attributes_are_limited() -> None:
    assert [code for code, _, _ in found(b"<a n='" + b"x" * 2_000_000 + b"'/>")] == ["PZ010"]


def test_many_faults_are_cut_short() -> None:
    assert len(found(b"<a>" + b"<p>&x;</p>\n" * 5000 + b"</a>")) == wellformed.MAX_FAULTS


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    wellformed.check(data, "d.xml", scan(data))


@given(st.text(alphabet="<>/ab &;='\"!-[]?é\n", max_size=120))
def test_no_markup_raises(text: str) -> None:
    wellformed.check(text.encode(), "d.xml", scan(text.encode()))
