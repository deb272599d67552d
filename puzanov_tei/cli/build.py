"""`puzanov-tei build`: an edition brought up to date."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.cli.progress import Progress

if TYPE_CHECKING:
    from puzanov_tei.findings import Finding
    from puzanov_tei.project.build import Done
    from puzanov_tei.project.settings import Settings

_COLUMNS = ("step", "documents", "made", "failed", "removed", "errors", "warnings", "seconds")


@click.command(
    "build",
    epilog="Examples: puzanov-tei build · puzanov-tei build my-edition --dry-run · puzanov-tei build --only validate",
)
@click.argument("folder", metavar="[PROJECT]", type=click.Path(path_type=Path), default=Path())
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Documents at a time. [default: one a core]")
@click.option(
    "--dask",
    "cluster",
    metavar="ADDRESS|local",
    default="",
    help="Let a Dask cluster do the work; its workers share the project's folder.",
)
@click.option("--only", default="", metavar="STEP", help="One step: encode, decisions, validate, a format, site.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why, and do nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(folder: Path, jobs: int, cluster: str, only: str, dry_run: bool, quiet: bool) -> None:
    """Encode, check and export an edition: only what has changed.

    PROJECT is a folder that `init` has made, or has puzanov-tei.toml. Documents in source/ become TEI in tei/, with
    what editors decided; the TEI is checked and exported to export/. A step is done again for a document if its source,
    the records of the authority that it uses, its decisions, the schema, the configuration or the program have changed.
    What somebody edited in tei/ is kept.
    """
    from puzanov_tei.base import pool
    from puzanov_tei.project.build import Runner, Watch, build, opened
    from puzanov_tei.project.encoding import sources_passed_over
    from puzanov_tei.reporters.report import Alike

    progress = Progress(quiet=quiet)
    alike = Alike()
    told: Counter[str] = Counter()

    def tell(finding: Finding) -> None:
        if quiet and finding.severity != "error":
            return
        told[finding.severity] += 1
        if not alike.shows(finding):
            return
        progress.clear()
        place = finding.location
        shown = replace(finding, location=replace(place, file=str(folder / place.file))) if place.file else finding
        click.echo(str(shown), err=True)

    with opened(folder) as settings, contextlib.ExitStack() as stack:
        settings = replace(settings, configuration=replace(settings.configuration, jobs=jobs))
        watch = Watch(tell, progress.of_step)
        run: Runner = partial(pool.run, jobs=jobs)
        if cluster:
            from puzanov_tei.project.cluster import Cluster

            run = stack.enter_context(Cluster(cluster, jobs))
        done = []
        for one in build(settings, run=run, only=only, dry=dry_run, watch=watch):
            progress.clear()
            done.append(one)
            for line in alike.rest():
                click.echo(line, err=True)
        passed_over = list(sources_passed_over(settings))
    if dry_run:
        click.echo("\n".join(_planned(done)) or "Nothing has changed.")
        return
    if not quiet:
        click.echo(_table(done))
        earlier = sum(one.warnings for one in done) - told["warning"]
        if earlier > 0:
            which = f"{earlier} of these warnings were" if earlier > 1 else "1 of these warnings was"
            click.echo(f"{which} shown by an earlier build. For all: puzanov-tei validate {folder / settings.tei_name}")
        if passed_over:
            names = ", ".join(passed_over[:8]) + (" ..." if len(passed_over) > 8 else "")
            click.echo(f"{len(passed_over)} files in {settings.source_name} are no documents that can be read: {names}")
        if not only and not any(one.units for one in done if one.step in ("read", "index")):
            click.echo(f"There are no documents yet: put some into {folder / settings.source_name} and build again.")
        elif not only and any(one.made for one in done):
            click.echo(_next(folder, settings))
    if any(one.faults for one in done):
        sys.exit(3)
    sys.exit(1 if any(one.errors for one in done) else 0)


def _next(folder: Path, settings: Settings) -> str:
    """What to do with what was built."""
    look = f"look at {folder / settings.export_name / 'site/index.html'}; " if settings.site else ""
    return f"Next: {look}decide about what is proposed: puzanov-tei review {folder / settings.tei_name}"


def _planned(done: list[Done]) -> list[str]:
    return [f"{one.step}: {unit}: {reason}" for one in done for unit, reason in one.reasons.items()]


def _table(done: list[Done]) -> str:
    """What was done, a line for each step."""
    rows: list[tuple[str, ...]] = [_COLUMNS]
    for one in done:
        counts = (one.units, one.made, one.failed, one.removed, one.errors, one.warnings)
        rows.append((one.step, *(str(count) if count else "-" for count in counts), f"{one.seconds:.1f}"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(cells))
        for cells in (zip(row, widths, strict=True) for row in rows)
    )
