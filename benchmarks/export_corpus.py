"""Exports of a generated corpus, timed against a bare lxml parse of the same files.

    python benchmarks/export_corpus.py [--documents 10000] [--formats text,csv] [--rounds 3]

The corpus is the TEI that the encoder makes of corpus/source, repeated under other identifiers. Prints seconds
(best of the rounds) and the ratio to the bare parse of the same round, on the clock and in processor time,
and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PARSE = """
import sys
from pathlib import Path
from lxml import etree
parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
for path in sorted(Path(sys.argv[1]).iterdir()):
    etree.fromstring(path.read_bytes(), parser)
"""
SOURCE = Path(__file__).parent.parent / "corpus/source"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--formats", default="text,csv")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "tei")
        size = generate(corpus, given.documents)
        print(f"{given.documents} documents, {size / 1e6:.1f} MB, {size / given.documents / 1e3:.1f} kB each")
        print("format      seconds    parse  ratio      cpu    parse  ratio  peak MB")
        for name in given.formats.split(","):
            rounds = [measure(name, corpus, Path(folder)) for _ in range(given.rounds)]
            (seconds, cpu), (bare, bare_cpu), memory = min(rounds)
            print(
                f"{name:10} {seconds:8.2f} {bare:8.2f} {seconds / bare:6.2f}"
                f" {cpu:8.2f} {bare_cpu:8.2f} {cpu / bare_cpu:6.2f} {memory:8.0f}"
            )


def generate(folder: Path, documents: int) -> int:
    """Fill a folder; returns the size in bytes."""
    encoded = folder.with_name("encoded")
    subprocess.run([sys.executable, "-m", "puzanov_tei", "encode", str(SOURCE), "-o", f"{encoded}/"], check=True)
    samples = [path.read_bytes() for path in sorted(encoded.glob("*.xml"))]
    folder.mkdir()
    size = 0
    for number in range(documents):
        data = samples[number % len(samples)]
        head, ident, rest = data.partition(b'xml:id="')
        data = head + ident + f"d{number}-".encode() + rest
        size += len(data)
        (folder / f"{number:06}.xml").write_bytes(data)
    return size


def measure(name: str, corpus: Path, folder: Path) -> tuple[tuple[float, float], tuple[float, float], float]:
    bare = timed([sys.executable, "-c", PARSE, str(corpus)])
    target = folder / f"out-{name}"
    command = [sys.executable, "-m", "puzanov_tei", "export", name, str(corpus), "-o", f"{target}/", "--quiet"]
    seconds = timed(command)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    subprocess.run(["rm", "-rf", str(target)], check=True)
    return seconds, bare, memory


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds on the clock, and seconds of all processors."""
    begin, used = time.perf_counter(), processor_time()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin, processor_time() - used


def processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
