"""The public names of the package: loaded when used, and enough for the whole path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import puzanov_tei
from tests_support import ROOT, SAMPLE


def test_encode_and_validate_from_python() -> None:
    names = puzanov_tei.load_authority(ROOT / "corpus/authority")
    edition = puzanov_tei.encode(SAMPLE.read_bytes(), SAMPLE.name, names)
    assert puzanov_tei.validate(edition.tei, "sample.xml") == []
    broken = edition.tei.replace(b"<persName ", b"<persname ", 1).replace(b"</persName>", b"</persname>", 1)
    found = puzanov_tei.validate(broken, "sample.xml")
    assert any("persName" in f.message + f.hint for f in found)


def test_compile_from_python() -> None:
    compiled = puzanov_tei.compile_odd(Path(ROOT / "schema/puzanov.odd"))
    assert compiled.ident == "puzanov"


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, puzanov_tei; sys.exit('lxml' in sys.modules or 'puzanov_tei.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = puzanov_tei.nothing_here
