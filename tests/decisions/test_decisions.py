"""Decisions: learnt from an edited file, applied to a new encoding, merged by git."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from hand_edits import make_edits
from puzanov_tei import authority, pipeline
from puzanov_tei.decisions import lines
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.document import decided
from puzanov_tei.decisions.learn import learn
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.errors import SourceError
from puzanov_tei.tei.filedesc import UNREVIEWED
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.tree import Branch, digest, read, write
from tests_support import DOCUMENTS, SAMPLE, each_document, run


@cache
def encoded(path: Path) -> bytes:
    return pipeline.encode(path.read_bytes(), path.name, authority.load()).tei


def tree(data: bytes) -> Branch:
    return read(parse(data, "file.xml"))


def key(branch: Branch) -> bytes:
    for inner in reversed(list(branch.walk())):
        inner.key = digest(inner)
    return branch.key


def trial(path: Path, seed: int, count: int) -> tuple[list[str], list[str]]:
    """Edit a document, learn the decisions, apply them to the document as it was; kinds made, kinds lost.

    What is lost has to be said.
    """
    base = encoded(path)
    root = parse(base, path.name)
    edits = make_edits(root, random.Random(f"{path.stem} {seed}"), count)
    learnt = learn(tree(base), tree(etree.tostring(root)), "ed")
    fresh = tree(base)
    applied = apply(fresh, learnt.decisions, "d.jsonl")
    result = parse(etree.tostring(write(fresh)), "r")
    lost = [edit for edit in edits if not found_again(edit, result)]
    assert not lost or learnt.left, "lost without a word"
    once = key(fresh)
    again = apply(fresh, learnt.decisions, "d.jsonl")
    if key(fresh) != once:
        lost_twice = "not idempotent"
        return [e.kind for e in edits], [*(e.kind for e in lost), lost_twice]
    assert len(again.findings) >= len(applied.findings)
    return [e.kind for e in edits], [e.kind for e in lost]


def found_again(edit: object, root: etree._Element) -> bool:
    """Split and joined paragraphs are marked in the edited file by an attribute that no decision says."""
    kind = edit.kind  # type: ignore[attr-defined]
    if kind in ("split", "join"):
        for p in root.iter("{*}p"):
            p.set("n", edit.mark)  # type: ignore[attr-defined]
    return bool(edit.is_in(root))  # type: ignore[attr-defined]


@each_document()
def test_what_was_learnt_is_applied(path: Path) -> None:
    kinds, lost = trial(path, 3, 10)
    assert kinds
    assert not lost


NAME = Decision("accept", "p-1", "Kim", "with ", " and", type="person", entity="pers-kim", by="ab", id="m_1")
PAGE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader>
<fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>
<revisionDesc status="draft"><change who="#tool">Made.</change></revisionDesc></teiHeader>
<text><body><div>
<p xml:id="p-1">I spoke with <persName ref="#pers-kim" resp="#tool" cert="low">Kim</persName> and Kim, in Seoul.</p>
<p xml:id="p-2">We met again. Kim came late.</p></div></body></text></TEI>"""


