"""What only the finished tree can know: identifiers, kinds of dates and stamps, hands, recipients, speakers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei.language import Mark, of_words
from puzanov_tei.tei.identifiers import Identifiers
from puzanov_tei.tei.inline import allowed
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.recipes import FIELD

number_words = of_words(lambda words: words.numbered(Mark.NUMBER))
_CLASSIFICATIONS = (
    ("topsecret", ("top secret",)),
    ("secret", ("strictly secret", "secret")),
    ("specialfile", ("special file",)),
    ("unclassified", ("unclassified",)),
    ("classified", ("highly classified", "classified")),
    ("confidential", ("strictly confidential", "confidential")),
    ("officialuse", ("official use",)),
    ("urgent", ("extremely urgent", "urgent", "niact")),
    ("bycourier", ("by courier",)),
)
_NOTES = ("stamp", "handwritten", "signature")
_UNNAMED_WRITER = "the writer of the document"
# Words with capitals that can name a person, no office and no group among them.
_NAME_ALONE = re.compile(r"(?!(?:The|All|A|An|Voices?)\b)[^\W\d_a-z][\w'’.-]*(?:\s[^\W\d_a-z][\w'’.-]*){1,4}")
_DIGITS_AT_END = re.compile(r"(\d{1,4})$")
# A line of a form: its dates are those of who passed the sheet on.
_OF_FORM = "form"


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """A speaker who is not in the authority file: an entry of this document only."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """What the finished tree says about the rest of the document.

    Attributes:
        local: speakers who are not in the authority file.
        candidates: (xml:id of a name, authority ids that may be meant).
    """

    local: tuple[LocalPerson, ...]
    candidates: tuple[tuple[str, tuple[str, ...]], ...]


def annotate(text: Node, author: str = "", author_name: str = "") -> Annotated:
    """Complete the tree in place.

    Args:
        author: authority id of the writer (the "I" of a journal), if it is known.
        author_name: the writer's name as printed.
    """
    identifiers = Identifiers()
    nodes = tuple(text.walk())
    _identify_notes(nodes, identifiers)
    _refer(nodes, identifiers)
    _number_entries(nodes)
    for node in nodes:
        if node.tag == "p" or FIELD in node.attributes:
            identifiers.give(node, "p")
    for node in nodes:
        _classify(node)
        _count_copies(node)
    _date_types(text, "")
    _recipients(nodes)
    local = _speakers(text, nodes, author, author_name, identifiers)
    return Annotated(local, tuple(_doubtful_names(text, identifiers)))


def classification_id(words: str) -> str:
    """Category of a classification mark (`topsecret`, `secret` ...), or empty for a mark unknown here."""
    letters = "".join(c for c in words.lower() if c.isalpha())
    for category, forms in _CLASSIFICATIONS:
        if any(form.replace(" ", "") in letters for form in forms):
            return category
    return ""


def _identify_notes(nodes: Sequence[Node], identifiers: Identifiers) -> None:
    """Stamps, handwriting and signatures: an identifier, a hand, and for stamps their number and kind."""
    stamps = 0
    chain: dict[str, str] = {}
    for node in nodes:
        kind = node.attributes.get("type", "")
        if node.tag != "note" or kind not in _NOTES:
            continue
        identifier = identifiers.give(node, kind)
        if "id" in node.attributes:
            chain[node.attributes["id"]] = identifier
        node.attributes["hand"] = f"#hand-{identifier}"
        node.attributes.setdefault("resp", "#translator")
        if kind == "stamp":
            stamps += 1
            node.attributes["n"] = str(stamps)
            node.attributes.setdefault("subtype", _stamp_subtype(node.text()))
    _chain(nodes, chain, identifiers)


def _refer(nodes: Sequence[Node], identifiers: Identifiers) -> None:
    """Signs of reference point to their footnotes."""
    signs = [node for node in nodes if node.tag == "ref" and node.attributes.get("type") == "footnote"]
    referred = {sign.attributes.get("n", "") for sign in signs}
    notes: dict[str, str] = {}
    for node in nodes:
        number = node.attributes.get("n", "")
        if node.tag == "note" and node.attributes.get("type") == "footnote" and number in referred - notes.keys():
            notes[number] = identifiers.give(node, "footnote")
    for sign in signs:
        if target := notes.get(sign.attributes.get("n", "")):
            sign.attributes["target"] = f"#{target}"


def _chain(nodes: Sequence[Node], chain: dict[str, str], identifiers: Identifiers) -> None:
    """Pieces of one thing that stand apart: `@next` and `@prev` between all of them."""
    for node in nodes:
        if node.tag == "seg" and node.attributes.get("id", "") not in ("", *chain):
            chain[node.attributes["id"]] = identifiers.give(node, "piece")
    for node in nodes:
        if node.tag == "said":
            continue
        identifier = node.attributes.pop("id", "")
        if identifier in chain:
            node.attributes.setdefault("xml:id", chain[identifier])
        for link in ("next", "prev"):
            target = node.attributes.pop(link, "")
            if target in chain:
                node.attributes[link] = f"#{chain[target]}"
        node.attributes.pop("fragment", None)


def _stamp_subtype(words: str) -> str:
    lowered = words.lower()
    if "incoming" in lowered:
        return "incoming"
    if "outgoing" in lowered:
        return "outgoing"
    if "archive" in lowered:
        return "archive"
    if "return" in lowered:
        return "return"
    return "incoming" if re.search(r"\d", lowered) else "unknown"


def _number_entries(nodes: Sequence[Node]) -> None:
    seen: dict[str, int] = {}
    for node in nodes:
        if node.tag != "div" or node.attributes.get("type") != "entry":
            continue
        day = node.attributes.get("n", "").split("/")[0]
        if not day:
            node.attributes.pop("n", None)
            continue
        seen[day] = seen.get(day, 0) + 1
        node.attributes["n"] = day
        node.attributes["xml:id"] = f"entry-{day}" + (f"-{seen[day]}" if seen[day] > 1 else "")


def _classify(node: Node) -> None:
    if node.tag == "seg" and node.attributes.get("type") == "classification":
        category = classification_id(node.text())
        if category:
            node.attributes["ana"] = f"#cls-{category}"


def _count_copies(node: Node) -> None:
    """`Copy Nº 2` and `Five copies printed`: the number with its value."""
    if node.tag == "seg" and node.attributes.get("type") == "copy" and node.children:
        last = node.children[-1]
        if isinstance(last, str) and (match := _DIGITS_AT_END.search(last.rstrip())):
            number = Node("num", {"value": str(int(match[1]))}, [match[1]])
            node.children[-1:] = [last[: match.start()], number]
    if node.attributes.get("type") == "distribution":
        for head in (c for c in node.children if isinstance(c, Node) and c.tag == "head"):
            _count_head(head)


def _count_head(head: Node) -> None:
    if not head.children or not isinstance(head.children[0], str):
        return
    for match in re.finditer(r"\w+", head.children[0]):
        word = match[0]
        value = int(word) if word.isdecimal() and word.isascii() and len(word) < 5 else number_words().get(word.lower())
        if value is not None:
            before, after = head.children[0][: match.start()], head.children[0][match.end() :]
            pieces: list[Node | str] = [before, Node("num", {"value": str(value)}, [word]), after]
            head.children[0:1] = [p for p in pieces if p != ""]
            return


def _date_types(node: Node, context: str) -> None:
    """What a date is the date of, by where it stands."""
    pending = [(node, context)]
    while pending:
        current, around = pending.pop()
        kind = current.attributes.get("type", "")
        if current.tag == "note":
            around = "incoming" if kind == "stamp" else ""
        elif current.tag == "opener":
            around = _OF_FORM if FIELD in current.attributes else "document"
        elif current.tag == "dateline" and around == _OF_FORM:
            around = "document"
        elif current.tag == "dateline" and around == "entry":
            around = "entry-heading"
        elif current.tag == "div":
            around = {"entry": "entry", "distribution": "registration"}.get(kind, "")
        elif current.tag == "head":
            around = "period"
        elif current.tag in ("p", "ab", "sp", "item", "cell") and around != "registration":
            around = ""
        if current.tag == "date" and around in ("document", "incoming", "entry-heading", "registration", "period"):
            is_range = "from" in current.attributes or "notBefore" in current.attributes
            if around != "period" or is_range:
                current.attributes["type"] = "entry" if around == "entry-heading" else around
        pending.extend((c, around) for c in current.children if isinstance(c, Node))


def _recipients(nodes: Sequence[Node]) -> None:
    for node in nodes:
        if node.tag == "list" and node.attributes.get("type") == "distribution":
            for name in (n for n in node.walk() if n.tag == "persName"):
                name.attributes["role"] = "recipient"


def _doubtful_names(text: Node, identifiers: Identifiers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names with several candidates get an identifier, so that the question can be put in `standOff`."""
    for node in text.walk():
        candidates = tuple(node.attributes.pop("candidates", "").split())
        if candidates and "ref" not in node.attributes:
            yield identifiers.give(node, "name"), candidates


