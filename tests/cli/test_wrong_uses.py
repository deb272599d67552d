"""What people type wrongly: one sentence that names what is wrong and what to do next, exit code 2, no traceback."""

from __future__ import annotations

import builtins
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from puzanov_tei import PuzanovError, cli, encode
from puzanov_tei.base import extras

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    "<publicationStmt><p>B</p></publicationStmt><sourceDesc><p>C</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p>D</p></body></text></TEI>"
)

# What is typed; what the message must hold: the thing that is wrong, and the remedy.
WRONG = [
    ("valdate a.xml", "'validate'"),
    ("validate a.xml --shema x", "--schema"),  # in quotation marks, but for an older click
    ("validate b.xml", "Did you mean a.xml?"),
    ("validate empty", "empty: no file (*.xml, *.tei) is there"),
    ("validate pages", "pages: no file .* puzanov-tei encode"),
    ("validate", "name files or folders"),
    ("validate a.xml --schema no.odd", "no.odd. Built in: puzanov, tei_all"),
    ("validate a.xml --format pdf", "'pdf'. Formats: text"),
    ("validate a.xml --select PZ99X", "no code or rule 'PZ99X'"),
    ("validate a.xml --ignore PZ4O1", "'PZ4O1'. Did you mean PZ401?"),
    ("validate a.xml --config old.toml", "'shema'. Did you mean 'schema'?"),
    ("validate a.xml --config young.toml", "asks for puzanov-tei >=9.* Install one that fits"),
    ("encode a.xml -o c.xml", "a.xml is TEI already. puzanov-tei validate"),
    ("encode empty -o tei", r"empty: no file \(\*.txt"),
    ("encode pages/p.txt --from wrod", "no reader 'wrod'. Readers: docx"),
    ("encode pages/p.txt --archive wilson", "no archive 'wilson'. Archives: wilson_center"),
    ("encode pages/p.txt --authority nowhere", "the authority nowhere: .* puzanov-tei authority init nowhere"),
    ("export cvs a.xml -o c", "'csv'"),
    ("export csv a.xml", "-o DIR"),
    ("export csv a.xml -o c --table mention", "'mentions'"),
    ("export edition --profile cetacean a.xml -o c", "'ceteicean'"),
    ("export text a.xml -o a.xml", "one of the files to read. Choose another place with -o"),
    ("explain PZ999", "no code 'PZ999'"),
    ("build empty", "puzanov-tei init empty"),
    ("build nowhere", "puzanov-tei init nowhere"),
    ("init a.xml", "puzanov-tei init my-edition"),
    ("search no.sqlite word", "puzanov-tei export sqlite PATH -o no.sqlite"),
    ("authority show pers-kim-il-sun", "'pers-kim-il-sung'"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG, ids=[typed for typed, _ in WRONG])
def test_the_message_names_what_is_wrong_and_what_to_do(
    typed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in {
        "a.xml": TEI,
        "pages/p.txt": "I received Kim Il Sung.",
        "old.toml": 'shema = "x.odd"',
        "young.toml": 'required-version = ">=9"',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["puzanov-tei", *typed.split()])
    assert cli._exit_code(cli._command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    pattern = said if "\\" in said or ".*" in said else re.escape(said)
    assert re.search(pattern, err), err
    assert err.strip().count("\n") < 4, err
    assert (tmp_path / "a.xml").read_text(encoding="utf-8") == TEI


def test_tei_that_is_given_to_the_encoder_is_refused_and_read_as_text_only_where_a_reader_is_named() -> None:
    for tei in (TEI, f"<?xml version='1.0'?>\n<!-- ours -->\n{TEI}", f"<teiCorpus>{TEI}</teiCorpus>"):
        with pytest.raises(PuzanovError, match="TEI already"):
            encode(tei)
        assert encode(tei, reader="plain").tei
    assert encode("I have read <TEI> in a letter.").tei


@pytest.mark.parametrize("extra", ["documents", "parquet", "dask", "review", "lsp"])
def test_the_command_for_packages_that_are_missing_names_them_as_the_metadata_do(extra: str) -> None:
    command = extras.needs(extra).partition("Run: ")[2]
    assert command.startswith(f"{sys.executable} -m pip install ")
    declared = [line for line in metadata.requires("puzanov-tei") or () if f"extra == '{extra}'" in line]
    assert declared
    assert re.findall(r'"([^"]+)"', command) == [line.partition(";")[0].strip() for line in declared]


def test_without_metadata_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> Any:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", none)
    monkeypatch.setattr(sys, "executable", "/a folder/python")
    assert extras.needs("lsp").endswith('Run: "/a folder/python" -m pip install "puzanov-tei[lsp]"')


def test_a_pdf_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PuzanovError, match='pip install "pypdfium2'):
        encode(b"%PDF-1.4\n")
