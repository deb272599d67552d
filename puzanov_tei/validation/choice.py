"""Which schema a document is checked against.

In order: what was named on the command line or in the project's configuration; what the document itself names (see
`associations`), in local files and through catalogues only; the project's own schema for files that say they follow
it; all of TEI. What a document names and cannot be used is an error that says so.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from puzanov_tei.base.addresses import file_of
from puzanov_tei.base.catalog import EMPTY, Catalog
from puzanov_tei.base.scan import XSI_NS, Facts
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.relaxng.engine.names import split
from puzanov_tei.validation import at_hand, beside
from puzanov_tei.validation.associations import USABLE, NamedSchema, named
from puzanov_tei.validation.project import ByPath, Project
from puzanov_tei.validation.schemas import Schema, combine, load

_LOG = logging.getLogger(__name__)
_OWN = "puzanov"
_ALL = "tei_all"
_OURS = {f"{_OWN}.{kind}": _OWN for kind in ("rng", "rnc", "sch", "xsd", "odd")}
"""Files of our own schema: it is built in, for copies and for documents that went away from theirs."""
_PUBLISHED = {f"{_ALL}.{kind}": _ALL for kind in ("rng", "rnc", "xsd", "odd")} | _OURS
"""Files that stand for what is built in, wherever on the web somebody publishes them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a document is checked against, and what has to be said about that.

    Attributes:
        findings: schemas that it names and that cannot be used.
        by_default: whether it names no schema, so that it is checked against all of TEI.
    """

    schema: Schema
    findings: tuple[Finding, ...] = ()
    by_default: bool = False

    def __str__(self) -> str:
        return f"{self.schema}, as no schema is named" if self.by_default else str(self.schema)


@dataclass(frozen=True, slots=True)
class SchemaChoice:
    """How the schema of a document is found.

    Attributes:
        named: schemas that the person named; all of them apply to every file.
        by_path: globs of files and the schemas that the project names for these, in front of `named`.
        phase: the Schematron phase.
        catalog: where schemas of the web are on this machine.
        trusted: whether rules of schemas may read files outside the project, addresses and the environment.
    """

    named: tuple[str, ...] = ()
    by_path: ByPath = field(default_factory=ByPath)
    phase: str = ""
    catalog: Catalog = field(default_factory=Catalog)
    trusted: bool = False

    def prepare(self) -> list[Schema]:
        """Load what every file needs, before processes are started that share it.

        Raises:
            SchemaError: a schema that the person named is missing or cannot be used.
        """
        return [self._load(name) for name in (*self.named, *self.by_path.all()) or (_ALL,)]

    def schema(self, facts: Facts, folder: Path | None, name: str = "-") -> Chosen:
        """The schema of a scanned document, in a file of that name.

        Raises:
            SchemaError: a schema that the person named is missing or cannot be used.
        """
        asked_for = self.by_path.of(name) or self.named
        if asked_for:
            return Chosen(combine(map(self._load, asked_for)))
        wanted = named(facts)
        if not wanted or (facts.own and wanted[0].source == "schemaRef"):
            return Chosen(self._load(_OWN) if facts.own else self._fallback(facts), by_default=not facts.own)
        answers = [self._answer(one, folder, name) for one in wanted]
        usable = list(dict.fromkeys(answer for answer in answers if isinstance(answer, Schema)))
        # A grammar that holds rules is named for each of the two: it is missing once.
        refused = tuple({a.message: a for a in reversed(answers) if isinstance(a, Finding)}.values())[::-1]
        if wanted[0].source == "schemaRef" and usable:  # several are variants of one, for several processors
            return Chosen(usable[0])
        lost = any(
            isinstance(answer, Finding) and one.language != "schematron"
            for one, answer in zip(wanted, answers, strict=True)
        )
        if not usable or (lost and not any(schema.grammars or schema.xsds for schema in usable)):
            usable.insert(0, self._fallback(facts))  # rules alone do not stand in for a grammar
        return Chosen(combine(usable), refused)

    def _fallback(self, facts: Facts) -> Schema:
        """All of TEI. It knows nothing of attributes that name an XML Schema, which is no fault of files that do."""
        schema = self._load(_ALL)
        if not any(model.kind.endswith("chemaLocation") for model in facts.models):
            return schema
        return replace(schema, version=f"{schema.version}+xsi", overlooked=frozenset({XSI_NS}))

    def leaves_out(self, facts: Facts, name: str = "-") -> bool:
        """Whether a document is no TEI, and nobody names a schema that it could be checked against."""
        if self.by_path.of(name) or self.named or named(facts):
            return False
        if facts.namespace:
            return "tei-c.org" not in facts.namespace
        return not facts.root.casefold().startswith("tei") and facts.root not in _elements_of_tei()

    def places(self, facts: Facts, folder: Path | None) -> list[Path]:
        """The local files of the schemas that a document names, whether they are there or not."""
        return [path for one in named(facts) if isinstance(path := self._place(one.address, folder), Path)]

    def _answer(self, wanted: NamedSchema, folder: Path | None, name: str) -> Schema | Finding:
        """The schema that a document names, or why it cannot be used."""
        where = Location(name, wanted.line, wanted.column)
        if wanted.language not in USABLE:
            return Finding(
                "PZ093",
                Severity.ERROR,
                f"The schema {wanted.address} is in a language that is not supported: {wanted.language}.",
                "Supported are RELAX NG (both syntaxes), Schematron, XML Schema and ODD.",
                where,
            )
        place = self._place(wanted.address, folder)
        if isinstance(place, Path) and place.name in _OURS and (not place.is_file() or beside.is_current(place)):
            place = _OURS[place.name]
        elif isinstance(place, Path) and not place.is_file():
            place = None
        if place is None:
            return Finding(
                "PZ092",
                Severity.ERROR,
                f"The schema {wanted.address} is not on this machine and was not used.",
                f"{_found_by(wanted.address, folder)}, or name a schema with --schema.",
                where,
            )
        if place == _ALL and wanted.language == "schematron":
            return Finding(
                "PZ092",
                Severity.WARNING,
                f"The Schematron rules of {wanted.address} are not on this machine and were not used.",
                "Save it and map its address in an XML catalogue (--catalog).",
                where,
            )
        try:
            return self._load(str(place), wanted.phase, USABLE[wanted.language])
        except SchemaError as error:
            return Finding(
                "PZ093",
                Severity.ERROR,
                f"The schema {wanted.address} cannot be used: {error}",
                "Mend the schema, or name another with --schema.",
                where,
            )

    def _load(self, name: str, phase: str = "", kind: str = "") -> Schema:
        _LOG.info("schema %s", name)
        return load(name, self.phase or phase, trusted=self.trusted, kind=kind, catalog=self.catalog)

    def _place(self, address: str, folder: Path | None) -> Path | str | None:
        """The local file or the built-in schema that an address stands for; None for others of the web."""
        address = self.catalog.resolve(address) or address
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            built_in = _PUBLISHED.get(parts.path.rsplit("/", 1)[-1])
            return built_in or (at_hand.published(address, folder) if folder else None)
        if parts.scheme == "file":
            return file_of(address)
        return Path(os.path.normpath((folder or Path()) / unquote(parts.path))) if not parts.scheme else None


@cache
def _elements_of_tei() -> frozenset[str]:
    """Local names of all elements of TEI."""
    from puzanov_tei.relaxng.diagnosis.directory import Directory

    return frozenset(split(name)[1] for one in load(_ALL).grammars for name in Directory.of(one).elements)


def _found_by(address: str, folder: Path | None) -> str:
    """What makes a schema that is not there one that is found."""
    parts = urlsplit(address)
    there = at_hand.of_the_same_name(Path(unquote(parts.path)), folder) if folder else ""
    if parts.scheme in ("http", "https"):
        saved = f"Map its address to {there}" if there else "Save it and map its address"
        return f"{saved} in an XML catalogue (--catalog)"
    return f"Did you mean {there}? Correct its address" if there else "Correct its address"


def of_project(
    settings: Project, schemas: Sequence[str] = (), phase: str = "", catalog: Catalog = EMPTY, *, trusted: bool = False
) -> SchemaChoice:
    """How schemas are found in a project: by what the person named, or else by its configuration."""
    by_path = ByPath() if schemas else settings.schemas
    return SchemaChoice(tuple(schemas) or settings.schema, by_path, phase or settings.phase, catalog, trusted)
