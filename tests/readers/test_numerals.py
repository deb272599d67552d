"""Numbers of lists as word processors and browsers print them."""

from __future__ import annotations

import pytest

from puzanov_tei.readers.numerals import numeral


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (4, "1", "4"),
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (14, "decimalZero", "14"),
        (4, "a", "d"),
        (26, "lowerLetter", "z"),
        (27, "a", "aa"),
        (53, "A", "AAA"),
        (4, "i", "iv"),
        (9, "lowerRoman", "ix"),
        (1957, "I", "MCMLVII"),
        (3999, "upperRoman", "MMMCMXCIX"),
        (4000, "I", "4000"),
        (0, "i", "0"),
        (-1, "a", "-1"),
        (3, "russianLower", "в"),
        (3, "russianUpper", "В"),
        (5, "chicago", "5"),
    ],
)
def test_numeral(number: int, kind: str, printed: str) -> None:
    assert numeral(number, kind) == printed
