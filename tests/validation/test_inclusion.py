"""XInclude: what is included counts, findings are placed in its file, and nothing outside the project is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from puzanov_tei.validation.inclusion import included
from tests_support import run

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
TEI = f"""<TEI {NS} xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc><titleStmt><title>é</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><p><ref target="#inner"/></p>{{}}</body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with parts, and a file outside of it."""
    for name, content in {
        "project/parts/good.xml": f"<div {NS} xml:id='inner'>\n<p>ü</p></div>",
        "project/parts/bad.xml": f"<?xml version='1.0' encoding='ISO-8859-1'?>\n<p {NS}>ü\n ü <foo/></p>",
        "project/parts/prefixed.xml": '<t:p xmlns:t="http://www.tei-c.org/ns/1.0"><t:hi xml:id="h">x</t:hi></t:p>',
        "project/parts/loop.xml": f'<p {NS}><include xmlns="http://www.w3.org/2001/XInclude" href="loop.xml"/></p>',
        "project/parts/nested.xml": f'<p {NS} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="text.txt" '
        'parse="text"/></p>',
        "project/parts/text.txt": "a < b & c",
        "project/parts/broken.xml": "<p>",
        "elsewhere.xml": f"<p {NS}>secret</p>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("latin-1" if "8859" in content else "utf-8"))
    return tmp_path / "project"


def findings(folder: Path, inclusions: str) -> list[tuple[str, str, int, int]]:
    (folder / "main.xml").write_text(TEI.format(inclusions), encoding="utf-8")
    done = run("validate", "main.xml", "--schema", "tei_all", "--format", "json", cwd=folder)
    return [(f["code"], f["file"], f["line"], f["column"]) for f in json.loads(done.stdout)["findings"]]


def test_what_is_included_counts(folder: Path) -> None:
    assert findings(folder, '\n<xi:include href="parts/good.xml"/>') == []
    assert [code for code, *_ in findings(folder, "")] == ["PZ409"]


def test_findings_are_placed_in_the_included_file(folder: Path) -> None:
    found = findings(folder, '<xi:include href="parts/bad.xml"/><bar/><xi:include href="parts/good.xml"/>')
    assert [f for f in found if f[0] == "PZ103"] == [
        ("PZ103", "main.xml", 3, TEI.splitlines()[2].index("{}") + len('<xi:include href="parts/bad.xml"/>') + 1),
        ("PZ103", "parts/bad.xml", 3, 4),
    ]


@pytest.mark.parametrize(
    ("inclusion", "word"),
    [
        ('href="gone.xml"', "no such file"),
        ('href="../elsewhere.xml"', "outside"),
        ('href="main.xml"', "itself"),
        ('href="parts/loop.xml"', "itself"),
        ('href="https://example.org/x.xml"', "no file of the project"),
        ('href="parts/good.xml" xpointer="nothing"', "nothing called"),
        ('href="parts/broken.xml"', "line 1"),
        ('href="parts/good.xml" xpointer="xpath1(//p)"', "not supported"),
        ('href="parts/good.xml" xpointer="element(/1/9)"', "no element"),
    ],
)
def test_what_cannot_be_included(folder: Path, inclusion: str, word: str) -> None:
    path = folder / "main.xml"
    path.write_text(TEI.format(f"<xi:include {inclusion}/>"), encoding="utf-8")
    whole = included(path.read_bytes(), str(path), folder)
    assert [finding.code for finding in whole.findings] == ["PZ015"]
    assert word in whole.findings[0].message
    assert b"secret" not in whole.data
    again = TEI.format(f"<xi:include {inclusion}><xi:fallback><p>instead</p></xi:fallback></xi:include>")
    fallen_back = included(again.encode(), str(path), folder)
    assert b"<p>instead</p>" in fallen_back.data or "loop" in inclusion
    assert fallen_back.findings == [] or "loop" in inclusion


@pytest.mark.parametrize(
    ("inclusion", "expected"),
    [
        ('href="parts/nested.xml"', b"a &lt; b &amp; c</p>"),
        ('href="parts/prefixed.xml" xpointer="element(h)"', b'<t:hi xmlns="" xmlns:t="http://www.tei-c.org/ns/1.0"'),
        ('href="parts/good.xml" xpointer="element(/1/1)"', "<p>ü</p>".encode()[:2]),
        ('href="parts/good.xml" xpointer="xpointer(id(\'inner\'))"', b"xml:id='inner'"),
    ],
)
def test_what_is_put_in_place(folder: Path, inclusion: str, expected: bytes) -> None:
    path = folder / "main.xml"
    whole = included(TEI.format(f"<xi:include {inclusion}/>").encode(), str(path), folder)
    assert expected in whole.data
    assert whole.findings == []
    assert b"xi:include" not in whole.data


def test_a_document_without_inclusions_stays_what_it_is(folder: Path) -> None:
    data = TEI.format("").encode()
    assert included(data, "x.xml", folder).data is data
