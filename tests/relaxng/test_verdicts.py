"""The verdicts of the validator: on every feature of RELAX NG, after every writer, and against jing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.schema import CompiledSchema
from puzanov_tei.relaxng.validate import compile_grammar, is_valid, validate
from puzanov_tei.relaxng.writing.compact import to_rnc
from puzanov_tei.relaxng.writing.xml import to_rng
from rng_cases import CASES, Case, together

_IDS = [case.name for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_verdicts(case: Case) -> None:
    grammar = read_rng(case.rng)
    _judge(grammar, case)


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_what_is_written_means_the_same(case: Case) -> None:
    written = to_rng(read_rng(case.rng))
    again = read_rng(written)
    assert to_rng(again) == written
    _judge(again, case)


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_what_is_stored_means_the_same(case: Case) -> None:
    schema = CompiledSchema.from_stored(compile_grammar(read_rng(case.rng)).stored())
    _judge(schema, case)


def _judge(schema: CompiledSchema | Grammar, case: Case) -> None:
    for document in case.valid:
        assert is_valid(schema, document.encode()), document
        assert list(validate(schema, document.encode(), "d.xml")) == [], document
    for document in case.invalid:
        assert not is_valid(schema, document.encode()), document
        # The quick and the careful look agree.
        assert list(validate(schema, document.encode(), "d.xml")), document


def test_jing_agrees(jing: str, tmp_path: Path) -> None:
    # All cases in one grammar save starting jing for each. As ID attributes must be so wherever they stand,
    # that case is apart.
    _compare(jing, tmp_path, together(case for case in CASES if case.name != "identifiers"))


def test_jing_agrees_on_identifiers(jing: str, tmp_path: Path) -> None:
    _compare(jing, tmp_path, next(case for case in CASES if case.name == "identifiers"))


def _compare(jing: str, folder: Path, case: Case) -> None:
    grammar = read_rng(case.rng)
    _judge(grammar, case)
    documents = [*case.valid, *case.invalid]
    for number, document in enumerate(documents):
        (folder / f"{number}.xml").write_text(document, encoding="utf-8")
    # The schema as it was and as both writers write it: jing sees no difference.
    schemas = {"given.rng": case.rng, "written.rng": to_rng(grammar), "written.rnc": to_rnc(grammar).encode()}
    for name, data in schemas.items():
        (folder / name).write_bytes(data)
        broken = _broken(jing, folder / name, [folder / f"{number}.xml" for number in range(len(documents))])
        assert [documents[number] for number in sorted(broken)] == list(case.invalid), name


def _broken(jing: str, schema: Path, documents: Iterable[Path]) -> set[int]:
    """Numbers of the documents that jing finds invalid; fails if it refuses the schema."""
    compact = ["-c"] if schema.suffix == ".rnc" else []
    done = subprocess.run(
        [jing, *compact, str(schema), *map(str, documents)], capture_output=True, text=True, check=False
    )
    found: set[int] = set()
    for line in done.stdout.splitlines():
        path = Path(line.partition(":")[0])
        assert path.suffix == ".xml", done.stdout
        found.add(int(path.stem))
    return found


@pytest.mark.parametrize(
    ("content", "right", "wrong"),
    [
        ("<optional>A</optional>" * 400, 400, 401),
        ("<optional>A</optional>" * 200 + "A", 201, 202),
        ("<group>" + "A" * 3 + "<optional>A</optional>" * 9 + "</group>" + "<optional>A</optional>" * 90, 102, 103),
    ],
)
def test_what_may_occur_many_times_has_few_ways_to_go_on(content: str, right: int, wrong: int) -> None:
    """By the number of patterns made, which is what such schemas blow up."""
    body = content.replace("A", '<element name="a"><empty/></element>')
    grammar = read_rng(f'<element xmlns="http://relaxng.org/ns/structure/1.0" name="r">{body}</element>'.encode())
    schema = compile_grammar(grammar)
    assert is_valid(schema, b"<r>" + b"<a/>" * right + b"</r>")
    assert not is_valid(schema, b"<r>" + b"<a/>" * wrong + b"</r>")
    assert len(schema.automaton.pool._nodes) < 4 * wrong
