"""What tests of sites share: a checker of links over a folder of pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

PICTURE = bytes.fromhex("89504e470d0a1a0a")


def pages(folder: Path) -> dict[Path, html.HtmlElement]:
    """Every page of a site, parsed."""
    return {path: html.document_fromstring(path.read_bytes()) for path in sorted(folder.rglob("*.html"))}


def broken(folder: Path) -> list[str]:
    """Links inside the site that lead nowhere, identifiers that a page has twice, and pages that none leads to."""
    trees = pages(folder)
    ids = {path: tree.xpath("//@id") for path, tree in trees.items()}
    faults = [f"{path}: id {i} twice" for path, found in ids.items() for i in set(found) if found.count(i) > 1]
    reached = set()
    for path, tree in trees.items():
        for link in targets(tree):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            base = folder if link.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            reached.add(target)
            if not target.is_file():
                faults.append(f"{path}: {link}: no such file")
            elif parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
                faults.append(f"{path}: {link}: no such place")
    lonely = set(trees) - reached - {folder / "index.html", folder / "404.html"}
    return faults + [f"{path}: no page leads there" for path in sorted(lonely)]


def targets(tree: html.HtmlElement) -> Iterator[str]:
    """The addresses that a page refers to."""
    for value in tree.xpath("//@href | //@src | //form/@action"):
        yield str(value)
