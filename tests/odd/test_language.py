"""Content models compared by their meaning."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from puzanov_tei.odd.language import Difference, Languages, datatype
from puzanov_tei.relaxng import patterns as p

A, B = (p.Element(p.Name("", name), p.Empty()) for name in "ab")


def patterns() -> st.SearchStrategy[p.Pattern]:
    leaves = st.sampled_from([A, B, p.Empty()])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(p.Choice),
            st.tuples(inner, inner).map(p.Group),
            inner.map(p.Optional),
            inner.map(p.ZeroOrMore),
            inner.map(p.OneOrMore),
        ),
        max_leaves=6,
    )


def expression(at: p.Pattern) -> str:
    """The same language as a regular expression of Python."""
    match at:
        case p.Element(p.Name(_, name)):
            return name
        case p.Choice(members):
            return "(?:" + "|".join(map(expression, members)) + ")"
        case p.Group(members):
            return "".join(map(expression, members))
        case p.Optional(inner):
            return f"(?:{expression(inner)})?"
        case p.ZeroOrMore(inner):
            return f"(?:{expression(inner)})*"
        case p.OneOrMore(inner):
            return f"(?:{expression(inner)})+"
    return ""


def difference(first: p.Pattern, second: p.Pattern, inclusion: bool = False) -> Difference | None:
    languages = Languages()
    one, letters = languages.of(first, {})
    two, more = languages.of(second, {})
    return languages.difference(one, two, letters | more, inclusion)


@given(patterns(), patterns())
def test_a_difference_tells_the_two_apart(first: p.Pattern, second: p.Pattern) -> None:
    found = difference(first, second)
    words = ["", "a", "b", "aa", "ab", "ba", "bb", "aab", "aba", "abb", "bab"]
    one, two = (re.compile(expression(x)) for x in (first, second))
    if found is None:
        assert all(bool(one.fullmatch(w)) == bool(two.fullmatch(w)) for w in words)
    else:
        word = "".join(letter[1] for letter in found.content if isinstance(letter, tuple))
        assert bool(one.fullmatch(word)) is (found.allowed_by == "first")
        assert bool(two.fullmatch(word)) is (found.allowed_by == "second")


@given(patterns())
def test_every_language_is_part_of_itself_made_optional(pattern: p.Pattern) -> None:
    assert difference(pattern, pattern) is None
    assert difference(pattern, p.Optional(pattern), inclusion=True) is None


def test_written_differently_meant_alike() -> None:
    assert difference(p.Group((A, p.Group((B, A)))), p.Group((p.Group((A, B)), A))) is None
    assert difference(p.ZeroOrMore(p.Choice((A, p.Empty()))), p.ZeroOrMore(A)) is None
    assert difference(p.Interleave((A, B)), p.Choice((p.Group((A, B)), p.Group((B, A))))) is None
    assert difference(p.Group((A, B)), p.Group((B, A))) is not None


def test_datatypes_by_meaning() -> None:
    word = p.Data("token", (("pattern", r"[^\p{C}\p{Z}]+"),))
    assert datatype(p.Text(), {}) == datatype(p.Data("string"), {})
    assert datatype(p.Choice((p.Value("a"), p.Value("b"))), {}) == datatype(p.Choice((p.Value("b"), p.Value("a"))), {})
    assert datatype(p.Choice((p.Value("a"), word)), {}) == datatype(p.Ref("w"), {"w": word})
    twice = p.Optional(p.Group((word, p.Optional(word))))
    assert datatype(twice, {}) == datatype(p.Group((p.Optional(word), p.Optional(word))), {})