def after(*decisions: Decision, page: str = PAGE) -> tuple[str, list[str]]:
    """The document's text element with decisions applied, and the codes of what does not fit."""
    root = tree(page.encode())
    applied = apply(root, decisions, "d.jsonl")
    text = etree.tostring(write(root).find("{*}text"), encoding="unicode")
    text = text.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")
    once = key(root)
    apply(root, decisions, "d.jsonl")
    assert key(root) == once, "applied twice it is something else"
    return text, [finding.code for finding in applied.findings]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (NAME, '<persName ref="#pers-kim" resp="#tool #ab" cert="low">Kim</persName>'),
        (replace(NAME, op="relink", entity="pers-x"), '<persName ref="#pers-x" resp="#ab">Kim</persName>'),
        (replace(NAME, op="reject"), "I spoke with Kim and Kim"),
        (replace(NAME, op="retype", type="place"), '<placeName ref="#pers-kim" resp="#ab">Kim</placeName>'),
        (
            replace(NAME, op="resize", value="with Kim"),
            '<persName ref="#pers-kim" resp="#ab" cert="low">with Kim</persName>',
        ),
        (
            Decision("add", "p-1", "Seoul", ", in ", ".", "place", "place-s", by="ab"),
            '<placeName ref="#place-s" resp="#ab">Seoul</placeName>',
        ),
        (Decision("correct", "p-1", "Seoul", ", in ", ".", value="Pusan", by="ab"), "and Kim, in Pusan."),
        (
            Decision("note", "p-1", "Seoul", ", in ", ".", value="Or not.", by="ab"),
            'Seoul<note type="editorial" resp="#ab">Or not.</note>.',
        ),
        (
            Decision("note", "p-2", value="A headnote.", by="ab"),
            '<note type="editorial" resp="#ab">A headnote.</note>We met',
        ),
        (
            Decision("split", "p-2", "", "We met again.", "Kim came", by="ab"),
            '<p xml:id="p-2">We met again.</p><p xml:id="p-2-2">Kim came late.</p>',
        ),
        (
            Decision("join", "p-1", "", "in Seoul.", "We met", by="ab"),
            'in Seoul. <anchor xml:id="p-2"/>We met again. Kim came late.</p>',
        ),
        (
            replace(NAME, op="set", value='cert="high" subtype="x"'),
            '<persName ref="#pers-kim" resp="#ab" subtype="x" cert="high">Kim</persName>',
        ),
        (Decision("set", "p-2", value='n="7"', by="ab"), '<p xml:id="p-2" n="7">'),
        (
            Decision(
                "insert", "p-2", "again", "We met ", ". Kim came late.", "behind", value="<!-- where? -->", by="ab"
            ),
            "We met again<!-- where? -->. Kim",
        ),
        (
            Decision(
                "insert", "p-2", "met again", "We ", ". Kim came late.", "around", value='<hi rend="b"/>', by="ab"
            ),
            'We <hi rend="b">met again</hi>. Kim',
        ),
        (
            Decision(
                "insert",
                "p-2",
                "again",
                "We met ",
                ". Kim came late.",
                "instead",
                by="ab",
                value="<choice><sic>again</sic><corr>once more</corr></choice>",
            ),
            "We met <choice><sic>again</sic><corr>once more</corr></choice>. Kim",
        ),
        (
            Decision("insert", "p-2", type="before", value='<p resp="#ab">A word first.</p>', by="ab"),
            '<p resp="#ab">A word first.</p><p xml:id="p-2">',
        ),
        (Decision("insert", "p-1", type="inside", value="<pb n='2'/>", by="ab"), '<p xml:id="p-1"><pb n="2"/>I spoke'),
        (Decision("remove", "p-2", "We met again. Kim came late.", by="ab"), "in Seoul.</p></div>"),
        (Decision("remove", "p-1", "Kim", "with ", " and", "persName", by="ab"), "spoke with Kim and Kim"),
    ],
    ids=lambda value: value.op if isinstance(value, Decision) else "",
)
def test_every_operation(decision: Decision, words: str) -> None:
    text, codes = after(decision)
    assert words in text
    assert codes == []


def test_the_languages_of_records_that_come_in_are_declared() -> None:
    linked = replace(NAME, op="relink", entity="pers-kim-il-sung")
    profile = '<profileDesc><langUsage><language ident="en"/></langUsage></profileDesc>'
    page = PAGE.replace("</fileDesc>", "</fileDesc>" + profile)
    root = parse(decided(page.encode(), [linked], authority.load(), "d.jsonl")[0], "d")
    used = {e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in root.iter("{*}persName")} - {None}
    assert "ko" in used
    assert used <= {e.get("ident") for e in root.iter("{*}language")}


@pytest.mark.parametrize(("sealed", "left"), [(True, ["pers-lone"]), (False, ["pers-kim", "pers-lone"])])
def test_a_record_goes_with_its_last_link_and_others_stay(sealed: bool, left: list[str]) -> None:
    lists = (
        "<standOff><listPerson><person xml:id='pers-kim'><persName>Kim</persName></person>"
        "<person xml:id='pers-lone'><persName>Lone</persName></person></listPerson></standOff>"
    )
    page = PAGE.replace("</teiHeader>", "</teiHeader>" + lists)
    rejected = replace(NAME, op="reject", entity="")
    root = parse(decided(page.encode(), [rejected], authority.load(), "d.jsonl", sealed=sealed)[0], "d")
    assert [e.get("{http://www.w3.org/XML/1998/namespace}id") for e in root.iter("{*}person")] == left


def test_the_same_comment_at_two_places_is_written_twice() -> None:
    one = Decision("note", "p-2", "again", "We met ", ". Kim came late.", value="Sic.", by="ab")
    text, codes = after(one, replace(one, exact="late", prefix="We met again. Kim came ", suffix="."))
    assert text.count(">Sic.</note>") == 2
    assert codes == []


@pytest.mark.parametrize("value", ["<x", "words", "<a/><b/>", '<!DOCTYPE x [<!ENTITY e "x">]><a>&e;</a>', "<a>&e;</a>"])
def test_markup_that_is_none_is_told(value: str) -> None:
    text, codes = after(Decision("insert", "p-2", "again", "We met ", ".", "behind", value=value, by="ab"))
    assert codes == ["PZ902"]
    assert "We met again. Kim" in text


