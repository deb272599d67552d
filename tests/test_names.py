"""One name means one thing: no class of one room has the name of another room's. What is switched off says why."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from tests_support import ROOT

PACKAGE = ROOT / "puzanov_tei"
# Name -> why several modules may define it.
EXPLAINED: dict[str, str] = {}


def classes() -> dict[str, list[str]]:
    """The modules that define a public class, by its name."""
    modules = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules[node.name].append(str(path.relative_to(PACKAGE)))
    return modules


def test_a_class_name_means_one_thing() -> None:
    assert {name: places for name, places in classes().items() if len(places) > 1 and name not in EXPLAINED} == {}


def test_what_is_explained_is_there() -> None:
    assert [name for name in EXPLAINED if len(classes()[name]) < 2] == []


def test_a_rule_that_is_switched_off_says_why() -> None:
    bare = re.compile(r"#\s*(?:noqa(?::\s*\w+(?:,\s*\w+)*)?|type:\s*ignore(?:\[[\w-]+\])?)\s*$")
    lines = {
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    }
    assert lines == set()
