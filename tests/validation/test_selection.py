"""Which findings count: options, configuration, instructions in the file; what is unknown is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests_support import run

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
"""
TEI = (
    HEADER
    + """<text><body>
<p><ref target="#none"/><foo/></p>
{}<p><bar/></p></body></text></TEI>"""
)
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><ns prefix="t"
uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="t:p">
<assert id="needs-n" see="https://example.org/n" test="@n">n</assert>
<assert id="needs-id" test="@xml:id">id</assert></rule></pattern></schema>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a file that has three mistakes, and rules of its own."""
    (tmp_path / "d.xml").write_text(TEI.format(""), encoding="utf-8")
    (tmp_path / "rules.sch").write_text(SCH, encoding="utf-8")
    return tmp_path


def codes(folder: Path, *options: str) -> tuple[int, list[str]]:
    done = run("validate", "d.xml", "--format", "json", *options, cwd=folder)
    assert done.stdout, done.stderr
    return done.returncode, sorted(finding["code"] for finding in json.loads(done.stdout)["findings"])


def test_select_and_ignore(folder: Path) -> None:
    assert codes(folder) == (1, ["PZ103", "PZ103", "PZ401"])
    assert codes(folder, "--select", "PZ4*") == (1, ["PZ401"])
    assert codes(folder, "--ignore", "PZ103,PZ401") == (0, [])
    assert codes(folder, "--select", "PZ1*,PZ4*", "--ignore", "PZ4*", "--exit-zero") == (0, ["PZ103", "PZ103"])


def test_foreign_rules_have_their_own_codes(folder: Path) -> None:
    rules = ("--schema", "rules.sch", "--schema", "tei_all")
    assert set(codes(folder, *rules)[1]) == {"PZ103", "PZ401", "needs-id", "needs-n"}
    assert set(codes(folder, *rules, "--select", "needs-*")[1]) == {"needs-id", "needs-n"}
    sarif = json.loads(run("validate", "d.xml", "--format", "sarif", *rules, cwd=folder).stdout)["runs"][0]
    assert {r["id"]: r.get("helpUri") for r in sarif["tool"]["driver"]["rules"]}["needs-n"] == "https://example.org/n"


@pytest.mark.parametrize(
    ("configuration", "options", "sentence"),
    [
        ("", ("--select", "PZ998"), "PZ998"),
        ("", ("--schema", "rules.sch", "--ignore", "need-id"), "needs-id"),
        ('[severity]\nPZ998 = "off"', (), "PZ998"),
        ('schema = "rules.sch"\n[severity]\nneedsn = "off"', (), "Did you mean needs-n?"),
        ("timeout = -5", (), "-5"),
    ],
)
def test_what_is_unknown_is_refused(folder: Path, configuration: str, options: tuple[str, ...], sentence: str) -> None:
    (folder / "puzanov-tei.toml").write_text(configuration, encoding="utf-8")
    done = run("validate", "d.xml", *options, cwd=folder)
    assert done.returncode == 2
    assert sentence in done.stderr.decode()


def test_severities_of_rules(folder: Path) -> None:
    text = 'schema = "rules.sch"\n[severity]\n"needs-*" = "warning"\nneeds-n = "off"\nPZ401 = "info"\n'
    (folder / "puzanov-tei.toml").write_text(text, encoding="utf-8")
    done = run("validate", "d.xml", "--format", "json", cwd=folder)
    found = {(f["code"], f["severity"]) for f in json.loads(done.stdout)["findings"]}
    assert (done.returncode, found) == (0, {("needs-id", "warning"), ("PZ401", "info")})


def test_instructions_in_the_file(folder: Path) -> None:
    (folder / "d.xml").write_text(TEI.format("<?puzanov-tei ignore PZ103 PZ500?>"), encoding="utf-8")
    assert codes(folder) == (1, ["PZ096", "PZ103", "PZ401"])
    (folder / "d.xml").write_text("<?puzanov-tei ignore PZ103, PZ401?>" + TEI.format(""), encoding="utf-8")
    assert codes(folder) == (0, [])


def test_statistics_and_a_file_for_the_report(folder: Path) -> None:
    done = run("validate", "d.xml", "--statistics", cwd=folder)
    assert done.stdout.decode().splitlines()[0].split()[:2] == ["2", "in"]
    done = run("validate", "d.xml", "--format", "json", "--output-file", "out.json", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(json.loads((folder / "out.json").read_text("utf-8"))["findings"]) == 3
    assert run("validate", "d.xml", "--output-file", "d.xml", cwd=folder).returncode == 2


def test_paths_are_those_of_the_repository(folder: Path) -> None:
    (folder / "tei").mkdir()
    (folder / "d.xml").rename(folder / "tei/d.xml")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    out = run("validate", "d.xml", "--format", "github", cwd=folder / "tei").stdout.decode()
    assert "file=tei/d.xml," in out
    sarif = json.loads(run("validate", "d.xml", "--format", "sarif", cwd=folder / "tei").stdout)["runs"][0]
    assert sarif["artifacts"][0]["location"]["uri"] == "tei/d.xml"


def test_watching_what_is_not_there(folder: Path) -> None:
    done = run("validate", "--watch", "nope", cwd=folder)
    assert done.returncode == 2
    assert b"nope" in done.stderr
