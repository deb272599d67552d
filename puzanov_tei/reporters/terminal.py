"""The terminal: colours, the line that is meant with a caret under the place, a summary."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from puzanov_tei.findings import Finding, Severity, one_line
from puzanov_tei.reporters.report import Report

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BEFORE, _WIDTH = 40, 96


def report(given: Report) -> str:
    """Findings grouped by file. Colours are left out if `NO_COLOR` is set."""
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    colours = not os.environ.get("NO_COLOR")
    console = Console(
        file=out, force_terminal=colours, no_color=not colours, width=10_000, highlight=False, soft_wrap=True,
        color_system="standard" if colours else None, legacy_windows=False,
    )
    last = None
    for finding, more in given.grouped():
        if finding.location.file != last:
            last = finding.location.file
            console.print(Text(one_line(last), style="bold underline"))
        _print(finding, given, console.print, Text)
        if more:
            console.print(Text(f"  ... and {more} more of {finding.code} like this", style="dim"))
    style = "bold green" if not any(map(given.fails, given.findings)) else "bold"
    console.print(Text(given.summary(), style=style))
    return out.getvalue()


def _print(finding: Finding, given: Report, show: Callable[[Text], None], text: type[Text]) -> None:
    from rich.cells import cell_len

    place = finding.location
    head = text(f"  {place.line}:{place.column} ")
    head.append(f"{finding.severity}[{finding.code}]", style=_STYLES[finding.severity])
    head.append(f" {one_line(finding.message)}")
    show(head)
    source, caret = excerpt(given.line(place), place.column)
    if source:
        show(text(f"      {source}", style="dim"))
        width = cell_len(source[:caret])  # Korean letters are two columns wide
        show(text("      " + " " * width + "^", style=_STYLES[finding.severity]))
    if finding.hint:
        show(text(f"      {one_line(finding.hint)}", style="italic"))


def excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column (from 1), and where in it the column is (from 0)."""
    offset = max(0, column - 1)
    if not line.strip() or offset > len(line):
        return "", 0
    begin = max(0, offset - _BEFORE) if offset > _WIDTH - 8 else 0
    piece = _CONTROL.sub(" ", line[begin : begin + _WIDTH].rstrip("\r\n"))
    lead = "..." if begin else ""
    tail = "..." if len(line.rstrip()) > begin + _WIDTH else ""
    stripped = piece if begin else piece.lstrip()
    return lead + stripped + tail, offset - begin - (len(piece) - len(stripped)) + len(lead)
