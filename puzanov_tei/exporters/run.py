"""An export from beginning to end: files found, documents rendered one by one, parts written, errors told."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from puzanov_tei.base import crash, pool
from puzanov_tei.base.discover import STANDARD_INPUT, told_apart
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.audit import Ledgers, audited, fault, no_document, unread
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity, described
from puzanov_tei.exporters.records.kinds import DOCUMENT, kind_of
from puzanov_tei.exporters.text.ledger import Ledger
from puzanov_tei.findings import NOWHERE, Finding, Location, Severity
from puzanov_tei.tei.read import FragmentError, editions

FRAGMENT = "PZ810"
FEW = 48
"""Fewer files than this are rendered before a second process has started."""


def export(
    name: str,
    files: Sequence[Path],
    output: Output,
    options: Options,
    jobs: int = 1,
    progress: Callable[[int, str], None] = lambda done, file: None,
) -> Iterator[Finding]:
    """Export files in a format of `EXPORTERS`; yields what could not be read or carried over.

    Nothing is written when no file could be read.

    Args:
        files: the TEI files; `-` is standard input.
        jobs: processes that render documents; 0: one a core, if there are enough files.
        progress: called for each file with the number of files done and the file's name.
    """
    troubles: list[Finding] = []
    included: set[str] = set()
    ledgers = Ledgers()
    elsewhere = frozenset(str(file.resolve()) for file in files)
    work = partial(render_file, name, options=options, elsewhere=elsewhere, idents=told_apart(files))
    count = 1 if Path(STANDARD_INPUT) in files else jobs

    def parts() -> Iterator[Any]:
        for done, (file, result) in enumerate(pool.run(work, files, jobs=count, few=FEW)):
            progress(done, str(file))
            rendered = _told(file, result)
            troubles.extend(rendered.findings)
            included.update(rendered.included)
            ledgers.add(rendered.ledgers)
            yield from rendered.parts

    rendered = parts()
    first = next(rendered, None)
    if first is not None:
        try:
            yield from EXPORTERS.load(name).write(chain([first], rendered), output, options)
        finally:
            output.finish()
    yield from output.renamed
    for finding in troubles:
        if finding.code != FRAGMENT or str(Path(finding.location.file).resolve()) not in included:
            yield finding
    if options.report and not options.profile:
        yield from ledgers.findings()


def read_lists(files: Iterable[Path]) -> tuple[Entity, ...]:
    """The entities that files of lists describe, each once: the first description counts.

    Raises:
        SourceError: a file is not TEI.
        UsageError: a file cannot be read.
    """
    entities: dict[str, Entity] = {}
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise UsageError(f"cannot read {file}: {(error.strerror or str(error)).lower()}") from error
        for edition in editions(data, str(file)):
            for entity in described(edition, entities):
                entities[entity.id] = entity
    return tuple(entities.values())


def registers(files: Iterable[Path], known: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """What the registers among some files describe, behind what is known; files that cannot be read are passed over."""
    entities = {entity.id: entity for entity in known}
    for file in files:
        with contextlib.suppress(OSError, SourceError, RecursionError):
            for edition in () if str(file) == STANDARD_INPUT else editions(file.read_bytes(), str(file)):
                if kind_of(edition) != DOCUMENT:
                    for entity in described(edition, entities):
                        entities[entity.id] = entity
    return tuple(entities.values())


@dataclass(slots=True)
class Rendered:
    """The parts of a file's documents, what is wrong with it, the files it includes, and where its words went."""

    parts: list[Any] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    ledgers: list[tuple[str, Ledger]] = field(default_factory=list)


def render_file(
    name: str,
    file: Path,
    options: Options,
    elsewhere: Collection[str] = (),
    data: bytes | None = None,
    idents: Mapping[Path, str] = MappingProxyType({}),
) -> Rendered:
    """The parts of one file's documents; a file that cannot be read becomes a finding.

    Args:
        data: what the file holds, where that is known.
        idents: what documents without an identifier are called, of files that are called alike.
    """
    chosen = EXPORTERS.load(name)
    rendered = Rendered()
    try:
        if data is None:
            data = sys.stdin.buffer.read() if str(file) == STANDARD_INPUT else file.read_bytes()
        for edition in editions(data, str(file), elsewhere, one_by_one=True, ident=idents.get(file, "")):
            rendered.included.extend(edition.included)
            rendered.findings.extend(unread(edition))
            if not getattr(chosen, "REGISTERS", False) and kind_of(edition) != DOCUMENT:
                rendered.findings.append(no_document(edition))
                continue
            rendered.parts.append(chosen.render(edition, options))
            if (options.report or options.strict) and not options.profile and kind_of(edition) == DOCUMENT:
                made = audited(edition, options)
                rendered.ledgers.append((edition.doc_id, made))
                rendered.findings.extend(fault(edition, made))
    except FragmentError as error:
        hint = "It is exported with the file that includes it (xi:include)."
        told = _finding(file, error.message, hint, error.location)
        rendered.findings.append(replace(told, code=FRAGMENT, severity=Severity.WARNING))
    except SourceError as error:
        rendered.findings.append(_finding(file, error.message, f"See: puzanov-tei validate {file}", error.location))
    except RecursionError:
        rendered.findings.append(_finding(file, "its elements are nested too deeply"))
    except OSError as error:
        rendered.findings.append(_finding(file, f"cannot be read: {(error.strerror or str(error)).lower()}"))
    return rendered


def _told(file: Path, result: Rendered | Exception) -> Rendered:
    """What came of a file, when the process that rendered it ended without a result too."""
    if isinstance(result, pool.WorkerDied):
        hint = "Use fewer --jobs if memory is short."
        return Rendered(findings=[_finding(file, "the process that read it ended without a result", hint)])
    if isinstance(result, UsageError):
        raise result  # it would be the same for every file
    if isinstance(result, Exception):
        broke_off = Finding("PZ899", Severity.ERROR, crash.told(result), location=Location(str(file)))
        return Rendered(findings=[broke_off])
    return result


def _finding(file: Path, message: str, hint: str = "", place: Location = NOWHERE) -> Finding:
    return Finding("PZ800", Severity.ERROR, message, hint, place if place.file else Location(str(file)))
