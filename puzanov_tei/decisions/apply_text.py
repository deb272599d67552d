"""Decisions about the words: corrected, commented on, paragraphs split and joined."""

from __future__ import annotations

from itertools import count

from rapidfuzz.distance.Indel import normalized_similarity as ratio

from puzanov_tei.decisions import surgery
from puzanov_tei.decisions.lines import CONTEXT, Decision
from puzanov_tei.decisions.places import Missing, Places, Stretch, likeness, neighbour
from puzanov_tei.decisions.surgery import ancestors, remove
from puzanov_tei.tei.content import PHRASE
from puzanov_tei.tei.read import XML_ID, T
from puzanov_tei.tei.tree import Branch, Leaf

_ENOUGH = 0.75  # likeness of what stands around the bounds of paragraphs
_EDGE = 12


def correct(places: Places, decision: Decision) -> None:
    """The transcription is `value` in the place of `exact`."""
    try:
        _, company = places.look(decision)
    except Missing:
        if not _is_corrected(places, decision, 0.0):
            raise
        return
    if _is_corrected(places, decision, company):
        return
    place = places.find(decision)  # again: in between, notes and cells in the block were laid out by themselves
    silent = {id(b) for b in place.block.walk() if not b.text()}
    begin, end = (place.begin, place.end) if decision.value else _with_space(place)
    place.words.body.replace(*place.words.span(begin, end), decision.value)
    places.forget()
    for branch in list(place.block.walk()):  # what held nothing but the words that are gone
        if id(branch) not in silent and branch.name in PHRASE and not branch.text():
            remove(branch)


def _with_space(place: Stretch) -> tuple[int, int]:
    """A stretch with the space that is one too many when its words are gone."""
    text = place.words.text
    if text[place.end : place.end + 1] == " " and text[: place.begin][-1:] in ("", " "):
        return place.begin, place.end + 1
    if place.end == len(text) and text[: place.begin][-1:] == " ":
        return place.begin - 1, place.end
    return place.begin, place.end


def _is_corrected(places: Places, decision: Decision, company: float) -> bool:
    """Whether what is right stands there already, in better company than what was wrong."""
    if decision.value:
        try:
            return places.look(decision, decision.value)[1] > company
        except Missing:
            return False
    block = places.element(decision.block)
    if block is None:
        return False
    left, right = decision.prefix[-_EDGE:].rstrip(), decision.suffix[:_EDGE].lstrip()
    text = places.words(block).text.strip()
    if not left:  # the words stood at the beginning of the block
        return text.startswith(right) if right else not text
    return any(f"{left}{space}{right}" in text if right else text.endswith(left) for space in ("", " "))


def note(places: Places, decision: Decision) -> None:
    """An editor's comment behind words, or in front of a block."""
    made = Branch(f"{T}note", {"type": "editorial", "resp": f"#{decision.by}"})
    made.put(0, Leaf(decision.value))
    if not decision.exact:
        _head_note(places, decision, made)
        return
    place = places.find(decision)
    begin, end = place.span
    notes = (b for b in place.block.walk() if b.name == "note" and _says(b, decision))
    if not any(place.words.back(b.begin) == place.end for b in notes):
        place.words.body.insert(max(begin, end), made)
        places.forget()


def _head_note(places: Places, decision: Decision, made: Branch) -> None:
    block = places.element(decision.block)
    if block is None:
        raise Missing(0)
    if any(child.name == "note" and _says(child, decision) for child in block.children):
        return
    heads = [n for n, c in enumerate(block.content, 1) if isinstance(c, Branch) and c.name in ("head", "opener")]
    block.put(heads[-1] if heads and block.name == "div" else 0, made)
    places.forget()


def _says(branch: Branch, decision: Decision) -> bool:
    return branch.text().strip("\0") == decision.value


# --- paragraphs ------------------------------------------------------------------------------------


def split(places: Places, decision: Decision) -> None:
    """A paragraph ends after `prefix`; what begins with `suffix` becomes a paragraph of its own."""
    if _bounds(places, decision):
        return  # done before
    block, cut = _cut(places, decision)
    words = places.words(block)
    first = words.body.split_at(words.offsets[cut])
    if first is None or block.parent is None:
        raise Missing(0)
    second = Branch(block.tag)
    if XML_ID in block.attributes:
        numbers = (f"{block.attributes[XML_ID]}-{number}" for number in count(2))
        second.attributes[XML_ID] = next(i for i in numbers if places.element(i) is None)
    surgery.split(block, first, second)
    places.forget()


def _cut(places: Places, decision: Decision) -> tuple[Branch, int]:
    """The block to split, and where among its words the second part begins.

    Raises:
        Missing: no block has these words before and after a space, or several have.
    """
    here = places.element(decision.block)
    for blocks in ([(here, places.words(here).text)] if here is not None else [], places.texts()):
        cuts = [
            (
                likeness(
                    text[max(0, n - len(decision.prefix)) : n],
                    text[n + 1 :][: len(decision.suffix)],
                    decision.prefix,
                    decision.suffix,
                ),
                block,
                n + 1,
            )
            for block, text in blocks
            for n, sign in enumerate(text)
            if sign == " "
        ]
        most = max((likes for likes, _, _ in cuts), default=0.0)
        best = [(block, cut) for likes, block, cut in cuts if likes == most]
        around = {id(above) for block, _ in best for above in ancestors(block)}
        best = [(block, cut) for block, cut in best if id(block) not in around]
        if most >= _ENOUGH and len(best) == 1:
            return best[0]
    raise Missing(0)


def join(places: Places, decision: Decision) -> None:
    """A paragraph takes in the one after it, which begins with `suffix`."""
    here = places.element(decision.block)
    pairs = _bounds(places, decision) or _bounds(places, decision, are_cut=True)
    chosen = [(first, second) for first, second in pairs if first is here] or pairs
    if len(chosen) > 1:
        raise Missing(len(chosen))
    if not chosen:
        _cut(places, decision)  # done before, or gone
        return
    first, second = chosen[0]
    if XML_ID in second.attributes:  # what points to it still arrives
        second.put(0, Branch(f"{T}anchor", {XML_ID: second.attributes[XML_ID]}))
    surgery.join(first, second)
    places.forget()


def _bounds(places: Places, decision: Decision, *, are_cut: bool = False) -> list[tuple[Branch, Branch]]:
    """Neighbouring blocks of one kind of which the first ends with `prefix` and the second begins with `suffix`.

    Args:
        are_cut: a block may also be all that another decision has left of the words that are quoted.
    """
    texts = {id(block): (block, text.strip()) for block, text in places.texts()}
    pairs = []
    for first, text in texts.values():
        following = neighbour(first)
        if following is None or id(following) not in texts:
            continue
        behind = texts[id(following)][1]
        before, after = decision.prefix, decision.suffix
        ends = _is_side(text[-len(before) :], before) or (are_cut and text and before.endswith(f" {text}"))
        begins = _is_side(behind[: len(after)], after) or (are_cut and behind and after.startswith(f"{behind} "))
        if ends and begins:
            pairs.append((first, following))
    return pairs


def _is_side(words: str, quoted: str) -> bool:
    """Whether the edge of a block is the one that was quoted; a few words more or less only where it is long."""
    return words == quoted or (min(len(words), len(quoted)) >= CONTEXT // 2 and ratio(words, quoted) >= _ENOUGH)
