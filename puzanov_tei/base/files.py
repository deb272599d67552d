"""The one writer: files whole or not at all, specials written to, inputs never written over.

A regular file is written beside its place, flushed to disk and renamed. A device, a FIFO or a descriptor
(`/dev/stdout`) is written to and never replaced; a symbolic link is followed. The temporary file is locked while it
is written, so that one that nobody holds is known to be what a killed run left behind.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from puzanov_tei.base.leftovers import clear_leftovers, lock
from puzanov_tei.errors import OutputError, UsageError

_DESCRIPTORS = re.compile(r"/proc/(\d+)(?:/task/\d+)?/fd|/dev/fd")
_LINKS = 40  # as many as the system itself follows
_LOG = logging.getLogger(__name__)


def write_atomically(path: Path, data: bytes) -> bool:
    """Write `data` to `path`: a regular file whole or not at all, anything else straight through.

    Missing parent folders are made. A file that already holds exactly `data` is left alone, so that
    time stamps only change when content does.

    Returns:
        True if something was written, False if the file was already up to date.

    Raises:
        OutputError: the folder or file cannot be written, or the disk is full. Nothing is left behind.
    """
    try:
        if path.is_file() and not _descriptor(path) and path.read_bytes() == data:
            return False
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error
    with open_atomically(path) as stream:
        stream.write(data)
    return True


@contextlib.contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """A stream to write piece by piece: a file appears under its name, whole, when the block ends without an error.

    Missing parent folders are made; the permissions of a file that is written again are kept.

    Raises:
        OutputError: the folder or file cannot be written, or the disk is full. Nothing is left behind.
    """
    try:
        with _straight(path) if is_special(path) else _beside(_target(path)) as stream:
            yield stream
        _LOG.info("wrote %s", path)
    except BrokenPipeError:
        raise  # the reader went away; that is no fault of the place
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error


@contextlib.contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output as a stream of bytes, flushed at the end.

    Raises:
        OutputError: not all could be written.
    """
    try:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_standard_output()
        raise OutputError(f"cannot write standard output: {_reason(error)}.") from error


def discard_standard_output() -> None:
    """Let what is still in the buffer go nowhere: it cannot be written, and the interpreter would try again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Outputs:
    """The names that one run writes to: none is an input of it, and none is taken twice."""

    def __init__(self, inputs: Iterable[Path] = ()) -> None:
        self._inputs = {identity for path in inputs if path != Path("-") for identity in _identities(path)}
        self._taken: dict[object, str] = {}

    def take(self, path: Path, maker: str = "") -> bool:
        """Take a file as an output, made from `maker`; False if the run writes to it already, by whatever spelling.

        Raises:
            UsageError: it is an input, by whatever spelling or link.
        """
        if is_special(path):
            return True
        identities = _identities(path)
        if self._inputs.intersection(identities):
            raise UsageError(f"cannot write {path}: it is one of the files to read. Choose another place with -o.")
        if any(identity in self._taken for identity in identities):
            return False
        self._taken.update(dict.fromkeys(identities, maker))
        return True

    def claim(self, path: Path, maker: str = "") -> Path:
        """Take a file as an output; `maker` is what it is made from, for the message.

        Raises:
            UsageError: it is an input, by whatever spelling or link, or it was claimed before.
        """
        if self.take(path, maker):
            return path
        before = next(self._taken[identity] for identity in _identities(path) if identity in self._taken)
        both = " and ".join(name for name in (before, maker) if name)
        raise UsageError(
            f"two outputs would be called {path}"
            + (f" ({both})" if both else "")
            + ". Nothing was written; rename one, or write them to different places."
        )


def keep_backup(path: Path) -> Path:
    """Copy a file to the first free of `NAME.bak`, `NAME.bak2` ... beside it; returns that name.

    Raises:
        OutputError: the copy cannot be written.
    """
    number = 1
    while (copy := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")).exists():
        number += 1
    try:
        write_atomically(copy, path.read_bytes())
    except OSError as error:
        raise OutputError(_sentence(copy, error)) from error
    return copy


class Kept:
    """What an export wrote last into its folder, by name and digest; so a file that was changed since is known.

    The list stands in the folder (`.puzanov-written.json`), so that it goes where the folder goes.
    """

    _NAME = ".puzanov-written.json"

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """`force`: what somebody has changed is overwritten, and a backup kept."""
        self._folder, self._force = folder, force
        self._written: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            known = json.loads(self.path(self._NAME).read_text(encoding="utf-8"))
            self._written = {str(name): str(digest) for name, digest in known.items()}

    def path(self, name: str) -> Path:
        """Where a file of the folder is."""
        return self._folder / name

    def may_write(self, name: str, data: bytes) -> bool:
        """Whether a file may become these bytes: it is not there, holds them already, or is as it was written last."""
        path = self.path(name)
        try:
            old = path.read_bytes() if path.is_file() else data
        except OSError as error:
            raise OutputError(_sentence(path, error)) from error
        if old != data and _digest(old) != self._written.get(name):
            if not self._force:
                return False
            keep_backup(path)
        self._written[name] = _digest(data)
        return True

    def close(self) -> None:
        """Write the list, when the files are on the disk."""
        lines = json.dumps(self._written, ensure_ascii=False, indent=0, sort_keys=True)
        write_atomically(self.path(self._NAME), f"{lines}\n".encode())


def _digest(data: bytes) -> str:
    from hashlib import sha256  # few commands want it, and it takes long to load

    return sha256(data).hexdigest()


# --- where a path leads ----------------------------------------------------------------------------


def is_special(path: Path) -> bool:
    """Whether a path leads to a device, a FIFO, a socket or an open descriptor."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return bool(_descriptor(path))
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or bool(_descriptor(path))


