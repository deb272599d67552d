"""Profiles of `export edition`: what holds for all of them, and what each target needs, as conditions in XPath."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from editions_support import BODIES, DOCUMENTS, NS, PROJECTS, XML, as_read, bytes_of, exported, trees, words
from puzanov_tei import cli
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.exporters.text.views import view
from puzanov_tei.findings import Severity

Edition = Callable[[str], Path]
PROFILES = list(EDITIONS.built_in)
WITH_TEXT = {"dse-static": "data/editions", "flat": "."}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_second_export_gives_the_same_bytes_and_no_run_an_error(
    profile: str, documents: Path, edition: Edition, tmp_path: Path
) -> None:
    findings = exported(profile, documents, tmp_path)
    assert [str(f) for f in findings if f.severity is Severity.ERROR] == []
    assert bytes_of(tmp_path) == bytes_of(edition(profile))


def originals(documents: Path) -> dict[str, etree._Element]:
    """The documents as they came, by the name of the file that each becomes."""
    found = {}
    for path in [*documents.glob("*.xml"), *documents.glob("projects/*/editions/*.xml")]:
        for root in etree.parse(str(path)).getroot().iter("{*}TEI"):
            ident = root.get(f"{XML}id", path.stem).removesuffix(".xml")
            found[ident if ident[0].isalpha() else f"doc-{ident}"] = root
    return found


@pytest.mark.parametrize("profile", WITH_TEXT)
def test_the_words_come_in_order(profile: str, documents: Path, edition: Edition) -> None:
    """What is printed: frames as text, of a `choice` what is read, or both sides where the source has both."""
    made = trees(edition(profile) / WITH_TEXT[profile])
    before = originals(documents)
    assert set(made) == set(before)
    assert len(made) == DOCUMENTS
    for name, root in before.items():
        as_read(root)
        for listing in root.xpath(".//t:back//t:listPlace | .//t:back//t:listPerson", namespaces=NS):
            listing.getparent().remove(listing)
        printed = "".join(view(root, "source").text.split())
        assert "".join(words(text) for text in made[name].iterfind("t:text", NS)) == printed, name


@pytest.mark.parametrize("profile", WITH_TEXT)
def test_identifiers_survive(profile: str, documents: Path, edition: Edition) -> None:
    made = trees(edition(profile) / WITH_TEXT[profile])
    for name, root in originals(documents).items():
        inside = "self::t:person or self::t:place or self::t:org or self::t:note[ancestor::t:teiHeader]"
        wanted = root.xpath(f"t:text//@xml:id[not(parent::*[{inside}])]", namespaces=NS)
        assert set(wanted) <= set(made[name].xpath("//@xml:id")), name


def test_plain_tei_points_to_nothing_that_has_left_it(documents: Path, edition: Edition) -> None:
    before, addresses = originals(documents), set()
    for name, root in trees(edition("flat")).items():
        gone = {f"#{i}" for i in before[name].xpath("//@xml:id")} - {f"#{i}" for i in root.xpath("//@xml:id")}
        pointers = {p for value in root.xpath("//@ref | //@corresp | //@who") for p in value.split()}
        assert gone.isdisjoint(pointers), name
        addresses |= {p for p in pointers if p.startswith("https://")}
    assert len(addresses) > 10


def test_what_is_lost_is_said_by_name_and_count(tmp_path: Path) -> None:
    (line,) = [
        f.message for f in exported("dse-static", PROJECTS / "diary", tmp_path) if f.code == "PZ814"
    ]  # fmt: skip
    assert line == (
        "dse-static has no place for: 1 note in teiHeader (4 words), 2 further names of entries (2 words), "
        "1 sic (1 words), 1 rs without a target"
    )


def command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run `export edition`; gives the exit code."""
    monkeypatch.setattr("sys.argv", ["puzanov-tei", "export", "edition", *map(str, arguments)])
    with pytest.raises(SystemExit) as leave:
        cli.run()
    return int(leave.value.code or 0)


def test_a_file_that_somebody_has_changed_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--profile", "flat", PROJECTS / "diary", "-o", tmp_path)
    assert command(monkeypatch, *arguments) == 0
    file = tmp_path / "day__1888-06-05.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("Rain", "Sun"), encoding="utf-8")
    capfd.readouterr()
    assert (command(monkeypatch, *arguments), capfd.readouterr().err.count("PZ815")) == (1, 1)
    assert "Sun" in file.read_text(encoding="utf-8")
    assert command(monkeypatch, *arguments, "--force") == 0
    assert "Rain" in file.read_text(encoding="utf-8")
    assert "Sun" in (tmp_path / "day__1888-06-05.xml.bak").read_text(encoding="utf-8")


