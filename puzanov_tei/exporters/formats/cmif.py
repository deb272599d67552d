"""CMIF: an index of correspondence in the Correspondence Metadata Interchange Format (TEI correspDesc).

Persons, organisations and places carry addresses of authority files, dates a dating attribute; each
`correspDesc` points to the letter. What has no sender, receiver or date is left out and reported. The index
follows the grammar of the TEI Correspondence SIG where it has an address (`--url`) and terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.identifiers import BASES
from puzanov_tei.exporters.records.letters import RECEIVED, SENT, parties
from puzanov_tei.exporters.records.mentions import NAME_TYPES, kind_of_name
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.values import When, text_of, when
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T, local_name

SUFFIX = ".xml"
PER_DOCUMENT = False
REGISTERS = True

_BIBL = "edition"
# The format wants GeoNames for places; VIAF and GND first for persons.
_FOR_PERSONS = ("viaf", "gnd", "wikidata", "loc")
_FOR_PLACES = ("geonames", "wikidata", "gnd")
_DATING = ("when", "from", "to", "notBefore", "notAfter")
_NAMES = {"person": "persName", "name": "persName", "org": "orgName", "place": "placeName"}
_ORDER = ("persName", "orgName", "placeName", "date")
_FREE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Letter:
    """The `correspDesc` of a document as XML (none: it is no letter), and what its header says of it."""

    letters: tuple[str, ...]
    file: str
    publisher: str
    title: str
    licence: str
    published: str
    is_document: bool


def render(edition: Edition, options: Options) -> Letter:
    """The document's letters (one, or those of an index), reduced to what the format holds."""
    scene = Scene(edition, options)
    said = scene.facts
    described = edition.root.findall(f"{T}teiHeader/{T}profileDesc/{T}correspDesc")
    letters = [_letter(scene, element, len(described) == 1) for element in described]
    kept = tuple(letter for letter in letters or _by_roles(scene) if letter)
    title = said.series or said.title
    is_document = scene.kind != "register"
    return Letter(kept, edition.file, said.publisher, title, said.licence_url, said.published, is_document)


def write(parts: Iterable[Letter], output: Output, options: Options) -> Iterator[Finding]:
    """Write the index; its head names the publishers of the documents."""
    kept: list[Letter] = []
    for part in parts:
        if part.letters:
            kept.append(part)
        elif part.is_document:
            message = "says nothing of a sender or receiver (correspDesc, person/@role)"
            yield Finding("PZ805", Severity.WARNING, message, location=Location(part.file))
    licences = {part.licence for part in kept}
    licence = options.licence or (licences.pop() if len(licences) == 1 else "")
    with output.open("cmif.xml") as stream:
        stream.write(_head(kept, licence, options).encode("utf-8"))
        for letter in (letter for part in kept for letter in part.letters):
            stream.write((letter + "\n").encode("utf-8"))
        stream.write(b"</profileDesc></teiHeader>\n<text><body><p/></body></text>\n</TEI>\n")
    if not options.address:
        message = "the index has no address of its own, which CMIF asks for"
        yield Finding("PZ812", Severity.INFO, message, "say with --url where it will be published")
    if licence != _FREE:
        message = "correspSearch takes indexes under CC BY 4.0" + ("" if licence else "; this one states no terms")
        yield Finding("PZ808", Severity.INFO, message, f"state them with --licence {_FREE}, if you may")


def _head(parts: list[Letter], licence: str, options: Options) -> str:
    names = list(dict.fromkeys(part.publisher for part in parts if part.publisher)) or ["not stated"]
    titles = list(dict.fromkeys(part.title for part in parts if part.title)) or ["not stated"]
    address = f" target={quoteattr(options.address)}" if options.address else ""
    publishers = "".join(f"<publisher><ref{address}>{escape(name)}</ref></publisher>" for name in names)
    idno = f'<idno type="url">{escape(options.address)}</idno>' if options.address else ""
    latest = max((part.published for part in parts if part.published[:4].isdecimal()), default="")
    date = f"<date when={quoteattr(latest)}/>" if latest else "<date/>"
    source = escape("; ".join([*titles[:3], *names]))
    terms = (
        f"<licence target={quoteattr(licence)}>{escape(licence)}</licence>" if licence else "<p>Terms not stated.</p>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>\n'
        f"<titleStmt><title>Index of correspondence: {escape(titles[0])}</title>"
        f"<editor>{escape(options.editor or 'puzanov_tei')}</editor></titleStmt>\n"
        f"<publicationStmt>{publishers}{idno}{date}<availability>{terms}</availability></publicationStmt>\n"
        f'<sourceDesc><bibl type="online" xml:id="{_BIBL}">{source}</bibl></sourceDesc>\n'
        "</fileDesc>\n<profileDesc>\n"
    )


