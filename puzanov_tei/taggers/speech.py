"""Speech: who says what to whom, in quotation marks (direct) or reported without them.

    X said: "..."        X said that ...        X asked, will ...?        According to X ...
    ... therefore, continued X, I would ask ...        X: ... (turns)

The words that introduce speech stay outside; `that` and the quotation marks belong to what is said. Speech
never leaves its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from puzanov_tei.authority import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention, Part, PartKind, Reading
from puzanov_tei.taggers.quotations import Span, quotations, sentences
from puzanov_tei.taggers.speakers import AUTHOR, Name, People

_PROSE = frozenset({PartKind.PARAGRAPH, PartKind.ITEM, PartKind.TURN, PartKind.ENTRY, PartKind.DOCUMENT, PartKind.SECTION})

_SAY = (
    r"said|says|stated|states|declared|announced|reported|replied|responded|answered|asked|inquired|enquired|added|noted"
    r"|remarked|observed|mentioned|stressed|emphasized|emphasised|underlined|underscored|pointed out|explained"
    r"|continued|told|informed|objected|confirmed|admitted|promised|assured|suggested|proposed|requested|recalled"
    r"|repeated|claimed|joked|exclaimed|warned|argued|agreed|concluded|indicated|affirmed|wrote|complained|insisted"
    r"|demanded|went on|declares|reports|thanked|expressed|communicated|related|acknowledged|advised|reminded"
)
_VERB = re.compile(rf"\b(?P<verb>{_SAY})\b")
# What links a verb with reported speech.
_LINK = re.compile(
    r"\b(?P<link>that|whether|if|when|why|how|what|where|who|which|whose)\b(?!\s(?:day|time|year|evening|morning)\b)"
)
_QUESTIONS = frozenset("asked inquired enquired told explained said informed mentioned".split())
_QUESTION = re.compile(
    r",\s(?P<said>(?:will|would|is|are|was|were|does|do|did|can|could|may|might|has|have|had|shall|should|what|why"
    r"|how|when|where|who|which|isn't|whether)\b[^?]{3,400}\?)"
)
_REACH = 90  # characters between a verb and what it introduces
_COLON = re.compile(r"[^.;:!?\"“„«]{0,140}:\s*")
_OBJECT_OK = re.compile(r"^[^.;:!?\"“„«]*$")
_PREPOSITION = re.compile(r"\b(?:for|about|of|with|to|at|by|on|in|from|than|after|before|like|and|or)\s+$")
_ATTRIBUTION = re.compile(
    rf",[\"”“»]?\s(?:(?P<verb>{_SAY})\s(?P<after>[A-ZÀ-Þ]|he|she|I\b)|(?P<he>he|she|I)\s(?P<verb2>{_SAY}))"
)
_ACCORDING = re.compile(r"\b(?:According to|In the words of|In the opinion of)\s")
_PRONOUN = re.compile(r"(?:^|[\s(\[“\"…])(?P<who>I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Tt]he latter)\s*$")
_ADVERB = re.compile(
    r"(?:,?\s(?:also|then|again|further|once more|in turn|in reply|in response|jokingly|immediately|however|therefore"
    r"|only|simply|briefly|finally|later|now|further on|in conclusion|had|has|have|himself|laughing(?:ly)?),?)\s*$"
)
_OFFICE_BEFORE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Oo]ur|[Mm]y)\s(?:[\w'-]+\s){0,5}[\w'-]+\s*$")
_TO_AUTHOR = re.compile(r"\b(?:me|us)\b")
_REPLY = frozenset({"replied", "responded", "answered"})


@dataclass(slots=True)
class _Talk:
    """What is remembered from paragraph to paragraph of one entry."""

    entry: int = -2
    subject: str = ""
    speakers: list[str] = field(default_factory=list)

    def spoke(self, who: str) -> None:
        self.speakers = [*self.speakers[-3:], who]

    def other(self, who: str) -> str:
        """The last one who spoke before `who`, somebody else."""
        return next((s for s in reversed(self.speakers) if s != who), "")


@dataclass(frozen=True, slots=True)
class _Said:
    """Speech in a reading: `Reading.text[begin:end]`."""

    begin: int
    end: int
    who: str
    direct: bool
    to: str = ""
    group: int = -1
    cert: Certainty = Certainty.HIGH
    rule: str = "speech.reported"


def tag(document: Document, authority: Authority, found: Sequence[Mention]) -> Iterable[Mention]:
    """Speech as `Kind.SAID`, with `who`, `toWhom`, `direct`, and `id`, `next`, `prev` where a quotation is split.

    A pointer is an authority id, `author` for the document's "I", or `@OFFSET` of the name of somebody who is
    in no authority file (TEI P5, 16.3.3 and 3.3.3).
    """
    people = People(found)
    brackets = _Brackets(document.marks)
    turns = {turn.begin: turn for turn in _turns(document.root)}
    talk = _Talk()
    speaking = ""
    for reading in document.readings:
        if reading.note is not None or not reading.offsets:
            continue
        if reading.entry != talk.entry:
            talk = _Talk(reading.entry)
        names = people.names(reading)
        if reading.parts[-1] is PartKind.SPEAKER:
            speaking = names[-1].pointer if names else ""
            continue
        if reading.parts[-1] is PartKind.TURN:
            if speaking and turns:
                talk.spoke(speaking)
                said = [_Said(0, len(reading.text), speaking, direct=False, rule="speech.turn")]
                yield from _mentions(brackets, reading, said)
            continue
        if reading.parts[-1] in _PROSE:
            yield from _mentions(brackets, reading, _Paragraph(reading.text, names, people, talk).said())


def _turns(root: Part) -> Iterator[Part]:
    pending = [root]
    while pending:
        one = pending.pop()
        if one.kind is PartKind.TURN:
            yield one
        pending.extend(one.children)


class _Paragraph:
    """The speech in one paragraph."""

    def __init__(self, text: str, names: list[Name], people: People, talk: _Talk) -> None:
        self.text = text
        self.names = names
        self.people = people
        self.talk = talk
        self.quoted = quotations(text)
        self.found: list[_Said] = []
        self.groups = 0

    def said(self) -> list[_Said]:
        """All speech, outer before inner."""
        for sentence in sentences(self.text, self.quoted):
            self._according(sentence)
            for match in _VERB.finditer(self.text, *sentence):
                if not self._is_quoted(match.start()):
                    self._introduced(match, sentence)
            self._remember_subject(sentence)
        return _nested(self._split(self.found))

    def _is_quoted(self, at: int) -> bool:
        return any(begin < at < end for begin, end in self.quoted)

    def _introduced(self, verb: re.Match[str], sentence: Span) -> None:
        """Speech that a verb introduces, before it or behind it."""
        text = self.text
        who, cert = self._subject(sentence[0], verb.start())
        behind = verb.end()
        inverted = self._inverted(behind)
        if not who and inverted is not None:
            who, behind, cert = inverted.pointer, inverted.end, Certainty.HIGH
        elif not who and (office := re.match(r"\s[Tt]he\s[\w'-]+", text[behind : behind + 40])):
            who = self.people.holder(office.group())
            behind += office.end() if who else 0
        if not who:
            return
        group = self._group()
        before = self._quotation_before(verb.start(), sentence)
        if before is not None:
            self._add(_Said(*before, who, direct=True, group=group, cert=cert, rule="speech.quoted"), verb, behind)
        if self._direct(verb, behind, who, cert, group if before else -1) or before is not None:
            return
        if not self._reported(verb, behind, sentence, who, cert):
            self._announced(verb, behind, who, cert)

    def _direct(self, verb: re.Match[str], behind: int, who: str, cert: Certainty, group: int) -> bool:
        """`said: "..."`, `said that „...”`"""
        text = self.text
        quote = next((q for q in self.quoted if q[0] >= behind), None)
        between = text[behind : quote[0]] if quote else ""
        if quote and len(between) <= _REACH + 50 and _introduces(between) and self._is_whole(quote):
            self._add(_Said(*quote, who, direct=True, group=group, cert=cert, rule="speech.quoted"), verb, quote[0])
            return True
        return False

    def _announced(self, verb: re.Match[str], behind: int, who: str, cert: Certainty) -> None:
        """`said the following: ...`: all that follows behind a colon, to the end of the paragraph."""
        colon = _COLON.match(self.text, behind)
        if not colon or colon.end() >= len(self.text) or verb["verb"] in ("thanked", "proposed", "requested"):
            return
        if not any(begin == colon.end() for begin, _ in self.quoted):
            said = _Said(colon.end(), len(self.text), who, direct=False, cert=cert)
            self._add(said, verb, colon.start())

    def _is_whole(self, quote: Span) -> bool:
        """Whether a quotation is a sentence of its own and not a word in quotation marks."""
        after = self.text[quote[1] : quote[1] + 1]
        words = self.text[quote[0] : quote[1]].split()
        return (not after or after in ".,;:!?)" or self.text[quote[1] - 2 : quote[1] - 1] in ".,!?") and len(words) > 1

    def _reported(self, verb: re.Match[str], behind: int, sentence: Span, who: str, cert: Certainty) -> bool:
        """`said that ...`, `asked whether ...`, `asked, will ...?`"""
        text = self.text
        if verb["verb"] in _QUESTIONS and (asked := _QUESTION.match(text, behind, sentence[1])):
            self._add(_Said(asked.start("said"), asked.end("said"), who, direct=False, cert=cert), verb, behind)
            return True
        for link in _LINK.finditer(text, behind, min(sentence[1], behind + _REACH)):
            between = text[behind : link.start()]
            if not _OBJECT_OK.match(between) or _VERB.search(between):
                return False
            if _PREPOSITION.search(between) or (link["link"] != "that" and verb["verb"] not in _QUESTIONS):
                continue
            if link["link"] in ("which", "who", "whose", "where", "when") and not _is_question(between):
                continue
            end = self._clause_end(link.end(), sentence[1])
            if end - link.end() > 3:
                self._add(_Said(link.start(), end, who, direct=False, cert=cert), verb, link.start())
            return True
        return False

    def _clause_end(self, begin: int, end: int) -> int:
        """Where reported speech ends: before the full stop, or where somebody else begins to speak."""
        for match in re.finditer(r";\s", self.text[begin:end]):
            at = begin + match.start()
            if not self._is_quoted(at) and _VERB.search(self.text, at, min(end, at + 60)):
                return at
        return begin + len(self.text[begin:end].rstrip().rstrip(".…").rstrip())

    def _quotation_before(self, verb: int, sentence: Span) -> Span | None:
        """`"...", said X`: the quotation that ends right before the verb."""
        for quote in reversed(self.quoted):
            if quote[1] <= verb:
                between = self.text[quote[1] : verb]
                attributed = len(between) <= 40 and re.fullmatch(r"[.,]?\s(?:[^.;:!?,]{0,36}\s)?", between)
                starts = quote[0] - sentence[0] <= 3
                return quote if attributed and starts and self._is_whole(quote) else None
        return None

    def _inverted(self, behind: int) -> Name | None:
        """The name right behind the verb: `said X`."""
        return next((n for n in self.names if 0 <= n.begin - behind <= 30 and self._is_title(behind, n.begin)), None)

    def _is_title(self, begin: int, end: int) -> bool:
        words = self.text[begin:end].split()
        return all(word[0].isupper() or word in ("the", "of") for word in words)

    def _subject(self, begin: int, verb: int) -> tuple[str, Certainty]:
        """Pointer to who does what the verb at `verb` says, and how sure that is."""
        before = self.text[begin:verb]
        while adverb := _ADVERB.search(before):
            before = before[: adverb.start()] + " "
        at = begin + len(before.rstrip())
        if pronoun := _PRONOUN.search(before):
            return self._pronoun(pronoun["who"].lower(), begin, begin + pronoun.start("who"))
        if name := next((n for n in self.names if n.end == at), None):
            return self._coordinated(name, begin), Certainty.HIGH
        if re.search(r"(?:,|\)|\b(?:and|but|who|then))\s*$", before):
            return self._first(begin, at), Certainty.MEDIUM
        if office := _OFFICE_BEFORE.search(before):
            return self.people.holder(office.group()), Certainty.MEDIUM
        return "", Certainty.LOW

    def _pronoun(self, word: str, begin: int, at: int) -> tuple[str, Certainty]:
        if word in ("i", "we"):
            companion = next((n.pointer for n in self.names if begin <= n.end <= at <= n.end + 5), "")
            joined = re.search(r"\band\s*$", self.text[begin:at])
            return (f"{companion} {AUTHOR}" if companion and joined else AUTHOR), Certainty.HIGH
        if word == "they":
            return "", Certainty.LOW
        return self.talk.subject, Certainty.MEDIUM

    def _coordinated(self, name: Name, begin: int) -> str:
        """`X and Y said`; `I and X said`."""
        joined = re.search(r"\band\s(?:[A-ZÀ-Þ][\w'-]*\.?\s){0,4}$", self.text[begin : name.begin])
        if joined is None:
            return name.pointer
        at = begin + len(self.text[begin : begin + joined.start()].rstrip())
        other = next((n for n in self.names if n.end == at), None)
        if other is not None:
            return f"{other.pointer} {name.pointer}"
        return f"{AUTHOR} {name.pointer}" if re.search(r"\bI$", self.text[begin:at]) else name.pointer

    def _first(self, begin: int, end: int) -> str:
        """The subject of a sentence: its first name or pronoun."""
        name = next((n for n in self.names if begin <= n.begin < end), None)
        pronoun = re.match(r"[\W]*(?:(?:Then|In reply|After that|Later|And|But|So),?\s)?(I|We|He|She)\b", self.text[begin:end])
        if pronoun:
            return AUTHOR if pronoun[1] in ("I", "We") else self.talk.subject
        return name.pointer if name and not re.search(r"\b(?:to|with|by|from|of|for)\s(?:\S+\s){0,3}$", self.text[begin : name.begin]) else ""

    def _remember_subject(self, sentence: Span) -> None:
        first = self._first(sentence[0], sentence[1])
        if first == AUTHOR:
            # `I visited X`: X is "he" in what follows.
            first = next((n.pointer for n in self.names if sentence[0] <= n.begin < sentence[1]), "")
        if first:
            self.talk.subject = first

    def _according(self, sentence: Span) -> None:
        """`According to X, ...`: what X says goes to the end of the sentence."""
        match = _ACCORDING.search(self.text, *sentence)
        if match is None or self._is_quoted(match.start()):
            return
        name = next((n for n in self.names if 0 <= n.begin - match.end() <= 90), None)
        if name is None or re.search(r"[.;:!?]\s", self.text[match.end() : name.begin]):
            return
        begin = name.end + len(re.match(r"[,\s)]*", self.text[name.end : name.end + 4]).group())  # type: ignore[union-attr]
        end = self._clause_end(begin, sentence[1])
        if end - begin > 3 and self.text[begin:end].split()[0] not in ("and", "who"):
            self._keep(_Said(begin, end, name.pointer, direct=False, cert=Certainty.MEDIUM, rule="speech.according"))

    def _group(self) -> int:
        self.groups += 1
        return self.groups

    def _add(self, said: _Said, verb: re.Match[str], object_end: int) -> None:
        """Keep speech, with whom it is said to."""
        between = self.text[verb.end() : max(verb.end(), object_end)]
        self._keep(_Said(
            said.begin, said.end, said.who, said.direct, self._to(said.who, verb, between), said.group, said.cert, said.rule
        ))

    def _keep(self, said: _Said) -> None:
        self.found.append(said)
        self.talk.spoke(said.who)
        if said.who != AUTHOR and " " not in said.who:
            self.talk.subject = said.who

    def _to(self, who: str, verb: re.Match[str], between: str) -> str:
        if _TO_AUTHOR.search(between) and AUTHOR not in who:
            return AUTHOR
        end = verb.end() + len(between)
        named = [n.pointer for n in self.names if verb.end() <= n.begin and n.end <= end and n.pointer not in who]
        if named:
            return " ".join(dict.fromkeys(named))
        if re.match(r"\s(?:him|her)\b", between):
            before = [n.pointer for n in self.names if n.end <= verb.start() and n.pointer not in who]
            return before[-1] if before else self.talk.subject if self.talk.subject not in who else ""
        return self.talk.other(who) if verb["verb"] in _REPLY else ""

    def _split(self, found: Sequence[_Said]) -> Iterator[_Said]:
        """Speech behind a colon that `, continued X,` breaks in two."""
        for said in found:
            yield from [said] if said.direct else self._broken(said)

    def _broken(self, said: _Said) -> Iterator[_Said]:
        begin, group = said.begin, -1
        for match in _ATTRIBUTION.finditer(self.text, said.begin, said.end):
            name = next((n for n in self.names if n.begin >= match.start() and n.begin - match.end() <= 30), None)
            after = name.end if name is not None and match["after"] not in ("he", "she", "I") else match.end()
            comma = re.match(r",\s", self.text[after : after + 2])
            same = name is None or match["he"] or match["after"] in ("he", "she") or name.pointer == said.who
            if comma is None or not same or self._is_quoted(match.start()):
                continue
            group = group if group >= 0 else self._group()
            yield _Said(begin, match.start() + 1, said.who, said.direct, said.to, group, said.cert, said.rule)
            begin = after + comma.end()
        if begin < said.end:
            yield _Said(begin, said.end, said.who, said.direct, said.to, group, said.cert, said.rule)


def _introduces(between: str) -> bool:
    """Whether the words between a verb and a quotation lead to it: an object, `that`, a colon or comma."""
    stripped = between.strip()
    if not stripped or stripped in (",", ":", "that", "that:", ", that"):
        return True
    if _VERB.search(stripped) or re.search(r"[.;!?]", stripped):
        return False
    return stripped.endswith((":", ",", "that"))


def _is_question(between: str) -> bool:
    """Whether a question word follows its verb directly, or behind a short object."""
    return len(between.split()) <= 3


def _nested(found: Iterable[_Said]) -> list[_Said]:
    """Speech that does not cross; the same span counts once, direct speech first."""
    kept: list[_Said] = []
    for said in sorted(found, key=lambda s: (s.begin, -s.end, not s.direct)):
        crosses = any(k.begin < said.begin < k.end < said.end for k in kept[-8:])
        same = any((k.begin, k.end) == (said.begin, said.end) for k in kept[-8:])
        if not crosses and not same and said.begin < said.end:
            kept.append(said)
    return kept


class _Brackets:
    """The outermost editorial marks: speech does not cut one in two."""

    def __init__(self, marks: Sequence[Mention]) -> None:
        self._spans: list[Span] = []
        for mark in marks:
            if not self._spans or mark.begin >= self._spans[-1][1]:
                self._spans.append((mark.begin, mark.end))
        self._begins = [begin for begin, _ in self._spans]

    def widen(self, begin: int, end: int) -> Span:
        """The span with the marks that it begins or ends in."""
        at = bisect_right(self._begins, begin) - 1
        if at >= 0 and begin < self._spans[at][1] < end:
            begin = self._spans[at][0]
        at = bisect_right(self._begins, end - 1) - 1
        if at >= 0 and begin <= self._spans[at][0] and end < self._spans[at][1]:
            end = self._spans[at][1]
        return begin, end


def _mentions(brackets: _Brackets, reading: Reading, said: Sequence[_Said]) -> Iterator[Mention]:
    """Speech as mentions of the source; the pieces of one speech are chained."""
    groups: dict[int, list[int]] = {}
    spans = [brackets.widen(*reading.span(one.begin, one.end)) for one in said]
    for index, one in enumerate(said):
        if one.group >= 0:
            groups.setdefault(one.group, []).append(index)
    for index, one in enumerate(said):
        begin, end = spans[index]
        attributes = {"who": one.who, "direct": "true" if one.direct else "false"}
        if one.to:
            attributes["toWhom"] = one.to
        chain = groups.get(one.group, [index])
        if len(chain) > 1:
            place = chain.index(index)
            attributes["id"] = f"speech-{begin}"
            if place:
                attributes["prev"] = f"speech-{spans[chain[place - 1]][0]}"
            if place + 1 < len(chain):
                attributes["next"] = f"speech-{spans[chain[place + 1]][0]}"
        yield Mention(begin, end, Kind.SAID, cert=one.cert, rule=one.rule, attributes=attributes)
