"""The customization only takes away: what is valid by it is valid by all of TEI."""

from __future__ import annotations

import copy
import random
from pathlib import Path

from lxml import etree

from puzanov_tei.relaxng.validate import is_valid
from puzanov_tei.validation.document import load

HERE = Path(__file__).parent
ATTRIBUTES = "type ref resp n rend rendition next when hand who reason subtype cert".split()
VALUES = ("x", "#a", "1957", "stamp", "high", "")


def mutated(document: etree._ElementTree, tags: list[str], chance: random.Random) -> bytes:
    made = copy.deepcopy(document)
    for _ in range(chance.choice((1, 1, 2))):
        elements = [e for e in made.iter() if isinstance(e.tag, str) and e.getparent() is not None]
        element = chance.choice(elements)
        what = chance.random()
        if what < 0.25:
            element.getparent().remove(element)
        elif what < 0.5:
            element.tag = chance.choice(tags)
        elif what < 0.65:
            parent = element.getparent()
            parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(chance.choice(elements)))
        elif what < 0.8 and element.attrib:
            del element.attrib[chance.choice(sorted(element.attrib))]
        else:
            element.set(chance.choice(ATTRIBUTES), chance.choice(VALUES))
    return etree.tostring(made)


def test_what_is_valid_here_is_valid_tei() -> None:
    own, everything = load("puzanov").grammars[0], load("tei_all").grammars[0]
    documents = [etree.parse(HERE / name) for name in ("edition.xml", "authority.xml")]
    tags = sorted({e.tag for d in documents for e in d.iter() if isinstance(e.tag, str)})
    chance = random.Random(1957)
    valid = 0
    for _ in range(400):
        text = mutated(chance.choice(documents), tags, chance)
        if is_valid(own, text):
            valid += 1
            assert is_valid(everything, text), text
    assert valid > 50
