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
        ("Ministry of Foreign Affairs", "Ministry of Foreign Affairs", ""),
    ],
)
def test_what_stands_beside_decides(text: str, name: str, ref: str) -> None:
    assert (name, ref) in tagged(text, Kind.ORG, language="English")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the CC of the Democratic Party of Iran", ["CC of the Democratic Party of Iran"]),
        ("to the CC CP (b) of Azerbaijan", ["CC CP (b) of Azerbaijan"]),
        ("the CP CC of Azerbaijan met", ["CP CC of Azerbaijan"]),
    ],
)
def test_longest_names(text: str, names: list[str]) -> None:
    assert [name for name, _ in tagged(text, Kind.ORG)] == names


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