def _target(path: Path) -> Path:
    """The file that a chain of symbolic links ends in, which need not exist."""
    for _ in range(_LINKS):
        if not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    return path  # a circle: opening it says so


def _descriptor(path: Path) -> re.Match[str] | None:
    """The folder of open descriptors that a path, or a link on its way, lies in."""
    for _ in range(_LINKS):
        is_link = path.is_symlink()
        if not is_link and not path.name.isdecimal():
            return None
        match = _DESCRIPTORS.fullmatch(os.path.realpath(path.parent))
        if match or not is_link:
            return match if path.name.isdecimal() else None
        path = path.parent / path.readlink()
    return None


def _identities(path: Path) -> tuple[object, ...]:
    """What two spellings of one file have in common: where its path leads, and, if it is there, its number on the disk.

    Both count: an output that was claimed before it was there gets its number later.
    """
    place = os.path.realpath(path)
    try:
        stat = path.stat()
    except OSError:
        return (place,)
    return (place, (stat.st_dev, stat.st_ino)) if stat.st_ino else (place,)


# --- two ways to write -----------------------------------------------------------------------------


@contextlib.contextmanager
def _straight(path: Path) -> Iterator[BinaryIO]:
    """A stream into what is there already. An own descriptor is used as it stands, at its place in the file."""
    match = _descriptor(path)
    final = _target_of_descriptor(path) if match else ""
    if match and final and match[1] in (None, str(os.getpid())):
        sys.stdout.flush()  # what was said before comes before
        number = os.dup(int(final))
    else:
        number = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    with os.fdopen(number, "wb") as stream:
        yield stream


def _target_of_descriptor(path: Path) -> str:
    while not _DESCRIPTORS.fullmatch(os.path.realpath(path.parent)):
        path = path.parent / path.readlink()
    return path.name


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """A stream into a temporary file beside `path` that takes its place when the block ends without an error."""
    mode = _mode(path)
    temporary, stream = _temporary(path)
    try:
        with stream:
            yield stream
            stream.flush()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
            temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode(path: Path) -> int | None:
    """The permissions of a file that is there; one that may not be written is not replaced either."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "it is a folder", str(path))
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "it is write-protected", str(path))
    return stat.S_IMODE(mode)


def _temporary(path: Path) -> tuple[Path, BinaryIO]:
    """A new locked file beside `path`, opened by the system with the user's umask, never over one that is there."""
    with contextlib.suppress(FileNotFoundError):
        clear_leftovers(path.parent)
    while True:
        temporary = path.with_name(f".{path.name[:100]}.{os.urandom(6).hex()}.tmp")
        try:
            stream = temporary.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream = temporary.open("xb")
        lock(stream, wait=True)  # for whoever looks whether it is a leftover
        if os.fstat(stream.fileno()).st_nlink or os.name == "nt":
            return temporary, stream
        stream.close()  # it was taken for a leftover before it was locked


def _sentence(path: Path, error: OSError) -> str:
    return f"cannot write {path}: {_reason(error)}. Make room there, make it writable, or choose another place."


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
