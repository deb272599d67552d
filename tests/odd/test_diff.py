"""What one schema allows more and less than another, by small pairs of schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from odd_support import compiled, odd
from puzanov_tei.cli.odd import command
from puzanov_tei.odd.diff import SchemaChange, compare, described, rules_compared
from puzanov_tei.odd.diff_report import markdown, text

P = '<elementSpec ident="p" mode="change">{}</elementSpec>'
KIND = '<attList><attDef ident="kind" mode="add" usage="{}"><datatype>{}</datatype>{}</attDef></attList>'
WORD = '<dataRef key="teidata.word"/>'
CLOSED = '<valList type="closed"><valItem ident="a"/><valItem ident="b"/></valList>'
MORE_VALUES = CLOSED.replace("</valList>", '<valItem ident="c"/></valList>')
BOX = (
    '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
    "<content>{}</content></elementSpec>"
)


def changes(first: str, second: str) -> list[SchemaChange]:
    return compare(compiled(first).grammar, compiled(second).grammar)


PAIRS = [
    ("", "", []),
    (P.format(KIND.format("opt", WORD, "")), P.format(KIND.format("opt", WORD, "")), []),
    ("", BOX.format("<textNode/>"),
     [SchemaChange("", "element", "more", "box")]),
    ("", '<elementSpec ident="hi" mode="delete"/>',
     [SchemaChange("", "element", "less", "hi")]),
    ("", P.format(KIND.format("opt", WORD, "")),
     [SchemaChange("p", "attribute", "more", "@kind")]),
    ("", P.format(KIND.format("req", WORD, "")),
     [SchemaChange("p", "attribute", "other", "@kind")]),
    (P.format(KIND.format("opt", WORD, "")), P.format(KIND.format("req", WORD, "")),
     [SchemaChange("p", "required", "less", "@kind")]),
    (P.format(KIND.format("opt", WORD, "")), P.format(KIND.format("opt", WORD, CLOSED)),
     [SchemaChange("p", "datatype", "less", '@kind: xsd:token with pattern [^\\p{C}\\p{Z}]+ → "a" or "b"')]),
    (P.format(KIND.format("opt", WORD, CLOSED)), P.format(KIND.format("opt", WORD, MORE_VALUES)),
     [SchemaChange("p", "values", "more", "@kind: c")]),
    (P.format(KIND.format("opt", WORD, MORE_VALUES)), P.format(KIND.format("opt", WORD, CLOSED)),
     [SchemaChange("p", "values", "less", "@kind: c")]),
    (BOX.format('<elementRef key="p"/>'),
     BOX.format('<alternate><elementRef key="p"/><elementRef key="list"/></alternate>'),
     [SchemaChange("box", "child", "more", "list")]),
    (BOX.format('<elementRef key="p" maxOccurs="2"/>'), BOX.format('<elementRef key="p" minOccurs="0"/>'),
     [SchemaChange("box", "content", "less", "p, p"), SchemaChange("box", "content", "more", "nothing")]),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), PAIRS, ids=range(len(PAIRS)))
def test_what_is_more_and_less(first: str, second: str, expected: list[SchemaChange]) -> None:
    assert changes(first, second) == expected
    turned = {"more": "less", "less": "more", "other": "other"}
    back = [(c.subject, c.aspect, c.direction) for c in changes(second, first)]
    assert sorted(back) == sorted(
        (c.subject, c.aspect, "less" if (c.aspect, c.direction) == ("attribute", "other") else turned[c.direction])
        for c in expected
    ), "the other way round the same differences are found"


def test_an_element_that_is_gone_is_told_once_and_not_for_each_parent() -> None:
    found = changes("", '<elementSpec ident="list" mode="delete"/>')
    assert found == [SchemaChange("", "element", "less", "item"), SchemaChange("", "element", "less", "list")]


RULE = (
    '<constraintSpec ident="{}" scheme="schematron"><constraint><sch:assert test="{}">no</sch:assert></constraint>'
    "</constraintSpec>"
)


def test_rules_by_name_and_wording() -> None:
    one = compiled(P.format(RULE.format("old", "1") + RULE.format("same", "2") + RULE.format("x", "3"))).rules
    two = compiled(P.format(RULE.format("same", "2") + RULE.format("x", "4") + RULE.format("new", "1"))).rules
    assert rules_compared(one, two) == [
        SchemaChange("", "rule", "less", "p/new"),
        SchemaChange("", "rule", "more", "p/old"),
        SchemaChange("", "rule", "other", "p/x"),
    ]  # fmt: skip


def test_words_and_table() -> None:
    found = changes(P.format(KIND.format("opt", WORD, CLOSED)), P.format(KIND.format("opt", WORD, MORE_VALUES)))
    assert text(found, "a.odd", "b.odd") == (
        "What b.odd allows as against a.odd: 1 more.\n\n1 element: p\n  allows also the values @kind: c\n"
    )
    assert "| more | `@kind: c` | values | p |\n" in markdown(found, "a.odd", "b.odd")
    assert text([], "a.odd", "b.odd") == "b.odd allows the same as a.odd.\n"


def test_datatypes_in_words() -> None:
    word = ("data", "token", (), None)
    assert described(("list", ("group", (word, ("star", word))))) == "a list of one or more xsd:token"
    assert described(("choice", frozenset({word, ("value", "x", "token")}))) == '"x" or xsd:token'
    assert described(("optional", ("list", "string"))) == "a list of text or nothing"


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.odd").write_bytes(odd(""))
    (tmp_path / "b.odd").write_bytes(odd(BOX.format("<textNode/>") + P.format(RULE.format("new", "1"))))
    runner = CliRunner()
    same = runner.invoke(command, ["diff", f"{tmp_path}/a.odd", f"{tmp_path}/a.odd"])
    assert (same.exit_code, same.output) == (0, f"{tmp_path}/a.odd allows the same as {tmp_path}/a.odd.\n")
    made = runner.invoke(command, ["diff", f"{tmp_path}/a.odd", f"{tmp_path}/b.odd", "--format", "json"])
    assert made.exit_code == 1
    assert [(c["aspect"], c["direction"], c["what"]) for c in json.loads(made.output)["changes"]] == [
        ("rule", "less", "p/new"), ("element", "more", "box"),
    ]  # fmt: skip
    missing = runner.invoke(command, ["diff", f"{tmp_path}/none.odd", "tei"])
    assert "Name an ODD, a RELAX NG file, tei, or tei:VERSION" in str(missing.exception)
