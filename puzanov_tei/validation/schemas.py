"""Schemas: from what a person names (a file, or a built-in name) to what a document is checked against."""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from puzanov_tei import resources
from puzanov_tei.base.cache import cache_folder, kept, program
from puzanov_tei.base.catalog import EMPTY, Catalog
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.near import near
from puzanov_tei.errors import OutputError, SchemaError
from puzanov_tei.findings import Finding, Location, Severity, as_data, from_data
from puzanov_tei.relaxng.codes import UNSOUND_IDS
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.schema import CompiledSchema as Grammar

if TYPE_CHECKING:
    from puzanov_tei.schematron.load import Rules

MAX_SCHEMA_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Schema:
    """What documents are checked against. Any part may be empty.

    Attributes:
        name: for people: `puzanov`, `my.rng`.
        version: digest of everything that it was made from.
        overlooked: namespaces whose attributes may stand anywhere, whatever the grammars say.
        release: the release of TEI P5 that an ODD builds on.
        findings: what is unsound in an ODD (as `odd check` says).
    """

    name: str
    version: str
    grammars: tuple[Grammar, ...] = ()
    rules: tuple[Rules, ...] = ()
    xsds: tuple[Path, ...] = ()
    overlooked: frozenset[str] = frozenset()
    release: str = ""
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        facts = [*([self.version[:8]] if self.version else []), *([f"TEI P5 {self.release}"] if self.release else [])]
        return f"{self.name} ({', '.join(facts)})" if facts else self.name


def load(
    name: str | Path, phase: str = "", *, trusted: bool = False, kind: str = "", catalog: Catalog = EMPTY
) -> Schema:
    """The schema of that name (`puzanov`, `tei_all`) or in that file (ODD, RELAX NG, Schematron, XSD).

    Args:
        phase: the Schematron phase to run; empty: the schema's default.
        trusted: whether its rules may read files outside the project, addresses and the environment.
        kind: the ending of its language (`.rng`), for files whose name does not tell.
        catalog: where files of the web that an ODD refers to are on this machine.

    Raises:
        SchemaError: there is no such schema, or it cannot be used.
    """
    if str(name) in BUILT_IN:
        return BUILT_IN[str(name)](phase)
    path = Path(name)
    if not path.is_file():
        meant = near(str(name), [*BUILT_IN, *_beside(path)])
        hint = f"Did you mean {meant}?" if meant else f"Built in: {', '.join(BUILT_IN)}."
        raise SchemaError(f"there is no schema {name}. {hint}")
    stat = path.stat()
    return _load(str(path), stat.st_mtime_ns, phase, trusted, kind, catalog)


def combine(schemas: Iterable[Schema]) -> Schema:
    """Several schemas as one: a document has to satisfy each."""
    given = list(schemas)
    if len(given) == 1:
        return given[0]
    return Schema(
        " + ".join(s.name for s in given),
        hashlib.sha256("".join(s.version for s in given).encode()).hexdigest(),
        tuple(g for s in given for g in s.grammars),
        tuple(r for s in given for r in s.rules),
        tuple(x for s in given for x in s.xsds),
        release=", ".join(dict.fromkeys(s.release for s in given if s.release)),
        findings=tuple(f for s in given for f in s.findings),
    )


def _beside(path: Path) -> list[str]:
    folder = path.parent
    if not folder.is_dir():
        return []
    return [str(folder / p.name) for p in sorted(folder.iterdir()) if p.suffix in _KINDS]


@lru_cache(maxsize=16)
def _load(file: str, _changed: int, phase: str, trusted: bool, kind: str, catalog: Catalog) -> Schema:
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    if len(data) > MAX_SCHEMA_BYTES:
        raise SchemaError(f"{path} is larger than {MAX_SCHEMA_BYTES // 2**20} MB: that is no schema.")
    suffix = path.suffix.lower()
    read = _KINDS.get(suffix if suffix in _KINDS else kind or _kind_of(data))
    if read is None:
        raise SchemaError(f"{path}: schemas end in {', '.join(_KINDS)}.")
    schema = read(_File(path, data, phase, trusted, catalog))
    if not (phase or trusted):
        return schema
    return replace(schema, version=_digest(f"{schema.version} {phase} {trusted}".encode()))


def _kind_of(data: bytes) -> str:
    """The ending that the language of a schema has, by its root element; empty if it is none."""
    root = re.search(rb"<(?![?!])[^>]*", data)
    declared = root[0] if root else b""
    return next((ending for namespace, ending in _ROOTS if namespace in declared), "")


_ROOTS = (
    (b"relaxng.org/ns/structure", ".rng"),
    (b"dsdl/schematron", ".sch"),
    (b'w3.org/2001/XMLSchema"', ".xsd"),
    (b"w3.org/2001/XMLSchema'", ".xsd"),
    (b"tei-c.org/ns", ".odd"),
)

# --- kinds of schemas -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """The file of a schema, and how the person wants it used."""

    path: Path
    data: bytes
    phase: str
    trusted: bool
    catalog: Catalog

    def rules(self, schematron: bytes) -> Rules:
        """The rules in a Schematron schema, or in a RELAX NG schema in the XML syntax, of this file."""
        from puzanov_tei.schematron.load import compile_rules  # only schemas with rules need what this brings

        return compile_rules(schematron, self.path, self.phase, trusted=self.trusted)


