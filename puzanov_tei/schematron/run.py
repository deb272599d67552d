"""Schematron rules, run by Saxon (through saxonche, which is imported only when rules are run)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puzanov_tei.base.addresses import file_of
from puzanov_tei.base.fence import Fence, around
from puzanov_tei.base.locate import Position, locate
from puzanov_tei.base.xml_text import quoted
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.schematron.load import Rules, severity_of
from puzanov_tei.schematron.results import Result, Variant, results, variant
from puzanov_tei.schematron.sandbox import ABSENT, FILES, requested

if TYPE_CHECKING:
    from puzanov_tei.schematron.files import Files

CODES = {
    "PZ300": (
        "A rule of the schema is broken",
        "Schematron rules say what a grammar cannot: what depends on two places at once. This rule belongs to the "
        "schema that was used and has no code of its own there; its message is the author's.",
    ),
    "PZ398": (
        "A rule wants to read what lies outside the project",
        "Rules come with documents and schemas from anywhere. They read files of the project's folder only, and no "
        "address of the web, no hidden file and no variable of the environment, so that nobody can make a run tell "
        "what else is on the machine.",
    ),
    "PZ399": (
        "A rule of the schema could not be applied",
        "The rule's expression failed on this document (for example a function was called with a value of the wrong "
        "type). What it was to check is therefore unchecked.",
    ),
}
"""Codes of this module. The rules of the project's own ODD (PZ301 ...) have their rationale there."""


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A finding of a rule, and the layer that says the same better (`grammar`, `references` or nothing)."""

    finding: Finding
    flag: str


def run(rules: Rules, data: bytes, name: str, read: set[Path] | None = None) -> list[RuleFinding]:
    """Apply the rules to a well-formed document.

    Rules that are not trusted read files of the project's folder only (that of the document, and that of the
    schema); what else they ask for is a finding, and for them it is not there.

    Args:
        read: receives the files that the rules asked for.

    Raises:
        SchemaError: the stylesheet made of the rules does not compile: an expression in them is wrong.
    """
    if not rules.checks:
        return []
    from puzanov_tei.schematron.files import Files

    files = Files(_fence(rules, name))
    result, stopped = "", None
    try:
        result = _result(rules, data, name, files)
    except _StoppedError as error:
        stopped = str(error)
    findings = [_refused(rules, name, address) for address in list(files.refused)[:_MAX_REFUSED]]
    if stopped is not None and not findings:
        findings = [_stopped(rules, name, stopped)]
    if read is not None:
        read |= files.read
    absent = {f"{address.removesuffix('()')}{ABSENT}" for address in files.refused}  # said once for the whole
    said = [one for one in results(result) if one.kind != "e" or one.message not in absent]
    return [*findings, *_placed(rules, data, name, said)]


def report(rules: Rules, data: bytes, name: str) -> bytes:
    """What the rules say of a document as a report in SVRL (ISO/IEC 19757-3, annex D).

    Raises:
        SchemaError: the rules cannot be compiled, or an error that is not a single test's ended the run.
    """
    from puzanov_tei.schematron.files import Files
    from puzanov_tei.schematron.svrl import written

    try:
        result = _applied(rules, data, name, Files(_fence(rules, name)), (Variant.CAREFUL, Variant.FULL))
    except _StoppedError as error:
        raise SchemaError(f"{name}: the rules could not be applied: {error}") from error
    return written(rules.schema, results(result), lambda address: _bytes_of(address) if address else data)


def _result(rules: Rules, data: bytes, name: str, files: Files) -> str:
    """The result of the stylesheet; if an error ends the run, of the one that tests each thing for itself."""
    try:
        return _applied(rules, data, name, files, ())
    except _StoppedError as error:
        if _OUTSIDE.search(str(error)):
            raise
        return _applied(rules, data, name, files, (Variant.CAREFUL,))


def _fence(rules: Rules, name: str) -> Fence:
    files = [*([rules.file] if rules.file else []), *([Path(name)] if name != "-" else [])]
    return Fence(open=True) if rules.trusted else around(files)


class _StoppedError(Exception):
    """A run of the rules ended in an error."""


def _applied(rules: Rules, data: bytes, name: str, files: Files, variants: tuple[Variant, ...]) -> str:
    """The result of the stylesheet, run again whenever it asks for a file that it may read."""
    from puzanov_tei.schematron import saxon
    from puzanov_tei.schematron.files import text_of

    address = Path(name).absolute().as_uri() if name != "-" else "file:///stdin.xml"
    with saxon.alone():
        executable = _executable(rules, variants)
        try:
            document = saxon.document(text_of(data), address, rules.trusted)
        except Exception as error:
            raise _StoppedError(_sentence(error)) from error
        executable.set_global_context_item(xdm_item=document)
        files.put("doc", address, document)
        while True:
            if not rules.trusted:
                executable.set_parameter(FILES, files.map())
            try:
                return str(executable.apply_templates_returning_string(xdm_value=document) or "")
            except Exception as error:
                wanted = requested(str(error))
                if wanted is None or files.full():
                    raise _StoppedError(_sentence(error)) from error
                files.fetch(*wanted)


def _sentence(error: Exception) -> str:
    """What Saxon says, in one line and without the trace of its Java."""
    return " ".join(re.split(r"\n\s*at [\w.]+/", str(error))[0].split())


_OUTSIDE = re.compile(
    r"not permitted|has been prohibited|has been disallowed|External function calls|extension functions are disabled"
)
_MAX_REFUSED = 10
_IN_STYLESHEET = re.compile(r" in pz-x:\S+ on line \d+ column \d+ of \S+(?=: )")
"""Where Saxon found an error in what was made of the rules, which nobody has seen."""


def _stopped(rules: Rules, name: str, message: str) -> RuleFinding:
    if _OUTSIDE.search(message):
        return _refused(rules, name, "a place that only a trusted schema may read")
    sentence = f"A rule of the schema could not be applied: {message[:300].rstrip('.')}."
    return _of_the_whole(rules, name, "PZ399", sentence, "Correct the rule, or the value that it stumbles over.")


def _refused(rules: Rules, name: str, address: str) -> RuleFinding:
    rule = f"A rule of {rules.origin or 'the schema'}"
    hint = "If you know this schema and its documents, run with --trust."
    if address.endswith("()"):
        sentence = f"{rule} calls {address}, which can reach what lies outside the project. It was not done."
    elif "/" in address or " " in address:
        sentence = f"{rule} wants to read {address.removeprefix('file://')[:200]}. It was not read."
        hint = f"Put the file into the project's folder; or, {hint[0].lower()}{hint[1:]}"
    else:
        variable = "the variables" if address == "*" else f"the variable {address}"
        sentence = f"{rule} wants to read {variable} of the environment. Nothing was read."
    return _of_the_whole(rules, name, "PZ398", sentence, hint)


def _of_the_whole(rules: Rules, name: str, code: str, message: str, hint: str) -> RuleFinding:
    place = Location(name, 1, 1)
    return RuleFinding(Finding(code, Severity.ERROR, message, hint, place, schema_version=rules.version), "")


def _placed(rules: Rules, data: bytes, name: str, said: Sequence[Result]) -> Iterable[RuleFinding]:
    """A finding for every test that fired or failed, at its place; those about other documents are placed in these."""
    places = {"": locate(data, {result.path for result in said if not result.document})}
    for result in said:
        if result.document not in places:
            there = {one.path for one in said if one.document == result.document}
            places[result.document] = locate(_bytes_of(result.document), there)
        place = places[result.document].get(result.path, Position(1, 1))
        location = Location(_shown(result.document) or name, place.line, place.column)
        if result.kind == "e":
            yield _failed(rules, result, location, place)
            continue
        check = rules.checks[result.number]
        severity = severity_of(result.role) if result.role else check.severity
        yield RuleFinding(
            Finding(
                check.code,
                severity,
                result.message,
                result.hint,
                location,
                place.xpath,
                place.xml_id,
                check.rule,
                rules.origin,
                rules.version,
                address=check.see,
            ),
            check.flag,
        )


def _failed(rules: Rules, result: Result, location: Location, place: Position) -> RuleFinding:
    """An error in one rule at one node."""
    rule = rules.checks[result.number].rule if result.of == "t" else _rule_named(rules, result.number)
    message = f"The rule {rule} could not be applied here: {result.message[:300].rstrip('.')}."
    hint = "Correct the rule, or the value that it stumbles over."
    return RuleFinding(
        Finding(
            "PZ399",
            Severity.ERROR,
            message,
            hint,
            location,
            place.xpath,
            place.xml_id,
            rule,
            rules.origin,
            rules.version,
        ),
        "",
    )


def _rule_named(rules: Rules, number: int) -> str:
    described = rules.schema["rules"][number]
    return str(described["id"] or f"for {described['context']}")


def _bytes_of(address: str) -> bytes:
    path = file_of(address)
    try:
        return path.read_bytes() if path else b"<none/>"
    except OSError:
        return b"<none/>"


def _shown(address: str) -> str:
    """The path of another document as messages name it: from the working folder, if it is below."""
    path = file_of(address) if address else None
    if path is None:
        return address
    folder = Path.cwd()
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


@lru_cache(maxsize=8)
def _executable(rules: Rules, variants: tuple[Variant, ...]) -> Any:
    from puzanov_tei.schematron import saxon

    stylesheet = variant(rules.stylesheet, *variants)
    if rules.file:
        base = quoted(rules.file.absolute().as_uri())
        stylesheet = stylesheet.replace("<xsl:stylesheet ", f"<xsl:stylesheet xml:base={base} ", 1)
    try:
        return saxon.processor(rules.trusted).new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
    except Exception as error:
        message = _IN_STYLESHEET.sub("", _sentence(error))[:400]
        hint = " If you know this schema, run with --trust." if _OUTSIDE.search(message) else ""
        sentence = f"the rules of {rules.origin or 'the schema'} cannot be compiled: {message}{hint}"
        raise SchemaError(sentence) from error
