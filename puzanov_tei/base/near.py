"""What was probably meant: the name among many that is nearest to one that does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial


def near(word: str, known: Iterable[str]) -> str:
    """The known name that a word was most likely meant to be; empty if none is near.

    The same letters in another case are nearest; else at most one slip (a letter wrong, missing, too many, or two
    exchanged) in two to five letters, two in six and so on. Of equally near names, the first.
    """
    slips = max(len(word) // 3, len(word) > 1)
    names = tuple(known)
    best = _nearest()(word.casefold(), _folded(names), score_cutoff=slips)
    return names[best[2]] if best else ""


def near_identifier(word: str, known: Iterable[str]) -> str:
    """As `near`, for identifiers, which people make up: no number in them is a slip, and no letter of a short one."""
    nearest = near(word, _by_numbers(tuple(known)).get(_numbers(word), ()))
    return nearest if max(len(word), len(nearest)) > _SHORT or _signs(word) == _signs(nearest) else ""


def _signs(name: str) -> str:
    """The letters and digits of a name, whatever their case and whatever stands between them."""
    return "".join(filter(str.isalnum, name.casefold()))


_SHORT = 3


@lru_cache(maxsize=32)
def _by_numbers(names: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    by_numbers: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        by_numbers.setdefault(_numbers(name), []).append(name)
    return by_numbers


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(name))


_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=1)
def _nearest() -> Callable[..., tuple[str, float, int] | None]:
    """The search of rapidfuzz by slips, which is imported when something is wrong."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    return partial(extractOne, scorer=OSA.distance)


@lru_cache(maxsize=32)
def _folded(names: tuple[str, ...]) -> list[str]:
    return [name.casefold() for name in names]


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The sentence for a message about a name that does not exist: what was probably meant.

    Args:
        otherwise: what all the names are, with a capital letter (`Formats`): if none is near they are listed after it.
    """
    names = list(known)
    name = near(word, names)
    if name:
        return f"Did you mean {name!r}?"
    return f"{otherwise}: {', '.join(names) or 'none'}." if otherwise else ""
