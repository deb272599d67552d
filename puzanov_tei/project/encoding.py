"""From documents as they were received to the edition's TEI, with what editors decided."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from puzanov_tei import corpus, readers
from puzanov_tei.authority import Authority
from puzanov_tei.authority.asked import Listening
from puzanov_tei.base import discover
from puzanov_tei.decisions import lines
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.state import Bases
from puzanov_tei.errors import PuzanovError
from puzanov_tei.findings import Finding, decodable
from puzanov_tei.naming import Task
from puzanov_tei.project import program
from puzanov_tei.project.codes import finding, refused
from puzanov_tei.project.files import relative, seen
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import BuildStep, Known, Made, Planned, Unit
from puzanov_tei.readers import tables
from puzanov_tei.tei import identifier, name_of_file
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.tree import read
from puzanov_tei.validation import beside

# --- which document a source is ---------------------------------------------------------------------


def _sources(settings: Settings, _known: Known) -> Planned:
    """Every file of the sources' folder, every record of a table in it; what cannot be read is a finding."""
    units: list[Unit] = []
    findings: list[Finding] = []
    for path in discover.names_in(settings.source, (*discover.PAGES, *tables.SUFFIXES)):
        try:
            name = relative(path)
        except PuzanovError as error:
            findings.append(refused(error, decodable(path)))
            continue
        if not name.lower().endswith(tables.SUFFIXES):
            units.append(Unit(name, (name,)))
            continue
        try:
            rows = tables.rows(Path(path), settings.configuration.columns)
            units += (Unit(f"{name}#{key}", (), (key,), record) for key, record in rows)
        except PuzanovError as error:
            findings.append(refused(error, name))
    return Planned(units, findings)


def _read(settings: Settings, unit: Unit) -> Made:
    page = readers.read(unit.data or Path(unit.name).read_bytes(), unit.name)
    return Made(note=_identifier(identifier(page), unit.name, settings.source_name))


def _identifier(by_page: str, source: str, folder: str) -> str:
    """The document's identifier; one that comes from the file's name has the names of the folders around it too."""
    within = source.removeprefix(f"{folder}/").replace("/", "-")
    return name_of_file(within) if by_page == name_of_file(source) else by_page


READ = BuildStep("read", program.ENCODE, lambda settings: settings.configuration.columns, _sources, _read)

# --- encode -----------------------------------------------------------------------------------------


def _documents(settings: Settings, known: Known) -> Planned:
    """The sources with the place of their TEI; where two are one document, the later one is left out."""
    units: list[Unit] = []
    findings: list[Finding] = []
    owners: dict[str, str] = {}
    sources = {unit.name: unit for unit in _sources(settings, known).units}
    words = tuple(map(relative, settings.configuration.words))
    decisions = relative(settings.decisions)
    for name, document in known.notes(READ.name).items():
        if name not in sources:
            continue
        target = f"{settings.tei_name}/{document}.xml"
        if (other := owners.setdefault(target.casefold(), name)) != name:
            findings.append(finding("PZ950", f"It is the document {document}, as {other} is.", name))
            continue
        files = (*sources[name].files, f"{decisions}/{document}.jsonl", *words)
        units.append(Unit(name, files, (target, document), sources[name].data))
    return Planned(units, findings)


def _encode(settings: Settings, unit: Unit) -> Made:
    target, document = unit.about
    known = _authority(settings)
    asked = known.listen()
    decisions = settings.decisions if _decided(settings) else None
    options = corpus.EncodeOptions(decisions=decisions, schemas=_schemas(settings))
    outcome = corpus.encode_with(Task(unit.name, unit.data, target, document), known, options)
    if outcome.error is not None:
        raise outcome.error
    written = {target: seen(Path(target))}
    # A file that somebody edited is what the next encoding is made from as well, and never removed.
    return Made(
        outputs={} if outcome.edited else written,
        shared=written if outcome.edited else {},
        findings=(*outcome.warnings, *outcome.conflicts),
        asked=asked.packed(),
    )


def wrote(path: Path) -> bool:
    """Whether a file of the edition is what the program wrote to it last."""
    return path.is_file() and Bases(path).holds(path.read_bytes())


def _schemas(settings: Settings) -> tuple[Path, ...]:
    """The schemas that documents name."""
    return tuple(path for name in settings.configuration.schema if (path := Path(name)).is_file())


def _relevant(settings: Settings) -> object:
    return settings.tei_name, [relative(one) for schema in _schemas(settings) for one in beside.compiled(schema)]


def _decided(settings: Settings) -> bool:
    if not settings.decisions.is_dir():
        return False
    with os.scandir(settings.decisions) as entries:  # to the first of what may be very many
        return any(entry.name.endswith(".jsonl") for entry in entries)


def authority(settings: Settings) -> Authority:
    """The authority that names are linked to, with what decisions add to it."""
    return _authority(settings).known


def forget() -> None:
    """Read the authority anew when it is needed."""
    _authority.cache_clear()


@lru_cache(maxsize=1)
def _authority(settings: Settings) -> Listening:
    corpus.load_authority.cache_clear()
    decisions = settings.decisions if _decided(settings) else None
    return Listening(corpus.load_authority(str(settings.authority), decisions, settings.configuration.words))


ENCODE = BuildStep("encode", program.ENCODE, _relevant, _documents, _encode, needs=("read",))

# --- decisions about other documents ----------------------------------------------------------------


def _further(settings: Settings, known: Known) -> Planned:
    """The files of decisions about documents that are not encoded from a source."""
    encoded = set(known.notes(READ.name).values())
    files = sorted(settings.decisions.glob("*.jsonl")) if settings.decisions.is_dir() else []
    return Planned([
        Unit(relative(file), (relative(file), f"{settings.tei_name}/{file.stem}.xml"))
        for file in files if file.stem not in encoded
    ])  # fmt: skip


def _fit(_settings: Settings, unit: Unit) -> Made:
    file, document = unit.files
    decided = lines.read(Path(file))
    if not Path(document).is_file():
        return Made(findings=(finding("PZ951", f"There is no document {Path(file).stem} in this edition.", file),))
    tree = read(parse(Path(document).read_bytes(), document))
    return Made(findings=tuple(apply(tree, decided, file).findings))


DECISIONS = BuildStep("decisions", program.ENCODE, lambda settings: "", _further, _fit, needs=("read",))


def sources_passed_over(settings: Settings) -> Iterator[str]:
    """Files of the sources' folder that nothing is made of."""
    if settings.source.is_dir():
        over = discover.passed_over([str(settings.source)], (*discover.PAGES, *tables.SUFFIXES))
        yield from (decodable(os.path.relpath(path)) for path in over)
