"""Who writes to whom, as titles and heads say it: `Telegram, A to B`, `Letter from A to B`, `From:`, `To:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from puzanov_tei.language import Mark, in_use, names_body, names_office

_PAPER = r"(?:telegrams?|ciphertelegram|cables?|letters?|messages?|notes?|dispatch|communication|telegraph)"
_WRITING = rf"(?:{_PAPER}|report|memorandum|information|evaluation|assessment|proposal)"
_SPOKEN = r"(?:statements?|speech|remarks|address)"
_BETWEEN = r"(?:[^,'‘“\"]{0,60}?)"
_NUMBER = r"(?:,? (?:no\.? ?)?\d[\w./-]*,?|,? no\.? ?[\w./-]+,?)?"
_FORMS = (
    re.compile(rf"(?i)^{_BETWEEN}\b{_WRITING}\b[^,]{{0,40}}, (?:via \w+, )?(?P<from>[^,:]{{2,90}}?) to (?P<to>.+)$"),
    re.compile(rf"(?i)^{_BETWEEN}\b{_PAPER} to (?P<to>[^,]{{2,90}}?),? from (?P<from>.{{2,200}})$"),
    re.compile(rf"(?i)^{_BETWEEN}\b{_WRITING}\b{_NUMBER} (?:from|by) (?P<from>.{{2,200}}?)(?: to (?P<to>.+))?$"),
    re.compile(rf"(?i)^{_BETWEEN}\b{_SPOKEN} (?:by|of) (?P<from>.{{2,90}}?)(?: (?:in|at|on|before|to)\b.*)?$"),
    re.compile(rf"(?i)^{_BETWEEN}\bletter of (?P<from>.{{2,200}})$"),
    re.compile(rf"^(?P<from>[A-Z].{{1,80}}?) (?i:{_PAPER}) to (?P<to>.+)$"),
    re.compile(rf"^(?P<from>[A-Z].{{1,80}}?), (?i:{_WRITING}) to (?P<to>.+)$"),
    re.compile(rf"(?i)^{_BETWEEN}\b{_PAPER} to (?P<to>.+)$"),
    re.compile(r"^(?:Comments?|Information|Notes?|Memo(?:randum)?) for (?P<to>(?:Comrade|Cde\.|Minister|Mr\.)\s.+)$"),
)
_BODIES = re.compile(r"^(?P<from>[A-Z][^:'‘“\"]{2,80}?),? to (?P<to>[A-Z].+)$")  # `Legation, Lesk, to Foreign Ministry`
_OFFICE_TO_OFFICE = re.compile(r"^The [A-Z][^:;.!?]{3,120}? to (?:the |The )?[A-Z][^:;.!?]{3,120}$")
_BY_LINE = re.compile(r"^(?P<from>[^,:'‘“\"]{3,60}), ['‘“\"]")  # `A. B. Name, 'What He Wrote'`
# Somebody who is sent to a country: this `to` parts nobody from nobody.
_POST = re.compile(
    r"(?i:\b(?P<post>ambassador|delegate|representative|envoy|attach[eé]|consul|counsell?or|legation|embassy|mission))"
    r" to (?P<place>(?:the )?[A-Z][\w’'.-]*(?: (?:Nations|States|Union|Kingdom|Korea|Germany|Vietnam|Republic))?)"
    r"(?=,? (?:[A-Z]|to\b))"
)
_SENT_ABROAD = frozenset("Mission Delegation Representation Office".split())
_HELD = "_"  # in place of the blanks that belong to a post
# Where a name in a title ends.
_END = re.compile(
    r"[,;:(\[“\"]|\s['‘]|\s(?:transmitting|regarding|concerning|about|on|via|with|for|enclosing|dated)\s",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\s(?:and|or|&)\s")
_AND = re.compile(r",?\s(?:and|&)\s")
_SUBJECT = re.compile(_END.pattern.replace(",", "", 1), re.IGNORECASE)  # where a list of names ends
_NOTE_SIGN = re.compile(r"(?<=[a-z]{2})\s?[\d*]{1,2}$")  # of a note that the copy of the page has left out
_QUOTED = re.compile(r"[,:]?\s['‘“\"].*$")  # the subject, in quotes
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_FROM = re.compile(r"^(?:From|FROM|Sender)\s?:\s?(?P<name>\S.{1,120})$")
_TO = re.compile(
    r"^(?:(?:To|TO|Sent to|For|Addressee|M(?:EMORANDUM|emorandum) (?:FOR|TO|[Ff]or|[Tt]o))\s?:\s?"
    r"|(?:To|TO|to) (?=the |Cdes?\.|Comrade|[A-Z]))(?P<name>\S.{1,120})$"
)
_HEAD = 25  # lines in which the head of a letter or cable stands
_FORM = 8  # lines of a printed form
_LONGEST = 5  # words of a person's name
_LONGEST_BODY = 150
_LEAVES_OPEN = frozenset(
    "committee commission board council organization organisation league society movement fund".split()
)
_BEFORE_NAME = (Mark.HONORIFIC, Mark.ACADEMIC, Mark.RANK, Mark.OFFICE, Mark.MODIFIER, Mark.NATIONALITY, Mark.DEPUTY)
_BEGINS_NAME = (Mark.FORENAME, Mark.SURE)  # forenames, and surnames that stand first and are nothing else
_NO_SURNAME = (Mark.FUNCTION, Mark.COMMON, Mark.ORDINARY, Mark.RELATIVE, Mark.PERSONAL)
_NO_NAME = (Mark.COUNTRY, Mark.CITY, Mark.DOCUMENT, Mark.LABEL, Mark.MONTH, Mark.STATE, Mark.DIRECTION)


@dataclass(frozen=True, slots=True)
class Parties:
    """Writers and receivers as printed, in their order; empty where nothing says so.

    `receiver_body` is the body that a person it is written to belongs to, as the address says.
    """

    authors: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    receiver_body: str = ""


def of_title(title: str) -> Parties:
    """Writers and receivers that a title names (`Ciphered Telegram No. 5, Roshchin to Filippov`)."""
    if writers := by_line(title):
        return Parties(writers)
    title = _POST.sub(_hold, _NOTE_SIGN.sub("", _QUOTED.sub("", title).strip()))
    for form in _FORMS:
        match = form.match(title)
        if match is None:
            continue
        named = match.groupdict()
        sender, receiver = named.get("from") or "", named.get("to") or ""
        body, to, last_body = receiver.rpartition(" to ")
        if to and sender and names_body(last_body) and any(word in _SENT_ABROAD for word in _TOKEN.findall(sender)):
            # `Mission of Lesk to the Council to the Ministry`: the first `to` is the mission's own.
            sender, receiver = f"{sender} to {body}", last_body
        last = (_TOKEN.findall(sender) or [""])[-1].lower()
        if receiver and last in _LEAVES_OPEN:
            # `Committee to Defend World Peace`: the words behind `to` are the body's own.
            sender, receiver = f"{sender} to {receiver}", ""
        parties = Parties(_named(sender), _named(receiver) or given(_explained(receiver)))
        if parties.authors and not parties.receivers:
            return Parties(parties.authors, given(_office(receiver)))
        if parties != Parties():
            return parties
    match = _BODIES.match(title)
    if match and names_body(match["to"]):
        senders = names_of(match["from"])
        if names_body(match["from"]) or (len(senders) > 1 and all(map(_is_full_name, senders))):
            return Parties(senders if len(senders) > 1 else _named(match["from"]), _named(match["to"]))
    return _of_offices(title)


def is_of_offices(title: str, *, filed: bool = False) -> bool:
    """Whether a line says who in which office writes to whom: `The Ambassador in Lesk (Olk) to the Minister`.

    Args:
        filed: a file number stands above it, so that whoever an office writes to is one (`Certain Posts`).
    """
    sender, _, receiver = title.partition(" to ")
    held = _OFFICE_TO_OFFICE.match(title) is not None and not title.endswith((".", "!", "?", ",", ":", ";"))
    return held and all(_is_office(end) or names_body(end) for end in (sender, *(() if filed else (receiver,))))


def _of_offices(title: str) -> Parties:
    sender, _, receiver = title.partition(" to ")
    return Parties(_named(sender), _named(receiver) or given(_office(receiver))) if is_of_offices(title) else Parties()


def _office(words: str) -> str:
    """The office that a letter goes to where nobody is named: `the Secretary of State`."""
    end = _END.search(words, 1)
    name = re.sub(r"^(?:the|The)\s+", "", (words[: end.start()] if end else words).strip(" .,:;"))
    return name if names_office(name) and len(name) < _LONGEST_BODY else ""


def by_line(title: str) -> tuple[str, ...]:
    """The persons before a quoted title: `A. B. Name, 'What He Wrote'`."""
    match = _BY_LINE.match(title)
    names = names_of(match["from"]) if match else ()
    return () if any(map(names_body, names)) else names


def _hold(match: re.Match[str]) -> str:
    """A post with the country it is in, as one word."""
    return f"{match['post']} to {match['place']}".replace(" ", _HELD)


def _named(words: str) -> tuple[str, ...]:
    """Who writes or is written to in a title: of an embassy, the person in brackets (`Embassy in Lesk (Orlov)`)."""
    names = names_of(words)
    inside = _BRACKETED.search(words)
    person = name_of(inside[1]) if inside and (not names or names_body(names[0])) else ""
    return given(person) or names


def of_head(lines: Sequence[str]) -> Parties:
    """Writers and receivers that labels in the head of the document name (`From:`, `To:`)."""
    senders: list[tuple[str, ...]] = []
    receivers: list[tuple[bool, tuple[str, ...]]] = []
    for line in lines[:_HEAD]:
        plain = " ".join(re.sub(r"[\[\]]", "", line).split())
        if (match := _FROM.match(plain)) and (names := names_of(match["name"])):
            senders += [names] if _is_introduced(names[0], match["name"]) else []
        elif (match := _TO.match(plain)) and not plain.endswith("?") and (names := names_of(match["name"])):
            receivers.append((_is_introduced(names[0], match["name"]), names))
    receivers += [(True, office) for office in (_office_above(lines),) if office and not receivers]
    first = next((names for sure, names in receivers if sure), receivers[0][1] if receivers else ())
    return Parties(senders[0] if senders else (), first)


def _office_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The office over a telegram that says of itself `RECEIVED` and `FROM`: it is the one that received it."""
    head = [" ".join(line.split()) for line in lines[:_HEAD]]
    received = next((i for i, line in enumerate(head[:_FORM]) if line.lower() == "received"), 0)
    if not received or not any(line.lower().startswith("from ") for line in head[received:]):
        return ()
    tokens = _TOKEN.findall(head[0])
    holds = any(Mark.OFFICE in in_use()[word.lower()] for word in tokens) or names_body(head[0])
    return (head[0],) if holds and len(tokens) < 12 else ()


