"""Clauses behind a verb of speech: reported speech, or a relative clause that says more of a thing."""

from __future__ import annotations

import re

from puzanov_tei.language import ENGLISH, Mark

# A thing behind a verb: what `that` opens then is a relative clause (`thanked for the boat that took him home`).
_THING = re.compile(
    r"(?:^\s|\b(?:for|about|of|on|in|to|with)\s)(?:the|an?|his|her|their|its|my|our|these|those|this|some)\s(?:[\w'-]+\s){0,3}$"
)
_THOUGHTS = re.compile(
    r"\b(?:opinions?|views?|hopes?|confidence|wish|desire|belief|fact|idea|regret|conclusion|satisfaction|assurance|doubts?"
    r"|concern|fear|readiness|certainty|conviction|assumption|sense|meeting|dinner|conversation|talk|answer|reply|question"
    r"|time|day|end|beginning|same|government|side|embassy|party|committee|delegation)\s$"
)
_PERSONS = ENGLISH.words(Mark.LOWER)


def is_about_a_thing(between: str) -> bool:
    """Whether a thing stands before `that`, and nobody who is told something, and nothing that is thought."""
    if not _THING.search(between) or _THOUGHTS.search(between):
        return False
    last = between.split()[-1]
    return last.islower() and last not in _PERSONS


def is_question(between: str) -> bool:
    """Whether a question word follows its verb directly, or behind a short object."""
    return len(between.split()) <= 3
