"""Every feature of the ODD language on a small ODD: what it allows and what it forbids."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import etree

import odd_support
from odd_features import FEATURES, Feature
from puzanov_tei.odd import CompiledOdd, compile_odd
from puzanov_tei.relaxng.reading.legality import problems
from puzanov_tei.relaxng.writing.xml import to_rng

N_HEADER = odd_support.HEADER.replace("<p/>", '<p n="1"/>')
IDS = [f.name.replace(" ", "-") for f in FEATURES]


def _compiled(feature: Feature) -> CompiledOdd:
    base = odd_support.BASE if feature.base is None else feature.base
    return compile_odd(odd_support.odd(feature.spec, base=base, outside=feature.outside, **feature.attributes))


def _document(content: str) -> str:
    """H stands for the usual header, N for one whose paragraphs have @n."""
    return content.replace(">H<", f">{odd_support.HEADER}<").replace(">N<", f">{N_HEADER}<")


@pytest.mark.parametrize("feature", FEATURES, ids=IDS)
def test_feature(feature: Feature) -> None:
    compiled = _compiled(feature)
    assert [f.message for f in compiled.findings if f.severity == "error"] == []
    assert problems(compiled.grammar) == []
    assert odd_support.valid(compiled.grammar, _document(feature.valid)), "the valid document is refused"
    assert not odd_support.valid(compiled.grammar, _document(feature.invalid)), "the invalid document passes"


@pytest.mark.slow
def test_features_with_jing(tmp_path: Path) -> None:
    """All features in one run of jing: each grammar nested in an element of its own."""
    jing = odd_support.jing()
    rng = "http://relaxng.org/ns/structure/1.0"
    root = etree.Element(f"{{{rng}}}grammar", nsmap={None: rng})
    start = etree.SubElement(etree.SubElement(root, f"{{{rng}}}start"), f"{{{rng}}}choice")
    expected: dict[str, bool] = {}
    for number, feature in enumerate(FEATURES):
        element = etree.SubElement(start, f"{{{rng}}}element", name=f"f{number}", ns="")
        element.append(etree.fromstring(to_rng(_compiled(feature).grammar)))
        for verdict, content in ((True, feature.valid), (False, feature.invalid)):
            document = etree.fromstring(odd_support.document(_document(content)))
            wrapped = etree.Element(f"f{number}")
            wrapped.append(document)
            path = tmp_path / f"{number}-{'valid' if verdict else 'invalid'}.xml"
            path.write_bytes(etree.tostring(wrapped))
            expected[path.name] = verdict
    schema = tmp_path / "all.rng"
    schema.write_bytes(etree.tostring(root))
    command = [jing, "-i", str(schema), *(str(tmp_path / name) for name in expected)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {Path(line.split(":")[0]).name for line in done.stdout.splitlines() if "error" in line}
    assert "all.rng" not in refused, done.stdout
    wrong = {name for name, verdict in expected.items() if verdict == (name in refused)}
    assert wrong == set(), done.stdout
