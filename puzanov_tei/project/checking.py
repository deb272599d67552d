"""The edition against its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from puzanov_tei.base import catalog, discover
from puzanov_tei.base.fence import project_folder
from puzanov_tei.errors import UsageError
from puzanov_tei.project import program
from puzanov_tei.project.files import ELSEWHERE, names_in, relative
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import BuildStep, Known, Made, Part, Planned, Unit
from puzanov_tei.validation import across
from puzanov_tei.validation.batch import Job, check_one
from puzanov_tei.validation.choice import SchemaChoice, of_project
from puzanov_tei.validation.holders import Holders, inside

_SCHEMAS = frozenset({".odd", ".rng", ".rnc", ".sch", ".isosch", ".xsd", ".xml"})


def files(settings: Settings) -> list[Path]:
    """The files that the configuration wants checked, else the edition."""
    named = settings.configuration.paths or (str(settings.tei),)
    there = [path for path in named if Path(path).exists()]
    try:
        meant = discover.files(there, discover.XML) if there else []
    except UsageError:  # a folder that is empty yet
        meant = [path for one in there for path in discover.files_in(Path(one), discover.XML)]
    return [path for path in meant if not settings.configuration.excludes(path)]


def _inputs(settings: Settings, _known: Known) -> Planned:
    schemas = tuple(sorted(set(map(relative, _schema_files(settings)))))
    units = [Unit(name, (name, *schemas)) for name in map(relative, files(settings))]
    return Planned(units, elsewhere=partial(_elsewhere, settings))


def _elsewhere(settings: Settings) -> Iterator[str]:
    """The files in which identifiers are looked for, but for those that are made of the edition and repeat them."""
    yield from map(relative, files(settings))
    yield from map(relative, settings.configuration.indices)
    made = Path.cwd() / settings.export
    within = (path for _, path in inside(project_folder(Path.cwd())) if not path.is_relative_to(made))
    yield from map(relative, within)


def _schema_files(settings: Settings) -> Iterator[Path]:
    """The schemas that are named and the files beside them, which they may be put together from."""
    configuration = settings.configuration
    yield from configuration.catalog
    for name in map(Path, (*configuration.schema, *configuration.schemas.all())):
        if name.is_file():
            yield from (path for path in name.parent.iterdir() if path.suffix in _SCHEMAS)


def _check(settings: Settings, unit: Unit) -> Made:
    configuration = settings.configuration
    outcome = check_one(
        Job(unit.name), choice=_choice(settings), store=None, checks=configuration.checks, holders=_holders(settings)
    )
    return Made(
        read=(
            *map(relative, outcome.read),
            *(names_in(relative(file), ids) for file, ids in outcome.pointed_to.items()),
            *([ELSEWHERE] if outcome.asked else []),
        ),
        findings=tuple(configuration.graded(outcome.findings)),
        note=json.dumps(outcome.names, ensure_ascii=False),
        again=bool(configuration.checks),
    )


@lru_cache(maxsize=1)
def _choice(settings: Settings) -> SchemaChoice:
    configuration = settings.configuration
    return of_project(configuration, catalog=catalog.read(configuration.catalog))


@lru_cache(maxsize=1)
def _holders(settings: Settings) -> Holders:
    return Holders(tuple(dict.fromkeys((*map(str, files(settings)), *settings.configuration.indices))))


def forget() -> None:
    """Look for schemas and identifiers anew when they are needed."""
    _choice.cache_clear()
    _holders.cache_clear()


def _together(settings: Settings, parts: Iterator[Part]) -> Made:
    """What only shows when the files are seen together."""
    names = ((name, [across.UniqueId(*one) for one in json.loads(note)]) for name, note, _ in parts)
    return Made(findings=tuple(settings.configuration.graded(across.duplicates(names))))


def _relevant(settings: Settings) -> object:
    """The configuration without what makes no difference to findings."""
    return replace(
        settings.configuration, file=None, jobs=0, timeout=None, cache=None, baseline=None, form="", authority=None,
        decisions=None, words=(), build={}, site={}, text={}, columns={},
    )  # fmt: skip


VALIDATE = BuildStep("validate", program.VALIDATE, _relevant, _inputs, _check, _together)
