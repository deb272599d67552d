"""What the tests of editions share: more than twenty documents, two projects of others among them, and their exports."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from lxml import etree

from puzanov_tei import authority, pipeline, resources
from puzanov_tei.base import discover
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.run import export, registers
from puzanov_tei.findings import Finding
from tests_support import ROOT

PROJECTS = Path(__file__).parent / "projects"
BODIES = ROOT / "tests/golden/bodies"
DATA = ROOT / "tests/exporters/data"
SOURCES = sorted(source for source in BODIES.iterdir() if source.suffix != ".xml")
DOCUMENTS = len(SOURCES) + 6  # the journal, and five documents of others
NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"


@lru_cache
def _names() -> authority.Authority:
    return authority.load(resources.authority_folder())


def fill(folder: Path) -> None:
    """The documents: our own, encoded from invented pages, and those of two invented projects of others."""
    for source in SOURCES:
        encoded = pipeline.encode(source.read_bytes(), source.name, _names())
        (folder / f"{source.stem}.xml").write_bytes(encoded.tei)
    shutil.copy(DATA / "journal.xml", folder)
    shutil.copytree(PROJECTS, folder / "projects")


def exported(profile: str, source: Path, target: Path, **options: object) -> list[Finding]:
    """Export a folder; what the run says."""
    files = discover.files([str(source)], discover.XML)
    made = Options(profile=profile, lists=registers(files), report=True, **options)  # type: ignore[arg-type]
    return list(export("edition", files, Output(str(target), single=False, inputs=files), made))


def trees(folder: Path) -> dict[str, etree._Element]:
    """The XML files of a folder: stem -> root."""
    return {path.stem: etree.parse(str(path)).getroot() for path in sorted(folder.glob("*.xml"))}


def words(element: etree._Element) -> str:
    """The text of an element without white space."""
    return "".join("".join(element.itertext(etree.Element)).split())


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def as_read(root: etree._Element) -> None:
    """Change a document so that the view of its source is what an edition prints: the side of a `choice` that is read,
    both where the source has both; supplied words and notes of editors too; dots for a gap that prints nothing."""
    for gap in root.xpath("t:text//t:gap[not(@rendition)][not(t:desc)]", namespaces=NS):
        etree.SubElement(gap, f"{{{NS['t']}}}desc").text = "[...]"
    for choice in root.xpath(".//t:choice[not(t:corr/@rendition)]", namespaces=NS):
        read = next(c for tag in ("corr", "abbr", "orig") for c in choice.iterfind(f"t:{tag}", NS))
        for child in choice:
            if child is not read:
                child.tail = None
                choice.remove(child)
        read.tag = f"{{{NS['t']}}}seg"
    for note in root.xpath("t:text//t:note[@type='editorial']", namespaces=NS):
        note.set("type", "comment")
    for supplied in root.xpath("t:text//t:supplied[not(@rendition)]", namespaces=NS):
        supplied.tag = f"{{{NS['t']}}}seg"
