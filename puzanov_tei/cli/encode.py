"""`puzanov-tei encode`: archive pages -> TEI."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.base.files import Outputs, standard_output
from puzanov_tei.cli import where
from puzanov_tei.cli.progress import tracked
from puzanov_tei.errors import InternalError, OutputError, PuzanovError, UsageError

if TYPE_CHECKING:
    from puzanov_tei.corpus import Outcome
    from puzanov_tei.naming import Task

_MOST_NAMES = 8  # of files that were passed over


@click.command(
    name="encode",
    epilog="Examples: puzanov-tei encode page.txt -o page.xml · puzanov-tei encode corpus/source -o corpus/tei · "
    "curl URL | puzanov-tei encode - > page.xml · puzanov-tei encode pages --archive frus.toml -o tei",
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR|FILE|-", help="Where to write: a file (one source), a folder, or - .")
@click.option("--authority", "authority_path", metavar="FILE|DIR", help="Your own authority file(s), in TEI.")
@click.option(
    "--decisions",
    "decisions_path",
    metavar="DIR",
    help="What editors decided; else the configuration's, else ./decisions.",
)
@click.option("--from", "reader", metavar="READER", help="What the source is; recognised by its content if not given.")
@click.option(
    "--archive", metavar="NAME|FILE.toml", help="Whose pages they are; recognised by their marks if not given."
)
@click.option("--encoding", metavar="NAME", default="", help="Of text files that do not say theirs, as koi8-r.")
@click.option(
    "--name",
    "naming",
    type=click.Choice(["id", "source"]),
    default="id",
    show_default=True,
    help="What files in a folder are called after: the document's xml:id, or the source file.",
)
@click.option("--tagger", "taggers", metavar="NAME", multiple=True, help="A further tagger, from an installed package.")
@click.option("--force", is_flag=True, help="Overwrite files edited by hand (a backup is kept); else they are merged.")
@click.option("--report", is_flag=True, help="Say for each document what was found and what stayed unparsed.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Documents at a time. [default: one a core]")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    authority_path: str | None,
    decisions_path: str | None,
    reader: str | None,
    archive: str | None,
    encoding: str,
    naming: str,
    taggers: tuple[str, ...],
    force: bool,
    report: bool,
    jobs: int,
    quiet: bool,
) -> None:
    """Turn archive pages into TEI P5.

    SOURCE is a saved page or a transcript (text, Markdown, HTML, Word, OpenDocument, RTF, EPUB, PDF), a table of
    records (CSV, JSON lines, SQLite), a folder, a glob, or - for standard input. The document's text is kept to the
    letter; persons, places and organisations are linked where the authority file knows them; every proposal of the
    program is marked resp="#tool". A file names its schema: the one of the configuration, else ours, which is put
    beside it.

    A file that somebody edited since it was written is never overwritten: what is new is merged into it, and where
    the editor and the program both changed something, the editor's stays and both are shown (exit code 1).
    """
    from puzanov_tei import corpus
    from puzanov_tei.naming import Task, by_identifier

    settings = where.settings(sources)
    skipped: Sequence[Path] = ()
    paths: list[Path] = []
    if sources == ("-",):
        work = [Task("-", sys.stdin.buffer.read(), _target("-", output, single=True))]
    else:
        from puzanov_tei.base import discover

        skipped = discover.passed_over(sources, discover.PAGES)
        try:
            paths = discover.files(sources, discover.PAGES)
        except UsageError as error:
            raise UsageError(f"{error} {_named(skipped)}." if skipped else str(error)) from error
        work = list(_tasks(paths, output, encoding, settings.columns))
        _check_output(output, [Path(task.source) for task in work])
    if naming == "id" and output not in (None, "-", *(task.target for task in work)):
        named = by_identifier(
            work, Path(str(output)), reader=reader, archive=corpus.load_archive(archive), encoding=encoding, jobs=jobs
        )
        work = list(named.tasks)
        for line in named.notes if not quiet else ():
            click.echo(line, err=True)
    outputs = Outputs(paths)
    for task in work:
        if task.target != "-":
            outputs.claim(Path(task.target), task.source)
    known, decided = where.authority(authority_path, settings), where.decisions(decisions_path, settings)
    if decided is not None and not decided.is_dir():
        raise UsageError(f"there is no folder of decisions {decided}.")
    options = corpus.EncodeOptions(
        str(known.path), decided, settings.words, reader, archive, encoding, tuple(taggers), force,
        where.schemas(settings), told=report,
    )  # fmt: skip
    running = corpus.encode_all(work, options, jobs=jobs)
    sys.exit(_tell(list(tracked(running, len(work), "encoding", quiet)), skipped, known, report=report, quiet=quiet))


def _tasks(paths: Sequence[Path], output: str | None, encoding: str, columns: Mapping[str, str]) -> Iterator[Task]:
    """A task for each file; for each record of a table (`table.csv#12`) one of its own."""
    from puzanov_tei.naming import Task
    from puzanov_tei.readers import tables

    for path in paths:
        if not tables.is_table(path):
            yield Task(str(path), None, _target(str(path), output, single=len(paths) == 1))
            continue
        for key, record in tables.rows(path, columns, encoding):
            yield Task(f"{path}#{key}", record, _target(f"{path.with_suffix('')}-{key}.json", output, single=False))


def _named(skipped: Sequence[Path]) -> str:
    """What was passed over in folders: how many files of which kind, and the first of them by name."""
    kinds = Counter(path.suffix.lower() or "no suffix" for path in skipped)
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    names = ", ".join(path.name for path in skipped[:_MOST_NAMES]) + (" ..." if len(skipped) > _MOST_NAMES else "")
    return f"{len(skipped)} file{'s' * (len(skipped) != 1)} not read ({counted}: {names})"


def _check_output(output: str | None, paths: Sequence[Path]) -> None:
    if len(paths) > 1 and output is not None and output.endswith(".xml"):
        raise UsageError(f"{len(paths)} sources do not fit into the one file {output}; give a folder with -o.")
    if len(paths) > 1 and output and Path(output).exists() and not Path(output).is_dir():
        raise UsageError(f"{len(paths)} sources need a folder to go to, and {output} is none.")
    if len(paths) > 1 and output in (None, "-"):
        raise UsageError(f"{len(paths)} sources need a folder to go to; give one with -o.")


def _target(source: str, output: str | None, *, single: bool) -> str:
    """Where the TEI of a source goes; `-` is standard output."""
    if output in (None, "-"):
        return "-"
    assert output is not None
    place = Path(output)
    if single and not place.is_dir() and not output.endswith(("/", "\\")) and (place.suffix or place.exists()):
        return output
    return str(place / (Path(source).stem if source != "-" else "document")) + ".xml"


def _tell(
    outcomes: Sequence[Outcome], skipped: Sequence[Path], known: where.Where, *, report: bool, quiet: bool
) -> int:
    """Write what has to be written to standard output, then say what happened; returns the exit code."""
    failed: list[PuzanovError] = []
    doubts = open_questions = 0
    for outcome in outcomes:
        if outcome.error is not None:
            failed.append(outcome.error)
            click.echo(f"puzanov-tei: {outcome.error}", err=True)
            continue
        if outcome.target == "-":
            with standard_output() as stream:
                stream.write(outcome.tei)
        for line in (*((outcome.note,) if outcome.note and not quiet else ()), *map(str, outcome.conflicts)):
            click.echo(line, err=True)
        open_questions += len(outcome.conflicts)
        doubts += len(outcome.warnings)
        if report:
            click.echo(outcome.report, err=outcome.target == "-")
        elif not quiet:
            for finding in outcome.warnings:
                click.echo(str(finding), err=True)
    written = [o for o in outcomes if o.error is None and o.target != "-"]
    if written and not quiet:
        place = str(Path(written[0].target).parent) if len(written) > 1 else written[0].target
        changed = sum(o.changed for o in written)
        click.echo(
            f"encoded {len(written)} document{'s' * (len(written) != 1)} to {place}, authority: {known}"
            f" ({changed} new or changed, {doubts} warning{'s' * (doubts != 1)})"
            + (f", {len(failed)} refused" if failed else "")
            + (f", {_named(skipped)}" if skipped else "")
        )
    elif skipped and not quiet:
        click.echo(f"{len(failed)} refused, {_named(skipped)}", err=True)
    if any(isinstance(error, InternalError) for error in failed):
        return InternalError.exit_code
    if any(isinstance(error, OutputError) for error in failed):
        return OutputError.exit_code
    return failed[0].exit_code if failed else 1 if open_questions else 0
