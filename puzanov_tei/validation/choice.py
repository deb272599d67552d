"""Which schema a document is checked against, when the person does not say.

In order: what was named on the command line or in the project's configuration; `<?xml-model?>` in the file
(W3C, Associating Schemas with XML documents), local files and catalogues only; the project's own schema for files
that say they follow it; all of TEI for other TEI.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from puzanov_tei.base.scan import Facts
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.validation.catalog import Catalog
from puzanov_tei.validation.schemas import Schema, combine, load

_PSEUDO = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_LANGUAGES = ("relaxng.org", "schematron", "XMLSchema")
_OWN = "puzanov"


@dataclass(frozen=True, slots=True)
class Choice:
    """How the schema of a document is found.

    Attributes:
        named: schemas that the person named; all of them apply to every file.
        phase: the Schematron phase.
        catalog: where schemas of the web are on this machine.
        trusted: whether rules of schemas may read files outside the project, addresses and the environment.
    """

    named: tuple[str, ...] = ()
    phase: str = ""
    catalog: Catalog = field(default_factory=Catalog)
    trusted: bool = False

    def prepare(self) -> None:
        """Load what every file needs, before processes are started that share it."""
        for name in self.named or ("tei_all",):
            self._load(name)

    def schema(self, facts: Facts, folder: Path | None) -> tuple[Schema, Finding | None]:
        """The schema of a scanned document, and a remark if it is not the one that the document asks for.

        Raises:
            SchemaError: the schema is missing or cannot be used.
        """
        if self.named:
            return combine(map(self._load, self.named)), None
        models = addresses(facts)
        if models:
            places = [self._local(address, folder) for address in models]
            known = [place for place in places if place]
            if known:
                return combine(map(self._load, dict.fromkeys(known))), None
            return load("tei_all"), _missing(models[0])
        return self._load(_OWN if facts.own else "tei_all"), None

    def _load(self, name: str) -> Schema:
        return load(name, self.phase, trusted=self.trusted)

    def _local(self, address: str, folder: Path | None) -> str | None:
        """The file or built-in schema that an address stands for; None if it is not on this machine."""
        address = self.catalog.resolve(address) or address
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            return "tei_all" if parts.path.rsplit("/", 1)[-1] == "tei_all.rng" else None
        path = Path(unquote(parts.path)) if parts.scheme == "file" else (folder or Path()) / unquote(parts.path)
        return str(path) if path.is_file() else None


def addresses(facts: Facts) -> list[str]:
    """The addresses of the schemas that a document names, in languages that are understood here."""
    return [found for model in facts.models if (found := _address(model))]


def _address(model: str) -> str:
    """The address in an `xml-model` instruction, if its language is one that is understood here."""
    values = {name: value[1:-1] for name, value in _PSEUDO.findall(model)}
    language = values.get("schematypens", "")
    href = values.get("href", "")
    if language and not any(word in language for word in _LANGUAGES):
        return ""
    return "" if href.endswith(".rnc") else href


def _missing(address: str) -> Finding:
    return Finding(
        "PZ092", Severity.WARNING, f"The schema {address} is not on this machine; TEI All was used instead.",
        "Name a local copy with --schema, or map the address in an XML catalog (--catalog).",
    )
