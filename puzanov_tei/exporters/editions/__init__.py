"""TEI -> the TEI (or the files) that another edition's software reads: one module a profile.

A profile is made like any exporter: `render` turns one document into a part and needs nothing else, `write` writes the
parts in order and yields what could not be carried over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from puzanov_tei.base.registry import Registry

if TYPE_CHECKING:
    from puzanov_tei.exporters import Exporter

# Profile -> one line of help.
_SUMMARIES = {
    "cmif": "index of letters for correspSearch (the format cmif)",
}

EDITIONS: Registry[Exporter] = Registry(
    "profile",
    {"cmif": "puzanov_tei.exporters.formats.cmif"},
    plural="editions",
    summaries=_SUMMARIES,
    offers=("SUFFIX", "PER_DOCUMENT", "render", "write"),
)
