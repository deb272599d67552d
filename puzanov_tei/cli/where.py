"""One rule for all commands: which authority and which decisions are meant."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.errors import UsageError
from puzanov_tei.resources import authority_folder
from puzanov_tei.validation import project

OWN = Path("corpus/authority")
DECISIONS = Path("decisions")
BUILT_IN = "built in"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Where:
    """A file or folder, and in words why it is the one."""

    path: Path
    why: str

    def __str__(self) -> str:
        return f"{self.path} ({self.why})"


def settings(paths: Iterable[Path | str] = ()) -> project.Project:
    """The configuration that holds: of the folder where the command runs; where there is none, of the first path's.

    So a project can be worked on from within and from outside.
    """
    chosen = project.find(Path.cwd())
    first = next((Path(path) for path in paths), None)
    if chosen.file is None and first is not None:
        chosen = project.find(first if first.is_dir() else first.parent)
    _LOG.info("configuration %s", chosen.file or "none")
    return chosen


def edition(named: tuple[str, ...], command: str) -> tuple[str, ...]:
    """The TEI that a command is about: what is named, else the edition of the project here, as `build` writes it.

    Args:
        command: its name, for the message.

    Raises:
        UsageError: nothing is named, and there is no project here.
    """
    from puzanov_tei.project.settings import settings_of

    own = project.find(Path.cwd())
    if not named and own.file is None:
        raise UsageError(f"say which files: puzanov-tei {command} PATH...")
    return named or (os.path.relpath(settings_of(own).tei),)


def authority(option: Path | str | None, settings: project.Project | None = None) -> Where:
    """The authority: `--authority`, else the configuration, else `corpus/authority` here, else the built-in one.

    Args:
        settings: the configuration; else that of the folder where the command runs.
    """
    chosen = _authority(option, settings)
    _LOG.info("authority %s", chosen)
    return chosen


def _authority(option: Path | str | None, settings: project.Project | None) -> Where:
    if option is not None:
        return Where(Path(option), "--authority")
    settings = settings or project.find(Path.cwd())
    if settings.authority is not None:
        return Where(settings.authority, str(settings.file))
    if OWN.is_dir():
        return Where(OWN, "the folder here")
    return Where(authority_folder(), BUILT_IN)


def records(option: Path | str | None, settings: project.Project | None = None) -> tuple[Where, ...]:
    """The authority for documents that hold no records of their own; none where only the built-in one is there.

    Raises:
        UsageError: it is not there.
    """
    chosen = authority(option, settings)
    if chosen.why == BUILT_IN:
        return ()
    if not chosen.path.exists():
        raise UsageError(f"there is no authority {chosen}.")
    return (chosen,)


def said(known: tuple[Where, ...]) -> str:
    """Which authority it is, as the end of a line; nothing if there is none."""
    return "".join(f", authority: {one}" for one in known)


def own_authority() -> Path:
    """Where an authority of one's own is or will be: as the configuration says, else `corpus/authority` here."""
    return project.find(Path.cwd()).authority or OWN


def authority_to_change(option: Path | str | None) -> Path:
    """The authority that a command may change.

    Raises:
        UsageError: it would be the built-in one.
    """
    path = authority(option)
    if path.why == BUILT_IN:
        raise UsageError(
            f"the records that came with the program are not changed, and there is no {OWN} here. Make it with "
            "`authority init` (without entries) or `authority export` and `authority import`, or name a file with "
            "--authority."
        )
    if not path.path.exists():
        raise UsageError(f"there is no authority {path.path}. Begin one with: puzanov-tei authority init {path.path}")
    return path.path


def schemas(settings: project.Project) -> tuple[Path, ...]:
    """The schema files of the configuration that are there."""
    return tuple(path for name in settings.schema if (path := Path(name)).is_file())


def decisions(option: Path | str | None, settings: project.Project) -> Path | None:
    """The folder of decisions: `--decisions`, else the configuration, else `decisions` here if it is there."""
    if option is not None:
        return Path(option)
    if settings.decisions is not None:
        return settings.decisions
    return DECISIONS if DECISIONS.is_dir() and any(DECISIONS.glob("*.jsonl")) else None
