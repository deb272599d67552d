"""What an ODD says for people, in one language, and how elements are to be processed (TEI Guidelines 22.4, 22.5.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.base.xml import XML_LANG
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.content import TEI, local


def in_language(elements: Iterable[etree._Element], language: str) -> tuple[etree._Element, ...]:
    """Those of like elements that are in a language; else those without one or in English; else as the first."""
    listed = tuple(elements)
    if len(listed) < 2:
        return listed
    for wanted in ((language,), (None, "en"), (listed[0].get(XML_LANG),)):
        chosen = tuple(e for e in listed if e.get(XML_LANG) in wanted)
        if chosen:
            return chosen
    return ()


def words(elements: Iterable[etree._Element], language: str) -> str:
    """The text of the first of like elements that is in a language."""
    chosen = in_language(elements, language)
    return " ".join("".join(map(str, chosen[0].itertext())).split()) if chosen else ""


def line(docs: s.Docs, language: str) -> str:
    """Gloss and description of a declaration in a language, as one line."""
    if not docs.texts:
        return docs.line
    said = {
        name: words((e for e in docs.texts if e.tag == TEI + name and e.get("type") != "deprecationInfo"), language)
        for name in ("gloss", "desc")
    }
    return s.Docs(said["gloss"], said["desc"]).line


def languages(schema: s.Customization) -> list[str]:
    """The languages in which declarations are documented, the commonest first."""
    counts: dict[str, int] = {}
    for docs in _all(schema):
        for element in (*docs.texts, *docs.remarks):
            tag = element.get(XML_LANG, "")
            counts[tag] = counts.get(tag, 0) + 1
    return sorted((tag for tag in counts if tag), key=lambda tag: (-counts[tag], tag))


def _all(schema: s.Customization) -> Iterator[s.Docs]:
    for spec in schema.specs.values():
        yield spec.docs
        for attribute in spec.attributes.definitions:
            yield attribute.docs
            yield from (item.docs for item in (attribute.values.items if attribute.values else ()))


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One way to process an element: for which output, when (XPath), what is done and with what, how it looks."""

    output: str
    predicate: str
    behaviour: str
    parameters: tuple[tuple[str, str], ...]
    renditions: tuple[str, ...]
    step: int


def models(spec: s.ElementSpec) -> list[ModelEntry]:
    """The processing models of an element in document order. The steps of a `modelSequence` count from 1."""
    return [entry for element in spec.models for entry in _model(element, "", "", 0)]


def _model(element: etree._Element, output: str, predicate: str, step: int) -> Iterator[ModelEntry]:
    output = element.get("output", output)
    predicate = " and ".join(filter(None, (predicate, element.get("predicate", ""))))
    if local(element) in ("modelGrp", "modelSequence"):
        inner = [e for e in element.iterchildren(etree.Element) if local(e) in ("model", "modelSequence", "modelGrp")]
        for number, child in enumerate(inner, 1):
            yield from _model(child, output, predicate, number if local(element) == "modelSequence" else step)
        return
    yield ModelEntry(
        output,
        predicate,
        element.get("behaviour", ""),
        tuple((e.get("name", ""), e.get("value", "")) for e in element.iterfind(TEI + "param")),
        tuple(" ".join("".join(map(str, e.itertext())).split()) for e in element.iterfind(TEI + "outputRendition")),
        step,
    )
