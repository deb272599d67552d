"""The grammar of XML Schema's regular expressions (Part 2, appendix F): text -> tree.

Character classes ask `unicodedata`, so that `\\p{L}` needs no tables.
"""

from __future__ import annotations

import unicodedata

from puzanov_tei.datatypes.regex_trees import EMPTY, Class, Set, Tree, choice, repeat, sequence
from puzanov_tei.datatypes.unicode_blocks import blocks
from puzanov_tei.datatypes.xml_names import is_name_part, is_name_start
from puzanov_tei.errors import SchemaError

_MOST_REPEATS = 100_000


def parse(pattern: str) -> Tree:
    """The tree of a pattern.

    Raises:
        SchemaError: the pattern is no regular expression of XML Schema.
    """
    return _Parser(pattern).parsed()


class _Parser:
    """Recursive descent over the grammar of appendix F."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.offset = 0

    def parsed(self) -> Tree:
        tree = self.expression()
        if self.offset < len(self.pattern):
            raise self.error(f'"{self.pattern[self.offset]}" is out of place')
        return tree

    def error(self, reason: str) -> SchemaError:
        return SchemaError(
            f'the pattern "{self.pattern}" is no XML Schema regular expression: {reason} (character {self.offset + 1}).'
        )

    def peek(self) -> str:
        return self.pattern[self.offset : self.offset + 1]

    def take(self, what: str = "") -> str:
        character = self.peek()
        if not character:
            raise self.error("it ends too early")
        if what and character != what:
            raise self.error(f'"{what}" is expected')
        self.offset += 1
        return character

    def expression(self) -> Tree:
        branches = [self.branch()]
        while self.peek() == "|":
            self.take()
            branches.append(self.branch())
        return choice(*branches)

    def branch(self) -> Tree:
        pieces: list[Tree] = []
        while self.peek() not in ("", "|", ")"):
            pieces.append(self.piece())
        tree: Tree = EMPTY
        for piece in reversed(pieces):
            tree = sequence(piece, tree)
        return tree

    def piece(self) -> Tree:
        atom = self.atom()
        sign = self.peek()
        if sign in ("?", "*", "+"):
            self.take()
            return repeat(atom, int(sign == "+"), 1 if sign == "?" else None)
        if sign == "{":
            self.take()
            least = self.number()
            most: int | None = least
            if self.peek() == ",":
                self.take()
                most = None if self.peek() == "}" else self.number()
            self.take("}")
            if most is not None and most < least:
                raise self.error("the upper bound is below the lower one")
            return repeat(atom, least, most)
        return atom

    def number(self) -> int:
        begin = self.offset
        while self.peek() and self.peek() in "0123456789":
            self.offset += 1
        digits = self.pattern[begin : self.offset]
        if not digits:
            raise self.error("a number is expected")
        if len(digits) > 6 or int(digits) > _MOST_REPEATS:
            raise self.error(f"more than {_MOST_REPEATS} repetitions")
        return int(digits)

    def atom(self) -> Tree:
        begin = self.offset
        character = self.take()
        if character == "(":
            tree = self.expression()
            self.take(")")
            return tree
        if character == "[":
            test = self.char_class()
        elif character == "\\":
            test = self.escape()
        elif character == ".":
            test = _not_line_end
        elif character in "?*+{}|)]":
            self.offset = begin
            raise self.error(f'"{character}" is out of place; write \\{character} for the character itself')
        else:
            test = character.__eq__
        return Set(self.pattern[begin : self.offset], test)

    def escape(self) -> Class:
        character = self.take()
        if character in _SINGLE:
            return _SINGLE[character].__eq__
        if character in _MULTI:
            return _MULTI[character]
        if character.lower() in _MULTI:
            return _negated(_MULTI[character.lower()])
        if character in "pP":
            self.take("{")
            end = self.pattern.find("}", self.offset)
            if end < 0:
                raise self.error('"}" is expected')
            name = self.pattern[self.offset : end]
            self.offset = end + 1
            test = self.property(name)
            return test if character == "p" else _negated(test)
        raise self.error(f'"\\{character}" is no escape')

    def property(self, name: str) -> Class:
        if name.startswith("Is"):
            if name[2:] not in blocks():
                raise self.error(f'"{name}" is no Unicode block')
            return _one_of([_range(low, high) for low, high in blocks()[name[2:]]])
        if name not in _CATEGORIES:
            raise self.error(f'"{name}" is no Unicode category')
        return lambda character: unicodedata.category(character).startswith(name)

    def char_class(self) -> Class:
        """What stands behind `[`, up to and with the closing bracket."""
        negative = self.peek() == "^"
        if negative:
            self.take()
        tests: list[Class] = []
        while True:
            if self.peek() == "]" and tests:
                self.take()
                test = _one_of(tests)
                return _negated(test) if negative else test
            if self.pattern.startswith("-[", self.offset) and tests:
                self.offset += 2
                without = self.char_class()
                self.take("]")
                kept = _negated(_one_of(tests)) if negative else _one_of(tests)
                return lambda character: kept(character) and not without(character)
            tests.append(self.class_part())

    def class_part(self) -> Class:
        character = self.take()
        if character == "[" or character == "]":
            raise self.error(f'"{character}" is out of place in a character class')
        if character == "\\":
            if self.peek() not in _SINGLE:
                return self.escape()
            character = _SINGLE[self.take()]
        if self.peek() != "-" or self.pattern.startswith(("-]", "-["), self.offset):
            return character.__eq__
        self.take()
        last = self.take()
        if last == "\\":
            if self.peek() not in _SINGLE:
                raise self.error("a range must end with a single character")
            last = _SINGLE[self.take()]
        if last < character:
            raise self.error(f'the range "{character}-{last}" is the wrong way round')
        return _range(ord(character), ord(last))


def _range(low: int, high: int) -> Class:
    return lambda character: low <= ord(character) <= high


def _one_of(tests: list[Class]) -> Class:
    if len(tests) == 1:
        return tests[0]
    return lambda character: any(test(character) for test in tests)


def _negated(test: Class) -> Class:
    return lambda character: not test(character)


def _not_line_end(character: str) -> bool:
    return character not in "\n\r"


_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {mark: mark for mark in r"\|.-^?*+{}()[]"}
_MULTI: dict[str, Class] = {
    "s": " \t\n\r".__contains__,
    "i": is_name_start,
    "c": is_name_part,
    "d": lambda character: unicodedata.category(character) == "Nd",
    "w": lambda character: unicodedata.category(character)[0] not in "PZC",
}
_CATEGORIES = frozenset(
    (
        *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No"),
        *("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp"),
        *("S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"),
    )
)
