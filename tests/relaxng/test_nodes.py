"""Patterns of the engine: what each constructor simplifies, and what is known of a pattern."""

from __future__ import annotations

import pytest

from puzanov_tei.relaxng.engine.nodes import (
    ATTRIBUTE,
    CHOICE,
    DATA,
    EMPTY,
    GROUP,
    HOLDS_ATTRIBUTES,
    HOLDS_ELEMENTS,
    HOLDS_TEXT,
    HOLDS_VALUES,
    INTERLEAVE,
    LIST,
    NOT_ALLOWED,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    CompiledPattern,
    Pool,
)

LETTERS = {EMPTY: "()", NOT_ALLOWED: "!", TEXT: "T", CHOICE: "|", GROUP: ",", INTERLEAVE: "&"}


@pytest.fixture
def pool() -> Pool:
    return Pool()


def element(pool: Pool, name: object) -> CompiledPattern:
    return pool.element_node(pool.element(name, "d"))  # type: ignore[arg-type]


def attribute(pool: Pool, name: object) -> CompiledPattern:
    return pool.attribute(name, pool.text)  # type: ignore[arg-type]


def shape(node: CompiledPattern) -> str:
    """The pattern in the signs of the compact syntax; `@n` for attributes, members in their order."""
    inner = [shape(member) for member in node.members]
    if node.op in (CHOICE, GROUP, INTERLEAVE):
        return f"({LETTERS[node.op].join(inner)})"
    if node.op in LETTERS:
        return LETTERS[node.op]
    if node.op == ONE_OR_MORE:
        return inner[0] + "+"
    if node.op == ATTRIBUTE:
        return f"@{node.spec[0]}"
    return str(node.element.name) if node.element else str(node.spec)


def test_equal_patterns_are_one(pool: Pool) -> None:
    a, b = element(pool, "a"), element(pool, "b")
    assert pool.group([a, b]) is pool.group([a, b]) is not pool.group([b, a])
    assert pool.choice([a, b]) is pool.choice([b, a])
    assert pool.interleave([a, b]) is pool.interleave([b, a])
    assert pool.interleave([a, a]) is not pool.interleave([a, b])
    assert pool.value("token", "", "", "x") is pool.value("token", "", "", "x") is not pool.value("token", "", "n", "x")
    assert pool.data("token", (), "x", None) is not pool.data("string", (), "x", None)
    assert [node.serial for node in (pool.empty, pool.not_allowed, pool.text)] == [0, 1, 2]
    assert element(pool, "a") is not a


def test_choices(pool: Pool) -> None:
    a, b, c = (element(pool, name) for name in "abc")
    assert shape(pool.choice([a, pool.choice([b, c]), a, pool.not_allowed])) == "(a|b|c)"
    assert pool.choice([a, a]) is a
    assert pool.choice([]) is pool.choice([pool.not_allowed]) is pool.not_allowed
    assert shape(pool.choice([a, pool.empty])) == "(a|())"
    assert pool.choice([pool.empty, pool.text]) is pool.text  # text is empty already
    assert pool.choice([pool.empty]) is pool.empty
    assert shape(pool.choice([pool.empty, pool.text, a])) == "(T|a)"


def test_groups(pool: Pool) -> None:
    a, b, c, n = (*(element(pool, name) for name in "abc"), attribute(pool, "n"))
    assert shape(pool.group([a, pool.empty, pool.group([b, c])])) == "(a,b,c)"
    assert shape(pool.group([a, pool.group([b, n])])) == "(a,(b,@n))"
    assert pool.group([a, pool.not_allowed, b]) is pool.not_allowed
    assert pool.group([]) is pool.group([pool.empty]) is pool.empty
    assert pool.group([a]) is a
    # Text before what takes any text itself says nothing.
    loop = pool.one_or_more(pool.choice([pool.text, a]))
    assert shape(pool.group([pool.text, loop])) == "(T|a)+"
    assert pool.group([pool.text, pool.text]) is pool.text
    assert shape(pool.group([loop, pool.text])) == "((T|a)+,T)"
    assert shape(pool.group([pool.text, a])) == "(T,a)"
    assert shape(pool.group([pool.text, pool.one_or_more(a)])) == "(T,a+)"
    assert shape(pool.group([pool.text, pool.one_or_more(pool.choice([a, b]))])) == "(T,(a|b)+)"
    assert shape(pool.group([pool.text, pool.choice([pool.text, a])])) == "(T,(T|a))"


