"""The published suites, run by us and by others in the same way; prints a table. By hand, as it takes minutes.

    PUZANOV_TEI_CONFORMANCE=FOLDER python tests/conformance/peers.py --jing '/usr/share/java/*' --schxslt2 transpile.xsl

A grammar counts if it loads or is refused as it must; a document if the verdict is right; a Schematron case if the
verdict is right and every XPath of the case holds of the report.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from lxml import etree, isoschematron
from saxonche import PySaxonProcessor

import suites
from puzanov_tei.base import pool
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.validate import is_valid
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import compile_rules

SECONDS = 120.0
SVRL = "http://purl.oclc.org/dsdl/svrl"

# --- RELAX NG: a path of a grammar and documents -> None if the grammar is refused, else the verdicts


def by_us(schema: Path, documents: Sequence[Path]) -> list[bool] | None:
    try:
        loaded = load_rng(schema)
    except SchemaError:
        return None
    return [is_valid(loaded, document) for document in documents]


def by_jing(schema: Path, documents: Sequence[Path], classes: str) -> list[bool] | None:
    jing = _jing(classes)
    assert jing.stdin
    assert jing.stdout
    print(schema, *documents, sep="\t", file=jing.stdin, flush=True)
    answer = jing.stdout.readline().strip()
    return None if answer == "refused" else [verdict == "1" for verdict in answer]


@cache
def _jing(classes: str) -> subprocess.Popen[str]:
    """One Java for all questions: the start of another for each takes an hour."""
    command = ["java", "-cp", classes, str(Path(__file__).with_name("Judge.java"))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def by_libxml2(schema: Path, documents: Sequence[Path]) -> list[bool] | None:
    try:
        loaded = etree.RelaxNG(etree.parse(schema))
    except etree.LxmlError:
        return None
    return [_taken(loaded, document) for document in documents]


def _taken(schema: etree.RelaxNG, document: Path) -> bool:
    try:
        return bool(schema.validate(etree.parse(document)))
    except etree.LxmlError:
        return False


def grammars(judge: Callable[[Path, Sequence[Path]], list[bool] | None], case: suites.GrammarCase) -> Counter[str]:
    """What a peer does right in one case."""
    with tempfile.TemporaryDirectory() as name:
        schema = case.lay_out(Path(name))
        documents = []
        for number, instance in enumerate(case.instances):
            documents.append(Path(name) / f"instance-{number}.xml")
            documents[-1].write_bytes(instance.data)
        verdicts = judge(schema, documents)
    if not case.correct:
        return Counter(refused=verdicts is None)
    right = [v is i.valid for v, i in zip(verdicts or [], case.instances, strict=False)]
    return Counter(loaded=verdicts is not None, documents=sum(right))


# --- Schematron: a schema, a phase, a document -> the report in SVRL


def report_by_us(schema: Path, phase: str, document: Path) -> bytes:
    return rules.report(compile_rules(schema.read_bytes(), schema, phase), document.read_bytes(), str(document))


def report_by_schxslt2(schema: Path, phase: str, document: Path, transpiler: str) -> bytes:
    saxon = PySaxonProcessor(license=False)
    compiler = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=transpiler)
    if phase:
        compiler.set_parameter("{http://dmaus.name/ns/2023/schxslt}phase", saxon.make_string_value(phase))
    stylesheet = compiler.transform_to_string(source_file=str(schema))
    compiled = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
    return str(compiled.transform_to_string(source_file=str(document))).encode()


def report_by_skeleton(schema: Path, phase: str, document: Path) -> bytes:
    compiled = isoschematron.Schematron(etree.parse(schema), phase=phase or None, store_report=True)
    compiled.validate(etree.parse(document))
    return etree.tostring(compiled.validation_report)


def rulesets(judge: Callable[[Path, str, Path], bytes], case: suites.SchematronCase) -> Counter[str]:
    """Whether a peer is right in one case."""
    with tempfile.TemporaryDirectory() as name:
        for file, data in case.documents:
            (Path(name) / file).write_bytes(data)
        return Counter(cases=all(_right(judge, case, schema, Path(name)) for schema in case.schemas))


def _right(judge: Callable[[Path, str, Path], bytes], case: suites.SchematronCase, data: bytes, folder: Path) -> bool:
    schema = folder / "schema.sch"
    schema.write_bytes(data)
    try:
        report = judge(schema, case.phase, folder / case.documents[0][0])
        root = etree.fromstring(report)
    except Exception:  # each peer has errors of its own
        return case.expect == "error"
    fired = next(root.iter(f"{{{SVRL}}}failed-assert", f"{{{SVRL}}}successful-report"), None) is not None
    return case.expect == ("invalid" if fired else "valid") and all(
        _holds(test, namespaces, root) for test, namespaces in case.assertions
    )


def _holds(test: str, namespaces: dict[str, str], root: etree._Element) -> bool:
    saxon = PySaxonProcessor(license=False)
    xpath = saxon.new_xpath_processor()
    for prefix, uri in {"svrl": SVRL, **namespaces}.items():
        xpath.declare_namespace(prefix, uri)
    xpath.set_context(xdm_item=saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode")))
    return bool(xpath.effective_boolean_value(test))


# ---


def scored(function: Callable[[Any], Counter[str]], cases: Iterable[Any]) -> Counter[str]:
    """The sum over all cases; one that does not end in time, or ends its process, counts for nothing."""
    total: Counter[str] = Counter()
    for _, result in pool.run(function, list(cases), jobs=1, timeout=SECONDS):
        total += result if isinstance(result, Counter) else Counter()
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jing", default="", metavar="CLASSES", help="its class path, as '/usr/share/java/*'")
    parser.add_argument("--schxslt2", default="", metavar="XSL", help="its transpile.xsl")
    given = parser.parse_args()
    cases = list(suites.spectest())
    good = sum(case.correct for case in cases)
    documents = sum(len(case.instances) for case in cases if case.correct)
    print(f"RELAX NG, spectest.xml: {good} grammars to load, {len(cases) - good} to refuse, {documents} documents")
    peers: dict[str, Callable[..., Any]] = {"puzanov_tei": by_us, "libxml2": by_libxml2}
    if given.jing:
        peers["jing"] = partial(by_jing, classes=given.jing)
    for name, judge in peers.items():
        score = scored(partial(grammars, judge), cases)
        print(f"  {name:12} {score['loaded']:4} {score['refused']:4} {score['documents']:4}", flush=True)
    tests = list(suites.schematron())
    print(f"Schematron, SchXslt and SchXslt2: {len(tests)} cases")
    peers = {"puzanov_tei": report_by_us, "ISO skeleton": report_by_skeleton}
    if given.schxslt2:
        peers["SchXslt2"] = partial(report_by_schxslt2, transpiler=given.schxslt2)
    for name, judge in peers.items():
        print(f"  {name:12} {scored(partial(rulesets, judge), tests)['cases']:4}", flush=True)


if __name__ == "__main__":  # under its own name, so that other processes find what is in it
    import peers

    peers.main()
