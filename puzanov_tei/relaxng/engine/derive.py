"""Derivatives of patterns: what is left to match after an element, an attribute, a text, the end of a start tag.

After James Clark, "An algorithm for RELAX NG validation". In place of his `after` patterns, `element_moves` hands
back pairs of an element and what follows it; `automaton` matches the element's content on its own. That keeps
the set of patterns finite, so that everything can be remembered.
"""

from __future__ import annotations

from puzanov_tei.relaxng.engine.names import contains
from puzanov_tei.relaxng.engine.nodes import (
    ATTRIBUTE,
    CHOICE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    HOLDS_ATTRIBUTES,
    HOLDS_ELEMENTS,
    HOLDS_TEXT,
    HOLDS_VALUES,
    INTERLEAVE,
    LIST,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    CompiledPattern,
    ElementDefinition,
    Pool,
)
from puzanov_tei.relaxng.values import Namespaces, data_matches, tokens, value_matches

# Documents can hold any number of different names; what is remembered for wildcards is bounded.
_REMEMBERED = 4096

_INDEXED_FROM = 8


def element_moves(
    pool: Pool, node: CompiledPattern, name: str
) -> tuple[tuple[ElementDefinition, CompiledPattern], ...]:
    """For an element `name`: each element definition it may be, and what is left to match behind it."""
    moves = node.element_moves.get(name)
    if moves is None:
        moves = _merged(pool, _element_moves(pool, node, name))
        if len(node.element_moves) < _REMEMBERED:
            node.element_moves[name] = moves
    return moves


def _element_moves(pool: Pool, node: CompiledPattern, name: str) -> list[tuple[ElementDefinition, CompiledPattern]]:
    if not node.holds & HOLDS_ELEMENTS:
        return []
    if node.op == ELEMENT:
        element = node.element
        return [(element, pool.empty)] if element is not None and contains(element.name, name) else []
    if node.op == CHOICE:
        return [move for member in _candidates(node, name) for move in element_moves(pool, member, name)]
    if node.op == ONE_OR_MORE:
        more = pool.optional(node)
        return [(element, pool.group((rest, more))) for element, rest in element_moves(pool, node.members[0], name)]
    if node.op == GROUP:
        return _moves_of_group(pool, node, name)
    return [
        (element, _replaced(pool, node, index, rest))
        for index, member in enumerate(node.members)
        if _may_begin(member, name)
        for element, rest in element_moves(pool, member, name)
    ]


def _moves_of_group(pool: Pool, node: CompiledPattern, name: str) -> list[tuple[ElementDefinition, CompiledPattern]]:
    """The moves of a group: by its first member, and by later ones as long as those before may be left out.

    What an optional member does that an earlier one did is left out: with `a?, a?` an `a` may always be taken for
    the first. So a pattern that may occur up to 2,000 times has one way to go on, and not 2,000.
    """
    moves: list[tuple[ElementDefinition, CompiledPattern]] = []
    met_members: set[CompiledPattern] = set()
    met: set[tuple[ElementDefinition, CompiledPattern]] = set()
    for index, member in enumerate(node.members):
        if member not in met_members and _may_begin(member, name):
            for element, rest in element_moves(pool, member, name):
                if not (member.nullable and (element, rest) in met):
                    moves.append((element, _replaced(pool, node, index, rest)))
                    met.add((element, rest))
        if not member.nullable:
            break
        met_members.add(member)
    return moves


def _replaced(pool: Pool, node: CompiledPattern, index: int, rest: CompiledPattern) -> CompiledPattern:
    """A group from its member `index` on, or an interleave, with that member replaced by what is left of it."""
    if node.op == GROUP:
        behind = pool.behind(node, index)
        return behind if rest is pool.empty else pool.group((rest, behind))
    return pool.interleave((*node.members[:index], rest, *node.members[index + 1 :]))


def _may_begin(node: CompiledPattern, name: str) -> bool:
    names, wild = node.starts
    return wild or name in names


def _candidates(choice: CompiledPattern, name: str) -> list[CompiledPattern]:
    """The members of a choice that may begin with `name`; TEI has choices of hundreds."""
    if len(choice.members) < _INDEXED_FROM:
        return [member for member in choice.members if _may_begin(member, name)]
    if choice.index is None:
        by_name: dict[str, list[CompiledPattern]] = {}
        open_ones: list[CompiledPattern] = []
        for member in choice.members:
            names, wild = member.starts
            if wild:
                open_ones.append(member)
            else:
                for each in names:
                    by_name.setdefault(each, []).append(member)
        choice.index = by_name, open_ones
    named, wild_ones = choice.index
    return [*named.get(name, ()), *wild_ones]


def _merged(
    pool: Pool, moves: list[tuple[ElementDefinition, CompiledPattern]]
) -> tuple[tuple[ElementDefinition, CompiledPattern], ...]:
    """One pair for each element definition: what may follow it is a choice."""
    if len(moves) < 2:
        return tuple([move for move in moves if move[1] is not pool.not_allowed])
    rests: dict[ElementDefinition, list[CompiledPattern]] = {}
    for element, rest in moves:
        if rest is not pool.not_allowed:
            rests.setdefault(element, []).append(rest)
    return tuple([(element, pool.choice(several)) for element, several in rests.items()])


# --- attributes -----------------------------------------------------------------------------------


