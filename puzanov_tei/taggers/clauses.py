"""Clauses behind a verb of speech: reported speech, or a relative clause that says more of a thing."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, alternatives, bearing, of_words

# A thing behind a verb: what `that` opens then is a relative clause (`thanked for the boat that took him home`).
# `told me about Soviet problems that had come up`: things without an article.
_THINGS = re.compile(r"\b(?:about|of|on)\s(?:[\w'-]+\s){0,2}[a-z'-]{3,}s\s$")
_THING = re.compile(
    r"(?:^\s|\b(?:for|about|of|on|in|to|with)\s)(?:the|an?|his|her|their|its|my|our|these|those|this|some)\s(?:[\w'-]+\s){0,3}$"
)
_before_that = of_words(lambda words: re.compile(rf"\b(?:{alternatives(words.words(Mark.BEFORE_THAT))})\s$"))
_charge = of_words(
    lambda words: re.compile(
        rf"\b(?:to\s(?:\w+ly\s)?(?:{alternatives(words.words(Mark.CHARGE))})"
        rf"|{alternatives(words.words(Mark.CHARGE_PARTICIPLE))})\b"
    )
)
_CONDITION = re.compile(r"(?:(?:^|[\s,;(])(?:[Ii]f|[Uu]nless|lest)|^\W*(?:Had|Should|Were))\s[^,;.]{0,60}$")
_DEFINING = re.compile(r"\b(?:whom|whose|which)\s[^,;]*$")
_IN_RELATIVE = re.compile(r",\s(?:\w+\s)?who(?:m|se)?\b[^,]*$")
_subordinate = of_words(
    lambda words: re.compile(
        rf"\W*(?:(?:And|But)\s)?(?:{alternatives(words.words(Mark.SUBORDINATE), capitalized=True)})\s[^,;:]*$"
    )
)
_answers = of_words(
    lambda words: re.compile(rf"\s(?:[Hh]e|[Ss]he|I|we|they)\s(?:{alternatives(words.words(Mark.UTTERS))})\b")
)
_AHEAD = re.compile(
    r"^(?:(?!\bthat\b)[^,.;]){0,60}\b(?:will|would|should|could|can|may|might|(?:is|are|was|were) to)\b"
)
_asks = bearing(Mark.ASKS)
_objects = bearing(Mark.OBJECT)
_continues = bearing(Mark.CONTINUES)
_persons = bearing(Mark.LOWER)


def is_about_a_thing(between: str) -> bool:
    """Whether a thing stands before `that`, and nobody who is told something, and no noun that says what comes."""
    if not (_THING.search(between) or _THINGS.search(between)) or _before_that().search(between):
        return False
    last = between.split()[-1]
    return last.islower() and last not in _persons()


def is_charge(between: str) -> bool:
    """Whether somebody is to say it, and has not yet (`asked me to tell X that`)."""
    return _charge().search(between) is not None


def is_supposed(before: str) -> bool:
    """Whether the verb behind `before` stands in a condition: `if X says that`, `Had X said that`."""
    return _CONDITION.search(before) is not None


def is_defining(before: str) -> bool:
    """Whether the verb behind `before` says which is meant: `the man whom X told that it rained left`."""
    return _DEFINING.search(before) is not None


def is_question(verb: str, link: str, between: str, behind: str) -> bool:
    """Whether a question word opens what is asked or told, and no relative clause or clause of time.

    `asked when it would come`, `told X who had come`; not `told X when we met`, `about those who came`.
    """
    if link in ("whether", "what", "how", "why"):
        return True
    if any(word.islower() and word not in _objects() for word in between.replace(",", " ").split()):
        return False
    if verb in _asks() or link in ("who", "whose", "which"):
        return True
    return link == "when" and _AHEAD.search(behind) is not None


def end_in_sentence(before: str, clause: str) -> int:
    """Where reported speech ends that a subordinate clause holds, as an offset in `clause`; 0 if it is no such speech.

    `X, who told me that it rained, left`; `When X told me that it rained, I left`.
    """
    if _IN_RELATIVE.search(before):
        return next((m.start() for m in re.finditer(r",\s([a-z]+)", clause) if not _goes_on(m[1])), len(clause))
    if _subordinate().match(before):
        answer = _answers().search(clause)
        ends = [n for n in (clause.find(", "), answer.start() if answer else -1) if n > 0]
        return min(ends, default=len(clause))
    return 0


def _goes_on(word: str) -> bool:
    """Whether a word behind a comma goes on with what is said, and is no verb of the sentence around it."""
    return word in _continues() or word.endswith(("ing", "ly"))
