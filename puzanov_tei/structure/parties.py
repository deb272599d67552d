"""Who writes to whom, as titles and heads say it: `Telegram, A to B`, `Letter from A to B`, `From:`, `To:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from puzanov_tei.language import Mark, in_use, names_body

_PAPER = r"(?:telegrams?|ciphertelegram|cables?|letters?|messages?|notes?|dispatch|communication|telegraph)"
_WRITING = rf"(?:{_PAPER}|report|memorandum|information|evaluation|assessment)"
_BETWEEN = r"(?:[^,'‘“\"]{0,60}?)"
_FORMS = (
    re.compile(rf"(?i)^{_BETWEEN}\b{_PAPER}\b[^,]{{0,40}}, (?:via \w+, )?(?P<from>[^,:]{{2,90}}?) to (?P<to>.+)$"),
    re.compile(
        rf"(?i)^{_BETWEEN}\b{_WRITING}\b(?: no\.? ?[\w./-]+,?)? (?:from|by) (?P<from>.{{2,200}}?)(?: to (?P<to>.+))?$"
    ),
    re.compile(rf"^(?P<from>[A-Z].{{1,80}}?) (?i:{_PAPER}) to (?P<to>.+)$"),
    re.compile(rf"(?i)^{_BETWEEN}\b{_PAPER} to (?P<to>.+)$"),
)
# Where a name in a title ends.
_END = re.compile(
    r"[,;:(\[“\"]|\s['‘]|\s(?:transmitting|regarding|concerning|about|on|via|with|for|enclosing|dated)\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[,:]?\s['‘“\"].*$")  # the subject, in quotes
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_FROM = re.compile(r"^(?:From|FROM|Sender)\s?:\s?(?P<name>\S.{1,120})$")
_TO = re.compile(
    r"^(?:(?:To|TO|Sent to|For|Addressee)\s?:\s?|(?:To|TO|to) (?=the |Cdes?\.|Comrade|[A-Z]))(?P<name>\S.{1,120})$"
)
_HEAD = 25  # lines in which the head of a letter or cable stands
_FORM = 8  # lines of a printed form
_LONGEST = 5  # words of a person's name
_LEAVES_OPEN = frozenset(
    "committee commission board council organization organisation league society movement fund".split()
)
_BEFORE_NAME = (Mark.HONORIFIC, Mark.ACADEMIC, Mark.RANK, Mark.OFFICE, Mark.MODIFIER, Mark.NATIONALITY, Mark.DEPUTY)
_NO_NAME = (Mark.COUNTRY, Mark.CITY, Mark.DOCUMENT, Mark.LABEL, Mark.MONTH, Mark.STATE, Mark.DIRECTION)


@dataclass(frozen=True, slots=True)
class Parties:
    """Writer and receiver as printed; empty where nothing says so."""

    author: str = ""
    receiver: str = ""


def of_title(title: str) -> Parties:
    """Writer and receiver that a title names (`Ciphered Telegram No. 5, Roshchin to Filippov`)."""
    title = _QUOTED.sub("", title).strip()
    for form in _FORMS:
        match = form.match(title)
        if match is None:
            continue
        named = match.groupdict()
        sender, receiver = named.get("from") or "", named.get("to") or ""
        last = (_TOKEN.findall(sender) or [""])[-1].lower()
        if receiver and last in _LEAVES_OPEN:
            # `Committee to Defend World Peace`: the words behind `to` are the body's own.
            sender, receiver = f"{sender} to {receiver}", ""
        inside = _BRACKETED.search(sender)
        person = name_of(inside[1]) if inside else ""
        parties = Parties(person or name_of(sender, whole=True), name_of(receiver))
        if parties != Parties():
            return parties
    return Parties()


def of_head(lines: Sequence[str]) -> Parties:
    """Writer and receiver that labels in the head of the document name (`From:`, `To:`)."""
    senders: list[str] = []
    receivers: list[tuple[bool, str]] = []
    for line in lines[:_HEAD]:
        plain = " ".join(re.sub(r"[\[\]]", "", line).split())
        if (match := _FROM.match(plain)) and (name := name_of(match["name"])):
            senders += [name] if names_body(name) or _is_introduced(name, match["name"]) else []
        elif (match := _TO.match(plain)) and not plain.endswith("?") and (name := name_of(match["name"])):
            receivers.append((names_body(name) or _is_introduced(name, match["name"]), name))
    receivers += _office_above(lines) if not receivers else []
    first = next((name for sure, name in receivers if sure), receivers[0][1] if receivers else "")
    return Parties(senders[0] if senders else "", first)


def _office_above(lines: Sequence[str]) -> list[tuple[bool, str]]:
    """The office over a telegram that says of itself `RECEIVED` and `FROM`: it is the one that received it."""
    head = [" ".join(line.split()) for line in lines[:_HEAD]]
    received = next((i for i, line in enumerate(head[:_FORM]) if line.lower() == "received"), 0)
    if not received or not any(line.lower().startswith("from ") for line in head[received:]):
        return []
    tokens = _TOKEN.findall(head[0])
    holds = any(Mark.OFFICE in in_use()[word.lower()] for word in tokens) or names_body(head[0])
    return [(True, head[0])] if holds and len(tokens) < 12 else []


def _is_introduced(name: str, words: str) -> bool:
    """Whether an honorific or an office stood before the name."""
    return not re.sub(r"^(?:the|The|THE)\s+", "", words.strip()).startswith(name)


def name_of(words: str, *, whole: bool = False) -> str:
    """The name of a person or a body that opens `words`, without honorifics and, for persons, without office.

    Args:
        whole: a body's name may hold commas of its own up to the end.
    """
    words = words.strip(" .,:;")
    end = _END.search(words, 1)
    name = (words[: end.start()] if end else words).strip(" .,:;")
    name = re.sub(r"^(?:the|The|THE)\s+", "", name)
    if not name:
        return ""
    if names_body(name):
        return name if name[0].isupper() and not re.search(r"\d{3}", name) and len(name) < 150 else ""
    tokens = name.split()
    while len(tokens) > 1 and _leads(tokens[0]):
        tokens = tokens[1:]
    return " ".join(tokens) if _is_person(tokens) else ""


def _leads(token: str) -> bool:
    """Whether a word before a name is an honorific, a rank or an office."""
    marks = in_use()[token.lower().strip(".,")] | in_use()[token.strip(".,")]
    return not marks.isdisjoint(_BEFORE_NAME) and re.fullmatch(r"(?:[A-Z]\.)+", token) is None


def _is_person(tokens: list[str]) -> bool:
    if not 1 <= len(tokens) <= _LONGEST or any(char.isdigit() for token in tokens for char in token):
        return False
    if not all(token[0].isupper() or Mark.PARTICLE in in_use()[token] for token in tokens):
        return False
    if _leads(tokens[-1]):
        return False
    marks = (in_use()[t.lower().strip(".,")] | in_use()[t.strip(".,")] for t in tokens)
    return all(each.isdisjoint(_NO_NAME) or Mark.FORENAME in each for each in marks)
