"""What is made from the edition's TEI: a step for each format, and the site."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from puzanov_tei.base import discover
from puzanov_tei.errors import SourceError
from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.run import render_file
from puzanov_tei.findings import Finding
from puzanov_tei.project import program
from puzanov_tei.project.files import Seen, as_made, relative, seen
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import BuildStep, Known, Made, Part, Planned, Unit
from puzanov_tei.tei.read import FragmentError, editions

# --- which documents a file holds -------------------------------------------------------------------


def files(settings: Settings) -> list[str]:
    """The edition's files of TEI, in order."""
    return list(map(relative, discover.names_in(settings.tei, discover.XML)))


def _index(_settings: Settings, unit: Unit) -> Made:
    """The names that the documents of a file take, and the files that it includes; a file that cannot be read has none.

    What is wrong with it is said by the check, and by each export.
    """
    path = Path(unit.name)
    names: list[str] = []
    included: list[str] = []
    try:
        for edition in editions(path.read_bytes(), unit.name):
            names.append(file_name(edition.doc_id).casefold())
            included += edition.included
    except FragmentError:
        names = []
    except SourceError:
        names = [file_name(path.stem).casefold()]
    held = {"names": names, "included": [relative(Path(one)) for one in included]}
    return Made(read=tuple(held["included"]), note=json.dumps(held, ensure_ascii=False))


def _every_file(settings: Settings, _known: Known) -> Planned:
    return Planned([Unit(name, (name,)) for name in files(settings)])


INDEX = BuildStep("index", program.EXPORT, lambda settings: settings.tei_name, _every_file, _index)

# --- formats ----------------------------------------------------------------------------------------


def step(name: str) -> BuildStep:
    """The step that exports a format into a folder of its own."""
    if EXPORTERS.load(name).PER_DOCUMENT:
        return BuildStep(name, program.EXPORT, _relevant, _groups, partial(_write, name), needs=(INDEX.name,))
    return BuildStep(
        name, program.EXPORT, _relevant, _each, partial(_render, name), partial(_write_all, name), needs=(INDEX.name,)
    )


def _relevant(settings: Settings) -> object:
    return settings.tei_name, settings.export_name, sorted(settings.configuration.text.items())


def _options(settings: Settings) -> Options:
    return Options(elements=tuple(settings.configuration.text.items()))


def _each(settings: Settings, known: Known) -> Planned:
    """Every file that holds documents, with those that it includes."""
    return Planned(_units(_indexed(settings, known)))


def _units(indexed: Mapping[str, Any]) -> list[Unit]:
    elsewhere = {one for held in indexed.values() for one in held["included"]} & indexed.keys()
    return [
        Unit(name, (name, *held["included"]), tuple(sorted(elsewhere.intersection(held["included"]))))
        for name, held in indexed.items() if held["names"]
    ]  # fmt: skip


def _groups(settings: Settings, known: Known) -> Planned:
    """The files that hold documents, those together whose documents take the same name.

    Which of them is called `name-2` depends on all of them.
    """
    leader: dict[str, str] = {}
    groups: dict[str, list[Unit]] = {}
    indexed = _indexed(settings, known)
    for unit in _units(indexed):
        names = indexed[unit.name]["names"]
        led = dict.fromkeys(leader[name] for name in names if name in leader)
        first = next(iter(led), unit.name)
        for other in list(led)[1:]:
            groups[first] += groups.pop(other)
            leader |= {name: first for name, one in leader.items() if one == other}
        groups.setdefault(first, []).append(unit)
        leader |= dict.fromkeys(names, first)
    return Planned([_together(sorted(units, key=lambda unit: unit.name)) for units in groups.values()])


def _together(units: list[Unit]) -> Unit:
    files_read = dict.fromkeys(file for unit in units for file in unit.files)
    return Unit(units[0].name, tuple(files_read), tuple(json.dumps([unit.name, *unit.about]) for unit in units))


def _indexed(settings: Settings, known: Known) -> Mapping[str, Any]:
    notes = known.notes(INDEX.name)
    return {name: json.loads(notes[name]) for name in files(settings) if name in notes}


def _rendered(name: str, settings: Settings, file: str, elsewhere: Iterable[str]) -> tuple[list[Any], list[Finding]]:
    """The parts of one file's documents, and what is wrong with it."""
    made = render_file(name, Path(file), _options(settings), frozenset(str(Path(one).resolve()) for one in elsewhere))
    return made.parts, made.findings


