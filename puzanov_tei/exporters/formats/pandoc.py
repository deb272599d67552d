"""The Markdown of a document made into a format for word processors or readers, by pandoc (pandoc.org)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePath

from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats import markdown
from puzanov_tei.exporters.packing import without_dates
from puzanov_tei.findings import Location
from puzanov_tei.tei.read import Edition

# What our Markdown is; smart quotes, formulas and references are not read into a text that has its own signs.
_READER = "commonmark+footnotes+pipe_tables+yaml_metadata_block"
_FILTER = Path(__file__).with_suffix(".lua")
_LONGEST = 300  # seconds
# Dates inside the file are the same in every run.
_EPOCH = {"SOURCE_DATE_EPOCH": "315532800"}


def converted(edition: Edition, options: Options, writer: str, suffix: str) -> markdown.Part:
    """A document in a format of pandoc: name of the file, its bytes, and what is lost.

    Args:
        writer: pandoc's name of the format (`docx`, `epub3`).
        suffix: ending of the file.

    Raises:
        UsageError: pandoc is not installed.
        SourceError: pandoc cannot make the file.
    """
    program = shutil.which("pandoc")
    if program is None:
        name = suffix.lstrip(".")
        raise UsageError(
            f"{name} is made by pandoc, which is not installed here (pandoc.org/installing.html); "
            "markdown needs no other program"
        )
    name, text, findings = markdown.render(edition, options)
    command = [program, "-f", _READER, "-t", writer, "--lua-filter", str(_FILTER), "-o", "-"]
    command += ["--metadata", f"identifier={edition.doc_id}"]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, check=False, timeout=_LONGEST, env={**os.environ, **_EPOCH}
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"pandoc did not end within {_LONGEST} seconds", location=Location(edition.file)) from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise SourceError(f"pandoc could not make it: {said}", location=Location(edition.file))
    return str(PurePath(name).with_suffix(suffix)), without_dates(done.stdout), findings
