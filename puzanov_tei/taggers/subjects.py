"""Who speaks: the subject of a verb of speech."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from puzanov_tei.model import Certainty
from puzanov_tei.taggers.speakers import AUTHOR, SpeakerName, Speakers

LEFT = 400  # characters before a verb in which its subject stands
_PRONOUN = re.compile(r"(?:^|[\s(\[“\"…])(?P<who>I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Tt]he latter)\s*$")
_ADVERB = re.compile(
    r"(?:,?\s(?:also|then|again|further|once more|in turn|in reply|in response|jokingly|immediately|however|therefore"
    r"|on the other hand|on (?:his|her) part|for (?:his|her) part|in (?:his|her) turn|for (?:example|instance)"
    r"|only|simply|finally|later|now|further on|in conclusion|had|has|have|himself|first|once|already|still|just"
    r"|even|never|always|often|[a-z]{3,}ly),?)\s*$"
)
# What stands between a subject and its verb: `X, having sat down, said`.
_PARTICIPLE = re.compile(r",\s(?:having|after|while|upon|before|without|when)\s[^,.;:]{2,60},\s*$")
_RELATIVE = re.compile(r"[\])]?,?\s?\bwho(?:m|se)?\s*$")
_OFFICE_BEFORE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Oo]ur|[Mm]y)\s(?:[\w'-]+\s){0,5}[\w'-]+\s*$")
_AFTER = r"[\W]*(?:(?:Then|In reply|After that|Later|And|But|So|Here),?\s)?"
_OPENS = re.compile(rf"{_AFTER}(I|We|He|She)\b")
_OPENS_OFFICE = re.compile(rf"{_AFTER}[Tt]he\s(?:[A-Z][\w'-]*\s){{0,2}}[\w'-]+\s(?!of\b)(?=[a-z])")
_OBLIQUE = re.compile(r"\b(?:to|with|by|from|of|for)\s(?:\S+\s){0,3}$")


@dataclass(slots=True)
class Talk:
    """What is remembered from paragraph to paragraph of one entry."""

    entry: int = -2
    subject: str = ""
    partner: str = ""  # whom the author met
    asked: str = ""  # who was asked last
    pending: str = ""  # who was about to speak when the last paragraph ended with a colon
    speakers: list[str] = field(default_factory=list)

    def spoke(self, who: str) -> None:
        """Remember who spoke last."""
        self.speakers = [*self.speakers[-3:], who]

    def other(self, who: str) -> str:
        """The last one who spoke before `who`, somebody else."""
        return next((s for s in reversed(self.speakers) if s != who), "")


class Subjects:
    """The names of a paragraph, and who does what its verbs say."""

    def __init__(self, text: str, names: list[SpeakerName], people: Speakers, talk: Talk) -> None:
        self.text = text
        self.names = names
        self.people = people
        self.talk = talk
        self._begins = [name.begin for name in names]
        self._ends = [name.end for name in names]

    def between(self, begin: int, end: int) -> list[SpeakerName]:
        """The names that begin in `begin:end`."""
        return self.names[bisect_left(self._begins, begin) : bisect_left(self._begins, end)]

    def _name_ending(self, end: int) -> SpeakerName | None:
        index = bisect_left(self._ends, end)
        return self.names[index] if index < len(self.names) and self._ends[index] == end else None

    def inverted(self, behind: int) -> SpeakerName | None:
        """The name right behind the verb: `said X`."""
        return next((n for n in self.between(behind, behind + 31) if self._is_title(behind, n.begin)), None)

    def _is_title(self, begin: int, end: int) -> bool:
        words = self.text[begin:end].split()
        return all(word[0].isupper() or word in ("the", "of") for word in words)

    def of(self, begin: int, verb: int) -> tuple[str, Certainty]:
        """Pointer to who does what the verb at `verb` says, and how sure that is."""
        left = max(begin, verb - LEFT)
        before = self.text[left:verb]
        while adverb := _ADVERB.search(before) or _PARTICIPLE.search(before):
            before = before[: adverb.start()] + " "
        end = left + len(before.rstrip())
        if relative := _RELATIVE.search(before):
            name = self._name_ending(left + relative.start())
            return (name.pointer, Certainty.MEDIUM) if name else ("", Certainty.LOW)
        if pronoun := _PRONOUN.search(before):
            return self._pronoun(pronoun["who"].lower(), left, left + pronoun.start("who"))
        if name := self._name_ending(end):
            return self._coordinated(name, left), Certainty.HIGH
        comma = before.rstrip().endswith(",") and not re.search(r",\s(?:who|which|where|when)\b", before)
        if comma and (name := self._name_ending(left + len(before.rstrip()) - 1)):
            return name.pointer, Certainty.MEDIUM
        if re.search(r"(?:,|\)|\b(?:and|but|then))\s*$", before):
            return self.first(begin, end), Certainty.MEDIUM
        if office := _OFFICE_BEFORE.search(before):
            return self.people.holder(office.group()), Certainty.MEDIUM
        return "", Certainty.LOW

    def _pronoun(self, word: str, begin: int, end: int) -> tuple[str, Certainty]:
        if word in ("i", "we"):
            names = self.between(max(begin, end - 80), end)
            companion = next((name.pointer for name in names if name.end <= end <= name.end + 5), "")
            joined = re.search(r"\band\s*$", self.text[begin:end])
            return (f"{companion} {AUTHOR}" if companion and joined else AUTHOR), Certainty.HIGH
        if word == "they":
            return "", Certainty.LOW
        return self.talk.subject, Certainty.MEDIUM

    def _coordinated(self, name: SpeakerName, begin: int) -> str:
        """`X and Y said`; `I and X said`."""
        joined = re.search(r"\band\s(?:[A-ZÀ-Þ][\w'-]*\.?\s){0,4}$", self.text[begin : name.begin])
        if joined is None:
            return name.pointer
        end = begin + len(self.text[begin : begin + joined.start()].rstrip())
        other = self._name_ending(end)
        if other is not None:
            return f"{other.pointer} {name.pointer}"
        return f"{AUTHOR} {name.pointer}" if re.search(r"\bI$", self.text[begin:end]) else name.pointer

    def first(self, begin: int, end: int) -> str:
        """The subject of a sentence: its first name or pronoun."""
        name = next(iter(self.between(begin, end)), None)
        office = _OPENS_OFFICE.match(self.text, begin, end)
        if office and (name is None or office.end() <= name.begin) and (holder := self.people.holder(office.group())):
            return holder
        pronoun = _OPENS.match(self.text, begin, end)
        if pronoun:
            return AUTHOR if pronoun[1] in ("I", "We") else self.talk.subject
        if name is None or _OBLIQUE.search(self.text, begin, name.begin):
            return ""
        return name.pointer
