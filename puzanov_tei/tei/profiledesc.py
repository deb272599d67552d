"""`profileDesc`: dates, abstract, languages, classes, correspondence and hands (TEI Guidelines, 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from puzanov_tei.language.recognise import ENGLISH_TAG
from puzanov_tei.model import Document, Metadata, Page
from puzanov_tei.tei.attested import NOWHERE, Attested, together
from puzanov_tei.tei.encodingdesc import CLASSIFICATIONS
from puzanov_tei.tei.facts import Dated, HeaderFacts, Letterhead, LinkedName, StampFacts
from puzanov_tei.tei.languages import language_code, language_label
from puzanov_tei.tei.linking import linked, party_node
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.responsibility import pointer

# What several take part in, and what goes from somebody to somebody.
_SHARED = frozenset({"conversation", "minutes"})
_LETTERS = frozenset({"telegram", "letter"})
_SEVERAL = 2
_WORD = re.compile(r"[^\W_]+")
_HANDS = {"stamp": "stamp", "handwritten": "handwriting", "signature": "handwriting"}
_CALLED = {"stamp": "A stamp", "handwritten": "A note by hand", "signature": "A signature"}


def profile_desc(page: Page, document: Document, facts: HeaderFacts) -> Node:
    """What is known of the text apart from its publication."""
    children = [
        _creation(document, facts),
        *_abstract(page, facts),
        _lang_usage(document, facts),
        *_text_class(page.metadata, document, facts),
        *_corresp_desc(document, facts),
        *_hand_notes(facts),
    ]
    return Node("profileDesc", {}, list(children))


def _creation(document: Document, facts: HeaderFacts) -> Node:
    """The dates of the sheet, of its entries and of the period it covers, and the place."""
    children: list[Node | str] = []
    dated = [date for date in facts.documents if date.attributes]
    children += [Node("date", {"type": "document", **d.attributes}, [d.text]) for d in _distinct(dated)]
    if not dated and document.date:
        children.append(Node("date", {"type": "document", **_dating(document.date)}, [document.date]))
    for kind, dates in (("entry", facts.entries), ("period", facts.periods)):
        for date in _distinct(date for date in dates if date.attributes):
            children.append(Node("date", {"type": kind, **date.attributes}, [date.text]))
    if facts.place is not None:
        children.append(_name("placeName", facts.place))
    return Node("creation", {}, children)


def _distinct(dates: Iterable[Dated]) -> list[Dated]:
    """Each date once, in the order of the document."""
    first: dict[tuple[tuple[str, str], ...], Dated] = {}
    for date in dates:
        first.setdefault(tuple(date.attributes.items()), date)
    return list(first.values())


def _dating(iso: str) -> dict[str, str]:
    begin, _, end = iso.partition("/")
    return {"from": begin, "to": end} if end else {"when": begin}


def _name(tag: str, name: LinkedName) -> Node:
    return Node(tag, linked(name.ref), [name.text])


def _abstract(page: Page, facts: HeaderFacts) -> Iterator[Node]:
    words = facts.abstract or ((page.metadata.summary,) if page.metadata.summary else ())
    if words:
        yield Node("abstract", pointer(page.metadata.archive), [Node("p", {}, list(words))])


def _lang_usage(document: Document, facts: HeaderFacts) -> Node:
    """The language of the text, of the original, and every other that `xml:lang` names."""
    here = document.language
    printed = document.page.metadata.language_source
    sources = {
        code: name for name in re.split(r",\s*|;\s*|/|\s+and\s+", printed) if (code := language_code(name)) != "und"
    }
    kind = "original" if here in sources else "translation" if here == ENGLISH_TAG else "language of the text"
    children: list[Node | str] = [Node("language", {"ident": here, "n": "text"}, [f"{language_label(here)} ({kind})"])]
    for code, name in sources.items():
        children.append(Node("language", {"ident": code, "n": "source"}, [f"{name} (original)"]))
    unknown = not sources and (bool(printed) or here == ENGLISH_TAG)  # any other text may well be the original
    if unknown:
        said = f"{printed} (original)" if printed else "language of the original, not named on the page"
        children.append(Node("language", {"ident": "und", "n": "source"}, [said]))
    named = {here, *sources} | ({"und"} if unknown else set())
    glosses = ("ru",) if any(CLASSIFICATIONS.get(name, ("", ""))[1] for name in facts.classifications) else ()
    for code in dict.fromkeys(("en", *glosses, *facts.languages)):
        if code not in named:
            children.append(Node("language", {"ident": code}, [language_label(code)]))
    return Node("langUsage", {}, children)


def _text_class(metadata: Metadata, document: Document, facts: HeaderFacts) -> Iterator[Node]:
    references: list[Node | str] = []
    if document.genre:
        references.append(
            Node("catRef", {"scheme": "#doc-types", "target": f"#type-{document.genre}", "resp": "#tool"})
        )
    for category in facts.classifications:
        references.append(Node("catRef", {"scheme": "#classification", "target": f"#cls-{category}"}))
    said = (*_authors_listed(document), *_said_of_it(metadata))
    terms: list[Node | str] = [Node("term", {"type": name}, [value]) for name, value in said]
    if terms:
        references.append(Node("keywords", pointer(metadata.archive), terms))
    if references:
        yield Node("textClass", {}, references)


def _authors_listed(document: Document) -> Iterator[tuple[str, str]]:
    """The authors that the page lists where the header's authors are others, or named by fewer words."""
    named = [set(_WORD.findall(name)) for name in document.authors]
    for name in document.page.metadata.authors:
        if not any(words.issuperset(_WORD.findall(name)) for words in named):
            yield "author", name


