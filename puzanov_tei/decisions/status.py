"""How far the review of a document is: who confirmed what, what is open, and what the header says about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.surgery import is_name
from puzanov_tei.tei.read import XML_ID, T
from puzanov_tei.tei.tree import Branch, Leaf

PROPOSED = "#tool"
_DRAFTS = ("draft", "proposed", "candidate")
_DONE = "candidate"
_CERTAINTIES = ("unknown", "low", "medium", "", "high")
_WORDS = {
    "accept": "confirmed", "add": "added", "relink": "linked", "retype": "given another kind",
    "resize": "given other bounds", "reject": "rejected", "correct": "words corrected", "note": "notes written",
    "header": "fields of the header set", "split": "paragraphs split", "join": "paragraphs joined",
    "entity": "records made",
}


@dataclass(frozen=True, slots=True)
class Open:
    """A proposal of the program that nobody has confirmed."""

    cert: str
    tag: str
    words: str
    ref: str


def proposals(root: Branch) -> list[Open]:
    """The names and dates that nobody has confirmed, most doubtful first."""
    proposals = [
        Open(b.attributes.get("cert", ""), b.name, b.text().strip("\0"), b.attributes.get("ref", "").removeprefix("#"))
        for b in _text(root).walk() if is_name(b) and b.attributes.get("resp") == PROPOSED
    ]
    return sorted(proposals, key=lambda one: _CERTAINTIES.index(one.cert) if one.cert in _CERTAINTIES else 0)


def count_open(root: Branch) -> int:
    """How many statements of the program in the text nobody has confirmed."""
    return sum(b.attributes.get("resp") == PROPOSED for b in _text(root).walk())


def editors(root: Branch) -> list[str]:
    """Those who answer for something beside the program, by the pointers of `@resp` that lead to no other statement."""
    described = {i: b.name for b in root.walk() if (i := b.attributes.get(XML_ID))}
    tokens = (t for b in root.walk() for t in b.attributes.get("resp", "").split())
    people = (t[1:] for t in tokens if t.startswith("#") and t != PROPOSED)
    return [p for p in dict.fromkeys(people) if p not in described]


def sign(root: Branch, decisions: Iterable[Decision] = ()) -> None:
    """Bring the header to the state of the review.

    Everybody who answers for something gets a `respStmt`, what editors decided becomes a `change` each, and
    `revisionDesc/@status` is a draft as long as one proposal of the program is unconfirmed. A status that a person set
    stays, unless it says more than is true.
    """
    header = next((child for child in root.children if child.name == "teiHeader"), None)
    if header is None:
        return
    made = Counter((d.by, d.op) for d in decisions if d.by)
    people = list(dict.fromkeys((*(by for by, _ in made), *editors(root))))
    known = {b.attributes.get(XML_ID) for b in root.walk()}
    title = _first(header, "titleStmt")
    if title is not None:
        for person in people:
            if person not in known:
                _put_statement(title, person)
    history = _first(header, "revisionDesc")
    if history is None:
        return
    for person in dict.fromkeys(by for by, _ in made):
        counts = ", ".join(f"{n} {_WORDS[op]}" for (by, op), n in sorted(made.items()) if by == person)
        text = f"Reviewed: {counts}."
        mine = [c for c in history.children if c.name == "change" and c.attributes.get("who") == f"#{person}"]
        change = next((c for c in mine if c.text().startswith("Reviewed: ")), None)
        if change is None:
            change = Branch(f"{T}change", {"who": f"#{person}"})
            history.put(0, change)
        change.content = []
        change.put(0, Leaf(text))
    unconfirmed, status = count_open(root), history.attributes.get("status", "")
    if (unconfirmed and status not in _DRAFTS) or (unconfirmed and status == _DONE):
        history.attributes["status"] = "draft"
    elif not unconfirmed and status == "draft" and people:
        history.attributes["status"] = _DONE


def _put_statement(title: Branch, person: str) -> None:
    statement = Branch(f"{T}respStmt", {XML_ID: person})
    for name, text in (("resp", "review"), ("name", person)):
        child = Branch(T + name)
        child.put(0, Leaf(text))
        statement.put(len(statement.content), child)
    title.put(len(title.content), statement)


def _first(root: Branch, name: str) -> Branch | None:
    return next((branch for branch in root.walk() if branch.name == name), None)


def _text(root: Branch) -> Branch:
    return next((child for child in root.children if child.name == "text"), root)
