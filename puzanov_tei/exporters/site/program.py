"""Which program makes a site: another one makes all pages anew."""

from __future__ import annotations

from puzanov_tei.base.program import state

ROOMS = ("exporters", "tei", "base", "data", "resources.py", "errors.py", "findings.py", "version.py")


def program() -> str:
    """What tells the program that makes a site from another one."""
    return state(ROOMS)
