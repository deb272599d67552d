"""Many documents: each through the pipeline, on one or more processes, each failure by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from puzanov_tei import archives, language, pipeline
from puzanov_tei import authority as authority_room
from puzanov_tei.authority import store
from puzanov_tei.base import crash, pool
from puzanov_tei.base.files import is_special
from puzanov_tei.decisions import lines, report
from puzanov_tei.decisions.document import decided, taught
from puzanov_tei.decisions.settle import Settled, settle
from puzanov_tei.errors import InternalError, PuzanovError, SourceError, WorkerError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.naming import Task
from puzanov_tei.resources import authority_folder
from puzanov_tei.taggers import TAGGERS, evidence
from puzanov_tei.tei import tree
from puzanov_tei.tei.read import XML_ID, parse
from puzanov_tei.tei.write import with_instructions
from puzanov_tei.validation import beside

_MOST_DOUBTFUL = 10
_NAMES = {"persName": "persons", "placeName": "places", "orgName": "organisations"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task.

    Attributes:
        tei: the document, only for standard output.
        changed: whether a file was written (False: it held the same bytes already).
        edited: whether the file now holds something that somebody else wrote.
        note: why a file that was edited by hand was treated as it was; empty for others.
        conflicts: what needs a person in such a file, and decisions that do not fit.
        warnings: places that the encoder could not resolve.
        report: what was found, for people; empty if nobody wants to be told.
        error: why there is no document.
    """

    source: str
    target: str
    tei: bytes = b""
    changed: bool = False
    edited: bool = False
    note: str = ""
    conflicts: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    report: str = ""
    error: PuzanovError | None = None

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source


@dataclass(frozen=True, slots=True)
class EncodeOptions:
    """How documents are encoded.

    Attributes:
        authority: a user's own authority file or folder; the packaged one if None.
        decisions: folder of what editors decided; None: nothing.
        words: word lists of the user's own (see `language`).
        reader: name of a reader; recognised by content if None.
        archive: name of an archive or of the TOML file that describes one; recognised by its marks if None.
        encoding: of text files, where neither their bytes nor their declaration tell.
        taggers: names of further taggers (see `taggers.TAGGERS`).
        force: overwrite files that were edited by hand, and keep a backup; else they are merged.
        schemas: the project's schemas, which the documents name; none: ours, put beside them.
        told: whether reports are made.
    """

    authority: str | None = None
    decisions: Path | None = None
    words: tuple[Path, ...] = ()
    reader: str | None = None
    archive: str | None = None
    encoding: str = ""
    taggers: tuple[str, ...] = ()
    force: bool = False
    schemas: tuple[Path, ...] = ()
    told: bool = False


_BY_DEFAULT = EncodeOptions()


def encode_all(tasks: Sequence[Task], options: EncodeOptions = _BY_DEFAULT, *, jobs: int = 0) -> Iterator[Outcome]:
    """Encode all tasks, in order, on `jobs` processes (0: one a core, if there are enough tasks).

    Raises:
        AuthorityError, UsageError: authority or taggers cannot be used (said before any document is touched).
    """
    load_authority(options.authority, options.decisions, options.words)
    for name in options.taggers:
        TAGGERS.load(name)
    load_archive(options.archive)
    run = partial(encode_one, options=options)
    for task, result in pool.run(run, tasks, jobs=jobs):
        if isinstance(result, pool.WorkerDied):
            message = "the process that encoded it ended without a result. Use fewer --jobs."
            yield Outcome(task.source, task.target, error=WorkerError(message, Location(task.source)))
        elif isinstance(result, Exception):
            yield Outcome(task.source, task.target, error=InternalError(crash.told(result), Location(task.source)))
        else:
            yield result


@lru_cache(maxsize=4)
def load_authority(
    path: str | None, decisions: Path | None = None, words: tuple[Path, ...] = ()
) -> authority_room.Authority:
    """The authority, with the records and names that decisions add to it; loaded once in each process.

    `words` are word lists of the user's own: they are added to the vocabulary in which names are looked for.
    """
    if decisions is None:
        return authority_room.load(None if path is None else Path(path), words)
    records = store.read(authority_folder() if path is None else Path(path))
    for file in sorted(decisions.glob("*.jsonl")):
        records = taught(records, lines.read(file))
    return authority_room.Authority(records, language.with_lists(words))


