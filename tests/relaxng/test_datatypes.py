"""Datatypes of XML Schema: what is a value, what is the same value, what facets say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.datatypes.regex import compiled
from puzanov_tei.datatypes.uris import is_uri_reference
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.engine.scopes import Declarations
from puzanov_tei.relaxng.patterns import XSD_TYPES
from puzanov_tei.relaxng.values import check_data, data_matches, value_matches

_VALUES = {
    "date": (["1957-05-29", " 1957-05-29 ", "1957-05-29Z", "2000-02-29", "-0044-03-15", "-0001-02-29", "12345-01-01"],
             ["1957-5-29", "1900-02-29", "-0002-02-29", "0000-01-01", "1957-04-31", "", "957-01-01",
              "1957-05-29+14:01", "29.5.1957"]),
    "gYear": (["1957", "-0001"], ["57", "01957", "0000", "1957-05"]),
    "gYearMonth": (["1957-05"], ["1957-13", "1957-5"]),
    "gMonthDay": (["--02-29", "--12-31"], ["--02-30", "--13-01", "02-29"]),
    "gMonth": (["--05"], ["--5", "05", "--05--"]),
    "gDay": (["---31"], ["---32", "31"]),
    "time": (["12:00:00", "23:59:59.5", "24:00:00", "12:00:00Z"], ["12:00", "24:00:01", "25:00:00", "23:59:60"]),
    "dateTime": (["1957-05-29T12:00:00", "1957-05-29T12:00:00.25+01:00"], ["1957-05-29", "1957-05-29 12:00:00"]),
    "duration": (["P1Y", "P1Y2M3DT4H5M6.5S", "-P1D", "PT0S"], ["P", "PT", "P1YT", "1Y", "P-1Y", "PT.5S", "P1M1Y"]),
    "decimal": (["1", "-1.50", "+.5", "1."], ["1e5", "", ".", "1,5", "\u0663"]),
    "integer": (["007", "-0", "+3"], ["1.0", "", "+"]),
    "nonNegativeInteger": (["0", "-0", "+12"], ["-1"]),
    "positiveInteger": (["1"], ["0"]),
    "byte": (["-128", "127"], ["128", "-129"]),
    "unsignedShort": (["65535"], ["65536", "-1"]),
    "double": (["1e5", "INF", "-INF", "NaN", ".5E-3"], ["+INF", "inf", "1e", ""]),
    "boolean": (["true", "0"], ["TRUE", "yes", ""]),
    "language": (["en", "ko-Latn", "x-y-z"], ["", "english-abcdefghi", "en_US", "en-"]),
    "Name": (["a:b", "_x", "\u00e9t\u00e9"], ["1a", "", "a b", "-a"]),
    "NCName": (["a.b-c", "\u4e2d\u6587", "\u0391"], ["a:b", "1", "", "\u00b2", "\uff21"]),
    "NMTOKEN": (["1a", "-", "a:b"], ["", "a b", "a/b"]),
    "NMTOKENS": (["a 1", " a "], ["", "a /"]),
    "hexBinary": (["", "0aFF"], ["0", "0g", "0a ff"]),
    "base64Binary": (["", "QUJD", "QQ==", "Q U J D", "QUI="], ["QQ=", "QR==", "====", "Q"]),
    "QName": (["a"], ["1", "x:y", ":a", ""]),
    "string": (["", " \n"], []),
    "token": (["", "a  b"], []),
}  # fmt: skip


@pytest.mark.parametrize("kind", _VALUES)
def test_values(kind: str) -> None:
    right, wrong = _VALUES[kind]
    assert [value for value in right if not _is(kind, value)] == []
    assert [value for value in wrong if _is(kind, value)] == []


def _is(kind: str, value: str, *params: tuple[str, str]) -> bool:
    return data_matches((kind, params, XSD_TYPES), value, {})


@pytest.mark.parametrize(
    ("text", "right"),
    [
        *[(text, True) for text in ("", "#a", "a.xml#b", "http://x/y?z#w", "mailto:a@b", "a b", "\u00e9")],
        ("http://[::1]:80/", True),
        *[(text, True) for text in ("./a:b", "?[x]", "urn:a:b", "C:\\x", "///x", "%41", "{x}")],
        *[(text, False) for text in ("a#b#c", "%4", "%zz", ":x", "1http:x", "http:", "//", "x[1]", "http://[x]/")],
    ],
)  # fmt: skip
def test_uri_references(text: str, right: bool) -> None:
    assert is_uri_reference(text) is right


@pytest.mark.parametrize(
    ("kind", "params", "right", "wrong"),
    [
        ("decimal", [("minInclusive", "0"), ("maxExclusive", "1")], ["0", "0.99"], ["-0.1", "1.0"]),
        ("decimal", [("totalDigits", "4"), ("fractionDigits", "2")], ["12.34", "0012.30", "0.00"], ["1.234", "12345"]),
        ("token", [("length", "3")], ["abc", "  abc "], ["ab"]),
        ("string", [("minLength", "2"), ("maxLength", "3")], ["ab", " a "], ["a", "abcd"]),
        ("NMTOKENS", [("length", "2")], ["a b"], ["a", "a b c"]),
        ("hexBinary", [("length", "2")], ["0aff"], ["0a"]),
        ("date", [("minInclusive", "1957-01-01")], ["1957-01-01", "1957-12-31Z"], ["1956-12-31", "1957-01-01Z"]),
        ("token", [("pattern", "[a-z]+"), ("pattern", ".{2}")], ["ab"], ["abc", "a1"]),
    ],
)  # fmt: skip
def test_facets(kind: str, params: list[tuple[str, str]], right: list[str], wrong: list[str]) -> None:
    assert [value for value in right if not _is(kind, value, *params)] == []
    assert [value for value in wrong if _is(kind, value, *params)] == []


def test_same_values() -> None:
    def same(kind: str, literal: str, text: str, library: str = XSD_TYPES) -> bool:
        return value_matches((kind, library, "", literal), text, {})

    assert same("integer", "7", " 07 ") and same("decimal", "1.0", "1") and same("boolean", "1", "true")
    assert same("double", "100", "1e2") and same("hexBinary", "0A", "0a") and same("token", " a  b", "a b", "")
    assert same("dateTime", "1957-05-29T12:00:00Z", "1957-05-29T13:00:00+01:00")
    assert not same("string", "a  b", "a b", "") and not same("token", "a", "A") and not same("integer", "7", "x")


@pytest.mark.parametrize(
    ("kind", "params", "library", "words"),
    [
        ("dat", (), XSD_TYPES, 'no type "dat"'),
        ("date", (("maxLength", "3"),), XSD_TYPES, 'has no parameter "maxLength"'),
        ("integer", (("minInclusive", "x"),), XSD_TYPES, "no value of the type"),
        ("token", (("pattern", "(a"),), XSD_TYPES, "no XML Schema regular expression"),
        ("token", (("length", "-1"),), XSD_TYPES, "no whole number"),
        ("token", (), "urn:x", "library"),
        ("date", (), "", 'no type "date"'),
    ],
)
def test_wrong_datatypes_are_named(kind: str, params: tuple[tuple[str, str], ...], library: str, words: str) -> None:
    assert words in check_data(kind, params, library)


# --- regular expressions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"[^\p{C}\p{Z}]+", ["abc", "\u4e2d"], ["a b", "", "a\u00a0b", "\x00"]),
        (r"\d{4}(-\d{2})?", ["1957", "1957-05", "\u0661\u0662\u0663\u0664"], ["195", "1957-"]),
        (r"[a-z-[aeiou]]+", ["xyz"], ["abc"]),
        (r"[^a-z-[x]]", ["A"], ["a", "x"]),
        (r"\i\c*", ["a:b", "_1"], ["1a"]),
        (r"\p{IsCyrillic}+", ["\u041f\u0443\u0437\u0430\u043d\u043e\u0432"], ["Puzanov"]),
        (r"\p{Lu}\P{Lu}", ["Ab"], ["AB"]),
        (r".", ["a", " "], ["\n", "ab"]),
        (r"a|b|", ["a", "b", ""], ["ab"]),
        (r"(a{2,3}b){2}", ["aabaaab"], ["aab", "abaab"]),
        (r"[\-+]?[.]\.\\", ["+..\\", "..\\"], ["+.."]),
        (r"^$", ["^$"], [""]),
        (r"[\w-]+", ["a-b"], ["a b", "a."]),
    ],
)
def test_regular_expressions(pattern: str, right: list[str], wrong: list[str]) -> None:
    matches = compiled(pattern)
    assert [text for text in right if not matches(text)] == []
    assert [text for text in wrong if matches(text)] == []


@pytest.mark.parametrize(
    "pattern", ["(", ")", "[a", "a**", "a{2,1}", r"\q", r"\p{Xx}", r"\p{IsNowhere}", "a{1000000}", "[]", "+", "[z-a]"]
)
def test_what_is_no_regular_expression(pattern: str) -> None:
    with pytest.raises(SchemaError, match="no XML Schema regular expression"):
        compiled(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(a*)*(a*)*(a*)*b", "(.*a){12}b"])
def test_no_text_makes_matching_explode(pattern: str) -> None:
    # With a backtracking engine this would not come back.
    assert not compiled(pattern)("a" * 2000)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=7**15), st.text("ab", max_size=8))
def test_agrees_with_python_where_both_mean_the_same(seed: int, text: str) -> None:
    pattern = _pattern(seed)
    assert compiled(pattern)(text) == (re.fullmatch(pattern, text) is not None)


def _pattern(seed: int) -> str:
    parts: list[str] = []
    while seed:
        seed, choice = divmod(seed, 7)
        if choice < 3:
            parts.append("ab."[choice])
        elif choice == 3 and parts:
            parts.append(f"({parts.pop()})*")
        elif choice == 4 and parts:
            parts.append(f"({parts.pop()}){{1,2}}")
        elif choice == 5 and len(parts) > 1:
            parts.append(f"({parts.pop()}|{parts.pop()})")
        elif choice == 6 and len(parts) > 1:
            parts.append(parts.pop() + parts.pop())
    return "".join(parts)


@pytest.mark.parametrize(
    ("value", "low", "high", "inside"),
    [
        ("P2D", "P1D", "P1M", True),
        ("P30D", "P1D", "P1M", False),  # a month may have 28 days
        ("PT61S", "PT1M", "PT2M", True),
        ("P13M", "P1Y", "P2Y", True),
        ("-P1D", "-P2D", "PT0S", True),
    ],
)
def test_durations_have_an_order(value: str, low: str, high: str, inside: bool) -> None:
    assert _is("duration", value, ("minInclusive", low), ("maxInclusive", high)) is inside


def test_entities_are_those_of_the_document() -> None:
    declared = Declarations()
    declared.entities.add("plan")
    spec = ("ENTITY", (), XSD_TYPES)
    assert data_matches(spec, " plan ", declared)
    assert not data_matches(spec, "map", declared)
    assert data_matches(spec, "map", None)


def test_not_a_number_is_itself() -> None:
    assert value_matches(("double", XSD_TYPES, "", "NaN"), " NaN ", None)
    assert not value_matches(("double", XSD_TYPES, "", "1"), "NaN", None)
