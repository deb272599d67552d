"""Who with whom: the strongest ties as a drawing, and beside it a table that says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from puzanov_tei.exporters.records.network import Network
from puzanov_tei.exporters.site.folder import digest
from puzanov_tei.exporters.site.model import Site
from puzanov_tei.exporters.site.page import SitePage
from puzanov_tei.exporters.site.program import program
from puzanov_tei.exporters.site.store import PartsStore

_NODES = 60  # that the drawing can hold and remain legible
_TIES_EACH = 3
_TIES = 500  # rows of the table
_ROUNDS = 200
_WIDTH, _HEIGHT = 1000.0, 640.0
_LETTER = 6.4  # the width of a letter


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of the drawing and its name, which is shown only on demand where others leave it no room."""

    label: str
    address: str
    kind: str
    x: float
    y: float
    radius: float
    neighbours: str
    name: NodeName


@dataclass(frozen=True, slots=True)
class NodeName:
    """Where a name stands, and whether there is room for it."""

    x: float
    y: float
    anchor: str
    has_room: bool


def networks(site: Site, network: Network, store: PartsStore) -> Iterator[SitePage]:
    """The network, if anybody is tied to anybody."""
    weights: defaultdict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for edge in network.edges:
        source, target = site.named(edge.source), site.named(edge.target)
        if source is None or target is None or source is target:
            continue
        weights[min(edge.source, edge.target), max(edge.source, edge.target)] += edge.weight
        rows.append((
            (source.label, source.address), (target.label, target.address), edge.relation, edge.directed,
            edge.weight, edge.documents, edge.first, edge.last,
        ))  # fmt: skip
    if not rows:
        return
    rows.sort(key=lambda row: (-row[4], row[0], row[1], row[2]))
    shown = tuple((*row[:6], *map(site.words.date, row[6:])) for row in rows[:_TIES])
    nodes, lines = _drawn(site, weights, store)
    yield SitePage(
        "network.html", site.words("site.network"), "network.html",
        {"rows": shown, "total": len(rows), "nodes": nodes, "lines": lines,
         "width": _WIDTH, "height": _HEIGHT, "all": len(site.subjects)},
    )  # fmt: skip


def _drawn(
    site: Site, weights: dict[tuple[str, str], int], store: PartsStore
) -> tuple[tuple[Circle, ...], tuple[tuple[int, int, float, float, float, float, float], ...]]:
    """Circles and lines: the members with the strongest ties, and the ties between them."""
    strength: defaultdict[str, int] = defaultdict(int)
    for (one, other), weight in weights.items():
        strength[one] += weight
        strength[other] += weight
    members = _connected(sorted(strength, key=lambda ident: (-strength[ident], ident)), weights)[:_NODES]
    number = {ident: n for n, ident in enumerate(members)}
    ties = _strongest([(number[a], number[b], w) for (a, b), w in weights.items() if a in number and b in number])
    places = store.remembered("network", digest(program(), len(members), ties), lambda: _layout(len(members), ties))
    most, heaviest = max(strength.values()), max((w for _, _, w in ties), default=1)
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for a, b, _ in ties:
        beside[a].append(b)
        beside[b].append(a)
    radii = [round(5 + 13 * sqrt(strength[ident] / most), 1) for ident in members]
    found = [site.subjects[ident] for ident in members]
    labels = _labels([s.label for s in found], places, radii)
    nodes = tuple(
        Circle(
            s.label, s.address, s.entity.kind, *places[n], radii[n], " ".join(map(str, sorted(beside[n]))), labels[n]
        )
        for n, s in enumerate(found)
    )  # fmt: skip
    lines = tuple((a, b, *places[a], *places[b], round(0.6 + 4 * sqrt(w / heaviest), 1)) for a, b, w in ties)
    return nodes, lines


