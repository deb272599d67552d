"""Checks: bytes and a schema -> findings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from puzanov_tei import resources
from puzanov_tei.base.scan import Facts, scan
from puzanov_tei.checks import Check, dates, identifiers, references, wellformed
from puzanov_tei.checks.references import Holder
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.relaxng.codes import DUPLICATE_ID, UNKNOWN_ATTRIBUTE, WRONG_VALUE
from puzanov_tei.validation.inclusion import Whole, included
from puzanov_tei.validation.schemas import Schema, combine, load
from puzanov_tei.validation.selection import unsuppressed

_SAID_TWICE = frozenset({WRONG_VALUE, DUPLICATE_ID})
"""What other layers say more exactly at the same place. That something is not allowed there at all is never hidden."""

__all__ = ["Schema", "check", "combine", "load", "validate"]


def validate(data: bytes, name: str, schema: str | Path = "puzanov") -> list[Finding]:
    """Everything that is wrong with a document, in file order: `check` with a schema named or in a file.

    Args:
        data: the document.
        name: its name in findings.
        schema: `puzanov`, `tei_all`, or the path of an ODD, RELAX NG, Schematron or XSD file.

    Raises:
        SchemaError: the schema cannot be used.
    """
    return check(data, name, load(schema))


def check(
    data: bytes,
    name: str,
    schema: Schema,
    *,
    folder: Path | None = None,
    facts: Facts | None = None,
    further: Iterable[Check] = (),
    holder: Holder | None = None,
    read: set[Path] | None = None,
    xinclude: bool = True,
) -> list[Finding]:
    """Everything that is wrong with a document, in file order.

    The layers: well-formedness, grammar, references, dates and identifiers, rules. After a fault in the XML
    itself, nothing else can be said. What two layers say of one place is said by the more precise one.

    Args:
        data: the document.
        name: its name in findings.
        facts: what `scan` found in it, if that is known already.
        folder: where it is; pointers to other files are relative to it and not followed if it is None.
        further: installed checks to make besides.
        holder: which other file of the run or the project holds an identifier.
        read: receives the files besides that the findings depend on.
        xinclude: whether what the document includes stands in its place.

    Raises:
        SchemaError: the schema cannot be used.
    """
    facts = facts or scan(data)
    if facts.fault is not None:
        return wellformed.check(data, name, facts)
    whole = included(data, name, folder) if xinclude else Whole(data)
    if whole.data is not data:
        facts = scan(whole.data)
    if read is not None:
        read |= whole.files
    findings = _findings(whole.data, name, schema, folder, facts, further, holder, read if read is not None else set())
    if whole.left_out:
        findings = [_uncertain(finding, whole.left_out[0]) for finding in findings]
    return sorted([*whole.findings, *map(whole.placed, findings)], key=lambda finding: finding.sort_key)


def _uncertain(finding: Finding, left_out: str) -> Finding:
    """The finding; if it says that an identifier is nowhere, only a warning: a part of the document is not at hand."""
    if finding.code != "PZ401":
        return finding
    hint = f"It may stand in {left_out}, which could not be included."
    return replace(finding, severity=Severity.WARNING, hint=hint)


def _findings(
    data: bytes,
    name: str,
    schema: Schema,
    folder: Path | None,
    facts: Facts,
    further: Iterable[Check],
    holder: Holder | None,
    read: set[Path],
) -> list[Finding]:
    findings = wellformed.check(data, name, facts)
    if facts.fault is not None:
        return findings
    grammatical = list(_grammar(data, name, schema))
    facts.samples |= _misnamed(data, grammatical)
    pointing = references.check(data, name, facts, folder, holder)
    refused = {f.location for f in grammatical} if schema.grammars else None
    values = [*_graded(dates.check(data, name, facts), refused), *identifiers.check(data, name, facts)]
    spoken = {
        "grammar": {_element(f.xpath) for f in grammatical},
        "references": {_element(f.xpath) for f in pointing},
    }
    said = {f.location for f in (*findings, *values)}
    findings += (f for f in grammatical if f.code not in _SAID_TWICE or f.location not in said)
    findings += pointing
    findings += values
    findings += (finding for each in further for finding in each.check(data, name, facts, folder))
    findings += _rules(data, name, schema, spoken, read)
    if facts.ignores:
        findings = list(unsuppressed(findings, facts.ignores, name))
    return list(map(_with_origin, findings))


def _misnamed(data: bytes, grammatical: Iterable[Finding]) -> set[str]:
    """Identifiers in attributes that are not called xml:id, though they should be: what points to them is not wrong."""
    places = [f.location for f in grammatical if f.code == UNKNOWN_ATTRIBUTE and f.meant == "xml:id"]
    lines = data.decode("utf-8", "replace").split("\n") if places else []
    values = (_VALUE.match(lines[place.line - 1], place.column - 1) for place in places)
    return {value[2].strip() for value in values if value}


_VALUE = re.compile(r"[^\s=]+\s*=\s*([\"'])(.*?)\1")


def _graded(dated: Iterable[Finding], refused: Collection[Location] | None) -> Iterator[Finding]:
    """Findings about dates: a form that the schema allows is worth a warning only (None: no grammar says)."""
    for finding in dated:
        if refused is None or finding.location in refused or finding.code == dates.CONTRADICTION:
            yield finding
        else:
            yield replace(finding, severity=Severity.WARNING)


def _grammar(data: bytes, name: str, schema: Schema) -> Iterable[Finding]:
    if schema.grammars:
        from puzanov_tei.checks import grammar

        for one in schema.grammars:
            yield from grammar.check(data, name, one, schema.overlooked)
    if schema.xsds:
        from puzanov_tei.checks import xsd

        for path in schema.xsds:
            yield from xsd.check(data, name, path)


def _rules(data: bytes, name: str, schema: Schema, spoken: dict[str, set[str]], read: set[Path]) -> Iterable[Finding]:
    """Findings of the rules, but those that a better informed layer has made at the same element."""
    if not schema.rules:
        return
    from puzanov_tei.schematron import run as rules

    for one in schema.rules:
        for result in rules.run(one, data, name, read):
            if _element(result.finding.xpath) not in spoken.get(result.flag, ()):
                yield result.finding


def _with_origin(finding: Finding) -> Finding:
    """The finding with the place of its rule in the project's ODD, by the file's name alone.

    Where the package lies on this machine is nobody's business.
    """
    if finding.rule_origin == "puzanov.odd":  # a Schematron rule: the code says which
        from puzanov_tei.validation.own import rules

        code = rules().get(finding.code)
        return replace(finding, rule_origin=code.origin) if code else finding
    if finding.rule_origin.startswith(_packaged()):
        return replace(finding, rule_origin=finding.rule_origin.removeprefix(_packaged()))
    return finding


@cache
def _packaged() -> str:
    return f"{resources.schema_folder()}/"


def _element(xpath: str) -> str:
    """The path of the element, without attribute and without positions of the first of its name."""
    return xpath.partition("/@")[0].replace("[1]", "")
