"""Editions that come back: what an editor changed in a file of another system, as decisions about our TEI.

The document is exported once more, as it was before; that and the edited file differ only in what the editor did. Each
decision that follows from it is then moved to its place in our TEI: the two texts are laid side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from puzanov_tei.decisions.align import Alignment, align
from puzanov_tei.decisions.apply import apply
from puzanov_tei.decisions.comparison import Comparison, text_of
from puzanov_tei.decisions.learn import KINDS
from puzanov_tei.decisions.learn import learn as compare
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.places import Missing, Places, address
from puzanov_tei.decisions.sources import Edited, Lesson, unknown, unsaid
from puzanov_tei.decisions.spans import matches
from puzanov_tei.decisions.surgery import copy, is_name
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import EDITIONS, changes
from puzanov_tei.exporters.editions.draft import Draft, EntityReference, ncname
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import XML_ID, T, editions, parse
from puzanov_tei.tei.tree import Branch, lay_out, read

_XML = "{http://www.w3.org/XML/1998/namespace}"
_ROOT = (XML_ID, f"{_XML}base", "prev", "next")
_PLACED = ("add", "accept", "relink", "retype", "reject", "resize", "correct", "note", "set")
_TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "event": "eventName", "bibl": "title"}


@dataclass(frozen=True, slots=True)
class Returned:
    """A source of decisions: files of a profile that somebody edited in its target.

    Attributes:
        profile: name of the profile.
        plain: makes of a file of the target what the comparison knows: names with `@ref`, nothing that the target adds.
    """

    profile: str
    plain: Callable[[Element], None]
    SUFFIXES: tuple[str, ...] = (".xml", ".tei")

    def learn(self, edited: Edited, documents: Mapping[str, Path]) -> Iterator[Lesson]:
        """What was decided in an edited file; the document has to be among those that are named with `--tei`.

        Raises:
            SourceError: the file is no well-formed XML.
        """
        root = parse(edited.data, str(edited.path))
        said = root.get(XML_ID, edited.path.stem).removesuffix(".xml")
        document = next((ident for ident in documents if said in (ident, ncname(ident, "doc-"))), None)
        if document is None:
            yield Lesson(said, findings=(unknown(edited.path),))
            return
        path = documents[document]
        original = next(editions(path.read_bytes(), str(path)))
        draft = Draft(original, Options(profile=self.profile))
        for step in EDITIONS.load(self.profile).STEPS:
            step.work(draft)
        exported = etree.fromstring(changes.serialized(draft.root))
        for tree in (exported, root):
            self.plain(tree)
            for name in _ROOT:
                tree.attrib.pop(name, None)
        before, after = read(exported), read(root)
        learnt = compare(before, after, edited.by, teach=edited.teach)
        moved = _Moved(read(original.root), before, edited.by, draft.links)
        decisions, left = moved.all(learnt.decisions)
        findings = unsaid((*learnt.left, *left), edited.path)
        yield Lesson(document, decisions, (*findings, *moved.refused(decisions, str(edited.path))))


class _Moved:
    """Decisions about an exported document moved to the document that it was made from."""

    def __init__(self, tei: Branch, exported: Branch, by: str, links: Mapping[str, EntityReference]) -> None:
        self._tei = tei
        self._exported = Places(exported)
        self._target = Comparison(tei, copy(tei), by)
        self._links = links
        mine, _ = lay_out([text_of(tei)])
        yours, _ = lay_out([text_of(exported)])
        self._text, self._alignment = mine, align(mine, yours)
        self._begins = {id(branch): branch.begin for branch in text_of(exported).walk()}
        self._names = [(b.begin, b.end, b) for b in text_of(tei).walk() if is_name(b)]
        self._counterparts = _counterparts(tei, exported)

    def all(self, decisions: tuple[Decision, ...]) -> tuple[tuple[Decision, ...], list[str]]:
        """The decisions at their places in the TEI, and in words those that have none there."""
        moved: list[Decision] = []
        left: list[str] = []
        for decision in decisions:
            found = list(self._one(decision))
            moved += found
            if not found:
                words = decision.exact or decision.block
                left.append(f"{decision.op} {words!r}" + (f": {decision.value}" if decision.value else ""))
        return tuple(dict.fromkeys(moved)), left

    def refused(self, decisions: tuple[Decision, ...], file: str) -> tuple[Finding, ...]:
        """What cannot be done with these decisions in the TEI after all."""
        return tuple(apply(copy(self._tei), decisions, file).findings)

    def _one(self, decision: Decision) -> Iterator[Decision]:
        if decision.op == "entity":
            yield decision
        elif decision.exact and decision.op in _PLACED and self._exported.element(decision.block) is not None:
            yield from self._placed(decision)
        elif (element := self._exported.element(decision.block)) is not None:
            counterpart = self._counterparts.get(id(element))
            if counterpart is not None and counterpart.tag == element.tag:
                yield replace(decision, block=address(counterpart))

    def _placed(self, decision: Decision) -> Iterator[Decision]:
        try:
            stretch = self._exported.find(decision)
        except Missing:
            return
        shift = self._begins.get(id(stretch.block))
        if shift is None:
            return
        begin, end = self._back(shift, stretch.span)
        if begin >= end:
            return
        value = decision.value
        if decision.op == "correct" and _plain(self._text[begin:end]) != _plain(decision.exact):
            return  # words that the other system shows and the TEI has not, as a frame
        if decision.op == "resize":
            place = stretch.words.text.find(value, max(0, stretch.begin - len(value)))
            if place < 0:
                return
            wider = self._back(shift, stretch.words.span(place, place + len(value)))
            block = self._target.block(begin)
            value = self._target.printed(block, *wider)[1] if block is not None else ""
        kind = self._kind(begin, end, decision)
        entity = self._links[decision.entity].target if decision.entity in self._links else decision.entity
        yield from self._target.decision(
            decision.op, begin, end, type=kind, entity=entity, value=value, by=decision.by
        )  # fmt: skip

    def _back(self, shift: int, span: tuple[int, int]) -> tuple[int, int]:
        """A stretch of the exported text as one of the TEI's."""
        alignment: Alignment = self._alignment
        return alignment.back(shift + span[0], is_end=False), alignment.back(shift + span[1], is_end=True)

    def _kind(self, begin: int, end: int, decision: Decision) -> str:
        """What the words name: the kind of element that stands there, where the editor has not changed it."""
        if decision.op in ("add", "retype"):
            return decision.type
        name = next((b for low, high, b in self._names if (low, high) == (begin, end)), None)
        return KINDS.get(name.name, decision.type) if name is not None else decision.type


