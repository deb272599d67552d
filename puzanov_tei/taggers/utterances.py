"""What is said in a paragraph: verbs of speech, who their subject is, and what they introduce."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from puzanov_tei.model import Certainty
from puzanov_tei.taggers import attributions, clauses, verbs
from puzanov_tei.taggers.quotations import Span, quotations, sentences
from puzanov_tei.taggers.said import Said, nested
from puzanov_tei.taggers.speakers import AUTHOR, SpeakerName, Speakers
from puzanov_tei.taggers.subjects import LEFT, Subjects, Talk

# What links a verb with reported speech.
_LINK = re.compile(
    r"\b(?P<link>that|whether|if|when|why|how|what|where|who|which|whose)\b(?!\s(?:day|time|year|evening|morning)\b)"
)
_QUESTION = re.compile(
    r",?\s(?P<said>(?:will|would|is|are|was|were|does|do|did|can|could|may|might|has|have|had|shall|should|what|why"
    r"|how|when|where|who|which|isn't|whether)\b[^?]{3,400}\?)"
)
_SHORTEST = 4  # characters that somebody says
_LONGEST = 4000  # a longer sentence is none
_NO_COLON = frozenset({"thanked", "proposed", "requested"})
_REACH = 90  # characters between a verb and what it introduces
_COLON = re.compile(r"[^.;:!?\"“„«]{0,140}:\s*")
_OBJECT_OK = re.compile(r"^[^.;:!?\"“„«]*$")
_PREPOSITION = re.compile(r"\b(?:for|about|of|with|to|at|by|on|in|from|than|after|before|like|and|or)\s+$")
_NEXT_CLAUSE = re.compile(
    r";\s|,\s(?:and|but|while|whereas)\s(?=(?:he|she|they|I|we)\b|[A-ZÀ-Þ])|\sand in (?:reply|response)\s"
    r"|,\s(?:to (?:which|whom)|(?:where)?upon(?: which)?)\s"
)
_ENDS_INSERTION = re.compile(r"\s*(?:[,.;:\"”»)]|(?:in|to|on|at|with|during)\b|$)")
_ACTS = re.compile(r"\s[a-z]+ed\b")
_TO_AUTHOR = re.compile(r"\b(?:me|us)\b")
_MET = re.compile(
    r"\b(?:I|[Ww]e)\s(?:\w+\s){0,2}"
    r"(?:visited|received|met|called on|saw|talked|spoke|conversed|had a (?:talk|conversation))\b"
)
_TURNED_TO = re.compile(
    r"\b(?:thanked|asked|told|invited|congratulated|greeted|informed|assured|reminded|addressed|turned to)\s"
)
_REPLY = frozenset({"replied", "responded", "answered"})
_ATTENDED = re.compile(r"\b(?:(?:was|were)\s(?:also\s)?present|attended|interpreted|took part|accompanied)\b")


class Paragraph:
    """The speech in one paragraph."""

    def __init__(self, text: str, names: list[SpeakerName], people: Speakers, talk: Talk) -> None:
        self.text = text
        self.people = people
        self.talk = talk
        self.quoted = quotations(text)
        self.utterances: list[Said] = []
        self.groups = 0
        self.announced = False
        self.addressed: dict[str, str] = {}
        self.subjects = Subjects(text, names, people, talk)
        self._opening = [begin for begin, _ in self.quoted]

    def said(self) -> list[Said]:
        """All speech, outer before inner."""
        self._promised()
        for sentence in sentences(self.text, self.quoted):
            if sentence[1] - sentence[0] > _LONGEST:
                continue
            self._according(sentence)
            for match in verbs.of_speech().verb.finditer(self.text, *sentence):
                if not self._is_quoted(match.start()):
                    self._introduced(match, sentence)
            self._remember_subject(sentence)
        return nested(self._split(self.utterances))

    def _promised(self) -> None:
        """What the paragraph before announced: `X said the following:`"""
        who, self.talk.pending = self.talk.pending, ""
        if not who:
            return
        quote = self.quoted[0] if self.quoted else None
        if quote is not None and quote[0] == 0:
            self._keep(Said(*quote, who, direct=True, cert=Certainty.MEDIUM, rule="speech.quoted"))
        elif self.text[0].islower():
            self._keep(Said(0, len(self.text), who, direct=False, cert=Certainty.MEDIUM))

    def _is_quoted(self, offset: int) -> bool:
        quote = self._quote_before(offset)
        return quote is not None and quote[0] < offset < quote[1]

    def _quote_before(self, offset: int) -> Span | None:
        """The last quotation that begins at or before `offset`."""
        index = bisect_right(self._opening, offset) - 1
        return self.quoted[index] if index >= 0 else None

    def _quote_after(self, offset: int) -> Span | None:
        """The first quotation that begins at or behind `offset`."""
        index = bisect_left(self._opening, offset)
        return self.quoted[index] if index < len(self.quoted) else None

    def _introduced(self, verb: re.Match[str], sentence: Span) -> None:
        """Speech that a verb introduces, before it or behind it."""
        text = self.text
        who, cert = self.subjects.of(sentence[0], verb.start())
        behind = verb.end()
        inverted = None if verb["verb"] in verbs.of_speech().addresses else self.subjects.inverted(behind)
        answers = verb["verb"] in _REPLY or self._has_asked(sentence)
        if answers and cert is Certainty.MEDIUM and who == self.talk.subject and self.talk.asked:
            who = self.talk.asked  # `X told Y ... He replied`: the reply is Y's
        if who and clauses.is_supposed(text[sentence[0] : verb.start()]):
            return  # `if X says that`: nobody has said it
        if attributions.is_passive(text[sentence[0] : verb.start()]):
            by = self.subjects.inverted(attributions.agent(text, behind) - 1)
            if by is None:
                return
            who, behind, cert, inverted = by.pointer, by.end, Certainty.HIGH, None
        if clauses.is_defining(text[sentence[0] : verb.start()]):
            cert = Certainty.MEDIUM  # where it ends is doubtful
        is_inside = inverted is not None and cert is Certainty.MEDIUM and self._is_inside(verb.start(), inverted.end)
        if inverted is not None and (not who or is_inside):
            who, behind, cert = inverted.pointer, inverted.end, Certainty.HIGH
        elif not who and (office := re.match(r"\s[Tt]he\s[\w'-]+", text[behind : behind + 40])):
            who, cert = self.people.holder(office.group()), Certainty.MEDIUM
            behind += office.end() if who else 0
        if not who:
            return
        group = self._group()
        before = self._quotation_before(verb.start(), sentence)
        if before is not None:
            self._add(Said(*before, who, direct=True, group=group, cert=cert, rule="speech.quoted"), verb, behind)
        if self._direct(verb, behind, who, cert, group if before else -1) or before is not None:
            return
        if self._beside(verb, behind, sentence, who):
            return
        if not self._reported(verb, behind, sentence, who, cert):
            self._announced(verb, behind, who, cert)

    def _beside(self, verb: re.Match[str], behind: int, sentence: Span, who: str) -> bool:
        """`As X said, ...`; `..., X noted.`"""
        before = self.text[sentence[0] : verb.start()]
        begin = attributions.behind_as(before, self.text, behind)
        end = self._clause_end(begin, sentence[1]) if begin >= 0 else -1
        if begin < 0 and attributions.is_last(self.text, behind, sentence[1]):
            begin, end = sentence[0], sentence[0] + before.rfind(", ")
            name = next(iter(self.subjects.between(end + 2, verb.start())), None)
            if name is None or name.pointer != who or self._quote_after(begin) is not None or end - begin < _SHORTEST:
                return False
        if begin < 0:
            return False
        self._add(Said(begin, end, who, direct=False, cert=Certainty.MEDIUM), verb, behind)
        return True

    def _has_asked(self, sentence: Span) -> bool:
        """Whether the author speaks to somebody in this sentence: `When I asked X whether it rained he said`."""
        last = self.utterances[-1] if self.utterances else None
        return last is not None and last.begin >= sentence[0] and last.who == AUTHOR and bool(last.to)

    def _is_inside(self, verb: int, behind: int) -> bool:
        """`We understand, said X in this connection, that ...`: a verb and its subject in what is said."""
        return self.text[:verb].rstrip()[-1:] == "," and _ENDS_INSERTION.match(self.text, behind) is not None

    def _direct(self, verb: re.Match[str], behind: int, who: str, cert: Certainty, group: int) -> bool:
        """`said: "..."`, `said that „...”`"""
        text = self.text
        quote = self._quote_after(behind)
        between = text[behind : quote[0]] if quote else ""
        if quote and len(between) <= _REACH + 50 and attributions.introduces(between) and self._is_whole(quote):
            self._add(Said(*quote, who, direct=True, group=group, cert=cert, rule="speech.quoted"), verb, quote[0])
            return True
        return False

    def _announced(self, verb: re.Match[str], behind: int, who: str, cert: Certainty) -> None:
        """`said the following: ...`: all that follows behind a colon, to the end of the paragraph."""
        colon = _COLON.match(self.text, behind)
        if self.announced or not colon or verb["verb"] in _NO_COLON:
            return
        if colon.end() >= len(self.text):
            self.talk.pending = who
            return
        quote = self._quote_after(colon.end())
        if quote is None or quote[0] != colon.end():
            self.announced = True
            if verbs.of_speech().verb.search(self.text, colon.end()):
                cert = Certainty.MEDIUM  # who speaks in it may be somebody else
            said = Said(colon.end(), len(self.text), who, direct=False, cert=cert)
            self._add(said, verb, colon.start())

    def _is_whole(self, quote: Span) -> bool:
        """Whether a quotation is a sentence of its own and not a word in quotation marks."""
        after = self.text[quote[1] : quote[1] + 1]
        if self.text[quote[1] - 2 : quote[1] - 1] in ",.!?":
            return True
        return (not after or after in ".,;:!?)") and len(self.text[quote[0] : quote[1]].split()) > 1

    def _reported(self, verb: re.Match[str], behind: int, sentence: Span, who: str, cert: Certainty) -> bool:
        """`said that ...`, `asked whether ...`, `asked, will ...?`"""
        text = self.text
        if verb["verb"] in verbs.of_speech().questions and (asked := _QUESTION.match(text, behind, sentence[1])):
            self._add(Said(asked.start("said"), asked.end("said"), who, direct=False, cert=cert), verb, behind)
            return True
        if (bare := attributions.clause(verb["verb"], text, behind, sentence[1])) >= 0:
            self._clause(bare, bare, sentence, verb, who, cert)
            return True
        timed = False  # `told X when we met that ...`
        for link in _LINK.finditer(text, behind, min(sentence[1], behind + _REACH)):
            between = text[behind : link.start()]
            if not _OBJECT_OK.match(between) or verbs.of_speech().verb.search(between) or clauses.is_charge(between):
                return False
            if link["link"] == "that" and not timed and clauses.is_about_a_thing(between):
                return False
            if link["link"] != "that" and between.rstrip().endswith(","):
                continue  # a relative clause about the one who is told
            if _PREPOSITION.search(between) or (
                link["link"] != "that" and verb["verb"] not in verbs.of_speech().questions
            ):
                continue
            behind_link = text[link.end() : sentence[1]]
            if link["link"] != "that" and not clauses.is_question(verb["verb"], link["link"], between, behind_link):
                timed = True
                continue
            self._clause(link.start(), link.end(), sentence, verb, who, cert)
            return True
        return False

    def _clause(self, begin: int, words: int, sentence: Span, verb: re.Match[str], who: str, cert: Certainty) -> None:
        """Keep the reported clause that begins at `begin`, its own words at `words`."""
        end = self._clause_end(words, sentence[1])
        if inner := clauses.end_in_sentence(self.text[sentence[0] : verb.start()], self.text[words:end]):
            end, cert = words + inner, Certainty.MEDIUM
        if end - words > 3:
            self._add(Said(begin, end, who, direct=False, cert=cert), verb, begin)

    def _clause_end(self, begin: int, end: int) -> int:
        """Where reported speech ends: before the full stop, or where somebody else begins to speak."""
        clauses = [match.start() for match in _NEXT_CLAUSE.finditer(self.text, begin, end)]
        names = self.subjects.between(begin, end)
        clauses += [n.begin - 2 for n in names if self._takes_over(n, begin, end)]
        for offset in sorted(clauses):
            if not self._is_quoted(offset) and self._is_anew(offset, end):
                return offset
        return begin + len(self.text[begin:end].rstrip().rstrip(".…").rstrip())

    def _is_anew(self, offset: int, end: int) -> bool:
        """Whether somebody speaks or acts in the clause at `offset`: `; X replied`, `; X laughed`."""
        if verbs.of_speech().verb.search(self.text, offset, min(end, offset + 60)):
            return True
        name = next(iter(self.subjects.between(offset, min(end, offset + 40))), None)
        return name is not None and self.text[offset] == ";" and _ACTS.match(self.text, name.end) is not None

    def _takes_over(self, name: SpeakerName, begin: int, end: int) -> bool:
        """`..., X, having sat down, said: "..."`: behind a comma somebody else begins to speak."""
        before = self.text[begin : name.begin]
        speaks = verbs.of_speech().behind_name.match(self.text, name.end, end)
        return before.endswith(", ") and speaks is not None

    def _quotation_before(self, verb: int, sentence: Span) -> Span | None:
        """`"...", said X`: the quotation that ends right before the verb."""
        quote = self._quote_before(verb)
        if quote is None or not 0 <= verb - quote[1] <= 40 or quote[0] - sentence[0] > 3:
            return None
        if any((said.begin, said.end) == quote for said in self.utterances):
            return None  # somebody else's already
        between = self.text[quote[1] : verb]
        attributed = re.fullmatch(r",?\s(?:[^.;:!?,]{0,36}\s)?", between)
        return quote if attributed and self._is_whole(quote) else None

    def _remember_subject(self, sentence: Span) -> None:
        first = self.subjects.first(sentence[0], sentence[1])
        met = _MET.search(self.text, *sentence)
        if met and first in ("", AUTHOR):
            # `On 3 May I received the head of the Committee, X`: X is "he" in what follows, and speaks to me.
            first = self.subjects.company(met.end(), sentence[1])
            self.talk.partner = first if " " not in first else ""
        elif first == AUTHOR:
            first = next((n.pointer for n in self.subjects.between(*sentence)), "")
        elif first:
            # `X thanked Y. Y said`: Y says it to X.
            for verb in _TURNED_TO.finditer(self.text, *sentence):
                for name in self.subjects.between(verb.end(), min(sentence[1], verb.end() + 60)):
                    self.addressed.setdefault(name.pointer, first)
        if self.subjects.is_unnamed(*sentence):
            self.talk.subject = ""  # `The Premier began. He said`: nobody who was named
        elif first and not _ATTENDED.search(self.text, *sentence):
            self.talk.subject = first if " " not in first else ""
        self.talk.last = next((n.pointer for n in reversed(self.subjects.between(*sentence))), self.talk.last)

    def _according(self, sentence: Span) -> None:
        """`According to X, ...`: what X says goes to the end of the sentence."""
        name = attributions.according(self.text, sentence, self.subjects)
        if name is None or self._is_quoted(name.begin):
            return
        begin = name.end
        while self.text[begin : begin + 1] in (",", " ", ")"):
            begin += 1
        end = self._clause_end(begin, sentence[1])
        if end - begin >= _SHORTEST and self.text[begin:end].split()[0] not in ("and", "who"):
            self._keep(Said(begin, end, name.pointer, direct=False, cert=Certainty.MEDIUM, rule="speech.according"))

    def _group(self) -> int:
        self.groups += 1
        return self.groups

    def _add(self, said: Said, verb: re.Match[str], object_end: int) -> None:
        """Keep speech, with whom it is said to."""
        between = self.text[verb.end() : max(verb.end(), object_end)]
        to = self._to(said.who, verb, between)
        self.talk.asked = to if verb["verb"] not in _REPLY and " " not in to and to != AUTHOR else ""
        self._keep(replace(said, to=to))

    def _keep(self, said: Said) -> None:
        self.utterances.append(said)
        self.talk.spoke(said.who)
        if said.who != AUTHOR and " " not in said.who:
            self.talk.subject = said.who

    def _to(self, who: str, verb: re.Match[str], between: str) -> str:
        if _TO_AUTHOR.search(between) and AUTHOR not in who:
            return AUTHOR
        end = verb.end() + len(between)
        named = [n.pointer for n in self.subjects.between(verb.end(), end) if n.end <= end and n.pointer not in who]
        if named:
            return " ".join(dict.fromkeys(named))
        if re.match(r"\s(?:him|her)\b", between):
            reach = max(0, verb.start() - LEFT)
            before = [n.pointer for n in self.subjects.between(reach, verb.start()) if n.pointer not in who]
            return before[-1] if before else self.talk.subject if self.talk.subject not in who else ""
        if verb["verb"] in _REPLY and (other := self.talk.other(who)):
            return other
        if (other := self.addressed.get(who, who)) != who:
            return other
        return AUTHOR if who == self.talk.partner else ""

    def _split(self, utterances: Sequence[Said]) -> Iterator[Said]:
        """Speech behind a colon that `, continued X,` breaks in two."""
        for said in utterances:
            yield from [said] if said.direct else self._broken(said)

    def _broken(self, said: Said) -> Iterator[Said]:
        begin, group = said.begin, -1
        for comma, onward in attributions.interruptions(self.text, said, self.subjects):
            if self._is_quoted(comma):
                continue
            group = group if group >= 0 else self._group()
            yield replace(said, begin=begin, end=comma + 1, group=group)
            begin = onward
        if begin < said.end:
            yield replace(said, begin=begin, group=group)
