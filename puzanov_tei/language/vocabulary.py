"""A vocabulary: words with all that they can be, read from word lists.

    [office lower]        # marks of the words below; a comment may follow
    ambassador consul
    [month]
    may=5                 # a word with a value
    [country]
    Costa_Rica            # a name of several words

A word may stand in several lists; it bears the marks of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from puzanov_tei.base.near import near
from puzanov_tei.errors import UsageError
from puzanov_tei.language.marks import Mark

_SECTION = re.compile(r"\[([\w -]+)\]")
_NO_MARKS: frozenset[Mark] = frozenset()
_NUMBERED = frozenset({Mark.MONTH, Mark.MONTH_SHORT, Mark.DAY_OF_WEEK, Mark.NUMBER, Mark.ORDINAL})


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words of a language with their marks.

    Attributes:
        marks: word -> all that it can be. Words are in lower case, names as they are printed.
        values: number of a month, a day of the week, a number word; tag of a language (BCP 47).
    """

    marks: Mapping[str, frozenset[Mark]]
    values: Mapping[str, str]

    def __getitem__(self, word: str) -> frozenset[Mark]:
        """All that `word` can be; nothing for an unknown word."""
        return self.marks.get(word, _NO_MARKS)

    def words(self, *marks: Mark) -> frozenset[str]:
        """The words that bear one of these marks."""
        return frozenset().union(*(self._by_mark.get(mark, ()) for mark in marks))

    def numbered(self, mark: Mark) -> Mapping[str, int]:
        """The words with this mark and their numbers, in the order of the numbers."""
        numbers = {word: int(self.values[word]) for word in sorted(self.words(mark))}
        return dict(sorted(numbers.items(), key=lambda pair: pair[1]))

    def valued(self, mark: Mark) -> Mapping[str, str]:
        """The words with this mark and their values, in the order of the words."""
        return {word: self.values[word] for word in sorted(self.words(mark))}

    @cached_property
    def _by_mark(self) -> Mapping[Mark, list[str]]:
        index: dict[Mark, list[str]] = {}
        for word, marks in self.marks.items():
            for mark in marks:
                index.setdefault(mark, []).append(word)
        return index


def read(files: Iterable[Path], base: Vocabulary | None = None) -> Vocabulary:
    """The vocabulary in these word lists, added to `base`.

    Raises:
        UsageError: a file cannot be read, or holds a mark that is none; the message names file and line.
    """
    marks = dict(base.marks) if base else {}
    values = dict(base.values) if base else {}
    for file in files:
        for word, borne, value in entries(file):
            marks[word] = marks.get(word, _NO_MARKS) | borne
            if value:
                values[word] = value
    return Vocabulary(marks, values)


def entries(file: Path) -> Iterator[tuple[str, frozenset[Mark], str]]:
    """Each word of a list with its marks and its value, in the order of the file."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the word list {file}: {error}") from error
    borne = _NO_MARKS
    for number, line in enumerate(lines, start=1):
        content = line.partition("#")[0].strip()
        if section := _SECTION.fullmatch(content):
            borne = frozenset(_mark(name, file, number) for name in section[1].split())
            continue
        if content and not borne:
            raise UsageError(f"{file}:{number}: words before the first section; open one, as [office].")
        for entry in content.split():
            word, _, value = entry.partition("=")
            if not borne.isdisjoint(_NUMBERED) and not value.isdigit():
                raise UsageError(f"{file}:{number}: the value of {word!r} is {value!r}, not a number.")
            yield word.replace("_", " "), borne, value


def _mark(name: str, file: Path, line: int) -> Mark:
    try:
        return Mark(name)
    except ValueError as error:
        meant = near(name, list(Mark))
        hint = f"Did you mean {meant!r}?" if meant else f"Kinds: {', '.join(Mark)}."
        raise UsageError(f"{file}:{line}: there is no kind of word {name!r}. {hint}") from error


def alternatives(words: Iterable[str], *, capitalized: bool = False) -> str:
    """The words as alternatives of a regular expression, longest first."""
    return "|".join(
        re.escape(word.capitalize() if capitalized else word) for word in sorted(words, key=lambda w: (-len(w), w))
    )


ENGLISH = read(sorted((Path(__file__).parent / "en").glob("*.txt")))
"""The words of the translations that the archive prints."""


def with_lists(files: Iterable[Path]) -> Vocabulary:
    """The program's words, with those of a user's own lists; the program's alone if there are none.

    Raises:
        UsageError: a file cannot be read, or holds a mark that is none; the message names file and line.
    """
    own = tuple(files)
    return read(own, ENGLISH) if own else ENGLISH
