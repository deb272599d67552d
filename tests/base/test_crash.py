"""Unexpected errors: a log, one sentence, and the other files go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from puzanov_tei import cli, corpus, pipeline
from puzanov_tei.base import crash
from puzanov_tei.exporters import run
from puzanov_tei.validation import batch

PAGE = "REPORT\n\n3 June 1958\n\nI received Kim Il Sung.\n"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>'


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache/puzanov-tei" / crash.LOG


def broken(*_arguments: object, **_options: object) -> None:
    raise ZeroDivisionError("division of\nthe host")


def test_the_log_has_version_command_and_traceback(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["puzanov-tei", "encode", "a b.txt"])
    for _ in range(2):
        try:
            broken()
        except ZeroDivisionError as error:
            sentence = crash.told(error)
    assert str(log) in sentence
    assert "\n" not in sentence
    text = log.read_text(encoding="utf-8")
    assert text.count("command: puzanov-tei encode 'a b.txt'") == 2
    assert 'raise ZeroDivisionError("division' in text
    log.write_bytes(b"x" * (crash.MAX_BYTES + 1))
    crash.told(ValueError("new"))
    assert log.stat().st_size < 10_000


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    assert "No log could be written" in crash.told(ValueError("x"))


def test_the_command_names_the_log_and_exits_with_3(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.main, "main", broken)
    with pytest.raises(SystemExit) as left:
        cli.run()
    assert left.value.code == 3
    assert str(log) in capsys.readouterr().err
    assert "broken" in log.read_text(encoding="utf-8")


def test_a_document_that_meets_a_fault_does_not_end_an_encoding(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = pipeline.encode

    def broken_for_one(data: bytes, name: str, *arguments: object, **options: object) -> object:
        return broken() if "2" in name else encode(data, name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "encode", broken_for_one)
    tasks = [corpus.Task(f"{n}.txt", PAGE.encode(), f"{n}.xml") for n in (1, 2, 3)]
    outcomes = list(corpus.encode_all(tasks, jobs=1))
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert outcomes[1].error is not None
    assert outcomes[1].error.exit_code == 3
    assert "2.txt" in str(outcomes[1].error)
    assert log.exists()


def test_a_document_that_meets_a_fault_does_not_end_an_export(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.xml", "b.xml"):
        Path(name).write_text(TEI, encoding="utf-8")
    editions = run.editions

    def broken_for_one(data: bytes, file: str, *arguments: object, **options: object) -> object:
        return broken() if file[0] == "a" else editions(data, file, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "editions", broken_for_one)
    result = CliRunner().invoke(cli.main, ["export", "text", ".", "-o", "out"])
    assert result.exit_code == 3
    assert [path.stem for path in Path("out").iterdir()] == ["b"]
    assert log.exists()


def test_a_document_that_meets_a_fault_does_not_end_a_validation(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.xml", "b.xml"):
        Path(name).write_text(TEI, encoding="utf-8")
    scan = batch.scan
    monkeypatch.setattr(batch, "scan", lambda data: broken() if data == b"" else scan(data))
    Path("a.xml").write_bytes(b"")
    result = CliRunner().invoke(cli.main, ["validate", ".", "--timeout", "0", "--jobs", "1"])
    assert result.exit_code == 3
    assert "PZ095" in result.output
    assert log.exists()
