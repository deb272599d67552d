"""What the header has to know of the text: gathered from the finished tree, completed by the caller."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from puzanov_tei.tei.attested import Attested
from puzanov_tei.tei.identifiers import Identifiers
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.recipes import FIELD
from puzanov_tei.tei.renditions import Rendition

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"…?\d[\d?]*(?:[-/]?[a-z]{1,3})?")
_DATING = ("when", "from", "to", "notBefore", "notAfter")
_BLOCKS = frozenset(
    "ab address cell closer dateline div head item label list note opener p row salute signed sp speaker table".split()
)
_RUNNING = frozenset(("p", "list", "table", "sp", "closer", "back"))
_REGISTERED = ("outgoing", "incoming", "registration")
# Content that the source does not print (see the source view in the encoding guidelines).
_UNPRINTED = frozenset(("corr", "reg", "expan", "ex"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text: its words and its dating attributes (`when`, or `from` and `to` ...)."""

    text: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkedName:
    """A name in the text, and the id of its entry (without `#`) if it is linked."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of one sheet: the sending office, the numbers it gave, the date; its `xml:id` if it names a sender."""

    office: LinkedName | None = None
    numbers: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class StampFacts:
    """A stamp: its `xml:id`, what kind it is, and the numbers, dates and bodies on it."""

    id: str
    subtype: str = ""
    numbers: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    orgs: tuple[LinkedName, ...] = ()


@dataclass(frozen=True, slots=True)
class HandFacts:
    """A hand that the text points to (`hand-stamp-1`), what kind of note it wrote, and that note's id."""

    id: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What `build_header` needs beside the page and the document.

    `gather` fills in what the text shows (the first group); the caller adds the rest with
    `dataclasses.replace`.

    Attributes:
        words: number of words and numbers in the text as printed.
        stamps, hands: in document order.
        letterheads: heads of sheets; a cover note and what it covers have one each.
        documents: dates of type `document`; entries: of the entries; periods: of the title.
        registered: numbers of the registry's line at the end.
        place: place of the dateline, or of the first one; day: its date.
        classifications: categories of the classification marks (`topsecret`), in order of first use.
        languages: values of `xml:lang` in the text.
        heading: what stands as one above all running text, or empty.
        omissions: whether something is left out of the original (`gap reason="editorial"`).
        renditions: delimiters to declare.
        writers, receivers: the places that name each writer and each receiver, by printed name.
        links: ids of entries (without `#`) of the bodies and persons that the header names, by printed name.
        repositories: country and settlement of an archive, by the name it is cited by; from the authority only.
        abstract: the summary as nodes, with names tagged; empty: the page's summary as it is.
        version: the program's version; digest: of its configuration; when: ISO date of the run, or empty.
    """

    words: int = 0
    stamps: tuple[StampFacts, ...] = ()
    hands: tuple[HandFacts, ...] = ()
    letterheads: tuple[Letterhead, ...] = ()
    documents: tuple[Dated, ...] = ()
    entries: tuple[Dated, ...] = ()
    periods: tuple[Dated, ...] = ()
    registered: tuple[str, ...] = ()
    place: LinkedName | None = None
    day: Dated | None = None
    classifications: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    heading: str = ""
    omissions: bool = False

    renditions: tuple[Rendition, ...] = ()
    writers: Mapping[str, Attested] = field(default_factory=dict)
    receivers: Mapping[str, Attested] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    repositories: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    abstract: tuple[Node | str, ...] = ()
    version: str = ""
    digest: str = ""
    when: str = ""


def gather(text: Node) -> HeaderFacts:
    """What the finished `text` element shows, in document order."""
    stamps: list[StampFacts] = []
    hands: list[HandFacts] = []
    dates: dict[str, list[Dated]] = {"document": [], "entry": [], "period": []}
    registered: dict[str, None] = {}
    places: list[tuple[int, LinkedName]] = []  # each with the number of dates above it
    days: list[Dated] = []
    classes: dict[str, None] = {}
    languages: dict[str, None] = {}
    nodes = tuple(text.walk())
    torn = {n.attributes["xml:id"]: n for n in nodes if n.tag == "seg" and "xml:id" in n.attributes}
    for node, around in _walk(text):
        kind = node.attributes.get("type", "")
        inside_note = "note" in around
        if "xml:lang" in node.attributes:
            languages[node.attributes["xml:lang"]] = None
        for pointer in node.attributes.get("ana", "").split():
            if pointer.startswith("#cls-"):
                classes[pointer[5:]] = None
        if node.tag == "note" and kind == "stamp":
            stamps.append(_stamp(node, torn))
        if hand := node.attributes.get("hand", "")[1:]:
            hands.append(HandFacts(hand, kind, node.attributes.get("xml:id", "")))
        if node.tag == "date" and "dateline" in around and kind != "entry" and not inside_note:
            days.append(_dated(node))
        if node.tag == "date" and kind in dates and not inside_note:
            dates[kind].append(_dated(node))
        elif _is_registered(node) and not inside_note:
            if "opener" not in around and ("back" in around or "closer" in around or kind == "registration"):
                registered[_words(node)] = None
        elif node.tag == "placeName" and ("dateline" in around) and "orgName" not in around:
            places.append((len(days), _named(node)))
    return HeaderFacts(
        words=len(_WORD.findall(_printed(text))),
        stamps=tuple(stamps),
        hands=tuple(dict.fromkeys(hands)),
        letterheads=tuple(_letterheads(nodes)),
        documents=tuple(dates["document"]),
        entries=tuple(dates["entry"]),
        periods=tuple(dates["period"]),
        registered=tuple(registered),
        # Behind the date of one dateline, a place with another date is that of what is enclosed.
        place=next((place for above, place in places[:1] if above in (0, len(days))), None),
        day=days[0] if days else None,
        classifications=tuple(classes),
        languages=tuple(languages),
        heading=_heading(nodes),
        omissions=any(n.tag == "gap" and n.attributes.get("reason") == "editorial" for n in nodes),
    )


def _heading(nodes: Iterable[Node]) -> str:
    """The heading that stands above all running text."""
    first = next((node for node in nodes if node.tag in _RUNNING or node.tag == "head"), None)
    if first is None or first.tag != "head":
        return ""
    return _words(Node(first.tag, {}, [c for c in first.children if isinstance(c, str) or c.tag != "ref"]))


def _walk(text: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every node with the tags around it, outermost first."""
    pending: list[tuple[Node, tuple[str, ...]]] = [(text, ())]
    while pending:
        node, around = pending.pop()
        yield node, around
        inside = (*around, node.tag)
        pending.extend((child, inside) for child in reversed(node.children) if isinstance(child, Node))


