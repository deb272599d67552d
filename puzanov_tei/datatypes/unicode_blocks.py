"""Unicode blocks by the names that XML Schema regular expressions use (`\\p{IsGreek}`): names without spaces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# XML Schema 1.0 goes by Unicode 3.1, where some blocks had other names; "PrivateUse" was one name for three blocks.
_FORMER = {
    "Greek": ("GreekandCoptic",),
    "CombiningMarksforSymbols": ("CombiningDiacriticalMarksforSymbols",),
    "PrivateUse": ("PrivateUseArea", "SupplementaryPrivateUseArea-A", "SupplementaryPrivateUseArea-B"),
}


@cache
def blocks() -> dict[str, tuple[tuple[int, int], ...]]:
    """Name of a block -> first and last code point of its parts; former names too."""
    table = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines() if not line.startswith("#"))
    ranges = {name: ((int(first, 16), int(last, 16)),) for name, first, last in rows}
    return ranges | {former: tuple(ranges[name][0] for name in names) for former, names in _FORMER.items()}
