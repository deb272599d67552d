"""Whatever happens to one file is one finding, and the others are checked; the exit code is that of the worst."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests_support import run

VALID = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>a</p></body></text></TEI>"""
MODEL = '<?xml-model href="{}" schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern><rule context="/*">
<report test="{}">m</report></rule></pattern></schema>"""


def codes(folder: Path, *options: str, before: Callable[[], None] | None = None) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and the codes of the findings of each file of a folder that was checked."""
    done = run("validate", str(folder), "--format", "json", *options, before=before)
    report = json.loads(done.stdout)
    found: dict[str, list[str]] = {Path(name).name: [] for name in report["files"]}
    for finding in report["findings"]:
        found[Path(finding["file"]).name].append(finding["code"])
    return done.returncode, found


def test_each_file_has_its_own_fate(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(VALID, encoding="utf-8")
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nowhere.xml")
    (tmp_path / "round.xml").symlink_to(tmp_path / "round.xml")
    (tmp_path / "bytes.xml").write_bytes(b"<a>\xff</a>")
    (tmp_path / "broken.sch").write_text("<schema", encoding="utf-8")
    (tmp_path / "wrong.sch").write_text(SCH.format("1 +"), encoding="utf-8")
    for name in ("broken", "wrong"):
        (tmp_path / f"{name}.xml").write_text(MODEL.format(f"{name}.sch") + VALID, encoding="utf-8")
    code, found = codes(tmp_path)
    assert code == 1
    assert found == {
        "good.xml": [],
        "gone.xml": ["PZ094"],
        "round.xml": ["PZ094"],
        "bytes.xml": ["PZ004"],
        "broken.xml": ["PZ093"],
        "wrong.xml": ["PZ093"],
    }


@pytest.mark.slow
def test_a_rule_that_takes_all_memory_ends_its_own_file_only(tmp_path: Path) -> None:
    (tmp_path / "much.sch").write_text(SCH.format("count(distinct-values(1 to 500000000)) = 1"), encoding="utf-8")
    (tmp_path / "a.xml").write_text(MODEL.format("much.sch") + VALID, encoding="utf-8")
    (tmp_path / "b.xml").write_text(VALID, encoding="utf-8")
    megabyte = 2**20
    limit = (450 * megabyte, 450 * megabyte)
    code, found = codes(tmp_path, before=lambda: resource.setrlimit(resource.RLIMIT_DATA, limit))
    assert code == 3
    assert found == {"a.xml": ["PZ091"], "b.xml": []}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "gitlab", "github", "junit"])
def test_a_name_that_is_no_utf_8(tmp_path: Path, form: str) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.xml"))
    file.write_text(VALID.replace("<p>a", "<q>a"), encoding="utf-8")
    done = run("validate", str(tmp_path), "--format", form)
    assert done.returncode == 1, done.stderr
    assert "bad%FF.xml" in done.stdout.decode("utf-8")
    if form == "junit":
        etree.fromstring(done.stdout)
    elif form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(VALID, encoding="utf-8")
    done = run("validate", "/dev/stdin", stdin=file.read_bytes())
    assert done.returncode == 0, done.stdout
