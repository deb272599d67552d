"""A base for a merge where what the program wrote last is not known."""

from __future__ import annotations

from puzanov_tei.decisions.align import align
from puzanov_tei.decisions.spans import matches
from puzanov_tei.decisions.surgery import copy, unwrap
from puzanov_tei.tei.tree import Branch, digest, lay_out

_PROPOSED = "#tool"


def supposed_base(edited: Branch, new: Branch) -> Branch:
    """The new version, changed so that every proposal in the edited file that nobody confirmed is the program's own.

    So a merge takes everything else in the edited file for a person's: it stays. Proposals that the program alone
    answers for follow the new version.
    """
    base = copy(new)
    _renew(base)
    text, _ = lay_out([base])
    edited_text, _ = lay_out([edited])
    matched = matches(list(base.walk()), list(edited.walk()), align(text, edited_text))
    for mine, theirs in matched.pairs:
        if theirs.attributes.get("resp") == _PROPOSED:
            mine.tag, mine.attributes = theirs.tag, dict(theirs.attributes)
    for fresh in matched.only_first:
        if fresh.attributes.get("resp") == _PROPOSED and fresh.begin < fresh.end:
            unwrap(fresh)
    _renew(base)
    return base


def _renew(root: Branch) -> None:
    for branch in reversed(list(root.walk())):
        branch.key = digest(branch)
