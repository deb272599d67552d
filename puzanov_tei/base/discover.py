"""From what a person types (files, folders, globs, a list in a file) to the files that are meant."""

from __future__ import annotations

import glob
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from puzanov_tei.base.near import near
from puzanov_tei.errors import UsageError

XML = (".xml", ".tei")
PAGES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".odt", ".epub", ".rtf", ".pdf")
STANDARD_INPUT = "-"


def files(arguments: Iterable[str], suffixes: Sequence[str]) -> list[Path]:
    """The files that are meant, each once, in the order of the arguments; inside a folder sorted by path.

    Args:
        arguments: files, folders (searched through; hidden files and folders are left out, links to folders not
            followed), globs (`**` crosses folders), `-` for standard input (as it is), or `@LIST`: a file with one
            such argument a line, relative to the current folder (blank lines and lines with `#` in front are skipped).
        suffixes: which files of a folder are meant, as `.xml`; a file that is named itself, by a glob too, is taken
            as it is.

    Raises:
        UsageError: a path does not exist, or nothing is meant by an argument.
    """
    paths: dict[Path, None] = {}
    for argument in _unfolded(arguments):
        before = len(paths)
        meant = [Path(argument)] if argument == STANDARD_INPUT else list(_files(argument, suffixes))
        paths.update(dict.fromkeys(meant))
        if not meant and before == len(paths):
            raise UsageError(f"{argument}: no file ({_listed(suffixes)}) is there.{_instead(argument, suffixes)}")
    if not paths:
        raise UsageError(f"no file is named; looked for {_listed(suffixes)}.")
    return list(paths)


def told_apart(files: Iterable[Path]) -> dict[Path, str]:
    """Names for the files whose stem others have too: as many of the folders before it as it takes (`1620-letter`).

    Files that their folders do not tell apart have none.
    """
    shared: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        shared[file.stem].append(file)
    names: dict[Path, str] = {}
    for same in shared.values():
        for depth in range(2, max(len(file.parts) for file in same) + 1) if len(same) > 1 else ():
            named = {file: "-".join((*file.parts[-depth:-1], file.stem)) for file in same}
            if len(set(named.values())) == len(same):
                names |= named
                break
    return names


def files_in(folder: Path, suffixes: Sequence[str] | None) -> list[Path]:
    """The files of a folder and the folders in it that end so (None: all), sorted by path; none is no error."""
    return list(map(Path, names_in(folder, suffixes)))


def names_in(folder: Path, suffixes: Sequence[str] | None) -> list[str]:
    """As `files_in`, as text: of very many files that is several times faster."""
    # As paths are sorted, by their parts: nothing comes before the sign that no name can hold.
    return sorted(_inside(str(folder), suffixes), key=lambda name: name.replace(os.sep, "\0"))


def passed_over(arguments: Iterable[str], suffixes: Sequence[str]) -> list[Path]:
    """The files in the folders among `arguments` that none of `suffixes` means; hidden ones are left out."""
    folders = [folder for argument in _unfolded(arguments) if (folder := Path(argument)).is_dir()]
    return [path for folder in folders for path in files_in(folder, None) if path.suffix.lower() not in suffixes]


def _listed(suffixes: Sequence[str]) -> str:
    return ", ".join(f"*{suffix}" for suffix in suffixes)


def _unfolded(arguments: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if not argument.startswith("@") or os.path.lexists(argument):  # a file may be called so
            yield argument
            continue
        try:
            lines = Path(argument[1:]).read_text(encoding="utf-8-sig").splitlines()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"cannot read the list of files {argument[1:]}: {reason}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"cannot read the list of files {argument[1:]}: it is not UTF-8.") from error
        yield from (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _files(argument: str, suffixes: Sequence[str]) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        yield from files_in(path, suffixes)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(argument):
        matches = glob.glob(argument, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        # `**` goes through links, round and round if one leads upwards: each file once, by its shortest name.
        paths = sorted((path for path in map(Path, matches) if path.is_file()), key=lambda path: len(path.parts))
        yield from sorted({(path.parent.resolve(), path.name): path for path in reversed(paths)}.values())
    else:
        raise UsageError(f"{argument}: there is no such file or folder.{_near(path)}")


def _inside(folder: str, suffixes: Sequence[str] | None) -> Iterator[str]:
    """The files below a folder; a link to a file is one, a link that leads nowhere too: reading it says so."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name, path = entry.name, entry.path
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(path, suffixes)
        elif _is_file(entry) and (suffixes is None or name.lower().endswith(tuple(suffixes))):
            yield path


def _is_file(entry: os.DirEntry[str]) -> bool:
    if not entry.is_symlink():
        return entry.is_file()
    try:
        return not entry.is_dir()
    except OSError:  # a link that leads to itself, or where nobody may look
        return True


def _instead(argument: str, suffixes: Sequence[str]) -> str:
    """What to do with what is in a folder instead of TEI, as part of a message."""
    pages = _inside(argument, PAGES) if suffixes == XML else ()
    return " Of the documents in it puzanov-tei encode makes TEI." if any(True for _ in pages) else ""


def _near(path: Path) -> str:
    """A near miss in the same folder, as part of a message."""
    try:
        name = near(path.name, sorted(beside.name for beside in path.parent.iterdir()))
    except OSError:
        return ""
    return f" Did you mean {path.parent / name}?" if name else ""
