"""What a project's configuration and the options say, by running the program in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.errors import UsageError
from puzanov_tei.schematron.svrl import SVRL
from puzanov_tei.validation import project
from tests_support import run

NS = "http://www.tei-c.org/ns/1.0"
TEI = f"""<TEI xmlns="{NS}" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc><titleStmt><title>t</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body>{{}}</body></text></TEI>"""
RNC = f"""namespace sch = "http://purl.oclc.org/dsdl/schematron"
default namespace = "{NS}"
sch:ns [ prefix = "t" uri = "{NS}" ]
sch:pattern [ sch:rule [ context = "t:p" sch:assert [ id = "no-x" test = "not(.='x')" "No x." ] ] ]
start = element p {{ text }}"""
SCH = f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="t" uri="{NS}"/>
<pattern id="words"><rule context="t:body/t:p"><assert id="no-x" test="not(. = 'x')">No x.</assert></rule></pattern>
</schema>"""
ODD = f"""<TEI xmlns="{NS}"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p>x</p>
</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>
<schemaSpec ident="my" start="TEI" source="tei:9.9.9">
<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<elementSpec ident="pbb" mode="change"/></schemaSpec></body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with documents in two folders and schemas of every kind."""
    for name, content in {
        "puzanov-tei.toml": 'required-version = ">=0.1"\nschema = "all.sch"\n[schemas]\n"notes/*" = ["p.rnc"]\n'
        '[severity]\nno-x = "error"\n[severity."drafts/*"]\n"no-*" = "warning"\n',
        "all.sch": SCH,
        "p.rnc": RNC,
        "my.odd": ODD,
        "drafts/a.xml": TEI.format("<p>x</p>"),
        "b.xml": TEI.format("<p>y</p>"),
        "c.xml": TEI.format('<xi:include href="notes/n.xml"/>'),
        "notes/n.xml": f'<p xmlns="{NS}">x</p>',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validated(*arguments: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Exit code, and file, code and severity of each finding."""
    done = run("validate", "--format", "json", *arguments)
    said = json.loads(done.stdout)["findings"]
    return done.returncode, [(f["file"], f["code"], f["severity"]) for f in said]


def test_schemas_by_folder_and_severities_by_path(folder: Path) -> None:
    assert validated("drafts", "b.xml", "c.xml", "notes") == (
        1,
        [("drafts/a.xml", "no-x", "warning"), ("notes/n.xml", "no-x", "error")],
    )


def test_inclusions_can_be_left_alone(folder: Path) -> None:
    assert validated("c.xml") == (1, [("notes/n.xml", "no-x", "error")])
    assert validated("c.xml", "--no-xinclude") == (0, [])


def test_an_odd_tells_what_is_unsound_in_it_once(folder: Path) -> None:
    for arguments in (["b.xml", "c.xml", "--schema", "my.odd"], ["my.odd", "--schema", "tei_all"]):
        code, findings = validated(*arguments)
        assert code == 1
        assert [f for f in findings if f[1] == "PZ210"] == [("my.odd", "PZ210", "warning")]
        assert ("my.odd", "PZ204", "error") in findings
    assert b"TEI P5 4" in run("validate", "b.xml", "--schema", "my.odd").stdout.splitlines()[-1]


def test_svrl_says_what_each_document_is_told(folder: Path) -> None:
    done = run("validate", "drafts", "b.xml", "--format", "svrl")
    report = etree.fromstring(done.stdout)
    assert done.returncode == 0
    documents = [(folder / name).as_uri() for name in ("drafts/a.xml", "b.xml")]
    assert [p.get("documents") for p in report.iter(f"{{{SVRL}}}active-pattern")] == documents
    assert [f.get("id") for f in report.iter(f"{{{SVRL}}}failed-assert")] == ["no-x"]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (">=0.1", True),
        ("==0.1", True),
        (">=0.1,<0.2", True),
        (">0.1", False),
        ("<0.1.0", False),
        ("!=0.1.0", False),
        (">=99", False),
    ],
)
def test_required_version(folder: Path, wanted: str, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "__version__", "0.1.0")
    (folder / project.FILE).write_text(f'required-version = "{wanted}"', encoding="utf-8")
    if fits:
        assert project.find(folder)
    else:
        with pytest.raises(UsageError, match="asks for"):
            project.find(folder)


def test_a_version_that_is_none_is_refused(folder: Path) -> None:
    (folder / project.FILE).write_text('required-version = "new"', encoding="utf-8")
    assert run("validate", "b.xml").returncode == 2


def test_progress_is_for_terminals_only(folder: Path) -> None:
    assert run("validate", "b.xml").stderr == b""
