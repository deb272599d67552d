"""Which modules do the tests run through too little? Fails when one is below the floor.

    python tests/coverage_floor.py build/measured/coverage [--least 85]

Counts the lines of all processes that the tests started. Prints the lowest modules and the total.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import coverage

SHOWN = 10


def percentages(data: str) -> dict[str, float]:
    """Per cent of the statements of each module that were run; of all together under the empty name."""
    measured = coverage.Coverage(data_file=data)
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(target))
        report = json.loads(target.read_text(encoding="utf-8"))
    modules = {name: entry["summary"]["percent_covered"] for name, entry in report["files"].items()}
    return modules | {"": report["totals"]["percent_covered"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="what coverage measured")
    parser.add_argument("--least", type=float, default=85, help="per cent that each module must have")
    options = parser.parse_args()
    modules = percentages(options.data)
    total = modules.pop("")
    ranked = sorted(modules.items(), key=lambda item: (item[1], item[0]))
    low = [name for name, value in ranked if value < options.least]
    for name, value in ranked[: max(SHOWN, len(low))]:
        print(f"{value:6.1f}%  {name}{'  too low' if name in low else ''}")
    print(f"{total:6.1f}%  all {len(modules)} modules")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
