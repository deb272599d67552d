"""Which rules fire where: ours beside SchXslt2's, document by document. By hand, as it takes minutes.

    python tests/conformance/firings.py transpile.xsl schema.sch documents/*.xml

Two things of SchXslt2 are set right, or nearly nothing could be compared: it takes a rule for suppressed on what stands
inside of an element that the rule has fired on, and does not know the prefix xs if the schema does not declare it.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import compile_rules

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
PATTERN = "Q{http://dmaus.name/ns/2023/schxslt}pattern"
FORGETS = f'<with-param name="{PATTERN}" tunnel="yes" select="()"/>'
XS = 'prefix="xs" uri="http://www.w3.org/2001/XMLSchema"'


def with_xs(schema: str) -> str:
    if 'prefix="xs"' in schema:
        return schema
    return re.sub(r"<((?:\w+:)?)schema(\s[^>]*)?>", rf"\g<0><\1ns {XS}/>", schema, count=1)


def theirs(saxon: PySaxonProcessor, transpiler: str, schema: Path) -> object:
    """SchXslt2's stylesheet of a schema."""
    with tempfile.NamedTemporaryFile("w", suffix=".sch", dir=schema.parent, encoding="utf-8") as file:
        file.write(with_xs(schema.read_text(encoding="utf-8")))
        file.flush()
        compiler = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=transpiler)
        stylesheet = str(compiler.transform_to_string(source_file=file.name))
    for what in ("node()", "@*"):
        step = f'<apply-templates select="{what}" mode="#current"'
        stylesheet = stylesheet.replace(f"{step}/>", f"{step}>{FORGETS}</apply-templates>")
    return saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)


def said(report: etree._Element) -> Counter[str]:
    fired = report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    return Counter(" ".join("".join(one.find(f"{SVRL}text").itertext()).split()) for one in fired)  # type: ignore[union-attr]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transpiler")
    parser.add_argument("schema", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    given = parser.parse_args()
    saxon = PySaxonProcessor(license=False)
    compiled = theirs(saxon, given.transpiler, given.schema)
    ours = compile_rules(given.schema.read_bytes(), given.schema)
    equal = firings = failed = 0
    for document in given.documents:
        here = Counter(one.finding.message for one in rules.run(ours, document.read_bytes(), str(document)))
        try:
            report = compiled.transform_to_string(source_file=str(document.absolute()))  # type: ignore[attr-defined]
        except Exception as error:  # an error in one rule ends its run
            failed += 1
            print(f"{document}: SchXslt2 ends with an error: {str(error)[:100]}")
            continue
        there = said(etree.fromstring(str(report).encode()))
        firings += sum(there.values())
        equal += here == there
        for message, number in (here - there).items():
            print(f"{document}: only here, {number} times: {message[:100]}")
        for message, number in (there - here).items():
            print(f"{document}: only there, {number} times: {message[:100]}")
    compared = len(given.documents) - failed
    print(
        f"{given.schema.name}: {equal} of {compared} documents equal, {firings} firings; {failed} could not be compared"
    )
    return 0 if equal == compared else 1


if __name__ == "__main__":
    sys.exit(main())
