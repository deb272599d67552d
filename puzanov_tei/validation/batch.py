"""Many files: each read, given its schema, checked; in one process or in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from puzanov_tei.base import pool
from puzanov_tei.base.scan import scan
from puzanov_tei.errors import SourceError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.validation import across
from puzanov_tei.validation.choice import Choice
from puzanov_tei.validation.document import check
from puzanov_tei.validation.store import Store

CODES = {
    "PZ090": ("The check did not end in time",
              "A rule or a pattern of the schema takes too long on this document. Nothing is known about the file."),
    "PZ091": ("The check ended without a result",
              "The process that checked the file was ended from outside, usually because memory ran out."),
    "PZ092": ("The schema that the file names is not at hand",
              "Schemas are never fetched from the network. The file was checked against all of TEI instead, which says "
              "less than its own schema."),
}


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be checked: its name, and its content if it does not come from disk."""

    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    Attributes:
        schema: what it was checked against, for the summary.
        names: what has to be unique among all files, see `together`.
        ended: False if the check did not come to an end.
    """

    name: str
    findings: tuple[Finding, ...]
    schema: str = ""
    ended: bool = True
    names: tuple[across.Name, ...] = ()


def check_all(
    work: Sequence[Job], choice: Choice, *, jobs: int = 1, timeout: float | None = None, cache: Path | None = None
) -> Iterator[Outcome]:
    """Check files, in the order given.

    Args:
        choice: how the schema of a file is found.
        jobs: processes; with more than one, or with a timeout, files are checked in processes of their own.
        timeout: seconds for one file; None: no limit.
        cache: folder that keeps findings of files that have not changed.

    Raises:
        SchemaError: a schema cannot be used.
        SourceError: a file cannot be read.
    """
    function = partial(_check, choice=choice, store=Store(cache) if cache else None)
    if timeout is None and (jobs == 1 or len(work) == 1):
        yield from map(function, work)
        return
    choice.prepare()
    for job, result in pool.run(function, work, jobs=jobs, timeout=timeout):
        if isinstance(result, Outcome):
            yield result
        elif isinstance(result, pool.TimedOut):
            yield _failed(job, "PZ090", f"The check did not end within {timeout:g} s.",
                          "Find the rule that takes so long, or raise --timeout.")
        elif isinstance(result, pool.WorkerDied):
            yield _failed(job, "PZ091", "The process that checked the file ended without a result.",
                          "Use fewer --jobs if memory is short.")
        else:
            raise result


def _failed(job: Job, code: str, message: str, hint: str) -> Outcome:
    finding = Finding(code, Severity.ERROR, message, hint, Location(job.name))
    return Outcome(job.name, (finding,), ended=False)


def _check(job: Job, *, choice: Choice, store: Store | None) -> Outcome:
    data, folder = _read(job)
    facts = scan(data)
    schema, remark = choice.schema(facts, folder)
    key = store.key(data, job.name, schema) if store else ""
    found = store.get(key) if store else None
    if found is None:
        found = check(data, job.name, schema, folder=folder, facts=facts)
        if store:
            store.put(key, found, facts, folder)
    if remark:
        found = [replace(remark, location=Location(job.name, 1, 1)), *found]
    return Outcome(job.name, tuple(found), str(schema), names=across.names(facts))


def together(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes with the findings that only show when the files are seen together."""
    extra: dict[str, list[Finding]] = {}
    for finding in across.duplicates((outcome.name, outcome.names) for outcome in outcomes):
        extra.setdefault(finding.location.file, []).append(finding)
    return [
        replace(o, findings=tuple(sorted((*o.findings, *extra[o.name]), key=lambda f: f.sort_key)))
        if o.name in extra else o
        for o in outcomes
    ]


def _read(job: Job) -> tuple[bytes, Path | None]:
    if job.data is not None:
        return job.data, None
    path = Path(job.name)
    try:
        return path.read_bytes(), path.parent
    except OSError as error:
        raise SourceError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