@lru_cache(maxsize=4)
def load_archive(name: str | None) -> archives.Archive | None:
    """The archive of that name or file, read once in each process; None if none is named."""
    return None if name is None else archives.find(name)


def encode_one(task: Task, options: EncodeOptions) -> Outcome:
    """Encode one task and write its file; an expected failure is part of the outcome."""
    try:
        known = load_authority(options.authority, options.decisions, options.words)
    except PuzanovError as error:
        return Outcome(task.source, task.target, error=error)
    return encode_with(task, known, options)


def encode_with(task: Task, known: authority_room.Authority, options: EncodeOptions) -> Outcome:
    """As `encode_one`, with an authority that is at hand."""
    try:
        data = _read(task)
        encoded = pipeline.encode(
            data,
            task.source,
            known,
            reader=options.reader,
            archive=load_archive(options.archive),
            encoding=options.encoding,
            extra_taggers=list(map(TAGGERS.load, options.taggers)),
            identifier=task.identifier,
        )
        tei, unfit = _with_decisions(encoded.tei, options.decisions, known)
        settled = Settled(False)
        if task.target != "-":
            place = Path(task.target)
            settled = settle(place, _with_schema(tei, place, options.schemas), force=options.force, authority=known)
    except PuzanovError as error:
        return Outcome(task.source, task.target, error=error)
    return Outcome(
        task.source,
        task.target,
        tei=tei if task.target == "-" else b"",
        changed=settled.changed,
        edited=settled.edited,
        note=settled.note,
        conflicts=(*unfit, *settled.findings),
        warnings=tuple(f for f in encoded.findings if f.severity is not Severity.INFO),
        report="\n".join((describe(task, encoded), *open_questions(tei))) if options.told else "",
    )


def _with_decisions(
    tei: bytes, folder: Path | None, known: authority_room.Authority
) -> tuple[bytes, tuple[Finding, ...]]:
    """The document with what editors decided about it, and the decisions that do not fit."""
    if folder is None:
        return tei, ()
    file = lines.file_of(folder, parse(tei, "document").get(XML_ID, ""))
    decisions = lines.read(file)
    if not decisions:
        return tei, ()
    result, applied = decided(tei, decisions, known, str(file))
    return result, applied.findings


def open_questions(tei: bytes) -> Iterator[str]:
    """What nobody has confirmed in a document, most doubtful first, as lines of a report."""
    yield from (f"  {line}" for line in report.in_words(tree.read(parse(tei, "document")), _MOST_DOUBTFUL))


def _with_schema(tei: bytes, target: Path, schemas: tuple[Path, ...]) -> bytes:
    """The document with the instructions that name its schema, which is there then; a device has nothing beside it."""
    if is_special(target):
        return tei
    if not schemas:
        beside.put(target.parent)
    return with_instructions(tei, beside.instructions(target, schemas))


def _read(task: Task) -> bytes:
    try:
        return task.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceError(f"cannot read {task.source}: {reason}.") from error


def describe(task: Task, encoded: pipeline.Encoded) -> str:
    """What was found in one document and what was not understood, as a few lines."""
    document = encoded.document
    linked = Counter(m.kind.value for m in encoded.mentions if m.ref)
    kinds = Counter(m.kind.value for m in encoded.mentions)
    names = ", ".join(
        f"{kinds[kind]} {words}" + (f" ({linked[kind]} linked)" if kind in linked else "")
        for kind, words in _NAMES.items()
        if kind in kinds
    )
    lines = [
        f"{task.source} -> {task.target}",
        f"  {document.genre}, read as {document.page.reader}, dated {document.date or 'unknown'},"
        f" {len(document.entries)} entries; names of {names or 'nobody'}",
    ]
    lines += [f"  {told}" for told in evidence.doubtful(document.page.source, encoded.mentions)]
    lines += [f"  {finding}" for finding in encoded.findings]
    return "\n".join(lines)
