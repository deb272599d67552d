"""Grammar validation, timed against jing on the same documents in the same run.

    python benchmarks/relaxng.py [SCHEMA] [--document FILE] [--rounds 3]

SCHEMA is a RELAX NG file (schema/puzanov.rng). The documents are FILE, or what the encoder makes of corpus/source,
with the body's divisions repeated until they have the size. Prints seconds on the clock and of the processor, peak
memory, and ratios to jing: a cold process for each line, with the compiled schema in the cache; the first line loads
the schema without the cache. Each document has to be valid by both, or the line says so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# A cold process that validates: schema, cache folder (or -), documents.
OURS = """
import sys
from pathlib import Path
from puzanov_tei.relaxng.validate import load_rng, validate
schema = load_rng(Path(sys.argv[1]), None if sys.argv[2] == "-" else Path(sys.argv[2]))
found = [f for path in sys.argv[3:] for f in validate(schema, Path(path))]
sys.exit(1 if found else 0)
"""


class Run(NamedTuple):
    """What processes took together: seconds on the clock and of the processor, and the peak memory of the largest."""

    seconds: float
    cpu: float
    megabytes: float
    valid: bool


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("schema", nargs="?", type=Path, default=ROOT / "schema/puzanov.rng")
    options.add_argument("--document", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    jing = shutil.which("jing")
    if jing is None:
        sys.exit("jing is not installed: there is nothing to compare with.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        # In a process of its own: what this one holds in memory would count as the peak of those it starts.
        with ProcessPoolExecutor(1) as executor:
            cases = executor.submit(documents, given.document or encoded(work), work).result()
        sizes = ", ".join(f"{label}: {Path(files[0]).stat().st_size:,} bytes" for label, files in cases.items())
        print(f"{given.schema}, best of {given.rounds}; a file of {sizes}")
        print("                            ours    cpu    MB    jing    cpu    MB   ratio   memory")
        schema, cache = str(given.schema), str(work / "cache")
        measure([["-", *cases["12 kB"]]], schema)  # byte code is compiled once, not in the first round
        line("schema anew, 12 kB", given.rounds, schema, jing, [["-", *cases["12 kB"]]], cases["12 kB"])
        measure([[cache, *cases["12 kB"]]], schema)
        for label, files in cases.items():
            workers = 2 if len(files) > 1 else 1
            shares = [[cache, *files[number::workers]] for number in range(workers)]
            line(f"{label}{', 2 workers' if workers > 1 else ''}", given.rounds, schema, jing, shares, files)


def line(
    label: str, rounds: int, schema: str, jing: str, shares: Sequence[Sequence[str]], files: Sequence[str]
) -> None:
    """Measure one case, ours and jing in turn, and print it."""
    pairs = [(measure(shares, schema), started([[jing, schema, *files]])) for _ in range(rounds)]
    ours, theirs = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    verdicts = "" if ours.valid == theirs.valid else "  VERDICTS DIFFER"
    print(
        f"{label:24}{ours.seconds:8.2f}{ours.cpu:7.2f}{ours.megabytes:6.0f}"
        f"{theirs.seconds:8.2f}{theirs.cpu:7.2f}{theirs.megabytes:6.0f}"
        f"{ours.seconds / theirs.seconds:8.2f}{ours.megabytes / theirs.megabytes:9.2f}"
        f"{'' if ours.valid else '  invalid'}{verdicts}",
        flush=True,
    )


def measure(shares: Sequence[Sequence[str]], schema: str) -> Run:
    """Our validator, one process for each share: cache folder and documents."""
    return started([[sys.executable, "-c", OURS, schema, *share] for share in shares])


def started(commands: Sequence[Sequence[str]]) -> Run:
    """Run commands side by side."""
    begin = time.perf_counter()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    ended = [os.wait4(process.pid, 0) for process in running]
    seconds = time.perf_counter() - begin
    usages = [usage for _, _, usage in ended]
    return Run(
        seconds,
        sum(usage.ru_utime + usage.ru_stime for usage in usages),
        max(usage.ru_maxrss for usage in usages) / 1024,
        all(status == 0 for _, status, _ in ended),
    )


def encoded(folder: Path) -> Path:
    """The sample as the encoder encodes it."""
    target = folder / "encoded"
    subprocess.run(
        [sys.executable, "-m", "puzanov_tei", "encode", str(ROOT / "corpus/source"), "-o", f"{target}/"], check=True
    )
    return sorted(target.glob("*.xml"))[0]


def documents(sample: Path, folder: Path) -> dict[str, list[str]]:
    """Label -> the files of the case."""
    cases: dict[str, list[str]] = {}
    for label, size in (("12 kB", 12_000), ("1 MB", 1_000_000), ("12 MB", 12_000_000)):
        path = folder / f"{size}.xml"
        path.write_bytes(of_size(sample, size))
        cases[label] = [str(path)]
    small = Path(cases["12 kB"][0]).read_bytes()
    many = folder / "many"
    many.mkdir()
    for number in range(2000):
        (many / f"{number}.xml").write_bytes(small)
    cases["2,000 of 12 kB"] = [str(many / f"{number}.xml") for number in range(2000)]
    return cases


def of_size(sample: Path, size: int) -> bytes:
    """The sample with as many paragraphs in its last division as make up the size; what they identify is dropped."""
    from lxml import etree

    root = etree.parse(sample).getroot()
    block = next(element for element in root.iter(f"{TEI}p") if len(etree.tostring(element)) > 500)
    holder = block.getparent()
    assert holder is not None
    for element in block.iter():
        element.attrib.pop(XML_ID, None)
    others = [*root.findall(f"{TEI}standOff"), *root.iterfind(f".//{TEI}div"), *root.iterfind(f".//{TEI}encodingDesc")]
    for element in [*others, *block.itersiblings()]:
        parent = element.getparent()
        if parent is not None and element is not holder and holder not in element.iter():
            parent.remove(element)
    block.addnext(etree.Comment("more"))
    whole = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    written = etree.tostring(block, with_tail=False)
    missing = max(0, size - len(whole))
    return whole.replace(b"<!--more-->", written * (missing // len(written)))


if __name__ == "__main__":
    main()
