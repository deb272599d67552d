"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from puzanov_tei.errors import OutputError


def write_atomically(path: Path, data: bytes) -> bool:
    """Write `data` to `path` through a temporary file beside it, flushed to disk and renamed.

    Missing parent folders are made. A file that already holds exactly `data` is left alone, so that
    time stamps only change when content does.

    Returns:
        True if the file was written, False if it was already up to date.

    Raises:
        OutputError: the folder or file cannot be written, or the disk is full. Nothing is left behind.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error
    with open_atomically(path) as stream:
        stream.write(data)
    return True


@contextlib.contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece: it appears under its name, whole, when the block ends without an error.

    Missing parent folders are made.

    Raises:
        OutputError: the folder or file cannot be written, or the disk is full. Nothing is left behind.
    """
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        # Opened by the system with the user's umask, and never over a file that is there.
        with _opened(temporary) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise OutputError(_sentence(path, error)) from error
        raise


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _sentence(path: Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"cannot write {path}: {reason}. Choose another place with -o or make room."