def _counterparts(tei: Branch, exported: Branch) -> dict[int, Branch]:
    """The element of the TEI that an exported one was made from, by its id()."""
    mine, _ = lay_out([tei])
    yours, _ = lay_out([exported])
    pairs = matches(list(tei.walk()), list(exported.walk()), align(mine, yours)).pairs
    return {id(after): before for before, after in pairs}


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


# --- what the targets add, and how they name ----------------------------------------------------------


def _plain_tei_publisher(root: Element) -> None:
    """Names with `@ref`; without what the annotation editor and eXist-db add."""
    for element in root.iter(etree.Element):
        if element.get("part") == "N":
            del element.attrib["part"]
        key = element.attrib.pop("key", "")
        if key and element.tag != f"{T}rs" and next(element.iterancestors(f"{T}teiHeader"), None) is None:
            several = (element.get("ref") or "").split()
            if f"#{key}" not in several[:1]:
                element.set("ref", f"#{key}")
    for head in root.iter(f"{T}head"):
        if head.get("type") == "dateline":
            head.tag = f"{T}dateline"
            del head.attrib["type"]


def _plain_dse_static(root: Element) -> None:
    """Names by their own elements; without the copies of registers that `denormalize-indices` makes."""
    for rs in list(root.iter(f"{T}rs")):
        kind = rs.get("type", "")
        if kind in _TAGS and rs.get("ref"):
            rs.tag = T + _TAGS[kind]
            changes.set_attributes(rs, {"type": rs.get("subtype", ""), "subtype": ""})
    for back in list(root.iterfind(f"{T}text/{T}back")):
        changes.take_out(back)
    for group in list(root.iter(f"{T}noteGrp")):
        changes.take_out(group)


TEI_PUBLISHER = Returned("tei-publisher", _plain_tei_publisher)
DSE_STATIC = Returned("dse-static", _plain_dse_static)
