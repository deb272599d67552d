"""Hand edits survive: random edits of every kind on every test document, encoded again with another authority."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from hand_edits import KINDS, Edit, join, make_edits, split
from puzanov_tei import authority, pipeline
from puzanov_tei.authority import store
from puzanov_tei.authority.records import AuthorityName, Person, Place
from puzanov_tei.decisions.merge import merge
from puzanov_tei.resources import authority_folder
from puzanov_tei.tei.read import XML_ID, T, parse
from puzanov_tei.tei.tree import Branch, digest, read, write
from puzanov_tei.tei.write import indent
from tests_support import AT_ONCE, DOCUMENTS, each_document


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> authority.Authority:
    return changed_authority(tmp_path_factory.mktemp("authority"))


def changed_authority(folder: Path) -> authority.Authority:
    """An authority that lacks every third record, names others differently, and knows more."""
    records = store.read(authority_folder())
    persons = tuple(
        replace(p, names=(*p.names, AuthorityName(f"Citizen {n}"))) for n, p in enumerate(records.persons) if n % 3
    )
    places = tuple(p for n, p in enumerate(records.places) if n % 3)
    more = (
        Person("pers-new-one", "Orlov", "Orlov", "Ivan"),
        Person("pers-new-two", "Petrov", "Petrov", "Oleg"),
    )
    here = (Place("place-new-one", "Hamhung"), Place("place-new-two", "Leipzig"))
    store.write(replace(records, persons=persons + more, places=places + here, redirects=()), folder)
    return authority.load(folder)


@cache
def encoded(path: Path) -> bytes:
    return pipeline.encode(path.read_bytes(), path.name, authority.load()).tei


def merged(base: bytes, edited: bytes, new: bytes) -> tuple[etree._Element, int]:
    result = merge(tree(base), tree(edited), tree(new), "file.xml")
    root = write(result.root)
    indent(root)
    # As it is read from the file again.
    return parse(etree.tostring(root), "merged"), len(result.conflicts)


def tree(data: bytes) -> Branch:
    return read(parse(data, "file.xml"))


def source_text(root: etree._Element) -> str:
    """The words of the transcription, without what is not printed in the source."""
    text = root.find(f"{T}text")
    assert text is not None
    drop = {e for e in text.iter(f"{T}corr", f"{T}expan") if (p := e.getparent()) is not None and p.tag == f"{T}choice"}
    words: list[str] = []

    def walk(element: etree._Element) -> None:
        if element not in drop and isinstance(element.tag, str):
            words.append(element.text or "")
            for child in element:
                walk(child)
                words.append(child.tail or "")

    walk(text)
    return "".join("".join(words).split())


def dangling(root: etree._Element) -> set[str]:
    ids = {e.get(XML_ID) for e in root.iter() if e.get(XML_ID)}
    tokens = {token for e in root.iter() for value in e.attrib.values() for token in str(value).split()}
    return {token for token in tokens if token[:1] == "#" and token[1:] not in ids}


def trial(path: Path, new: bytes, seed: int, count: int) -> tuple[list[Edit], list[Edit], int, etree._Element]:
    """Edit a document, merge it with a new encoding; returns edits, lost edits, conflicts, the result."""
    base = encoded(path)
    root = parse(base, path.name)
    edits = make_edits(root, random.Random(f"{path.stem} {seed}"), count)
    assert all(edit.is_in(root) for edit in edits), [e for e in edits if not e.is_in(root)]
    if seed % 2:  # an XML editor breaks the lines of the file when it saves
        for child in root.iterfind(f"{T}text//*"):
            child.tail = re.sub(" +", "\n      ", child.tail) if child.tail else child.tail
    result, conflicts = merged(base, etree.tostring(root), new)
    lost = [edit for edit in edits if not edit.is_in(result)]
    assert source_text(result) == source_text(root), path
    assert dangling(result) <= dangling(root) | dangling(parse(new, path.name)), path
    return edits, lost, conflicts, result


def well_identified(root: etree._Element) -> bool:
    ids = [e.get(XML_ID) for e in root.iter() if e.get(XML_ID)]
    return len(ids) == len(set(ids))


def news_of(base: bytes, new: bytes, result: etree._Element) -> tuple[int, list[str]]:
    """How many paragraphs the program has something new about, and those that are the result's as they were before."""

    def paragraphs(branch: Branch) -> dict[str, bytes]:
        found = {}
        for p in branch.walk():
            p.attributes.pop(XML_ID, None)
        for p in reversed(list(branch.walk())):
            p.key = digest(p)
            if p.name == "p":
                found[p.text()] = p.key
        return found

    before, after, here = paragraphs(tree(base)), paragraphs(tree(new)), paragraphs(read(result))
    news = [words for words, key in after.items() if before.get(words) not in (None, key)]
    return len(news), [words for words in news if here.get(words) == before[words]]


