"""What was probably meant: the name among many that is nearest to one that does not exist."""

from __future__ import annotations

from collections.abc import Sequence


def near(word: str, known: Sequence[str]) -> str:
    """The nearest of the known names; empty if none is near.

    Near is a difference of one letter (or two exchanged ones), or of a quarter of the letters. Of equally
    near names, the first.
    """
    from rapidfuzz.distance import OSA  # imported when something is wrong
    from rapidfuzz.process import extractOne

    best = extractOne(word, known, scorer=OSA.distance, score_cutoff=max(1, len(word) // 4))
    return str(best[0]) if best and len(word) > 1 else ""
