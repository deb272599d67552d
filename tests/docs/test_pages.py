"""The documentation is true: tutorials are followed to the letter, every other block is of the form that it claims."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from puzanov_tei import encode, encode_all, export
from puzanov_tei.base import catalog
from puzanov_tei.cli import main
from tests_support import ROOT, SAMPLE, client, run

DOCS = ROOT / "docs"
PAGES = sorted(p for p in DOCS.rglob("*.md") if "_generated" not in p.parts)
TUTORIALS = sorted((DOCS / "tutorials").glob("*.md"))
_BLOCK = re.compile(
    r"^(?P<fence>`{3,}|:{3,})(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A block of a page: its language, the file it is to be in (if it says so), its text."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for match in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        info, text, file = match["info"].strip(), match["body"], ""
        if info.startswith("{code-block}"):
            info = info.removeprefix("{code-block}").strip()
            option = re.match(r":caption:\s*(\S+)\n", text)
            if option:
                file, text = option[1], text[option.end() :]
        yield Block(info, file, text)


# --- every block ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(DOCS)) for p in PAGES])
def test_blocks_are_of_their_form(page: Path) -> None:
    for block in blocks(page):
        match block.language:
            case "toml":
                tomllib.loads(block.text)
            case "json":
                json.loads(block.text)
            case "python":
                compile(block.text, str(page), "exec")
            case "console":
                for command in commands(block.text):
                    parse(command)


def commands(text: str) -> list[str]:
    return [line[2:].partition("  #")[0] for line in text.splitlines() if line.startswith("$ ")]


def parse(command: str) -> None:
    """A command line of the program names commands and options that there are."""
    words = shlex.split(command)
    if "puzanov-tei" not in words[:1]:
        return
    words = words[1:]
    for stop in ("|", "||", "&&", ">", "&"):
        words = words[: words.index(stop)] if stop in words else words
    group: click.Command = main
    context = click.Context(main, info_name="puzanov-tei")
    while isinstance(group, click.Group) and words and not words[0].startswith("-"):
        found = group.get_command(context, words[0])
        assert found is not None, command
        group, words = found, words[1:]
    known = {name for parameter in group.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "-h",
    }
    for word in words:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in known or word[:2] in known, (command, word)


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(DOCS)) for p in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        address = target.partition("#")[0]
        if address and "://" not in address:
            assert (page.parent / address).exists(), target


def test_the_page_about_validation_names_modules_that_there_are() -> None:
    table = (DOCS / "validation.md").read_text(encoding="utf-8").partition("| module |")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert {"patterns", "engine", "load"} <= named <= {p.stem for p in (ROOT / "puzanov_tei/relaxng").iterdir()}


def test_every_picture_of_a_page_is_made_by_the_build(tmp_path: Path) -> None:
    """Where it could not be made, nothing stands in its place."""
    maker = runpy.run_path(str(DOCS / "pictures.py"))
    code = (DOCS / "pictures.py").read_text(encoding="utf-8")
    wanted = {match[1]: page for page in PAGES for match in maker["PLACE"].finditer(page.read_text(encoding="utf-8"))}
    assert len(wanted) > 4
    for name, page in wanted.items():
        assert re.search(rf'"{name}\.(png|svg)"', code), (name, page)
    assert maker["include"]("<!-- picture: site A site -->", tmp_path, "tutorials/editor") == ""
    (tmp_path / "site.png").touch()
    made = maker["include"]("<!-- picture: site A site -->", tmp_path, "tutorials/editor")
    assert made == "![A site](../_generated/pictures/site.png)"


# --- tutorials, followed ----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("page", TUTORIALS, ids=[p.stem for p in TUTORIALS])
def test_a_tutorial_works_as_it_is_written(page: Path, tmp_path: Path) -> None:
    prepare(tmp_path)
    shims(tmp_path / "bin", tmp_path / "installed")
    cells: list[str] = []
    for block in blocks(page):
        if block.file:
            path = tmp_path / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command in commands(block.text):
                shell(command, tmp_path)
        elif block.language == "python":
            cells.append(block.text)
    if cells:
        if "pandas" in cells[0]:
            pytest.importorskip("pandas")
            pytest.importorskip("networkx")
        cells.append("assert 0 < len(sure) < len(linked) < len(persons)" if page.stem == "historian" else "")
        (tmp_path / "cells.py").write_text("\n".join(cells), encoding="utf-8")
        shell("python cells.py", tmp_path)


def prepare(folder: Path) -> None:
    """What the readers of tutorials have: transcripts, documents of an archive, TEI files of a project."""
    for name in ("transcripts", "source", "editions"):
        (folder / name).mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    (folder / "transcripts" / "journal.txt").write_text(text, encoding="utf-8")
    (folder / "source" / "journal.txt").write_text(text, encoding="utf-8")
    word(
        folder / "transcripts" / "letter.docx",
        ["Pyongyang, 3 April 1957", "Dear Comrade Kim Il Sung!", "I have read it."],
    )
    (folder / "editions" / "letter.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt>'
        "<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>"
        '<text><body><p id="p1">To <persname>Anna</persname>, <b>today</b>.</p></body></text></TEI>\n'
    )


def word(path: Path, paragraphs: list[str]) -> None:
    """A Word document as small as they come (ECMA-376, part 1, 11.3.10)."""
    space = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            (
                f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" ContentType="application/'
                'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
            ),
        )
        archive.writestr(
            "_rels/.rels",
            (
                f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r" '
                f'Target="word/document.xml" Type="{space}/officeDocument/2006/relationships/officeDocument"/>'
                "</Relationships>"
            ),
        )
        archive.writestr(
            "word/document.xml",
            (f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'),
        )


def shims(folder: Path, installed: Path) -> None:
    """The program, Python and pip as a reader has them; pip installs beside, without the net."""
    folder.mkdir()
    pip = "-m pip --disable-pip-version-check --no-cache-dir --quiet install --no-deps --no-build-isolation"
    pip += f" --target {shlex.quote(str(installed))}"
    for name, arguments in (("puzanov-tei", "-m puzanov_tei"), ("python", ""), ("pip", pip)):
        path = folder / name
        rest = '"${@:2}"' if name == "pip" else '"$@"'
        path.write_text(f"#!/usr/bin/env bash\nexec {shlex.quote(sys.executable)} {arguments} {rest}\n")
        path.chmod(0o755)


def shell(command: str, folder: Path) -> str:
    """Run a command line in a folder; it has to succeed."""
    done = subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, capture_output=True, text=True, timeout=180, check=False,
        env={"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(folder / "installed"),
             "XDG_CACHE_HOME": str(folder / "cache"), "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-3000:])
    return done.stdout


# --- how-to pages, run --------------------------------------------------------------------------------------

ELSEWHERE = (
    *("puzanov-tei review", "puzanov-tei serve", "puzanov-tei odd diff tei:4", "pip ", "PUZANOV_TEI_"),
    *("python tests/relaxng/", "python tests/conformance/"),
)
"""Commands that other tests run (servers, conformance), or that need what a reader has: the network, a corpus, a peer."""
HOW_TO = [page for page in PAGES if page not in TUTORIALS and any(b.language == "console" for b in blocks(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", HOW_TO, ids=[p.stem for p in HOW_TO])
def test_the_commands_of_a_page_work(page: Path, tmp_path: Path) -> None:
    """In their order, in a checkout beside an editor's files; what stands in capitals is a file of the reader's own."""
    surroundings(tmp_path)
    shims(tmp_path / "bin", tmp_path / "installed")
    number = 0
    for block in blocks(page):
        for command in commands(block.text) if block.language == "console" else ():
            if command.startswith(ELSEWHERE):
                continue
            number += 1
            command = command.replace("FOLDER", f"out/{number}").replace("EDITED.xml", "edited.xml")
            command = command.replace("ID.annotations.json", "annotations.json")
            if command.startswith("puzanov-tei odd diff"):
                command += " || test $? = 1"  # there are differences
            shell(command, tmp_path)
    assert number or page.stem in ("conformance", "editor")


def surroundings(folder: Path) -> None:
    """What the pages speak of: a checkout with its encoded corpus, pages of an archive, files that come back."""
    for name in ("corpus/source", "corpus/authority", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    edition = encode(SAMPLE, ROOT / "corpus/authority").tei
    (corpus,) = encode_all([SAMPLE], folder / "corpus/tei", authority=ROOT / "corpus/authority")
    written = Path(corpus.target)
    written.write_bytes(written.read_bytes().replace(b'resp="#tool" cert="high"', b'resp="#tool #ab"', 1))
    (folder / "tei").mkdir()
    (folder / "tei" / "journal.xml").write_bytes(edition)
    described = {block.language: block.text for block in blocks(DOCS / "archives.md") if block.language != "console"}
    (folder / "blue.toml").write_text(described["toml"], encoding="utf-8")
    (folder / "pages").mkdir()
    (folder / "pages/41.txt").write_text(described["text"], encoding="utf-8")
    (folder / "letter.txt").write_text("Pyongyang, 3 April 1957\n\nDear Comrade Kim Il Sung!\n\nI have read it.\n")
    (folder / "my.odd").write_bytes((ROOT / "schema/puzanov.odd").read_bytes())
    (folder / "compiled-by-another-tool.rng").write_bytes((ROOT / "schema/puzanov.rng").read_bytes())
    export("edition", edition, folder / "sent", profile="annotations")
    (annotations,) = (folder / "sent").glob("*.annotations.json")
    annotations.rename(folder / "annotations.json")
    export("edition", edition, folder / "dse", profile="dse-static")
    (folder / "data/editions").mkdir(parents=True)
    for path in (folder / "dse/data/editions").glob("*.xml"):
        path.rename(folder / "data/editions" / path.name)
    (folder / "edited.xml").write_bytes(written.read_bytes())


# --- the notebook -----------------------------------------------------------------------------------------

_RUN = """
import json, sys
space = {}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        assert not cell["outputs"] and cell["execution_count"] is None
        exec(compile("".join(cell["source"]), "cell", "exec"), space)
