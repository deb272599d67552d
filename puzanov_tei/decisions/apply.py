"""Decisions applied to a document: one small function for each operation. Applying twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from puzanov_tei.decisions.lines import OPERATIONS, Decision
from puzanov_tei.decisions.places import Missing, Stretch, at_address, find, words_of
from puzanov_tei.decisions.surgery import is_name, unwrap
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import XML_ID, T
from puzanov_tei.tei.tree import Branch, Leaf

CODES: dict[str, tuple[str, str]] = {
    "PZ902": (
        "A decision's place is gone",
        "The words that an editor decided about are no longer at that place, nor in the same company elsewhere. The "
        "decision stays in its file and is not applied; look whether the text changed, and delete or renew the line.",
    ),
    "PZ903": (
        "A decision's place is ambiguous",
        "The words stand at several places that fit as well. The decision stays in its file and is not applied; give "
        "it more of what stands before and after the words.",
    ),
    "PZ905": (
        "A decision and an edited file disagree",
        "An editor wrote something else into the file than another one decided. The file stays as it is; the finding "
        "shows both. Change the file or the line of the decision.",
    ),
    "PZ904": (
        "Two decisions contradict each other",
        "Two lines decide differently about the same place, as when two editors' branches are merged. Neither is "
        "applied; keep the one that is right.",
    ),
}
TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "date": "date", "event": "eventName",
        "object": "objectName", "work": "title", "name": "name", "rs": "rs"}
_PARTS = frozenset("forename surname roleName nameLink genName addName".split())
_PREFIX = {"persName": "pers-", "placeName": "place-", "orgName": "org-"}


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of decisions: how many hold now, and what needs a person."""

    count: int
    findings: tuple[Finding, ...]


def apply(root: Branch, decisions: Iterable[Decision], file: str) -> Applied:
    """Apply decisions to a document, in place.

    Args:
        file: name of the file of decisions, for findings.
    """
    findings: list[Finding] = []
    count = 0
    ordered = sorted(decisions, key=lambda d: OPERATIONS.index(d.op))
    doubtful = contradictions(ordered)
    for decision in ordered:
        if decision in doubtful:
            findings.append(_finding("PZ904", decision, "contradicts another decision about the same place", file))
            continue
        try:
            _APPLY[decision.op](root, decision)
            count += 1
        except Disagreement as other:
            what = f"the file says {str(other)!r}, and an editor answers for it"
            findings.append(_finding("PZ905", decision, what, file))
        except Missing as missing:
            code, words = ("PZ903", "is ambiguous") if missing.count else ("PZ902", "is gone")
            findings.append(_finding(code, decision, f"the place {words}", file))
    return Applied(count, tuple(findings))


def contradictions(decisions: Iterable[Decision]) -> set[Decision]:
    """Decisions that say something else than another one about the same place."""
    said: dict[tuple[str, ...], dict[tuple[str, ...], list[Decision]]] = {}
    for decision in decisions:
        content = (decision.op, decision.type, decision.entity, decision.value)
        said.setdefault(decision.subject, {}).setdefault(content, []).append(decision)
    return {d for contents in said.values() if len(contents) > 1 and not _together(contents)
            for group in contents.values() for d in group}


def _together(contents: Iterable[tuple[str, ...]]) -> bool:
    """Whether what is said about one name goes together: it can be resized, retyped and linked; notes can be many."""
    operations = [content[0] for content in contents]
    if set(operations) == {"note"}:
        return True
    verdicts = {"accept", "relink", "reject", "add"}.intersection(operations)
    return len(set(operations)) == len(operations) and len(verdicts) < 2 and ("reject" not in operations)


def _finding(code: str, decision: Decision, what: str, file: str) -> Finding:
    message = f"The decision to {decision.op} {decision.exact or decision.block!r} is not applied: {what}."
    severity = Severity.ERROR if code == "PZ904" else Severity.WARNING
    return Finding(code, severity, message, "It stays in its file.", Location(file), xml_id=decision.block)


class Disagreement(Exception):  # noqa: N818 - a result, told as a finding
    """An editor answers for something else at the place of a decision."""


# --- names -----------------------------------------------------------------------------------------


