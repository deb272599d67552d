"""The command: exit codes, streams, configuration, baseline, changed files, cache, time-out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import puzanov_tei
from puzanov_tei.cli import run

SCHEMA = Path(__file__).parent.parent / "schema"
VALID = (SCHEMA / "edition.xml").read_text(encoding="utf-8")
WARNED = VALID.replace("Nothing of note.", "Nothing [of note.").replace("900001", "900002")
BROKEN = VALID.replace('ref="#pers-han"', 'ref="#pers-hon"').replace("900001", "900003")

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def validate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `puzanov-tei validate` in a folder with a valid, a warned-about and a broken file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name, text in (("valid", VALID), ("warned", WARNED), ("broken", BROKEN)):
        Path(f"{name}.xml").write_text(text, encoding="utf-8")

    def call(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        limit = () if {"--timeout", "--jobs"} & set(arguments) else ("--timeout", "0")  # in this process: faster
        monkeypatch.setattr(sys, "argv", ["puzanov-tei", "validate", *arguments, *limit])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as leave:
            run()
            raise SystemExit(0)
        seen = capsys.readouterr()
        return int(leave.value.code or 0), seen.out, seen.err

    return call


EXIT_CODES = [
    (["valid.xml"], 0),
    (["warned.xml"], 0),
    (["warned.xml", "--fail-on", "warning"], 1),
    (["broken.xml"], 1),
    (["valid.xml", "broken.xml"], 1),
    (["."], 1),
    (["*.xml"], 1),
    (["v*.xml"], 0),
    (["@list.txt"], 0),
    (["missing.xml"], 2),
    (["empty"], 2),
    ([], 2),
    (["valid.xml", "--schema", "missing.rng"], 2),
    (["valid.xml", "--schema", "valid.txt"], 2),
    (["valid.xml", "--format", "yaml"], 2),
    (["valid.xml", "--fail-on", "never"], 2),
    (["valid.xml", "--jobs", "0"], 2),
    (["valid.xml", "--nonsense"], 2),
    (["valid.xml", "--baseline", "missing.json"], 2),
    (["valid.xml", "--schema", "broken.rng"], 2),
    (["valid.xml", "--schema", "endless.sch", "--timeout", "0.5"], 3),
    (["empty.xml"], 1),
    (["binary.xml"], 1),
    (["valid.xml", "--schema", "tei_all"], 0),
    (["valid.xml", "--schema", "puzanov", "--jobs", "2"], 0),
    (["valid.xml", "broken.xml", "--jobs", "2"], 1),
]
ENDLESS = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="/*">
<report test="sum(for $a in 1 to 100000, $b in 1 to 100000, $c in 1 to 100000 return $a * $b + $c) = 1">m</report>
</rule></pattern></schema>"""


