"""What an export accounts for: where words went, and references that are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.exporters import Options, run
from puzanov_tei.exporters.audit import Ledgers, audited, fault
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.run import export
from puzanov_tei.exporters.text.ledger import Ledger
from puzanov_tei.findings import Severity
from tei_trees import edition, tei
from test_export_command import run as command

# Seven words; the header of these files has five more.
BODY = "<p>one <del>two three</del> four <note type='editorial'>five six seven</note></p>"


@pytest.mark.parametrize(
    ("options", "shown", "omitted"),
    [
        (Options(), 5, {"teiHeader": 5, "del": 2}),
        (Options(notes="drop"), 2, {"teiHeader": 5, "del": 2, "note": 3}),
        (Options(view="source"), 4, {"teiHeader": 5, "note": 3}),
        (Options(elements=(("note", "annotation"),)), 2, {"teiHeader": 5, "del": 2, "note": 3}),
    ],
)
def test_words_are_shown_or_left_out_by_element(options: Options, shown: int, omitted: dict[str, int]) -> None:
    made = audited(edition(tei(BODY)), options)
    assert (made.view, made.total, made.shown, made.omitted) == (options.view, 12, shown, omitted)
    assert made.difference == 0
    assert set(made.reasons) <= set(omitted)


@pytest.mark.parametrize(("shown", "said"), [(6, "2 words of d are lost"), (10, "2 words of d are doubled"), (8, None)])
def test_words_that_went_nowhere_or_came_twice_are_an_error(shown: int, said: str | None) -> None:
    found = list(fault(edition(tei(BODY)), Ledger("reading", 9, shown, {"del": 1}, {})))
    assert [(f.code, f.severity, f.message, f.location.file) for f in found] == (
        [("PZ809", Severity.ERROR, said, "d.xml")] if said else []
    )


@pytest.mark.parametrize(("ask", "codes"), [("report", ["PZ809", "PZ813"]), ("strict", ["PZ809"]), ("", [])])
def test_words_are_counted_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: str, codes: list[str]
) -> None:
    monkeypatch.setattr(run, "audited", lambda *_: Ledger("reading", 9, 8, {}, {}))
    (tmp_path / "d.xml").write_bytes(tei(BODY))
    options = Options(**{ask: True} if ask else {})  # type: ignore[arg-type]
    target = Output(str(tmp_path / "d.txt"), single=True)
    assert [f.code for f in export("text", [tmp_path / "d.xml"], target, options, 1)] == codes


def test_ledgers_of_several_documents_are_added_up() -> None:
    whole = Ledgers()
    whole.add([("a", Ledger("reading", 8, 5, {"del": 2, "teiHeader": 1}, {"del": "deleted"}))])
    assert [f.message for f in whole.findings()] == ["a: 8 words: 5 in the reading view, 2 del (deleted), 1 teiHeader"]
    whole.add([("b", Ledger("reading", 4, 1, {"fw": 3}, {}))])
    *lines, total = whole.findings()
    assert len(lines) == 2
    assert total.message == "all 2 documents: 12 words: 6 in the reading view, 3 fw, 2 del (deleted), 1 teiHeader"
    assert {(f.code, f.severity) for f in (*lines, total)} == {("PZ813", Severity.INFO)}
    assert list(Ledgers().findings()) == []


def test_report_is_a_line_a_document_and_one_for_all(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_bytes(tei(BODY).replace(b'xml:id="d"', f'xml:id="{name}"'.encode()))
    target = ["text", str(tmp_path), "-o", str(tmp_path / "out") + "/"]
    assert command(monkeypatch, *target, "--report", "--strict") == 0
    said = [line.partition(",")[0] for line in capfd.readouterr().err.splitlines() if "PZ813" in line]
    assert said == [
        "info[PZ813] a: 12 words: 5 in the reading view",
        "info[PZ813] b: 12 words: 5 in the reading view",
        "info[PZ813] all 2 documents: 24 words: 10 in the reading view",
    ]


@pytest.mark.parametrize(("text", "times"), [("a &foo; b", ""), ("a &foo; b &foo;", " (2 times)")])
def test_entities_that_are_not_read_are_named_and_strict_makes_them_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, text: str, times: str
) -> None:
    (tmp_path / "d.xml").write_bytes(b'<!DOCTYPE TEI SYSTEM "d.dtd">\n' + tei(f"<p>{text}</p>"))
    target = ["text", str(tmp_path / "d.xml"), "-o", str(tmp_path / "d.txt")]
    assert command(monkeypatch, *target) == 0
    assert f"warning[PZ811] the entity &foo; is not read{times} - " in capfd.readouterr().err
    assert command(monkeypatch, *target, "--strict") == 1


def test_a_register_has_no_text_and_no_ledger(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lists = "<listPerson><person xml:id='x'><persName>Anna</persName></person></listPerson>"
    (tmp_path / "d.xml").write_bytes(tei(lists))
    command(monkeypatch, "text", str(tmp_path / "d.xml"), "-o", str(tmp_path / "d.txt"), "--report")
    said = capfd.readouterr().err
    assert ("info[PZ801]" in said, "PZ813" in said) == (True, False)