def _is_introduced(name: str, words: str) -> bool:
    """Whether a name is that of a body, or an honorific or an office stood before it."""
    return names_body(name) or not re.sub(r"^(?:the|The|THE)\s+", "", words.strip()).startswith(name)


def _explained(words: str) -> str:
    """The person whom brackets name behind an office: `the Chairman [A. B. Name]`."""
    office, bracket, inside = words.partition("[")
    return _person(inside.partition("]")[0]) if bracket and _is_office(office) else ""


def given(name: str) -> tuple[str, ...]:
    """A name alone; nothing for an empty one."""
    return (name,) if name else ()


def names_of(words: str) -> tuple[str, ...]:
    """The names that open `words`, joined by `and` and by commas before it: `Cde. A. Orlov, Belov and the Rope Trust`.

    The first alone (see `name_of`) where anything else than a name is joined to it: behind the first, a person in words
    that are nothing else, or a body with its article.
    """
    end = _SUBJECT.search(words, 1)
    *held, last = _AND.split(words[: end.start()] if end else words)
    first, *others = [*(piece for one in held for piece in one.split(", ")), last.partition(",")[0]]
    names = (name_of(first), *(_joined(piece) for piece in others if _person(piece) or not _is_office(piece)))
    return names if len(names) > 1 and all(names) else given(name_of(words))


