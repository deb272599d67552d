"""Names of several parts and kinds: whole, with particles, and again by their last part."""

from __future__ import annotations

import pytest

from names_support import surfaces
from puzanov_tei.model import Kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Minister V. R. Krishnan Pillai came. Pillai said that it rained.",
            ["V. R. Krishnan Pillai", "Pillai"],
        ),
        (
            "Comrade Le Thi Minh Chau met Counselor V. P. Ryabinin. Comrade Chau sat down.",
            ["Le Thi Minh Chau", "V. P. Ryabinin", "Chau"],
        ),
        (
            "We saw José Eduardo dos Anjos. Luís Cabrita replied to dos Anjos.",
            ["José Eduardo dos Anjos", "Luís Cabrita", "dos Anjos"],
        ),
        ("Under-Secretary Duarte Pereira said it. I told the Under-Secretary so.", ["Duarte Pereira"]),
        ("Colonel Salah ed-Din Barazi came.", ["Salah ed-Din Barazi"]),
        (
            "I met Abd al-Karim al-Zubaydi. I told al-Zubaydi so.",
            ["Abd al-Karim al-Zubaydi", "al-Zubaydi"],
        ),
        ("They spoke of Umm Khalid Tawfiq there.", ["Umm Khalid Tawfiq"]),
        ("The Chilean María Elena Fuentes de Lagos wrote.", ["María Elena Fuentes de Lagos"]),
        ("Zh. Batmunkhiin Dorj came. Dorj sat down.", ["Zh. Batmunkhiin Dorj", "Dorj"]),
    ],
)
def test_whole_names(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON) == names
