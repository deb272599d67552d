"""How far the review of a document is: who confirmed what, what is open, and what the header says about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from puzanov_tei.decisions.comparison import text_of
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.surgery import is_name
from puzanov_tei.tei.filedesc import UNREVIEWED
from puzanov_tei.tei.read import XML_ID, T
from puzanov_tei.tei.tree import SEPARATOR, Branch, Leaf, digest

PROPOSED = "#tool"
_DRAFTS = ("draft", "proposed", "candidate")
REVIEWED = "candidate"
_REVIEW, _REVIEWED = "review", "Reviewed: "
# What the program has ever said in `edition`.
_OWN = re.compile(rf"{re.escape(UNREVIEWED)}|Draft, reviewed in part by .*|Reviewed by .*")
_DOUBT = {"unknown": 0, "low": 1, "medium": 2, "": 3, "high": 4}
WORDS = {
    "accept": "confirmed",
    "add": "added",
    "relink": "linked",
    "retype": "given another kind",
    "resize": "given other bounds",
    "reject": "rejected",
    "correct": "word{s} corrected",
    "note": "note{s} written",
    "header": "field{s} of the header set",
    "split": "paragraph{s} split",
    "join": "paragraph{s} joined",
    "entity": "record{s} made",
    "set": "attribute{s} set",
    "insert": "element{s} put in",
    "remove": "element{s} taken out",
}
"""What was done, for each operation, as the end of a count."""


def counted(number: int, operation: str) -> str:
    """How often something was done, in words."""
    return f"{number} {WORDS[operation].format(s='s' * (number != 1))}"


def proposals(root: Branch) -> list[Branch]:
    """The names and dates that nobody has confirmed, most doubtful first."""
    names = [b for b in text_of(root).walk() if is_name(b) and b.attributes.get("resp") == PROPOSED]
    return sorted(names, key=lambda name: _DOUBT.get(name.attributes.get("cert", ""), 0))


def count_open(root: Branch) -> int:
    """How many statements of the program in the text nobody has confirmed."""
    return sum(b.attributes.get("resp") == PROPOSED for b in text_of(root).walk())


def editors(root: Branch) -> list[str]:
    """Those who answer for something beside the program, by the pointers of `@resp` that lead to no other statement."""
    described = {i: b.name for b in root.walk() if (i := b.attributes.get(XML_ID))}
    tokens = (t for b in root.walk() for t in b.attributes.get("resp", "").split())
    people = (t[1:] for t in tokens if t.startswith("#") and t != PROPOSED)
    return [p for p in dict.fromkeys(people) if p not in described]


def reviewers(root: Branch) -> list[str]:
    """Those who have reviewed something: who signs beside the program, or has a statement that says so."""
    signed = [b.attributes["resp"].split() for b in root.walk() if PROPOSED in b.attributes.get("resp", "").split()]
    beside = [token[1:] for tokens in signed for token in tokens if token != PROPOSED]
    stated = [s.attributes[XML_ID] for s in root.walk() if is_signature(s) and XML_ID in s.attributes]
    return list(dict.fromkeys((*stated, *beside)))


def is_signature(branch: Branch) -> bool:
    """Whether an element is the statement that somebody has reviewed, or what came of it, as `sign` writes it."""
    if branch.name == "change":
        return branch.text().strip(SEPARATOR).startswith(_REVIEWED)
    resps = (child for child in branch.children if child.name == "resp")
    return branch.name == "respStmt" and any(resp.text().strip(SEPARATOR) == _REVIEW for resp in resps)


def sign(root: Branch, decisions: Iterable[Decision] = (), *, by_hand: bool = False) -> None:
    """Bring the header to the state of the review.

    Everybody who answers for something gets a `respStmt`, what editors decided becomes a `change` each, and
    `revisionDesc/@status` is a draft as long as one proposal of the program is unconfirmed. A status that a person set
    stays, unless it says more than is true.

    Args:
        by_hand: the file was edited by hand, so a status that is no draft is a person's, and stays; as does one that a
            decision sets.
    """
    header = next((child for child in root.children if child.name == "teiHeader"), None)
    if header is None:
        return
    decisions = list(decisions)
    by_hand |= any(d.op == "set" and "status=" in d.value and "/revisionDesc[" in d.block for d in decisions)
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
    _record(history, made)
    unconfirmed, status = count_open(root), history.attributes.get("status", "")
    if unconfirmed and (status == REVIEWED or (not by_hand and status not in _DRAFTS)):
        history.attributes["status"] = "draft"
    elif not unconfirmed and status == "draft" and (people or reviewers(root)):
        history.attributes["status"] = REVIEWED
    _say_edition(header, unconfirmed, list(dict.fromkeys((*reviewers(root), *people))))


def _record(history: Branch, made: Counter[tuple[str, str]]) -> None:
    """A `change` for each person, that says how many decisions of each kind they made."""
    for person in dict.fromkeys(by for by, _ in made):
        counts = ", ".join(counted(n, op) for (by, op), n in sorted(made.items()) if by == person)
        text = f"{_REVIEWED}{counts}."
        mine = [c for c in history.children if c.name == "change" and c.attributes.get("who") == f"#{person}"]
        change = next((c for c in mine if is_signature(c)), None)
        if change is None:
            change = Branch(f"{T}change", {"who": f"#{person}"})
            history.put(0, change)
        change.content = []
        change.put(0, Leaf(text))


def unsign(root: Branch) -> None:
    """Take back what `sign` says of the edition, so that it is no difference between versions of a document."""
    header = next((child for child in root.children if child.name == "teiHeader"), None)
    if header is not None:
        _say_edition(header, 0, [])
        renewed(root)


def renewed(root: Branch) -> bytes:
    """The digest of a document as it is now; every element gets its own anew."""
    for branch in reversed(list(root.walk())):
        branch.key = digest(branch)
    return root.key


def _say_edition(header: Branch, unconfirmed: int, people: list[str]) -> None:
    """The edition statement says how far the review is, unless a person has written another one."""
    statement = _first(header, "editionStmt")
    edition = _first(statement, "edition") if statement is not None else None
    if edition is None or edition.children or not _OWN.fullmatch(edition.text().strip(SEPARATOR)):
        return
    by = ", ".join(people)
    says = (
        UNREVIEWED
        if not people
        else (
            f"Draft, reviewed in part by {by}; {unconfirmed} proposals of the program are open"
            if unconfirmed
            else f"Reviewed by {by}"
        )
    )
    edition.content = []
    edition.put(0, Leaf(says))


def _put_statement(title: Branch, person: str) -> None:
    statement = Branch(f"{T}respStmt", {XML_ID: person})
    for name, text in (("resp", _REVIEW), ("name", person)):
        child = Branch(T + name)
        child.put(0, Leaf(text))
        statement.put(len(statement.content), child)
    title.put(len(title.content), statement)


def _first(root: Branch, name: str) -> Branch | None:
    return next((branch for branch in root.walk() if branch.name == name), None)
