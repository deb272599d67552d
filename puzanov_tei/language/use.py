"""The words in use while a page is encoded: the program's own, or these with a project's.

Every room asks for words by what they can be. Sets, tables and regular expressions made of them are made once for each
vocabulary, when they are first asked for, so that a project's words act wherever the program's do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

from puzanov_tei.language.marks import Mark
from puzanov_tei.language.vocabulary import ENGLISH, Vocabulary

Made = TypeVar("Made")

_in_use: ContextVar[Vocabulary] = ContextVar("words in use", default=ENGLISH)


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[None]:
    """Inside the `with` block these words are in use, in this thread alone."""
    token = _in_use.set(vocabulary)
    try:
        yield
    finally:
        _in_use.reset(token)


def in_use() -> Vocabulary:
    """The vocabulary that is in use here."""
    return _in_use.get()


class of_words(Generic[Made]):  # noqa: N801 - a decorator reads like a function
    """Decorator of a function of a vocabulary: called without arguments, it gives what it makes of the words in use."""

    def __init__(self, make: Callable[[Vocabulary], Made]) -> None:
        self._make = make
        self._made: dict[Vocabulary, Made] = {}
        self.__doc__ = make.__doc__

    def __call__(self) -> Made:
        """What is made of the words in use."""
        words = _in_use.get()
        try:
            return self._made[words]
        except KeyError:
            return self._made.setdefault(words, self._make(words))


def bearing(*marks: Mark) -> of_words[frozenset[str]]:
    """The words that bear one of these marks, as a function: called, it gives those of the words in use."""
    return of_words(lambda words: words.words(*marks))
