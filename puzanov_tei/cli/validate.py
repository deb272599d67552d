"""`puzanov-tei validate`: files -> findings -> report -> exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import click

from puzanov_tei import __version__
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.reporters import REPORTERS, Report, reporter


@click.command(
    name="validate",
    epilog="Examples: puzanov-tei validate corpus/tei · puzanov-tei validate edition.xml --schema my.odd · "
    "cat edition.xml | puzanov-tei validate - --format json",
)
@click.argument("paths", metavar="PATH...|-", nargs=-1)
@click.option("--schema", "schemas", multiple=True, metavar="ODD|RNG|SCH|XSD",
              help="Schema file, or puzanov or tei_all. May be repeated.")
@click.option("--phase", default="", help="Schematron phase.")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)),
              help="Output format; terminal or text if not given.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True,
              help="The least severity that makes the exit code 1.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Files at a time.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Seconds for one file.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Keep findings of files that have not changed.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing if nothing is found.")
def command(
    paths: tuple[str, ...],
    schemas: tuple[str, ...],
    phase: str,
    form: str | None,
    fail_on: str,
    jobs: int,
    timeout: float | None,
    cache: Path | None,
    quiet: bool,
) -> None:
    """Check TEI against a schema, its rules and its references.

    PATH is a file, a folder, a glob, @LIST (a file with one path a line), or - for standard input. Without
    --schema, files follow their <?xml-model?>, files of this project its own schema, other TEI all of TEI.
    """
    from puzanov_tei.checks.batch import Job, check_all
    from puzanov_tei.checks.choice import Choice

    if not paths:
        raise UsageError("nothing to validate: name files or folders, or - for standard input.")
    work = [Job(name, data) for name, data in _inputs(paths)]
    outcomes = list(check_all(work, Choice(schemas, phase), jobs=jobs, timeout=timeout, cache=cache))
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    report = Report(
        findings=findings,
        files=[outcome.name for outcome in outcomes],
        version=__version__,
        schema=_schema(outcome.schema for outcome in outcomes),
        fail_on=Severity(fail_on),
        rationales=_rationales(findings, form),
        line=_line,
    )
    if findings or not quiet or form not in (None, "text", "terminal"):
        form = form or ("terminal" if sys.stdout.isatty() else "text")
        click.echo(reporter(form)(report), nl=False)
    if form == "github":
        _step_summary(report)
    sys.exit(_exit_code(report, all(outcome.ended for outcome in outcomes)))


def _inputs(paths: Sequence[str]) -> Iterable[tuple[str, bytes | None]]:
    """Name and content (None: on disk) of each file that is meant."""
    from puzanov_tei import discover

    if "-" in paths:
        yield "-", sys.stdin.buffer.read()
    rest = [path for path in paths if path != "-"]
    if rest:
        yield from ((str(path), None) for path in discover.files(rest, discover.XML))


def _schema(names: Iterable[str]) -> str:
    different = list(dict.fromkeys(name for name in names if name))
    return different[0] if len(different) == 1 else f"{len(different)} schemas" if different else ""


def _rationales(findings: Sequence[Finding], form: str | None) -> dict[str, tuple[str, str]]:
    if form != "sarif" or not findings:
        return {}
    from puzanov_tei.checks.codes import codes

    return {code: (entry.title, entry.rationale) for code, entry in codes().items()}


@lru_cache(maxsize=4)
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(Path(file).read_text(encoding="utf-8", errors="replace").split("\n"))
    except OSError:
        return ()


def _line(location: Location) -> str:
    lines = _lines(location.file)
    return lines[location.line - 1] if 0 < location.line <= len(lines) else ""


def _step_summary(report: Report) -> None:
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if target:
        from puzanov_tei.reporters.github import step_summary

        with Path(target).open("a", encoding="utf-8") as stream:
            stream.write(step_summary(report))


def _exit_code(report: Report, ended: bool) -> int:
    if not ended:
        return 3
    return 1 if any(report.fails(finding) for finding in report.findings) else 0
