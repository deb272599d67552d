"""Identifiers from elsewhere (Wikidata, VIAF, GND ...): is their form possible, and their check digit right?

Whether the identifier is the right one, only a person can say. A wrong check digit proves that it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from puzanov_tei.base.scan import Facts, attribute_position
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ510": (
        "An identifier does not have the form of its kind",
        "Each authority gives its identifiers one form (Wikidata: Q and a number). Another form leads nowhere.",
    ),
    "PZ511": (
        "The check digit of an identifier is wrong",
        "The last character is computed from the others, so that slips show. This one does not fit: a digit is "
        "wrong or two are exchanged.",
    ),
    "PZ512": (
        "Coordinates lie outside the world",
        "`geo` holds latitude and longitude in degrees (WGS 84): the first from -90 to 90, the second from -180 "
        "to 180. Others are a slip, or longitude and latitude are exchanged.",
    ),
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of identifier: its form, an example, and how its check digit is verified."""

    label: str
    form: re.Pattern[str]
    example: str
    valid: Callable[[str], bool] | None = None


def _mod_11_2(text: str) -> bool:
    """ISO 7064 MOD 11-2 (ISNI, ORCID)."""
    total = 0
    for char in text[:-1]:
        total = (total + int(char)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == text[-1]


def _weighted(text: str) -> int:
    """The digits before the check digit, weighted 2, 3, 4 ... from the right."""
    return sum(int(char) * weight for weight, char in enumerate(reversed(text), start=2))


def _gnd(text: str) -> bool:
    """GND: modulus 11. Identifiers with a hyphen have another rule, which is only known for those from 4."""
    number, hyphen, digit = text.rpartition("-")
    if hyphen:
        return not number.startswith("4") or "0123456789X"[_weighted(number) % 11] == digit
    return "0123456789X"[-_weighted(text[:-1]) % 11] == text[-1]


def _isbn(text: str) -> bool:
    if len(text) == 10:
        return (_weighted(text[:-1]) + (10 if text[-1] == "X" else int(text[-1]))) % 11 == 0
    return sum(int(char) * (1, 3)[i % 2] for i, char in enumerate(text)) % 10 == 0


def _issn(text: str) -> bool:
    return (_weighted(text[:-1]) + (10 if text[-1] == "X" else int(text[-1]))) % 11 == 0


_PAIR = re.compile(r"(-?\d+(?:\.\d+)?)(?:\s*,\s*|\s+)(-?\d+(?:\.\d+)?)")
_DEGREES = 360
SCHEMES = {
    "wikidata": Scheme("Wikidata", re.compile(r"[QPL][1-9]\d{0,11}"), "Q423"),
    "viaf": Scheme("VIAF", re.compile(r"[1-9]\d{1,21}"), "59263727"),
    "geonames": Scheme("GeoNames", re.compile(r"[1-9]\d{0,9}"), "1871859"),
    "gnd": Scheme("GND", re.compile(r"\d{8,9}[\dX]|\d{1,9}-[\dX]"), "118540238", _gnd),
    "isni": Scheme("ISNI", re.compile(r"\d{15}[\dX]"), "0000 0001 2103 2683", _mod_11_2),
    "orcid": Scheme("ORCID", re.compile(r"\d{15}[\dX]"), "0000-0002-1825-0097", _mod_11_2),
    "isbn": Scheme("ISBN", re.compile(r"\d{9}[\dX]|97[89]\d{10}"), "978-3-16-148410-0", _isbn),
    "issn": Scheme("ISSN", re.compile(r"\d{7}[\dX]"), "0378-5955", _issn),
    "lccn": Scheme("LCCN", re.compile(r"[a-z]{0,3}\d{8,10}"), "n79021164"),
}
_GROUPED = frozenset({"isni", "orcid", "isbn", "issn"})
_ADDRESSES = re.compile(
    r"https?://(?:www\.)?(?:"
    r"(?P<wikidata>wikidata\.org/(?:wiki|entity)/)|(?P<viaf>viaf\.org/viaf/)|(?P<geonames>(?:sws\.)?geonames\.org/)"
    r"|(?P<gnd>d-nb\.info/gnd/)|(?P<isni>isni\.org/(?:isni/)?)|(?P<orcid>orcid\.org/)"
    r"|(?P<lccn>id\.loc\.gov/authorities/names/))(?P<rest>[^/?#\s]+)"
)


def check(data: bytes, name: str, facts: Facts, folder: Path | None = None) -> list[Finding]:
    """Findings about identifiers in `idno` and in the addresses that attributes point to."""
    findings: list[Finding] = []
    for value in facts.identifiers:
        kind, text = value.kind.lower(), value.value
        address = _ADDRESSES.match(text)
        if address:
            kind, text = _kind(address), address["rest"]
        if problems := _identifier(kind, text):
            place = Location(name, value.line, value.column)
            findings += _told(problems, place, value.xpath, value.xml_id)
    for pointer in facts.pointers:
        if "://" not in pointer.value:
            continue
        for address in _ADDRESSES.finditer(pointer.value):
            if problems := _identifier(_kind(address), address["rest"]):
                place = Location(name, *attribute_position(data, pointer))
                findings += _told(problems, place, f"{pointer.xpath}/@{pointer.attribute}", pointer.xml_id)
    return findings


def _told(problems: Iterable[tuple[str, str, str]], place: Location, xpath: str, xml_id: str) -> list[Finding]:
    """What is wrong with an identifier, where it stands."""
    return [Finding(code, Severity.WARNING, message, hint, place, xpath, xml_id) for code, message, hint in problems]


def _kind(address: re.Match[str]) -> str:
    return next(kind for kind, part in address.groupdict().items() if part and kind != "rest")


def outside_the_world(text: str) -> str:
    """What is wrong with latitude and longitude in degrees; empty for sound ones, and for what is no such pair."""
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        return ""
    latitude, longitude = float(match[1]), float(match[2])
    if max(abs(latitude), abs(longitude)) > _DEGREES:
        return ""  # metres of a grid
    if abs(latitude) > 90:
        return f"The latitude {match[1]} is not between -90 and 90."
    return f"The longitude {match[2]} is not between -180 and 180." if abs(longitude) > 180 else ""


@lru_cache(maxsize=4096)
def _identifier(kind: str, text: str) -> tuple[tuple[str, str, str], ...]:
    """Code, message and remedy of what is wrong with an identifier of a kind; the same ones are met again and again."""
    if kind == "geo" and (wrong := outside_the_world(text)):
        return (("PZ512", wrong, "Write latitude first, then longitude, in degrees."),)
    scheme = SCHEMES.get(kind)
    if scheme is None or not text:
        return ()
    plain = re.sub(r"[\s-]+", "", text).upper() if kind in _GROUPED else text
    if not scheme.form.fullmatch(plain):
        return (
            (
                "PZ510",
                f'"{text[:60]}" is no identifier of {scheme.label}.',
                f"It looks like {scheme.example}; check it in the authority itself.",
            ),
        )
    if scheme.valid is not None and not scheme.valid(plain):
        return (
            (
                "PZ511",
                f'The check digit of the {scheme.label} identifier "{text}" is wrong.',
                "Copy the identifier again from the authority: a digit is wrong.",
            ),
        )
    return ()
