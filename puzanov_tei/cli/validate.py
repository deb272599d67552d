"""`puzanov-tei validate`: files -> findings -> report -> exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.cli import reporting, watching, where
from puzanov_tei.cli.mending import mended
from puzanov_tei.cli.progress import tracked
from puzanov_tei.errors import PuzanovError, UsageError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.reporters import REPORTERS, reporter

if TYPE_CHECKING:
    from puzanov_tei.validation.baseline import Baseline
    from puzanov_tei.validation.batch import CheckedFile
    from puzanov_tei.validation.choice import SchemaChoice
    from puzanov_tei.validation.project import Project

TIMEOUT = 300.0
"""Seconds for one file. No document of an edition comes near; a rule that does not end does."""


@click.command(
    name="validate",
    epilog="Examples: puzanov-tei validate corpus/tei · puzanov-tei validate edition.xml --schema my.odd · "
    "cat edition.xml | puzanov-tei validate - --format json · puzanov-tei validate editions --changed-since main",
)
@click.argument("paths", metavar="PATH...|-", nargs=-1)
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="ODD|RNG|RNC|SCH|XSD",
    help="Schema file, or puzanov or tei_all. May be repeated.",
)
@click.option("--check", "checks", multiple=True, metavar="NAME", help="A further check, from an installed package.")
@click.option("--phase", help="Schematron phase.")
@click.option(
    "--authority",
    "authority_path",
    metavar="FILE|DIR",
    help="Records that pointers may mean; else those of the configuration, else corpus/authority here.",
)
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="XML catalog: where schemas of the web are on this machine.",
)
@click.option(
    "--xinclude/--no-xinclude",
    default=True,
    show_default=True,
    help="Check what files include (xi:include) in its place.",
)
@click.option(
    "--trust", is_flag=True, help="Let rules of schemas read any file, address and variable. Not for pull requests."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Configuration; else puzanov-tei.toml or pyproject.toml here or above.",
)
@click.option("--format", "form", metavar="FORMAT", help=f"{', '.join(REPORTERS)}; the first or second if not given.")
@click.option(
    "--fail-on",
    type=click.Choice(list(map(str, Severity))),
    help="The least severity that makes the exit code 1. [default: error]",
)
@click.option("--select", multiple=True, metavar="CODE,..", help="Only findings of these codes or rules, as PZ4*.")
@click.option("--ignore", multiple=True, metavar="CODE,..", help="Without findings of these codes or rules.")
@click.option("--statistics", is_flag=True, help="Only how often each code occurs, and in how many files.")
@click.option(
    "-o",
    "--output-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report there.",
)
@click.option("--exit-zero", is_flag=True, help="Exit code 0 also if there are findings.")
@click.option("--changed-since", metavar="REF", help="Only files that git sees changed, or that depend on one that is.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Leave out the findings listed there.",
)
@click.option(
    "--update-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="List the findings of this run there and stop.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep findings of files that have not changed.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Files at a time. [default: one a core]")
@click.option(
    "--timeout", type=click.FloatRange(min=0), metavar="S", help="Seconds for one file; 0: no limit. [default: 300]"
)
@click.option("--fix", is_flag=True, help="Mend what has one obvious answer in a copy, FILE.fixed.xml, and check that.")
@click.option("--in-place", is_flag=True, help="With --fix: mend the file itself.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing if nothing is found.")
def command(
    paths: tuple[str, ...],
    schemas: tuple[str, ...],
    checks: tuple[str, ...],
    phase: str | None,
    authority_path: str | None,
    catalogs: tuple[Path, ...],
    xinclude: bool,
    trust: bool,
    config: Path | None,
    form: str | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    output_file: Path | None,
    exit_zero: bool,
    changed_since: str | None,
    baseline: Path | None,
    update_baseline: Path | None,
    cache: Path | None,
    jobs: int | None,
    timeout: float | None,
    fix: bool,
    in_place: bool,
    watch: bool,
    quiet: bool,
) -> None:
    """Check TEI against a schema, its rules and its references.

    PATH is a file, a folder, a glob, @LIST (a file with one path a line), or - for standard input. Without
    --schema, files follow the project's configuration, their <?xml-model?>, this project's own schema if their
    header names it, and otherwise all of TEI. Nothing is fetched from the network.
    """
    from puzanov_tei.base import catalog
    from puzanov_tei.validation import project
    from puzanov_tei.validation.choice import of_project

    settings = project.read(config) if config else where.settings(paths)
    run = Run(
        settings=settings,
        paths=paths or settings.paths,
        choice=of_project(settings, schemas, phase or "", catalog.read(catalogs or _catalogs(settings)), trusted=trust),
        xinclude=xinclude,
        form=form or settings.form or ("terminal" if sys.stdout.isatty() else "text"),
        fail_on=Severity(fail_on or settings.fail_on or "error"),
        changed_since=changed_since,
        baseline=baseline or (None if update_baseline else settings.baseline),
        jobs=jobs or settings.jobs,
        timeout=_seconds(timeout, settings.timeout),
        cache=cache or settings.cache,
        quiet=quiet,
        checks=checks or settings.checks,
        indices=(*settings.indices, *_records(authority_path, settings)),
        select=_codes(select),
        ignore=_codes(ignore),
        statistics=statistics,
        output=output_file,
        exit_zero=exit_zero,
    )
    _refuse_unknown(run)
    reporter(run.form)  # a wrong name is said before anything is checked
    if not run.paths:
        raise UsageError("nothing to validate: name files or folders, or - for standard input.")
    if in_place and not fix:
        raise UsageError("--in-place belongs to --fix.")
    if fix:
        run = replace(run, paths=_fix(run, in_place), changed_since=None)
    if watch and "-" in paths:
        raise UsageError("standard input cannot be watched.")
    if watch:
        watching.watch(lambda: _files(run), lambda: [Path(name) for name in run.choice.named], lambda: _once(run))
    elif update_baseline:
        _update(run, update_baseline)
    else:
        sys.exit(_once(run))


def _seconds(*given: float | None) -> float | None:
    """The first limit that is given; None if that is 0: no limit."""
    return next((seconds for seconds in given if seconds is not None), TIMEOUT) or None


@dataclass(frozen=True, slots=True)
class Run:
    """What the options and the configuration come to."""

    settings: Project
    paths: tuple[str, ...]
    choice: SchemaChoice
    xinclude: bool
    form: str
    fail_on: Severity
    changed_since: str | None
    baseline: Path | None
    jobs: int
    timeout: float | None
    cache: Path | None
    quiet: bool
    checks: tuple[str, ...]
    indices: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    statistics: bool
    output: Path | None
    exit_zero: bool

    def counted(self, outcomes: Sequence[CheckedFile]) -> list[Finding]:
        """The findings that count, with the project's severities."""
        from puzanov_tei.validation.selection import selected

        graded = (finding for outcome in outcomes for finding in self.settings.graded(outcome.findings))
        return selected(graded, self.select, self.ignore)


