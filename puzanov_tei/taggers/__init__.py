"""From readings to mentions: an ordered list of functions."""

from puzanov_tei.taggers.protocol import Tagger

# In this order; each sees what those before it have found.
TAGGERS: tuple[Tagger, ...] = ()

__all__ = ["TAGGERS", "Tagger"]
