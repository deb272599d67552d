"""What an authority's files come to, kept between runs: reading 2,500 records of TEI takes longer than encoding a page.

The kept file holds plain values (strings and tuples), is named after the content of the authority's files and the state
of the program, and is made anew when it cannot be read.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from puzanov_tei.authority import store
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.patterns import NamePattern, patterns
from puzanov_tei.authority.records import Abbreviation, AuthorityName, OfficeHeld, Org, Person, Place, Records
from puzanov_tei.base.cache import cache_folder, prune
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import OutputError
from puzanov_tei.language import Vocabulary
from puzanov_tei.version import __version__

_HERE = Path(__file__).parent
_LARGE = 100_000  # bytes of TEI from which keeping is worth it
Row = tuple[Any, ...]


def load(path: Path, vocabulary: Vocabulary) -> Authority:
    """The authority in a folder or file, from what was kept of it if its files have not changed.

    Raises:
        AuthorityError: see `store.read`.
    """
    files = [path / name for name in store.FILES] if path.is_dir() else [path]
    contents = [file.read_bytes() for file in files if file.is_file()]
    if sum(map(len, contents)) < _LARGE:
        return Authority(store.read(path), vocabulary)
    content = hashlib.sha256(b"\0".join(hashlib.sha256(data).digest() for data in contents)).hexdigest()[:24]
    kept = cache_folder() / f"authority-{content}-{_state()}.marshal"
    with contextlib.suppress(OSError, ValueError, TypeError, EOFError), _all_is_kept():
        rows, names = marshal.loads(kept.read_bytes())
        return Authority(_records(rows), vocabulary, tuple((NamePattern(*row), ref) for row, ref in names))
    records = store.read(path)
    names = tuple(patterns(records))
    with contextlib.suppress(OutputError, OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        found = tuple((tuple(pattern), ref) for pattern, ref in names)
        write_atomically(kept, marshal.dumps((_rows(records), found)))
        prune()
    return Authority(records, vocabulary, names)


@contextlib.contextmanager
def _all_is_kept() -> Iterator[None]:
    """No search for garbage while thousands of values come into being of which none is: it takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=1)
def _state() -> str:
    """The program's version; in a working copy also when the files that read records last changed."""
    if not (_HERE.parent.parent / "pyproject.toml").is_file():
        return __version__
    return f"{__version__}-{max(file.stat().st_mtime_ns for file in _HERE.glob('*.py'))}"


def _rows(records: Records) -> Row:
    lists = (records.persons, records.places, records.orgs, records.abbreviations)
    return (*(tuple(map(astuple, entries)) for entries in lists), records.redirects)


def _records(rows: Sequence[Any]) -> Records:
    persons, places, orgs, abbreviations, redirects = rows
    return Records(
        tuple(Person(*_values(_PERSON, row)) for row in persons),
        tuple(Place(*_values(_PLACE, row)) for row in places),
        tuple(Org(*_values(_ORG, row)) for row in orgs),
        tuple(Abbreviation(*row) for row in abbreviations),
        redirects,
    )


_PARTS: Mapping[str, type[AuthorityName] | type[OfficeHeld]] = {"names": AuthorityName, "roles": OfficeHeld}
_PERSON, _PLACE, _ORG = (tuple(field.name for field in fields(kind)) for kind in (Person, Place, Org))


def _values(names: Sequence[str], row: Row) -> list[Any]:
    values = list(row)
    for name, kind in _PARTS.items():
        if name in names:
            number = names.index(name)
            values[number] = tuple([kind(*part) for part in row[number]])
    return values
