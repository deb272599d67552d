"""Where a verb of speech and its subject stand when no `that` joins them to what is said.

`According to X, ...`; `As X said, ...`; `..., continued X, ...`; `..., X noted.`; `I was told by X that ...`;
`X said he would come`; `X said: "..."`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.taggers import verbs
from puzanov_tei.taggers.quotations import Span
from puzanov_tei.taggers.said import Said
from puzanov_tei.taggers.speakers import SpeakerName
from puzanov_tei.taggers.subjects import Subjects

_ACCORDING = re.compile(r"\b(?:According to|In the words of|In the opinion of)\s")
_THE_OFFICE = re.compile(r"the\s[\w'-]+(?=,|\sthe\b|\sit\b|\sthere\b)")
_REACH = 91  # characters behind `According to`
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\s(?:\w+ly\s)?$")
_AGENT = re.compile(r"\s(?:to\s\w+\s)?by\s")
_AS = re.compile(r"\W*As\s[^,;:]{1,60}$")
_ASIDE_ENDS = re.compile(r"(?P<between>[^,.;:\"“]{0,40}),\s")
_ASIDE = frozenset("to me us him her you the it before earlier already has had".split())
_ENDS = re.compile(r"\s*[.;]?\s*$")
_FINITE = (
    r"(?:was|were|is|are|am|had|has|have|would|will|could|can|should|might|may|must|did|does|do|shall|wasn't|didn't"
    r"|couldn't|wouldn't|isn't)\b"
)
_OBJECT = r"(?:(?:me|us|him|her|them|[A-ZÀ-Þ][\w'-]+)\s)"
_PRONOUN = r"(?:he|she|it|they|we|I|there|this|these)\s"
_THING = r"(?:the|his|her|their|my|our|its|no|all|both|any|some)\s|[A-ZÀ-Þ]"
_BREAKS = r"(?:and|or|that|which|who|whom|whose|whether|if|when|why|how|what|where)\b"
_of_pronoun = re.compile(rf"\s(?P<said>{_PRONOUN}(?:\w+ly\s|also\s|never\s)?(?:{_FINITE}|[a-z]{{3,}}ed\b))")
_told_pronoun = re.compile(rf"\s{_OBJECT}(?P<said>{_PRONOUN}(?:\w+ly\s)?{_FINITE})")
_of_thing = re.compile(rf"\s(?P<said>(?:{_THING})(?:(?!{_BREAKS})[\w'’.-]+\s){{0,8}}?{_FINITE})")
_says = bearing(Mark.SAYS)
_tells = of_words(lambda words: words.words(Mark.ADDRESSED))


def according(text: str, sentence: Span, subjects: Subjects) -> SpeakerName | None:
    """Whose words a sentence gives: `According to X, ...`; none where it is a thing's (`the minutes of it`)."""
    match = _ACCORDING.search(text, *sentence)
    if match is None:
        return None
    name = next(iter(subjects.between(match.end(), match.end() + _REACH)), None)
    office = _THE_OFFICE.match(text, match.end())
    if office and (holder := subjects.people.holder(office.group())):
        return SpeakerName(match.end(), office.end(), holder)
    between = text[match.end() : name.begin] if name is not None else ""
    if name is None or re.search(r"[.;:!?]\s|\b(?:that|which|who)\b", between):
        return None
    return None if "," in between and text[name.end : name.end + 1] != "," else name


def interruptions(text: str, said: Said, subjects: Subjects) -> Iterator[Span]:
    """Where `, continued X, ` breaks what X says in two: the offsets of its comma and of what goes on."""
    for match in verbs.of_speech().attribution.finditer(text, said.begin, said.end):
        name = next(iter(subjects.between(match.start(), match.end() + 31)), None)
        after = name.end if name is not None and match["after"] not in ("he", "she", "I") else match.end()
        comma = re.match(r",\s", text[after : after + 2])
        same = name is None or match["he"] or match["after"] in ("he", "she") or name.pointer == said.who
        if comma is not None and same:
            yield match.start(), after + comma.end()


def is_passive(before: str) -> bool:
    """Whether the verb behind `before` is something that happens to its subject: `I was told`."""
    return _PASSIVE.search(before) is not None


def agent(text: str, behind: int) -> int:
    """Where the one begins who has done it (`told by X`); -1 if nobody is named so."""
    match = _AGENT.match(text, behind)
    return match.end() if match else -1


def behind_as(before: str, text: str, behind: int) -> int:
    """Where what is said begins behind `As X said, `; -1 if the sentence is none of that kind."""
    match = _ASIDE_ENDS.match(text, behind) if _AS.match(before) else None
    if match is None or not all(word in _ASIDE or word[0].isupper() for word in match["between"].split()):
        return -1
    return match.end()


def is_last(text: str, behind: int, end: int) -> bool:
    """Whether nothing but a full stop stands behind a verb in its sentence: `..., X noted.`"""
    return _ENDS.match(text[behind:end]) is not None


def clause(verb: str, text: str, behind: int, end: int) -> int:
    """Where a clause begins that a verb introduces without `that`: `said he would come`; -1 if there is none."""
    if verb in _tells():
        match = _told_pronoun.match(text, behind, end)
    else:
        match = _of_pronoun.match(text, behind, end) or (
            _of_thing.match(text, behind, end) if verb in _says() else None
        )
    return match.start("said") if match else -1


def introduces(between: str) -> bool:
    """Whether the words between a verb and a quotation lead to it: an object, `that`, a colon or comma."""
    stripped = between.strip()
    if not stripped or stripped in (",", ":", "that", "that:", ", that"):
        return True
    if verbs.of_speech().verb.search(stripped) or re.search(r"[.;!?]", stripped):
        return False
    return stripped.endswith((":", ",", "that"))
