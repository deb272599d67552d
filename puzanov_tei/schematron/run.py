"""Schematron rules, run by Saxon (through saxonche, which is imported only when rules are run)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puzanov_tei.base.cache import cache_folder, program, prune
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.locate import locate
from puzanov_tei.errors import OutputError, SchemaError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.schematron.escape import quoted

if TYPE_CHECKING:
    from puzanov_tei.schematron.read import Pattern, Test

CODES = {
    "PZ300": (
        "A rule of the schema is broken",
        "Schematron rules say what a grammar cannot: what depends on two places at once. This rule belongs to the "
        "schema that was used and has no code of its own there; its message is the author's.",
    ),
    "PZ399": (
        "A rule of the schema could not be applied",
        "The rule's expression failed on this document (for example a function was called with a value of the wrong "
        "type). What it was to check is therefore unchecked.",
    ),
}
"""Codes of this module. The rules of the project's own ODD (PZ301 ...) have their rationale there."""

_OWN_CODE = re.compile(r"PZ\d{3}\Z")
_ROLES = {
    Severity.WARNING: ("warning", "warn", "nonfatal", "caution", "minor"),
    Severity.INFO: ("info", "information", "informational", "information-only", "hint", "note", "debug"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a test when its result comes back."""

    code: str
    severity: Severity
    rule: str
    flag: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Compiled rules: a stylesheet and its tests, in the order of the numbers in its results.

    Attributes:
        base: address that relative addresses in the rules (`doc('persons.xml')`) are resolved against.
    """

    stylesheet: str
    checks: tuple[Check, ...]
    origin: str = ""
    version: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A finding of a rule, and the layer that says the same better (`grammar`, `references` or nothing)."""

    finding: Finding
    flag: str


def compile_rules(data: bytes, path: Path | None = None, phase: str = "") -> Rules:
    """Compile a Schematron schema (or a RELAX NG schema with embedded rules), with a cache in the user's folder.

    Raises:
        SchemaError: the schema cannot be used.
    """
    digest = hashlib.sha256(b"\0".join((data, phase.encode(), program().encode(), b"1"))).hexdigest()
    cached = cache_folder() / f"rules-{digest[:32]}.json"
    uses_files = b"include" in data or b"href" in data
    base = path.absolute().as_uri() if path else ""
    if not uses_files and (rules := _load(cached)) is not None:
        return replace(rules, origin=path.name if path else "", base=base)
    from puzanov_tei.schematron import compile as xslt
    from puzanov_tei.schematron import read as schematron

    schema = schematron.read(data, path, phase)
    stylesheet, tests = xslt.compile_rules(schema)
    checks = tuple(_check(pattern, test) for pattern, test in tests)
    rules = Rules(stylesheet, checks, path.name if path else "", digest[:12], base)
    if not uses_files:
        _save(cached, rules)
    return rules


def _check(pattern: Pattern, test: Test) -> Check:
    own = _OWN_CODE.match(test.id) is not None
    role = test.role.lower()
    severity = next((s for s, roles in _ROLES.items() if role in roles), Severity.ERROR)
    return Check(test.id if own else "PZ300", severity, pattern.id if own else test.id or pattern.id, test.flag)


def run(rules: Rules, data: bytes, name: str) -> list[RuleFinding]:
    """Apply the rules to a well-formed document. Rules may read local files, and nothing from the network.

    Raises:
        SchemaError: the stylesheet made of the rules does not compile: an expression in them is wrong.
    """
    if not rules.checks:
        return []
    saxon = _saxon()
    executable = _executable(rules.stylesheet, rules.origin, rules.base)
    address = Path(name).absolute().as_uri() if name != "-" else "file:///stdin.xml"
    try:
        document = saxon.parse_xml(xml_text=_text(data), base_uri=address)
        executable.set_global_context_item(xdm_item=document)
        result = executable.apply_templates_returning_string(xdm_value=document)
    except Exception as error:
        message = " ".join(str(error).split())
        return [
            RuleFinding(
                Finding(
                    "PZ399", Severity.ERROR, f"A rule of the schema could not be applied: {message[:300]}",
                    "Correct the rule, or the value that it stumbles over.", Location(name, 1, 1),
                    schema_version=rules.version,
                ),
                "",
            )
        ]
    results = _results(result)
    places = locate(data, {p for _, p, _, _ in results})
    found = []
    for number, path, message, hint in results:
        check, place = rules.checks[number], places[path]
        found.append(
            RuleFinding(
                Finding(
                    check.code, check.severity, message, hint, Location(name, place.line, place.column),
                    place.xpath, place.xml_id, check.rule, rules.origin, rules.version,
                ),
                check.flag,
            )
        )
    return found


def _text(data: bytes) -> str:
    """The document as text without its XML declaration, which would contradict it."""
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", data[:200])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        text = data.decode(declared[1].decode() if declared else "utf-8").removeprefix("\ufeff")
    return re.sub(r"\A\s*<\?xml\s[^>]*\?>", "", text)


def _results(result: str) -> list[tuple[int, str, str, str]]:
    """Test number, path, message and hint of each result."""
    if "<f " not in result:
        return []
    from lxml import etree

    root = etree.fromstring(result.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    found = []
    for element in root:
        hints = [" ".join("".join(h.itertext()).split()) for h in element.iterchildren("h")]
        words = [element.text or "", *(h.tail or "" for h in element)]
        message = " ".join("".join(words).split())
        found.append((int(element.get("t", "0")), element.get("p", ""), message, " ".join(hints)))
    return found


@lru_cache(maxsize=1)
def _saxon() -> Any:
    """The process's one Saxon processor."""
    from saxonche import PySaxonProcessor

    saxon = PySaxonProcessor(license=False)
    saxon.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
    return saxon


@lru_cache(maxsize=8)
def _executable(stylesheet: str, origin: str, base: str) -> Any:
    if base:
        stylesheet = stylesheet.replace("<xsl:stylesheet ", f"<xsl:stylesheet xml:base={quoted(base)} ", 1)
    try:
        return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
    except Exception as error:
        message = " ".join(str(error).split())
        raise SchemaError(f"the rules of {origin or 'the schema'} cannot be compiled: {message[:400]}") from error


def _load(path: Path) -> Rules | None:
    """Cached rules; None if there are none, or they are damaged."""
    try:
        content = json.loads(path.read_bytes())
        checks: Sequence[Sequence[str]] = content["checks"]
        return Rules(
            content["stylesheet"], tuple(Check(c, Severity(s), r, f) for c, s, r, f in checks),
            version=content["version"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(path: Path, rules: Rules) -> None:
    """Keep compiled rules; a cache that cannot be written is no reason to stop."""
    checks: Iterable[object] = [[c.code, c.severity, c.rule, c.flag] for c in rules.checks]
    content = {"stylesheet": rules.stylesheet, "checks": checks, "version": rules.version}
    try:
        write_atomically(path, json.dumps(content, ensure_ascii=False).encode())
        prune()
    except OutputError:
        return
