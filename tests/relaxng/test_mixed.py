"""Mixed content is written as `mixed`, and means the same as a repeated choice of text and elements."""

from __future__ import annotations

import pytest

from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.engine.compile import compiled
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.validate import is_valid
from puzanov_tei.relaxng.writing.xml import to_rng

A, B = (p.Element(p.Name("", name), p.Empty()) for name in "ab")
DEFINES = {
    "one": p.Choice((A, B)),
    "two": p.Choice((p.Ref("one"), p.Element(p.Name("", "c"), p.Text()))),
    "pair": p.Group((A, B)),
    "words": p.Choice((p.Text(), A)),
}


def _grammar(content: p.Pattern) -> p.Grammar:
    return p.Grammar(p.Element(p.Name("", "r"), content), DEFINES)


def _same(first: p.Grammar, second: p.Grammar) -> bool:
    tables = [pool.table(start) for pool, start in map(compiled, (first, second))]
    return tables[0][0] == tables[1][0] and tables[0][2] == tables[1][2]


@pytest.mark.parametrize("repeat", [p.ZeroOrMore, p.OneOrMore])
@pytest.mark.parametrize("rest", [(A,), (A, B), (p.Ref("one"),), (p.Ref("two"), p.NotAllowed()), (p.Choice((A, B)),)])
def test_single_elements_in_text_are_mixed(repeat: type, rest: tuple[p.Pattern, ...]) -> None:
    grammar = _grammar(repeat(p.Choice((p.Text(), *rest))))
    written = to_rng(grammar)
    assert written.count(b"<mixed>") == 1 and b"<zeroOrMore>" in written
    again = read_rng(written)
    assert to_rng(again) == written
    assert _same(grammar, again)


@pytest.mark.parametrize("rest", [p.Ref("pair"), p.Ref("words"), p.OneOrMore(A), p.Group((A, p.Text()))])
def test_what_is_more_than_one_element_stays_a_choice(rest: p.Pattern) -> None:
    # Text may stand between the repetitions, but not inside one.
    grammar = _grammar(p.ZeroOrMore(p.Choice((p.Text(), rest))))
    assert b"<mixed>" not in to_rng(grammar)


def test_mixed_does_not_take_text_for_an_element() -> None:
    at_least_one = read_rng(
        b'<element name="r" xmlns="http://relaxng.org/ns/structure/1.0">'
        b'<mixed><oneOrMore><element name="a"><empty/></element></oneOrMore></mixed></element>'
    )
    assert is_valid(at_least_one, b"<r>x<a/>y<a/></r>")
    assert not is_valid(at_least_one, b"<r>x</r>")
    assert read_rng(to_rng(at_least_one)).start == at_least_one.start
