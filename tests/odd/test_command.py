"""`puzanov-tei odd`: files, exit codes, messages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from odd_support import document, odd
from puzanov_tei.cli.odd import command
from puzanov_tei.errors import UsageError
from puzanov_tei.odd.p5 import unpack


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.odd"
    path.write_bytes(odd(""))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.odd"
    path.write_bytes(odd('<elementSpec ident="titleStmt" mode="delete"/>'))
    return path


def test_compile(good: Path, tmp_path: Path) -> None:
    result = run("compile", good, "-o", tmp_path / "out", "--to", "rng,sch,odd")
    assert result.exit_code == 0, result.output
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["good.compiled.odd", "good.rng", "good.sch"]
    schema = etree.RelaxNG(etree.parse(tmp_path / "out" / "good.rng"))
    assert schema.validate(etree.parse(io.BytesIO(document("<p>x</p>"))))
    assert not schema.validate(etree.parse(io.BytesIO(document("<p><emph/></p>"))))


def test_compile_to_compact_syntax_and_xml_schema(good: Path, tmp_path: Path) -> None:
    assert run("compile", good, "-o", tmp_path / "out", "--to", "rnc,xsd").exit_code == 0
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".rnc", ".xsd"}
    assert "tei_macro.paraContent" in (tmp_path / "out" / "good.rnc").read_text(encoding="utf-8")
    schema = etree.XMLSchema(etree.parse(tmp_path / "out" / "good.xsd"))
    assert schema.validate(etree.parse(io.BytesIO(document("<p>x</p>"))))
    assert not schema.validate(etree.parse(io.BytesIO(document("<p><emph/></p>"))))


def test_compile_to_standard_output(good: Path) -> None:
    result = run("compile", good, "--to", "sch", "-o", "-")
    assert result.exit_code == 0
    assert etree.fromstring(result.stdout_bytes).tag.endswith("schema")


def test_what_does_not_fit_is_said(bad: Path, tmp_path: Path) -> None:
    result = run("compile", bad, "-o", tmp_path / "out")
    assert result.exit_code == 0  # the schema is written and sound
    assert f"{bad}:9:1: warning[PZ202] fileDesc requires titleStmt" in result.output
    assert (tmp_path / "out" / "bad.rng").is_file()


def test_strict_writes_nothing(bad: Path, tmp_path: Path) -> None:
    result = run("compile", bad, "-o", tmp_path / "out", "--strict")
    assert result.exit_code == 1
    assert "Nothing was written." in result.output
    assert not (tmp_path / "out").exists()


def test_an_illegal_grammar_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "illegal.odd"
    path.write_bytes(
        odd(
            '<elementSpec ident="box" mode="add"><content><sequence><dataRef name="token"/><elementRef key="p"/></sequence>'
            "</content></elementSpec>",
            start="box",
        )
    )
    result = run("compile", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "PZ209" in result.output
    assert not (tmp_path / "out").exists()


def test_several_schemas_several_files(good: Path, tmp_path: Path) -> None:
    text = good.read_bytes()
    begin, end = text.index(b"<schemaSpec"), text.index(b"</schemaSpec>") + len(b"</schemaSpec>")
    second = text[begin:end].replace(b'ident="test"', b'ident="second"')
    good.write_bytes(text[:end] + second + text[end:])
    assert run("compile", good, "-o", tmp_path / "out", "--to", "rng").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["second.rng", "test.rng"]
    assert run("compile", good, "-o", tmp_path / "one", "--to", "rng", "--schema", "second").exit_code == 0
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["good.rng"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compile", "GOOD", "--to", "rnx"], "no format 'rnx'. Did you mean 'rn"),
        (["compile", "GOOD", "--to", ","], "at least one format"),
        (["compile", "GOOD", "-o", "-"], "one format at a time"),
        (["check", "GOOD", "--format", "jsn"], "no format 'jsn'. Did you mean 'json'"),
    ],
)
def test_usage(good: Path, arguments: list[str], message: str) -> None:
    result = run(*[good if a == "GOOD" else a for a in arguments])
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)


def test_near_miss_of_a_command() -> None:
    result = run("chek")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.output


def test_check(good: Path, bad: Path) -> None:
    assert run("check", good).exit_code == 0
    result = run("check", bad, "--format", "github", "--strict")
    assert result.exit_code == 1
    assert "::warning" in result.output
    assert "PZ202" in result.output


def test_check_strict(tmp_path: Path) -> None:
    path = tmp_path / "a.odd"
    path.write_bytes(odd('<elementSpec ident="emph" mode="change"/>'))
    assert run("check", path).exit_code == 0
    assert run("check", path, "--strict").exit_code == 1


def test_guide(good: Path, tmp_path: Path) -> None:
    assert run("guide", good, "-o", tmp_path / "guide.html").exit_code == 0
    assert (tmp_path / "guide.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_facts(tmp_path: Path) -> None:
    source = tmp_path / "p5subset.xml"
    source.write_bytes(odd("").replace(b"<schemaSpec", b'<elementSpec ident="a" module="m"/><schemaSpec'))
    result = run("facts", source, "-o", tmp_path / "facts.xz")
    assert result.exit_code == 0
    assert "1 specifications" in result.output
    assert list(unpack((tmp_path / "facts.xz").read_bytes()).specs) == ["a"]


def test_the_declarations_of_a_release_are_compared(tmp_path: Path) -> None:
    """A file that declares the element schemaSpec, and is no ODD with one."""
    declared = '<elementSpec ident="{}" module="tagdocs" mode="add"><content><empty/></content></elementSpec>'
    for name, idents in (("old", ["TEI", "schemaSpec"]), ("new", ["TEI", "schemaSpec", "teiCorpus"])):
        specs = "".join(map(declared.format, idents))
        document = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{specs}</body></text></TEI>'
        (tmp_path / f"p5subset-{name}.xml").write_text(document)
    result = run("diff", tmp_path / "p5subset-old.xml", tmp_path / "p5subset-new.xml")
    assert result.exit_code == 1
    assert "teiCorpus" in result.output


@pytest.mark.parametrize("name", ["compile", "check", "guide", "fetch", "facts"])
def test_help_has_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