def test_what_stands_behind_a_member(pool: Pool) -> None:
    a, b, c = (element(pool, name) for name in "abc")
    group = pool.group([a, b, c])
    assert [shape(pool.behind(group, at)) for at in range(3)] == ["(b,c)", "c", "()"]


def test_interleaves(pool: Pool) -> None:
    a, b, n = element(pool, "a"), element(pool, "b"), attribute(pool, "n")
    assert shape(pool.interleave([a, pool.interleave([b, a])])) == "(a&b&a)"
    assert shape(pool.interleave([n, pool.interleave([b, n])])) == "(@n&(b&@n))"
    assert shape(pool.interleave([pool.text, a, pool.text])) == "(a&T)"
    assert shape(pool.interleave([pool.text, b])) == "(T&b)"
    assert pool.interleave([a, pool.not_allowed]) is pool.not_allowed
    # Mixed content of a repeated choice needs no interleaving.
    assert shape(pool.interleave([pool.text, pool.zero_or_more(a)])) == "(T|a)+"
    assert shape(pool.interleave([pool.text, pool.zero_or_more(pool.choice([a, b]))])) == "(T|a|b)+"
    assert shape(pool.interleave([pool.zero_or_more(a), b])) == "((a+|())&b)"
    assert shape(pool.interleave([pool.text, pool.one_or_more(a)])) == "(T&a+)"
    assert shape(pool.interleave([pool.text, pool.optional(a)])) == "(T&(a|()))"
    assert shape(pool.interleave([pool.text, pool.zero_or_more(pool.group([a, b]))])) == "(T&((a,b)+|()))"
    assert shape(pool.interleave([pool.text, pool.choice([pool.one_or_more(a), b])])) == "(T&(a+|b))"
    assert shape(pool.interleave([pool.text, pool.zero_or_more(a), b])) == "(T&(a+|())&b)"


def test_repetitions(pool: Pool) -> None:
    a, b = element(pool, "a"), element(pool, "b")
    assert shape(pool.one_or_more(a)) == "a+"
    assert pool.one_or_more(pool.one_or_more(a)) is pool.one_or_more(a)
    for fixed in (pool.empty, pool.not_allowed, pool.text):
        assert pool.one_or_more(fixed) is fixed
    assert shape(pool.one_or_more(pool.choice([a, b, pool.empty]))) == "((a|b)+|())"
    assert shape(pool.one_or_more(pool.choice([a, b]))) == "(a|b)+"
    assert shape(pool.zero_or_more(a)) == "(a+|())"
    assert pool.zero_or_more(pool.text) is pool.text
    assert shape(pool.optional(a)) == "(a|())"
    assert pool.optional(pool.text) is pool.text
    assert pool.optional(pool.optional(a)) is pool.optional(a)


def test_leaves(pool: Pool) -> None:
    value = pool.value("token", "lib", "ns", "x")
    data = pool.data("token", (("length", "2"),), "lib", value)
    assert (value.op, value.spec, value.members) == (VALUE, ("token", "lib", "ns", "x"), ())
    assert (data.op, data.spec, data.members) == (DATA, ("token", (("length", "2"),), "lib"), (value,))
    assert pool.data("token", (), "lib", pool.not_allowed).members == pool.data("token", (), "lib", None).members == ()
    assert pool.list_of(pool.not_allowed) is pool.attribute("n", pool.not_allowed) is pool.not_allowed
    assert (pool.list_of(value).op, pool.list_of(value).members) == (LIST, (value,))
    named = pool.attribute("n", value)
    assert (named.op, named.members, named.spec) == (ATTRIBUTE, (value,), ("n",))


@pytest.mark.parametrize(("kind", "uses"), [("token", False), ("QName", True), ("NOTATION", True), ("ENTITY", True)])
def test_types_that_need_the_names_of_the_document(kind: str, uses: bool) -> None:
    for make in (lambda p: p.data(kind, (), "x", None), lambda p: p.value(kind, "x", "", "v")):
        pool = Pool()
        make(pool)
        assert pool.uses_names is uses
        pool.data("token", (), "x", None)
        pool.value("token", "x", "", "v")
        assert pool.uses_names is uses


def test_what_matches_nothing_at_all(pool: Pool) -> None:
    a, n = element(pool, "a"), attribute(pool, "n")
    data = pool.data("token", (), "x", None)
    for node in (pool.empty, pool.text, pool.optional(a), pool.group([pool.text, pool.optional(a)])):
        assert node.nullable
    assert pool.one_or_more(pool.interleave([pool.optional(a), pool.optional(n)])).nullable
    for node in (pool.not_allowed, a, n, data, pool.list_of(pool.empty), pool.one_or_more(a)):
        assert not node.nullable
    assert not pool.group([pool.optional(a), a]).nullable
    assert not pool.interleave([pool.text, a]).nullable
    assert not pool.choice([a, n]).nullable


