"""Precision by certainty: what is marked high, medium or low, and how much of it is right.

    python benchmarks/certainty.py GOLD.json TEI_FOLDER [--judged FILE.tsv]

GOLD.json holds one document or a list of them: `n` (name of the TEI file without `.xml`), `persons`, `places`, `orgs`,
`dates`, each a list of {surface, count}, with `tei` where an element reads otherwise than the surface; surfaces under
`optional` are not counted, nor names in notes; `author`, `sender`, `receiver`, with other right answers in `author_alt`
...; an author where it names none is wrong. FILE.tsv has a line for each thing that somebody has judged by eye: what
(links, speech, roles ...), level, right or wrong, and for a wrong one its kind. Intervals are Wilson's, 95 %. The wrong
ones are listed by kind below the table.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
ELEMENTS = {"persons": "persName", "places": "placeName", "orgs": "orgName", "dates": "date"}
UNREAD = ("roleName", "note", "corr", "expan", "reg")
LEVELS = ("high", "medium", "low", "unknown", "none")
PARTIES = {
    "author": f".//{TEI}titleStmt/{TEI}author",
    "sender": f".//{TEI}correspAction[@type='sent']",
    "receiver": f".//{TEI}correspAction[@type='received']",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("tei", type=Path)
    options.add_argument("--judged", type=Path, help="Judged by eye: what, level, right|wrong, kind a line, with tabs.")
    given = options.parse_args()
    loaded = json.loads(given.gold.read_text(encoding="utf-8"))
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    wrong: Counter[tuple[str, str, str]] = Counter()
    for page in loaded if isinstance(loaded, list) else [loaded]:
        file = given.tei / f"{page.get('n', given.gold.stem)}.xml"
        if file.is_file():
            root = etree.parse(file).getroot()
            for kind, level, right in (*compared(page, root), *parties(page, root)):
                counts[kind, level][right] += 1
    for line in given.judged.read_text(encoding="utf-8").splitlines() if given.judged else ():
        what, level, verdict, *why = line.split("\t")
        counts[what, level][verdict == "right"] += 1
        if verdict != "right":
            wrong[what, level, why[0] if why else ""] += 1
    print(f"{'what':10}{'level':10}{'right':>7}{'of':>7}{'':4}precision, 95 % interval")
    for (kind, level), found in sorted(counts.items(), key=lambda item: (item[0][0], LEVELS.index(item[0][1]))):
        right, total = found[True], found.total()
        low, high = wilson(right, total)
        print(f"{kind:10}{level:10}{right:7}{total:7}    {right / total:.3f}, {low:.3f} to {high:.3f}")
    for (what, level, why), times in sorted(wrong.items()):
        print(f"wrong {times} x: {what}, {level}: {why}")


def parties(page: dict[str, Any], root: etree._Element) -> Iterator[tuple[str, str, bool]]:
    """Author, sender and receiver, where the gold or the TEI has one: level of the name, and whether it is right."""
    for kind, path in PARTIES.items():
        if kind not in page or not (page[kind] or kind == "author"):
            continue  # not asked
        wanted = [set(folded(name)) for name in (page[kind], *(page.get(f"{kind}_alt") or ())) if name]
        stated = [
            name
            for node in root.iterfind(path)
            for name in node.iter(f"{TEI}persName", f"{TEI}orgName")
            if not any(parent.tag == name.tag for parent in name.iterancestors())
        ]
        for name in stated:
            words = set(folded("".join(name.itertext())))
            right = any(words <= other or other <= words or len(words & other) > len(other) / 2 for other in wanted)
            yield kind, name.get("cert", "unknown"), right
        if page[kind] and not stated:
            yield kind, "none", False


def folded(name: str) -> list[str]:
    """The words of a name, without case and marks."""
    return re.findall(r"\w{2,}", name.casefold())


def compared(page: dict[str, Any], root: etree._Element) -> Iterator[tuple[str, str, bool]]:
    """Kind, level and whether it is right for each mention in the text; what the gold leaves open is left out."""
    for kind, name in ELEMENTS.items():
        gold: Counter[str] = Counter()
        for item in page.get(kind, ()):
            gold[squeezed(item.get("tei") or item["surface"])] += item.get("count", 1)
        extra = page.get("optional", {})
        optional = set(map(squeezed, extra.get(kind, ()))) if isinstance(extra, dict) else set()
        optional |= {squeezed(item["variant"]) for item in page.get(kind, ()) if isinstance(item.get("variant"), str)}
        optional |= {
            squeezed(v) for item in page.get(kind, ()) for v in item.get("variant") or () if isinstance(v, str)
        }
        text = root.find(f"{TEI}text")
        for node in text.iter(f"{TEI}{name}") if text is not None else ():
            if any(parent.tag in (node.tag, f"{TEI}orgName", f"{TEI}note") for parent in node.iterancestors()):
                continue
            surface = squeezed(words_of(node))
            if surface not in optional:
                yield kind, node.get("cert", "unknown"), gold[surface] > 0
                gold[surface] -= 1


def words_of(node: etree._Element) -> str:
    """The words of a name as printed, without titles, notes and corrections."""
    bare = copy.deepcopy(node)
    bare.tail = None
    etree.strip_elements(bare, *(f"{TEI}{name}" for name in UNREAD), with_tail=False)
    return "".join(bare.itertext())


def squeezed(text: str) -> str:
    """A surface as it is compared: blanks levelled, without editors' brackets."""
    return " ".join(text.replace("[", "").replace("]", "").split())


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share."""
    share = right / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


if __name__ == "__main__":
    main()
