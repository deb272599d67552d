"""A corpus of any size that nobody has written: pages of journals, telegrams and conversations, always the same ones.

    python benchmarks/corpus.py FOLDER [--documents 20000] [--bytes 4000]

Each page has dates, persons, places and organisations of the authority and some that it does not know, speech, and the
brackets of translators.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

MONTHS = "January February March April May June July August September October November December".split()
OFFICES = ("Ambassador", "Minister of Foreign Affairs", "Chairman", "Counselor", "Deputy Premier", "Secretary")
UNKNOWN = ("Novotvorov", "Lesnikov", "Zarubin", "Ostrogin", "Kim Chol-su", "Velikanov", "Dorozhkin")
SENTENCES = (
    "I received {title} {person} and {other} at {hour} o'clock.",
    "{person} said that {org} had asked for {number} specialists, and that he would go to {place} on {date}.",
    'In the conversation {person} told me: "The delegation has arrived in {place} and has met [{other}]."',
    "At the request of {org} the embassy handed over {number} copies of the agreement of {date}.",
    "According to him, the plan for {year} was fulfilled by {number} percent; in {place} it was [sic] overfulfilled.",
    "The note of {date} [handwritten: seen] was sent to {place} through {org}.",
    "{title} {person} asked whether {other} would take part in the session in {place}. I answered that I did not know.",
    "It was agreed to return to this question after {date}, when {title} {other} [illegible] comes back from {place}.",
)


@lru_cache(maxsize=1)
def names() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Persons, places and organisations to be named."""
    from puzanov_tei import load_authority

    records = load_authority().records
    persons = [entry.preferred for entry in records.persons][:400]
    return (*persons, *UNKNOWN), tuple(e.preferred for e in records.places), tuple(e.preferred for e in records.orgs)


def document(number: int, size: int) -> str:
    """A page; the same for the same number and size."""
    chance = random.Random(number)
    persons, places, orgs = names()
    year = chance.randint(1945, 1975)

    def date() -> str:
        return f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {year}"

    def sentence() -> str:
        return chance.choice(SENTENCES).format(
            title=chance.choice(OFFICES), person=_one(chance, persons), other=_one(chance, persons),
            place=_one(chance, places), org=_one(chance, orgs), date=date(), year=year, hour=chance.randint(8, 20),
            number=chance.randint(2, 900),
        )  # fmt: skip

    parts = [f"JOURNAL OF THE EMBASSY\n\nNo. {number}\n\n{date()}\n\nTOP SECRET\n\nCopy No. {chance.randint(1, 9)}"]
    length = len(parts[0])
    while length < size:
        entry = [date()] if chance.random() < 0.2 else [" ".join(sentence() for _ in range(chance.randint(2, 6)))]
        parts += entry
        length += len(entry[0]) + 2
    parts.append(f"{chance.choice(OFFICES)} of the USSR\n\n{_one(chance, persons)}")
    return "\n\n".join(parts) + "\n"


def _one(chance: random.Random, known: Sequence[str]) -> str:
    """A name; few of them are in most documents, most in few."""
    return known[min(int(chance.paretovariate(0.6)) - 1, len(known) - 1) if chance.random() < 0.5
                 else chance.randrange(len(known))]  # fmt: skip


def write(folder: Path, documents: int, size: int) -> Iterator[Path]:
    """The pages as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(documents):
        path = folder / f"page-{number:06}.txt"
        path.write_text(document(number, size), encoding="utf-8")
        yield path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--bytes", type=int, default=4_000)
    given = options.parse_args()
    print(sum(path.stat().st_size for path in write(given.folder, given.documents, given.bytes)), "bytes")


if __name__ == "__main__":
    main()
