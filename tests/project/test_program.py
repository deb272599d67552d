"""A step is done again when the code that it runs has changed: its rooms hold everything that it imports."""

from __future__ import annotations

from pathlib import Path

import grimp
import pytest

from puzanov_tei.exporters.site import program as site
from puzanov_tei.project import program

ENTRIES = {
    "ENCODE": (program.ENCODE, ["puzanov_tei.corpus", "puzanov_tei.naming", "puzanov_tei.validation.beside"]),
    "VALIDATE": (program.VALIDATE, ["puzanov_tei.validation.batch"]),
    "EXPORT": (program.EXPORT, ["puzanov_tei.exporters.run", "puzanov_tei.exporters.formats.csv",
                                "puzanov_tei.exporters.formats.html", "puzanov_tei.exporters.site.build"]),
    "SITE": (site.ROOMS, ["puzanov_tei.exporters.site.build"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("puzanov_tei", exclude_type_checking_imports=True)


@pytest.mark.parametrize("name", ENTRIES)
def test_rooms_hold_what_is_imported(graph: grimp.ImportGraph, name: str) -> None:
    rooms, entries = ENTRIES[name]
    modules = {module for entry in entries for module in (entry, *graph.find_upstream_modules(entry))}
    known = {room.removesuffix(".py") for room in rooms}
    outside = {module for module in modules if "." in module and module.split(".")[1] not in known}
    assert outside == set()


def test_every_room_is_there() -> None:
    package = Path(program.__file__).parent.parent
    for rooms in (program.ENCODE, program.VALIDATE, program.EXPORT, site.ROOMS):
        assert [room for room in rooms if not (package / room).exists()] == []
