"""Default values of attributes: from defaultVal to the annotations of RELAX NG DTD Compatibility."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import odd_support
from puzanov_tei.odd import compile_odd
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.writing.compact import to_rnc
from puzanov_tei.relaxng.writing.xml import to_rng

SPEC = """
<classSpec ident="att.tone" type="atts" mode="add"><attList>
 <attDef ident="tone"><datatype><dataRef key="teidata.word"/></datatype>
  <defaultVal>low &amp; "soft"</defaultVal></attDef>
</attList></classSpec>
<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.tone" mode="add"/></classes><attList>
 <attDef ident="space" mode="add"><defaultVal>default</defaultVal>
  <valList type="closed"><valItem ident="default"/><valItem ident="preserve"/></valList></attDef>
 <attDef ident="must" mode="add" usage="req"><defaultVal>never</defaultVal></attDef>
 <attDef ident="bare" mode="add"/>
</attList></elementSpec>
"""


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return compile_odd(odd_support.odd(SPEC)).grammar


def test_a_default_is_written_on_its_attribute(grammar: Grammar) -> None:
    written = to_rng(grammar).decode()
    assert '<attribute name="tone" a:defaultValue="low &amp; &quot;soft&quot;">' in written
    assert '<attribute name="space" a:defaultValue="default">' in written
    assert '<attribute name="bare"/>' in written
    compact = to_rnc(grammar)
    assert """[ a:defaultValue = 'low & "soft"' ] attribute tone""" in compact
    assert '[ a:defaultValue = "default" ] attribute space' in compact


def test_what_is_required_has_no_default(grammar: Grammar) -> None:
    assert '<attribute name="must"/>' in to_rng(grammar).decode()
    assert '"never"' not in to_rnc(grammar)


def test_a_default_of_tei_itself_is_kept() -> None:
    grammar = compile_odd(odd_support.odd("")).grammar
    assert '<attribute name="anchored" a:defaultValue="true">' in to_rng(grammar).decode()


def test_a_default_is_read_again(grammar: Grammar) -> None:
    written = to_rng(grammar)
    assert read_rng(written).notes["tei_p/@space"].default == "default"
    assert to_rng(read_rng(written)) == written


def test_jing_takes_both_syntaxes(grammar: Grammar, tmp_path: Path) -> None:
    jing = odd_support.jing()
    (tmp_path / "t.rng").write_bytes(to_rng(grammar))
    (tmp_path / "t.rnc").write_text(to_rnc(grammar), encoding="utf-8")
    instance = tmp_path / "t.xml"
    header = odd_support.HEADER.replace("<p/>", '<p must="1"/>')
    instance.write_bytes(odd_support.document('<p must="1">x</p>', header))
    for command in ([jing, "t.rng", "t.xml"], [jing, "-c", "t.rnc", "t.xml"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout
