"""Where: places on a map that needs no server. Leaflet draws it; without scripts it is a drawing and a table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

from puzanov_tei.exporters.site.calendars import UNDATED, year_of
from puzanov_tei.exporters.site.folder import digest
from puzanov_tei.exporters.site.model import Occurrence, Site
from puzanov_tei.exporters.site.page import SitePage
from puzanov_tei.exporters.site.program import program
from puzanov_tei.exporters.site.store import PartsStore

WORLD = "assets/world.js"
_ATLAS = "vendor/world-atlas/countries-50m.json"
_WIDTH = 1000.0
_LEAST = 12.0  # degrees that the drawing shows at least
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates; `years` says in which years it is mentioned and how often (`1957:3 1958:1`)."""

    label: str
    address: str
    country: str
    lat: float
    lon: float
    count: int
    years: str
    x: float = 0
    y: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class MapExtent:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the drawing a degree."""
        return _WIDTH / (self.east - self.west)

    @property
    def height(self) -> float:
        """Of the drawing, in its units."""
        return round((self.north - self.south) * self.scale, 1)

    def project(self, lon: float, lat: float) -> Point:
        """A place in the drawing: degrees are equally long (plate carrée)."""
        return round((lon - self.west) * self.scale, 1), round((self.north - lat) * self.scale, 1)


def maps(site: Site, store: PartsStore) -> Iterator[SitePage]:
    """The map, if any place has coordinates."""
    spots = [
        Spot(
            s.label, s.address, s.entity.country, float(s.entity.lat), float(s.entity.lon), s.count,
            _years(s.mentions),
        )
        for s in site.of("place")
        if s.entity.lat and s.entity.lon
    ]  # fmt: skip
    if not spots:
        return
    box = _box(spots)
    most = max(s.count for s in spots)
    drawn = tuple(
        Spot(s.label, s.address, s.country, s.lat, s.lon, s.count, s.years, *box.project(s.lon, s.lat),
             round(3 + 11 * sqrt(s.count / most), 1))
        for s in sorted(spots, key=lambda s: (-s.count, s.label))
    )  # fmt: skip
    lost = tuple((s.label, s.address, s.count) for s in site.of("place") if not (s.entity.lat and s.entity.lon))
    shapes = store.remembered("outlines", digest(program(), box), lambda: outlines(box))
    values = {"spots": drawn, "outlines": shapes, "width": _WIDTH, "height": box.height, "lost": lost}
    yield SitePage("map.html", site.words("site.map"), "map.html", values)


def _years(mentions: Sequence[Occurrence]) -> str:
    counted = Counter(year_of(m.context.date) for m in mentions)
    return " ".join(f"{year}:{count}" for year, count in sorted(counted.items()) if year != UNDATED)


def _box(spots: Sequence[Spot]) -> MapExtent:
    """The part of the world that holds all places, with some room, not higher than two thirds of its width."""
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    room = max(_LEAST, east - west, north - south) * 0.12
    width, height = max(east - west, _LEAST) + 2 * room, max(north - south, _LEAST / 2) + 2 * room
    width, height = max(width, height * 1.6), max(height, width * 0.45)
    middle, centre = (west + east) / 2, (south + north) / 2
    width, height = min(width, 360.0), min(height, 180.0)
    west = min(max(middle - width / 2, -180.0), 180.0 - width)
    south = min(max(centre - height / 2, -90.0), 90.0 - height)
    return MapExtent(west, south, west + width, south + height)


def outlines(box: MapExtent) -> tuple[str, ...]:
    """Countries as paths of the drawing: those that it shows, in as many points as can be seen."""
    paths = []
    for rings in _countries():
        drawn = "".join(_path(ring, box) for ring in rings if _meets(ring, box))
        if drawn:
            paths.append(drawn)
    return tuple(paths)


def _meets(ring: Sequence[Point], box: MapExtent) -> bool:
    longitudes, latitudes = [p[0] for p in ring], [p[1] for p in ring]
    is_beside = max(longitudes) < box.west or min(longitudes) > box.east
    return not (is_beside or max(latitudes) < box.south or min(latitudes) > box.north)


def _path(ring: Sequence[Point], box: MapExtent) -> str:
    points = [box.project(*ring[0])]
    for lon, lat in ring[1:]:
        point = box.project(lon, lat)
        if abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) >= 1.5:
            points.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z" if len(points) > 2 else ""


@cache
def _countries() -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """The rings of each country (TopoJSON 1.0: arcs of differences, scaled and moved)."""
    atlas = json.loads((files("puzanov_tei.exporters.site") / _ATLAS).read_bytes())
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[tuple[Point, ...]] = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(tuple(points))

    def ring(numbers: Sequence[int]) -> list[Point]:
        joined: list[Point] = []
        for number in numbers:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            joined.extend(points[1:] if joined else points)
        return joined

    countries = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        rings = (ring(numbers) for polygon in polygons for numbers in polygon)
        countries.append(tuple(flat for points in rings for flat in _flat(points)))
    return tuple(countries)


def _flat(ring: list[Point]) -> list[tuple[Point, ...]]:
    """A ring on the globe as rings on a flat map: one that crosses the 180th meridian stands on both sides of it."""
    turned, offset = [ring[0]], 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        offset += 360 if before - lon > 180 else -360 if lon - before > 180 else 0
        turned.append((lon + offset, lat))
    if offset:  # it goes round a pole
        pole = 90.0 if turned[0][1] > 0 else -90.0
        turned += [(turned[-1][0], pole), (turned[0][0], pole)]
    both = [tuple(turned)]
    west, east = min(lon for lon, _ in turned), max(lon for lon, _ in turned)
    if west < -180.5 or east > 180.5:
        both.append(tuple((lon + (360 if west < -180.5 else -360), lat) for lon, lat in turned))
    return both


def world() -> bytes:
    """The outlines as a script: their file, unchanged, handed to a function."""
    return b"puzanovWorld(" + (files("puzanov_tei.exporters.site") / _ATLAS).read_bytes().strip() + b");\n"
