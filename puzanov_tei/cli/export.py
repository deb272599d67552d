"""`puzanov-tei export`: TEI -> text, tables and other formats."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from puzanov_tei.base import discover
from puzanov_tei.cli import editions, site, where
from puzanov_tei.cli.manners import completing
from puzanov_tei.cli.progress import Progress
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.codebook import codebook
from puzanov_tei.exporters.run import export, read_lists, registers
from puzanov_tei.exporters.text.views import NOTES, VIEWS
from puzanov_tei.findings import Severity
from puzanov_tei.reporters.report import Alike

_CODEBOOK, _EDITION, _SITE = "codebook", "edition", "site"
_FORMATS = {
    **EXPORTERS.summaries,
    _SITE: "a site of pages, registers, calendar, map, search, for any web server and from a disk (docs/site.md)",
    _CODEBOOK: "what every column of the tables means (no PATH)",
}


class _WithFormats(click.Command):
    """A command whose help lists the formats."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        with formatter.section("Formats"):
            formatter.write_dl(list(_FORMATS.items()))


@click.command(
    "export",
    cls=_WithFormats,
    epilog="Example: puzanov-tei export csv corpus/tei -o tables",
    help="""Write FORMAT from TEI.

PATH is a file, a folder (its .xml and .tei files), a glob, @LIST (a file with one path a line), or -: standard input.
Without it, the edition of the project here is meant.

The TEI may be anybody's. What could not be carried over is said on standard error.""",
)
@click.argument("format_", metavar="FORMAT", shell_complete=completing(lambda: _FORMATS))
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("-o", "--output", metavar="DIR|FILE|-", help="Where to write; - is standard output.")
@click.option("--view", type=click.Choice(VIEWS), default="reading", show_default=True, help="Which text.")
@click.option("--notes", type=click.Choice(NOTES), default="end", show_default=True, help="Where notes go (text).")
@click.option("--split", type=click.Choice(("document", "entry")), default="document", help="What one text file holds.")
@click.option("--offsets", is_flag=True, help="Write a map of elements to offsets beside each text.")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only this table (csv); may be repeated.")
@click.option("--tsv", is_flag=True, help="Tables with tabs instead of commas.")
@click.option("--excel", "flavour", flag_value="excel", help="csv: one XLSX workbook instead.")
@click.option("--parquet", "flavour", flag_value="parquet", help="csv: Parquet files instead.")
@click.option("--lists", multiple=True, metavar="PATH", help="Files with lists of persons, places, organisations.")
@click.option(
    "--authority",
    "authority_path",
    metavar="FILE|DIR",
    help="Records for links that the TEI holds none for; else of the configuration or corpus/authority.",
)
@click.option("--base", default="", metavar="IRI", help="Address that identifiers belong to (rdf, jsonld).")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes. [default: one a core]")
@click.option("--report", is_flag=True, help="Say for each document where its words went.")
@click.option("--url", "address", default="", metavar="ADDRESS", help="Where the index will be published (cmif).")
@click.option("--editor", default="", metavar="NAME", help="Who made the index (cmif).")
@click.option("--licence", default="", metavar="ADDRESS", help="Terms of the index (cmif).")
@click.option(
    "--profile",
    default="",
    metavar="NAME",
    help="Which edition system (edition).",
    shell_complete=completing(EDITIONS.names),
)
@click.option("--list", "listing", is_flag=True, help="edition: list the profiles; with --profile: all about one.")
@click.option("--title", default="", metavar="TEXT", help="What it is called (edition: deposit, dts, ceteicean).")
@click.option("--issued", default="", metavar="DATE", help="When it is published (edition: deposit).")
@click.option("--force", is_flag=True, help="Overwrite what somebody has changed; keep a backup (edition, site).")
@click.option("--strict", is_flag=True, help="What could not be carried over is an error.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    format_: str,
    paths: tuple[str, ...],
    output: str | None,
    view: str,
    notes: str,
    split: str,
    offsets: bool,
    tables: tuple[str, ...],
    tsv: bool,
    flavour: str | None,
    lists: tuple[str, ...],
    authority_path: str | None,
    base: str,
    jobs: int,
    report: bool,
    address: str,
    editor: str,
    licence: str,
    profile: str,
    listing: bool,
    title: str,
    issued: str,
    force: bool,
    strict: bool,
    quiet: bool,
) -> None:
    """Write FORMAT from TEI."""
    if format_ == _CODEBOOK:
        with Output(output or "-", single=True).open("codebook.md") as stream:
            stream.write(codebook().encode("utf-8"))
        return
    if format_ == _EDITION and (listing or not profile):
        click.echo(editions.about(profile))
        sys.exit(0 if listing else 2)
    paths = where.edition(paths, f"export {format_}")
    settings = where.settings(paths)
    known = where.records(authority_path, settings) if _asks_lists(format_, view) else ()
    if (lists or authority_path) and not _asks_lists(format_, view) and not quiet:
        click.echo(f"{format_} shows no records in this view: --lists and --authority have no effect.", err=True)
    lists = (*lists, *(str(one.path) for one in known)) if _asks_lists(format_, view) else ()
    if format_ == _SITE:
        if output is None:
            raise UsageError("site fills a folder: say which with -o DIR")
        sys.exit(site.build([*paths, *lists], Path(output), jobs, strict, force, quiet, known))
    if flavour is not None and format_ == "csv":
        format_ = flavour
    described = read_lists(discover.files(lists, discover.XML)) if lists else ()
    files = discover.files(paths, discover.XML)
    if format_ == _EDITION:
        EDITIONS.load(profile)  # a name that there is not is said before the work
        described = registers(files, described)
    options = Options(
        view, notes, split, offsets, tables, tsv, base, described, tuple(settings.text.items()),
        report, strict, address, editor, licence, profile, title, issued, force,
    )  # fmt: skip
    chosen = EXPORTERS.load(format_)
    many = chosen.PER_DOCUMENT and (len(files) > 1 or split == "entry" or offsets)
    single = (bool(chosen.SUFFIX) and not many) or len(tables) == 1
    if output is None and not chosen.SUFFIX and not single:
        raise UsageError(f"{format_} fills a folder: say which with -o DIR")
    target = Output(output or "-", single=single, inputs=files)
    counts = dict.fromkeys(Severity, 0)
    alike = Alike()
    broken = False
    progress = Progress(len(files), quiet)
    for finding in export(format_, files, target, options, jobs, progress.show):
        progress.clear()
        counts[finding.severity] += 1
        broken |= finding.code == "PZ899"  # a fault of the program, not of the file
        if finding.severity is Severity.ERROR or (not quiet and (report or alike.shows(finding))):
            click.echo(str(finding), err=True)
    progress.clear()
    for line in alike.rest():
        click.echo(line, err=True)
    if not quiet and target.written:
        click.echo(_summary(format_, target, len(files) - counts[Severity.ERROR]) + where.said(known), err=True)
    if broken:
        sys.exit(3)
    if counts[Severity.ERROR] and not target.written and not target.used:
        sys.exit(2)
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        sys.exit(1)


def _asks_lists(name: str, view: str) -> bool:
    """Whether a format shows what lists of persons, places and bodies say; the normalized view shows their names."""
    return name == _SITE or view == "normalized" or getattr(EXPORTERS.load(name), "LISTS", True)


def _summary(name: str, target: Output, documents: int) -> str:
    made = len(target.written)
    place = target.folder or target.written[0] if target.written else ""
    return f"{name}: {documents} file{'s' * (documents != 1)} -> {made} file{'s' * (made != 1)} in {place}"
