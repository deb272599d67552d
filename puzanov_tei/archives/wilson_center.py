"""The Wilson Center Digital Archive, its old site and its new one."""

from __future__ import annotations

from importlib.resources import files

from puzanov_tei.archives.read import parse

ARCHIVE = parse((files(__package__) / "wilson_center.toml").read_text(encoding="utf-8"), "wilson_center.toml")
