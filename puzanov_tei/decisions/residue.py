"""What decisions learnt from a file leave out: the edits that no decision can say, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.decisions.align import align
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.spans import matches
from puzanov_tei.decisions.surgery import ancestors
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import SEPARATOR, Branch, lay_out

# Who answers for something follows from the decision; identifiers of what is new are given anew.
_UNSAID = ("resp", "cert", XML_ID)
_LONG = 60
_PARTS = frozenset("surname forename roleName genName nameLink addName".split())


def residue(base: Branch, edited: Branch, decisions: Iterable[Decision]) -> Iterator[str]:
    """The differences that remain between the program's document with all decisions, and the edited one.

    Args:
        base: it is changed.
    """
    for finding in apply(base, decisions, "decisions").findings:
        yield finding.message.rstrip(".")
    mine, _ = lay_out([base])
    yours, _ = lay_out([edited])
    alignment = align(mine, yours)
    for change in alignment.changes:
        old, new = _short(mine[change.begin : change.end]), _short(yours[change.to_begin : change.to_end])
        if old or new:
            yield f"the words {old!r} are {new!r}"
    matched = matches(list(base.walk()), list(edited.walk()), alignment)
    gone = [b for b in matched.only_first if b.name != "anchor" and not _is_told(b, matched.only_first)]
    orphans = _orphans(matched.only_second, yours)
    for parts in orphans:
        tags = ", ".join(f"<{name}>" for name in dict.fromkeys(part.name for part in parts))
        words = _short(yours[parts[0].begin : parts[-1].end])
        yield f"a name was taken away and its parts {tags} were left behind in {words!r}; take them out too"
    without_name = {id(part) for parts in orphans for part in parts}
    for fresh in (b for b in matched.only_second if not _is_told(b, matched.only_second)):
        if id(fresh) in without_name:
            continue
        was = next((b for b in gone if b.text() == fresh.text() and b.name != fresh.name and b.begin < b.end), None)
        if was is not None:
            gone.remove(was)
        yield f"{_shown(was)} is <{fresh.name}> now" if was is not None else f"a new {_shown(fresh)}"
    yield from (f"{_shown(b)} is gone" for b in gone)
    for before, after in matched.pairs:
        names = {*before.attributes, *after.attributes}.difference(_UNSAID, ("type",) if after.name == "note" else ())
        changed = sorted(n.rpartition("}")[2] for n in names if before.attributes.get(n) != after.attributes.get(n))
        if changed or before.tag != after.tag:
            yield f"{_shown(after)} differs" + (f" in {', '.join(changed)}" if changed else "")


def _orphans(fresh: list[Branch], text: str) -> list[list[Branch]]:
    """Parts of names that no name is around any more, those together that only space and stops part."""
    runs: list[list[Branch]] = []
    for part in fresh:
        if part.name not in _PARTS or any(above.name == "persName" for above in ancestors(part)):
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and last.parent is part.parent and not text[last.end : part.begin].strip(" .,\n"):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _is_told(branch: Branch, others: list[Branch]) -> bool:
    """Whether an element is in another one that is told."""
    return branch.parent is not None and any(branch.parent is other for other in others)


def _shown(branch: Branch) -> str:
    text = _short(branch.text())
    name = branch.name if branch.tag[:1] != "<" else f"comment {_short(branch.attributes.get('', ''))}"
    return f"<{name}>" + (f" {text!r}" if text else "")


def _short(text: str) -> str:
    words = " ".join(text.replace(SEPARATOR, " ").split())
    return words if len(words) <= _LONG else f"{words[: _LONG - 3]}..."
