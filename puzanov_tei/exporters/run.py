"""An export from beginning to end: files found, documents rendered one by one, parts written, errors told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from puzanov_tei.base import pool_of_exports as pool
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import Options, exporter
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity, entities
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import editions

# The parts of a file's documents, and what is wrong with it.
Rendered = tuple[list[Any], list[Finding]]
GLOB = "*.xml"


def find(paths: Iterable[str]) -> list[Path]:
    """The TEI files that paths, folders (searched through) and glob patterns name, each once, in order.

    Raises:
        UsageError: a path is not there, or nothing matched.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            matches = sorted(p for p in path.rglob(GLOB) if p.is_file() and not _hidden(p.relative_to(path)))
        elif path.exists() or given == "-":
            matches = [path]
        elif any(sign in given for sign in "*?["):
            anchor = Path(path.anchor) if path.is_absolute() else Path()
            matches = sorted(p for p in anchor.glob(str(path.relative_to(anchor))) if p.is_file())
        else:
            raise UsageError(f"{given}: no such file or folder")
        if not matches:
            raise UsageError(f"{given}: no TEI file ({GLOB}) is there")
        found.update(dict.fromkeys(matches))
    return list(found)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


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
        files: as `find` gives them; `-` is standard input.
        jobs: processes that render documents; 0: one a processor, if there are enough files.
        progress: called for each file with the number of files done and the file's name.
    """
    troubles: list[Finding] = []
    work = partial(render_file, name, options=options)
    count = 1 if Path("-") in files else pool.processes(jobs, len(files))

    def parts() -> Iterator[Any]:
        for done, (file, (rendered, findings)) in enumerate(zip(files, pool.in_order(work, files, count), strict=True)):
            progress(done, str(file))
            troubles.extend(findings)
            yield from rendered

    rendered = parts()
    first = next(rendered, None)
    if first is not None:
        try:
            yield from exporter(name).write(chain([first], rendered), output, options)
        finally:
            output.finish()
    yield from output.renamed
    yield from troubles


def read_lists(files: Iterable[Path]) -> dict[str, Entity]:
    """The entities that files of lists describe, by id; the first description counts.

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
    return found


def render_file(name: str, file: Path, options: Options) -> Rendered:
    """The parts of one file's documents; a file that cannot be read becomes a finding."""
    chosen = exporter(name)
    rendered: list[Any] = []
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        for edition in editions(data, str(file)):
            rendered.append(chosen.render(edition, options))
    except SourceError as error:
        return rendered, [_finding(file, str(error))]
    except RecursionError:
        return rendered, [_finding(file, "its elements are nested too deeply")]
    except OSError as error:
        return rendered, [_finding(file, f"cannot be read: {(error.strerror or str(error)).lower()}")]
    return rendered, []


def _finding(file: Path, message: str) -> Finding:
    line, column = 0, 0
    head, _, rest = message.removeprefix(f"{file}:").strip().partition(": ")
    numbers = head.split(":")
    if len(numbers) == 2 and all(n.isdigit() for n in numbers):
        line, column, message = int(numbers[0]), int(numbers[1]), rest
    else:
        message = message.removeprefix(f"{file}:").strip()
    return Finding("PZ800", Severity.ERROR, message, location=Location(str(file), line, column))
