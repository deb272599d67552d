"""The published suites for RELAX NG and the datatypes, case by case: no case is expected to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import suites
from puzanov_tei.datatypes.regex import compiled
from puzanov_tei.datatypes.types import QUALIFIED, READERS, compare, normalized
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.engine.scopes import Declarations
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.patterns import XSD_TYPES
from puzanov_tei.relaxng.validate import is_valid, validate
from puzanov_tei.relaxng.values import data_matches, value_matches

here = suites.folder() is not None
pytestmark = pytest.mark.skipif(not here, reason=suites.MISSING)
GRAMMARS = [*suites.spectest()] if here else []
FACTS = [*suites.xsdtest()] if here else []
EXPRESSIONS = [*suites.regextest()] if here else []


def test_the_suites_are_whole() -> None:
    assert len(GRAMMARS) == 385
    assert sum(len(case.instances) for case in GRAMMARS) == 580
    assert len(EXPRESSIONS) == 48


@pytest.mark.parametrize("case", GRAMMARS, ids=[case.name for case in GRAMMARS])
def test_spectest(case: suites.GrammarCase, tmp_path: Path) -> None:
    path = case.lay_out(tmp_path)
    if not case.correct:
        with pytest.raises(SchemaError):
            load_rng(path)
        return
    schema = load_rng(path)
    for instance in case.instances:
        assert is_valid(schema, instance.data) is instance.valid, instance.data
        assert (not list(validate(schema, instance.data))) is instance.valid, instance.data


def _declarations(value: etree._Element) -> Declarations:
    declared = Declarations()
    declared.update({prefix or "": uri for prefix, uri in value.nsmap.items()})
    subset = value.get("internalSubset", "")
    declared.entities |= {line.split()[1] for line in subset.splitlines() if "NDATA" in line}
    return declared


@pytest.mark.parametrize("fact", FACTS, ids=[fact.name for fact in FACTS])
def test_xsdtest(fact: suites.Fact) -> None:
    kind, spec = fact.datatype, (fact.datatype, (), XSD_TYPES)
    values = fact.classes[0]
    if fact.kind in ("valid", "invalid"):
        matches = data_matches(spec, values[0].text or "", _declarations(values[0]))
        assert matches is (fact.kind == "valid")
    elif fact.kind == "length":
        wanted = int(values[0].get("value", ""))
        for length in range(10):
            measured = (kind, (("length", str(length)),), XSD_TYPES)
            assert data_matches(measured, values[0].text or "", None) is (length == wanted)
    elif fact.kind in ("lessThan", "incomparable"):
        first, second = (READERS[kind](normalized(kind, value.text or "")) for value in values)
        if fact.kind == "lessThan":
            assert (compare(first, second), compare(second, first)) == (-1, 1)
        else:
            assert compare(first, second) is None
    else:
        _equivalent(kind, fact.classes)


def _equivalent(kind: str, classes: tuple[tuple[etree._Element, ...], ...]) -> None:
    for number, members in enumerate(classes):
        for literal in members:
            text, ns = literal.text or "", ""
            if kind in QUALIFIED:
                prefix, _, text = text.strip().rpartition(":")
                ns = _declarations(literal).get(prefix, "")
            for other, values in enumerate(classes):
                for value in values:
                    same = value_matches((kind, XSD_TYPES, ns, text), value.text or "", _declarations(value))
                    assert same is (number == other), (literal.text, value.text)


@pytest.mark.parametrize("case", EXPRESSIONS, ids=[case.name for case in EXPRESSIONS])
def test_regextest(case: suites.ExpressionCase) -> None:
    if not case.correct:
        with pytest.raises(SchemaError):
            compiled(case.expression)
        return
    test = compiled(case.expression)
    for text, matches in case.texts:
        assert bool(test(text)) is matches, text
