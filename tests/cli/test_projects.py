"""A project is worked on from within and from outside: the same configuration, authority and decisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from puzanov_tei.cli import main, where

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="doc-a"><teiHeader><fileDesc><titleStmt><title>A</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
    '<p xml:id="p-1">To <persName resp="#tool" cert="low">Anna</persName>.</p></body></text></TEI>'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my edition"
    (folder / "tei").mkdir(parents=True)
    (folder / "tei/doc-a.xml").write_text(TEI, encoding="utf-8")
    for name in ("decisions", "authority"):
        (folder / name).mkdir()
    (folder / "authority/persons.xml").write_text(TEI.replace("doc-a", "persons"), encoding="utf-8")
    (folder / "puzanov-tei.toml").write_text(
        'decisions = "decisions"\nauthority = "authority"\n[severity]\n"PZ*" = "off"\n', encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("path", ["tei", "tei/doc-a.xml", "tei/*.xml", "."])
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
def test_the_configuration_is_the_project_s(
    project: Path, path: str, inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project if inside else project.parent)
    settings = where.settings([path if inside else f"my edition/{path}"])
    assert settings.file == project / "puzanov-tei.toml"
    assert where.decisions(None, settings) == project / "decisions"
    assert where.authority(None, settings).path == project / "authority"


def test_the_configuration_here_comes_first(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parent / "puzanov-tei.toml").write_text('decisions = "mine"\n')
    monkeypatch.chdir(project.parent)
    assert where.decisions(None, where.settings(["my edition/tei"])) == project.parent / "mine"


def test_decisions_that_are_made_outside_are_the_project_s(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"v":2,"id":"m_1","op":"accept","block":"p-1","exact":"Anna","type":"person","by":"ab"}\n'
    (project / "decisions/doc-a.jsonl").write_text(line, encoding="utf-8")
    monkeypatch.chdir(project.parent)
    said = CliRunner().invoke(main, ["decisions", "stats", "my edition/tei"])
    assert said.exit_code == 0
    assert "1 confirmed" in said.output
    assert CliRunner().invoke(main, ["validate", "my edition/tei", "-q"]).exit_code == 0
