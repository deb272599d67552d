"""The differences of two schemas in words, as a Markdown table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from puzanov_tei.odd.diff import LESS, MORE, OTHER, SchemaChange, grouped

# (aspect, direction) -> what the second schema does, before what is named.
_SENTENCES = {
    ("element", MORE): "has also the elements",
    ("element", LESS): "does not have the elements",
    ("rule", MORE): "does not have the rules",
    ("rule", LESS): "has also the rules",
    ("rule", OTHER): "words these rules otherwise",
    ("attribute", MORE): "allows also",
    ("attribute", LESS): "does not allow",
    ("attribute", OTHER): "has and demands",
    ("required", MORE): "does not demand",
    ("required", LESS): "demands",
    ("values", MORE): "allows also the values",
    ("values", LESS): "does not allow the values",
    ("datatype", MORE): "allows more in",
    ("datatype", LESS): "allows less in",
    ("datatype", OTHER): "has another datatype for",
    ("child", MORE): "allows also inside",
    ("child", LESS): "does not allow inside",
    ("content", MORE): "allows also the content",
    ("content", LESS): "does not allow the content",
}
_MOST = 12
_WHOLE = ("element", "rule")


def text(changes: Sequence[SchemaChange], first: str, second: str) -> str:
    """Sentences about the second schema as against the first: what it has at all, then element by element."""
    lines = [summary(changes, first, second)]
    for (aspect, direction), names in _of_the_whole(changes).items():
        lines += ["", f"It {_SENTENCES[aspect, direction]} ({len(names)}): {', '.join(names)}."]
    for (aspect, direction, what), elements in grouped(c for c in changes if c.aspect not in _WHOLE).items():
        lines += ["", f"{_count(elements)}: {_some(elements)}", f"  {_SENTENCES[aspect, direction]} {what}"]
    return "\n".join(lines) + "\n"


def markdown(changes: Sequence[SchemaChange], first: str, second: str) -> str:
    """One table: what is more or less, where."""
    rows = [f"{summary(changes, first, second)}", "", "| | what | aspect | elements |", "|---|---|---|---|"]
    for (aspect, direction), names in _of_the_whole(changes).items():
        rows += [f"| {direction} | {_cell(name)} | {aspect} | |" for name in names]
    for (aspect, direction, what), elements in grouped(c for c in changes if c.aspect not in _WHOLE).items():
        rows.append(f"| {direction} | {_cell(what)} | {aspect} | {', '.join(elements)} |")
    return "\n".join(rows) + "\n"


def as_json(changes: Sequence[SchemaChange], first: str, second: str) -> str:
    """A list of objects, one for each change of one element."""
    listed = [{"element": c.subject, "aspect": c.aspect, "direction": c.direction, "what": c.what} for c in changes]
    whole = {"v": 1, "first": first, "second": second, "changes": listed}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


FORMATS = {"text": text, "markdown": markdown, "json": as_json}


def summary(changes: Sequence[SchemaChange], first: str, second: str) -> str:
    """One sentence with the counts."""
    if not changes:
        return f"{second} allows the same as {first}."
    counts = [
        f"{count} {word}"
        for direction, word in ((MORE, "more"), (LESS, "less"), (OTHER, "other"))
        if (count := len({(c.aspect, c.what) for c in changes if c.direction == direction}))
    ]
    return f"What {second} allows as against {first}: {', '.join(counts)}."


def _of_the_whole(changes: Sequence[SchemaChange]) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change.aspect in _WHOLE:
            groups.setdefault((change.aspect, change.direction), []).append(change.what)
    return groups


def _some(elements: Sequence[str]) -> str:
    """The first names of a long list; the table and the data have all."""
    more = len(elements) - _MOST
    return ", ".join(elements[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _count(elements: Sequence[str]) -> str:
    return "1 element" if len(elements) == 1 else f"{len(elements)} elements"


def _cell(what: str) -> str:
    return "`" + what.replace("|", "\\|") + "`"
