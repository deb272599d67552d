"""Links to organisations: name, gloss, state and seat are weighed; a contradiction is no link."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from names_support import document, found, tagged
from puzanov_tei.model import Certainty, Kind, Mention

_RANK = {Certainty.UNKNOWN: 0, Certainty.LOW: 1, Certainty.MEDIUM: 2, Certainty.HIGH: 3}


def bodies(text: str) -> list[Mention]:
    return [m for m in found(document(text, language="English")) if m.kind is Kind.ORG]


@pytest.mark.parametrize(
    ("text", "name", "ref"),
    [
        ("The DPRK Embassy agreed.", "DPRK Embassy", ""),
        ("the DPRK Embassy in Moscow", "DPRK Embassy", "org-dprk-embassy-ussr"),
        ("the DPRK Embassy in Prague", "DPRK Embassy", ""),
        ("the CPC (of Czechoslovakia)", "CPC", ""),
        ("the Communist Party of Cuba (CPC)", "CPC", ""),
        ("the Communist Party of China (CPC)", "CPC", "org-cpc"),
        ("the VKP(b) in 1949", "VKP(b)", "org-cpsu"),
        ("MFA DPRK", "MFA DPRK", "org-dprk-mfa"),
        ("the USSR Gosplan", "USSR Gosplan", "org-gosplan-ussr"),
        ("the Moscow Gosplan", "Moscow Gosplan", ""),  # a town of the state is not the state
        ("Ministry of Foreign Affairs", "Ministry of Foreign Affairs", ""),
        ("the Department of State", "Department of State", "org-state-department"),
    ],
)
def test_what_stands_beside_decides(text: str, name: str, ref: str) -> None:
    assert (name, ref) in tagged(text, Kind.ORG, language="English")


def test_a_part_named_with_its_whole_is_surely_meant() -> None:
    (body,) = bodies("the Politburo CC CPSU met")
    assert (body.ref, body.cert) == ("org-cpsu-cc-presidium", Certainty.HIGH)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the CC of the Democratic Party of Iran", ["CC of the Democratic Party of Iran"]),
        ("to the CC CP (b) of Azerbaijan", ["CC CP (b) of Azerbaijan"]),
        ("the CP CC of Azerbaijan met", ["CP CC of Azerbaijan"]),
        ("the Chairman of MRCA came; the MRCA spoke", ["MRCA", "MRCA"]),
        ("He praised the “Democratic Russia” movement.", ["Democratic Russia"]),
        ("He joined the Young Guinea organisation.", ["Young Guinea"]),
        ("the European Communist movement and the Greek peace movement", []),
        ("the America and Australia Department", ["America and Australia Department"]),
        ("the Scientific and Technical Affairs Division", ["Scientific and Technical Affairs Division"]),
        (
            "the General Directorate of Nuclear Affairs and Disarmament",
            ["General Directorate of Nuclear Affairs and Disarmament"],
        ),
        ("the GDR Embassy to the DPRK", ["GDR Embassy"]),
        ("the Ministry of Foreign Affairs of Hungary", ["Ministry of Foreign Affairs of Hungary"]),
        ("the 15th UN General Assembly", ["UN General Assembly"]),
        ("the US Congress and the Prime Minister's Office", ["US Congress", "Prime Minister's Office"]),
        ("the 12th Department of the CC of the Workers' Party", ["12th Department of the CC of the Workers' Party"]),
    ],
)
def test_longest_names(text: str, names: list[str]) -> None:
    assert [name for name, _ in tagged(text, Kind.ORG)] == names


def test_what_is_not_linked_is_not_sure() -> None:
    (ministry,) = bodies("They visited the Ministry of Public Security there.")
    assert (ministry.ref, ministry.cert) == ("", Certainty.UNKNOWN)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["CPC", "CPSU", "DPRK Embassy", "SED", "USSR Council of Ministers", "KWP CC", "CIA"]),
    st.sampled_from(["(of Bolivia)", "in Lima", "(Communist Party of Peru)", "[of Ghana]"]),
)
def test_contradicting_evidence_never_raises_certainty(name: str, aside: str) -> None:
    bare = bodies(f"They visited the {name} there.")[0]
    beside = bodies(f"They visited the {name} {aside} there.")[0]
    assert (
        _RANK[beside.cert if beside.ref else Certainty.UNKNOWN] <= _RANK[bare.cert if bare.ref else Certainty.UNKNOWN]
    )