def _joined(words: str) -> str:
    """A person, or a body with its article, among several names; empty for anything else."""
    if person := _person(words):
        marks = (in_use()[word.lower()] for word in _TOKEN.findall(person))
        return person if all(each.isdisjoint(_NO_SURNAME) for each in marks) else ""
    name = name_of(words) if words.startswith("the ") else ""
    return name if names_body(name) else ""


def name_of(words: str) -> str:
    """The name of a person or a body that opens `words`, without honorifics and, for persons, without office."""
    words = words.strip(" .,:;")
    if named := _behind_office(words):
        return named
    end = _END.search(words, 1)
    name = (words[: end.start()] if end else words).strip(" .,:;")
    name = re.sub(r"^(?:the|The|THE)\s+|['’]s$", "", name)
    if not name:
        return ""
    first = _OTHERS.split(name)[0]
    if first != name and (one := _person(first)):
        return one
    if person := _person(name):
        return person
    name = name.replace(_HELD, " ")
    if names_body(name) and name[0].isupper() and not re.search(r"\d{3}", name) and len(name) < _LONGEST_BODY:
        return name
    return ""


def _behind_office(words: str) -> str:
    """The person behind an office and a comma: `the Secretary of the Party, Comrade Name`."""
    office, comma, name = words.partition(",")
    if not comma or not any(Mark.OFFICE in in_use()[word.lower()] for word in _TOKEN.findall(office)):
        return ""
    return _person(name.strip()) if len(name.split()) <= _LONGEST else ""


