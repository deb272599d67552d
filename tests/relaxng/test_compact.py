"""Reading the compact syntax: what we write, what trang makes of it, mistakes with their lines."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from puzanov_tei import resources
from puzanov_tei.errors import SchemaError
from puzanov_tei.odd import compile_odd
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.validate import compile_grammar, is_valid, load_rng, validate
from puzanov_tei.relaxng.writing.compact import to_rnc


def test_what_is_written_is_read_as_by_trang(trang: str, tmp_path: Path) -> None:
    grammar = compile_odd(resources.schema_folder() / "puzanov.odd").grammar
    compact, converted = tmp_path / "s.rnc", tmp_path / "s.rng"
    compact.write_text(to_rnc(grammar), encoding="utf-8")
    subprocess.run([trang, str(compact), str(converted)], check=True, capture_output=True)
    ours, theirs = read_rng(compact), read_rng(converted)
    assert ours.start == theirs.start
    assert ours.defines == theirs.defines
    assert {k: n.default for k, n in ours.notes.items() if n.default} == {
        k: n.default for k, n in grammar.notes.items() if n.default
    }


def test_includes_may_mix_the_syntaxes(tmp_path: Path) -> None:
    (tmp_path / "inner.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="a"/></start>'
        '<define name="a"><element name="a"><text/></element></define></grammar>',
        encoding="utf-8",
    )
    (tmp_path / "outer.rnc").write_text(
        'default namespace = "urn:x"\ninclude "inner.rng" { a = element a { attribute n { xsd:integer } } }',
        encoding="utf-8",
    )
    schema = load_rng(tmp_path / "outer.rnc")
    assert is_valid(schema, b'<a xmlns="urn:x" n="1"/>')
    assert not is_valid(schema, b'<a xmlns="urn:x" n="one"/>')
    assert not is_valid(schema, b'<a n="1"/>')


@pytest.mark.parametrize(
    ("schema", "line", "word"),
    [
        ("element a {\n empty", 2, '"}"'),
        ("element a { text, b | c }", 1, "parentheses"),
        ("start = a\n\nb = x:y", 3, '"x"'),
        ("start = a\na = element a { grammar }", 2, '"{"'),
        ('a = element a { "one }', 1, "no RELAX NG compact syntax"),
        ("start = b", 1, "not defined"),
        ("start = element div { element }", 1, "a name is missing"),
        ('namespace a = "x"\nnamespace a = "y"\nstart = element a:b { empty }', 2, "twice"),
        ("(" * 5000, 1, "nested"),
    ],
)
def test_mistakes_have_a_line(schema: str, line: int, word: str) -> None:
    with pytest.raises(SchemaError, match=rf"s\.rnc:{line}: ") as caught:
        read_rng(schema.encode(), "s.rnc")
    assert word in str(caught.value)


def test_elements_may_annotate_a_value(tmp_path: Path) -> None:
    path = tmp_path / "s.rnc"
    noted = '[ a:documentation [ "of a " code [ "page" ] ] ]'
    path.write_text(f'namespace a = "urn:a"\nstart = element x {{ {noted} "page" | "column" }}\n', encoding="utf-8")
    schema = compile_grammar(read_rng(path))
    assert not list(validate(schema, b"<x>page</x>", "d.xml"))
    assert list(validate(schema, b"<x>pages</x>", "d.xml"))
