"""Changes to a tree by places in its text: wrap, unwrap, insert, replace.

All places are offsets into the text as it was when the body was laid out, however much has changed since.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import Branch, Leaf, lay_out

_NAMES = frozenset("persName placeName orgName rs name geogName eventName objectName title date".split())


def is_name(branch: Branch) -> bool:
    """Whether an element names somebody or something, or is a date."""
    return branch.name in _NAMES


def copy(branch: Branch) -> Branch:
    """An element with all that it holds, free of its document."""
    made = Branch(branch.tag, dict(branch.attributes), line=branch.line, key=branch.key)
    for child in branch.content:
        made.put(len(made.content), Leaf(child.value) if isinstance(child, Leaf) else copy(child))
    return made


def unwrap(branch: Branch) -> None:
    """Take an element away and leave what it holds in its place."""
    parent = branch.parent
    if parent is None:
        return
    index = parent.place(branch)
    content = branch.content
    parent.content[index : index + 1] = content
    for item in content:
        item.parent = parent
    branch.content, branch.parent = [], None


def remove(branch: Branch) -> None:
    """Take an element with all that it holds out of its document."""
    if branch.parent is not None:
        branch.parent.content.remove(branch)
        branch.parent = None


def join(first: Branch, second: Branch) -> None:
    """A block takes in what the one after it holds, after a space."""
    first.put(len(first.content), Leaf(" "), *second.content)
    second.content = []
    remove(second)


def split(block: Branch, item: Branch | Leaf, made: Branch) -> None:
    """An item of a block and all behind it move into `made`, which stands after the block."""
    assert block.parent is not None
    index = block.place(_cleft(item, block))
    made.put(0, *block.content[index:])
    del block.content[index:]
    if block.content and isinstance(last := block.content[-1], Leaf):
        last.value = last.value.rstrip()
    block.parent.put(block.parent.place(block) + 1, made)


def _cleft(item: Branch | Leaf, block: Branch) -> Branch | Leaf:
    """The child of a block that begins with an item; the elements around the item are cut in two before it."""
    while item.parent is not None and item.parent is not block:
        around = item.parent
        index = around.place(item)
        if index:
            attributes = {name: value for name, value in around.attributes.items() if name != XML_ID}
            rest = Branch(around.tag, attributes)
            rest.put(0, *around.content[index:])
            del around.content[index:]
            assert around.parent is not None
            around.parent.put(around.parent.place(around) + 1, rest)
            around = rest
        item = around
    return item


class Body:
    """Neighbouring elements whose content is changed.

    Attributes:
        text: their text as it was at first; every offset is one in it.
    """

    def __init__(self, branches: Sequence[Branch]) -> None:
        self._branches = list(branches)
        self.text, self._leaves = lay_out(branches)
        self._begins = [leaf.begin for leaf in self._leaves]

    def holder(self, offset: int) -> Branch:
        """The element that holds the text at an offset."""
        leaf = self._leaf(offset)
        return leaf.parent if leaf is not None and leaf.parent is not None else self._branches[0]

    def name_over(self, begin: int, end: int) -> Branch | None:
        """The name that stands at a stretch, around it, or inside it."""
        for branch in (inner for top in self._branches for inner in top.walk()):
            inside = begin <= branch.begin and branch.end <= end
            around = branch.begin <= begin and end <= branch.end
            if is_name(branch) and branch.begin < branch.end and (inside or around):
                return branch
        return None

    def can_wrap(self, begin: int, end: int, without: Branch | None = None) -> bool:
        """Whether one element can stand around a stretch (as if `without` were unwrapped)."""
        return self._ends(begin, end, frozenset(), without) is not None

    def wrap(self, begin: int, end: int, made: Branch, inside: Collection[int] = ()) -> bool:
        """Put an element around a stretch, outside of the elements whose id() is in `inside`."""
        ends = self._ends(begin, end, inside, None)
        if ends is None:
            return False
        first, last, parent = ends
        low, high = parent.place(first), parent.place(last)
        content = parent.content[low : high + 1]
        parent.content[low : high + 1] = [made]
        made.parent = parent
        made.content = []
        made.put(0, *content)
        made.begin, made.end = begin, end
        return True

    def insert(self, offset: int, made: Branch | Leaf) -> None:
        """Put an element or words at a place, behind what ends there."""
        made.begin = made.end = offset
        leaf = self.split_at(offset)
        if leaf is not None and leaf.parent is not None:
            leaf.parent.put(leaf.parent.place(leaf), made)
            return
        last = self._leaves[-1] if self._leaves else None
        if last is not None and last.parent is not None:
            last.parent.put(last.parent.place(last) + 1, made)
        else:
            self._branches[-1].put(len(self._branches[-1].content), made)

    def insert_beside(self, made: Branch, pattern: Branch, parent: Branch, image: dict[int, Branch]) -> bool:
        """Put an element into `parent` beside the sibling that it stands beside in the pattern's document."""
        assert pattern.parent is not None
        siblings = pattern.parent.content
        index = pattern.parent.place(pattern)
        before = siblings[index - 1] if index else None
        after = siblings[index + 1] if index + 1 < len(siblings) else None
        for sibling, step in ((before, 1), (after, 0)):
            here = image.get(id(sibling)) if sibling is not None else None
            if here is not None and here.parent is parent:
                parent.put(parent.place(here) + step, made)
                return True
        return False

    def exchange(self, begin: int, end: int, made: Branch) -> None:
        """Put an element in the place of a stretch of words that one element could be wrapped around."""
        self.split_at(begin)
        self.split_at(end)
        for leaf in self._leaves:
            if begin <= leaf.begin and leaf.end <= end:
                leaf.value = ""
        last = self._leaf(end - 1)
        assert last is not None
        assert last.parent is not None
        behind = Leaf("", begin=end, end=end)  # for words that are put at the end of the stretch
        last.parent.put(last.parent.place(last) + 1, made, behind)
        number = bisect_right(self._begins, last.begin)
        self._leaves.insert(number, behind)
        self._begins.insert(number, end)
        made.begin, made.end = begin, end

    def replace(self, begin: int, end: int, words: str) -> None:
        """Put other words in the place of a stretch. Later changes have to be further left."""
        if begin == end:
            self._put_words(begin, words)
            return
        for leaf in reversed(self._leaves):
            if leaf.begin < end and begin < leaf.end:
                low, high = max(begin, leaf.begin) - leaf.begin, min(end, leaf.end) - leaf.begin
                is_first = leaf.begin <= begin
                leaf.value = leaf.value[:low] + (words if is_first else "") + leaf.value[high:]

    def _put_words(self, offset: int, words: str) -> None:
        for leaf in reversed(self._leaves):
            if leaf.begin <= offset <= leaf.end and leaf.parent is not None:
                leaf.value = leaf.value[: offset - leaf.begin] + words + leaf.value[offset - leaf.begin :]
                return
        self._branches[-1].put(len(self._branches[-1].content), Leaf(words))

    # --- strings --------------------------------------------------------------------------------

    def _leaf(self, offset: int) -> Leaf | None:
        number = bisect_right(self._begins, offset) - 1
        while number >= 0 and self._leaves[number].begin == self._leaves[number].end:
            number -= 1
        return self._leaves[number] if number >= 0 and offset < self._leaves[number].end else None

    def split_at(self, offset: int) -> Leaf | None:
        """The string that begins at an offset; None at the end of the text."""
        leaf = self._leaf(offset)
        if leaf is None or leaf.begin == offset:
            return leaf
        rest = Leaf(leaf.value[offset - leaf.begin :], leaf.parent, offset, leaf.end)
        leaf.value, leaf.end = leaf.value[: offset - leaf.begin], offset
        assert leaf.parent is not None
        leaf.parent.put(leaf.parent.place(leaf) + 1, rest)
        number = bisect_right(self._begins, offset)
        self._leaves.insert(number, rest)
        self._begins.insert(number, offset)
        return rest

    def _ends(
        self, begin: int, end: int, inside: Collection[int], without: Branch | None
    ) -> tuple[Branch | Leaf, Branch | Leaf, Branch] | None:
        """First and last item of a stretch and the element that holds both."""
        first = self.split_at(begin)
        self.split_at(end)
        last = self._leaf(end - 1)
        if first is None or last is None or begin >= end:
            return None
        above = [first, *ancestors(first)]
        holders = {id(branch): branch for branch in ancestors(last)}
        parent = next((b for b in above[1:] if isinstance(b, Branch) and id(b) in holders), None)
        low = _child_of(first, parent)
        high = _child_of(last, parent)
        while parent is not None and id(parent) in inside and (parent.begin, parent.end) == (begin, end):
            low = high = parent
            parent = parent.parent
        if parent is None or low is None or high is None or (parent.parent is None and parent not in self._branches):
            return None
        begins = _is_edge(first, low, begin, without, at_end=False)
        return (low, high, parent) if begins and _is_edge(last, high, end, without, at_end=True) else None


def ancestors(item: Branch | Leaf) -> list[Branch]:
    """The elements around an item, from the inside out."""
    above = []
    parent = item.parent
    while parent is not None:
        above.append(parent)
        parent = parent.parent
    return above


def _child_of(item: Branch | Leaf, parent: Branch | None) -> Branch | Leaf | None:
    """The child of `parent` that an item is, or is in."""
    while item.parent is not parent:
        if item.parent is None:
            return None
        item = item.parent
    return item


def _is_edge(item: Branch | Leaf, top: Branch | Leaf, offset: int, without: Branch | None, *, at_end: bool) -> bool:
    """Whether everything from a string up to `top` begins (or ends) at an offset."""
    while True:
        if item is not without and (item.end if at_end else item.begin) != offset:
            return False
        if item is top:
            return True
        assert item.parent is not None
        item = item.parent