def _name(root: Branch, decision: Decision, exact: str | None = None) -> tuple[Stretch, Branch | None]:
    """The place of a decision, and the name that stands there, if there is one."""
    place = find(root, decision, exact)
    begin, end = place.words.span(place.begin, place.end)
    here = [b for b in place.block.walk() if is_name(b) and (b.begin, b.end) == (begin, end)]
    wanted = TAGS.get(decision.type, "")
    named = [b for b in here if b.name == wanted] or here
    return place, named[0] if named else None


def _accept(root: Branch, decision: Decision) -> None:
    place, name = _name(root, decision)
    if name is None:
        _wrap(place, decision)
    elif decision.entity and _entity(name) not in ("", decision.entity):
        _link(name, decision)
    else:
        _sign(name, decision.by)


def _relink(root: Branch, decision: Decision) -> None:
    place, name = _name(root, decision)
    if name is None:
        _wrap(place, decision)
    else:
        _link(name, decision)
        _name_as(name, TAGS.get(decision.type, name.name))


def _retype(root: Branch, decision: Decision) -> None:
    place, name = _name(root, decision)
    if name is None:
        _wrap(place, decision)
        return
    _yield_to_editors(name, decision)
    _name_as(name, TAGS.get(decision.type, "name"))
    _link(name, decision)


def _name_as(name: Branch, tag: str) -> None:
    """Give a name another element; only the name of a person has parts."""
    name.tag = T + tag
    if tag not in ("persName", "rs"):
        _drop_parts(name)


def _add(root: Branch, decision: Decision) -> None:
    _relink(root, decision)


def _reject(root: Branch, decision: Decision) -> None:
    _, name = _name(root, decision)
    if name is not None:
        _yield_to_editors(name, decision)
        _drop_parts(name)
        unwrap(name)


def _resize(root: Branch, decision: Decision) -> None:
    try:
        place, name = _name(root, decision, decision.value)
    except Missing:
        place, name = find(root, decision), None
    if name is not None:
        _sign(name, decision.by)
        return
    begin, end = place.words.span(place.begin, place.end)
    overlapping = [b for b in place.block.walk() if is_name(b) and b.begin < end and begin < b.end]
    wanted = TAGS.get(decision.type, "")
    old = next((b for b in overlapping if b.name == wanted), overlapping[0] if overlapping else None)
    made = Branch(old.tag if old else T + (wanted or "name"), dict(old.attributes) if old else {})
    if decision.entity:
        made.attributes["ref"] = f"#{decision.entity}"
    for branch in overlapping:
        _drop_parts(branch)
        unwrap(branch)
    again = words_of(place.block)
    start = again.text.find(decision.value, max(0, place.begin - len(decision.value)))
    if start < 0:
        raise Missing(0)
    made.attributes["resp"] = f"#{decision.by}"
    if not again.body.wrap(*again.span(start, start + len(decision.value)), made):
        raise Missing(0)


def _wrap(place: Stretch, decision: Decision) -> None:
    made = Branch(T + TAGS.get(decision.type, "name"))
    if decision.type not in TAGS and decision.type:
        made.attributes["type"] = decision.type
    if not place.words.body.wrap(*place.words.span(place.begin, place.end), made):
        raise Missing(0)  # it would cross another element
    _link(made, decision)


def _yield_to_editors(name: Branch, decision: Decision) -> None:
    """Raise where an editor other than the decision's answers for a name that the decision would change."""
    people = [token for token in name.attributes.get("resp", "").split() if token not in ("#tool", f"#{decision.by}")]
    same = _entity(name) == decision.entity and name.name == TAGS.get(decision.type, name.name)
    if people and (not same or decision.op == "reject"):
        raise Disagreement(f"{name.name} {_entity(name) or 'not linked'} {' '.join(people)}")


def _link(name: Branch, decision: Decision) -> None:
    if name.parent is not None and name.line:
        _yield_to_editors(name, decision)
    if decision.entity:
        name.attributes["ref"] = f"#{decision.entity}"
    elif decision.op in ("relink", "retype"):
        name.attributes.pop("ref", None)
    name.attributes.pop("cert", None)
    name.attributes["resp"] = f"#{decision.by}"


def _sign(name: Branch, by: str) -> None:
    resp = name.attributes.get("resp", "").split()
    if f"#{by}" not in resp:
        name.attributes["resp"] = " ".join((*resp, f"#{by}"))


