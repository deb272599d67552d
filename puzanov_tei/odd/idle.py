"""What is written in an ODD and counts for nothing, though the schema for ODDs allows it (TEI Guidelines, chapter TD).

Each check takes a compiled ODD and yields findings with the place; `check` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import merge
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.content import TEI, local
from puzanov_tei.odd.expressions import syntax_error
from puzanov_tei.odd.p5 import tei_p5
from puzanov_tei.odd.resolve import finding

_SPECS = tuple(TEI + name for name in ("elementSpec", "classSpec", "dataSpec", "macroSpec", "constraintSpec"))
_MODELS = tuple(TEI + name for name in ("model", "modelGrp", "modelSequence"))


def _written(odd: CompiledOdd, *names: str) -> Iterator[tuple[etree._Element, s.Origin]]:
    """The elements of these names that the author of the ODD wrote, each with its place."""
    for element in odd.tree.root.iter(*names):
        where = odd.tree.origin(element)
        if where.file:
            yield element, where


def occurrences(odd: CompiledOdd) -> Iterator[Finding]:
    """Numbers of occurrences where nothing is repeated, and sources where nothing is brought in."""
    for element, where in _written(odd, TEI + "memberOf", TEI + "elementRef", TEI + "classRef", TEI + "macroRef"):
        inside = any(True for _ in element.iterancestors(TEI + "content", TEI + "datatype"))
        names = (
            ("min", "max") if local(element) == "memberOf" else ("source",) if inside else ("minOccurs", "maxOccurs")
        )
        for name in (name for name in names if element.get(name) is not None):
            message = f"@{name} of {local(element)} {element.get('key', '')} has no effect here."
            hint = "Name the source in the schemaSpec or a reference there." if inside else "Say it in content models."
            yield finding("PZ204", where, message, hint, Severity.WARNING)


def changes(odd: CompiledOdd) -> Iterator[Finding]:
    """Deletions that say more than that, and changes that change nothing."""
    for element, where in _written(odd, *_SPECS):
        what = f"{local(element)} {element.get('ident', '')}"
        said = [local(child) for child in element.iterchildren(etree.Element)]
        if element.get("mode") == "delete" and said:
            message = f"{what} is deleted, so that its {said[0]} counts for nothing."
            yield finding("PZ204", where, message, 'Remove it, or write mode="change".', Severity.WARNING)
        elif element.get("mode") == "change" and not said and not set(element.keys()) - _NAMING:
            hint = "Say what is to change, or remove it."
            yield finding("PZ204", where, f"{what} changes nothing.", hint, Severity.WARNING)


_NAMING = {"ident", "mode", "module", "type", "scheme", "{http://www.w3.org/XML/1998/namespace}id"}


def prefixes(odd: CompiledOdd) -> Iterator[Finding]:
    """Prefixes in anyElement that nothing declares, so that they name a namespace that nobody has."""
    for element, where in _written(odd, TEI + "anyElement"):
        for token in element.get("except", "").split():
            prefix, colon, name = token.partition(":")
            if colon and name and prefix not in element.nsmap and prefix != "urn" and not {"/", ":"} & set(name):
                message = (
                    f"the prefix of {token!r} in @except of anyElement is not declared, so that it excepts nothing."
                )
                yield finding("PZ201", where, message, f"Declare xmlns:{prefix}, or write the namespace.")


def models(odd: CompiledOdd) -> Iterator[Finding]:
    """Processing models that another one hides, that cannot be read, or whose behaviour is a slip (22.5.4)."""
    for element, where in _written(odd, *_MODELS):
        owner = next((up.get("ident", "") for up in element.iterancestors(TEI + "elementSpec")), "")
        what = f"a {local(element)} of {owner}"
        wrong = syntax_error(element.get("predicate", ""), element.nsmap)
        if wrong:
            message = f"the predicate of {what} is no XPath: {wrong}"
            yield finding("PZ213", where, message, "Mend the expression.", rule=owner)
        behaviour = element.get("behaviour", "")
        listed = _behaviours() if behaviour else []
        meant = "" if behaviour in listed else did_you_mean(behaviour, listed)
        if meant:
            message = f"{what} has the behaviour {behaviour!r}, which the Guidelines do not list."
            yield finding("PZ204", where, message, meant, Severity.WARNING, owner)
        if _hidden(element):
            message = f"{what} is never used: one before it has the same predicate, or none as well."
            hint = "Give it another predicate or output, or remove it."
            yield finding("PZ204", where, message, hint, Severity.WARNING, owner)


def _behaviours() -> list[str]:
    """The behaviours that the Guidelines list."""
    model = tei_p5().specs["model"]
    defined = merge.flat(model.attributes) if isinstance(model, s.ElementSpec) else ()
    lists = [a.values for a in defined if isinstance(a, s.AttDef) and a.ident == "behaviour"]
    return [item.ident for values in lists if values for item in values.items]


def _hidden(model: etree._Element) -> bool:
    """Whether a model before this one, for the same output, has the same predicate; those of a sequence all count."""
    parent = model.getparent()
    if model.tag != TEI + "model" or parent is None or parent.tag == TEI + "modelSequence":
        return False
    own = [" ".join(model.get(name, "").split()) for name in ("predicate", "output")]
    before = model.itersiblings(TEI + "model", preceding=True)
    return any([" ".join(e.get(name, "").split()) for name in ("predicate", "output")] == own for e in before)


def defaults(odd: CompiledOdd) -> Iterator[Finding]:
    """Default values of attributes that have to be written."""
    for element, where in _written(odd, TEI + "attDef"):
        if element.get("usage") == "req" and element.find(TEI + "defaultVal") is not None:
            message = f"the attribute {element.get('ident')} is required, so that its default counts for nothing."
            yield finding("PZ204", where, message, 'Remove defaultVal, or write usage="rec".', Severity.WARNING)


CHECKS = (occurrences, changes, prefixes, models, defaults)
