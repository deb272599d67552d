"""Many files: each read, given its schema, checked; in one process or in several."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from puzanov_tei.base import crash, pool
from puzanov_tei.base.catalog import Catalog
from puzanov_tei.base.scan import MAX_BYTES, scan
from puzanov_tei.checks import CHECKS, wellformed
from puzanov_tei.checks.references import pointed_to
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.validation import across
from puzanov_tei.validation.choice import SchemaChoice
from puzanov_tei.validation.document import check
from puzanov_tei.validation.fates import NO_TEI
from puzanov_tei.validation.holders import Holders
from puzanov_tei.validation.schemas import load
from puzanov_tei.validation.store import Store

MEMORY = 4 << 30
"""Bytes that one process may use for a file and the rules of its schema."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be checked: its name, and its content if it does not come from disk."""

    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What came of one file.

    Attributes:
        schema: what it was checked against, for the summary.
        names: what has to be unique among all files, see `together`.
        read: other files that the findings depend on; not complete if the findings were kept (`Store`).
        pointed_to: files in which identifiers are looked for, and these.
        asked: whether the findings depend on all files of the run and the project besides (`Holders`).
        ended: False if the check did not come to an end.
    """

    name: str
    findings: tuple[Finding, ...]
    schema: str = ""
    ended: bool = True
    names: tuple[across.UniqueId, ...] = ()
    read: frozenset[Path] = frozenset()
    pointed_to: Mapping[Path, Set[str]] = field(default_factory=dict)
    asked: bool = False

    @property
    def is_left_out(self) -> bool:
        """Whether it was not checked, as it is no TEI."""
        return any(finding.code == NO_TEI for finding in self.findings)


def check_all(
    work: Sequence[Job],
    choice: SchemaChoice,
    *,
    jobs: int = 0,
    timeout: float | None = None,
    cache: Path | None = None,
    checks: Sequence[str] = (),
    indices: Sequence[str] = (),
    xinclude: bool = True,
) -> Iterator[CheckedFile]:
    """Check files, in the order given. Whatever happens to one of them is a finding, and the others are checked.

    Args:
        choice: how the schema of a file is found.
        jobs: processes; 0: one a core. With more than one, or with a timeout, files are checked in other processes.
        timeout: seconds for one file; None: no limit.
        cache: folder that keeps findings of files that have not changed.
        checks: names of installed checks to make besides.
        indices: files besides in which identifiers are looked for.
        xinclude: whether what documents include stands in its place.

    Raises:
        SchemaError: a schema that the person named cannot be used.
        UsageError: there is no check of that name, or it cannot be used.
    """
    for name in checks:
        CHECKS.load(name)
    store = Store(cache) if cache and not checks else None  # whether an installed check has changed is not known
    choice.prepare()
    holders = Holders(tuple(dict.fromkeys([*(job.name for job in work), *indices])))
    function = partial(check_one, choice=choice, store=store, checks=tuple(checks), holders=holders, xinclude=xinclude)
    for job, result in pool.run(function, list(map(_held, work)), jobs=jobs, timeout=timeout):
        if isinstance(result, SchemaError) and choice.named:
            raise result
        yield result if isinstance(result, CheckedFile) else _without_result(job, result, timeout)


def _without_result(job: Job, error: Exception, timeout: float | None) -> CheckedFile:
    if isinstance(error, pool.TimedOut):
        return _failed(
            job,
            "PZ090",
            f"The check did not end within {timeout:g} s.",
            "Find the rule that takes so long, or raise --timeout.",
        )
    if isinstance(error, pool.WorkerDied):
        return _failed(
            job,
            "PZ091",
            "The process that checked the file ended without a result.",
            f"Use fewer --jobs if memory is short; a file and its rules may use {MEMORY >> 30} GB.",
        )
    if isinstance(error, OSError):
        why = (error.strerror or str(error)).lower()
        return _unchecked(job, "PZ094", f"The file cannot be read: {why}.", "Restore it, or leave it out of the run.")
    if isinstance(error, SchemaError):
        return _unchecked(
            job,
            "PZ093",
            f"A schema that the file names cannot be used: {error}",
            "Mend the schema, or name another with --schema.",
        )
    return _failed(job, "PZ095", f"The check broke off: {crash.told(error)}", "")


def _unchecked(job: Job, code: str, message: str, hint: str) -> CheckedFile:
    return CheckedFile(job.name, (Finding(code, Severity.ERROR, message, hint, Location(job.name)),))


def _failed(job: Job, code: str, message: str, hint: str) -> CheckedFile:
    return replace(_unchecked(job, code, message, hint), ended=False)


def _held(job: Job) -> Job:
    """The job with its content if that can be read only once and only here: a pipe, a device."""
    path = Path(job.name)
    try:
        if job.data is not None or path.is_file() or path.is_dir() or not path.exists():
            return job
        return replace(job, data=path.read_bytes())
    except OSError:
        return job


def check_one(
    job: Job,
    *,
    choice: SchemaChoice,
    store: Store | None,
    checks: tuple[str, ...],
    holders: Holders,
    xinclude: bool = True,
) -> CheckedFile:
    """What came of one file; an error of the system or of a schema that was named is raised."""
    _bound()
    folder = Path(job.name).parent if job.data is None else None
    if job.data is None and Path(job.name).stat().st_size > MAX_BYTES:
        return CheckedFile(job.name, (wellformed.too_large(job.name),))
    data = Path(job.name).read_bytes() if job.data is None else job.data
    facts = scan(data)
    if facts.fault is None and choice.leaves_out(facts, job.name):
        return CheckedFile(job.name, (_of_no_tei(job.name, facts.root), *wellformed.check(data, job.name, facts)))
    chosen = choice.schema(facts, folder, job.name)
    schema = chosen.schema
    key = store.key(data, job.name, schema) if store and xinclude else ""
    kept = store.get(key) if store and key else None
    read: set[Path] = set()
    if kept is None:
        kept = check(
            data,
            job.name,
            schema,
            folder=folder,
            facts=facts,
            further=map(CHECKS.load, checks),
            holder=holders,
            read=read,
            xinclude=xinclude,
        )
        # Where identifiers are depends on all files of the project.
        if store and key and job.name not in holders.asked:
            store.put(key, kept, facts, folder, read)
    if Path(job.name).suffix.lower() == ".odd" and job.data is None:
        kept = list(dict.fromkeys([*kept, *_of_an_odd(job.name, choice.catalog)]))
    if folder is not None:
        read.update(choice.places(facts, folder))
    found = (*chosen.findings, *schema.findings, *kept)
    return CheckedFile(
        job.name,
        found,
        str(chosen),
        names=across.names(facts, data),
        read=frozenset(read),
        pointed_to={} if folder is None else pointed_to(facts, folder),
        asked=job.name in holders.asked,
    )


def _of_no_tei(name: str, root: str) -> Finding:
    message = f"The file is no TEI, as it begins with <{root}>; it was not checked."
    hint = "Leave it out of the run (exclude in the configuration), or name a schema for it."
    return Finding(NO_TEI, Severity.INFO, message, hint, Location(name, 1, 1))


def _of_an_odd(name: str, catalog: Catalog) -> Sequence[Finding]:
    """What `odd check` says of an ODD, besides what is wrong with it as a document."""
    try:
        return load(name, catalog=catalog).findings
    except SchemaError as error:
        message = f"The ODD cannot be compiled: {error}"
        return [Finding("PZ093", Severity.ERROR, message, "Mend it, and run again.", Location(name, 1, 1))]


@lru_cache(maxsize=1)
def _bound() -> None:
    """Limit the memory of this process, if it is one of the pool's and the system knows such limits."""
    multiprocessing = sys.modules.get("multiprocessing")  # which is there in every process that it has started
    if multiprocessing is None or multiprocessing.parent_process() is None:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if soft == resource.RLIM_INFINITY or soft > MEMORY:
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))


