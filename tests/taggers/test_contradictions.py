"""Evidence against, as words of the text: a gloss, an office, a state, a date never make a link surer."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from names_support import document, found
from puzanov_tei.model import Certainty, Kind

RANK = [Certainty.UNKNOWN, Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH]
# Names, and what may be said of them that speaks against the record that they are linked to.
CASES = {
    Kind.PERSON: (
        ["Gromyko", "A. A. Gromyko", "Nehru", "Kim Il Sung", "Khrushchev", "Kádár", "Zhou Enlai", "Sukarno", "Nam Il"],
        [
            "the singer {}",
            "{} (1801-1850)",
            "{}, a farmer",
            "the Consul of Peru {}",
            "B. B. {}",
            "{} of Bolivia",
            "{}'s son, the student",
            "young Mrs. {}",
            "{} [a street in Lima]",
            "the late {}",
            "Bolivian Minister {}",
        ],
    ),
    Kind.ORG: (
        ["CPC", "CPSU", "KWP CC", "DPRK Embassy", "USSR Council of Ministers", "SED", "CIA", "KGB", "UN"],
        [
            "the {} (of Bolivia)",
            "the {} in Lima",
            "the {} (Communist Party of Peru)",
            "the {} [of Ghana]",
            "the Bolivian {}",
            "the {} of Peru",
            "the Union of Nurses ({})",
        ],
    ),
    Kind.PLACE: (
        ["Poland", "Azerbaijan", "Georgia", "Prussia", "Pyongyang", "Moscow", "Korea", "Jordan", "Warsaw"],
        [
            "{} in Peru",
            "{} (Bolivia)",
            "Iranian {}",
            "Mr. {}",
            "the {} River in Peru",
            "the village of {} in Bolivia",
            "{}, Texas",
            "Bolivian {}",
        ],
    ),
}
DATES = ["1899-05-01", "1947-03-01", "1957-05-31", "1988-12-01", "2020-01-01"]


def surest(text: str, kind: Kind, ref: str, date: str) -> int:
    """How sure the surest link to `ref` is in a text."""
    links = [m for m in found(document(text, language="English", date=date)) if m.kind is kind and m.ref == ref]
    return max((RANK.index(link.cert) for link in links), default=-1)


@settings(max_examples=30, deadline=None)
@given(st.data(), st.sampled_from(sorted(CASES)))
def test_words_against_never_raise_certainty(data: st.DataObject, kind: Kind) -> None:
    names, asides = CASES[kind]
    name = data.draw(st.sampled_from(names))
    aside = data.draw(st.sampled_from(asides))
    date = data.draw(st.sampled_from(DATES))
    bare = f"They spoke of {name} there."
    against = f"They spoke of {aside.format(name)} there."
    for link in {m.ref for m in found(document(bare, language="English", date=date)) if m.kind is kind and m.ref}:
        assert surest(against, kind, link, date) <= surest(bare, kind, link, date), (against, link)
        both = f"{bare}\n\n{against}"
        assert surest(both, kind, link, date) <= surest(bare, kind, link, date), (both, link)


@settings(max_examples=20, deadline=None)
@given(st.data(), st.sampled_from(sorted(CASES)))
def test_a_date_of_other_years_never_raises_certainty(data: st.DataObject, kind: Kind) -> None:
    name = data.draw(st.sampled_from(CASES[kind][0]))
    text = f"They spoke of {name} there."
    for link in {m.ref for m in found(document(text, language="English")) if m.kind is kind and m.ref}:
        for date in ("1801-01-01", "1850-01-01"):
            assert surest(text, kind, link, date) <= surest(text, kind, link, "1957-05-31"), (text, link, date)