def attribute_moves(
    pool: Pool, node: CompiledPattern, name: str
) -> tuple[tuple[CompiledPattern, CompiledPattern], ...]:
    """For an attribute `name`: each pattern its value may have to match, and what is left to match then."""
    moves = node.attribute_moves.get(name)
    if moves is None:
        rests: dict[CompiledPattern, list[CompiledPattern]] = {}
        for value, rest in _attribute_moves(pool, node, name):
            rests.setdefault(value, []).append(rest)
        moves = tuple([(value, pool.choice(several)) for value, several in rests.items()])
        if len(node.attribute_moves) < _REMEMBERED:
            node.attribute_moves[name] = moves
    return moves


def _attribute_moves(pool: Pool, node: CompiledPattern, name: str) -> list[tuple[CompiledPattern, CompiledPattern]]:
    if not node.holds & HOLDS_ATTRIBUTES or not _may_take(node, name):
        return []
    if node.op == ATTRIBUTE:
        return [(node.members[0], pool.empty)] if contains(node.spec[0], name) else []
    if node.op == CHOICE:
        return [move for member in node.members for move in attribute_moves(pool, member, name)]
    if node.op == ONE_OR_MORE:
        more = pool.optional(node)
        return [(value, pool.group((rest, more))) for value, rest in attribute_moves(pool, node.members[0], name)]
    combine = pool.group if node.op == GROUP else pool.interleave
    return [
        (value, combine((*node.members[:index], rest, *node.members[index + 1 :])))
        for index, member in enumerate(node.members)
        if member.holds & HOLDS_ATTRIBUTES and _may_take(member, name)
        for value, rest in attribute_moves(pool, member, name)
    ]


def _may_take(node: CompiledPattern, name: str) -> bool:
    names, wild = node.attributes
    return wild or name in names


def closed(pool: Pool, node: CompiledPattern) -> CompiledPattern:
    """What is left when the start tag ends: attributes that were not given must have been optional."""
    if not node.holds & HOLDS_ATTRIBUTES:
        return node
    if node.closed is None:
        inner = [closed(pool, member) for member in node.members] if node.op != ATTRIBUTE else []
        node.closed = _rebuilt(pool, node, inner)
    return node.closed


def _rebuilt(pool: Pool, node: CompiledPattern, members: list[CompiledPattern]) -> CompiledPattern:
    if node.op == CHOICE:
        return pool.choice(members)
    if node.op == GROUP:
        return pool.group(members)
    if node.op == INTERLEAVE:
        return pool.interleave(members)
    if node.op == ONE_OR_MORE:
        return pool.one_or_more(members[0])
    return pool.not_allowed


def without_attributes(pool: Pool, node: CompiledPattern) -> CompiledPattern:
    """The content as if every required attribute had been given: where validation goes on after an error."""
    if not node.holds & HOLDS_ATTRIBUTES:
        return node
    if node.op == ATTRIBUTE:
        return pool.empty
    return _rebuilt(pool, node, [without_attributes(pool, member) for member in node.members])


# --- text -----------------------------------------------------------------------------------------


def after_any_text(pool: Pool, node: CompiledPattern) -> CompiledPattern:
    """What is left after text that only `text` patterns look at."""
    return _after(pool, node, None, None)


def after_text(pool: Pool, node: CompiledPattern, text: str, namespaces: Namespaces) -> CompiledPattern:
    """What is left after this text, which may have to match datatypes, values and lists."""
    return _after(pool, node, text, namespaces)


def _after(pool: Pool, node: CompiledPattern, text: str | None, namespaces: Namespaces) -> CompiledPattern:
    op = node.op
    if not node.holds & (HOLDS_TEXT | HOLDS_VALUES):
        return pool.not_allowed
    if op == TEXT:
        return node
    if op == CHOICE:
        return pool.choice([_after(pool, member, text, namespaces) for member in node.members])
    if op == ONE_OR_MORE:
        rest = _after(pool, node.members[0], text, namespaces)
        return pool.group((rest, pool.optional(node)))
    if op in (GROUP, INTERLEAVE):
        alternatives: list[CompiledPattern] = []
        for index, member in enumerate(node.members):
            rest = _after(pool, member, text, namespaces)
            if rest is not pool.not_allowed:
                alternatives.append(_replaced(pool, node, index, rest))
            if op == GROUP and not member.nullable:
                break
        return pool.choice(alternatives)
    if text is not None and _leaf_matches(pool, node, text, namespaces):
        return pool.empty
    return pool.not_allowed


def _leaf_matches(pool: Pool, node: CompiledPattern, text: str, namespaces: Namespaces) -> bool:
    if node.op == VALUE:
        return value_matches(node.spec, text, namespaces)
    if node.op == DATA:
        if not data_matches(node.spec, text, namespaces):
            return False
        return not (node.members and matches(pool, node.members[0], text, namespaces))
    if node.op == LIST:
        rest = node.members[0]
        if rest.op == ONE_OR_MORE and rest.members[0].op == DATA:  # a list of what is the same, as pointers
            each = rest.members[0]
            return bool(split := tokens(text)) and all(_leaf_matches(pool, each, token, namespaces) for token in split)
        for token in tokens(text):
            rest = _after(pool, rest, token, namespaces)
        return rest.nullable
    return False


def matches(pool: Pool, node: CompiledPattern, text: str, namespaces: Namespaces) -> bool:
    """Whether a whole text, the value of an attribute or the content of an element, matches.

    White space alone counts as nothing where the pattern may be empty (ISO/IEC 19757-2, clause 9.3.7).
    """
    if node.op in (TEXT, EMPTY):
        return node.op == TEXT or not tokens(text)
    if node.nullable and not tokens(text):
        return True
    return _after(pool, node, text, namespaces).nullable
