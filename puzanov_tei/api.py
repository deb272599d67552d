"""What Python programs call: documents in, typed results out.

A `Path` is a file or a folder; `bytes` and `str` are content. Expected failures are `PuzanovError`s, each a sentence
for a person; what is wrong with a document is a `Finding`, a value. Nothing here keeps state: every function may be
called from several threads and processes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puzanov_tei import authority as authority_room
from puzanov_tei import dataframes
from puzanov_tei.authority import Authority
from puzanov_tei.base import discover, pool
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters import run as exporting
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.gather import fill
from puzanov_tei.exporters.records.tables import BY_NAME
from puzanov_tei.exporters.text import views
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import T, editions

if TYPE_CHECKING:
    from puzanov_tei.corpus import Outcome
    from puzanov_tei.exporters.site import SiteReport, SiteSettings
    from puzanov_tei.pipeline import Encoded
    from puzanov_tei.project.build import Done

Content = Path | bytes | str
"""A document: its file, its bytes, or its text."""
Sources = Content | Iterable[Path | str]
"""A document, a folder, or several files and folders as the command line takes them (globs, `@LIST`)."""

_MEMORY = "document.xml"  # what a document is called that comes from no file
logging.getLogger("puzanov_tei").addHandler(logging.NullHandler())


# --- encode -----------------------------------------------------------------------------------------


def encode(
    source: Content,
    authority: Authority | Path | None = None,
    *,
    name: str = "",
    reader: str | None = None,
    archive: str | None = None,
    encoding: str = "",
) -> Encoded:
    """Encode one page: TEI P5, with what the encoder was not sure of.

    Args:
        source: the file; its bytes; or its text.
        authority: persons, places and organisations to link to, or where they are; the built-in ones if None.
        name: what the document is called in findings, and as a last resort its identifier; a file has its own name.
        reader: what the source is (`markdown`, `docx` ...); recognised by its content if None.
        archive: whose page it is, by name or the TOML file that describes it; recognised by its marks if None.
        encoding: of a text file that does not say its own.

    Raises:
        SourceError: the source is empty, binary, in an unknown encoding, or holds no document.
        AuthorityError: the authority cannot be used.
        UsageError: there is no such reader or archive.
    """
    from puzanov_tei import archives, pipeline

    data, own_name = _content(source, "document.txt")
    known = authority if isinstance(authority, Authority) else load_authority(authority)
    whose = None if archive is None else archives.find(archive)
    return pipeline.encode(data, name or own_name, known, reader=reader, archive=whose, encoding=encoding)


def encode_all(
    sources: Iterable[Path | str],
    folder: Path | str,
    *,
    authority: Path | None = None,
    decisions: Path | None = None,
    jobs: int = 1,
    force: bool = False,
) -> Iterator[Outcome]:
    """Encode many pages into a folder, each as soon as it is done; files that somebody edited are merged, not replaced.

    Args:
        sources: files, folders, globs.
        folder: where the TEI goes, each file named after its document.
        decisions: folder of what editors decided.
        jobs: processes; 0: one a core.
        force: replace files that somebody edited (a backup is kept).

    Raises:
        UsageError: there are no such files.
        AuthorityError: the authority cannot be used.
    """
    from puzanov_tei import corpus
    from puzanov_tei.naming import Task, by_identifier

    paths = discover.files(map(str, sources), discover.PAGES)
    named = by_identifier([Task(str(path), None, "") for path in paths], Path(folder), jobs=jobs)
    where = None if authority is None else str(authority)
    options = corpus.EncodeOptions(authority=where, decisions=decisions, force=force)
    return corpus.encode_all(named.tasks, options, jobs=jobs)


def load_authority(path: Path | None = None, words: Iterable[Path] = ()) -> Authority:
    """The persons, places and organisations of a file or folder of TEI; the built-in ones without a path.

    Load them once and give them to every call of `encode`.

    Args:
        words: word lists of your own.

    Raises:
        AuthorityError: there is nothing, or it is no authority.
        UsageError: a word list cannot be read.
    """
    return authority_room.load(path, words)


# --- validate ---------------------------------------------------------------------------------------


def validate(
    sources: Sources,
    schema: str | Path | Sequence[str | Path] | None = None,
    *,
    name: str = _MEMORY,
    phase: str = "",
    jobs: int = 1,
    timeout: float | None = None,
    trust: bool = False,
) -> Iterator[Finding]:
    """Everything that is wrong with documents, file after file, as it is found.

    Args:
        sources: a file, a folder, several of them; or one document's bytes or text.
        schema: `puzanov`, `tei_all`, or files (ODD, RELAX NG, Schematron, XSD); None: what each document names, else
            all of TEI.
        name: what a document is called that comes from no file.
        phase: of Schematron.
        jobs: processes; 0: one a core.
        timeout: seconds for one file; None: no limit.
        trust: whether rules of schemas may read other files, addresses and variables.

    Raises:
        SchemaError: a schema that is named cannot be used (said at once).
        UsageError: there are no such files.
    """
    from puzanov_tei.validation import across
    from puzanov_tei.validation.batch import Job, check_all
    from puzanov_tei.validation.choice import SchemaChoice

    named = (schema,) if isinstance(schema, (str, Path)) else tuple(schema or ())
    choice = SchemaChoice(tuple(map(str, named)), phase=phase, trusted=trust)
    choice.prepare()
    if _is_content(sources):
        work = [Job(name, _content(sources, name)[0])]
    else:
        work = [Job(str(path)) for path in _files(sources)]
    checked = check_all(work, choice, jobs=jobs, timeout=timeout)

    def findings() -> Iterator[Finding]:
        names = []
        for file in checked:
            yield from file.findings
            names.append((file.name, file.names))
        yield from across.duplicates(names)

    return findings()


# --- export -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, in order, and what could not be read or carried over."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def export(form: str, sources: Sources, output: Path | str, *, jobs: int = 1, **options: Any) -> Exported:
    """Write TEI, anybody's, in a format: `text`, `csv`, `html`, `json` ... (`puzanov-tei export --help`).

    Args:
        sources: a file, a folder, several of them; or one document's bytes or text.
        output: a folder; a name with a suffix is a file, for formats that make one.
        jobs: processes; 0: one a core.
        options: `view`, `notes`, `split`, `offsets`, `tables`, `tabs`, `base`, `report`, `strict` ... as the command's.

    Raises:
        UsageError: there is no such format or option, or no such files.
        OutputError: the place cannot be written.
    """
    chosen = EXPORTERS.load(form)
    wanted = _options(options)
    single = bool(chosen.SUFFIX) and bool(Path(output).suffix)
    if _is_content(sources):
        data, name = _content(sources, _MEMORY)
        target = Output(str(output), single=single)
        rendered = exporting.render_file(form, Path(name), wanted, data=data)
        findings = list(chosen.write(iter(rendered.parts), target, wanted)) if rendered.parts else []
        target.finish()
        return Exported(tuple(target.written), (*findings, *rendered.findings))
    files = _files(sources)
    target = Output(str(output), single=single, inputs=files)
    findings = list(exporting.export(form, files, target, wanted, jobs))
    return Exported(tuple(target.written), tuple(findings))


def site(
    sources: Path | str | Iterable[Path | str],
    folder: Path | str,
    settings: SiteSettings | None = None,
    *,
    jobs: int = 1,
    force: bool = False,
) -> SiteReport:
    """Make a site of documents and registers in a folder, or bring it up to date: pages, registers, map, search.

    Args:
        sources: a file, a folder, several of them.
        settings: title, colours, languages ...; those of no configuration are read.
        jobs: processes; 0: one a core.
        force: overwrite what a person changed in the folder (a copy is kept).

    Raises:
        UsageError: there are no such files, or a file that the settings name cannot be used.
        OutputError: the folder cannot be written.
    """
    from puzanov_tei.exporters.site import build_site

    return build_site(_files(sources), Path(folder), settings, jobs=jobs, force=force)


def text(source: Content, view: str = "reading") -> str:
    """A document's plain text in a view: `reading`, `source` (what the source prints) or `normalized`.

    Raises:
        SourceError: it is no TEI, or holds more than one document.
        UsageError: there is no such view.
    """
    if view not in views.VIEWS:
        raise UsageError(f"there is no view {view!r}. Views: {', '.join(views.VIEWS)}.")
    data, name = _content(source, _MEMORY)
    documents = [edition for edition in editions(data, name) if edition.root.tag == f"{T}TEI"]
    if len(documents) != 1:
        raise SourceError(f"{name}: {len(documents)} documents are in it; export writes the text of each.")
    return views.view(documents[0].root, view).text


def tables(sources: Sources, names: Iterable[str] = (), *, backend: str = "", jobs: int = 1) -> dict[str, Any]:
    """Tables of documents as data frames: mentions, persons, places, entries ... (the columns: `export codebook`).

    Missing values are missing; numbers and truth values have their types.

    Args:
        sources: a file, a folder, several of them; or one document's bytes or text.
        names: the tables wanted; all of the export `csv` if there are none.
        backend: `pandas` or `polars`; the one that is installed, pandas first, if it is empty.
        jobs: processes; 0: one a core.

    Raises:
        UsageError: there is no such table, no such files, or neither library is installed.
        SourceError: a document cannot be read.
    """
    from puzanov_tei.exporters.formats.csv import wanted_tables

    make = dataframes.maker(backend)
    options = Options(tables=tuple(names))
    wanted = wanted_tables(options)
    rows: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in wanted}
    if _is_content(sources):
        data, name = _content(sources, _MEMORY)
        made = [exporting.render_file("parquet", Path(name), options, data=data)]
    else:
        render = partial(exporting.render_file, "parquet", options=options)
        made = [_told(result) for _, result in pool.run(render, _files(sources), jobs=jobs)]
    for rendered in made:
        for finding in rendered.findings:
            if finding.severity == "error":
                raise SourceError(finding.message, finding.location)
    parts = (part for rendered in made for part in rendered.parts)
    for _ in fill({name: held.extend for name, held in rows.items()}, parts):
        pass
    return {table.name: make(table, rows[table.name]) for table in wanted}


# --- projects ---------------------------------------------------------------------------------------


def init(folder: Path | str) -> list[Path]:
    """Make a project in a folder; the files that were made. A file that is there is never changed.

    Raises:
        UsageError: it is no folder.
        OutputError: a file cannot be written.
    """
    from puzanov_tei.project import start

    return start.init(Path(folder))


def build(folder: Path | str = ".", *, only: str = "", jobs: int = 0, dask: str = "") -> Iterator[Done]:
    """Bring a project up to date, only what has changed; what became of each step.

    The process works in the project's folder until the last step is done.

    Args:
        only: one step.
        jobs: processes; 0: one a core.
        dask: address of a Dask scheduler, or `local`.

    Raises:
        UsageError: there is no project, or another build of it is running.
    """
    from contextlib import ExitStack

    from puzanov_tei.project import build as building
    from puzanov_tei.project.cluster import Cluster

    with building.opened(Path(folder)) as settings, ExitStack() as stack:
        run: building.Runner = stack.enter_context(Cluster(dask, jobs)) if dask else partial(pool.run, jobs=jobs)
        settings = replace(settings, configuration=replace(settings.configuration, jobs=jobs))
        yield from building.build(settings, run=run, only=only)


# --- what is given ----------------------------------------------------------------------------------


def _is_content(sources: object) -> bool:
    """Whether it is a document itself: bytes, or text that begins as XML does."""
    return isinstance(sources, bytes) or (isinstance(sources, str) and sources.lstrip("\ufeff \t\r\n").startswith("<"))


def _content(source: object, name: str) -> tuple[bytes, str]:
    """Content and name of a document."""
    if isinstance(source, Path):
        try:
            return source.read_bytes(), str(source)
        except OSError as error:
            several = " For a folder there is encode_all." if source.is_dir() else ""
            raise SourceError(f"cannot read {source}: {(error.strerror or str(error)).lower()}.{several}") from error
    if isinstance(source, bytes):
        return source, name
    if not isinstance(source, str):
        raise UsageError(f"a document is a Path, bytes or a text, and not {type(source).__name__}.")
    if "\n" not in source and len(source) < 500 and Path(source).is_file():
        raise UsageError(f"{source!r} is a text here; for the file of that name give Path({source!r}).")
    return source.encode("utf-8"), name


def _files(sources: Sources) -> list[Path]:
    """The files of TEI that are meant."""
    if isinstance(sources, bytes):
        raise UsageError("bytes are one document; several documents are files.")
    several = [sources] if isinstance(sources, (str, Path)) else sources
    return discover.files(map(str, several), discover.XML)


def _options(given: Mapping[str, Any]) -> Options:
    from puzanov_tei.base.near import did_you_mean

    known = [field.name for field in fields(Options)]
    for key in given:
        if key not in known:
            raise UsageError(f"there is no option {key!r}. {did_you_mean(key, known, 'Options')}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return Options(**values)


def _told(result: exporting.Rendered | Exception) -> exporting.Rendered:
    if isinstance(result, Exception):
        raise result
    return result


TABLES = tuple(BY_NAME)
"""Names of all tables."""
