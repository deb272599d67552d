"""From readings to mentions: an ordered list of functions."""

from puzanov_tei.taggers import abbreviations, dates, orgs, persons, places, roles, speech
from puzanov_tei.taggers.protocol import Tagger

# In this order; each sees what those before it have found.
TAGGERS: tuple[Tagger, ...] = (
    dates.tag,
    orgs.tag,
    places.tag,
    persons.tag,
    abbreviations.tag,
    roles.tag,
    speech.tag,
)

__all__ = ["TAGGERS", "Tagger"]
