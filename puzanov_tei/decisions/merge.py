"""What an editor changed and what the program now says anew, in one document.

Three versions: what the program wrote (base), what an editor made of it (edited), what the program writes now (new).
The edited version is the frame. Where the editor changed nothing, the new version comes in; where the program
says what it said, the editor's stays; where both changed the same thing, the editor's stays and a finding shows both.

Elements of elements (header, lists, divisions) are merged child by child. Where text stands, or where
paragraphs were split or joined, text and annotations are merged side by side (`inline`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from puzanov_tei.decisions import blocks, inline
from puzanov_tei.decisions.complete import complete, drop_questions, questions, records_of
from puzanov_tei.decisions.conflicts import Conflicts, attributes
from puzanov_tei.decisions.ids import carry_ids
from puzanov_tei.decisions.match import pairs
from puzanov_tei.decisions.surgery import copy
from puzanov_tei.findings import Finding
from puzanov_tei.tei.tree import Branch


@dataclass(frozen=True, slots=True)
class Merged:
    """The document, and what could not come in because an editor had changed the same thing."""

    root: Branch
    conflicts: tuple[Finding, ...]


def merge(
    base: Branch, edited: Branch, new: Branch, file: str, authority: Callable[[str], Branch | None] = lambda _: None
) -> Merged:
    """Merge three versions of one document (all three are used up).

    Args:
        file: name of the edited file, for findings.
        authority: the authority's record with an identifier; records that an editor links to are taken from it.
    """
    carry_ids(base, edited, new)
    conflicts = Conflicts(file)
    records = records_of(copy(edited))
    asked = questions(base) | questions(new)
    root = _element(base, edited, new, conflicts)
    complete(root, records, authority)
    drop_questions(root, asked)
    return Merged(root, tuple(conflicts.findings))


def _element(base: Branch, edited: Branch, new: Branch, conflicts: Conflicts) -> Branch:
    if base.key == new.key:
        return edited
    if edited.key in (base.key, new.key):
        return new
    attributes(base, edited, new, conflicts)
    if base.is_structural and edited.is_structural and new.is_structural:
        _children(base, edited, new, conflicts)
    else:
        inline.merge([base], [edited], [new], conflicts)
    return edited


@dataclass(slots=True)
class _Group:
    """Children of the three versions that belong together."""

    base: list[Branch] = field(default_factory=list)
    edited: list[Branch] = field(default_factory=list)
    new: list[Branch] = field(default_factory=list)


def _children(base: Branch, edited: Branch, new: Branch, conflicts: Conflicts) -> None:
    groups = _groups(base.children, edited.children, new.children)
    of: dict[int, _Group] = {id(child): group for group in groups for child in (*group.edited, *group.new)}
    result: list[Branch] = []
    placed: dict[int, int] = {}  # group -> how far the result reached when it was placed
    waiting: set[int] = set()  # children that stay, behind others of their group
    for child in edited.children:
        group = of[id(child)]
        if child is group.edited[0]:
            outcome = _merged(group, conflicts)
            behind = {id(other) for other in group.edited if other is not child}
            waiting |= behind & set(map(id, outcome))
            result += [branch for branch in outcome if id(branch) not in behind]
        elif id(child) in waiting:
            result.append(child)
        placed[id(group)] = len(result)
    end = 0
    for child in new.children:
        group = of[id(child)]
        if id(group) in placed:
            end = placed[id(group)]
        elif not group.base and child is group.new[0]:
            fresh = [n for n in group.new if not _is_there(n, edited)]
            result[end:end] = fresh
            placed = {key: offset + len(fresh) * (offset > end) for key, offset in placed.items()}
            end += len(fresh)
    for group in groups:
        if group.base and not group.edited and group.new and not _same(group.base, group.new):
            conflicts.add(edited, "which you removed", _shown(group.base), _shown(group.new))
    edited.content = []
    edited.put(0, *result)


def _groups(base: Sequence[Branch], edited: Sequence[Branch], new: Sequence[Branch]) -> list[_Group]:
    leader: dict[int, Branch] = {}

    def lead(branch: Branch) -> Branch:
        while leader.get(id(branch), branch) is not branch:
            branch = leader[id(branch)]
        return branch

    base_edited, base_new = pairs(base, edited), pairs(base, new)
    used_edited, used_new = {id(e) for _, e in base_edited}, {id(n) for _, n in base_new}
    # What both added.
    both = pairs([e for e in edited if id(e) not in used_edited], [n for n in new if id(n) not in used_new])
    for one, other in (*base_edited, *base_new, *((e, n) for e, n in both if e.key == n.key or e.text() == n.text())):
        leader[id(lead(one))] = lead(other)
    groups: dict[int, _Group] = {}
    for version, branches in (("base", base), ("edited", edited), ("new", new)):
        for branch in branches:
            getattr(groups.setdefault(id(lead(branch)), _Group()), version).append(branch)
    return list(groups.values())


def _merged(group: _Group, conflicts: Conflicts) -> list[Branch]:
    """What the edited children of a group become."""
    if not group.new:
        if not group.base:
            return group.edited
        if _same(group.base, group.edited):
            return []  # the program took it back, and nobody had touched it
        conflicts.add(group.edited[0], "which you changed", _shown(group.base), "nothing")
        return group.edited
    if not group.base:
        return group.edited  # both added it
    if _same(group.base, group.new):
        return group.edited
    if _same(group.base, group.edited):
        return group.new
    if len(group.base) == len(group.edited) == len(group.new) == 1:
        return [_element(group.base[0], group.edited[0], group.new[0], conflicts)]
    edited = blocks.follow(group.base, group.edited, group.new)
    if edited is None:
        conflicts.add(group.edited[0], "which you changed", _shown(group.base), _shown(group.new))
        edited = group.edited
    else:
        for versions in zip(group.base, edited, group.new, strict=False):
            attributes(*versions, conflicts)
    inline.merge(group.base, edited, group.new, conflicts)
    return edited


def _same(some: Sequence[Branch], others: Sequence[Branch]) -> bool:
    return [branch.key for branch in some] == [branch.key for branch in others]


def _is_there(new: Branch, edited: Branch) -> bool:
    """Whether an editor has put in what the program now adds: the same record, or the very same element."""
    return any(child.key == new.key for child in edited.children)


def _shown(branches: Iterable[Branch]) -> str:
    return " ".join(branch.text() or f"<{branch.name}>" for branch in branches)
