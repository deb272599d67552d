"""Half-written files that killed runs left behind: told from living ones by their lock, and removed."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import IO

with contextlib.suppress(ImportError):  # not on Windows; there, nothing is known of what other runs do
    import fcntl

_LOG = logging.getLogger(__name__)

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")


def lock(stream: IO[bytes], *, wait: bool = False) -> bool:
    """Lock an open file; False if it is held elsewhere (and not waited for) or the file system knows no locks."""
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (OSError, NameError):
        return False
    return True


@lru_cache(maxsize=4096)
def clear_leftovers(folder: Path) -> None:
    """Remove, and mention, temporary files in a folder that a killed run left behind; looked for once in a process."""
    for entry in os.scandir(folder):
        if not _TEMPORARY.fullmatch(entry.name) or not entry.is_file(follow_symlinks=False):
            continue
        with contextlib.suppress(OSError), Path(entry.path).open("rb") as stream:
            if lock(stream):
                Path(entry.path).unlink()
                _LOG.warning("puzanov-tei: removed %s, the half-written file of a run that was killed.", entry.path)


def clear_again(folders: Iterable[Path]) -> None:
    """Look for leftovers once more, where processes that died meanwhile may have written."""
    clear_leftovers.cache_clear()
    for folder in folders:
        with contextlib.suppress(OSError):
            clear_leftovers(folder)
