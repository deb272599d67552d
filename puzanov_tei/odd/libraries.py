"""Which specifications a `source` stands for: TEI P5, a release of it, or another ODD (TEI Guidelines 23.3.4)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from puzanov_tei.base.xml import TEI_NS
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import p5, source
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.parse import OddReader, language_of
from puzanov_tei.odd.resolve import Resolver, finding
from puzanov_tei.odd.source import NEAR, Addresses
from puzanov_tei.odd.tree import Tree, read_tree

_RELEASE = re.compile(r"tei:(.+)|.*/P5/([^/]+)/.*p5subset\.xml")
_P5SUBSET = "p5subset.xml"
_DEPTH = 10


class Libraries:
    """Finds libraries by their address; each is read once. `findings` tells of stand-ins.

    Args:
        override: an address to use where the outermost ODD asks for TEI P5 itself or a release of it. What is found
            there, or what else the ODD builds on, keeps the source that it names itself.
        addresses: where files are.
    """

    def __init__(self, override: str | None = None, addresses: Addresses = NEAR) -> None:
        self.override = override
        self.addresses = addresses
        self.findings: list[Finding] = []
        self._known: dict[str, s.Library] = {}
        self._open: list[str] = []
        self._inner: Libraries | None = None

    def __call__(self, address: str, where: s.Origin = s.NOWHERE) -> s.Library:
        """The library at an address: "" for TEI P5, `tei:VERSION`, a path or a URL that was fetched.

        Raises:
            SchemaError: it cannot be read, or ODDs build on each other in a circle.
        """
        release = _RELEASE.fullmatch(address) if address else None
        if self.override and (not address or release):
            address, release = self.override, _RELEASE.fullmatch(self.override)
        if address not in self._known:
            version = (release.group(1) or release.group(2)) if release else ""
            self._known[address] = self._release(address, version, where) if release else self._other(address, where)
        return self._known[address]

    def _other(self, address: str, where: s.Origin) -> s.Library:
        """A library that is no release by name. One that an ODD names by its place on its author's machine may have
        a namesake beside the ODD, or be TEI P5 itself: that stands in for it."""
        try:
            return self._read(address)
        except SchemaError as error:
            name = re.split(r"[/\\]", address)[-1]
            beside = Path(where.file).parent / name
            if not name or address == self.override or not where.file or self._is_there(address):
                raise
            if "://" not in address and beside.is_file() and str(beside) not in self._open:
                self._stands_in(address, str(beside), where, f"Name it so: source={name!r}.")
                return self._read(str(beside))
            if name != _P5SUBSET:
                hint = "Put the file there, or name it with @source as it is called on this machine."
                raise SchemaError(f"source: {error.message} {hint}", where.location) from error
            facts = p5.tei_p5()
            hint = "Name a release, as source='tei:4.9.0', or the file on this machine with --source."
            self._stands_in(address, f"TEI P5 {facts.version}", where, hint)
            return facts

    def _is_there(self, address: str) -> bool:
        """Whether there is a file at an address, so that what is wrong is in it."""
        try:
            return self.addresses.path(address).is_file()
        except SchemaError:
            return False

    def _stands_in(self, address: str, other: str, where: s.Origin, hint: str) -> None:
        message = f"{address} is not on this machine; {other} is used in its place."
        self.findings.append(finding("PZ210", where, message, hint, Severity.WARNING))

    def _release(self, address: str, version: str, where: s.Origin) -> s.Library:
        from puzanov_tei.odd.kept import release_path

        path = release_path(version)
        if path.is_file():
            return source.library_of(path.read_bytes(), str(path))
        facts = p5.tei_p5()
        if version not in ("current", facts.version, facts.version.rstrip("abcdefghijklmnopqrstuvwxyz")):
            message = f"TEI P5 {version} was not fetched; {facts.version} is used in its place."
            hint = f"Run: puzanov-tei odd fetch {version}"
            if address == self.override:  # asked for by a person and not by an ODD: nothing may stand in for it
                raise SchemaError(f"TEI P5 {version} is not on this machine. {hint}")
            self.findings.append(finding("PZ210", where, message, hint, Severity.WARNING))
        return facts

    def _read(self, address: str) -> s.Library:
        if not address:
            return p5.tei_p5()
        if address in self._open or len(self._open) > _DEPTH:
            raise SchemaError(f"ODDs build on each other in a circle: {' -> '.join([*self._open, address])}.")
        self._open.append(address)
        try:
            return self._library(read_tree(self.addresses.read(address), address, self.addresses.read))
        finally:
            self._open.pop()

    def _library(self, tree: Tree) -> s.Library:
        element = next(tree.root.iter(TEI + "schemaSpec"), None)
        if element is None:
            return source.library_of_tree(tree)
        schema = OddReader(tree, language_of(element)).schema(element)
        resolver = Resolver(schema, self._of_sources())
        resolved = resolver.run()
        self.findings += resolver.findings
        version = source.version(tree.root) or resolved.version
        title = source.title_of(tree.root)
        specs = {i: _in_namespace(spec, schema.ns) for i, spec in resolved.specs.items()}
        return s.Library(specs, s.modules_of(specs.values()), version, resolved.constraints, title, schema.ns)

    def _of_sources(self) -> Libraries:
        """The libraries that sources build on: the same, but for the override."""
        if self.override is None:
            return self
        if self._inner is None:
            self._inner = Libraries(None, self.addresses)
            self._inner.findings, self._inner._open = self.findings, self._open
        return self._inner


def _in_namespace(spec: s.Spec, ns: str) -> s.Spec:
    """An element in the namespace of the schema that it was declared for, wherever it is taken to."""
    if ns == TEI_NS or not isinstance(spec, s.ElementSpec) or spec.ns is not None:
        return spec
    return replace(spec, ns=ns)


def resolved(
    schema: s.SchemaSpec, override: str | None = None, addresses: Addresses = NEAR
) -> tuple[s.Customization, list[Finding]]:
    """The schema that a schemaSpec means, and what did not fit."""
    libraries = Libraries(override, addresses)
    resolver = Resolver(schema, libraries)
    result = resolver.run()
    return replace(result, origin=schema.origin), [*libraries.findings, *resolver.findings]
