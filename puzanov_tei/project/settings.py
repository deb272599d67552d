"""What a project's configuration says about `build`: where things are, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.validation import project

TABLE = "build"
_FOLDERS = ("source", "tei", "export")
_KEYS: Mapping[str, type] = {**dict.fromkeys(_FOLDERS, str), "formats": list, "site": bool}
FORMATS = ("text", "csv")


@dataclass(frozen=True, slots=True)
class Settings:
    """A project as its configuration describes it.

    Attributes:
        folder: of the project; names of documents are relative to it.
        formats: what is exported, as `export` calls it.
        site: whether pages for the web are made.
        configuration: schemas, severities, words ... of the project.
    """

    folder: Path
    source_name: str = "source"
    tei_name: str = "tei"
    export_name: str = "export"
    formats: tuple[str, ...] = FORMATS
    site: bool = True
    configuration: project.Project = field(default_factory=project.Project, hash=False)

    @property
    def source(self) -> Path:
        """The folder of documents as they were received."""
        return self.folder / self.source_name

    @property
    def tei(self) -> Path:
        """The folder of the edition's TEI."""
        return self.folder / self.tei_name

    @property
    def export(self) -> Path:
        """The folder of everything that is made from the TEI."""
        return self.folder / self.export_name

    @property
    def authority(self) -> Path:
        """The file or folder of persons, places and organisations."""
        return self.configuration.authority or self.folder / "authority"

    @property
    def decisions(self) -> Path:
        """The folder of what editors decided."""
        return self.configuration.decisions or self.folder / "decisions"


def find(folder: Path) -> Path:
    """The configuration of the project in `folder`, or of the one that it lies in.

    Raises:
        UsageError: there is none, or its configuration is wrong; the message says what to do.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}. A new project: puzanov-tei init {folder}")
    own = project.find(folder)
    if own.file is None:
        hint = f"Make one of it: puzanov-tei init {folder}"
        raise UsageError(f"{folder} is no project: it has no {project.FILE}. {hint}")
    return own.file


def settings_of(own: project.Project) -> Settings:
    """What a configuration that was read says about `build`.

    Raises:
        UsageError: a key of its table is unknown or of the wrong kind.
    """
    assert own.file is not None
    given: dict[str, Any] = dict(own.build)
    for key, value in given.items():
        if key not in _KEYS:
            raise UsageError(f"{own.file}: there is no key {TABLE}.{key}. {did_you_mean(key, _KEYS, 'Keys')}")
        if not isinstance(value, _KEYS[key]):
            raise UsageError(f"{own.file}: the value of {TABLE}.{key} is of the wrong kind: {value!r}.")
    source, tei, export = (given.get(key, key) for key in _FOLDERS)
    formats = tuple(map(str, given.get("formats", FORMATS)))
    return Settings(own.file.parent, source, tei, export, formats, given.get("site", True), own)
