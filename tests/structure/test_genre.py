"""A genre is added by a pattern: what the rooms do not know of it, they leave alone."""

from __future__ import annotations

import re

import pytest

from puzanov_tei import encode
from puzanov_tei.structure import words

TREATY = "Treaty of Friendship between Korea and China\n\n1 June 1957\n\nThe parties agree to help each other.\n"
SENT = "Treaty\n\nTo Comrade Ivan Petrov\n\n1 June 1957\n\nThe parties agree.\n\nNam Il\n"


@pytest.mark.parametrize("page", [TREATY, SENT])
def test_a_new_genre_needs_a_pattern_alone(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "GENRES", (("treaty", re.compile(r"(?i)\btreaty\b")), *words.GENRES))
    encoded = encode(page)
    assert encoded.document.genre == "treaty"
    assert b'<div type="treaty"' in encoded.tei
    assert b'target="#type-treaty"' in encoded.tei
