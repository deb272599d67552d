"""Word lists that repeat one another: in the files of the language, and in the code that should ask the vocabulary.

    python tests/language/repeated_words.py [FOLDER]

Two lists repeat each other if eight words or more of the shorter one, and more than half of it, stand in the other.
Words of grammar do not count: which prepositions may follow what is a rule, no list.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from puzanov_tei.language import ENGLISH, Mark

PACKAGE = Path(__file__).parents[2] / "puzanov_tei"
ROOMS = ("language", "archives", "authority", "dates", "marks", "readers", "structure", "taggers", "tei")
FIELDS = ("archives/read.py", "readers/record.py")  # modules that list fields of records, no words of a language
FEWEST = 8
SHARE = 0.5
_ALTERNATIVES = re.compile(r"[A-Za-z'-]{2,}(?:\|[A-Za-z'-]{2,})+")

Lists = dict[str, frozenset[str]]


def lists_of_words(package: Path) -> Lists:
    """Where a list stands -> its words in lower case."""
    found: Lists = {}
    for file in sorted((package / "language").rglob("*.txt")):
        found.update(_sections(file))
    for room in ROOMS:
        for file in sorted((package / room).rglob("*.py")):
            if file.relative_to(package).as_posix() in FIELDS:
                continue
            for line, words in _literals(ast.parse(file.read_text(encoding="utf-8"))):
                if len(words) >= FEWEST:
                    found[f"{file.relative_to(package)}:{line}"] = words
    return found


def _sections(file: Path) -> Lists:
    found: defaultdict[str, set[str]] = defaultdict(set)
    place = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if content.startswith("["):
            place = f"{file.parent.name}/{file.name}:{number} {content}"
        else:
            found[place].update(entry.partition("=")[0].lower() for entry in content.split())
    return {place: frozenset(words) for place, words in found.items() if len(words) >= FEWEST}


def _literals(tree: ast.AST) -> Iterator[tuple[int, frozenset[str]]]:
    """Sets, lists, keys, strings that are split, and alternatives in patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            texts = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            yield node.lineno, frozenset(text.lower() for text in texts)
        elif isinstance(node, ast.Dict):
            keys = [e.value for e in node.keys if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            yield node.lineno, frozenset(key.lower() for key in keys)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            if isinstance(node.func.value, ast.Constant) and isinstance(node.func.value.value, str):
                yield node.lineno, frozenset(node.func.value.value.lower().split())
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            words = {word.lower() for match in _ALTERNATIVES.findall(node.value) for word in match.split("|")}
            yield node.lineno, frozenset(words)


def repeated(lists: Lists) -> list[str]:
    """One line for each pair of lists that repeat each other."""
    grammar = ENGLISH.words(Mark.FUNCTION)
    lines = []
    for (one, words), (other, more) in combinations(lists.items(), 2):
        common = (words & more) - grammar
        if ".py:" in one and ".py:" in other:
            common &= ENGLISH.marks.keys()  # two lists of elements repeat no words of the language
        if not _is_one_place(one, other) and len(common) >= FEWEST and len(common) > SHARE * min(len(words), len(more)):
            lines.append(f"{one} and {other} have {len(common)} words in common: {' '.join(sorted(common)[:8])} ...")
    return lines


def _is_one_place(one: str, other: str) -> bool:
    """One module: it may say a word twice."""
    return ".py:" in one and one.partition(":")[0] == other.partition(":")[0]


def main() -> int:
    """Print the repetitions; 1 if there are any."""
    lines = repeated(lists_of_words(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE))
    print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
