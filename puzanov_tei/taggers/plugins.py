"""Taggers of other people, found by entry point.

A distribution names its function in the group `puzanov_tei.taggers`:

    [project.entry-points."puzanov_tei.taggers"]
    ships = "my_package:ships"

and `encode --tagger ships` runs it after the built-in taggers. Entry points are asked only when a name is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.taggers.protocol import Tagger

GROUP = "puzanov_tei.taggers"


def load(names: Iterable[str]) -> tuple[Tagger, ...]:
    """The taggers with these names, in this order.

    Raises:
        UsageError: there is no such tagger, or its module cannot be imported.
    """
    return tuple(_load(name) for name in names)


def _load(name: str) -> Tagger:
    found = entry_points(group=GROUP)
    if name not in found.names:
        hint = did_you_mean(name, sorted(found.names), "Installed packages offer")
        raise UsageError(f"there is no tagger {name!r} in the entry points {GROUP!r}. {hint}")
    try:
        tagger: Tagger = found[name].load()
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the tagger {name!r} ({found[name].value}) cannot be loaded: {error}.") from error
    return tagger
