"""What is written in an ODD and counts for nothing, though the schema for ODDs allows it (TEI Guidelines, chapter TD).

Each check takes a compiled ODD and yields findings with the place; `check` lists them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.content import TEI, local
from puzanov_tei.odd.expressions import syntax_error
from puzanov_tei.odd.p5 import tei_p5
from puzanov_tei.odd.resolve import finding

_MODELS = tuple(TEI + name for name in ("model", "modelGrp", "modelSequence"))


def _written(odd: CompiledOdd, *names: str) -> Iterator[tuple[etree._Element, s.Origin]]:
    """The elements of these names that the author of the ODD wrote, each with its place."""
    for element in odd.tree.root.iter(*names):
        where = odd.tree.origin(element)
        if where.file:
            yield element, where


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
        for token in element.get("require", "").split():
            if not {"/", ":", "#"} & set(token):
                message = f"@require of anyElement names {token!r}, which is no namespace, so that nothing is allowed."
                yield finding("PZ201", where, message, "Write the namespace, not its prefix.")


def models(odd: CompiledOdd) -> Iterator[Finding]:
    """Processing models that another one hides, that cannot be read, or whose behaviour is a slip (22.5.4).

    A behaviour that the Guidelines do not list and that is used again is one of the project's own.
    """
    times = Counter(model.get("behaviour", "") for model in odd.tree.root.iter(*_MODELS))
    for element, where in _written(odd, *_MODELS):
        owner = next((up.get("ident", "") for up in element.iterancestors(TEI + "elementSpec")), "")
        what = f"a {local(element)} of {owner}"
        wrong = syntax_error(element.get("predicate", ""), element.nsmap)
        if wrong:
            message = f"the predicate of {what} is no XPath: {wrong}"
            yield finding("PZ213", where, message, "Mend the expression.", rule=owner)
        behaviour = element.get("behaviour", "")
        listed = _behaviours() if times[behaviour] == 1 else [behaviour]
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
    lists = [a.values for a in model.attributes.definitions if a.ident == "behaviour"]
    return [item.ident for values in lists if values for item in values.items]


def _hidden(model: etree._Element) -> bool:
    """Whether a model before this one, for the same output, has the same predicate; those of a sequence all count."""
    parent = model.getparent()
    if model.tag != TEI + "model" or parent is None or parent.tag == TEI + "modelSequence":
        return False
    own = [" ".join(model.get(name, "").split()) for name in ("predicate", "output")]
    before = model.itersiblings(TEI + "model", preceding=True)
    return any([" ".join(e.get(name, "").split()) for name in ("predicate", "output")] == own for e in before)


CHECKS = (prefixes, models)