print(json.dumps([len(space["located"]), space["network"].number_of_edges(), len(space["top"])]))
"""


@pytest.mark.slow
def test_the_notebook_leads_from_a_page_to_a_map_a_network_and_a_chart(tmp_path: Path) -> None:
    for library in ("pandas", "networkx", "matplotlib"):
        client(library)
    (tmp_path / "source").mkdir()
    shutil.copy(SAMPLE, tmp_path / "source")
    command = [sys.executable, "-W", "error::FutureWarning", "-c", _RUN, str(DOCS / "tutorials/historian.ipynb")]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"MPLBACKEND": "Agg"}, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    places, ties, persons = json.loads(done.stdout.splitlines()[-1])
    assert places >= 2 and ties >= 4 and persons >= 9
    for name in ("map.png", "network.png", "chart.png"):
        assert (tmp_path / name).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


# --- blocks of how-to pages that are no commands ------------------------------------------------------------

RUN = frozenset({"python", "toml", "yaml", "xml", "lua"})


def block(page: str, language: str) -> str:
    return next(b.text for b in blocks(DOCS / page) if b.language == language)


def test_a_test_runs_the_blocks_of_every_page() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    pages = {page.name for page in PAGES if page not in TUTORIALS and any(b.language in RUN for b in blocks(page))}
    assert [name for name in sorted(pages) if f'{name}"' not in tests] == []


@pytest.mark.parametrize("page", ["site.md", "project.md"])
def test_a_configuration_is_understood(page: str, tmp_path: Path) -> None:
    (tmp_path / "puzanov-tei.toml").write_text(block(page, "toml"), encoding="utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "pages").mkdir()
    for name in ("start", "about"):
        (tmp_path / f"pages/{name}.md").write_text("# A page\n", encoding="utf-8")
    result = run("build", str(tmp_path))
    assert result.returncode == 0, result.stderr.decode()


def test_the_site_that_python_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/journal.xml").write_bytes(encode(SAMPLE, ROOT / "corpus/authority").tei)
    exec(compile(block("site.md", "python"), "site.md", "exec"), {})
    assert (tmp_path / "site/index.html").is_file()


def test_the_catalogue_leads_to_files(tmp_path: Path) -> None:
    (tmp_path / "catalog.xml").write_text(block("odd.md", "xml"), encoding="utf-8")
    place = catalog.read([tmp_path / "catalog.xml"]).resolve("https://www.tei-c.org/release/xml/tei/Exemplars/a.odd")
    assert place is not None
    assert place.endswith("grammars/a.odd")


def test_the_setting_for_neovim_is_lua(tmp_path: Path) -> None:
    neovim = shutil.which("nvim")
    if neovim is None:
        pytest.skip("Neovim is not installed")
    (tmp_path / "init.lua").write_text(block("editor.md", "lua"), encoding="utf-8")
    command = [neovim, "--headless", "--clean", "-c", "lua assert(loadfile('init.lua'))", "-c", "qa!"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert b"E5108" not in done.stderr, done.stderr


def test_the_page_about_installing_has_every_extra_and_pages_name_no_index() -> None:
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for_people = set(metadata["project"]["optional-dependencies"]) - {"dev", "mutants", "docs", "clients"}
    page = (DOCS / "install.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == for_people
    for other in (*PAGES, *DOCS.rglob("*.ipynb"), ROOT / "README.md"):
        text = other.read_text(encoding="utf-8")
        assert not re.search(r"pip install ['\"]?puzanov-tei", text), f"{other} installs from an index"


def test_every_page_says_in_its_first_paragraph_for_whom_it_is() -> None:
    generated = {"index.md", "codebook.md", "commands.md"}
    for page in (page for page in PAGES if page.name not in generated):
        first = _BLOCK.sub("", page.read_text(encoding="utf-8")).split("\n\n")[1]
        assert re.match(r"For (an?|the|engineers|editors|encoders|maintainers|every|whoever|projects)", first), page