def _rng(file: _File) -> Schema:
    grammar = _compiled_rng(file.path)
    rules = (file.rules(_in_xml(file.path, file.data)),) if b"schematron" in file.data else ()
    findings = tuple(_unsound(file.path, *problem) for problem in grammar.unsound)
    return Schema(file.path.name, grammar.version or _digest(file.data), (grammar,), rules, findings=findings)


def _unsound(path: Path, definition: str, message: str) -> Finding:
    sentence = f'In "{definition}": {message}.'
    hint = "Documents are judged all the same; other validators may refuse the grammar."
    return Finding(UNSOUND_IDS, Severity.WARNING, sentence, hint, Location(str(path), 1, 1), rule=definition)


def _in_xml(path: Path, data: bytes) -> bytes:
    """A grammar in the XML syntax, with the rules that are embedded in it."""
    from puzanov_tei.relaxng.syntax import is_compact

    if not is_compact(data, path.name):
        return data
    from lxml import etree

    from puzanov_tei.relaxng.reading.compact import parse_compact

    return etree.tostring(parse_compact(data, path.name))


def _compiled_rng(path: Path) -> Grammar:
    try:
        return load_rng(path, cache_folder())
    except OutputError:  # a cache that cannot be written is no reason to stop
        return load_rng(path)


def _odd(file: _File) -> Schema:
    path, digest, whole = file.path, _digest(file.data), _is_whole(file.data)
    kept = cache_folder() / f"odd-{_digest(f'{digest} {path.absolute()} {program()}'.encode())}.schema"
    kept_schema = _kept(kept) if whole else None
    if kept_schema is None:
        from puzanov_tei.odd import compile_odd
        from puzanov_tei.odd.check import check
        from puzanov_tei.relaxng.engine.compile import compile_grammar

        compiled = compile_odd(path, catalog=file.catalog)
        grammar = compile_grammar(compiled.grammar)
        findings = check(compiled) if path.parent != resources.schema_folder() else []
        kept_schema = compiled.ident, compiled.schematron, compiled.schema.version, findings, grammar
        if not whole:  # what it refers to may change while it stays the same
            digest = _digest(compiled.rng + compiled.schematron)
        else:
            said = json.dumps([as_data(finding) for finding in findings])
            with contextlib.suppress(OutputError):  # a cache that cannot be written is no reason to stop
                write_atomically(kept, marshal.dumps((*kept_schema[:3], said, grammar.stored())))
    ident, schematron, release, findings, grammar = kept_schema
    rules = (file.rules(schematron),)
    return Schema(ident, digest, (grammar,), rules, release=release, findings=tuple(findings))


def _is_whole(odd: bytes) -> bool:
    """Whether an ODD refers to no other file, so that what was compiled from it holds as long as it is the same."""
    return not _ELSEWHERE.search(odd)


_ELSEWHERE = re.compile(
    rb"XInclude|\ssource\s*="
    rb"|<(?:[\w.-]+:)?(?:specGrpRef|dataRef)\s[^<]*\btarget\s*=\s*[\"'][^#\"']"
    rb"|<(?:[\w.-]+:)?moduleRef\s[^<]*\burl\s*="
)


def _kept(file: Path) -> tuple[str, bytes, str, list[Finding], Grammar] | None:
    """Identifier, rules, release of TEI, findings and grammar of an ODD that was compiled before."""
    try:
        ident, schematron, release, said, stored = marshal.loads(file.read_bytes())
        return ident, schematron, release, list(map(from_data, json.loads(said))), Grammar.from_stored(stored)
    except (OSError, ValueError, EOFError, TypeError, SchemaError):
        return None


def _sch(file: _File) -> Schema:
    return Schema(file.path.name, _digest(file.data), rules=(file.rules(file.data),))


def _xsd(file: _File) -> Schema:
    return Schema(file.path.name, _digest(file.data), xsds=(file.path,))


_KINDS: dict[str, Callable[[_File], Schema]] = {
    ".odd": _odd,
    ".rng": _rng,
    ".rnc": _rng,
    ".sch": _sch,
    ".isosch": _sch,
    ".xsd": _xsd,
}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- built in -------------------------------------------------------------------------------------


def _puzanov(phase: str) -> Schema:
    """The project's own schema."""
    return load(resources.schema_folder() / "puzanov.odd", phase)


@lru_cache(maxsize=1)
def _tei_all(_phase: str) -> Schema:
    """All of TEI P5, without rules. Compiled once, then taken from the user's cache folder."""
    path = kept("tei_all", ".rng")
    if path.is_file():
        grammar = _compiled_rng(path)
    else:
        from puzanov_tei.odd.itself import tei_all

        grammar = tei_all()
    return Schema("tei_all", grammar.version, (grammar,))


BUILT_IN: Mapping[str, Callable[[str], Schema]] = MappingProxyType({"puzanov": _puzanov, "tei_all": _tei_all})
"""Name -> what loads the schema."""
