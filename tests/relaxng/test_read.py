"""Reading RELAX NG: several files, and schemas that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.patterns import Annotation, Element, Name, Ref, Value
from puzanov_tei.relaxng.prefixes import patterns_of
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.validate import is_valid, load_rng, validate
from puzanov_tei.relaxng.writing.xml import to_rng

_HEAD = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def grammar(content: str) -> str:
    """A schema document; the content begins in line 2."""
    return f"<grammar {_HEAD}>\n{content}</grammar>"


BASE = grammar(
    "<start><ref name='doc'/></start><define name='doc'><element name='doc'><ref name='inline'/></element></define>"
    "<define name='inline'><text/></define><define name='kept'><element name='kept'><empty/></element></define>"
)


def _files(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.rng").write_text(text, encoding="utf-8")
    return folder / "main.rng"


def test_include_with_overrides(tmp_path: Path) -> None:
    main = _files(
        tmp_path,
        base=BASE,
        main=grammar(
            "<include href='base.rng'><define name='inline'><zeroOrMore><choice><text/><ref name='kept'/></choice>"
            "</zeroOrMore></define>"
            "<div><start><choice><ref name='doc'/><ref name='kept'/></choice></start></div></include>"
        ),
    )
    schema = read_rng(main)
    assert is_valid(schema, b"<doc>a<kept/>b</doc>") and is_valid(schema, b"<kept/>")
    assert not is_valid(read_rng(tmp_path / "base.rng"), b"<doc>a<kept/>b</doc>")


def test_an_external_reference_takes_the_namespace_around_it(tmp_path: Path) -> None:
    main = _files(
        tmp_path,
        part=f"<element name='p' {_HEAD}><text/></element>",
        main=f"<element name='doc' ns='urn:d' {_HEAD}><oneOrMore><externalRef href='part.rng'/></oneOrMore></element>",
    )
    schema = read_rng(main)
    assert is_valid(schema, b"<doc xmlns='urn:d'><p/><p>x</p></doc>")
    assert not is_valid(schema, b"<doc xmlns='urn:d'><p xmlns=''/></doc>")


def test_notes_come_from_the_documentation() -> None:
    found = read_rng(
        (
            f"<grammar {_HEAD} xmlns:a='http://relaxng.org/ns/compatibility/annotations/1.0'>\n"
            "<start><ref name='p'/></start>\n<define name='p'><element name='p'><a:documentation>a\n paragraph"
            "</a:documentation><attribute name='n'><a:documentation>a number</a:documentation><choice><value>1</value>"
            "<a:documentation>the first</a:documentation></choice></attribute><text/></element></define></grammar>"
        ).encode(),
        "my.rng",
    )
    assert found.notes["p"] == Annotation("a paragraph", "my.rng:3", "p")
    assert found.notes["p/@n"].gloss == "a number"
    assert found.notes["p/@n/1"].gloss == "the first"
    # What is written says the same.
    assert {key: note.gloss for key, note in read_rng(to_rng(found)).notes.items()} == {
        key: note.gloss for key, note in found.notes.items()
    }


def test_namespaces_and_values() -> None:
    found = read_rng(
        b"<element xmlns='http://relaxng.org/ns/structure/1.0' name='q:a' xmlns:q='urn:q' ns='urn:n'>"
        b"<element name='b'><value> x </value></element></element>"
    )
    patterns = list(patterns_of(found))
    assert [p.name for p in patterns if isinstance(p, Element)] == [Name("urn:q", "a"), Name("urn:n", "b")]
    assert [p for p in patterns if isinstance(p, Value)] == [Value(" x ")]


def test_names_of_nested_grammars_do_not_clash() -> None:
    found = read_rng(
        grammar(
            "<start><element name='r'><grammar><start><ref name='x'/></start><define name='x'><text/></define>"
            "</grammar></element></start><define name='x'><empty/></define>"
        ).encode()
    )
    assert set(found.defines) == {"x", "start..1", "x..1"}
    assert Ref("start..1") in list(patterns_of(found))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("<start>\n<ref name='x'/></start>", 3, '"x" is referred to but not defined'),
        ("<define name='x'><text/></define>", 1, "has no <start>"),
        ("<start><elemnt name='x'/></start>", 2, "<elemnt> is no element of RELAX NG"),
        ("<start><element name='x'/></start>", 2, "has no content"),
        ("<start><element nam='x'><text/></element></start>", 2, 'attribute "nam" is not allowed'),
        ("<start><element name='x:y'><text/></element></start>", 2, "prefix"),
        ("<start><element name='1'><text/></element></start>", 2, "is no name"),
        ("<start><ref/></start>", 2, 'lacks its attribute "name"'),
        ("<start><choice/></start>", 2, "<choice> is empty"),
        ("<start><empty>x</empty></start>", 2, "text"),
        ("<start><parentRef name='x'/></start>", 2, "outermost"),
        ("<start><text/></start><start><text/></start>", 2, "second start without combine"),
        ("<start combine='choice'><text/></start><start combine='interleave'><text/></start>", 2, "settle"),
        ("<include href='http://example.org/x.rng'/>", 2, "is on the network"),
        ("<include href='nowhere.rng'/>", 2, "cannot read"),
        ("<start><element><anyName><except><anyName/></except></anyName><text/></element></start>", 2, "excepted"),
    ],
)
def test_errors_name_the_place(content: str, line: int, words: str) -> None:
    with pytest.raises(SchemaError) as caught:
        read_rng(grammar(content).encode(), "my.rng")
    assert str(caught.value).startswith(f"my.rng:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ("<choice><text/><ref name='x'/></choice>", 'in "x": "x" contains itself'),
        ("<element name='a'><data type='daet'/></element>", 'no type "daet"'),
        ("<element name='a'><data type='token'><param name='pattern'>(</param></data></element>", "regular expression"),
    ],
)
def test_errors_of_meaning_name_the_definition(definition: str, words: str) -> None:
    schema = grammar(f"<start><ref name='x'/></start>\n<define name='x'>{definition}</define>")
    with pytest.raises(SchemaError) as caught:
        is_valid(read_rng(schema.encode(), "my.rng"), b"<a/>")
    assert str(caught.value).startswith('my.rng:3: in "x"')
    assert words in str(caught.value)


def test_a_file_that_includes_itself(tmp_path: Path) -> None:
    main = _files(tmp_path, main=grammar("<include href='main.rng'/>"))
    with pytest.raises(SchemaError, match="includes itself"):
        read_rng(main)


def test_not_well_formed() -> None:
    with pytest.raises(SchemaError, match=r"^my\.rng:2: not well-formed XML"):
        read_rng(b"<grammar>\n<start></grammar>", "my.rng")


# --- the cache ------------------------------------------------------------------------------------


def test_the_cache_notices_changes_of_included_files(tmp_path: Path) -> None:
    main = _files(tmp_path, base=BASE, main=grammar("<include href='base.rng'/>"))
    cache = tmp_path / "cache"
    assert is_valid(load_rng(main, cache), b"<doc>x</doc>")
    assert len(list(cache.iterdir())) == 1
    assert is_valid(load_rng(main, cache), b"<doc>x</doc>")
    _files(tmp_path, base=BASE.replace("<define name='inline'><text/>", "<define name='inline'><empty/>"))
    assert not is_valid(load_rng(main, cache), b"<doc>x</doc>")


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    main = _files(tmp_path, main=BASE)
    load_rng(main, tmp_path / "cache")
    (stored,) = (tmp_path / "cache").iterdir()
    stored.write_bytes(stored.read_bytes()[:50])
    schema = load_rng(main, tmp_path / "cache")
    assert [finding.code for finding in validate(schema, b"<doc><x/></doc>")] == ["PZ103"]
