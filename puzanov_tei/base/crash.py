"""Unexpected errors: what a maintainer needs to know of one goes into a file, and a sentence says where it is."""

from __future__ import annotations

import platform
import shlex
import sys
import traceback
from datetime import UTC, datetime

from puzanov_tei.base.cache import cache_folder
from puzanov_tei.version import __version__

LOG = "error.log"
MAX_BYTES = 1024 * 1024
"""A log that has grown beyond this is begun anew."""


def told(error: BaseException) -> str:
    """One sentence about an unexpected error, which names the log that has been written about it.

    The log is in the user's cache folder: time, version, Python and system, the command, and the lines of code that led
    to the error, in a worker process too. Nothing of the documents is in it but what the error itself says.
    """
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    path = cache_folder() / LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_long = path.exists() and path.stat().st_size > MAX_BYTES
        with path.open("w" if is_long else "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(report(error))
    except OSError:
        return f"internal error: {what}. No log could be written to {path}; please report it."
    return f"internal error: {what}. Please report it with the end of {path}, where version, command and traceback are."


def report(error: BaseException) -> str:
    """What the log says of an error."""
    lines = [
        f"--- {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        f"puzanov-tei {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {shlex.join(sys.argv)}",
        "".join(traceback.format_exception(error)).rstrip(),
    ]
    return "\n".join(lines) + "\n\n"
