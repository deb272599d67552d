"""What a run does not need is not loaded: parsers of other kinds, clients of the web, the engine of rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
there = set(sys.modules)  # measuring coverage loads something as well
sys.argv = ["puzanov-tei", "validate", {file!r}, "--schema", "tei_all", "-q", "-j", "1", "--timeout", "0"]
from puzanov_tei.cli import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print(" ".join(sorted(set(sys.modules) - there)))
"""
HEAVY = {
    "lxml",
    "saxonche",
    "ssl",
    "importlib.metadata",
    "multiprocessing",
    "rapidfuzz",
    "puzanov_tei.relaxng.patterns",
    "puzanov_tei.schematron.load",
    "puzanov_tei.schematron.run",
    "puzanov_tei.relaxng.reading.compact",
    "puzanov_tei.odd",
}


VALID = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><p xml:id="a">x <date when="1957-05-15"/> <ref target="#a https://example.org/"/></p></body></text></TEI>"""


def test_a_valid_file_takes_the_short_way(tmp_path: Path) -> None:
    file = tmp_path / "valid.xml"
    file.write_text(VALID, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM.format(file=str(file))]
    subprocess.run(command, check=False, capture_output=True)  # compiles the grammar, if nobody has done so
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert HEAVY.intersection(done.stdout.splitlines()[-1].split()) == set()
