"""What tests of the ODD processor share: small ODDs, small documents, and validators to judge them."""

from __future__ import annotations

import io
import os
import shutil

import pytest

from puzanov_tei.odd import CompiledOdd, compile_odd
from puzanov_tei.relaxng.engine.automaton import Automaton
from puzanov_tei.relaxng.engine.compile import compiled as patterns_of
from puzanov_tei.relaxng.engine.run import accepts
from puzanov_tei.relaxng.patterns import Grammar

TEI_NS = "http://www.tei-c.org/ns/1.0"

BASE = """
<moduleRef key="tei"/>
<moduleRef key="header" include="teiHeader fileDesc titleStmt publicationStmt sourceDesc"/>
<moduleRef key="core" include="p hi title list item head label ref note"/>
<moduleRef key="textstructure" include="TEI text body div"/>
"""

HEADER = """<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""


def odd(spec: str, *, base: str = BASE, outside: str = "", **attributes: str) -> bytes:
    """An ODD with one schemaSpec: the usual modules, then `spec`. `outside` stands before it."""
    given = {"ident": "test", **attributes}
    written = " ".join(f'{name}="{value}"' for name, value in given.items())
    return f"""<TEI xmlns="{TEI_NS}" xmlns:rng="http://relaxng.org/ns/structure/1.0"
 xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xi="http://www.w3.org/2001/XInclude" xml:lang="en">
{HEADER}<text><body>{outside}<schemaSpec {written}>{base}{spec}</schemaSpec></body></text></TEI>""".encode()


def document(content: str, header: str = HEADER) -> bytes:
    """A TEI document with this content in its body; content that begins with <TEI or <?xml is a whole document."""
    if content.startswith(("<TEI", "<?xml", "<!")):
        return content.encode()
    return f'<TEI xmlns="{TEI_NS}">{header}<text><body>{content}</body></text></TEI>'.encode()


def compiled(spec: str, **more: str) -> CompiledOdd:
    """A compiled small ODD."""
    return compile_odd(odd(spec, **more))


def valid(grammar: Grammar, content: str) -> bool:
    """Whether our own validator accepts a document."""
    return accepts(Automaton(*patterns_of(grammar)), io.BytesIO(document(content)))


def codes(found: CompiledOdd) -> list[str]:
    """The codes of what was found."""
    return [f.code for f in found.findings]


def jing() -> str:
    """The path of jing; the test is skipped without it, or fails where PUZANOV_TEI_REQUIRE asks for it."""
    path = shutil.which("jing")
    if path is None:
        if "jing" in os.environ.get("PUZANOV_TEI_REQUIRE", ""):
            pytest.fail("jing is required here and is not installed")
        pytest.skip("jing is not installed")
    return path
