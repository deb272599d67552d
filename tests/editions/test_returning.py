"""Editions that come back: what somebody did in another system is found again as decisions about our TEI."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.sources import SOURCES, Edited, Lesson
from puzanov_tei.errors import SourceError
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.tree import read
from tests_support import run

Edition = Callable[[str], Path]
JOURNAL = "wcda-900001"


@pytest.fixture(scope="session")
def known(documents: Path) -> dict[str, Path]:
    """Our documents by identifier."""
    found = {}
    for path in documents.glob("*.xml"):
        found[parse(path.read_bytes(), path.name).get("{http://www.w3.org/XML/1998/namespace}id", path.stem)] = path
    return found


def learnt(source: str, path: Path, data: bytes, known: dict[str, Path]) -> list[Lesson]:
    return list(SOURCES.load(source).learn(Edited(path, data, "ab"), known))


def told(decisions: Iterable[Decision]) -> list[tuple[str, str, str, str]]:
    return sorted((d.op, d.exact, d.type, d.entity) for d in decisions)


def misfits(decisions: Iterable[Decision], path: Path) -> list[str]:
    """What a document does not take of some decisions."""
    return [str(f) for f in apply(read(parse(path.read_bytes(), path.name)), decisions, "d").findings]


XML = {"tei-publisher": "data", "dse-static": "data/editions"}


@pytest.mark.parametrize("profile", XML)
def test_a_file_that_nobody_changed_says_nothing(profile: str, edition: Edition, known: dict[str, Path]) -> None:
    for path in sorted((edition(profile) / XML[profile]).glob("*.xml")):
        if path.stem in known:
            (lesson,) = learnt(profile, path, path.read_bytes(), known)
            assert (lesson.document, lesson.decisions, lesson.findings) == (path.stem, (), ()), path.name


def edited(text: str, *edits: tuple[str, str]) -> bytes:
    """A text with one replacement of each pattern, which has to be there."""
    for old, new in edits:
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count == 1, old
    return text.encode()


EDITS = {
    "tei-publisher": [
        (r'(I visited <persName[^>]* key=)"pers-han"', r'\1"pers-lipatov"'),
        (r"(<dateline>)<placeName [^>]*>(Norga)</placeName>", r"\1\2"),
        (r"A list follows", r'A <orgName key="org-ministry">list</orgName> follows'),
        (r"and it ends", r"and it stops"),
        (r"<head xml:id", r'<head part="N" xml:id'),
    ],
    "dse-static": [
        (r'(I visited <rs[^>]* ?ref=)"#pers-han"', r'\1"#pers-lipatov"'),
        (r"A list follows", r'A <rs type="org" ref="#org-ministry">list</rs> follows'),
        (r"and it ends", r"and it stops"),
        (r"</text>", r'<back><listPerson><person xml:id="pers-han"/></listPerson></back></text>'),
        (r'xml:id="wcda-900001"', r'xml:id="wcda-900001.xml" prev="https://example.org/a.xml"'),
    ],
}
DECIDED = {
    ("add", "list", "org", "org-ministry"),
    ("correct", "ends", "", ""),
    # In the TEI the surname stands beside its misreading, which the edition does not show.
    ("relink", "Minister of Trade Han 5ol Bin", "person", "pers-lipatov"),
}


@pytest.mark.parametrize("profile", EDITS)
def test_names_and_words_that_were_changed_are_decisions(
    profile: str, edition: Edition, known: dict[str, Path]
) -> None:
    path = edition(profile) / XML[profile] / f"{JOURNAL}.xml"
    data = edited(path.read_text(encoding="utf-8"), *EDITS[profile])
    if profile == "tei-publisher":  # its database lays files out anew
        data = re.sub(rb"(?<=[a-z,]) (?=[a-z]+ [a-z]+)", b"\n              ", data)
    (lesson,) = learnt(profile, path, data, known)
    wanted = set(DECIDED)
    if profile == "tei-publisher":
        wanted.add(("reject", "Norga", "place", ""))
    assert set(told(lesson.decisions)) == wanted
    assert {d.by for d in lesson.decisions} == {"ab"}
    assert lesson.findings == ()
    assert misfits(lesson.decisions, known[JOURNAL]) == []


def test_what_has_no_place_in_the_tei_is_a_finding(edition: Edition, known: dict[str, Path]) -> None:
    path = edition("dse-static") / f"data/editions/{JOURNAL}.xml"
    data = edited(path.read_text(encoding="utf-8"), (r"\[some\]", "[a few]"), (r"illegible name", "x"))
    (lesson,) = learnt("dse-static", path, data, known)
    said = " ".join(f.message for f in lesson.findings) + " ".join(d.value for d in lesson.decisions)
    assert "a few" in said
    (unknown,) = learnt("dse-static", path, data, {})
    assert [f.code for f in unknown.findings] == ["PZ907"]


# --- Web Annotations ---------------------------------------------------------------------------------------


def annotated(edition: Edition, name: str = JOURNAL) -> tuple[Path, list[dict[str, Any]], str]:
    folder = edition("annotations")
    path = folder / f"{name}.annotations.json"
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    return path, json.loads(path.read_text(encoding="utf-8")), text


def test_annotations_that_nobody_changed_say_nothing(edition: Edition, known: dict[str, Path]) -> None:
    for path in sorted(edition("annotations").glob("*.json")):
        if path.name.partition(".")[0] in known:
            for lesson in learnt("web-annotations", path, path.read_bytes(), known):
                assert (lesson.decisions, lesson.findings) == ((), ()), path.name


def quoting(text: str, exact: str, *bodies: dict[str, object], javascript: bool = False) -> dict[str, object]:
    """An annotation as RecogitoJS writes it."""
    begin = text.index(exact)
    start = len(text[:begin].encode("utf-16-le")) // 2 if javascript else begin
    selectors = [
        {"type": "TextQuoteSelector", "exact": exact},
        {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
    ]
    return {"type": "Annotation", "id": f"#{exact}", "body": list(bodies), "target": {"selector": selectors}}


def test_names_and_comments_of_recogito(edition: Edition, known: dict[str, Path]) -> None:
    path, annotations, text = annotated(edition)
    han = next(a for a in annotations if a["target"]["selector"][0]["exact"].startswith("Minister of Trade"))
    for body in han["body"]:
        if body["purpose"] == "identifying":
            body["source"] = "#pers-lipatov"
    gone = next(a for a in annotations if a["target"]["selector"][0]["exact"] == "Norga")
    annotations.remove(gone)
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "Organisation"}
    annotations.append(quoting(text, "list follows", tag))
    annotations.append(quoting(text, "it ends", {"type": "TextualBody", "purpose": "commenting", "value": "Does it?"}))
    (lesson,) = learnt("web-annotations", path, json.dumps(annotations).encode(), known)
    assert set(told(lesson.decisions)) == {
        ("add", "list follows", "org", ""),
        ("note", "it ends", "", ""),
        ("reject", "Norga", "place", ""),
        ("relink", "Minister of Trade Han 5ol Bin", "person", "pers-lipatov"),
    }
    assert lesson.findings == ()
    assert misfits(lesson.decisions, known[JOURNAL]) == []


def test_rows_of_hypothesis(edition: Edition, known: dict[str, Path], tmp_path: Path) -> None:
    _, _, text = annotated(edition)
    quote = {"type": "TextQuoteSelector", "exact": "papers", "prefix": "some ", "suffix": " to"}
    row = {
        "user": "acct:jane@hypothes.is", "text": "Which?", "tags": ["place"],
        "target": [{"source": f"https://example.org/{JOURNAL}.html", "selector": [quote]}],
    }  # fmt: skip
    lost = {**row, "target": [{**row["target"][0], "selector": [{**quote, "exact": "not there"}]}]}
    data = json.dumps({"total": 2, "rows": [row, lost]}).encode()
    (lesson,) = learnt("web-annotations", tmp_path / "hypothesis.json", data, known)
    assert told(lesson.decisions) == [("add", "papers", "place", ""), ("note", "papers", "", "")]
    assert {d.by for d in lesson.decisions} == {"jane"}
    assert [f.code for f in lesson.findings] == ["PZ906"]
    assert "not there" in lesson.findings[0].message
    assert "papers" in text


def test_annotations_of_recogitos_server(edition: Edition, known: dict[str, Path], tmp_path: Path) -> None:
    """It gives no tag, the address of a record as the `value`, and who made it in the body; its source is a number."""
    _, _, text = annotated(edition)
    by = {"creator": "https://recogito.example.org/rainer", "modified": "2019-10-21T10:46:10+00:00"}

    def made(exact: str, address: str) -> dict[str, object]:
        words = {"type": "TextualBody", "value": exact, "purpose": "transcribing", **by}
        place = {"type": "SpecificResource", "value": address, "purpose": "identifying", **by}
        annotation = quoting(text, exact, words, place)
        source = "https://recogito.example.org/part/46c9126b-6904-4229-bfc3-06b40d1834f1"
        return annotation | {"target": {"source": source, "type": "Text", **annotation["target"]}}  # type: ignore[dict-item]

    given = [made("papers", "http://sws.geonames.org/1234567"), made("visited", "http://sws.geonames.org/12345678")]
    (lesson,) = learnt("web-annotations", tmp_path / f"{JOURNAL}.jsonld", json.dumps(given).encode(), known)
    assert told(lesson.decisions) == [("add", "papers", "place", "place-norga")]
    assert {d.by for d in lesson.decisions} == {"rainer"}
    assert {f.code for f in lesson.findings} == {"PZ906"}  # 12345678 is not 1234567


def test_rows_of_hypothesis_on_a_page_whose_lines_break_elsewhere(known: dict[str, Path], tmp_path: Path) -> None:
    selectors = [
        {"type": "RangeSelector", "endOffset": 9, "startOffset": 4, "endContainer": "/p[1]", "startContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 1963, "end": 1976},
        {"type": "TextQuoteSelector", "exact": "some\n      papers", "prefix": "had\n sent ", "suffix": " to\nCde."},
    ]
    target = [{"source": f"http://localhost/{JOURNAL}.html", "selector": selectors}]
    row = {"id": "412f1c9e", "user": "acct:admin01@localhost", "text": "", "tags": ["org"], "target": target}
    (lesson,) = learnt("web-annotations", tmp_path / "h.json", json.dumps({"rows": [row]}).encode(), known)
    assert told(lesson.decisions) == [("add", "some papers", "org", "")]
    assert lesson.findings == ()


def test_offsets_as_javascript_counts_them(edition: Edition, known: dict[str, Path]) -> None:
    path, _, text = annotated(edition)
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "org"}
    behind = text.index("𝒜")
    exact = next(word for word in text[behind + 2 :].split() if len(word) > 5)
    annotation = quoting(text, exact, tag, javascript=True)
    (lesson,) = learnt("web-annotations", path, json.dumps([annotation]).encode(), known)
    assert told(lesson.decisions) == [("add", exact, "org", "")]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"rows": []}', b'"x"', b"[[[[[[1]]]]]]"])
def test_what_is_no_annotation_is_refused(data: bytes, known: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        learnt("web-annotations", tmp_path / "a.json", data, known)


def test_the_command_learns_from_each(documents: Path, edition: Edition, tmp_path: Path) -> None:
    path, _, text = annotated(edition)
    file = tmp_path / path.name
    file.write_text(json.dumps([quoting(text, "papers", {"purpose": "tagging", "value": "place"})]), encoding="utf-8")
    arguments = ("--tei", str(documents), "--decisions", str(tmp_path / "d"), "--as", "ab")
    done = run("decisions", "import", "--from", "web-annotations", str(file), *arguments)
    lines = (tmp_path / f"d/{JOURNAL}.jsonl").read_text(encoding="utf-8").splitlines()
    assert (done.returncode, [json.loads(line)["op"] for line in lines]) == (0, ["add"])