def _said_of_it(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """What the archive's page says of the document under labels that have no element of their own."""
    yield from (("type", kind) for kind in (metadata.document_type,) if kind)
    yield from (("classification", mark) for mark in (metadata.classification,) if mark)
    yield from (("contents", held) for held in (metadata.contents,) if held)
    yield from (("uploaded", day) for day in (metadata.uploaded,) if day)
    yield from metadata.extra


def _corresp_desc(document: Document, facts: HeaderFacts) -> Iterator[Node]:
    """Sent by the letterhead or the writers, received by whom it is written to, passed on by stamps, in their order.

    What several took part in (a conversation, a meeting) is sent by nobody.
    """
    actions = [*_sent(document, facts)]
    kind = "received"
    if document.receivers:
        named = filter(None, (*document.receivers, document.receiver_body))
        held = together(facts.receivers.values())
        received = {"type": kind, **held.attributes(), "resp": "#tool"}
        actions.append(Node("correspAction", received, [party_node(name, facts) for name in named]))
        kind = "forwarded"
    for stamp in facts.stamps:
        if stamp.subtype == "incoming" and (parts := _on_stamp(stamp)):
            actions.append(Node("correspAction", {"type": kind, "source": f"#{stamp.id}", "resp": "#tool"}, parts))
            kind = "forwarded"
    if actions:
        yield Node("correspDesc", {}, list(actions))


def _sent(document: Document, facts: HeaderFacts) -> Iterator[Node]:
    """One action for each letterhead; what is enclosed is transmitted."""
    if document.genre in _SHARED:
        return
    sheets = [sheet for sheet in facts.letterheads if sheet.office is not None or sheet.numbers]
    kind = "sent"
    written = document.authors and (document.genre in _LETTERS or document.receivers)
    for sheet in sheets or ([Letterhead()] if written else []):
        parts: list[Node | str] = []
        places: tuple[str, ...] = (sheet.id,) if sheet.id else ()
        new = [name for name in document.authors if len(sheets) < _SEVERAL and _is_new(name, sheet)]
        writers = together(facts.writers.get(name, NOWHERE) for name in new)
        parts += [party_node(name, facts) for name in new]
        if sheet.office is not None:
            parts.append(_name("orgName", sheet.office))
        if not parts:
            continue  # a number alone says of nobody that he sent it
        if facts.place is not None and len(sheets) < _SEVERAL:
            parts.append(_name("placeName", facts.place))
        days = sheet.dates[:1] or ((facts.day,) if facts.day is not None and len(sheets) < _SEVERAL else ())
        parts += [Node("date", dict(day.attributes), [day.text]) for day in days if day.attributes]
        parts += [Node("idno", {"type": "outgoing"}, [number]) for number in sheet.numbers]
        attested = together((Attested(places), writers))
        yield Node("correspAction", {"type": kind, **attested.attributes(), "resp": "#tool"}, parts)
        kind = "transmitted"


def _is_new(name: str, sheet: Letterhead) -> bool:
    """Whether a writer is not the office of the letterhead itself."""
    return sheet.office is None or sheet.office.text.lower() not in name.lower()


def _on_stamp(stamp: StampFacts) -> list[Node | str]:
    parts: list[Node | str] = [_name("orgName", org) for org in stamp.orgs]
    parts += [Node("date", dict(date.attributes), [date.text]) for date in stamp.dates if date.attributes]
    parts += [Node("idno", {"type": "incoming"}, [number]) for number in stamp.numbers]
    return parts


def _hand_notes(facts: HeaderFacts) -> Iterator[Node]:
    notes: list[Node | str] = []
    for hand in facts.hands:
        attributes = {"xml:id": hand.id, "scope": "minor"}
        if hand.kind in _HANDS:
            attributes["medium"] = _HANDS[hand.kind]
        notes.append(Node("handNote", attributes, [f"{_CALLED.get(hand.kind, 'A hand')}, reported by the translator."]))
    if notes:
        yield Node("handNotes", {}, notes)
