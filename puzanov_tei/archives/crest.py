"""The Freedom of Information Act Electronic Reading Room of the CIA."""

from __future__ import annotations

from importlib.resources import files

from puzanov_tei.archives.read import parse

ARCHIVE = parse((files(__package__) / "crest.toml").read_text(encoding="utf-8"), "crest.toml")
