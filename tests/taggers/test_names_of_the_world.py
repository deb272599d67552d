"""Names of several parts and kinds: whole, with particles, and again by their last part."""

from __future__ import annotations

from pathlib import Path

import pytest

from names_support import surfaces
from puzanov_tei.model import Kind

# Invented names of Africa, Asia and Latin America: a text, and the mentions in it.
NAMES = (Path(__file__).parent / "bare_names.txt").read_text(encoding="utf-8").splitlines()


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
        ("Bo Thura Nyunt came with Thakin Maung Aye.", ["Bo Thura Nyunt", "Thakin Maung Aye"]),
        ("Prince Iraj Mirza Shahrokhi received Mr. Alton W. Humber.", ["Iraj Mirza Shahrokhi", "Alton W. Humber"]),
        (
            "Sayyid Ali al-Mahjoubi met Sheikh Abdullah bin Jassim Al Fahad.",
            ["Sayyid Ali al-Mahjoubi", "Abdullah bin Jassim Al Fahad"],
        ),
        ("Víctor Raúl Paz de la Vega came; de la Vega sat down.", ["Víctor Raúl Paz de la Vega", "de la Vega"]),
        ("We saw Wymond DeR. Cordery there.", ["Wymond DeR. Cordery"]),
        ("He came to President Kubicek’s Residence.", ["Kubicek"]),
        ("Ratmirov, A.P. Issue No. 284", ["Ratmirov, A.P."]),
        ("Minister Education Mulembe and Minister Information Kashala came.", ["Mulembe", "Kashala"]),
        ("His Director of Propaganda, Firouzi, has gone.", ["Firouzi"]),
        ("10. Hao Chien Secretary of the Board. 11. Telegram to Jagat Mehra, Director", ["Hao Chien", "Jagat Mehra"]),
        ("We had a visit from Mengesha. Mengesha asked for it. Gifts came from Mengesha.", ["Mengesha"] * 3),
        ("Ojinwa told Barnard Nov 4 that it rained.", ["Ojinwa", "Barnard"]),
        ("I spoke to Gowon. Gowon said that Gowon would come.", ["Gowon"] * 3),  # a town, too
        (
            "He met the Keo Vanna government. We saw the Ojinwa regime fall; Ojinwa said so.",
            ["Keo Vanna", *["Ojinwa"] * 2],
        ),
        ("Mrs. Sirimavo Wijenaike’s Attitude toward the Issue", ["Sirimavo Wijenaike"]),
        ("Premier Zhou Calls on the General", ["Zhou"]),
        (
            "Professor D. AURELIO DA COSTA PINHEIRO and engineer AUGUSTO LOPES DE AMORES FERNAO, from the section",
            ["D. AURELIO DA COSTA PINHEIRO", "AUGUSTO LOPES DE AMORES FERNAO"],
        ),
        ("For the information of Capt. Duarte Marino – President", ["Duarte Marino"]),
        ("The Deputy Chairman of the Council of Ministers for Economic Development; Notetaker: Wu Sen", ["Wu Sen"]),
        ("Zh. Batmunkhiin Dorj came. Dorj sat down.", ["Zh. Batmunkhiin Dorj", "Dorj"]),
    ],
)
def test_whole_names(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON) == names


@pytest.mark.parametrize("line", NAMES, ids=lambda line: line[:30])
def test_a_name_shown_once_is_found_everywhere(line: str) -> None:
    text, names = line.split("|")
    assert surfaces(text, Kind.PERSON, language="English", date="1965-03-01") == names.split(";")
