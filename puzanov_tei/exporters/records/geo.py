"""Coordinates in the notations that editions use (TEI P5, NDGEOG): decimal degrees, commas, degrees and minutes."""

from __future__ import annotations

import re

from lxml import etree

from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.tei.read import T

Point = tuple[str, str]
NOWHERE: Point = ("", "")

_NUMBER = r"[-+\u2212]?\d+(?:[.,]\d+)?"
_DECIMAL = re.compile(rf"({_NUMBER})\s*°?\s*([NSEW])?\s*[\s,;/]\s*({_NUMBER})\s*°?\s*([NSEW])?")
_PART = r"(?P<{0}%s>\d+(?:[.,]\d+)?)\s*%s\s*"
_DEGREES, _MINUTES, _SECONDS = _PART % ("d", "°"), _PART % ("m", "['′’]"), _PART % ("s", "(?:[\"″”]|'')")
_ANGLE = _DEGREES + f"(?:{_MINUTES})?(?:{_SECONDS})?" + "(?P<{0}h>[NSEW])"
_SEXAGESIMAL = re.compile(_ANGLE.format("a") + r"[\s,;/]*" + _ANGLE.format("b"))
# Places around this one have locations of their own; those of the place itself count first.
_OWN = ("coords", "coordinates", "geo", "gps", "point")


def coordinates(place: etree._Element) -> Point:
    """Latitude and longitude of a place in decimal degrees; empty where its entry gives none that can be read."""
    locations = [c for c in place.iterchildren(f"{T}location") if c.find(f"{T}placeName") is None]
    locations.sort(key=lambda c: (c.get("type") not in _OWN, c.find(f"{T}geo") is None))
    for element in (*locations, place):
        for geo in element.iterchildren(f"{T}geo") if element is place else element.iter(f"{T}geo"):
            if (point := point_of(text_of(geo))) != NOWHERE:
                return point
    return NOWHERE


def point_of(text: str) -> Point:
    """`48.2, 16.37`, `48,208333 16,373056`, `48° 12′ 30″ N 16° 22′ E` as decimal latitude and longitude."""
    angles = _SEXAGESIMAL.fullmatch(text)
    if angles:
        values = [(_degrees(angles, side), angles[f"{side}h"]) for side in "ab"]
        return _checked(*_ordered(values))
    decimal = _DECIMAL.fullmatch(text) or _DECIMAL.fullmatch(text.replace(", ", " ; "))
    if decimal is None:
        return NOWHERE
    first, north, second, east = decimal.groups()
    return _checked(*_ordered([(_number(first, north), north or ""), (_number(second, east), east or "")]))


def _degrees(match: re.Match[str], side: str) -> str:
    degrees, minutes, seconds = (float((match[side + part] or "0").replace(",", ".")) for part in "dms")
    value = degrees + minutes / 60 + seconds / 3600
    return f"{-value if match[f'{side}h'] in 'SW' else value:.6f}".rstrip("0").rstrip(".")


def _number(text: str, hemisphere: str | None) -> str:
    plain = text.replace(",", ".").replace("\u2212", "-").lstrip("+")
    return f"-{plain}" if hemisphere in ("S", "W") and not plain.startswith("-") else plain


def _ordered(values: list[tuple[str, str]]) -> Point:
    """Latitude first: longitude and latitude are exchanged where letters say so."""
    (first, one), (second, other) = values
    return (second, first) if one and one in "EW" and other in ("N", "S", "") else (first, second)


def _checked(latitude: str, longitude: str) -> Point:
    return (latitude, longitude) if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180 else NOWHERE