def _letter(scene: Scene, described: Element, is_one: bool) -> str:
    """A `correspDesc`; empty where it says nothing that the index holds."""
    actions = "".join(_action(a, scene) for a in described.iterchildren(f"{T}correspAction"))
    if not actions:
        return ""
    own = described.get("ref") or (scene.facts.source_url if is_one else "")
    address = f" ref={quoteattr(own)}" if own else ""
    key = described.get("key") or (scene.doc_id if is_one else "")
    return f'<correspDesc{f" key={quoteattr(key)}" if key else ""} source="#{_BIBL}"{address}>{actions}</correspDesc>'


def _by_roles(scene: Scene) -> Iterator[str]:
    """The letter of a document without `correspDesc` whose header says which persons are its sender and receiver."""
    header = scene.edition.root.find(f"{T}teiHeader")
    actions = []
    for kind in (SENT, RECEIVED):
        people = [] if header is None else parties(header, kind)
        names = "".join(_name(e, "persName", scene) for person in people for e in person.iterchildren(f"{T}persName"))
        date = _dated(scene.facts.date) if kind == SENT else ""
        if names:
            actions.append(f'<correspAction type="{kind}">{names}{date}</correspAction>')
    if actions:
        ref = scene.facts.source_url
        address = f" ref={quoteattr(ref)}" if ref else ""
        yield f'<correspDesc key={quoteattr(scene.doc_id)} source="#{_BIBL}"{address}>{"".join(actions)}</correspDesc>'


def _dated(date: When) -> str:
    given = {"when": date.when, "notBefore": date.not_before, "notAfter": date.not_after}
    said = "".join(f" {name}={quoteattr(value)}" for name, value in given.items() if value)
    return f"<date{said}/>" if said else ""


def _action(action: Element, scene: Scene) -> str:
    """A sent or received action with its persons, organisations, places and dates; others are left out."""
    kind = action.get("type")
    if kind not in ("sent", "received"):
        return ""
    children = sorted(((name, c) for c in action if (name := _called(c))), key=lambda pair: _ORDER.index(pair[0]))
    inner = "".join(_date(child) if name == "date" else _name(child, name, scene) for name, child in children)
    return f'<correspAction type="{kind}">{inner}</correspAction>' if inner else ""


def _called(element: Element) -> str:
    """The element of the format that holds what this one does; empty if none does (`rs`, `name`: by their type)."""
    name = local_name(element)
    if name == "date":
        return name
    return _NAMES.get(kind_of_name(element), "") if name in NAME_TYPES else ""


def _name(element: Element, name: str, scene: Scene) -> str:
    target = next(iter(scene.references.of(element)), "")
    address = target if "://" in target else _address(target, scene.known, name == "placeName")
    text = text_of(element) or (scene.known[target].label if target in scene.known else "")
    ref = f" ref={quoteattr(address)}" if address else ""
    return f"<{name}{ref}>{escape(text)}</{name}>" if text else ""


def _address(target: str, known: Mapping[str, Entity], is_place: bool) -> str:
    entity = known.get(target)
    if entity is None:
        return ""
    order = _FOR_PLACES if is_place else _FOR_PERSONS
    return next((BASES[name] + value for name in order if (value := getattr(entity, name))), "")


def _date(element: Element) -> str:
    if not when(element):
        return ""
    values = ((name, element.get(name) or element.get(f"{name}-iso")) for name in _DATING)
    given = "".join(f" {name}={quoteattr(value)}" for name, value in values if value)
    return f"<date{given}>{escape(text_of(element))}</date>" if given else ""
