"""TEI All: the schema of every TEI document, and so of an ODD too (TEI Guidelines, chapters 22 and 23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from puzanov_tei.base.cache import cache_folder, kept
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import OutputError, SchemaError
from puzanov_tei.findings import Finding
from puzanov_tei.odd.compile import compile_odd
from puzanov_tei.odd.libraries import Libraries
from puzanov_tei.odd.tree import Tree
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
    for finding in validate(tei_all(), data, tree.name):
        if any(part in finding.xpath for part in _PARTS):
            yield finding
