"""Documents with one or two things changed at random: are our verdicts jing's? By hand, as it takes minutes.

python tests/relaxng/mutants_against_jing.py schema.rng documents/*.xml --number 10000
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.validate import is_valid, validate

BATCH = 500
VALUES = (
    *("", "x", "#a", "a b", "1957-02-30", "1957-05-15", "-1", "0", "1.5", "true", "en", "high", "P1D", "é", "a:b"),
    *("http://example.org/ä", "%%", "20152011", "\t1957 ", "unknown", "1 2 3", "2147483648", "--05-31", "12:00:00"),
)


def changed(root: etree._Element, chance: random.Random, tags: Sequence[str], attributes: Sequence[str]) -> None:
    """Change one thing in a tree."""
    elements = [e for e in root.iter("{*}*") if e is not root]
    element = chance.choice(elements)
    parent = element.getparent()

    def rename() -> None:
        element.tag = chance.choice(tags)

    def remove() -> None:
        parent.remove(element)

    def unwrap() -> None:
        index = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(index, child)
        parent.remove(element)

    def repeat() -> None:
        parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(element))

    def move() -> None:
        chance.choice([e for e in elements if e not in {element, *element.iterdescendants()}] or [root]).append(element)

    def insert() -> None:
        element.insert(chance.randrange(len(element) + 1), etree.Element(chance.choice(tags)))

    def write() -> None:
        element.text = f"{element.text or ''}word"

    def empty() -> None:
        element.text = None
        for child in list(element):
            element.remove(child)

    def give() -> None:
        element.set(chance.choice(attributes), chance.choice(VALUES))

    def alter() -> None:
        for name in list(element.attrib)[:1]:
            element.set(name, chance.choice([*VALUES, *element.attrib.values()]))

    def take() -> None:
        for name in list(element.attrib)[:1]:
            del element.attrib[name]

    changes: list[Callable[[], None]] = [
        rename,
        remove,
        unwrap,
        repeat,
        move,
        insert,
        write,
        empty,
        give,
        alter,
        alter,
        take,
    ]
    chance.choice(changes)()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jing", default="jing")
    given = parser.parse_args()
    schema = load_rng(given.schema)
    chance = random.Random(given.seed)
    trees = [etree.parse(path).getroot() for path in given.documents]
    trees = [tree for tree in trees if next(tree.iter("{http://www.w3.org/2001/XInclude}*"), None) is None]
    tags = sorted({str(e.tag) for tree in trees for e in tree.iter("{*}*")})
    attributes = sorted({str(name) for tree in trees for e in tree.iter("{*}*") for name in e.attrib})
    done = wrong = valid = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while done < given.number:
            batch: dict[str, bytes] = {}
            for number in range(min(BATCH, given.number - done)):
                mutant = copy.deepcopy(chance.choice(trees))
                for _ in range(chance.choice((1, 1, 1, 2))):
                    changed(mutant, chance, tags, attributes)
                batch[f"{number}.xml"] = etree.tostring(mutant)
                (folder / f"{number}.xml").write_bytes(batch[f"{number}.xml"])
            files = [str(folder / file) for file in batch]
            said = subprocess.run([given.jing, str(given.schema), *files], capture_output=True, text=True, check=False)
            if "fatal:" in said.stdout:
                print(next(line for line in said.stdout.splitlines() if "fatal:" in line))
            refused = {Path(m[1]).name: m[2] for m in re.finditer(r"^(.+?):\d+:\d+: error: (.*)$", said.stdout, re.M)}
            for file, data in batch.items():
                ours = is_valid(schema, data)
                careful = not any(True for _ in validate(schema, data))
                valid += ours
                if ours == (file in refused) or ours != careful:
                    wrong += 1
                    kept = Path(tempfile.gettempdir()) / f"mutant-{given.seed}-{done}-{file}"
                    kept.write_bytes(data)
                    print(f"{kept}: here {ours}, again {careful}, jing: {refused.get(file, 'valid')[:200]}")
            done += len(batch)
    print(f"{done} mutants of {len(trees)} documents, {valid} of them valid: {wrong} verdicts differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
