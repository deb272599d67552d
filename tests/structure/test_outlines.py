"""Whole documents: each text of the golden folder beside the outline of what was understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pages_support import outline, page_of
from puzanov_tei.structure import analyse

CASES = Path(__file__).parent.parent / "golden" / "structure"


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_outline(name: str, golden: Callable[[str, str], None]) -> None:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    document, _ = analyse(page_of(text))
    golden(f"structure/{name}.outline", outline(document))
