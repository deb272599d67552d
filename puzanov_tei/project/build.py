"""A build: for each step, what has to be done and why; then that, by several processes; what is left over goes."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from puzanov_tei.authority.asked import Changes
from puzanov_tei.base import pool
from puzanov_tei.base.leftovers import clear_again
from puzanov_tei.errors import OutputError, PuzanovError, UsageError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.project import encoding, program
from puzanov_tei.project.codes import failed, finding
from puzanov_tei.project.files import MISSING, shown
from puzanov_tei.project.plan import steps
from puzanov_tei.project.settings import Settings, find, settings_of
from puzanov_tei.project.state import FILE, ProjectState, Record
from puzanov_tei.project.steps import BuildStep, Made, Unit
from puzanov_tei.project.work import begin, work
from puzanov_tei.validation import project

ALL = ""
"""Name of the unit that stands for all of them together."""
_BEGUN = "begun"
"""Stands for the digest of a file that a build was going to write when it was killed."""


class Runner(Protocol):
    """What does units: `pool.run`, or a cluster."""

    def __call__(
        self, function: Callable[[Unit], Made], tasks: Sequence[Unit], /
    ) -> Iterator[tuple[Unit, Made | Exception]]:
        """Each unit with what came of it, in order."""


@dataclass(slots=True)
class Done:
    """What became of a step.

    Attributes:
        units: how many there are; made: how many were done; failed: how many could not be; faults: of the program.
        reasons: unit -> why it was done, or has to be.
        errors, warnings: findings of all units, of those that were not done again too.
    """

    step: str
    units: int = 0
    made: int = 0
    failed: int = 0
    faults: int = 0
    removed: int = 0
    errors: int = 0
    warnings: int = 0
    seconds: float = 0.0
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know what: each finding, and how far a step has come (step, done, of how many)."""

    finding: Callable[[Finding], None] = lambda finding: None
    progress: Callable[[str, int, int], None] = lambda step, done, total: None


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Settings]:
    """The project in `folder`, which is the current folder as long as it is worked on.

    Raises:
        UsageError: there is none, or its configuration is wrong.
    """
    file = find(folder)
    with contextlib.chdir(file.parent):
        yield settings_of(project.read(Path(file.name)))


def build(
    settings: Settings, *, run: Runner | None = None, only: str = "", dry: bool = False, watch: Watch | None = None
) -> Iterator[Done]:
    """Bring an edition up to date; yields what became of each step. The current folder is the project's (`opened`).

    Args:
        run: what does the units; processes of this machine if None.
        only: one step; those that it needs are done before it.
        dry: only say what would be done and why.

    Raises:
        UsageError: there is no such step, another build is running, or the configuration is wrong.
        AuthorityError, SchemaError: what every document needs cannot be used.
    """
    every = steps(settings)
    needed = {name for step in every if step.name == only for name in (only, *step.needs)}
    if only and not needed:
        raise UsageError(f"there is no step {only!r}. Steps: {', '.join(step.name for step in every)}.")
    wanted = [step for step in every if not only or step.name in needed]
    begin(token := secrets.token_hex(8))
    with ProjectState(FILE) as state:
        building = _Build(settings, state, run or pool.run, dry, watch or Watch(), token)
        for step in wanted:
            yield building.step(step)
        if not only and not dry:
            building.leave(state.steps() - {step.name for step in every})
        clear_again(state.folders)