def _speakers(
    text: Node, nodes: Sequence[Node], author: str, author_name: str, identifiers: Identifiers
) -> tuple[LocalPerson, ...]:
    """Resolve who speaks to whom; `nodes` are those of `text`."""
    names = {node.begin: node for node in nodes if node.tag == "persName"}
    ids: dict[str, str] = {}
    local: dict[str, LocalPerson] = {}
    writer = f"#{author}" if author else ""
    said = [node for node in nodes if node.tag == "said"]
    if not writer and any("author" in n.attributes.get("who", "").split() for n in said):
        writer = f"#{_local(author_name or _UNNAMED_WRITER, local)}"
    for node in said:
        if "id" in node.attributes:
            ids[node.attributes.pop("id")] = identifiers.give(node, "said")
    for node in said:
        for attribute in ("who", "toWhom"):
            targets = list(_targets(node.attributes.pop(attribute, "").split(), names, local, writer))
            if targets:
                node.attributes[attribute] = " ".join(dict.fromkeys(targets))
        for link in ("next", "prev"):
            target = ids.get(node.attributes.pop(link, ""))
            if target:
                node.attributes[link] = f"#{target}"
    if any("who" not in node.attributes for node in said):
        _drop_speechless(text)
    for node in nodes:
        if node.tag == "sp" and (who := _who_turns(node, local)):
            node.attributes["who"] = who
    return tuple(local.values())


