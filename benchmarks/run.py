"""Every speed that is quoted, ours beside its peer in one run; the table goes to benchmarks/RESULTS.md.

    python benchmarks/run.py [--documents 500] [--rounds 5] [--stylesheets DIR] [--schxslt2 transpile.xsl]
    python benchmarks/run.py --stylesheets DIR --only cold: --odd tei_all.odd --odd mei-CMN.xml=mei-source.xml
    python benchmarks/run.py --quick      # small inputs, once: do the programs run? Nothing is timed or written

Peers: jing, pandoc, lxml, acdh-tei-pyutils, saxonche with the TEI Stylesheets and with SchXslt2. One that is missing is
named in its row. Each of a pair is run in turn, cold, so that both meet the same machine; a ratio is ours / peer, of
medians.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import corpus

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks/RESULTS.md"
TOOL = (sys.executable, "-m", "puzanov_tei")
RATE = "documents a second"
BARE = (sys.executable, "-c", "import lxml.etree, click")
# A program's peak memory begins with that of the one that starts it: this one is as small as can be.
STARTER = """
import os, sys, time
nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
begin = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, usage = os.wait4(pid, 0)
took = time.perf_counter() - begin
print(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Inputs:
    """What is measured with: a folder to work in, and in it pages, their TEI, one file, a large one with errors."""

    work: Path
    stylesheets: Path | None
    schxslt2: Path | None
    p5subset: str = ""

    @property
    def pages(self) -> Path:
        return self.work / "pages"

    @property
    def tei(self) -> Path:
        return self.work / "tei"

    @property
    def one(self) -> Path:
        return sorted(self.tei.glob("*.xml"))[0]

    @property
    def large(self) -> Path:
        return self.work / "large.xml"

    @property
    def rules(self) -> Path:
        return self.work / "rules.sch"

    @property
    def project(self) -> Path:
        return self.work / "project"


@dataclass(frozen=True)
class Measurement:
    """A speed, beside a peer's.

    Attributes:
        target: the ratio ours / peer to stay under; documents a second to reach.
        by: what the target compares: `seconds` on the clock, `cpu` of the processor, or `documents a second`.
        needs: what the peer needs: a program, a package, or an option of this one.
        ends: exit codes with which both end when they have run (1: there are findings).
    """

    what: str
    ours: Callable[[Inputs], Sequence[str]]
    target: str = ""
    peer: str = ""
    needs: str = ""
    theirs: Callable[[Inputs], Sequence[str]] | None = None
    by: str = "seconds"
    ends: tuple[int, ...] = (0,)


def filled(words: Sequence[str], inputs: Inputs) -> list[str]:
    """Words of a command; names in braces are inputs."""
    names = ("work", "pages", "tei", "one", "large", "project", "stylesheets", "schxslt2", "p5subset", "rules")
    return [word.format(**{n: getattr(inputs, n) for n in names if f"{{{n}}}" in word}) for word in words]


def tool(*words: str) -> Callable[[Inputs], Sequence[str]]:
    """Our command line."""
    return lambda inputs: (*TOOL, *filled(words, inputs))


def script(code: str, *words: str) -> Callable[[Inputs], Sequence[str]]:
    """A program of a few lines of Python; an error in it is no finding."""
    whole = f"import os, sys\nsys.excepthook = lambda *error: (sys.__excepthook__(*error), os._exit(3))\n{code}"
    return lambda inputs: (sys.executable, "-c", whole, *filled(words, inputs))


PARSE = """
import sys
from pathlib import Path
from lxml import etree
parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
for path in sorted(Path(sys.argv[1]).glob("*.xml")):
    etree.fromstring(path.read_bytes(), parser)
"""
PYUTILS = """
import sys
from pathlib import Path
from acdh_tei_pyutils.tei import TeiReader
for path in sorted(Path(sys.argv[1]).glob("*.xml")):
    doc = TeiReader(str(path))
    for kind in ("persName", "placeName", "orgName", "date"):
        for node in doc.any_xpath(f".//tei:body//tei:{kind}"):
            (node.get("ref"), "".join(node.itertext()))
"""
STYLESHEETS = """
import sys
from pathlib import Path
from saxonche import PySaxonProcessor
odd, styles, p5subset = sys.argv[1], Path(sys.argv[2]) / "odds", sys.argv[3]
with PySaxonProcessor(license=False) as saxon:
    xslt = saxon.new_xslt30_processor()
    def run(sheet, node, **given):
        program = xslt.compile_stylesheet(stylesheet_file=str(styles / sheet))
        for key, value in given.items():
            program.set_parameter(key, saxon.make_string_value(value))
        return program.transform_to_value(xdm_node=node).item_at(0).get_node_value()
    source = saxon.parse_xml(xml_file_name=odd)
    given = {"defaultSource": Path(p5subset).as_uri()} if p5subset else {}
    compiled = run("odd2odd.xsl", source, **given)
    run("odd2relax.xsl", compiled)
    run("extract-isosch.xsl", compiled)
"""
SCHXSLT2 = """
import sys
from pathlib import Path
from saxonche import PySaxonProcessor
with PySaxonProcessor(license=False) as saxon:
    xslt = saxon.new_xslt30_processor()
    transpile = xslt.compile_stylesheet(stylesheet_file=sys.argv[2])
    sheet = transpile.transform_to_string(xdm_node=saxon.parse_xml(xml_file_name=sys.argv[1]))
    program = xslt.compile_stylesheet(stylesheet_text=sheet)
    for path in sorted(Path(sys.argv[3]).glob("*.xml")):
        program.transform_to_string(xdm_node=saxon.parse_xml(xml_file_name=str(path)))
"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="t:persName"><assert test="not(@ref) or id(substring(@ref, 2))">ref leads nowhere</assert>
<report test="normalize-space(.) = ''">a name without words</report></rule></pattern>
<pattern><rule context="t:date[@when]"><assert test="matches(@when, '^[0-9-]+$')">in words</assert></rule></pattern>
<pattern><rule context="t:p"><assert test="string-length(.) gt 2">short</assert></rule>
<rule context="t:head"><report test="t:p">a paragraph in a head</report></rule></pattern>
<pattern><rule context="t:*[@xml:id]"><assert test="count(id(@xml:id)) = 1">an id twice</assert></rule></pattern>
</schema>
"""
GRAMMAR = str(ROOT / "schema/puzanov.rng")
ODD = str(ROOT / "schema/puzanov.odd")


def pandoc(inputs: Inputs) -> Sequence[str]:
    """pandoc once a document, as many at a time as there are processors."""
    each = f"xargs -0 -P {os.cpu_count()} -n 1 pandoc -f markdown -t tei -s -o /dev/null"
    return "sh", "-c", f"find '{inputs.pages}' -name '*.txt' -print0 | {each}"


def changed_build(inputs: Inputs) -> Sequence[str]:
    """A build behind a change of one page."""
    page = sorted((inputs.project / "source").glob("*.txt"))[0]
    build = shlex.join([*TOOL, "build", str(inputs.project), "-q"])
    return "sh", "-c", f"echo 'I spoke with Zarubin again.' >> '{page}' && exec {build}"


def jing(what: str) -> Callable[[Inputs], Sequence[str]]:
    """jing with our grammar, over one file or a folder."""

    def command(inputs: Inputs) -> Sequence[str]:
        path: Path = getattr(inputs, what)
        return ("jing", GRAMMAR, *map(str, sorted(path.glob("*.xml")) if path.is_dir() else [path]))

    return command


_LXML = "lxml, a bare parse"
_JING = "jing, grammar alone"
_BARE = "python -c 'import lxml.etree, click'"
_ALONE = ("--quiet", "--jobs", "1")
MEASUREMENTS = (
    Measurement("start: --version", tool("--version"), "2", _BARE, "", lambda _: BARE),
    Measurement("start: --help", tool("--help"), "2", _BARE, "", lambda _: BARE),
    Measurement("encode a folder of pages", tool("encode", "{pages}", "-o", "{work}/encoded/", "-q"), "0.3",
                "pandoc, once a page", "pandoc", pandoc),
    Measurement("encode a folder of pages, one process",
                tool("encode", "{pages}", "-o", "{work}/encoded/", "-q", "-j", "1"), "100", by=RATE),
    Measurement("validate one file, all layers", tool("validate", "{one}", "-q"), "0.25", _JING, "jing", jing("one"),
                ends=(0, 1)),
    Measurement("validate a folder, all layers, 2 processes", tool("validate", "{tei}", "-q", "-j", "2"), "0.3", _JING,
                "jing", jing("tei"), ends=(0, 1)),
    Measurement("validate 4.3 MB with errors, all layers", tool("validate", "{large}", "-q"), "1.0", _JING, "jing",
                jing("large"), ends=(0, 1)),
    Measurement("Schematron alone, a folder", tool("validate", "{tei}", "--schema", "{rules}", "-q", "-j", "1"), "",
                "saxonche, SchXslt2", "--schxslt2", script(SCHXSLT2, "{rules}", "{schxslt2}", "{tei}"), "cpu",
                ends=(0, 1)),
    Measurement("ODD to RELAX NG and Schematron, cold",
                tool("odd", "compile", ODD, "-o", "{work}/schema", "--to", "rng,sch"), "0.125",
                "saxonche, TEI Stylesheets", "--stylesheets", script(STYLESHEETS, ODD, "{stylesheets}", "{p5subset}"),
                "cpu"),
    Measurement("text of a folder", tool("export", "text", "{tei}", "-o", "{work}/text/", *_ALONE), "2", _LXML, "lxml",
                script(PARSE, "{tei}"), "cpu"),
    Measurement("tables of a folder", tool("export", "csv", "{tei}", "-o", "{work}/csv/", *_ALONE), "4", _LXML, "lxml",
                script(PARSE, "{tei}"), "cpu"),
    Measurement("mentions of a folder, with offsets and links",
                tool("export", "csv", "{tei}", "--table", "mentions", "-o", "{work}/mentions.csv", *_ALONE), "",
                "acdh-tei-pyutils, names alone", "acdh_tei_pyutils", script(PYUTILS, "{tei}"), "cpu"),
    Measurement("build, nothing has changed", tool("build", "{project}", "-q"), ends=(0, 1)),
    Measurement("build, one document has changed", changed_build, ends=(0, 1)),
)  # fmt: skip


COMPARED = {"seconds": "clock", "cpu": "processor", RATE: RATE}


class Took(NamedTuple):
    """What one run took: seconds on the clock and of the processor, the peak memory (MB) of the largest process."""

    seconds: float
    cpu: float
    megabytes: float
    code: int


def run(command: Sequence[str]) -> Took:
    """Run a command to its end."""
    starter = (sys.executable, "-I", "-S", "-c", STARTER)
    told = subprocess.run([*starter, *command], stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, cpu, megabytes, code = map(float, told.split())
    return Took(seconds, cpu, megabytes, int(code))


def missing(measurement: Measurement, inputs: Inputs) -> str:
    """What the peer of a measurement needs and is not there; empty if nothing is missing."""
    needs = measurement.needs
    if not needs:
        return ""
    if needs.startswith("--"):
        return "" if getattr(inputs, needs[2:]) else f"{needs} not given"
    if needs in ("jing", "pandoc"):
        return "" if shutil.which(needs) else f"{needs} is not installed"
    found = subprocess.run([sys.executable, "-c", f"import {needs}"], capture_output=True, check=False)
    return "" if found.returncode == 0 else f"{needs} is not installed"


def measured(measurement: Measurement, inputs: Inputs, rounds: int) -> tuple[str, list[str]]:
    """The row of a measurement, and what went wrong."""
    theirs = measurement.theirs
    lacks = missing(measurement, inputs)
    if lacks:
        theirs = None
    ours, peers, wrong = [], [], []
    for _ in range(rounds):
        ours.append(run(measurement.ours(inputs)))
        if theirs is not None:
            peers.append(run(theirs(inputs)))
    for who, all_runs in (("ours", ours), (measurement.peer, peers)):
        codes = {one.code for one in all_runs}.difference(measurement.ends)
        if codes:
            wrong.append(f"{measurement.what}: {who} ended with {sorted(codes)}")
    documents = len(list(inputs.pages.iterdir()))
    return f"| {' | '.join(_cells(measurement, ours, peers, lacks, documents))} |", wrong


def _cells(measurement: Measurement, ours: list[Took], peers: list[Took], lacks: str, documents: int) -> Iterator[str]:
    yield measurement.what
    yield _shown(ours)
    yield measurement.peer or "-"
    yield _shown(peers) if peers else lacks or "-"
    if peers:
        clock, cpu = (_ratio(ours, peers, by) for by in ("seconds", "cpu"))
        yield f"{clock:.2f} clock, {cpu:.2f} processor"
    elif measurement.by == RATE:
        yield f"{documents / statistics.median(took.cpu for took in ours):.0f} {RATE}"
    else:
        yield "-"
    yield f"{measurement.target} ({COMPARED[measurement.by]})" if measurement.target else "-"


def _ratio(ours: list[Took], peers: list[Took], by: str) -> float:
    one, other = (statistics.median(getattr(took, by) for took in runs) for runs in (ours, peers))
    return float(one / max(other, 0.001))


def _shown(runs: list[Took]) -> str:
    seconds = [took.seconds for took in runs]
    return (
        f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}-{max(seconds):.2f}), "
        f"{statistics.median(took.cpu for took in runs):.2f} s cpu, {max(took.megabytes for took in runs):.0f} MB"
    )