def test_what_a_pattern_holds(pool: Pool) -> None:
    a, n, data = element(pool, "a"), attribute(pool, "n"), pool.data("token", (), "x", None)
    assert (pool.text.holds, a.holds, n.holds, data.holds) == (
        HOLDS_TEXT,
        HOLDS_ELEMENTS,
        HOLDS_ATTRIBUTES,
        HOLDS_VALUES,
    )
    assert pool.attribute("n", data).holds == HOLDS_ATTRIBUTES
    assert pool.list_of(data).holds == pool.value("token", "", "", "x").holds == HOLDS_VALUES
    assert pool.group([a, n, pool.text]).holds == HOLDS_TEXT | HOLDS_ELEMENTS | HOLDS_ATTRIBUTES
    assert pool.one_or_more(pool.choice([a, data])).holds == HOLDS_ELEMENTS | HOLDS_VALUES
    assert pool.empty.holds == pool.not_allowed.holds == 0
    assert sorted({HOLDS_ATTRIBUTES, HOLDS_VALUES, HOLDS_TEXT, HOLDS_ELEMENTS}) == [1, 2, 4, 8]


def test_names_that_a_pattern_may_begin_with(pool: Pool) -> None:
    a, b, n = element(pool, "a"), element(pool, "b"), attribute(pool, "n")
    any_ = element(pool, ("any", None))
    some = element(pool, ("choice", "x", "y"))

    def starts(node: CompiledPattern) -> tuple[set[str], bool]:
        names, more = node.starts
        return set(names), more

    assert starts(pool.group([a, b])) == ({"a"}, False)
    assert starts(pool.group([pool.optional(a), b])) == ({"a", "b"}, False)
    assert starts(pool.group([n, b])) == ({"b"}, False)
    assert starts(pool.group([pool.group([n, a]), b])) == ({"a"}, False)
    assert starts(pool.interleave([a, b])) == ({"a", "b"}, False)
    assert starts(pool.choice([a, any_])) == ({"a"}, True)
    assert starts(pool.one_or_more(some)) == ({"x", "y"}, False)
    assert starts(pool.text) == starts(n) == (set(), False)
    assert starts(any_) == (set(), True)
    assert starts(pool.group([pool.data("token", (), "x", None), a])) == (set(), False)


def test_names_of_the_attributes(pool: Pool) -> None:
    a, n, m = element(pool, "a"), attribute(pool, "n"), attribute(pool, ("choice", "m", ("ns", "u", None)))
    assert pool.group([a, n]).attributes == (frozenset({"n"}), False)
    assert pool.group([a, n, m]).attributes == (frozenset({"n", "m"}), True)
    assert pool.choice([a, pool.text]).attributes == a.attributes == (frozenset(), False)
    assert pool.one_or_more(attribute(pool, ("any", "n"))).attributes == (frozenset(), True)


def test_a_pool_is_stored_and_comes_back() -> None:
    pool = Pool()
    box, leaf = pool.element("box", "box.def"), pool.element(("any", None), "leaf.def")
    leaf.content = pool.data("token", (("length", "2"),), "lib", pool.value("token", "lib", "", "xx"))
    box.content = pool.group([pool.attribute("n", pool.text), pool.zero_or_more(pool.element_node(leaf))])
    start = pool.choice([pool.element_node(box), pool.element_node(leaf)])
    rows, elements, first = pool.table(start)
    assert all(member < number for number, (_, members, _) in enumerate(rows) for member in members)
    assert [(name, owner) for name, owner, _ in elements] == [("box", "box.def"), (("any", None), "leaf.def")]
    again = Pool(rows, elements, True)
    assert again.uses_names and not Pool(rows, elements).uses_names
    assert [shape(again.stored(first)), shape(again.elements[0].content)] == [shape(start), shape(box.content)]
    assert again.elements[0].content is again.elements[0].content
    assert again.table(again.stored(first)) == (rows, elements, first)
    assert [(e.serial, e.owner) for e in again.elements] == [(0, "box.def"), (1, "leaf.def")]
    assert again.elements[1].content.members[0].spec == ("token", "lib", "", "xx")
    fresh = pool.element("new", "d")
    assert (fresh.serial, fresh.content) == (2, pool.not_allowed)
