"""The exporter `edition`: each document through the steps of a profile, then registers, then what is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from puzanov_tei.base.files import Kept
from puzanov_tei.base.xml import XML_ID, safe_parser
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.exporters.editions.corpus import Corpus, EditionDocument, EditionPart
from puzanov_tei.exporters.editions.draft import Draft, Losses
from puzanov_tei.exporters.editions.registers import unsaid
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import described
from puzanov_tei.exporters.records.kinds import DOCUMENT, kind_of
from puzanov_tei.exporters.text.ledger import words_in
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T

SUFFIX = ""
PER_DOCUMENT = True
REGISTERS = True

_POINTING = ("ref", "key", "corresp", "who", "toWhom", "resp", "sameAs", "target", "active", "passive", "mutual")


def render(edition: Edition, options: Options) -> EditionPart:
    """The document's files, made by the steps of the profile; of a register what it describes."""
    profile = EDITIONS.load(options.profile)
    own = tuple(described(edition, doc_id=edition.doc_id))
    left = dict(unsaid(edition.root, own))
    if kind_of(edition) != DOCUMENT:
        lost = Losses()
        if edition.root.tag == f"{T}teiHeader":
            lost.add("header of a corpus", 1, words_in(edition.root))
        noted = profile.list_notes(edition, options) if hasattr(profile, "list_notes") else None
        return EditionPart(edition.file, entities=tuple(described(edition)), unsaid=left, lost=lost, notes=noted)
    draft = Draft(edition, options)
    for step in profile.STEPS:
        step.work(draft)
    files = tuple(profile.files(draft))
    if draft.fault:
        message = f"{abs(draft.fault)} characters of {draft.id} are {'lost' if draft.fault > 0 else 'doubled'}"
        hint = "This is a fault of the program: please report it with the file."
        draft.findings.append(Finding("PZ809", Severity.ERROR, message, hint, location=Location(edition.file)))
    document = EditionDocument(draft.id, edition.file, draft.scene.facts, draft.words)
    links = tuple(draft.links.values())
    notes = profile.notes(draft) if hasattr(profile, "notes") else None
    return EditionPart(
        edition.file, document, files, own, links, left, draft.lost, draft.moved, notes, tuple(draft.findings)
    )  # fmt: skip


def write(parts: Iterable[EditionPart], output: Output, options: Options) -> Iterator[Finding]:
    """Write the files of each document, then those of all together; yields what is lost, by name and count."""
    profile = EDITIONS.load(options.profile)
    if output.folder is None:
        raise UsageError("an edition is a folder of files: say which with -o DIR")
    corpus = Corpus(options)
    kept = Kept(output.folder, force=options.force)
    taken: set[str] = set()
    for part in parts:
        if part.document is not None and part.document.id.casefold() in taken:
            message = f"another document of this export is called {part.document.id}; this one is left out"
            hint = "give every TEI element an @xml:id of its own"
            yield Finding("PZ803", Severity.WARNING, message, hint, Location(part.file))
            continue
        if part.document is not None:
            taken.add(part.document.id.casefold())
        renamed = corpus.add(part)
        for name, data in part.files:
            yield from _put(name, _renamed(name, data, renamed), output, kept)
        yield from part.findings
    for name, data in profile.finish(corpus):
        yield from _put(name, data, output, kept)
    output.finish()
    kept.close()
    yield from corpus.findings
    yield from _account(corpus, options)


def _put(name: str, data: bytes, output: Output, kept: Kept) -> Iterator[Finding]:
    """Write a file, unless a person has changed the one that is there."""
    if kept.may_write(name, data):
        output.write(name, data)
    else:
        message = "somebody has changed this file; it is left as it is"
        hint = "Move it away, or overwrite it with --force (a backup is kept)."
        yield Finding("PZ815", Severity.ERROR, message, hint, Location(str(kept.path(name))))


def _renamed(name: str, data: bytes, renamed: Mapping[str, str]) -> bytes:
    """A file with the new identifiers of entities that share theirs with those of other documents."""
    if not renamed or not name.endswith(".xml"):
        return data
    tree = etree.fromstring(data, safe_parser(huge=True, repeated_ids=True)).getroottree()
    for element in tree.iter(etree.Element):
        if (ident := element.get(XML_ID, "")) in renamed:
            element.set(XML_ID, renamed[ident])
        for attribute in _POINTING:
            if value := element.get(attribute):
                element.set(attribute, " ".join(_pointer(token, renamed) for token in value.split()))
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _pointer(token: str, renamed: Mapping[str, str]) -> str:
    place, mark, ident = token.rpartition("#")
    return f"{place}{mark}{renamed.get(ident, ident)}"


def _account(corpus: Corpus, options: Options) -> Iterator[Finding]:
    """What the run left out, and the references that no list explains."""
    if unknown := corpus.undescribed:
        some = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        message = f"mentioned, but described in no list of these files: {some} ({len(unknown)} in all)"
        hint = "Their entries say no more than the text calls them; export the file that holds their list together."
        yield Finding("PZ802", Severity.WARNING, message, hint)
    if corpus.lost.rows:
        yield Finding("PZ814", Severity.WARNING, f"{options.profile} has no place for: {corpus.lost}")
    if options.report:
        lost: Losses = corpus.lost
        message = (
            f"{options.profile}: {corpus.words} words in {len(corpus.documents)} documents: "
            f"{corpus.moved} of them stand in registers, {lost.words} are left out or in no entry"
        )
        yield Finding("PZ813", Severity.INFO, message)
