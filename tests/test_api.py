"""The public names of the package: loaded when used, documented, and enough for the whole path."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import puzanov_tei
import puzanov_tei.plugins
from puzanov_tei import (
    Finding,
    PuzanovError,
    SchemaError,
    SourceError,
    UsageError,
    compile_odd,
    encode,
    encode_all,
    export,
    load_authority,
    tables,
    text,
    validate,
)
from tests_support import ROOT, SAMPLE

PAGE = (ROOT / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tei() -> bytes:
    return encode(SAMPLE, ROOT / "corpus/authority").tei


def test_a_path_bytes_and_text_give_the_same(tei: bytes) -> None:
    names = load_authority(ROOT / "corpus/authority")
    data = SAMPLE.read_bytes()
    assert encode(data, names, name=SAMPLE.name).tei == tei
    assert encode(data.decode("utf-8"), names, name=SAMPLE.name).tei == tei
    assert list(validate(tei)) == list(validate(tei.decode("utf-8"))) == []
    assert text(tei) == text(tei.decode("utf-8"))


def test_a_name_with_letters_that_parsers_refuse_in_identifiers() -> None:
    page = 'Nicolae Ceaușescu said that the harvest was good. He asked: "When do you leave?"'
    assert b"Ceau" in encode(page, Path(ROOT / "corpus/authority")).tei


def test_findings_know_their_place_and_print_themselves(tei: bytes, tmp_path: Path) -> None:
    broken = tei.replace(b"<persName ", b"<persname ", 1).replace(b"</persName>", b"</persname>", 1)
    (finding,) = [found for found in validate(broken, "puzanov") if "persName" in found.message + found.hint][:1]
    assert isinstance(finding, Finding)
    assert (finding.file, finding.line) == ("document.xml", 1 + broken[: broken.index(b"<persname ")].count(b"\n"))
    assert str(finding).startswith(f"document.xml:{finding.line}:{finding.column}: error[")
    (tmp_path / "a.xml").write_bytes(broken)
    (tmp_path / "b.xml").write_bytes(tei)
    files = {found.file: found.code for found in validate(tmp_path, "puzanov", jobs=2)}
    assert files.keys() == {str(tmp_path / "a.xml"), str(tmp_path / "b.xml")}  # one name twice
    assert list(validate([tmp_path / "b.xml"], ["puzanov", "tei_all"])) == []


def test_exports_of_files_and_of_content(tei: bytes, tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/wcda.xml").write_bytes(tei)
    done = export("csv", [str(tmp_path / "tei")], tmp_path / "tables", view="reading")
    assert tmp_path / "tables/mentions.csv" in done.files
    assert export("text", tei, tmp_path / "text").files == (tmp_path / "text/wcda-115612.txt",)
    assert (tmp_path / "text/wcda-115612.txt").read_text("utf-8") == text(tei) + "\n"
    assert export("html", tei, tmp_path / "one.html").files == (tmp_path / "one.html",)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_tables_are_data_frames(tei: bytes, library: str) -> None:
    if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
        pytest.importorskip(library)
    frames = tables(tei, ["mentions", "persons", "places"], backend=library)
    mentions = frames["mentions"]
    assert type(mentions).__module__.partition(".")[0] == library
    assert list(frames) == ["mentions", "persons", "places"]
    kim = mentions[mentions["entity_id"] == "pers-kim-il-sung"] if library == "pandas" else mentions
    reading = text(tei)
    assert [reading[begin:end] for begin, end in zip(kim["begin"], kim["end"], strict=True)] == list(kim["surface"])
    missing = mentions["inside"].isna() if library == "pandas" else mentions["inside"].is_null()
    assert missing.any() and "" not in list(mentions["cert"])
    assert str(frames["places"]["lat"].dtype) == "Float64"
    assert str(mentions["begin"].dtype) == "Int64"
    with pytest.raises(UsageError, match="Did you mean 'mentions'"):
        tables(tei, ["mention"], backend=library)


def test_without_a_library_of_data_frames(tei: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match="pandas or polars: pip install pandas"):
        tables(tei)
    with pytest.raises(UsageError, match="polars: pip install polars"):
        tables(tei, backend="polars")
    with pytest.raises(UsageError, match="Did you mean 'polars'"):
        tables(tei, backend="polar")


def test_an_iterator_for_a_corpus(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"I spoke with Cde. Novotvorov in {1950 + number}.", encoding="utf-8")
    outcomes = encode_all([tmp_path], tmp_path / "tei", authority=ROOT / "corpus/authority", jobs=2)
    assert [Path(outcome.target).name for outcome in outcomes] == ["doc-0.xml", "doc-1.xml", "doc-2.xml"]


def test_an_odd_compiles() -> None:
    compiled = compile_odd(ROOT / "schema/puzanov.odd")
    assert compiled.ident == "puzanov"
    assert compiled.rng == (ROOT / "schema/puzanov.rng").read_bytes()
    assert "start =" in compiled.rnc


def test_errors_are_public_and_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="empty"):
        encode(b"")
    with pytest.raises(UsageError, match=r"give Path\("):
        encode(str(SAMPLE))
    with pytest.raises(SchemaError, match="Did you mean puzanov"):
        validate(SAMPLE, "puzanow")
    with pytest.raises(UsageError, match="Did you mean 'view'"):
        export("text", b"<TEI/>", tmp_path, veiw="source")
    with pytest.raises(PuzanovError, match="no such file"):
        validate(tmp_path / "nothing.xml")


# --- the page ---------------------------------------------------------------------------------------


def test_everything_public_is_documented_and_nothing_else() -> None:
    documented = set(re.findall(r"(?m)^(?:### |\| `)(\w+)`?", PAGE))
    assert documented == set(puzanov_tei.__all__)
    for name in puzanov_tei.__all__:
        value = getattr(puzanov_tei, name)
        assert isinstance(value, (str, tuple)) or value.__doc__, name
    assert dir(puzanov_tei) == sorted(puzanov_tei.__all__)


def test_what_plug_ins_import_is_documented_and_pages_import_nothing_else() -> None:
    section = (ROOT / "docs/plugins.md").read_text(encoding="utf-8").partition("## What a part imports")[2]
    names = set(re.findall(r"`(\w+)`", section.partition("| for |")[2]))
    assert names == set(puzanov_tei.plugins.__all__)
    for name in names:
        assert getattr(puzanov_tei.plugins, name).__doc__, name
    for page in ROOT.glob("**/*.md"):
        if not {".venv", "_generated", "build"} & set(page.parts):
            modules = re.findall(r"(?:from|import) (puzanov_tei[\w.]*)", page.read_text(encoding="utf-8"))
            assert set(modules) <= {"puzanov_tei", "puzanov_tei.plugins"}, page


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    for name in ("corpus", "schema"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) > 5
    names: dict[str, object] = {}
    for block in blocks:
        assert "puzanov_tei." not in block
        exec(compile(block, "docs/api.md", "exec"), names)


# --- surroundings -----------------------------------------------------------------------------------


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, puzanov_tei; sys.exit('lxml' in sys.modules or 'puzanov_tei.api' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = puzanov_tei.nothing_here


def test_threads_give_what_one_gives(tei: bytes) -> None:
    results: list[tuple[str, int]] = []

    def work() -> None:
        results.append((encode(SAMPLE, ROOT / "corpus/authority").tei.decode(), len(list(validate(tei, "puzanov")))))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [(tei.decode(), 0)] * 4


SCRIPT = """
import sys
from pathlib import Path
from puzanov_tei import encode_all, export, validate

