"""Rules ready to be run: a Schematron schema compiled to a stylesheet, kept in a cache until it changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puzanov_tei.base.cache import cache_folder, program, prune
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import OutputError
from puzanov_tei.findings import Severity

if TYPE_CHECKING:
    from puzanov_tei.schematron.rules import Pattern, Test

_OWN_CODE = re.compile(r"PZ\d{3}\Z")
_ROLES = {
    Severity.WARNING: ("warning", "warn", "nonfatal", "caution", "minor"),
    Severity.INFO: ("info", "information", "informational", "information-only", "hint", "note", "debug"),
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """What is known of a test when its result comes back."""

    code: str
    severity: Severity
    rule: str
    flag: str
    see: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Compiled rules: a stylesheet and its tests, in the order of the numbers in its results.

    Attributes:
        file: where they come from; relative addresses in them (`doc('persons.xml')`) are resolved against it.
        trusted: whether they may read what they like.
        schema: what a report tells of the schema (see `svrl.described`).
    """

    stylesheet: str
    checks: tuple[Assertion, ...]
    version: str = ""
    file: Path | None = None
    trusted: bool = False
    schema: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)

    def __hash__(self) -> int:
        """By the digest of what they were compiled from: every document asks for the executable of its rules."""
        return hash((self.version, self.trusted))

    @property
    def origin(self) -> str:
        """The name of the file that they come from."""
        return self.file.name if self.file else ""


def compile_rules(data: bytes, path: Path | None = None, phase: str = "", *, trusted: bool = False) -> Rules:
    """Compile a Schematron schema (or a RELAX NG schema with embedded rules), with a cache in the user's folder.

    Args:
        trusted: whether its rules may read files outside the project, addresses and the environment.

    Raises:
        SchemaError: the schema cannot be used.
    """
    parts = (data, phase.encode(), program().encode(), b"5", b"trusted" if trusted else b"")
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    cached = cache_folder() / f"rules-{digest[:32]}.json"
    uses_files = b"include" in data or b"href" in data  # then the cache cannot know what it depends on
    if not uses_files and (rules := _load(cached)) is not None:
        return replace(rules, file=path, trusted=trusted)
    from puzanov_tei.schematron import compile as xslt
    from puzanov_tei.schematron import read as schematron
    from puzanov_tei.schematron.sandbox import guarded
    from puzanov_tei.schematron.svrl import described

    schema = schematron.read(data, path, phase, trusted=trusted)
    stylesheet, tests = xslt.compile_rules(schema)
    if not trusted:
        stylesheet = guarded(stylesheet, path)
    checks = tuple(_check(pattern, test) for pattern, _, test in tests)
    rules = Rules(stylesheet, checks, digest[:12], path, trusted, described(schema, tests))
    if not uses_files:
        _save(cached, rules)
    return rules


def _check(pattern: Pattern, test: Test) -> Assertion:
    severity = severity_of(test.role)
    if _OWN_CODE.match(test.id):  # a flag of somebody else's schema has no meaning here
        return Assertion(test.id, severity, pattern.name, test.flag)
    return Assertion(test.id or "PZ300", severity, test.id or pattern.name, "", test.facts.get("see", ""))


def severity_of(role: str) -> Severity:
    """How grave a test is, by its role: an error, unless the role says less."""
    return next((s for s, roles in _ROLES.items() if role.lower() in roles), Severity.ERROR)


def _load(path: Path) -> Rules | None:
    """Cached rules; None if there are none, or they are damaged."""
    try:
        content = json.loads(path.read_bytes())
        checks: Sequence[Sequence[str]] = content["checks"]
        return Rules(
            content["stylesheet"],
            tuple(Assertion(c, Severity(s), *rest) for c, s, *rest in checks),
            version=content["version"],
            schema=content["schema"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(path: Path, rules: Rules) -> None:
    """Keep compiled rules; a cache that cannot be written is no reason to stop."""
    checks: Iterable[object] = [[c.code, c.severity, c.rule, c.flag, c.see] for c in rules.checks]
    content = {"stylesheet": rules.stylesheet, "checks": checks, "version": rules.version, "schema": rules.schema}
    try:
        write_atomically(path, json.dumps(content, ensure_ascii=False).encode())
        prune()
    except OutputError:
        return
