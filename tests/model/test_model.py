"""The sample encoded by us against the sample encoded by hand: every difference has a reason."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from compare import INVENTORY, Comparison, compare, inventory, load
from puzanov_tei import authority, pipeline
from tests_support import ROOT, SAMPLE

DIFFERENCES = tomllib.loads((Path(__file__).parent / "differences.toml").read_text(encoding="utf-8"))["difference"]


@lru_cache
def comparison() -> Comparison:
    names = authority.load(ROOT / "corpus/authority")
    encoded = pipeline.encode(SAMPLE.read_bytes(), SAMPLE.name, names)
    return compare(load(INVENTORY), inventory(etree.fromstring(encoded.tei)))


def differences() -> set[tuple[str, str, str]]:
    """(side, zone, element or attribute name) of every difference."""
    found = comparison()
    result = {("missing", item.zone, item.tag) for item in found.missing}
    result |= {("added", item.zone, item.tag) for item in found.added}
    for model, ours in found.different:
        names = {pair.split("=")[0] for pair in set(model.attributes) ^ set(ours.attributes)}
        result |= {("attribute", model.zone, name) for name in names}
    return result


def explained() -> set[tuple[str, str, str]]:
    return {(entry["side"], entry["zone"], name) for entry in DIFFERENCES for name in entry["names"]}


def test_every_difference_is_explained() -> None:
    assert differences() - explained() == set()


@pytest.mark.parametrize("number", range(len(DIFFERENCES)))
def test_every_explanation_explains_something(number: int) -> None:
    entry = DIFFERENCES[number]
    assert len(entry["why"]) > 40
    assert any((entry["side"], entry["zone"], name) in differences() for name in entry["names"])


def test_the_text_is_encoded_as_by_hand() -> None:
    """Of the model's elements in the text nearly all are ours too: the figure may rise, not fall."""
    found = comparison()
    same = sum(item.zone == "text" for item in found.equal) + sum(a.zone == "text" for a, _ in found.different)
    missing = sum(item.zone == "text" for item in found.missing)
    assert same >= 160
    assert missing <= 18
