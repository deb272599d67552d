"""The TEI's own customizations and releases: all compile offline, their documents are judged as jing judges them.

`PUZANOV_TEI_P5` names a folder with `exemplars/` (ODDs, what the TEI Stylesheets made of them, documents, verdicts),
`foreign/` (the grammars that they fetch) and `releases/`. Without it the tests are skipped.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from puzanov_tei.base import catalog
from puzanov_tei.findings import Severity
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.diff import compare
from puzanov_tei.odd.itself import tei_all_grammar
from puzanov_tei.relaxng.engine.automaton import Automaton
from puzanov_tei.relaxng.engine.compile import compiled as patterns_of
from puzanov_tei.relaxng.engine.run import accepts

NAMED = os.environ.get("PUZANOV_TEI_P5", "")
FOLDER = Path(NAMED).resolve() if NAMED else Path("/nowhere")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NAMED, reason="PUZANOV_TEI_P5 names no folder with exemplars and releases of the TEI"),
]
INDEX = json.loads((FOLDER / "exemplars" / "index.json").read_text()) if NAMED else []
# Errors of the ODDs themselves: tei_simplePrint and others name things that this release does not have, as warnings.
WEB = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="https://www.tei-c.org/release/xml/tei/Exemplars/" rewritePrefix="{0}/"/>
<rewriteURI uriStartString="https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/" rewritePrefix="{0}/"/>
</catalog>"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> catalog.Catalog:
    path = tmp_path_factory.mktemp("web") / "catalog.xml"
    path.write_text(WEB.format((FOLDER / "foreign").as_uri()))
    return catalog.read([path])


def test_all_are_here() -> None:
    assert len(INDEX) == 21


@pytest.mark.parametrize("entry", INDEX, ids=[e["odd"] for e in INDEX])
def test_an_exemplar(entry: dict[str, object], web: catalog.Catalog) -> None:
    compiled = compile_odd(FOLDER / "exemplars" / str(entry["odd"]), catalog=web)
    assert [f for f in compiled.findings if f.severity is Severity.ERROR] == []
    automaton = Automaton(*patterns_of(compiled.grammar))
    instances: list[dict[str, str]] = entry["instances"]  # type: ignore[assignment]  # as index.json has it
    for instance in instances:
        data = (FOLDER / "exemplars" / instance["file"]).read_bytes()
        assert accepts(automaton, io.BytesIO(data)) == (instance["jing"] == "valid"), instance["file"]


def test_releases_compile_and_differ() -> None:
    newest = tei_all_grammar()
    releases = {v: tei_all_grammar(str(FOLDER / "releases" / f"p5subset-{v}.xml")) for v in ("4.1.0", "4.4.0")}
    assert [g.version for g in (*releases.values(), newest)] == ["4.1.0", "4.4.0", newest.version]
    added = {c.what for c in compare(releases["4.4.0"], newest) if (c.aspect, c.direction) == ("element", "more")}
    assert {"eventName", "gender", "post"} <= added
    earlier = {c.what for c in compare(releases["4.1.0"], newest) if (c.aspect, c.direction) == ("element", "more")}
    assert added < earlier
