"""The terminal: colours, the line that is meant with a caret under the place, a summary."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from puzanov_tei.findings import Finding, Severity, one_line
from puzanov_tei.reporters.report import Report

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_WIDTH, _LEAST = 96, 20
"""Characters of the line that is meant; fewer in a narrow terminal, so that the mark stands under its place."""
_INDENT = 6


def report(given: Report) -> str:
    """Findings with their places as terminals make links of. Colours are left out if `NO_COLOR` is set."""
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    colours = not os.environ.get("NO_COLOR")
    console = Console(
        file=out,
        force_terminal=colours,
        no_color=not colours,
        width=10_000,
        highlight=False,
        soft_wrap=True,
        color_system="standard" if colours else None,
        legacy_windows=False,
    )
    width = min(_WIDTH, max(_LEAST, shutil.get_terminal_size((_WIDTH + _INDENT + 6, 24)).columns - _INDENT - 6))
    for finding, more in given.grouped():
        _print(finding, given, width, console.print, Text)
        if more:
            console.print(Text(f"  ... and {more} more of {finding.code} like this", style="dim"))
    style = "bold green" if not any(map(given.fails, given.findings)) else "bold"
    console.print(Text(given.summary(), style=style))
    return out.getvalue()


def _print(finding: Finding, given: Report, width: int, show: Callable[[Text], None], text: type[Text]) -> None:
    from rich.cells import cell_len

    place = finding.location
    head = text()
    head.append(f"{one_line(str(place))}: ", style="bold")
    head.append(f"{finding.severity}[{finding.code}]", style=_STYLES[finding.severity])
    head.append(f" {one_line(finding.message)}")
    show(head)
    margin = " " * _INDENT
    source, caret = excerpt(given.line(place), place.column, width)
    if source:
        show(text(f"{margin}{source}", style="dim"))
        before = cell_len(source[:caret])  # Korean letters are two columns wide
        show(text(margin + " " * before + "^", style=_STYLES[finding.severity]))
    if finding.hint:
        show(text(f"{margin}{one_line(finding.hint)}", style="italic"))


def excerpt(line: str, column: int, width: int = _WIDTH) -> tuple[str, int]:
    """The part of a line around a column (from 1), at most so wide, and where in it the column is (from 0)."""
    offset = max(0, column - 1)
    if not line.strip() or offset > len(line):
        return "", 0
    begin = max(0, offset - width * 5 // 12) if offset > width - 8 else 0
    piece = _CONTROL.sub(" ", line[begin : begin + width].rstrip("\r\n"))
    lead = "..." if begin else ""
    tail = "..." if len(line.rstrip()) > begin + width else ""
    stripped = piece if begin else piece.lstrip()
    return lead + stripped + tail, offset - begin - (len(piece) - len(stripped)) + len(lead)
