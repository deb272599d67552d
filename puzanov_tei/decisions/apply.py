"""Decisions applied to a document: one small function for each operation. Applying twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from puzanov_tei.decisions import apply_markup, apply_names, apply_text
from puzanov_tei.decisions.lines import OPERATIONS, Decision
from puzanov_tei.decisions.places import Missing, Places
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.tree import Branch

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
    places = Places(root)
    ordered = sorted(decisions, key=_order)
    doubtful = contradictions(ordered)
    clear = [decision for decision in ordered if decision not in doubtful]
    failed = _attempt(places, clear)
    # A place may be there when others have been applied: the second part of a paragraph.
    again = [decision for decision, error in failed if isinstance(error, Missing)]
    failed = [(d, error) for d, error in failed if not isinstance(error, Missing)] + _attempt(places, again)
    what = "contradicts another decision about the same place"
    findings = [_finding("PZ904", decision, what, file) for decision in ordered if decision in doubtful]
    findings += [_failure(decision, error, file) for decision, error in failed]
    return Applied(len(clear) - len(failed), tuple(findings))


def _attempt(places: Places, decisions: Iterable[Decision]) -> list[tuple[Decision, Exception]]:
    """Apply decisions one after the other; those that cannot be applied, and why."""
    failed: list[tuple[Decision, Exception]] = []
    for decision in decisions:
        try:
            APPLY[decision.op](places, decision)
        except (apply_names.Disagreement, Missing, ValueError) as error:
            failed.append((decision, error))
    return failed


def _failure(decision: Decision, error: Exception, file: str) -> Finding:
    if isinstance(error, apply_names.Disagreement):
        what = f"the file says {str(error)!r}, and an editor answers for it"
        return _finding("PZ905", decision, what, file)
    if isinstance(error, Missing):
        code, state = ("PZ903", "is ambiguous") if error.count else ("PZ902", "is gone")
        return _finding(code, decision, f"the place {state}", file)
    return _finding("PZ902", decision, str(error), file)


def contradictions(decisions: Iterable[Decision]) -> set[Decision]:
    """Decisions that say something else than another one about the same place."""
    said: dict[tuple[str, ...], dict[tuple[str, ...], list[Decision]]] = {}
    for decision in decisions:
        content = (decision.op, decision.type, decision.entity, decision.value)
        said.setdefault(decision.subject, {}).setdefault(content, []).append(decision)
    return {
        d
        for contents in said.values()
        if len(contents) > 1 and not _together(contents)
        for group in contents.values()
        for d in group
    }


def _together(contents: Iterable[tuple[str, ...]]) -> bool:
    """Whether what is said about one name goes together: it can be resized, retyped and linked; notes can be many."""
    operations = [content[0] for content in contents]
    if set(operations) <= {"note", "insert"} or set(operations) == {"remove"}:  # one element or several
        return True
    verdicts = {"accept", "relink", "reject", "add"}.intersection(operations)
    return len(set(operations)) == len(operations) and len(verdicts) < 2 and ("reject" not in operations)


def _finding(code: str, decision: Decision, what: str, file: str) -> Finding:
    message = f"The decision to {decision.op} {decision.exact or decision.block!r} is not applied: {what}."
    severity = Severity.ERROR if code == "PZ904" else Severity.WARNING
    return Finding(code, severity, message, "It stays in its file.", Location(file), xml_id=decision.block)


def _no_change(places: Places, decision: Decision) -> None:
    """A record of the authority: it comes into the document with the names that are linked to it."""


APPLY: Mapping[str, Callable[[Places, Decision], None]] = {
    "header": apply_markup.header,
    "entity": _no_change,
    "add": apply_names.relink,
    "accept": apply_names.accept,
    "relink": apply_names.relink,
    "retype": apply_names.retype,
    "set": apply_markup.set_attributes,
    "resize": apply_names.resize,
    "reject": apply_names.reject,
    "note": apply_text.note,
    "insert": apply_markup.insert,
    "correct": apply_text.correct,
    "split": apply_text.split,
    "join": apply_text.join,
    "remove": apply_markup.remove,
}
# Names are decided on block by block, before any words change; what moves the bounds of blocks comes last.
_STAGES = {
    op: stage
    for stage, ops in enumerate(
        (
            ("header", "entity"),
            ("add", "accept", "relink", "retype", "set", "resize", "reject"),
            ("note", "insert"),
            ("correct",),
            ("remove",),
            ("split",),
            ("join",),
        )
    )
    for op in ops
}


def _order(decision: Decision) -> tuple[bool, int, str, int]:
    beside_blocks = decision.op == "insert" and not decision.exact
    return beside_blocks, _STAGES[decision.op], decision.block, OPERATIONS.index(decision.op)
