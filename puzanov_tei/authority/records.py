"""What an authority file holds, as plain data: persons, places, organisations, abbreviations.

Ids are the `@xml:id`s of the TEI files, with their prefix (`pers-kim-il-sung`). Years and coordinates
stay strings: they are printed facts, not numbers to calculate with.
"""

from __future__ import annotations

from dataclasses import dataclass

PERSON_PREFIX = "pers-"
PLACE_PREFIX = "place-"
ORG_PREFIX = "org-"


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """A form of a name.

    Attributes:
        text: the name as written.
        kind: `variant`, `abbreviation` or `error` (a known slip of a digital copy, as `Kim II Sung`).
        lang: BCP 47 tag of language, script and romanization; empty when the form does not tell.
    """

    text: str
    kind: str = "variant"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A post and the years it was held; a year that is not known is empty."""

    text: str
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person.

    Attributes:
        preferred: the name for display, as `A. M. Puzanov`.
        surname, forename: the full name's parts, as `Puzanov` and `Aleksandr Mikhailovich`.
        years_cert: `@cert` of the life years, empty when their source was seen.
        sources: where the facts were seen, one statement each.
        cert: how sure the compiler is of the record: high, medium, low.
        extra: TEI elements of a user's own file that have no place here, serialized; kept as they are.
        stated: fact -> `@source` of its element, where another record says otherwise (see `alternatives`).
    """

    id: str
    preferred: str
    surname: str = ""
    forename: str = ""
    names: tuple[AuthorityName, ...] = ()
    birth: str = ""
    death: str = ""
    years_cert: str = ""
    nationality: str = ""
    roles: tuple[OfficeHeld, ...] = ()
    wikidata: str = ""
    viaf: str = ""
    sources: tuple[str, ...] = ()
    cert: str = ""
    extra: tuple[str, ...] = ()
    stated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `type` is country, region, settlement, river, building or other; `country` an ISO 3166 code.

    Withdrawn codes (SU, DD, CS, YU) stand for historic states.

    Attributes:
        begin, end: the years in which a state or territory existed under this name; empty where it still does, or
            where they are not known.
    """

    id: str
    preferred: str
    names: tuple[AuthorityName, ...] = ()
    type: str = ""
    country: str = ""
    latitude: str = ""
    longitude: str = ""
    geonames: str = ""
    wikidata: str = ""
    sources: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    begin: str = ""
    end: str = ""
    stated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: `parent` is the id of the one it is part of, `expansion` what the name means."""

    id: str
    preferred: str
    names: tuple[AuthorityName, ...] = ()
    type: str = ""
    country: str = ""
    parent: str = ""
    expansion: str = ""
    wikidata: str = ""
    sources: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    stated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation: `kind` is honorific, state, org, archival, unit or other."""

    abbr: str
    expansion: str
    kind: str
    note: str = ""


Entry = Person | Place | Org


@dataclass(frozen=True, slots=True)
class Records:
    """Everything in a set of authority files, in the order of the files.

    `redirects` maps the id of a merged record to the id that replaced it.
    """

    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    orgs: tuple[Org, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Persons, places and organisations."""
        return (*self.persons, *self.places, *self.orgs)
