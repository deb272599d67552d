"""What is written to a place where a document stands already: never over an editor's work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from puzanov_tei.authority import Authority, element
from puzanov_tei.base.files import is_special, keep_backup, write_atomically
from puzanov_tei.decisions import status
from puzanov_tei.decisions.complete import idle_questions, questions
from puzanov_tei.decisions.merge import merge
from puzanov_tei.decisions.state import Bases
from puzanov_tei.decisions.supposed import supposed_base
from puzanov_tei.errors import OutputError, SourceError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import XML_ID, T, parse
from puzanov_tei.tei.seal import content_digest, digest_in, is_ours, stated_digest
from puzanov_tei.tei.tree import Branch, collapse, read, write
from puzanov_tei.tei.write import serialize

_HEADER = re.compile(rb"<teiHeader\b.*?</teiHeader>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a file.

    Attributes:
        changed: whether it was written.
        note: why it was treated as it was, if an editor had touched it; else empty.
        findings: what needs a person.
        edited: whether it now holds something that somebody else wrote, be it a comment or a line break.
    """

    changed: bool
    note: str = ""
    findings: tuple[Finding, ...] = ()
    edited: bool = False


def settle(target: Path, fresh: bytes, *, force: bool = False, authority: Authority | None = None) -> Settled:
    """Write a document that the program made.

    A file that the program wrote last is replaced. One that was edited by hand is merged with the new version; with
    `force` it is kept as a backup and replaced. What is not the same document is never replaced without `force`.

    Args:
        authority: for the records of persons, places and organisations that an editor has linked to.

    Raises:
        OutputError: the place cannot be written, or holds what must not be replaced.
    """
    if not target.is_file():
        return Settled(write_atomically(target, fresh) if is_special(target) else _put(target, fresh, fresh))
    current = _read(target)
    if current == fresh:
        return Settled(_put(target, fresh, fresh))
    edited = _tree(current, target, force)
    if edited is not None and (stated := stated_digest(edited)) and content_digest(edited) == stated:
        written, is_new = fresh, stated != digest_in(fresh)
        if _surroundings_edited(current, Bases(target).get(stated)):
            written = serialize(parse(fresh, "what the program wrote"), parse(current, target.name))
        else:
            is_new |= _surroundings(current) != _surroundings(fresh)
        changed = _put(target, written if is_new else current, fresh)
        return Settled(changed, edited=written is not fresh or not is_new)
    if edited is None or force:
        backup = keep_backup(target)
        changed = _put(target, fresh, fresh)
        return Settled(changed, f"{target}: edited by hand; overwritten (--force), a copy is in {backup.name}.")
    return _merge(target, edited, current, fresh, authority)


def _merge(target: Path, edited: Branch, current: bytes, fresh: bytes, authority: Authority | None) -> Settled:
    new = _trusted(fresh)
    kept = Bases(target).get(stated_digest(edited))
    findings: list[Finding] = []
    if kept is not None:
        base = _trusted(kept)
        if base.key == new.key and not idle_questions(edited, questions(base)):
            return _signed(target, edited, current)
    else:
        if edited.attributes.get(XML_ID) != new.attributes.get(XML_ID):
            raise _refusal(target, "it holds another document")
        collapse(edited)
        collapse(new)
        base = supposed_base(edited, new)
        findings.append(_missing(target))
    for version in (base, edited, new):
        collapse(version)
        status.unsign(version)
    merged = merge(base, edited, new, str(target), lambda identifier: _record(authority, identifier))
    status.sign(merged.root, by_hand=True)
    around = parse(current if _surroundings_edited(current, kept) else fresh, target.name)
    changed = _put(target, serialize(write(merged.root), around), fresh)
    conflicts = len(merged.conflicts)
    ending = f"; {conflicts} conflict{'s' * (conflicts != 1)}, the editor's version stays" if conflicts else ""
    return Settled(
        changed,
        f"{target}: edited by hand; merged with what is new{ending}.",
        (*findings, *merged.conflicts),
        edited=True,
    )


def _signed(target: Path, edited: Branch, current: bytes) -> Settled:
    """A file about which the program has nothing new: its header says who confirmed what."""
    before = edited.key
    status.sign(edited, by_hand=True)
    changed = status.renewed(edited) != before
    if changed:
        write_atomically(target, _with_header(current, serialize(write(edited), parse(current, target.name))))
    what = "its header says now how far the review is" if changed else "left as it is"
    return Settled(changed, f"{target}: edited by hand; {what}, the program has nothing new.", edited=True)


def _with_header(current: bytes, signed: bytes) -> bytes:
    """A file with another header, all else to the letter; the whole signed file where the header cannot be cut out."""
    old, new = _HEADER.findall(current), _HEADER.findall(signed)
    is_utf8 = b"encoding=" not in current[:100] or b"utf-8" in current[:100].lower()
    return current.replace(old[0], new[0]) if is_utf8 and len(old) == len(new) == 1 else signed


def _surroundings_edited(current: bytes, written: bytes | None) -> bool:
    """Whether an editor changed what stands outside the root element: instructions (the schema) and comments."""
    return _surroundings(current) != (_surroundings(written) if written else [])


def _surroundings(data: bytes) -> list[bytes]:
    root = parse(data, "what is compared")
    return [etree.tostring(n, with_tail=False) for n in (*root.itersiblings(preceding=True), *root.itersiblings())]


def _record(authority: Authority | None, identifier: str) -> Branch | None:
    record = element(authority, identifier) if authority is not None else None
    return None if record is None else read(record)


def _tree(current: bytes, target: Path, force: bool) -> Branch | None:
    """The document that stands at the place; None if it is none of ours and may be replaced by force."""
    reason = "it was not made by this program"
    try:
        root = parse(current, target.name)
        if root.tag == f"{T}TEI" and is_ours(tree := read(root)):
            return tree
    except SourceError as error:
        reason = str(error).removeprefix(f"{target.name}:").strip()
    if not force:
        raise _refusal(target, reason)
    return None


def _trusted(data: bytes) -> Branch:
    return read(parse(data, "what the program wrote"))


def _refusal(target: Path, reason: str) -> OutputError:
    return OutputError(
        f"cannot write {target}: {reason}. It is left as it is: move it away, or encode to another place (-o) or "
        "over it (--force keeps a backup)."
    )


def _missing(target: Path) -> Finding:
    return Finding(
        "PZ901",
        Severity.WARNING,
        "What the program wrote last is not in .puzanov: its old proposals are not known.",
        'Whatever is not resp="#tool" was taken for a person\'s and kept.',
        Location(str(target), 1, 1),
    )


def _read(target: Path) -> bytes:
    try:
        return target.read_bytes()
    except OSError as error:
        raise OutputError(f"cannot read {target}: {(error.strerror or str(error)).lower()}.") from error


def _put(target: Path, data: bytes, fresh: bytes) -> bool:
    """Write a document, its base first: whatever happens on the way, the file has the one that it came from."""
    bases, digest = Bases(target), digest_in(fresh)
    if digest:
        bases.keep(digest, fresh)
    changed = write_atomically(target, data)
    if digest:
        bases.forget_but(digest)
    return changed