def _write(name: str, settings: Settings, unit: Unit) -> Made:
    """Write the documents of a group."""
    parts: list[Any] = []
    findings: list[Finding] = []
    for one in unit.about:
        file, *elsewhere = json.loads(one)
        more, wrong = _rendered(name, settings, file, elsewhere)
        parts += more
        findings += wrong
    written, further = _output(name, settings, iter(parts))
    return Made(written, findings=(*findings, *further))


def _render(name: str, settings: Settings, unit: Unit) -> Made:
    """One file's part of what is made of all files."""
    parts, findings = _rendered(name, settings, unit.name, unit.about)
    return Made(findings=tuple(findings), part=packed(parts))


def _write_all(name: str, settings: Settings, parts: Iterator[Part]) -> Made:
    known: dict[bytes, Entity] = {}
    rendered = (one for _, _, part in parts for one in unpacked(part, known))
    written, findings = _output(name, settings, rendered)
    return Made(written, findings=tuple(findings))


class _Packer(pickle.Pickler):
    """An entity, which many documents describe in the same words, becomes bytes of its own."""

    def persistent_id(self, value: object) -> tuple[bytes, str] | None:
        return (pickle.dumps(value._replace(doc_id="")), value.doc_id) if isinstance(value, Entity) else None


class _Unpacker(pickle.Unpickler):
    """Entities that were met before are not made again: they are most of what documents keep."""

    def __init__(self, part: bytes, known: dict[bytes, Entity]) -> None:
        super().__init__(BytesIO(part))
        self._known = known

    def persistent_load(self, pid: tuple[bytes, str]) -> Entity:
        description, doc_id = pid
        if description not in self._known:
            self._known[description] = pickle.loads(description)
        return self._known[description]._replace(doc_id=doc_id)


def packed(parts: list[Any]) -> bytes:
    """The parts of a file's documents as they are kept."""
    stream = BytesIO()
    _Packer(stream).dump(parts)
    return zlib.compress(stream.getvalue(), 1)


def unpacked(part: bytes, known: dict[bytes, Entity]) -> Iterable[Any]:
    """The parts of a file's documents. `known`: entities that were met before, by their bytes."""
    parts: list[Any] = _Unpacker(zlib.decompress(part), known).load()
    return parts


def _output(name: str, settings: Settings, parts: Iterator[Any]) -> tuple[dict[str, Seen], list[Finding]]:
    output = Output(f"{settings.export / name}/", single=False)
    try:
        findings = list(EXPORTERS.load(name).write(parts, output, _options(settings)))
    finally:
        output.finish()
    written = {relative(path): seen(path) for path in output.written}
    return written, [*findings, *output.renamed]


# --- the site ---------------------------------------------------------------------------------------


_SITE = "site"
_MANIFEST = ".puzanov/site.json"


def site(settings: Settings) -> tuple[BuildStep, ...]:
    """The step that makes pages for the web, if the project wants them."""
    if not settings.site:
        return ()
    return (BuildStep(_SITE, program.EXPORT, _of_site, _all, _site, alone=True),)


def _of_site(settings: Settings) -> object:
    return settings.tei_name, settings.export_name, sorted(map(repr, settings.configuration.site.items()))


def _all(settings: Settings, known: Known) -> Planned:
    """All files of the edition and the registers at once, with the pages that the configuration names."""
    documents = files(settings)
    if not documents:
        return Planned(())
    authority = settings.authority
    registers = sorted(authority.glob("*.xml")) if authority.is_dir() else [authority]
    chosen = _settings(settings)
    named = [*([chosen.start] if chosen.start else []), *chosen.pages]
    further = [path for path in (*registers, *named) if path.is_file()]
    return Planned([Unit(_SITE, (*documents, *map(relative, further)))])


def _settings(settings: Settings) -> Any:
    from puzanov_tei.exporters.site import settings as chosen

    return chosen(settings.configuration.site, settings.folder)


def _site(settings: Settings, unit: Unit) -> Made:
    from puzanov_tei.exporters.site import build_site

    folder = settings.export / _SITE
    paths = [Path(name) for name in unit.files if Path(name).suffix in discover.XML]
    report = build_site(paths, folder, _settings(settings), jobs=settings.configuration.jobs)
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        return Made(findings=tuple(report.findings))
    made = {relative(manifest): seen(manifest)}
    for name, (digest, _) in json.loads(manifest.read_bytes())["files"].items():
        made[relative(folder / name)] = as_made(folder / name, digest)
    return Made(made, findings=tuple(report.findings))