@pytest.mark.parametrize(("arguments", "code"), EXIT_CODES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_exit_codes(validate: Command, arguments: list[str], code: int) -> None:
    Path("list.txt").write_text("# a list\nvalid.xml\n", encoding="utf-8")
    Path("valid.txt").write_text("no schema", encoding="utf-8")
    Path("broken.rng").write_text("<grammar>", encoding="utf-8")
    Path("endless.sch").write_text(ENDLESS, encoding="utf-8")
    Path("empty.xml").write_bytes(b"")
    Path("binary.xml").write_bytes(bytes(range(256)))
    Path("empty").mkdir()
    got, out, err = validate(*arguments)
    assert got == code, out + err
    assert "Traceback" not in out + err
    if code == 2:
        assert err.strip()
        assert out == ""


def test_standard_input(validate: Command) -> None:
    assert validate("-", stdin=VALID.encode())[0] == 0
    code, out, _ = validate("-", stdin=BROKEN.encode())
    assert code == 1
    assert out.startswith("-:")


def test_the_text_format(validate: Command) -> None:
    _, out, _ = validate("broken.xml")
    first = out.splitlines()[0]
    assert first.startswith("broken.xml:")
    assert 'error[PZ401] Nothing in the file is called "pers-hon". - Did you mean #pers-han?' in first


def test_what_two_layers_say_is_said_once(validate: Command) -> None:
    _, out, _ = validate("broken.xml", "--format", "json")
    codes = {entry["code"] for entry in json.loads(out)["findings"]}
    assert "PZ401" in codes
    assert "PZ360" not in codes  # the rule that says the same, less precisely


def test_quiet(validate: Command) -> None:
    assert validate("valid.xml", "--quiet") == (0, "", "")


def test_jobs_change_nothing(validate: Command) -> None:
    assert validate(".", "--format", "json", "--jobs", "3") == validate(".", "--format", "json")


def test_a_rule_points_to_the_odd(validate: Command) -> None:
    _, out, _ = validate("warned.xml", "--format", "json")
    (finding,) = json.loads(out)["findings"]
    assert finding["code"] == "PZ340"
    assert finding["rule_origin"].startswith("puzanov.odd:")


def test_github_step_summary(validate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    _, out, _ = validate("broken.xml", "--format", "github")
    assert out.startswith("::error file=broken.xml,line=")
    assert "| PZ401 |" in Path("summary.md").read_text(encoding="utf-8")


# --- configuration --------------------------------------------------------------------------------


def test_configuration(validate: Command) -> None:
    Path("puzanov-tei.toml").write_text(
        'paths = ["."]\nexclude = ["bro*"]\nschema = "puzanov"\n[severity]\nPZ340 = "error"\n', encoding="utf-8"
    )
    code, out, _ = validate()
    assert code == 1
    assert "error[PZ340]" in out
    assert "broken.xml" not in out
    Path("puzanov-tei.toml").write_text('paths = ["warned.xml"]\n[severity]\nPZ340 = "off"\n', encoding="utf-8")
    assert "nothing found" in validate()[1]


def test_configuration_in_pyproject(validate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pyproject.toml").write_text('[tool.puzanov-tei]\nfail-on = "warning"\n', encoding="utf-8")
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert validate("../warned.xml")[0] == 1
    Path("../pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert validate("../warned.xml")[0] == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('shema = "x"', "Did you mean 'schema'?"),
        ("jobs = 'two'", "wrong kind"),
        ("fail-on = 'bad'", "it can be error"),
        ("[severity]\nPZ340 = 'fatal'", "severity.PZ340"),
        ("schema = [", "cannot use the configuration"),
    ],
)
def test_wrong_configuration(validate: Command, text: str, sentence: str) -> None:
    Path("puzanov-tei.toml").write_text(text, encoding="utf-8")
    code, _, err = validate("valid.xml")
    assert code == 2
    assert sentence in err


# --- baseline, cache ------------------------------------------------------------------------------


def test_a_baseline_and_a_part_of_its_files(validate: Command) -> None:
    for name in ("a.xml", "b.xml"):
        Path(name).write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><nothing/></TEI>')
    validate("a.xml", "b.xml", "--schema", "tei_all", "--update-baseline", "known.json")
    code, _, err = validate("a.xml", "--schema", "tei_all", "--baseline", "known.json")
    assert (code, "gone" in err) == (0, False)
    validate("a.xml", "--schema", "tei_all", "--update-baseline", "known.json")
    assert validate("a.xml", "b.xml", "--schema", "tei_all", "--baseline", "known.json")[0] == 0
    Path("b.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><nothing>')
    code, _, err = validate("b.xml", "--schema", "tei_all", "--baseline", "known.json")
    assert (code, "gone" in err) == (1, False)  # what cannot be read cannot have lost a finding
    Path("b.xml").unlink()
    assert "gone" in validate("a.xml", "--schema", "tei_all", "--baseline", "known.json")[2]
    validate("a.xml", "--schema", "tei_all", "--update-baseline", "known.json")
    assert "b.xml" not in Path("known.json").read_text()


def test_a_missing_baseline_is_said_first(validate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("puzanov-tei.toml").write_text('baseline = "known.json"\n')
    err = validate("valid.xml")[2]
    assert "--update-baseline" in err
    monkeypatch.setattr("puzanov_tei.cli.validate._check", lambda *_: pytest.fail("it was checked"))
    assert validate("valid.xml", "--baseline", "missing.json")[0] == 2


def test_a_baseline_that_knows_findings_by_their_wording(validate: Command) -> None:
    """As version 1 of the file did."""
    validate(".", "--update-baseline", "known.json")
    known = json.loads(Path("known.json").read_text())
    findings = puzanov_tei.validate(["broken.xml", "valid.xml", "warned.xml"])
    by_wording = {finding.fingerprint: finding.fingerprint_1 for finding in findings}
    old = [entry | {"fingerprint": by_wording[entry["fingerprint"]]} for entry in known["findings"]]
    Path("known.json").write_text(json.dumps({"version": 1, "findings": old}))
    assert validate(".", "--baseline", "known.json")[0] == 0
    assert validate(".", "--update-baseline", "known.json")[0] == 0
    assert json.loads(Path("known.json").read_text()) == known


def test_baseline(validate: Command) -> None:
    assert validate(".", "--update-baseline", "known.json")[0] == 0
    code, out, err = validate(".", "--baseline", "known.json")
    assert code == 0
    assert "nothing found" in out
    assert "known findings left out" in err
    moved = BROKEN.replace("<text>", "<!-- a -->\n\n<text>")
    Path("broken.xml").write_text(moved, encoding="utf-8")
    assert validate(".", "--baseline", "known.json")[0] == 0
    Path("broken.xml").write_text(moved.replace("<p>Nothing", '<p ana="#new">Nothing'), encoding="utf-8")
    code, out, _ = validate(".", "--baseline", "known.json")
    assert code == 1
    assert out.count("error[") == 1
    Path("broken.xml").write_text(VALID, encoding="utf-8")
    assert "are gone" in validate(".", "--baseline", "known.json")[2]


def test_cache(validate: Command) -> None:
    first = validate("valid.xml", "warned.xml", "--cache", "kept")
    kept = sorted(Path("kept").rglob("*.json"))
    assert len(kept) == 2
    assert validate("valid.xml", "warned.xml", "--cache", "kept") == first
    for file in kept:  # what is kept is used: an invented finding comes out again
        content = json.loads(file.read_bytes())
        content["findings"] = []
        file.write_text(json.dumps(content), encoding="utf-8")
    assert "nothing found" in validate("valid.xml", "warned.xml", "--cache", "kept")[1]
    for file in kept:
        file.write_text("{", encoding="utf-8")
    assert validate("valid.xml", "warned.xml", "--cache", "kept") == first


def test_findings_that_depend_on_all_files_are_not_kept(validate: Command) -> None:
    assert "error[PZ401]" in validate("broken.xml", "--cache", "kept")[1]
    Path("people.xml").write_text('<a xml:id="pers-hon"/>', encoding="utf-8")
    assert "people.xml has it" in validate("broken.xml", "--cache", "kept")[1]


def test_cache_knows_the_files_that_are_pointed_to(validate: Command) -> None:
    Path("people.xml").write_text('<a xml:id="x"/>', encoding="utf-8")
    Path("one.xml").write_text(VALID.replace('ref="#pers-han"', 'ref="people.xml#x"'), encoding="utf-8")
    assert validate("one.xml", "--cache", "kept")[0] == 0
    Path("people.xml").write_text('<a xml:id="y"/>', encoding="utf-8")
    assert "PZ402" in validate("one.xml", "--cache", "kept")[1]


# --- changed files --------------------------------------------------------------------------------


def git(*arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, env=environment)


def names(out: str) -> list[str]:
    return json.loads(out)["files"]


def test_changed_since(validate: Command) -> None:
    Path("people.xml").write_text('<a xml:id="x"/>', encoding="utf-8")
    Path("one.xml").write_text(VALID.replace('ref="#pers-han"', 'ref="people.xml#x"'), encoding="utf-8")
    Path("puzanov-tei.toml").write_text('schema = "puzanov"', encoding="utf-8")
    Path("own.rng").write_text(RNG, encoding="utf-8")
    Path("own.xml").write_text(MODEL % ("own.rng", "<a/>"), encoding="utf-8")
    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    options = (".", "--format", "json", "--changed-since", "HEAD")
    assert names(validate(*options)[1]) == []
    Path("new.xml").write_text(VALID, encoding="utf-8")
    Path("valid.xml").write_text(WARNED, encoding="utf-8")
    assert names(validate(*options)[1]) == ["new.xml", "valid.xml"]
    Path("people.xml").write_text('<a xml:id="x" n="2"/>', encoding="utf-8")
    assert names(validate(*options)[1]) == ["new.xml", "one.xml", "people.xml", "valid.xml"]
    Path("own.rng").write_text(RNG.replace("empty", "text"), encoding="utf-8")
    assert "own.xml" in names(validate(*options)[1])
    Path("puzanov-tei.toml").write_text('schema = ["puzanov"]', encoding="utf-8")
    assert len(names(validate(*options)[1])) == 7
    code, _, err = validate(".", "--changed-since", "nowhere")
    assert code == 2
    assert "no revision 'nowhere'" in err


def test_changed_since_needs_a_repository(validate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert validate(".", "--changed-since", "HEAD")[0] == 2


# --- schemas that files name ----------------------------------------------------------------------

RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0">
<start><element name="a"><empty/></element></start></grammar>"""
MODEL = '<?xml-model href="%s" schematypens="http://relaxng.org/ns/structure/1.0"?>\n%s'


def test_xml_model_is_followed(validate: Command) -> None:
    Path("my.rng").write_text(RNG, encoding="utf-8")
    Path("a.xml").write_text(MODEL % ("my.rng", "<a/>"), encoding="utf-8")
    code, out, _ = validate("a.xml")
    assert (code, "against my.rng" in out) == (0, True)


def test_a_catalogue_says_where_a_schema_is(validate: Command) -> None:
    Path("schemas").mkdir()
    Path("schemas/my.rng").write_text(RNG, encoding="utf-8")
    Path("schemas/catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><group xml:base="./">'
        '<rewriteURI uriStartString="https://example.org/s/" rewritePrefix=""/></group></catalog>',
        encoding="utf-8",
    )
    Path("a.xml").write_text(MODEL % ("https://example.org/s/my.rng", "<a/>"), encoding="utf-8")
    code, out, _ = validate("a.xml", "--catalog", "schemas/catalog.xml")
    assert (code, "against my.rng" in out) == (0, True)
    code, out, _ = validate("a.xml")
    assert "error[PZ092]" in out


def test_catalogues_of_the_environment(validate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own.rng").write_text(RNG, encoding="utf-8")
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="https://example.org/own.rng" '
        'uri="own.rng"/></catalog>',
        encoding="utf-8",
    )
    Path("own.xml").write_text(MODEL % ("https://example.org/own.rng", "<a/>"), encoding="utf-8")
    assert "PZ092" in validate("own.xml")[1]
    monkeypatch.setenv("XML_CATALOG_FILES", "nowhere.xml catalog.xml")
    assert validate("own.xml")[0] == 0


def test_foreign_tei_is_checked_against_all_of_tei(validate: Command) -> None:
    foreign = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>
      <publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
      <text><body><lg><l>a</l></lg></body></text></TEI>"""
    Path("poem.xml").write_text(foreign, encoding="utf-8")
    code, out, _ = validate("poem.xml")
    assert (code, "against tei_all" in out) == (0, True)


def test_the_schema_may_be_an_odd_or_an_xsd(validate: Command) -> None:
    Path("a.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>'
        '<xs:element name="b" type="xs:date"/></xs:sequence></xs:complexType></xs:element></xs:schema>',
        encoding="utf-8",
    )
    Path("a.xml").write_text("<a>\n <b>1957-02-30</b></a>", encoding="utf-8")
    code, out, _ = validate("a.xml", "--schema", "a.xsd")
    assert code == 1
    assert out.startswith("a.xml:2:2: error[PZ190]")
    code, out, _ = validate("warned.xml", "--schema", str(SCHEMA.parent.parent / "schema/puzanov.odd"))
    assert (code, "warning[PZ340]" in out) == (0, True)


# --- repairs --------------------------------------------------------------------------------------

MISSPELT = VALID.replace("<surname>Orlov</surname>", "<surName>Orlov</surName>")


def test_fix_makes_a_copy(validate: Command) -> None:
    Path("one.xml").write_text(MISSPELT, encoding="utf-8")
    code, _, err = validate("one.xml", "--fix")
    assert code == 0
    assert "one.fixed.xml:82: mended: surName corrected to surname" in err
    assert Path("one.xml").read_text(encoding="utf-8") == MISSPELT
    assert Path("one.fixed.xml").read_text(encoding="utf-8") == VALID


def test_fix_in_place(validate: Command) -> None:
    Path("one.xml").write_text(MISSPELT, encoding="utf-8")
    assert validate("one.xml", "--fix", "--in-place")[0] == 0
    assert Path("one.xml").read_text(encoding="utf-8") == VALID
    assert validate("one.xml", "--in-place")[0] == 2


def test_what_cannot_be_mended(validate: Command) -> None:
    code, _, err = validate("valid.xml", "--fix")
    assert (code, err) == (0, "valid.xml: nothing could be mended.\n")
    assert validate("-", "--fix")[0] == 2
    Path("gone.xml").symlink_to("nowhere.xml")
    code, out, _ = validate("gone.xml", "--fix")
    assert (code, "PZ094" in out) == (1, True)


# --- watching -------------------------------------------------------------------------------------


def test_watching_outlives_files_that_go_and_schemas_that_break(
    validate: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("own.rng").write_text(RNG, encoding="utf-8")
    Path("own.xml").write_text("<a/>", encoding="utf-8")
    clock = iter(range(1, 100))

    def write(name: str, text: str) -> None:
        Path(name).write_text(text, encoding="utf-8")
        os.utime(name, (0, next(clock)))

    def interrupt() -> None:
        raise KeyboardInterrupt

    steps = iter(
        [
            lambda: None,
            lambda: write("own.xml", "<b/>"),
            lambda: Path("own.xml").unlink(),
            lambda: write("own.xml", "<a/>"),
            lambda: write("own.rng", "<gram"),
            lambda: write("own.rng", RNG),
            interrupt,
        ]
    )
    monkeypatch.setattr("time.sleep", lambda _: next(steps)())
    code, out, err = validate("own.xml", "--schema", "own.rng", "--watch")
    assert code == 130
    said = [line.rpartition("): ")[2] for line in out.splitlines() if line.startswith("1 file checked")]
    assert [words.split()[0] for words in said] == ["nothing", "1", "nothing", "nothing"]
    assert err.count("watching;") == 5
    assert validate("-", "--watch")[0] == 2


# --- several files --------------------------------------------------------------------------------


def test_two_documents_of_one_name(validate: Command) -> None:
    Path("copy.xml").write_text(VALID, encoding="utf-8")
    code, out, _ = validate("copy.xml", "valid.xml", "warned.xml")
    assert code == 1
    assert 'valid.xml:2:1: error[PZ408] "wcda-900001" is also the name of something in copy.xml.' in out
    assert out.count("PZ408") == 1


def test_two_authority_files_with_one_entry(validate: Command) -> None:
    authority = (SCHEMA / "authority.xml").read_text(encoding="utf-8")
    Path("a.xml").write_text(authority, encoding="utf-8")
    Path("b.xml").write_text(authority.replace('"pers-', '"pers-x-').replace('"org-', '"org-x-'), encoding="utf-8")
    _, out, _ = validate("a.xml", "b.xml", "valid.xml")  # the edition's own copies do not count
    assert out.count("PZ408") == 1
    assert '"place-dprk" is also the name of something in a.xml.' in out
