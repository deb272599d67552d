"""An export from beginning to end: files found, documents rendered one by one, parts written, errors told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from puzanov_tei.base import pool
from puzanov_tei.base.discover import STANDARD_INPUT
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity, entities
from puzanov_tei.findings import NOWHERE, Finding, Location, Severity
from puzanov_tei.tei.read import editions

# The parts of a file's documents, and what is wrong with it.
Rendered = tuple[list[Any], list[Finding]]
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
    work = partial(render_file, name, options=options)
    count = 1 if Path(STANDARD_INPUT) in files else jobs

    def parts() -> Iterator[Any]:
        for done, (file, result) in enumerate(pool.run(work, files, jobs=count, few=FEW)):
            progress(done, str(file))
            rendered, findings = _told(file, result)
            troubles.extend(findings)
            yield from rendered

    rendered = parts()
    first = next(rendered, None)
    if first is not None:
        try:
            yield from EXPORTERS.load(name).write(chain([first], rendered), output, options)
        finally:
            output.finish()
    yield from output.renamed
    yield from troubles


def read_lists(files: Iterable[Path]) -> tuple[Entity, ...]:
    """The entities that files of lists describe, each once: the first description counts.

    Raises:
        SourceError: a file is not TEI.
        UsageError: a file cannot be read.
    """
    found: dict[str, Entity] = {}
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise UsageError(f"cannot read {file}: {(error.strerror or str(error)).lower()}") from error
        for edition in editions(data, str(file)):
            for entity in entities(edition.root, found):
                found[entity.id] = entity
    return tuple(found.values())


def render_file(name: str, file: Path, options: Options) -> Rendered:
    """The parts of one file's documents; a file that cannot be read becomes a finding."""
    chosen = EXPORTERS.load(name)
    rendered: list[Any] = []
    try:
        data = sys.stdin.buffer.read() if str(file) == STANDARD_INPUT else file.read_bytes()
        for edition in editions(data, str(file)):
            rendered.append(chosen.render(edition, options))
    except SourceError as error:
        return rendered, [_finding(file, error.message, place=error.location)]
    except RecursionError:
        return rendered, [_finding(file, "its elements are nested too deeply")]
    except OSError as error:
        return rendered, [_finding(file, f"cannot be read: {(error.strerror or str(error)).lower()}")]
    return rendered, []


def _told(file: Path, result: Rendered | Exception) -> Rendered:
    """What came of a file, when the process that rendered it ended without a result too."""
    if isinstance(result, pool.WorkerDied):
        hint = "Use fewer --jobs if memory is short."
        return [], [_finding(file, "the process that read it ended without a result", hint)]
    if isinstance(result, Exception):
        raise result
    return result


def _finding(file: Path, message: str, hint: str = "", place: Location = NOWHERE) -> Finding:
    return Finding("PZ800", Severity.ERROR, message, hint, place if place.file else Location(str(file)))
