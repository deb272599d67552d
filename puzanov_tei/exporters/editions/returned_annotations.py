"""Web Annotations that come back (W3C; Recogito, Hypothesis): names and comments, as decisions about our TEI.

An annotation is found again by its offsets, where its quotation stands there, else by the quotation and what stands
around it. One that this program wrote (`#m_...`) says what became of that name; another one is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from puzanov_tei.decisions.align import align
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.apply_names import TAGS
from puzanov_tei.decisions.comparison import Comparison
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.places import BLOCKS, Places
from puzanov_tei.decisions.sources import Edited, Lesson, unknown, unsaid
from puzanov_tei.decisions.surgery import copy
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions.web_annotations import WebAnnotation, found_in, read_annotations
from puzanov_tei.exporters.records.identifiers import authority_of
from puzanov_tei.exporters.records.mentions import MentionRow, kind_in_words, mentions
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.text.views import VIEWS, View
from puzanov_tei.exporters.text.walk import Element, Span
from puzanov_tei.tei.read import XML_ID, Edition, editions, local_name
from puzanov_tei.tei.tree import Branch, read

SUFFIXES = (".json", ".jsonld")
_SPACE = re.compile(r"[ \t\r\n]+")


def learn(edited: Edited, documents: Mapping[str, Path]) -> Iterator[Lesson]:
    """What annotations say about each document that they are about.

    Raises:
        SourceError: the file is no JSON, or holds no annotations.
    """
    of_document: dict[str, list[WebAnnotation]] = defaultdict(list)
    stem = edited.path.name.partition(".")[0]
    for annotation in read_annotations(edited.data, str(edited.path), edited.by):
        of_document[annotation.document if annotation.document in documents else stem].append(annotation)
    for document, given in of_document.items():
        path = documents.get(document)
        if path is None:
            yield Lesson(document, findings=(unknown(edited.path),))
            continue
        original = next(editions(path.read_bytes(), str(path)))
        taught = _Taught(original, edited.by)
        decisions = tuple(dict.fromkeys(taught.decisions(given)))
        refused = apply(copy(taught.tei), decisions, str(edited.path)).findings
        yield Lesson(document, decisions, (*unsaid(taught.left, edited.path), *refused))


class _Taught:
    """What annotations say about one document.

    Attributes:
        left: in words, what could not become a decision.
    """

    def __init__(self, edition: Edition, by: str) -> None:
        self.tei = read(edition.root)
        self.left: list[str] = []
        self._several: set[str] = set()
        self._edition, self._by = edition, by
        self._target = Comparison(self.tei, copy(self.tei), by)
        self._places = Places(self.tei)
        self._scenes = {name: Scene(edition, Options(view=name)) for name in VIEWS}

    def decisions(self, given: list[WebAnnotation]) -> Iterator[Decision]:
        """The decisions that follow from all annotations of the document."""
        name = self._view(given)
        scene = self._scenes[name]
        shown = scene.main
        rows = [row for row in mentions(scene) if row.view == name]
        ours = {f"#{row.mention_id}": row for row in rows}
        self._several = {_first(i) for i in ours if i != _first(i)}
        seen = {_first(a.id) for a in given if a.id in ours}
        for annotation in given:
            span = found_in(shown.text, annotation)
            if span is None:
                self.left.append(f"an annotation of {annotation.exact!r}, which is not in the text, or more than once")
                continue
            row = ours.get(annotation.id) or next((r for r in rows if _is_at(r, span)), None)
            yield from self._said(annotation, span, row, scene, is_ours=annotation.id in ours)
        names = {ident: row for ident, row in ours.items() if ident == _first(ident)}
        if len(seen) * 2 > len(names):  # the whole list came back: what is not in it was taken away
            for ident, row in names.items():
                if ident not in seen:
                    yield from self._at(shown, (row.begin, row.end), "reject", type=row.type)

    def _view(self, given: list[WebAnnotation]) -> str:
        """The view that most annotations count in."""
        texts = {name: scene.main.text for name, scene in self._scenes.items()}
        return max(VIEWS, key=lambda name: sum(a.stands_in(texts[name]) for a in given))

    def _said(
        self, annotation: WebAnnotation, span: Span, row: MentionRow | None, scene: Scene, *, is_ours: bool
    ) -> Iterator[Decision]:
        shown, by = scene.main, annotation.by or self._by
        for comment in annotation.comments:
            yield from self._at(shown, span, "note", value=comment, by=by)
        entity = self._entity(annotation, scene)
        kinds = [kind_in_words(tag) for tag in annotation.tags]
        if entity in scene.known and row is None:
            kinds.append(scene.known[entity].kind)
        kind = next((kind for kind in kinds if kind in TAGS), "")
        if row is None:
            if kind:
                yield from self._at(shown, span, "add", type=kind, entity=entity, by=by)
            elif not annotation.comments:
                self.left.append(f"an annotation of {annotation.exact!r} without a kind of name or a comment")
            return
        here = (row.begin, row.end)
        if is_ours and not _is_at(row, span):
            value = self._printed(shown, span)
            yield from self._at(shown, here, "resize", type=row.type, value=value, by=by)
        if kind and kind != row.type:
            yield from self._at(shown, here, "retype", type=kind, entity=entity, by=by)
        elif entity and entity != row.entity_id and _first(f"#{row.mention_id}") in self._several:
            self.left.append(f"another link of {annotation.exact!r}, which names several")
        elif entity and entity != row.entity_id:
            yield from self._at(shown, here, "relink", type=row.type, entity=entity, by=by)
        elif not is_ours and kind:
            yield from self._at(shown, here, "accept", type=row.type, entity=row.entity_id, by=by)

    def _entity(self, annotation: WebAnnotation, scene: Scene) -> str:
        """The record that an annotation names: by its own identifier, or by an address that a record has."""
        for name in annotation.entities:
            if name.removeprefix("#") in scene.known:
                return name.removeprefix("#")
            ident = scene.references.first(name)
            if ident in scene.known:
                return ident
            authority = authority_of(name)
            known = next((e.id for e in scene.known.values() if authority in e.authorities), "")
            if known:
                return known
        named = [name for name in annotation.entities if name]
        if named and not named[0].startswith(("http:", "https:")):
            return named[0].rpartition("#")[2]
        if named:
            self.left.append(f"the link of {annotation.exact!r} to {named[0]}, which no record of the document has")
        return ""

    # --- from the view to the TEI ---------------------------------------------------------------

    def _at(self, shown: View, span: Span, op: str, **about: str) -> Iterator[Decision]:
        """A decision about a stretch of the view."""
        _, (begin, end) = self._place(shown, span)
        made = list(self._target.decision(op, begin, end, **about)) if begin < end else []
        if not made:
            self.left.append(f"{op} {shown.text[span[0] : span[1]]!r}")
        yield from made

    def _printed(self, shown: View, span: Span) -> str:
        """The words of the TEI at a stretch of the view."""
        block, (begin, end) = self._place(shown, span)
        return self._target.printed(block, begin, end)[1] if block is not None else ""

    def _place(self, shown: View, span: Span) -> tuple[Branch | None, Span]:
        """The innermost block that holds a stretch of the view, and the stretch of the TEI's text.

        The two texts of the block are laid side by side.
        """
        around = [e for e in shown if local_name(e) in BLOCKS and _holds(shown.span(e), span)]
        if not around:
            return None, (0, 0)
        innermost = min(around, key=lambda e: shown.span(e)[1] - shown.span(e)[0])
        block = self._places.element(_address(innermost))
        if block is None:
            return None, (0, 0)
        begin, end = shown.span(innermost)
        words, text = self._target.words_of(block), shown.text
        # White space of any length is one blank among the words of a decision.
        alignment = align(words.text, _collapsed(text[begin:end]))
        first = alignment.back(len(_collapsed(text[begin : span[0]])), is_end=False)
        last = alignment.back(len(_collapsed(text[begin : span[1]])), is_end=True)
        if first >= last:
            return block, (0, 0)
        shift = self._target.places[id(block)][0]
        low, high = words.span(first, last)
        return block, (shift + low, shift + high)


def _collapsed(text: str) -> str:
    """Text in which any white space is one blank."""
    return _SPACE.sub(" ", text)


def _first(ident: str) -> str:
    """The identifier of a mention without the number of its second, third ... target."""
    return "_".join(ident.split("_")[:2])


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer[0] < outer[1]


def _is_at(row: MentionRow, span: Span) -> bool:
    return span in ((row.begin, row.end), (row.name_begin, row.name_end))


def _address(element: Element) -> str:
    """The address of an element, as decisions write it."""
    steps: list[str] = []
    here: Element | None = element
    while here is not None:
        if ident := here.get(XML_ID):
            return "/".join((ident, *steps))
        number = 1 + sum(1 for e in here.itersiblings(preceding=True) if e.tag == here.tag)
        steps.insert(0, f"{local_name(here)}[{number}]")
        here = here.getparent()
    return "/" + "/".join(steps)
