"""`puzanov-tei export site`: TEI -> a static site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from puzanov_tei.base import discover
from puzanov_tei.cli import where
from puzanov_tei.cli.progress import Progress
from puzanov_tei.findings import Severity
from puzanov_tei.reporters.report import Alike


def build(
    paths: Sequence[str],
    folder: Path,
    jobs: int,
    strict: bool,
    force: bool,
    quiet: bool,
    authority: tuple[where.Where, ...] = (),
) -> int:
    """Make or bring up to date a site in a folder, say what was done, and return the exit code.

    Args:
        authority: which of the paths is the authority.
    """
    from puzanov_tei.exporters.site import build_site, settings

    known = where.settings(paths)
    chosen = settings(known.site, known.file.parent if known.file else Path.cwd())
    files = discover.files(paths, discover.XML)
    progress = Progress(len(files), quiet)
    report = build_site(files, folder, chosen, jobs=jobs, force=force, progress=progress.show)
    progress.clear()
    levels = {finding.severity for finding in report.findings}
    alike = Alike()
    for finding in report.findings:
        if finding.severity is Severity.ERROR or (not quiet and alike.shows(finding)):
            click.echo(str(finding), err=True)
    for line in alike.rest():
        click.echo(line, err=True)
    if not quiet and report.documents:
        done = _summary(folder, report.documents, report.published, report.written, report.unchanged)
        click.echo(done + where.said(authority), err=True)
    if any(finding.code == "PZ899" for finding in report.findings):
        return 3
    if not report.documents:
        return 2
    return 1 if Severity.ERROR in levels or (strict and Severity.WARNING in levels) else 0


def _summary(folder: Path, documents: int, published: int, written: int, unchanged: int) -> str:
    listed = f" ({documents - published} listed only)" if published < documents else ""
    return (
        f"site: {documents} document{'s' * (documents != 1)}{listed} -> {folder / 'index.html'} "
        f"({written} files new or changed, {unchanged} as before)"
    )
