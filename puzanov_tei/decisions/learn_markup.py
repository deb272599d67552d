"""Learnt from an edited file: elements and comments put in, blocks taken out, attributes set."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.decisions.apply_markup import surroundings
from puzanov_tei.decisions.comparison import ALTERNATIVES, Comparison, editor_of, is_inline
from puzanov_tei.decisions.learn_words import is_plain_note
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.markup import as_text, attributes_as_text, own_attributes, start_tag
from puzanov_tei.decisions.places import address, is_unprinted
from puzanov_tei.decisions.surgery import ancestors, is_name
from puzanov_tei.tei.tree import Branch, Leaf


def markup(compared: Comparison) -> Iterator[Decision]:
    """Elements and comments that only the editor has, or only the program, and attributes that differ."""
    for fresh in compared.matches.only_second:
        if not compared.is_in_own(fresh) and not is_name(fresh) and not is_plain_note(compared, fresh):
            yield from _inserted(compared, fresh)
    gone = [b for b in compared.matches.only_first if not is_name(b) and b.begin < b.end]
    for branch in gone:
        around = [above for above in ancestors(branch) if above in gone]
        if all(above.name in ALTERNATIVES for above in around) and not (around and is_unprinted(branch)):
            yield from _removed(compared, branch)
    for before, after in compared.matches.pairs:
        if not is_name(before) and not is_name(after):
            yield from _set(compared, before, after)


def _inserted(compared: Comparison, fresh: Branch) -> Iterator[Decision]:
    by = editor_of(compared.notes.get(id(fresh), fresh))
    begin, end = compared.back(fresh)
    is_own = any(fresh is own for own in compared.own)
    in_line = fresh.parent is not None and any(isinstance(c, Leaf) for c in fresh.parent.content)
    if (gone := compared.instead.get(id(fresh))) is not None:
        yield from compared.decision("insert", *gone, by=by, type="instead", value=as_text(fresh))
    elif is_own and begin < end and fresh.name in ALTERNATIVES:
        yield from compared.decision("insert", begin, end, by=by, type="instead", value=as_text(fresh))
    elif not is_own and is_inline(fresh) and begin < end:
        yield from compared.decision("insert", begin, end, by=by, type="around", value=start_tag(fresh))
    elif in_line and (is_own or begin == end):
        yield from _in_line(compared, fresh, begin, by)
    elif is_own or begin == end:
        yield from _beside(compared, fresh, by)


def _in_line(compared: Comparison, fresh: Branch, offset: int, by: str) -> Iterator[Decision]:
    """Among words: behind the word before, or at the begin of the block."""
    start = compared.word_before(offset)
    block = compared.counterpart(fresh.parent) if fresh.parent is not None else None
    if start < offset:
        begin, end = compared.places[id(fresh)]
        space = " " if begin < end and compared.yours[begin - 1 : begin].isspace() else ""
        value = space + _value(compared, fresh)
        yield from compared.decision("insert", start, offset, by=by, type="behind", value=value)
    elif block is not None:
        yield _at(compared, block, "inside", fresh, by)


def _beside(compared: Comparison, fresh: Branch, by: str) -> Iterator[Decision]:
    """Among elements: behind the one before, before the one behind, or alone in the one around."""
    parent = fresh.parent
    assert parent is not None
    place = parent.place(fresh)
    before = [compared.counterpart(b) for b in reversed(parent.content[:place]) if isinstance(b, Branch)]
    behind = [compared.counterpart(b) for b in parent.content[place + 1 :] if isinstance(b, Branch)]
    around = compared.counterpart(parent)
    if before and before[0] is not None:
        yield _at(compared, before[0], "behind", fresh, by)
    elif behind and behind[0] is not None:
        yield _at(compared, behind[0], "before", fresh, by)
    elif before_any := next((b for b in before if b is not None), None):
        yield _at(compared, before_any, "behind", fresh, by)
    elif around is not None:
        yield _at(compared, around, "inside", fresh, by)


def _at(compared: Comparison, element: Branch, where: str, fresh: Branch, by: str) -> Decision:
    return Decision("insert", address(element), type=where, value=_value(compared, fresh), by=by or compared.by)


def _value(compared: Comparison, fresh: Branch) -> str:
    return as_text(compared.notes.get(id(fresh), fresh))


def _removed(compared: Comparison, gone: Branch) -> Iterator[Decision]:
    begin, end = compared.places[id(gone)]
    is_deleted = compared.is_deleted(begin, end)
    if is_inline(gone):
        if not is_deleted:
            yield from compared.decision("remove", begin, end, type=gone.name)
        return
    if is_deleted:
        before, after = surroundings(compared.mine, begin, end)
        yield Decision("remove", address(gone), compared.words_of(gone).text, before, after, by=compared.by)


def _set(compared: Comparison, before: Branch, after: Branch) -> Iterator[Decision]:
    others = own_attributes(before, after, "resp", "cert")
    if not others or before.tag != after.tag:
        return
    value, (begin, end) = attributes_as_text(others), compared.places[id(before)]
    if is_inline(before) and begin < end:
        yield from compared.decision("set", begin, end, by=editor_of(after), type=before.name, value=value)
    else:
        yield Decision("set", address(before), value=value, by=editor_of(after) or compared.by)
