"""Blocks -> the parts of a diplomatic document.

`analyse` scans the editorial marks, cuts the page into lines, finds the genre, and lets recognisers for each
part (`letterhead`, `titles`, `entries`, `closing`, `distribution` ...) build the tree in `assemble`.
"""

from puzanov_tei.structure.analyse import analyse

__all__ = ["analyse"]
