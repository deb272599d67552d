"""Who speaks: the subject of a verb of speech."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from puzanov_tei.language import Mark, alternatives, bearing, of_words
from puzanov_tei.model import Certainty
from puzanov_tei.taggers.speakers import AUTHOR, SpeakerName, Speakers, words_of_titles

LEFT = 400  # characters before a verb in which its subject stands
_PRONOUN = re.compile(r"(?:^|[\s(\[“\"…])(?P<who>I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Tt]he latter)\s*$")
_ADVERB = re.compile(
    r"(?:,?\s(?:also|then|again|further|once more|in turn|in reply|in response|jokingly|immediately|however|therefore"
    r"|on the other hand|on (?:his|her) part|for (?:his|her) part|in (?:his|her) turn|for (?:example|instance)"
    r"|only|simply|finally|later|now|further on|in conclusion|had|has|have|himself|first|once|already|still|just"
    r"|even|always|often|[a-z]{3,}ly),?)\s*$"
)
# What stands between a subject and its verb: `X, having sat down, said`.
_PARTICIPLE = re.compile(r",\s(?:having|after|while|upon|before|without|when)\s[^,.;:]{2,60},\s*$")
_RELATIVE = re.compile(r"[\])]?(?P<comma>,)?\s?\bwho\s*$")
# `asked X who had told him`: who is the question's, not X.
_ASKS = re.compile(r"\b(?:ask(?:ed|s)?|[ei]nquire[ds]?|wondered|know|knew|explained)\b[^,;]*$")
_OFFICE_BEFORE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Oo]ur|[Mm]y)\s(?:[\w'-]+\s){0,5}[\w'-]+\s*$")
_AFTER = r"[\W]*(?:(?:Then|In reply|After that|Later|And|But|So|Here),?\s)?"
_OPENS = re.compile(rf"{_AFTER}(I|We|He|She)\b")
_OPENS_OFFICE = re.compile(
    rf"{_AFTER}[Tt]he\s(?:[A-Z][\w'-]*\s){{0,2}}[\w'-]+(?:\sof\s(?:the\s)?[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){{0,4}})?"
    r",?\s(?!of\b)(?=[a-z])"
)
_OBLIQUE = re.compile(r"\b(?:to|with|by|from|of|for)\s(?:\S+\s){0,3}$")
_prepositions = bearing(Mark.PREPOSITION)
_conjunctions = bearing(Mark.CONJUNCTION)
# In small letters, between two names of one list.
_in_lists = of_words(lambda _: words_of_titles() | _prepositions() | {"the"})
_negations = bearing(Mark.NEGATION)
_AND_BEFORE = re.compile(r"\s(?:and|as well as)\s(?:the\s)?(?:[A-ZÀ-Þ][\w'-]*\.?\s){0,4}$")
_COMMA_BEFORE = re.compile(r",\s(?:the\s)?(?:[A-ZÀ-Þ][\w'-]*\.?\s){0,4}$")
# What opens a sentence whose subject stands behind a comma: `After thanking X, Y said`.
_led_in = of_words(
    lambda words: re.compile(
        rf"\W*(?:(?:Asked|{alternatives(words.words(Mark.SUBORDINATE), capitalized=True)}|[A-Z][a-z]+ing)\b"
        r"|(?:At|By|During|For|From|In|On|To|Upon|With)\b(?![^,]*\b(?:I|[Ww]e|[Hh]e|[Ss]he)\s[a-z]))"
    )
)
_SUBJECT_PRONOUN = re.compile(r",\s(I|we|he|she)\b")


@dataclass(slots=True)
class Talk:
    """What is remembered from paragraph to paragraph of one entry."""

    entry: int = -2
    subject: str = ""
    partner: str = ""  # whom the author met
    asked: str = ""  # who was asked last
    last: str = ""  # who was named last
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
        name = next((n for n in self.between(behind, behind + 31) if self._is_title(behind, n.begin)), None)
        return None if name is not None and self.text[name.end : name.end + 2] in ("'s", "’s") else name

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
            if name is None or (not relative["comma"] and _ASKS.search(self.text, left, name.begin)):
                return "", Certainty.LOW
            return name.pointer, Certainty.MEDIUM
        if pronoun := _PRONOUN.search(before):
            return self._pronoun(pronoun["who"].lower(), left, left + pronoun.start("who"))
        comma = before.rstrip().endswith(",")
        if name := self._name_ending(end - comma):
            return self._named(name, left, comma=comma)
        if re.search(r"(?:,|\)|\b(?:and|but|then))\s*$", before):
            clause = max(begin, self.text.rfind(";", begin, end) + 1)  # `X asked; Y laughed and said`
            return self.first(clause, end), Certainty.MEDIUM
        if office := _OFFICE_BEFORE.search(before):
            return self.people.holder(office.group()), Certainty.MEDIUM
        return "", Certainty.LOW

    def _named(self, name: SpeakerName, left: int, *, comma: bool) -> tuple[str, Certainty]:
        """Who speaks where a name (or a list of names) stands before the verb: the name, if nothing governs it.

        `the wife of X said` is not X; `Y, in a talk with X, said` is Y.
        """
        names = self._listed(name, left)
        word = self._word_before(names[0].begin, left)
        if word in _negations():
            return "", Certainty.LOW
        if word in _prepositions():
            first = self.first(left, name.begin)
            return ("" if first == name.pointer else first), Certainty.MEDIUM
        if comma and re.search(r"\b(?:who|whom|which|where|when)\b[^,]*$", self.text[left : name.begin]):
            return self.first(left, name.begin), Certainty.MEDIUM
        if len(names) > 1 and word and word not in _conjunctions():
            return name.pointer, Certainty.MEDIUM  # `thanked X and Y said`
        sure = not comma and len(names) <= 2
        return " ".join(dict.fromkeys(n.pointer for n in names)), Certainty.HIGH if sure else Certainty.MEDIUM

    def _listed(self, name: SpeakerName, left: int) -> list[SpeakerName]:
        """The names that `name` is the last of: `X and Y`, `X, Y and Z`, `I and X`."""
        names = [name]
        joined = _AND_BEFORE
        while match := joined.search(self.text, max(left, names[0].begin - 60), names[0].begin):
            end = match.start()
            other = self._name_ending(end)
            if other is None and re.search(r"(?:^|\W)I$", self.text[left:end]):
                other = SpeakerName(end - 1, end, AUTHOR)
            if other is None:
                break
            names.insert(0, other)
            joined = _COMMA_BEFORE
        return names

    def _word_before(self, offset: int, left: int) -> str:
        """The word that governs what begins at `offset`: titles and articles passed over, "" behind punctuation."""
        for word in reversed(self.text[left:offset].split()[-8:]):
            bare = word.strip(".").casefold()
            if bare not in words_of_titles() and bare != "the":
                return bare if bare.isalpha() and word[-1] != "." else ""
        return ""

    def _pronoun(self, word: str, begin: int, end: int) -> tuple[str, Certainty]:
        if word in ("i", "we"):
            names = self.between(max(begin, end - 80), end)
            companion = next((name.pointer for name in names if name.end <= end <= name.end + 5), "")
            joined = re.search(r"\band\s*$", self.text[begin:end])
            return (f"{companion} {AUTHOR}" if companion and joined else AUTHOR), Certainty.HIGH
        if word == "they":
            return "", Certainty.LOW
        before = self.between(begin, end)
        if word == "the latter":
            return (before[-1].pointer if before else self.talk.last), Certainty.MEDIUM
        who = self.talk.subject
        same, other = (self.people.women, self.people.men) if word == "she" else (self.people.men, self.people.women)
        governed = any(n.pointer == who and self._word_before(n.begin, begin) in _prepositions() for n in before)
        if not who or who in other or governed:
            return "", Certainty.LOW
        same.add(who)
        return who, Certainty.MEDIUM

    def first(self, begin: int, end: int) -> str:
        """The subject of a sentence: its first name or pronoun."""
        name = next(iter(self.between(begin, end)), None)
        if office := self._opening_office(begin, end):
            holder = self.people.holder(office)
            if holder or self.people.is_office(office):
                return holder
        pronoun = _OPENS.match(self.text, begin, end)
        if pronoun:
            return AUTHOR if pronoun[1] in ("I", "We") else self.talk.subject
        if _led_in().match(self.text, begin, end) and (led := self._behind_comma(begin, end)):
            return led
        if name is None or _OBLIQUE.search(self.text, begin, name.begin):
            return ""
        return self.company(name.begin, end)

    def _opening_office(self, begin: int, end: int) -> str:
        """The office that opens a sentence as its subject, before any name; empty if none does."""
        name = next(iter(self.between(begin, end)), None)
        office = _OPENS_OFFICE.match(self.text, begin, end)
        return office.group() if office and (name is None or office.end() <= name.begin) else ""

    def is_unnamed(self, begin: int, end: int) -> bool:
        """Whether the subject of a sentence is an office of whose holder the document has not spoken."""
        office = self._opening_office(begin, end)
        return bool(office) and self.people.is_office(office) and not self.people.holder(office)

    def _behind_comma(self, begin: int, end: int) -> str:
        """The subject behind what leads a sentence in: `After thanking X, Y ...`, `When X came, I ...`."""
        pronoun = _SUBJECT_PRONOUN.search(self.text, begin, end)
        until = pronoun.start() if pronoun else end
        for name in self.between(begin, until):
            if _COMMA_BEFORE.search(self.text, max(begin, name.begin - 60), name.begin):
                return self.company(name.begin, end)
        if pronoun is None:
            return ""
        return AUTHOR if pronoun[1] in ("I", "we") else self.talk.subject

    def company(self, begin: int, end: int) -> str:
        """The first name of a stretch, with the one that `and` joins to it."""
        first, *others = self.between(begin, end)[:2] or (None,)
        if first is None:
            return ""
        if others and _is_joined(self.text[first.end : others[0].begin]):
            return f"{first.pointer} {others[0].pointer}"
        return first.pointer


def _is_joined(between: str) -> bool:
    """Whether two names are of one list: `and`, titles and offices stand between them, and no verb."""
    words = between.replace(",", " ").split()
    return words[:1] == ["and"] and all(word[0].isupper() or word.strip(".") in _in_lists() for word in words[1:])
