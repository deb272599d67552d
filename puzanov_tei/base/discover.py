"""From what a person types (files, folders, globs, a list in a file) to the files that are meant."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from puzanov_tei.errors import UsageError

XML = (".xml", ".tei")
PAGES = (".txt", ".md", ".markdown", ".html", ".htm")


def files(arguments: Iterable[str], suffixes: Sequence[str]) -> list[Path]:
    """The files that are meant, each once, in the order of the arguments; inside a folder sorted by path.

    Args:
        arguments: files, folders (searched through, hidden folders left out), globs (`**` crosses folders),
            or `@LIST`: a file with one such argument a line (blank lines and lines with `#` in front are skipped).
        suffixes: which files of a folder are meant, as `.xml`; a file that is named itself is taken as it is.

    Raises:
        UsageError: a path does not exist, or no file matched.
    """
    found: dict[Path, None] = {}
    for argument in _unfolded(arguments):
        for path in _files(argument, suffixes):
            found.setdefault(path)
    if not found:
        raise UsageError(f"no file matched; looked for {', '.join(suffixes)} in the places given.")
    return list(found)


def _unfolded(arguments: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if not argument.startswith("@"):
            yield argument
            continue
        try:
            lines = Path(argument[1:]).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read the list of files {argument[1:]}: {error}") from error
        yield from (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _files(argument: str, suffixes: Sequence[str]) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        inside = (p for p in sorted(path.rglob("*")) if p.suffix.lower() in suffixes and p.is_file())
        yield from (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
    elif path.exists():
        yield path
    elif glob.has_magic(argument):
        matches = glob.glob(argument, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        yield from (p for p in map(Path, sorted(matches)) if p.is_file())
    else:
        raise UsageError(f"{argument}: there is no such file or folder.{_near(path)}")


def _near(path: Path) -> str:
    """A near miss in the same folder, as part of a message."""
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return ""
    near = get_close_matches(path.name, names, n=1)
    return f" Did you mean {path.parent / near[0]}?" if near else ""
