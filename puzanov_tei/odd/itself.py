"""TEI All: the schema of every TEI document, and so of an ODD too (TEI Guidelines, chapters 22 and 23)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from lxml import etree

from puzanov_tei.base.cache import cache_folder, kept
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.xml import TEI_NS
from puzanov_tei.errors import OutputError, SchemaError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd.compile import compile_odd
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.libraries import Libraries
from puzanov_tei.odd.rng import RNG_NS
from puzanov_tei.odd.tree import XI, Tree
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.schema import CompiledSchema

_PARTS = ("/schemaSpec", "/specGrp", "/elementSpec", "/classSpec", "/macroSpec", "/dataSpec")


@cache
def tei_all() -> CompiledSchema:
    """All of TEI P5 by the built-in facts, without rules. Compiled once, then taken from the user's cache folder."""
    path = kept("tei_all", ".rng")
    if not path.is_file():
        from puzanov_tei.relaxng.engine.compile import compile_grammar
        from puzanov_tei.relaxng.writing.xml import to_rng

        grammar = tei_all_grammar()
        try:
            write_atomically(path, to_rng(grammar))
        except OutputError:
            return compile_grammar(grammar)
    return load_rng(path, cache_folder())


def tei_all_grammar(release: str = "") -> Grammar:
    """The grammar of all of TEI P5: by the built-in facts, or of a `release` as `tei:4.4.0`.

    Raises:
        SchemaError: the release is not on this machine.
    """
    modules = Libraries()(release).modules
    return compile_odd(_odd(modules), source=release or None).grammar


def _odd(modules: Iterable[str]) -> bytes:
    asked = "".join(f'<moduleRef key="{module}"/>' for module in modules)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f'<schemaSpec ident="tei_all" start="TEI teiCorpus">{asked}</schemaSpec></body></text></TEI>'
    ).encode()


def validated(tree: Tree) -> Iterator[Finding]:
    """What TEI All says of the declarations in an ODD file; its prose is any document's business."""
    from puzanov_tei.relaxng.validate import validate

    try:
        data = tree.fetch(tree.name)
    except SchemaError:  # it came as bytes, from no file
        return
    findings = [f for f in validate(tei_all(), data, tree.name) if any(part in f.xpath for part in _PARTS)]
    there = [(o.line, o.column, element) for element, o in tree.origins.items() if o.file == tree.name]
    for finding in findings:
        place = (finding.location.line, finding.location.column)
        index = bisect_right(there, place, key=lambda start: start[:2]) - 1
        told = _for_authors(finding, there[index][2], there[index][:2] == place) if index >= 0 else finding
        if told is not None:
            yield told


def _for_authors(finding: Finding, element: etree._Element, itself: bool) -> Finding | None:
    """A finding about an element or (not `itself`) about its attributes or text, as the author of an ODD needs it; None
    where another one says it.

    What other programs read (TEI Publisher's templates) is for them; an inclusion is what it includes; several parts
    in one content are told once.
    """
    foreign = [up for up in (element, *element.iterancestors()) if etree.QName(up).namespace not in _KNOWN]
    parent = element.getparent()
    if element.tag == XI + "include" or (foreign and (foreign != [element] or not itself)):
        return None
    if foreign:
        message = f"<{etree.QName(element).localname}> is not of TEI, so that it counts for nothing in a schema."
        hint = "Remove it, unless a program reads it."
        return replace(finding, severity=Severity.WARNING, message=message, hint=hint)
    relaxng = etree.QName(element).namespace == RNG_NS
    if itself and parent is not None and parent.tag in (TEI + "content", TEI + "datatype") and parent.index(element):
        message = f"{etree.QName(parent).localname} holds several parts side by side; the Guidelines allow one."
        hint = f"Put them into one <{'rng:group' if relaxng else 'sequence'}>."
        first = parent[1] is element
        return replace(finding, severity=Severity.WARNING, message=message, hint=hint) if first else None
    if relaxng:  # read as RELAX NG, and said there
        return None
    if (
        element.tag == TEI + "elementSpec"
        and finding.code == "PZ113"
        and any(True for _ in element.iter(TEI + "model"))
    ):
        return None  # a name that no element has; models of TEI Publisher may stand under such (PZ218)
    return finding if finding.hint else replace(finding, hint=_HINTS.get(finding.code, ""))


_HINTS = {
    "PZ107": "Write what is missing, or remove the element.",
    "PZ110": "Remove it: an ODD has no such attribute.",
    "PZ111": "Remove it: this element of an ODD has no such attribute.",
}


_KNOWN = frozenset({
    TEI_NS, "http://www.tei-c.org/ns/Examples", XI[1:-1], RNG_NS,
    "http://relaxng.org/ns/compatibility/annotations/1.0", "http://purl.oclc.org/dsdl/schematron",
    "http://www.ascc.net/xml/schematron",
})  # fmt: skip
"""The namespaces of what an ODD is made of."""