def of_odd(given: str) -> Measurement:
    """An ODD compiled, `FILE` or `FILE=SOURCE`, beside the Stylesheets; all of TEI has a target of its own."""
    odd, _, source = given.partition("=")
    more = ("--source", source) if source else ()
    ours = tool("odd", "compile", odd, "-o", "{work}/schema", "--to", "rng,sch", *more)
    theirs = script(STYLESHEETS, odd, "{stylesheets}", source or "{p5subset}")
    target = "0.083" if Path(odd).stem == "tei_all" else "0.125"
    what = f"ODD to RELAX NG and Schematron, cold: {Path(odd).stem}"
    return Measurement(what, ours, target, "saxonche, TEI Stylesheets", "--stylesheets", theirs, "cpu", (0, 1))


def prepare(inputs: Inputs, documents: int, large: int) -> None:
    """Make what is measured with: the bytecode of the package too, as an installation does."""
    compileall.compile_dir(ROOT / "puzanov_tei", quiet=1)
    list(corpus.write(inputs.pages, documents, 4_000))
    run([*TOOL, "encode", str(inputs.pages), "-o", f"{inputs.tei}/", "-q"])
    for schema in inputs.tei.glob("puzanov.*"):
        schema.unlink()
    inputs.rules.write_text(RULES, encoding="utf-8")
    data = inputs.one.read_bytes()
    begin = data.index(b"<p ", data.index(b"<body"))
    end = data.index(b"</p>", begin) + 4
    paragraph = data[begin:end].replace(b"xml:id=", b"n=")
    paragraph = paragraph.replace(b"<date", b"<dat", 1).replace(b"</date>", b"</dat>", 1)
    inputs.large.write_bytes(data[:end] + paragraph * max(1, large // len(paragraph)) + data[end:])
    run([*TOOL, "init", str(inputs.project), "-q"])
    for page in inputs.pages.iterdir():
        shutil.copy(page, inputs.project / "source")
    run([*TOOL, "build", str(inputs.project), "-q"])


def machine() -> Iterator[str]:
    """Where it was measured, and with which versions."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    model = models[0] if models else platform.machine()
    yield f"{model}, {os.cpu_count()} processors, {memory} GB, {platform.platform()}"
    yield f"load when it began: {os.getloadavg()[0]:.1f}; above the number of processors, times on the clock say little"
    known = {name: _version(name) for name in ("puzanov-tei", "lxml", "saxonche", "acdh-tei-pyutils")}
    for program in ("pandoc", "java"):
        if shutil.which(program):
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            known[program] = said.split("\n")[0].strip()
    yield f"Python {platform.python_version()}; " + ", ".join(f"{name} {what}" for name, what in known.items() if what)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--stylesheets", type=Path, help="a checkout of the TEI Stylesheets")
    options.add_argument("--schxslt2", type=Path, help="transpile.xsl of SchXslt2")
    options.add_argument("--p5subset", default="", help="of TEI P5, for the Stylesheets; else they fetch it")
    options.add_argument("--odd", action="append", default=[], metavar="FILE[=SOURCE]", help="measure this ODD, too")
    options.add_argument("--only", default="", help="only what has this word in its name")
    options.add_argument("--quick", action="store_true", help="small inputs, once; nothing is written")
    given = options.parse_args()
    documents, rounds, large = (3, 1, 20_000) if given.quick else (given.documents, given.rounds, 4_300_000)
    with tempfile.TemporaryDirectory() as folder:
        # Byte code as an installed program has it, whatever this environment says
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        inputs = Inputs(Path(folder), given.stylesheets, given.schxslt2, given.p5subset)
        prepare(inputs, documents, large)
        lines = [
            "# What was measured", "",
            f"`python benchmarks/run.py --documents {documents} --rounds {rounds}`, {datetime.now(UTC):%Y-%m-%d};"
            f" a folder or project has {documents} pages of 4 kB", "",
            *(f"- {line}" for line in machine()), "",
            "Median on the clock (least-most), median of processor time, peak memory of the largest process.", "",
            "| what | ours | peer | the peer | ratio | target |", "|---|---|---|---|---|---|",
        ]  # fmt: skip
        wrong: list[str] = []
        for measurement in (*MEASUREMENTS, *map(of_odd, given.odd)):
            if given.only in measurement.what:
                row, faults = measured(measurement, inputs, rounds)
                lines.append(row)
                wrong += faults
                print(row if not given.quick else measurement.what, flush=True)
    if not given.quick and not given.only:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"written to {RESULTS.relative_to(ROOT)}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