def test_the_command_says_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, "--list") == 0
    assert set(PROFILES) <= set(capfd.readouterr().out.split())
    assert command(monkeypatch, "--profile", "dse-static", "--list") == 0
    assert "acdh-tei-pyutils" in capfd.readouterr().out
    assert command(monkeypatch, "--profile", "dse-statik", PROJECTS, "-o", tmp_path / "x") == 2
    assert "dse-static" in capfd.readouterr().err
    assert command(monkeypatch, PROJECTS, "-o", tmp_path / "x") == 2
    assert command(monkeypatch, "--profile", "flat", PROJECTS, "-o", "-") == 2
    assert command(monkeypatch, "--profile", "flat", PROJECTS, "-o", tmp_path / "y", "--strict") == 1


@pytest.mark.parametrize("profile", PROFILES)
def test_the_documentation_has_a_section(profile: str) -> None:
    text = (BODIES.parents[2] / "docs/editions.md").read_text(encoding="utf-8")
    _, _, section = text.partition(f"\n## {profile}\n")
    section = section.partition("\n## ")[0]
    assert f"export edition --profile {profile} " in section
    for part in ("**What for.**", "**Next.**", "**Lost.**"):
        assert part in section
    for line in EDITIONS.load(profile).NEXT:
        assert line in section


def test_names_are_linked_for_dse_static(edition: Edition) -> None:
    folder = edition("dse-static") / "data"
    registers = trees(folder / "indices")
    known = {i: tag for root in registers.values() for tag, i in entries(root)}
    for name, root in trees(folder / "editions").items():
        assert root.get(f"{XML}id", "").removesuffix(".xml") == name
        assert root.get(f"{XML}base")
        assert root.xpath("count(t:teiHeader//t:titleStmt/t:title[@type='main'][1]/text())", namespaces=NS) == 1
        assert root.xpath("//t:choice | //t:standOff | t:text/t:back | //t:teiHeader//t:note", namespaces=NS) == []
        assert root.xpath("//t:rs[not(@ref)] | //t:text//t:persName[@ref]", namespaces=NS) == []
        for rs in root.iterfind(".//t:rs", NS):
            for pointer in rs.get("ref").split():
                assert known[pointer.removeprefix("#")] == rs.get("type")
    places = registers["listplace"]
    assert places.xpath("string(//t:place[@xml:id='pmb9']/t:location/t:geo)", namespaces=NS) == "48.2167 16.4"
    assert places.xpath("count(//t:place[count(t:placeName)!=1])", namespaces=NS) == 0
    persons = registers["listperson"]
    assert persons.xpath("count(//t:person[count(t:persName)!=1 or not(t:persName/t:surname)])", namespaces=NS) == 0
    assert persons.xpath("string(//t:person[@xml:id='pmb7']/t:birth/t:date/@when)", namespaces=NS) == "1810-02-01"
    assert persons.xpath("string(//t:person[@xml:id='pmb404'])", namespaces=NS) == "Miss Nobody"
    assert (
        persons.xpath("string(//t:person[@xml:id='gnd-118500002']/t:idno)", namespaces=NS)
        == "https://d-nb.info/gnd/118500002"
    )


def entries(root: etree._Element) -> list[tuple[str, str]]:
    """Kind and identifier of the entries of a register."""
    found = root.xpath("t:text/t:body/*/*[@xml:id]", namespaces=NS)
    return [(etree.QName(e).localname, e.get(f"{XML}id")) for e in found]


def test_entries_and_blocks_can_be_cited_for_dts(edition: Edition) -> None:
    for name, root in trees(edition("dts") / "tei").items():
        (match,) = root.xpath("//t:refsDecl[@default='true']/t:citeStructure/@match", namespaces=NS)
        attribute = "n" if "'entry'" in match else f"{XML}id"
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname  # the path names no namespace: it means that of the file
        values = [element.get(attribute) for element in root.xpath(match)]
        assert values, name
        assert len(set(values)) == len(values)
        assert all(values)