def _records(option: str | None, settings: Project) -> tuple[str, ...]:
    """The files of the authority, in which identifiers are looked for like in the index files."""
    from puzanov_tei.base import discover

    known = where.records(option, settings)
    return tuple(str(path) for path in discover.files([str(one.path) for one in known], discover.XML)) if known else ()


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for several in given for code in several.replace(",", " ").split())


def _refuse_unknown(run: Run) -> None:
    """Refuse codes and rules that nothing has, before anything is checked."""
    from puzanov_tei.validation.selection import OWN, refuse_unknown

    def known() -> list[str]:
        from puzanov_tei.validation.codes import codes

        schemas = run.choice.prepare()
        return [*codes(), *(name for s in schemas for r in s.rules for c in r.checks for name in (c.code, c.rule))]

    refuse_unknown(run.select, known, "--select")
    refuse_unknown(run.ignore, known, "--ignore")
    graded = [*run.settings.severities, *(c for table in run.settings.severities_by_path.values() for c in table)]
    if run.choice.named != run.settings.schema:  # rules of the project's schemas are not known where others are named
        graded = [code for code in graded if OWN.match(code)]
    refuse_unknown(graded, known, f"{run.settings.file}: severity")


def _once(run: Run) -> int:
    """Check, report, and return the exit code."""
    known = _baseline(run)
    outcomes = _check(run, _files(run), "-" in run.paths)
    findings = run.counted(outcomes)
    if known:
        findings = _without_known(findings, known, {outcome.name for outcome in outcomes}, run.quiet)
    report = reporting.report(outcomes, findings, run.form, run.fail_on, run.choice)
    if findings or not run.quiet or run.output or run.form not in ("text", "terminal"):
        _write(run, report.statistics() if run.statistics else reporter(run.form)(report))
    if run.form == "github":
        reporting.summarize_step(report)
    if not all(outcome.ended for outcome in outcomes):
        return 3
    return 1 if any(map(report.fails, findings)) and not run.exit_zero else 0