def together(outcomes: Sequence[CheckedFile]) -> list[CheckedFile]:
    """The outcomes with the findings that only show when the files are seen together.

    What is said of a place outside of a file (of an included file, of the schema) is said once, at the first file. That
    a file is no TEI is an error only if none of them is: then it was these files that were to be checked.
    """
    if all(outcome.is_left_out for outcome in outcomes):
        return list(map(_meant, outcomes))
    extra: dict[str, list[Finding]] = {}
    for finding in across.duplicates((outcome.name, outcome.names) for outcome in outcomes):
        extra.setdefault(finding.location.file, []).append(finding)
    places = {f.location.file for o in outcomes for f in o.findings if f.location.file != o.name}
    said: set[tuple[str, Location]] = set()
    completed = []
    for outcome in outcomes:
        findings = [f for f in outcome.findings if (f.code, f.location) not in said]
        said.update((f.code, f.location) for f in findings if f.location.file in places)
        findings = sorted((*findings, *extra.get(outcome.name, ())), key=lambda f: f.sort_key)
        completed.append(replace(outcome, findings=tuple(findings)))
    return completed


def _meant(outcome: CheckedFile) -> CheckedFile:
    return replace(outcome, findings=tuple(replace(one, severity=Severity.ERROR) for one in outcome.findings))