def test_the_header_is_set_and_the_review_signed() -> None:
    where = "d/teiHeader[1]/fileDesc[1]/titleStmt[1]/title[1]"
    header = Decision("header", where, "T", value="New", by="cd")
    result, applied = decided(PAGE.encode(), [header, NAME], None, "d.jsonl")
    root = parse(result, "d")
    assert applied.count == 2
    assert root.findtext(".//{*}title") == "New"
    assert {s.get("{http://www.w3.org/XML/1998/namespace}id") for s in root.iter("{*}respStmt")} == {"ab", "cd"}
    assert root.find(".//{*}revisionDesc").get("status") == "candidate"
    assert [c.get("who") for c in root.iter("{*}change")] == ["#ab", "#cd", "#tool"]


DRAFT = PAGE.replace("</titleStmt>", "</titleStmt><editionStmt><edition>" + UNREVIEWED + "</edition></editionStmt>")


@pytest.mark.parametrize(
    ("page", "decisions", "says", "status"),
    [
        (DRAFT, [], UNREVIEWED, "draft"),
        (DRAFT, [NAME], "Reviewed by ab", "candidate"),
        (
            DRAFT.replace(", in Seoul", ', in <placeName resp="#tool">Seoul</placeName>'),
            [NAME],
            "Draft, reviewed in part by ab; 1 proposals of the program are open",
            "draft",
        ),
        (DRAFT.replace(UNREVIEWED, "Second edition"), [NAME], "Second edition", "candidate"),
        (DRAFT.replace('"draft"', '"published"'), [], UNREVIEWED, "draft"),
    ],
)
def test_the_edition_says_how_far_the_review_is(page: str, decisions: list[Decision], says: str, status: str) -> None:
    root = parse(decided(page.encode(), decisions, None, "d.jsonl")[0], "d")
    assert root.findtext(".//{*}edition") == says
    assert root.find(".//{*}revisionDesc").get("status") == status  # type: ignore[union-attr]


def test_a_place_that_is_gone_or_ambiguous_is_told_and_one_that_moved_is_found() -> None:
    assert after(replace(NAME, exact="Pak"))[1] == ["PZ902"]
    assert after(replace(NAME, op="add", prefix="", suffix="", by="ab"))[1] == ["PZ903"]
    assert after(Decision("add", "p-9", "Seoul", "elsewhere", "", "place", by="ab"))[1] == ["PZ902"]
    moved = Decision("add", "p-9", "late", "We met again. Kim came ", ".", "date", by="ab")
    assert "<date" in after(moved)[0]


def test_two_editors_who_contradict_each_other_are_both_told() -> None:
    text, codes = after(NAME, replace(NAME, op="relink", entity="pers-x", by="cd"))
    assert codes == ["PZ904", "PZ904"]  # confirmed by one, linked to somebody else by the other
    one = replace(NAME, op="relink", entity="pers-y")
    text, codes = after(one, replace(one, entity="pers-x", by="cd"))
    assert codes == ["PZ904", "PZ904"]
    assert 'resp="#tool"' in text


def test_lines_without_identifier_about_the_same_words_at_two_places() -> None:
    page = PAGE.replace("</body>", '<p xml:id="p-8">Kim came. There Kim sat.</p></body>')
    first = Decision("add", "p-8", "Kim", "", " came. There Kim sat.", "person", "pers-a", by="ab")
    second = Decision("add", "p-8", "Kim", "Kim came. There ", " sat.", "person", "pers-b", by="ab")
    text, codes = after(first, second, page=page)
    assert codes == []
    assert "pers-a" in text
    assert "pers-b" in text
    assert after(first, replace(first, entity="pers-c"), page=page)[1] == ["PZ904", "PZ904"]


def test_an_edited_file_stays_where_a_decision_disagrees() -> None:
    edited = PAGE.replace('resp="#tool"', 'resp="#zz"')
    for decision in (replace(NAME, op="relink", entity="pers-x"), replace(NAME, op="reject")):
        text, codes = after(decision, page=edited)
        assert codes == ["PZ905"]
        assert 'ref="#pers-kim" resp="#zz"' in text


@pytest.mark.parametrize(
    "line",
    ['{"op":"acept"}', "{", "[]", '{"op":"accept","blok":"x"}', '{"op":"accept","v":9}', "<<<<<<< HEAD", '{"op":1}'],
)
def test_a_line_that_is_no_decision_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "d.jsonl").write_text(f"{NAME.line()}\n{line}\n")
    with pytest.raises(SourceError, match=r"d\.jsonl:2"):
        lines.read(tmp_path / "d.jsonl")


