"""From readings to mentions: an ordered list of functions."""

from puzanov_tei.base.registry import Registry
from puzanov_tei.taggers.protocol import Tagger

TAGGERS: Registry[Tagger] = Registry(
    "tagger",
    {
        name: f"puzanov_tei.taggers.{name}:tag"
        for name in ("dates", "orgs", "places", "persons", "abbreviations", "roles", "speech")
    },
)
"""In this order; each sees what those before it have found. Installed taggers are run when they are named."""

__all__ = ["TAGGERS", "Tagger"]
