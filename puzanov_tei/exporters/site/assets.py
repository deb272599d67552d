"""Style sheets, scripts and the libraries of others, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from puzanov_tei.exporters.site import maps
from puzanov_tei.exporters.site.colours import BUILT_IN
from puzanov_tei.exporters.site.settings import SiteSettings

_PACKAGE = files("puzanov_tei.exporters.site")
_OWN = ("site.js", "search.js")
# File of a library -> its name in the site; each unchanged, with its licence.
_SEARCH = {"minisearch/index.js": "minisearch.js", "minisearch/LICENSE.txt": "minisearch-LICENCE.txt"}
_MAP = {
    "leaflet/leaflet.js": "leaflet.js", "leaflet/leaflet.css": "leaflet.css", "leaflet/LICENSE": "leaflet-LICENCE.txt",
    "world-atlas/LICENSE": "world-LICENCE.txt",
}  # fmt: skip


def files_of(settings: SiteSettings, reading: str, with_map: bool) -> Iterator[tuple[str, bytes]]:
    """Name and content of each; `reading` is the style sheet of the reading page."""
    own = _PACKAGE / "assets"
    yield "assets/site.css", (reading + (own / "site.css").read_text(encoding="utf-8") + _colours(settings)).encode()
    yield "assets/icon.svg", _icon(settings).encode()
    for name in (*_OWN, *(("map.js",) if with_map else ())):
        yield f"assets/{name}", (own / name).read_bytes()
    for source, name in {**_SEARCH, **(_MAP if with_map else {})}.items():
        yield f"assets/{name}", (_PACKAGE / "vendor" / source).read_bytes()
    if with_map:
        yield maps.WORLD, maps.world()


def _icon(settings: SiteSettings) -> str:
    """The initial of the site's title in its colour."""
    initial = next((c for c in settings.title if c.isalnum()), "¶")
    colour = settings.colours.get("accent", BUILT_IN["accent"])
    ground = f'<rect width="64" height="64" rx="10" fill="{colour}"/>'
    letter = f'<text x="32" y="46" font-family="Georgia, serif" font-size="42" text-anchor="middle">{initial}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="#fff">{ground}{letter}</svg>\n'


def _colours(settings: SiteSettings) -> str:
    """The project's colours."""
    light = [f"--{n}: {v};" for n, v in settings.colours.items() if not n.endswith("-dark")]
    dark = [f"--{n.removesuffix('-dark')}: {v};" for n, v in settings.colours.items() if n.endswith("-dark")]
    made = f":root {{ {' '.join(light)} }}\n" if light else ""
    return made + (f"@media (prefers-color-scheme: dark) {{ :root {{ {' '.join(dark)} }} }}\n" if dark else "")