def _who_turns(turn: Node, local: dict[str, LocalPerson]) -> str:
    """Who speaks in a turn: as in what is said there, else whoever the speaker's label names; empty for an office."""
    if said := next((n.attributes["who"] for n in turn.walk() if n.tag == "said"), ""):
        return said
    label = next((n for n in turn.children if isinstance(n, Node) and n.tag == "speaker"), None)
    names = [] if label is None else [n for n in label.walk() if n.tag == "persName"]
    if names:
        return names[-1].attributes.get("ref", "") or f"#{_local(_bare_name(names[-1]), local)}"
    if label is None or any(n.tag in ("rs", "roleName", "orgName", "placeName") for n in label.walk()):
        return ""
    name = " ".join(re.sub(r"\([^()]*\)", " ", _bare_name(label)).split()).strip(" .:—–-")
    return f"#{_local(name, local)}" if _NAME_ALONE.fullmatch(name) else ""


def _drop_speechless(text: Node) -> None:
    """Speech of nobody is no `said`: its content stands where it stood, as far as that may stand there."""
    lost = {n.attributes.get("xml:id", "") for n in text.walk() if n.tag == "said" and "who" not in n.attributes}
    for node in text.walk():
        node.children = [piece for child in node.children for piece in _without_speech(child, node.tag)]
        for link in ("next", "prev"):
            if node.tag == "said" and node.attributes.get(link, "")[1:] in lost:
                node.attributes.pop(link, None)


def _without_speech(child: Node | str, parent: str) -> list[Node | str]:
    if isinstance(child, str) or child.tag != "said" or "who" in child.attributes:
        return [child]
    inside = [piece for inner in child.children for piece in _without_speech(inner, parent)]
    return [piece for piece in (child.before, *allowed(parent, inside), child.after) if piece != ""]


def _targets(
    wanted: Iterable[str], names: dict[int, Node], local: dict[str, LocalPerson], writer: str
) -> Iterator[str]:
    """Pointers for `author`, authority ids and `@BEGIN` (the mention that begins there)."""
    for target in wanted:
        if target == "author":
            yield from [writer] if writer else []
        elif not target.startswith("@"):
            yield f"#{target}"
        elif (node := names.get(int(target[1:]))) is not None:
            name = _bare_name(node)
            if "ref" in node.attributes:
                yield node.attributes["ref"]
            elif name:
                yield f"#{_local(name, local)}"


# Letters (as in Ceaușescu) that came into XML names with the fifth edition; parsers refuse them in an identifier.
_LATER = re.compile("[\u0218-\u024f]")


def _local(name: str, local: dict[str, LocalPerson]) -> str:
    """The id of the local person with this name."""
    plain = _LATER.sub(lambda letter: unicodedata.normalize("NFD", letter[0])[0], name.lower())
    slug = re.sub(r"[^\w]+", "-", _LATER.sub("-", plain)).strip("-_") or "unnamed"
    return local.setdefault(name, LocalPerson(f"local-{slug}", name)).id


def _bare_name(node: Node) -> str:
    """The name without titles and notes."""
    kept = [
        c if isinstance(c, str) else _bare_name(c)
        for c in node.children
        if isinstance(c, str) or c.tag not in ("roleName", "note", "corr", "expan")
    ]
    return " ".join("".join(kept).split()).strip(" ,;:")