def _labels(names: list[str], places: list[tuple[float, float]], radii: list[float]) -> list[NodeName]:
    """Where names stand: right of the circle, left, below or above, the first that is free; the strong choose first."""
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radii, strict=True)]
    made = []
    for n, (name, (x, y), r) in enumerate(zip(names, places, radii, strict=True)):
        width = len(name) * _LETTER
        ways = ((x + r + 3, y + 4, "start", x + r), (x - r - 3, y + 4, "end", x - r - 6 - width),
                (x, y + r + 13, "middle", x - width / 2), (x, y - r - 5, "middle", x - width / 2))  # fmt: skip
        for label_x, label_y, anchor, left in ways:
            box = (left, label_y - 11, left + width + 6, label_y + 3)
            inside = box[0] > 0 and box[2] < _WIDTH
            if inside and not any(_overlap(box, other) for m, other in enumerate(taken) if m != n):
                taken.append(box)
                made.append(NodeName(round(label_x, 1), round(label_y, 1), anchor, True))
                break
        else:
            made.append(NodeName(round(x + r + 3, 1), round(y + 4, 1), "start", False))
    return made


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _connected(members: list[str], weights: dict[tuple[str, str], int]) -> list[str]:
    """The members that are tied, perhaps through others, to the first."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in weights:
        beside[a].append(b)
        beside[b].append(a)
    reached, waiting = {members[0]}, [members[0]]
    while waiting:
        for other in beside[waiting.pop()]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return [ident for ident in members if ident in reached]


def _strongest(ties: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of each member the few strongest ties: with all of them nobody could see any."""
    kept: defaultdict[int, int] = defaultdict(int)
    chosen = []
    for a, b, weight in sorted(ties, key=lambda tie: (-tie[2], tie[0], tie[1])):
        if min(kept[a], kept[b]) < _TIES_EACH:
            chosen.append((a, b, weight))
            kept[a] += 1
            kept[b] += 1
    return sorted(chosen)


def _layout(count: int, ties: Iterable[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Places of nodes: they repel one another and ties draw them together (Fruchterman and Reingold 1991).

    It begins with a spiral, strong nodes in the middle, and uses no chance: the same ties give the same places.
    """
    golden = pi * (3 - sqrt(5))
    at = [(sqrt((n + 0.5) / count) * cos(n * golden), sqrt((n + 0.5) / count) * sin(n * golden)) for n in range(count)]
    ideal = 1.6 / sqrt(count or 1)
    for turn in range(_ROUNDS):
        step = 0.12 * (1 - turn / _ROUNDS)
        moves = [[-0.35 * x, -0.5 * y] for x, y in at]
        for a in range(count):
            xa, ya = at[a]
            for b in range(a):
                dx, dy = xa - at[b][0], ya - at[b][1]
                force = ideal * ideal / max(dx * dx + dy * dy, 1e-6)
                moves[a][0] += dx * force
                moves[a][1] += dy * force
                moves[b][0] -= dx * force
                moves[b][1] -= dy * force
        for a, b, weight in ties:
            dx, dy = at[a][0] - at[b][0], at[a][1] - at[b][1]
            force = hypot(dx, dy) / ideal * min(1 + weight / 8, 2.5) * 0.6
            moves[a][0] -= dx * force
            moves[a][1] -= dy * force
            moves[b][0] += dx * force
            moves[b][1] += dy * force
        for n, (mx, my) in enumerate(moves):
            length = hypot(mx, my) or 1
            reach = min(length, step) / length
            at[n] = (at[n][0] + mx * reach, at[n][1] + my * reach)
    return _fitted(at)


def _fitted(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places stretched to the drawing, with a margin for names."""
    if not places:
        return []
    xs, ys = [x for x, _ in places], [y for _, y in places]
    width, height = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    return [
        (round(70 + (x - min(xs)) / width * (_WIDTH - 180), 1), round(40 + (y - min(ys)) / height * (_HEIGHT - 80), 1))
        for x, y in places
    ]
