"""Merged columns: a letterhead whose lines run on into the stamps beside it."""

from __future__ import annotations

from puzanov_tei.structure.parts import Found, Scene


def recognise(scene: Scene, at: int) -> Found | None:
    """Not yet."""
    return None