def _person(words: str) -> str:
    """A person's name without what stands before it; empty if `words` are no person."""
    tokens = words.split()
    while len(tokens) > 1 and (_leads(tokens[0]) or (tokens[0].isupper() and _is_office(tokens[1]))):
        tokens = tokens[1:]
    if _is_person(tokens) and not names_body(" ".join(tokens)):
        return " ".join(tokens)
    return behind_office(words)


def behind_office(words: str) -> str:
    """The person behind an office whose name begins with a known one: `Minister of Foreign Affairs George Name`.

    Of a name that puts the surname first it is the surname: `PREMIER OF THE CABINET OF MINISTERS PAK Il Nam`.
    """
    if not _is_office(words):
        return ""
    tokens = words.split()
    for length in (3, 2):
        held = tokens[-length:]
        if length < len(tokens) and not in_use()[held[0].lower()].isdisjoint(_BEGINS_NAME) and _is_person(held):
            return " ".join(held)
    return ""


def _is_office(words: str) -> bool:
    return any(Mark.OFFICE in in_use()[word.lower()] for word in _TOKEN.findall(words.replace(_HELD, " ")))


def _is_full_name(name: str) -> bool:
    """Whether a name begins with a known forename or an initial."""
    first = name.partition(" ")[0]
    return " " in name and (
        Mark.FORENAME in in_use()[first.lower()] or re.fullmatch(r"(?:[A-Z]\w?\.)+", first) is not None
    )


def _leads(token: str) -> bool:
    """Whether a word before a name is an honorific, a rank or an office."""
    token = token.split(_HELD)[0]
    marks = in_use()[token.lower().strip(".,")] | in_use()[token.strip(".,")]
    return not marks.isdisjoint(_BEFORE_NAME) and re.fullmatch(r"(?:[A-Z]\.)+", token) is None


def _is_person(tokens: list[str]) -> bool:
    if not 1 <= len(tokens) <= _LONGEST or any(char.isdigit() or char == _HELD for token in tokens for char in token):
        return False
    if not all(token[0].isupper() or Mark.PARTICLE in in_use()[token] for token in tokens):
        return False
    if _leads(tokens[-1]):
        return False
    marks = (in_use()[t.lower().strip(".,")] | in_use()[t.strip(".,")] for t in tokens)
    return all(each.isdisjoint(_NO_NAME) or Mark.FORENAME in each for each in marks)