def _letterheads(nodes: Iterable[Node]) -> Iterator[Letterhead]:
    """The openers of each division, read as one letterhead; addresses and notes in them are not the sender's."""
    identifiers = Identifiers()
    for division in nodes:
        openers = [c for c in division.children if isinstance(c, Node) and c.tag == "opener" and _is_senders(c)]
        inner = [node for opener in openers for node in _sender(opener)]
        offices = [_named(node) for node in inner if node.tag == "orgName"]
        numbers = tuple(dict.fromkeys(_words(node) for node in inner if _is_registered(node)))
        head = identifiers.of(openers[0], "opener") if offices or numbers else ""
        dates = tuple(_dated(n) for n in inner if n.tag == "date" and n.attributes.get("type") == "document")
        if offices or numbers or dates:
            yield Letterhead(offices[0] if offices else None, numbers, dates, head)


def _is_senders(opener: Node) -> bool:
    """Whether an opener is the sender's: no line of a form, and no registry of who received it."""
    own = {word.lower() for word in _WORD.findall(opener.text_here())}
    return FIELD not in opener.attributes and own.isdisjoint({"incoming", "received"})


def _sender(opener: Node) -> Iterator[Node]:
    pending: list[Node | str] = [*reversed(opener.children)]
    while pending:
        node = pending.pop()
        is_other = isinstance(node, str) or node.tag in ("note", "address") or node.attributes.get("type") == "stamp"
        if not isinstance(node, str) and not is_other:
            yield node
            pending.extend(reversed(node.children))


def _stamp(note: Node, torn: Mapping[str, Node]) -> StampFacts:
    """A stamp with the pieces that merged columns tore off it (`torn`: segments by `xml:id`)."""
    before = list(_chain(note, "prev", torn))
    pieces = [*reversed(before), note, *_chain(note, "next", torn)]
    inner = [n for piece in pieces for n in piece.walk()]
    numbers = [_words(n) for n in inner if _is_registered(n)]
    # A piece that is nothing but a number was torn off before anybody could see that it is one.
    numbers += [words for n in pieces if n is not note and _NUMBER.fullmatch(words := _words(n))]
    return StampFacts(
        id=note.attributes.get("xml:id", ""),
        subtype=note.attributes.get("subtype", ""),
        numbers=tuple(dict.fromkeys(number for number in numbers if number)),
        dates=tuple(_dated(n) for n in inner if n.tag == "date"),
        orgs=tuple(_named(n) for n in inner if n.tag == "orgName"),
    )


def _is_registered(node: Node) -> bool:
    """Whether the node is a registry number: `idno`, or `num` where digits are doubtful or supplied."""
    return node.tag == "idno" or (node.tag == "num" and node.attributes.get("type", "") in _REGISTERED)


def _chain(note: Node, link: str, torn: Mapping[str, Node]) -> Iterator[Node]:
    """The pieces that `link` (`next` or `prev`) leads to, one after the other."""
    known: set[str] = set()
    following = note.attributes.get(link, "")[1:]
    while following in torn and following not in known:
        known.add(following)
        yield torn[following]
        following = torn[following].attributes.get(link, "")[1:]


def _dated(node: Node) -> Dated:
    return Dated(_words(node), {name: node.attributes[name] for name in _DATING if name in node.attributes})


def _named(node: Node) -> LinkedName:
    return LinkedName(_words(node), node.attributes.get("ref", "").split(" ")[0].removeprefix("#"))


def _words(node: Node) -> str:
    return " ".join(_printed(node).split())


def _printed(node: Node) -> str:
    """The text of a node as the source prints it, brackets left out; a line break around each block."""
    pieces: list[str] = []
    pending: list[Node | str] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            pieces.append(current)
        elif current is node or current.tag not in _UNPRINTED or current.before or current.after:
            edge = ["\n"] if current.tag in _BLOCKS else []
            pending.extend([*edge, *reversed(current.children), *edge])
    return "".join(pieces)
