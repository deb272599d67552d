"""The images that documents name, as projects write them: pointers, surfaces, zones, image services, manifests."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.exporters.page.facsimiles import facsimiles, manifest
from puzanov_tei.exporters.site import build_site
from site_support import broken, pages
from tei_trees import edition, tei

IIIF = "https://example.org/iiif/v1"
SURFACE = f"<surface xml:id='s' ulx='0' uly='0' lrx='200' lry='400'><graphic url='{IIIF}/full/full/0/default.jpg'/>"
ZONES = (
    "<zone xml:id='z' ulx='50' uly='100' lrx='150' lry='200'/><zone xml:id='out' ulx='0' uly='0' lrx='999' lry='1'/>"
)


def found(body: str, facsimile: str) -> list[tuple[str, str]]:
    return [(f.number, f.said) for f in facsimiles(edition(tei(body, facsimile)))]


@pytest.mark.parametrize(
    ("body", "facsimile", "images"),
    [
        ("<pb n='1' facs='https://example.org/1.jpg'/>", "", [("1", "https://example.org/1.jpg")]),
        ("<pb facs='MS-12-3'/>", "", [("?", "MS-12-3")]),
        ("<pb n='1'/><pb n='2' facs='#nowhere'/>", "", []),
        # A diary whose page breaks have numbers only, and whose facsimile has images only.
        ("<pb n='7'/>", "<facsimile><graphic url='https://example.org/7.tif'/></facsimile>",
         [("", "https://example.org/7.tif")]),
        # Of the images of a surface the one on the web.
        ("<pb n='1' facs='#s'/>", "<facsimile><surface xml:id='s'><graphic url='../img/1.tif'/>"
         "<graphic url='https://example.org/1.jpg'/></surface></facsimile>", [("1", "https://example.org/1.jpg")]),
        ("<pb n='1' facs='#z'/>", f"<facsimile>{SURFACE}{ZONES}</surface></facsimile>",
         [("1", f"{IIIF}/pct:25,25,50,25/full/0/default.jpg")]),
        ("<pb n='1' facs='#out'/>", f"<facsimile>{SURFACE}{ZONES}</surface></facsimile>",
         [("1", f"{IIIF}/full/full/0/default.jpg")]),
        ("<pb n='1' facs='#z #s'/>", "<facsimile><surface xml:id='s'><graphic url='a.jpg'/>"
         "<zone xml:id='z' points='1,1 2,2 3,3'/></surface></facsimile>", [("1", "a.jpg")]),
        ("<pb n='1' facs='#s'/>", f"<facsimile><surface xml:id='s'><graphic url='{IIIF}/info.json'/></surface>"
         "</facsimile>", [("1", f"{IIIF}/full/max/0/default.jpg")]),
        ("<pb n='1' facs='#s'/>", "<facsimile xml:base='https://example.org/ms/'><surface xml:id='s'>"
         "<graphic url='1.jpg'/></surface></facsimile>", [("1", "https://example.org/ms/1.jpg")]),
    ],
)  # fmt: skip
def test_the_images_that_a_document_names(body: str, facsimile: str, images: list[tuple[str, str]]) -> None:
    assert found(f"<p>{body}a</p>", facsimile) == images


def test_prefixes_of_the_header_are_written_out() -> None:
    rule = "<prefixDef ident='img' matchPattern='(.+)' replacementPattern='https://example.org/$1.jpg'/>"
    data = tei("<p><pb n='1' facs='img:12'/>a</p>").replace(
        b"<encodingDesc>", f"<encodingDesc><listPrefixDef>{rule}</listPrefixDef>".encode()
    )
    assert [f.said for f in facsimiles(edition(data))] == ["https://example.org/12.jpg"]


@pytest.mark.parametrize(
    ("facsimile", "address"),
    [
        ("<facsimile corresp='https://example.org/m.json'><graphic url='1.jpg'/></facsimile>", "https://example.org/m.json"),
        ("<facsimile><graphic mimeType='application/ld+json' url='https://example.org/m'/></facsimile>", "https://example.org/m"),
        ("<facsimile sameAs='#a'><graphic url='1.jpg'/></facsimile>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_manifest_that_a_document_names(facsimile: str, address: str) -> None:
    made = edition(tei("<p>a</p>", facsimile))
    assert manifest(made) == address
    assert address not in [f.said for f in facsimiles(made)]


def test_the_slot_of_a_site_says_what_the_tei_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    facsimile = "<facsimile corresp='https://example.org/m.json'><graphic url='https://example.org/1.jpg'/></facsimile>"
    picture = "<figure><graphic url='https://example.org/lamp.jpg'/><figDesc>A lamp</figDesc></figure>"
    (tmp_path / "a.xml").write_bytes(tei(f"<p><pb n='2' facs='MS-2'/>a</p>{picture}", facsimile))
    (tmp_path / "b.xml").write_bytes(tei("<p>b</p>").replace(b'xml:id="d"', b'xml:id="b"'))
    build_site([tmp_path / "a.xml", tmp_path / "b.xml"], tmp_path / "site")
    made = pages(tmp_path / "site")
    slot = made[tmp_path / "site/documents/d.html"].find_class("facsimiles")[0]
    assert slot.xpath(".//a/@href") == ["https://example.org/1.jpg", "https://example.org/m.json"]
    assert "MS-2" in slot.text_content()
    assert made[tmp_path / "site/documents/d.html"].xpath("//a[@class='picture-link']/text()") == ["Picture: A lamp"]
    empty = made[tmp_path / "site/documents/b.html"].find_class("facsimiles")[0]
    assert (empty.xpath(".//a"), "names no image" in empty.text_content()) == ([], True)
    assert not any(tree.xpath("//img[contains(@src, '://')]") for tree in made.values())
    assert broken(tmp_path / "site") == []
