"""Hostile documents and schemas: one finding or one sentence, bounded work, the documented exit code."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

from tests_support import run

LAUGHS = "".join('<!ENTITY x{} "{}">'.format(n, f"&x{n - 1};" * 20) for n in range(1, 12))
BOMB = f'<!DOCTYPE %s [<!ENTITY x0 "ha">{LAUGHS}]>'
RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="a"><data type="string"><param name="pattern">%s</param></data></element></start></grammar>"""
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="a">
<assert test="%s">m</assert></rule></pattern></schema>"""


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (BOMB % "a" + "<a>&x11;</a>", "PZ005"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "PZ005"),
        ("<a>" * 200_000, "PZ010"),
        (f"<a n='{'x' * 3_000_000}'/>", "PZ010"),
        ("<a><!--" + "x" * 3_000_000, "PZ003"),
        ("<a>" + "<b/>" * 10_000, "PZ003"),
        ("<a><b></a>" * 5_000, "PZ002"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>", "PZ0"),
        ("\ufffe\0\0<a>", "PZ0"),
    ],
    ids=["entities", "external", "depth", "attribute", "comment", "truncated", "mismatches", "encoding", "bytes"],
)
def test_documents(tmp_path: Path, document: str, code: str) -> None:
    file = tmp_path / "d.xml"
    file.write_bytes(document.encode("utf-8", "surrogatepass"))
    done = run("validate", str(file), "--timeout", "60")
    assert done.returncode == 1, done.stderr
    assert f"error[{code}".encode() in done.stdout
    assert b"root:" not in done.stdout
    assert done.stdout.count(b"\n") < 40


@pytest.mark.parametrize("kind", ["rng", "sch", "odd", "xsd"])
def test_schema_bombs(tmp_path: Path, kind: str) -> None:
    root = {
        "rng": '<element xmlns="http://relaxng.org/ns/structure/1.0" name="&x11;"><empty/></element>',
        "sch": '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><title>&x11;</title></schema>',
        "odd": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>&x11;</text></TEI>',
        "xsd": '<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="&x11;"/></schema>',
    }[kind]
    schema = tmp_path / f"s.{kind}"
    schema.write_text(BOMB % "x" + root, encoding="utf-8")
    (tmp_path / "d.xml").write_text("<a/>", encoding="utf-8")
    done = run("validate", str(tmp_path / "d.xml"), "--schema", str(schema), "--timeout", "60")
    assert done.returncode in (0, 1, 2)  # refused, or nothing is expanded
    assert len(done.stdout + done.stderr) < 2000
    assert b"Traceback" not in done.stderr
    assert b"haha" not in done.stdout + done.stderr


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)*b", "(.*a){20}b"])
def test_patterns_of_a_grammar_take_no_exponential_time(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "s.rng").write_text(RNG % pattern, encoding="utf-8")
    (tmp_path / "d.xml").write_text(f"<a>{'a' * 2000}</a>", encoding="utf-8")
    done = run("validate", str(tmp_path / "d.xml"), "--schema", str(tmp_path / "s.rng"), "--timeout", "60")
    assert done.returncode == 1, done.stdout + done.stderr


@pytest.mark.parametrize(
    "test",
    ["matches(., '^(a+)+$')", "every $i in 1 to 1000000000 satisfies $i mod 7 ne string-length(string($i)) + 100"],
)
def test_rules_that_do_not_end_are_ended(tmp_path: Path, test: str) -> None:
    (tmp_path / "s.sch").write_text(SCH % test, encoding="utf-8")
    (tmp_path / "d.xml").write_text(f"<a>{'a' * 60}b</a>", encoding="utf-8")
    done = run("validate", str(tmp_path / "d.xml"), "--schema", str(tmp_path / "s.sch"), "--timeout", "1")
    assert done.returncode == 3
    assert b"error[PZ090] The check did not end within 1 s." in done.stdout


def test_one_file_that_does_not_end_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "s.sch").write_text(SCH % "not(@slow) or matches(., '^(a+)+$')", encoding="utf-8")
    for name, attribute in (("a", ""), ("b", " slow='y'"), ("c", "")):
        (tmp_path / f"{name}.xml").write_text(f"<a{attribute}>{'a' * 60}b</a>", encoding="utf-8")
    begun = time.monotonic()
    run("validate", *(str(tmp_path / f"{name}.xml") for name in "ac"), "--schema", str(tmp_path / "s.sch"))
    enough = str(1 + math.ceil(2 * (time.monotonic() - begun)))  # for files that end, however busy the machine is
    done = run("validate", str(tmp_path), "--schema", str(tmp_path / "s.sch"), "--timeout", enough, "--jobs", "2")
    assert done.returncode == 3
    assert b"3 files checked" in done.stdout
    assert done.stdout.count(b"PZ090") == 1