@each_document()
def test_every_edit_survives_a_changed_authority(path: Path, other: authority.Authority) -> None:
    new = pipeline.encode(path.read_bytes(), path.name, other).tei
    for seed in range(3):
        edits, lost, _, result = trial(path, new, seed, 12)
        assert edits
        assert not news_of(encoded(path), new, result)[1]
        assert not lost, (seed, lost)
        assert well_identified(result)


@each_document()
def test_paragraphs_that_the_program_joins_and_splits_keep_their_edits(path: Path) -> None:
    base = encoded(path)
    for seed in range(4):
        news, root = parse(base, path.name), parse(base, path.name)
        for number, kind in enumerate((split, join) if seed % 2 else (join, split)):
            kind(news, random.Random(f"{path.stem} {seed}"), f"program-{number}", set())
        edits = make_edits(
            root, random.Random(f"{path.stem} {seed}"), 12, KINDS.keys() - {"split", "join", "drop_block", "remove"}
        )
        result, conflicts = merged(base, etree.tostring(root), etree.tostring(news))
        # A new block goes by the one behind it, which may be joined to another.
        assert not [edit for edit in edits if not edit.is_in(result) and edit.kind != "new_block"], seed
        assert well_identified(result), seed
        assert conflicts or apart(source_text(result)) == apart(source_text(root)), seed
        assert conflicts or programs(result) == programs(news), seed


def programs(root: etree._Element) -> int:
    """How many paragraphs the program joined or split."""
    return len([p for p in root.iter(f"{T}p") if (p.get("n") or "").startswith("program")])


def apart(words: str) -> tuple[str, list[str]]:
    """The words, and the headnotes that editors put between paragraphs."""
    return re.sub(r"Headnotee\d+\.", "", words), sorted(re.findall(r"Headnotee\d+\.", words))


@pytest.mark.parametrize("path", AT_ONCE, ids=lambda path: path.stem)
def test_without_edits_the_new_version_comes_in_and_without_news_the_edited_stays(
    path: Path, other: authority.Authority
) -> None:
    base, new = encoded(path), pipeline.encode(path.read_bytes(), path.name, other).tei
    assert tree(base).key != tree(new).key
    result, conflicts = merged(base, base, new)
    assert read(result).key == tree(new).key
    assert conflicts == 0
    root = parse(base, path.name)
    make_edits(root, random.Random(1), 10)
    result, conflicts = merged(base, etree.tostring(root), base)
    assert read(result).key == read(root).key
    assert conflicts == 0


def report(seeds: int, folder: Path) -> None:
    """All documents, many seeds: how many edits of each kind were made and lost."""
    changed = changed_authority(folder)
    made: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    conflicts = news = lost_news = 0
    for path in DOCUMENTS:
        new = pipeline.encode(path.read_bytes(), path.name, changed).tei
        for seed in range(seeds):
            try:
                edits, lost, number, result = trial(path, new, seed, 12)
            except AssertionError as error:
                print("ASSERT", path.stem, seed, str(error)[:300])
                continue
            made.update(edit.kind for edit in edits)
            gone.update(edit.kind for edit in lost)
            conflicts += number
            came, missed = news_of(encoded(path), new, result)
            news += came
            lost_news += len(missed)
            for words in missed:
                print("NEWS", path.stem, seed, words[:70])
            for edit in lost:
                print("LOST", path.stem, seed, edit.kind, edit.what)
            if not well_identified(result):
                print("IDS", path.stem, seed)
    for kind in KINDS:
        print(f"{kind:10} {made[kind]:6} made {gone[kind]:4} lost")
    print(f"{sum(made.values())} edits, {sum(gone.values())} lost; {conflicts} conflicts")
    print(f"{news} news, {lost_news} missed")


if __name__ == "__main__":
    report(int(sys.argv[1]), Path(sys.argv[2]))