print("begin")
pages, tei = Path(sys.argv[1]), Path(sys.argv[2])
targets = [outcome.target for outcome in encode_all([pages], tei, jobs=2)]
found = [finding for finding in validate(tei, "puzanov", jobs=2) if finding.severity == "error"]
export("text", [tei], tei.parent / "text", jobs=2)
print(len(targets), len(found), len(list((tei.parent / "text").iterdir())))
"""


@pytest.mark.parametrize("spawn", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_a_script_with_processes_in_a_folder_with_a_long_and_strange_name(tmp_path: Path, spawn: str) -> None:
    """Processes that begin from nothing, as on macOS and Windows, do not run a script without a guard again."""
    folder = tmp_path / ("Übungen und Größen " * 7).strip() / ("дневник посла " * 7).strip()
    (folder / "pages").mkdir(parents=True)
    assert len(str(folder)) > 200
    for number in range(20):
        (folder / f"pages/{number}.txt").write_text(f"I spoke with Nam Il in {1940 + number}.", encoding="utf-8")
    (folder / "mein skript.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "mein skript.py", str(folder / "pages"), str(folder / "tei")]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"PUZANOV_TEI_SPAWN": spawn}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "begin\n20 0 20\n"), done.stderr[-2000:]


OUTSIDE = """
from pathlib import Path

from puzanov_tei import Encoded, Finding, Outcome, PuzanovError, Severity, encode, encode_all, export, tables, text, validate

edition: Encoded = encode(Path("page.txt"))
again: Encoded = encode(b"I received Kim Il Sung.", name="a.txt")
worst: list[Finding] = [finding for finding in validate(edition.tei) if finding.severity == Severity.ERROR]
places: list[tuple[str, int, int]] = [(finding.file, finding.line, finding.column) for finding in worst]
words: str = text(edition.tei, "source")
files: tuple[Path, ...] = export("csv", ["tei"], "tables", jobs=2).files
outcomes: list[Outcome] = list(encode_all(["source"], "tei"))
frames = tables(Path("tei"), ["mentions"])
try:
    validate(Path("tei"), schema="my.odd")
except PuzanovError as error:
    code: int = error.exit_code
"""


@pytest.mark.slow
def test_a_script_from_outside_is_typed_in_full(tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text(OUTSIDE, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", str(tmp_path), "outside.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