def _write(run: Run, text: str) -> None:
    if run.output is None:
        click.echo(text, nl=False)
        return
    from puzanov_tei.base.files import Outputs, write_atomically

    write_atomically(Outputs(_files(run)).claim(run.output), text.encode("utf-8", "surrogateescape"))


def _files(run: Run) -> list[Path]:
    """The files that are meant: those named, but those that the project leaves out or that did not change."""
    from puzanov_tei.base import discover

    named = [path for path in run.paths if path != "-"]
    files = discover.files(named, discover.XML) if named else []
    kept = [path for path in files if not run.settings.excludes(path)]
    if run.changed_since is None:
        return kept
    from puzanov_tei.validation import changes

    everything = [Path(name) for name in run.choice.named]
    everything += [*run.settings.catalog, *([run.settings.file] if run.settings.file else [])]
    return changes.affected(kept, changes.changed_since(run.changed_since), everything, run.choice)


def _check(run: Run, files: Sequence[Path], standard_input: bool) -> list[CheckedFile]:
    from puzanov_tei.validation.batch import Job, check_all, together

    work = [Job("-", sys.stdin.buffer.read())] if standard_input else []
    work += [Job(str(path)) for path in files]
    outcomes = check_all(
        work,
        run.choice,
        jobs=run.jobs,
        timeout=run.timeout,
        cache=run.cache,
        checks=run.checks,
        indices=run.indices,
        xinclude=run.xinclude,
    )
    return together(list(tracked(outcomes, len(work), "checking", run.quiet)))


# --- baseline -------------------------------------------------------------------------------------


def _update(run: Run, path: Path) -> None:
    from puzanov_tei.validation import baseline

    outcomes = _check(run, _files(run), "-" in run.paths)
    findings = run.counted(outcomes)
    number = baseline.update(path, findings, {outcome.name for outcome in outcomes})
    if not run.quiet:
        click.echo(f"{path}: {number} finding{'s' * (number != 1)} of {len(outcomes)} files are known now.")


def _baseline(run: Run) -> Baseline | None:
    """The known findings, read before anything is checked; one that is configured may still have to be made."""
    from puzanov_tei.validation import baseline

    if run.baseline is None:
        return None
    if run.baseline == run.settings.baseline and not run.baseline.exists():
        click.echo(f"there is no baseline {run.baseline} yet; make it with --update-baseline {run.baseline}.", err=True)
        return None
    return baseline.read(run.baseline)


def _without_known(findings: list[Finding], baseline: Baseline, checked: Collection[str], quiet: bool) -> list[Finding]:
    unread = {f.location.file for f in findings if f.code.startswith("PZ0") and f.severity == "error"}
    fresh, known, gone = baseline.new(findings, set(checked) - unread)  # of what was not read nothing is known
    if not quiet and (known or gone):
        old = f"; {gone} listed there are gone: update it with --update-baseline" if gone else ""
        click.echo(f"{known} known finding{'s' * (known != 1)} left out ({baseline.path}){old}.", err=True)
    return fresh


# --- repairs --------------------------------------------------------------------------------------


def _fix(run: Run, in_place: bool) -> tuple[str, ...]:
    """Mend the files; returns the paths to check then: the copies where there are any."""
    if "-" in run.paths:
        raise UsageError("--fix works on files, not on standard input.")
    paths = []
    for done in mended(_files(run), run.choice, in_place=in_place):
        if isinstance(done.error, PuzanovError):
            raise done.error
        done.tell()
        if done.error is None and not done.is_better and not run.quiet:
            click.echo(f"{done.path}: nothing could be mended.", err=True)
        paths.append(str(done.target if done.is_better else done.path))  # what cannot be read, the check says
    return tuple(paths)


# --- surroundings ---------------------------------------------------------------------------------


def _catalogs(settings: Project) -> tuple[Path, ...]:
    """Catalogues of the configuration, or those that `XML_CATALOG_FILES` names."""
    named = os.environ.get("XML_CATALOG_FILES", "").split()
    return settings.catalog or tuple(Path(name) for name in named if Path(name).is_file())
