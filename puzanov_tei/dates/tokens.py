"""Text as tokens: numbers, words, white space, signs. One linear pass."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<space>\s+)|(?P<sign>.)", re.DOTALL)


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    SPACE = "space"
    SIGN = "sign"


class Token(NamedTuple):
    """`text` at `begin:end` of the string that was cut up."""

    kind: TokenKind
    text: str
    begin: int
    end: int


_KINDS: dict[str | None, TokenKind] = {kind.value: kind for kind in TokenKind}
_END = Token(TokenKind.SIGN, "", -1, -1)


class Tokens:
    """The tokens of a text, and the few questions that a grammar asks of them.

    An index outside the text answers with an empty sign, so that rules need no bounds.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.items = [
            Token(_KINDS[match.lastgroup], match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)
        ]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Token:
        return self.items[index] if 0 <= index < len(self.items) else _END

    def skip(self, index: int) -> int:
        """The index behind the white space at `index`, if there is any."""
        return index + 1 if self[index].kind is TokenKind.SPACE else index

    def word(self, index: int) -> str:
        """The word at `index` in lower case; empty if there is none."""
        token = self[index]
        return token.text.lower() if token.kind is TokenKind.WORD else ""

    def sign(self, index: int, signs: str) -> bool:
        """Is the token at `index` one of these signs?"""
        text = self[index].text
        return bool(text) and self[index].kind is TokenKind.SIGN and text in signs

    def line_ends(self, index: int) -> bool:
        """Does the line end at `index`, a full stop or white space apart?"""
        if self.sign(index, "."):
            index += 1
        token = self[index]
        return token is _END or (token.kind is TokenKind.SPACE and ("\n" in token.text or self[index + 1] is _END))

    def number(self, index: int, lengths: tuple[int, ...]) -> int | None:
        """The value of the number at `index`, if it has one of these numbers of digits."""
        token = self[index]
        return int(token.text) if token.kind is TokenKind.NUMBER and len(token.text) in lengths else None

    def before(self, index: int) -> int:
        """Index of the token before `index`, white space passed over."""
        return index - 2 if self[index - 1].kind is TokenKind.SPACE else index - 1

    def glued(self, index: int) -> bool:
        """Does a letter, a digit, or a sign between digits touch the token at `index` from the left?"""
        left = self[index - 1]
        if left.kind in (TokenKind.WORD, TokenKind.NUMBER):
            return True
        if self.sign(index - 1, "_$£€№#º°"):
            return True
        return self.sign(index - 1, "./-,:+'’") and self[index - 2].kind is TokenKind.NUMBER

    def numbered(self, index: int) -> bool:
        """Does a number sign (`Nº`, `No.`, `N`, `#`, `Copy`) or a shelfmark word stand before `index`?"""
        previous = self.before(index)
        if self.sign(previous, "#№º°"):
            return True
        if self.sign(previous, "."):
            return self.word(previous - 1) in _NUMBER_WORDS | _SHORT_NUMBER_WORDS
        return self.word(previous) in _NUMBER_WORDS

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """The span of the tokens `first` up to, not including, `behind`."""
        return self[first].begin, self[behind - 1].end


_NUMBER_WORDS = frozenset(
    (
        "nº no nr n number numbers nos copy page pages list listy fond opis delo papka folder article table box"
        " il tu mig chapter paragraph"
    ).split()
)
_SHORT_NUMBER_WORDS = frozenset(["p", "pp", "l", "ll", "d", "f", "op", "art", "v", "vol", "c", "z", "t", "w"])
