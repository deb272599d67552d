"""Our encoding of the sample against the one made by hand, element by element.

The hand-made model is not part of the repository; what it says is kept as an inventory: for each element its
zone, name, attributes and a digest of its text. `python tests/model/compare.py MODEL.xml` writes the inventory;
with a second file it prints the comparison.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

T = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
INVENTORY = Path(__file__).parent / "inventory.tsv"
ZONES = ("teiHeader", "standOff", "text")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One element: where it stands, what it is called, a digest of its text, its attributes."""

    zone: str
    tag: str
    text: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Elements with the same name and text: with equal or different attributes; the rest is on one side only."""

    equal: tuple[Item, ...]
    different: tuple[tuple[Item, Item], ...]
    missing: tuple[Item, ...]
    added: tuple[Item, ...]


def inventory(root: etree._Element) -> Iterator[Item]:
    """The elements of the three zones of a TEI document."""
    for zone in ZONES:
        for element in root.iterfind(T + zone):
            for node in element.iter(f"{T}*"):
                attributes = sorted(f"{name.replace(XML, 'xml:')}={value}" for name, value in node.attrib.items())
                yield Item(zone, str(node.tag).removeprefix(T), digest(node), tuple(attributes))


def digest(node: etree._Element) -> str:
    """Eight digits for the letters and figures in an element; `-` for an element that only holds others."""
    own = [node.text, *(child.tail for child in node)]
    if not any(part and part.strip() for part in own):
        return "-"
    letters = "".join(c for c in "".join(node.itertext()) if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:8]


def compare(model: Iterable[Item], ours: Iterable[Item]) -> Comparison:
    """Pair the elements of both sides: first those that are equal, then those with the same name and text."""
    left, right = Counter(model), Counter(ours)
    both = left & right
    left, right = left - both, right - both
    different: list[tuple[Item, Item]] = []
    rest = sorted(right.elements())
    missing: list[Item] = []
    for item in sorted(left.elements()):
        twin = next((r for r in rest if (r.zone, r.tag, r.text) == (item.zone, item.tag, item.text)), None)
        if twin is None:
            missing.append(item)
        else:
            rest.remove(twin)
            different.append((item, twin))
    return Comparison(tuple(sorted(both.elements())), tuple(different), tuple(missing), tuple(rest))


def save(items: Iterable[Item], path: Path) -> None:
    """Write an inventory, one element a line."""
    lines = ("\t".join((i.zone, i.tag, i.text, *i.attributes)) for i in sorted(items))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(path: Path) -> list[Item]:
    """Read an inventory."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Item(row[0], row[1], row[2], tuple(row[3:])) for row in rows]


def main() -> None:
    """Write the inventory of the model, or print the comparison."""
    model = list(inventory(etree.parse(sys.argv[1]).getroot()))
    if len(sys.argv) == 2:
        save(model, INVENTORY)
        return
    result = compare(model, inventory(etree.parse(sys.argv[2]).getroot()))
    for zone in ZONES:
        counts = [
            sum(i.zone == zone for i in result.equal),
            sum(i.zone == zone for i, _ in result.different),
            sum(i.zone == zone for i in result.missing),
            sum(i.zone == zone for i in result.added),
        ]
        print("{:10} equal {:4}, attributes differ {:4}, in the model only {:4}, ours only {:4}".format(zone, *counts))
    for item in result.missing:
        print("-", *item.attributes, sep="\t", end=f"\t{item.zone} {item.tag} {item.text}\n")
    for item in result.added:
        print("+", *item.attributes, sep="\t", end=f"\t{item.zone} {item.tag} {item.text}\n")
    for one, two in result.different:
        print("~", one.zone, one.tag, *(set(one.attributes) ^ set(two.attributes)), sep="\t")


if __name__ == "__main__":
    main()
