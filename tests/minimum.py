"""The lowest versions that `pyproject.toml` allows, as constraints for pip: `name==version`, one a line.

    python tests/minimum.py dev > constraints.txt

The arguments name the extras that count too. A requirement without a lowest version is an error.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?\s*>=\s*(?P<version>[\w.]+)")


def constraints(project: dict[str, object], extras: list[str]) -> list[str]:
    """`name==version` of each dependency, and of those of the extras."""
    optional = project.get("optional-dependencies", {})
    lists = [project["dependencies"], *(optional[extra] for extra in extras)]  # type: ignore[index]
    result = []
    for requirement in (line for lines in lists for line in lines):  # type: ignore[attr-defined]
        match = _REQUIREMENT.match(requirement)
        if match is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} says no lowest version")
        result.append(f"{match['name']}=={match['version']}")
    return sorted(result)


if __name__ == "__main__":
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    print("\n".join(constraints(tomllib.loads(text)["project"], sys.argv[1:])))
