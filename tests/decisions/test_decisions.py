"""Decisions: learnt from an edited file, applied to a new encoding, merged by git."""

from __future__ import annotations

import random
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from lxml import etree

from hand_edits import make_edits
from puzanov_tei import authority, pipeline
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.learn import learn
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.tree import Branch, digest, read, write
from tests_support import ROOT, SAMPLE

DOCUMENTS = [SAMPLE, *sorted(p for p in (ROOT / "tests/golden/bodies").iterdir() if p.suffix != ".xml")]
SAID = frozenset("confirm relink retag resize remove add correct note split join header".split())


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
    """Edit a document, learn the decisions, apply them to the document as it was; kinds made, kinds lost."""
    base = encoded(path)
    root = parse(base, path.name)
    edits = make_edits(root, random.Random(f"{path.stem} {seed}"), count, SAID)
    learnt = learn(tree(base), tree(etree.tostring(root)), "ed")
    fresh = tree(base)
    applied = apply(fresh, learnt.decisions, "d.jsonl")
    result = parse(etree.tostring(write(fresh)), "r")
    lost = [edit for edit in edits if not found_again(edit, result)]
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
