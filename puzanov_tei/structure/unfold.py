"""A document printed on one line: where its lines were."""

from __future__ import annotations

from puzanov_tei.model import Page
from puzanov_tei.structure.lines import Marks


def cuts(page: Page, marks: Marks) -> tuple[int, ...]:
    """Offsets at which a line of the document began."""
    return ()