class _Build:
    """One build of one project."""

    def __init__(
        self, settings: Settings, state: ProjectState, run: Runner, dry: bool, watch: Watch, token: str
    ) -> None:
        self._settings = settings
        self._state = state
        self._run = run
        self._dry = dry
        self._watch = watch
        self._token = token
        self._to_come: set[str] = set()  # files that a dry run would have made
        self._authority = ""

    def step(self, step: BuildStep) -> Done:
        """Do what is to be done in a step."""
        begin = time.monotonic()
        planned = step.inputs(self._settings, self._state)
        self._state.elsewhere = planned.elsewhere
        records = self._state.records(step.name)
        together = records.pop(ALL, None)
        done = Done(step.name, len(planned.units))
        for told in planned.findings:
            self._tell(told, done)
        if step is encoding.ENCODE and planned.units:
            self._ask_again(records)
        key = program.state(step.rooms), _digest(step.settings(self._settings))
        for unit in planned.units:
            if reason := self._reason(unit, records.get(unit.name), key):
                done.reasons[unit.name] = reason
        todo = [unit for unit in planned.units if unit.name in done.reasons]
        gone = records.keys() - {unit.name for unit in planned.units}
        if self._dry and step is not encoding.READ:  # what a source is has to be known to say anything
            done.made = len(todo)
            self._foresee(step, todo, records)
            return done
        self._stand(step, {name: records[name] for name in records.keys() - gone - done.reasons.keys()}, done)
        gone |= self._do(step, todo, key, done)
        self._state.forget(step.name, gone)
        if self._gather(step, planned.units, together, key, bool(todo or gone), done):
            once = {name: records[name] for name in records.keys() & gone.union(done.reasons)}
            self._remove(step, once | ({ALL: together} if together else {}), once.keys() & gone, done)
        self._state.commit()
        done.seconds = time.monotonic() - begin
        return done

    def leave(self, steps: Iterable[str]) -> None:
        """Remove what was made by steps that the configuration does not ask for any more."""
        for name in steps:
            records = self._state.records(name)
            before = {path: digest for one in records.values() for path, digest in one.outputs.items()}
            self._state.forget(name, records)
            self._clear(before, set(), Done(name))
        self._state.commit()

    # --- what has to be done ----------------------------------------------------------------------

    def _reason(self, unit: Unit, record: Record | None, key: tuple[str, str]) -> str:
        """Why a unit has to be done; empty if it is as it was."""
        if record is None or _BEGUN in record.outputs.values():
            return "new"
        if record.program != key[0]:
            return "the program is another one" if record.program else "it depends on other documents"
        if record.settings != _digest((key[1], unit.about, unit.data)):
            return "the configuration or the record is another one" if unit.data else "the configuration is another one"
        for path in unit.files:
            if path not in record.inputs:
                return f"{path} is new"
        for path, digest in record.inputs.items():
            if path in self._to_come or self._state.digest(path) != digest:
                return f"{shown(path)} has changed" if digest else f"{shown(path)} is new"
        for path, digest in record.outputs.items():
            if (now := self._state.digest(path)) != digest:
                return f"{path} has changed" if now else f"{path} is missing"
        changed = record.authority and record.authority != self._authority
        return "records that it uses have changed" if changed else ""

    def _ask_again(self, records: dict[str, Record]) -> None:
        """Find out for which documents the authority would answer otherwise than it did."""
        now = encoding.authority(self._settings).records
        self._authority = _digest(now)
        changes: dict[str, Changes | None] = {}
        same: list[str] = []
        for unit, digest, asked in self._state.asked(encoding.ENCODE.name, self._authority):
            if digest not in changes:
                kept = self._state.authority(digest)
                changes[digest] = None if kept is None else Changes(kept, now)
            change = changes[digest]
            if change is not None and unit in records and not change.concern(asked):
                same.append(unit)
                records[unit] = records[unit]._replace(authority=self._authority)
        if not self._dry:
            self._state.holds(encoding.ENCODE.name, same, self._authority)
            self._state.keep_authority(self._authority, now)

    def _foresee(self, step: BuildStep, todo: Iterable[Unit], records: Mapping[str, Record]) -> None:
        """What a dry run would have made is not what it is any more."""
        for unit in todo:
            record = records.get(unit.name)
            self._to_come.update(record.outputs if record else ())
            self._to_come.update(unit.about if step is encoding.ENCODE else ())

    # --- doing it ---------------------------------------------------------------------------------

    def _do(self, step: BuildStep, todo: Sequence[Unit], key: tuple[str, str], done: Done) -> set[str]:
        """Do units, and record each one that is done; the names of those that nothing can be made of."""
        function = partial(work, step.name, self._settings, self._token)
        refused_units: set[str] = set()
        if step is encoding.ENCODE:
            self._begin(step, [unit for unit in todo if done.reasons[unit.name] == "new"])
        self._watch.progress(step.name, 0, len(todo))
        run = _one_by_one if step.alone else self._run
        for number, (unit, made) in enumerate(run(function, todo), 1):
            self._watch.progress(step.name, number, len(todo))
            if isinstance(made, Made):
                done.made += 1
                self._keep(step, unit, made, key, done)
                continue
            done.failed += 1
            self._tell(told := failed(made, unit.name), done)
            done.faults += told.code == "PZ954"
            if isinstance(made, PuzanovError) and not isinstance(made, OutputError):  # which passes
                refused_units.add(unit.name)
        return refused_units

    def _begin(self, step: BuildStep, units: Iterable[Unit]) -> None:
        """Note what is going to be written: if the build is killed, the next one knows whose it is."""
        for unit in units:
            self._state.keep(step.name, unit.name, Record("", "", {}, {unit.about[0]: _BEGUN}), (), "", b"", b"")
        self._state.commit()

    def _keep(self, step: BuildStep, unit: Unit, made: Made, key: tuple[str, str], done: Done) -> None:
        """Record what came of a unit."""
        self._state.tell({**made.outputs, **made.shared})
        failing = list(filter(self._fails, made.findings))
        record = Record(
            program="" if made.again else key[0],
            settings=_digest((key[1], unit.about, unit.data)),
            inputs={path: self._state.digest(path) for path in (*unit.files, *made.read, *made.shared)},
            outputs={path: told.digest for path, told in made.outputs.items()},
            authority=self._authority if made.asked else "",
            errors=len(failing),
            warnings=sum(map(_warns, made.findings)) - sum(map(_warns, failing)),
        )
        self._state.keep(step.name, unit.name, record, made.findings, made.note, made.part, made.asked)
        for told in made.findings:
            self._tell(told, done)

    def _gather(
        self,
        step: BuildStep,
        units: Sequence[Unit],
        together: Record | None,
        key: tuple[str, str],
        changed: bool,
        done: Done,
    ) -> bool:
        """Make what all units make together, if one of them is another than before; whether anything is another."""
        if step.gather is None:
            return changed
        whole = Unit(ALL, ())
        if not units:
            self._state.forget(step.name, [ALL])
            return changed or together is not None
        if changed or self._reason(whole, together, key):
            parts = self._state.parts(step.name, [unit.name for unit in units])
            self._keep(step, whole, step.gather(self._settings, parts), key, done)
            return True
        if together is not None:
            self._stand(step, {ALL: together}, done)
        return False

    def _remove(self, step: BuildStep, once: Mapping[str, Record], gone: Collection[str], done: Done) -> None:
        """Remove what units made `once` and the step neither makes nor reads any more, unless somebody has changed it.

        Of those that are `gone`, what somebody edited in the edition is told as well.
        """
        again = self._state.outputs(step.name, once)
        left = {path: digest for one in once.values() for path, digest in one.outputs.items() if path not in again}
        edited = {path for name in gone if step is encoding.ENCODE for path in once[name].inputs}
        if left or edited:
            now = self._state.records(step.name).values()
            after = {path for one in now for path in (*one.outputs, *one.inputs)}
            left = {path: digest for path, digest in left.items() if path not in after}
            self._clear(left, {path for path in edited - after if Path(path).parent == self._settings.tei}, done)

    def _clear(self, left: Mapping[str, str], edited: set[str], done: Done) -> None:
        """Remove files that nothing makes any more; those that somebody has changed stay, and that is said."""
        for path, digest in left.items():
            if self._state.digest(path) == digest or (digest == _BEGUN and encoding.wrote(Path(path))):
                Path(path).unlink(missing_ok=True)
                self._state.tell({path: MISSING})
                done.removed += 1
        for path in sorted(edited.union(path for path, digest in left.items() if digest != _BEGUN)):
            if Path(path).is_file():
                self._tell(finding("PZ955", "Nothing makes it any more, and somebody has changed it.", path), done)

    # --- findings ---------------------------------------------------------------------------------

    def _fails(self, told: Finding) -> bool:
        """Whether a finding makes the edition fail: by its severity, or because an editor's work is in question."""
        limit = Severity(self._settings.configuration.fail_on or Severity.ERROR)
        order = list(Severity)
        return order.index(told.severity) <= order.index(limit) or told.code[:3] == "PZ9"

    def _tell(self, told: Finding, done: Done) -> None:
        if self._fails(told):
            done.errors += 1
        else:
            done.warnings += _warns(told)
        self._watch.finding(told)

    def _stand(self, step: BuildStep, records: Mapping[str, Record], done: Done) -> None:
        """Count the findings of units that are as they were, and tell those again that make the edition fail."""
        done.errors += sum(one.errors for one in records.values())
        done.warnings += sum(one.warnings for one in records.values())
        if not any(one.errors for one in records.values()):
            return
        for unit, findings in self._state.findings(step.name):
            if unit in records:
                for told in filter(self._fails, findings):
                    self._watch.finding(told)


def _warns(told: Finding) -> bool:
    return told.severity is Severity.WARNING


def _one_by_one(function: Callable[[Unit], Made], units: Sequence[Unit]) -> Iterator[tuple[Unit, Made | Exception]]:
    return pool.run(function, units, jobs=1)


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogateescape")).hexdigest()[:32]