def test_two_editors_branches_are_merged_by_git(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    file = lines.file_of(tmp_path, "d")
    git("init", "-q", "-b", "main")
    lines.write(file, [NAME])
    git("add", "-A")
    git("commit", "-qm", "first")
    for branch, decisions in {
        "one": [NAME, replace(NAME, block="p-2", id="m_2"), replace(NAME, block="p-3", id="m_3")],
        "two": [NAME, replace(NAME, block="p-2", id="m_2"), replace(NAME, block="p-2", exact="Pak", id="m_4")],
    }.items():
        git("checkout", "-q", "-b", branch, "main")
        lines.write(file, decisions)
        git("commit", "-qam", branch)
    git("merge", "-q", "--no-edit", "one")
    merged = lines.read(file)
    assert [d.id for d in merged] == ["m_1", "m_2", "m_4", "m_3"]
    assert lines.write(file, merged) in (True, False)
    assert not lines.write(file, lines.read(file))


@pytest.mark.slow
def test_the_commands_from_an_edited_file_to_a_new_encoding(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(SAMPLE.read_bytes())
    assert run("encode", "page.txt", "-o", "tei/", cwd=tmp_path).returncode == 0
    tei = tmp_path / "tei/wcda-115612.xml"
    proposed = 'ref="#pers-dyakonov" resp="#tool" cert="medium"'
    head, text = tei.read_text().split("<text ", 1)
    linked = 'ref="#pers-danilov" resp="#ab"'
    edited = "<text ".join((head, text.replace(proposed, linked, 1)))
    tei.write_text(edited.replace("I visited", "I saw"))
    imported = run("decisions", "import", "tei", "--as", "cd", "--learn", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    listed = run("decisions", "list", cwd=tmp_path).stdout.decode().splitlines()
    assert {line.split("\t")[1] for line in listed} == {"relink", "correct", "entity"}
    result = run("encode", "page.txt", "-o", "other/", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    made = (tmp_path / "other/wcda-115612.xml").read_text()
    assert 'ref="#pers-danilov" resp="#ab"' in made
    assert "I saw" in made
    assert '<change who="#ab">' in made
    assert run("validate", "other", cwd=tmp_path).stdout.decode().count("error[PZ30") == 0
    assert run("decisions", "check", "other", cwd=tmp_path).returncode == 0
    before = (tmp_path / "other/wcda-115612.xml").read_bytes()
    run("decisions", "apply", "other", cwd=tmp_path)
    assert (tmp_path / "other/wcda-115612.xml").read_bytes() == before
    page.write_bytes(SAMPLE.read_bytes().replace(b"I visited", b"Yesterday I called on"))
    stale = run("encode", "page.txt", "-o", "third/", cwd=tmp_path)
    assert stale.returncode == 1
    assert b"PZ902" in stale.stderr
    assert b"open" in run("decisions", "stats", "other", cwd=tmp_path).stdout


def report(seeds: int) -> None:
    made: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for path in DOCUMENTS:
        for seed in range(seeds):
            kinds, lost = trial(path, seed, 12)
            made.update(kinds)
            gone.update(lost)
            if lost:
                print("LOST", path.stem, seed, lost)
    for kind, count in made.items():
        print(f"{kind:10} {count:5} made {gone[kind]:4} lost")
    print(gone["not idempotent"], "not idempotent")


if __name__ == "__main__":
    report(int(sys.argv[1]))


@pytest.mark.parametrize(
    ("before", "after_", "expected"),
    [
        ("We met again.", "Then we met again.", ("We", "Then we")),
        ("in Seoul.", "in the city of Seoul.", ("in", "in the city of")),
        ("Kim came late.", "Kim came late, alone.", ("late", "late, alone")),
        ("We met again. ", "", ("We met again.", "")),
    ],
)
def test_words_put_in_and_taken_out_are_corrections_of_the_words_beside(
    before: str, after_: str, expected: tuple[str, str]
) -> None:
    edited = PAGE.replace(before, after_)
    assert edited != PAGE
    learnt = learn(tree(PAGE.encode()), tree(edited.encode()), "ab")
    assert [d.op for d in learnt.decisions] == ["correct"]
    fresh = tree(PAGE.encode())
    apply(fresh, learnt.decisions, "d.jsonl")
    now, wanted = etree.fromstring(etree.tostring(write(fresh))), etree.fromstring(edited.encode())
    paragraphs = [[" ".join("".join(p.itertext()).split()) for p in root.iter("{*}p")] for root in (now, wanted)]
    assert paragraphs[0] == paragraphs[1]
    assert (learnt.decisions[0].exact, learnt.decisions[0].value) == expected


def test_words_put_before_a_name_that_begins_a_paragraph() -> None:
    page = PAGE.replace("I spoke with <persName", "<persName")
    edited = page.replace("<persName", "Then <persName", 1)
    learnt = learn(tree(page.encode()), tree(edited.encode()), "ab")
    assert [(d.op, d.exact, d.value) for d in learnt.decisions] == [("correct", "Kim", "Then Kim")]