def _entity(name: Branch) -> str:
    return name.attributes.get("ref", "").removeprefix("#")


def _drop_parts(name: Branch) -> None:
    for part in [child for child in name.children if child.name in _PARTS]:
        unwrap(part)


# --- words, notes, paragraphs -----------------------------------------------------------------------


def _correct(root: Branch, decision: Decision) -> None:
    try:
        place = find(root, decision)
    except Missing:
        find(root, decision, decision.value)  # done before
        return
    if decision.value.startswith(decision.exact) and _stands(place, decision.value):
        return
    place.words.body.replace(*place.words.span(place.begin, place.end), decision.value)


def _stands(place: Stretch, value: str) -> bool:
    return place.words.text[place.begin : place.begin + len(value)] == value


def _note(root: Branch, decision: Decision) -> None:
    if any(b.name == "note" and b.text().strip("\0") == decision.value for b in root.walk()):
        return
    made = Branch(f"{T}note", {"type": "editorial", "resp": f"#{decision.by}"})
    made.put(0, Leaf(decision.value))
    if decision.exact:
        place = find(root, decision)
        begin, end = place.words.span(place.begin, place.end)
        place.words.body.insert(max(begin, end), made)
        return
    block = at_address(root, decision.block)
    if block is None:
        raise Missing(0)
    heads = [n for n, c in enumerate(block.content, 1) if isinstance(c, Branch) and c.name in ("head", "opener")]
    block.put(heads[-1] if heads and block.name == "div" else 0, made)


def _split(root: Branch, decision: Decision) -> None:
    """A paragraph ends after `prefix`; what begins with `suffix` becomes a paragraph of its own."""
    block = at_address(root, decision.block)
    if block is None or block.parent is None:
        raise Missing(0)
    words = words_of(block)
    cut = words.text.find(decision.prefix + " " + decision.suffix)
    if cut < 0:
        following = block.parent.content[block.parent.place(block) + 1 :]
        after = next((b for b in following if isinstance(b, Branch)), None)
        if after is not None and words_of(after).text.startswith(decision.suffix):
            return  # done before
        raise Missing(0)
    offset = words.offsets[cut + len(decision.prefix) + 1]
    first = words.body.split_at(offset)
    if first is None or first.parent is not block:
        raise Missing(0)  # inside another element
    index = block.place(first)
    second = Branch(block.tag, {XML_ID: f"{block.attributes[XML_ID]}-2"} if XML_ID in block.attributes else {})
    second.put(0, *block.content[index:])
    del block.content[index:]
    if block.content and isinstance(last := block.content[-1], Leaf):
        last.value = last.value.rstrip()
    block.parent.put(block.parent.place(block) + 1, second)


def _join(root: Branch, decision: Decision) -> None:
    """A paragraph takes in the one after it, which begins with `suffix`."""
    block = at_address(root, decision.block)
    if block is None or block.parent is None:
        raise Missing(0)
    following = [b for b in block.parent.content[block.parent.place(block) + 1 :] if isinstance(b, Branch)]
    if not following or following[0].tag != block.tag or not words_of(following[0]).text.startswith(decision.suffix):
        if f"{decision.prefix} {decision.suffix}" in words_of(block).text:
            return  # done before
        raise Missing(0)
    block.put(len(block.content), Leaf(" "), *following[0].content)
    block.parent.content.remove(following[0])


def _header(root: Branch, decision: Decision) -> None:
    header = next((child for child in root.children if child.name == "teiHeader"), None)
    field = at_address(root, decision.block) if header else None
    if field is None or field.children:
        raise Missing(0)
    if field.text().strip("\0") not in (decision.exact, decision.value):
        raise Missing(0)
    field.content = []
    field.put(0, Leaf(decision.value))


def _no_change(root: Branch, decision: Decision) -> None:
    """A record of the authority: it comes into the document with the names that are linked to it."""


_APPLY: Mapping[str, Callable[[Branch, Decision], None]] = {
    "header": _header, "entity": _no_change, "add": _add, "accept": _accept, "relink": _relink, "retype": _retype,
    "resize": _resize, "reject": _reject, "split": _split, "join": _join, "correct": _correct, "note": _note,
}
