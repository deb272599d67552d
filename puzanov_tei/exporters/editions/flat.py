"""Plain TEI for the TEI Stylesheets and TEI Garage: what they would turn, double or brace is text already."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, steps
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.records.identifiers import same_as
from puzanov_tei.tei.read import T

TARGET = "TEI Stylesheets 7.5x and TEI Garage: html, docx, epub, latex, markdown"
NEEDS = (
    "names are text: surname and forename are printed in an order of the style sheet's own",
    "standOff and lists of entities are not there: they are printed before the text",
    "no choice, no frames that only a style sheet prints",
    "supplied and corrected words are text: braces and marks would be printed around them",
    "speakers are paragraphs: text and LaTeX lose them",
)
NEXT = (
    "https://teigarage.tei-c.org: Documents, TEI P5, choose FOLDER/ID.xml and the format",
    "or with the TEI Stylesheets: bin/teitodocx FOLDER/ID.xml ID.docx (teitohtml5, teitoepub3, teitolatex)",
)
_POINTING = ("ref", "corresp", "who", "toWhom", "sameAs", "active", "passive", "mutual")
_EDITORIAL = tuple(T + name for name in "supplied unclear corr sic abbr expan orig reg ex am surplus".split())


def _editorial(draft: Draft) -> None:
    for text in draft.texts:
        changes.for_each(text, _EDITORIAL, changes.unwrap)


def _speeches(draft: Draft) -> None:
    """The Stylesheets print a speaker in some formats and lose him in others."""
    for text in draft.texts:
        for speaker in list(text.iter(f"{T}speaker")):
            speaker.tag = f"{T}p"
            speaker.set("rend", "speaker")
        changes.for_each(text, (f"{T}sp",), changes.unwrap)


def _signs(draft: Draft) -> None:
    for text in draft.texts:
        for sign in list(text.iter(f"{T}metamark")):
            sign.attrib.clear()
            sign.set("rend", "sign")
            if steps.in_line(sign):
                sign.tag = f"{T}seg"
            else:
                steps.make_block(sign)


def _pointers(draft: Draft) -> None:
    """Pointers to entries that have left the document lead to the address of the entry on the web, or are none."""
    here = set(draft.root.xpath("//@xml:id"))
    gone = {f"#{ident}" for ident in draft.edition.root.xpath("//@xml:id") if ident not in here}
    for element in draft.root.iter(etree.Element):
        for attribute in _POINTING:
            said = element.get(attribute, "").split()
            if gone.isdisjoint(said):
                continue
            if left := [p for p in (_address(p, draft) if p in gone else p for p in said) if p]:
                element.set(attribute, " ".join(left))
            else:
                del element.attrib[attribute]


def _address(pointer: str, draft: Draft) -> str:
    entity = draft.known.get(pointer.removeprefix("#"))
    return "" if entity is None else next(iter((*same_as(entity.authorities), *entity.addresses)), "")


STEPS = (
    steps.IDENTIFY,
    steps.CHOICES,
    steps.FRAMES,
    steps.GAPS,
    steps.GAPS_AS_TEXT,
    Step("editorial", "supplied, corrected, unclear and abbreviated words are text", _editorial),
    steps.NAME_PARTS,
    Step("speeches", "who speaks and what is said are paragraphs", _speeches),
    Step("signs", "signs of the writer (metamark) are text", _signs),
    steps.PRINTED_NOTES,
    steps.NO_LISTS,
    steps.NO_STAND_OFF,
    Step("pointers", "pointers to entries of lists lead to their addresses on the web, or go", _pointers),
)


def files(draft: Draft) -> Iterable[File]:
    """The document."""
    yield draft.file()


def finish(corpus: Corpus) -> Iterable[File]:
    """Nothing: each document is for itself."""
    return ()
