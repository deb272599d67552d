"""The verbs of speech as patterns: what says that somebody speaks, and where the speaker stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words


@dataclass(frozen=True, slots=True)
class SpeechVerbs:
    """The verbs of speech.

    Attributes:
        verb: any of them in a text.
        attribution: one behind words that are said, with its subject: `..., said X`.
        behind_name: one behind a name, with a colon that opens what is said.
        questions: verbs that a question may follow.
        addresses: verbs whose object is a person: the name behind them never is their subject.
    """

    verb: re.Pattern[str]
    attribution: re.Pattern[str]
    behind_name: re.Pattern[str]
    questions: frozenset[str]
    addresses: frozenset[str]


@of_words
def of_speech(words: Vocabulary) -> SpeechVerbs:
    """The verbs of speech of the words in use."""
    say = alternatives(words.words(Mark.UTTERS))
    return SpeechVerbs(
        verb=re.compile(rf"\b(?P<verb>{say})\b"),
        attribution=re.compile(
            rf",[\"”“»]?\s(?:(?P<verb>{say})\s(?P<after>[A-ZÀ-Þ]|he|she|I\b)|(?P<he>he|she|I)\s(?P<verb2>{say}))"
        ),
        behind_name=re.compile(rf"(?:,[^,.;:]{{2,60}},)?\s(?:{say})\b[^.;:]{{0,40}}:"),
        questions=words.words(Mark.ASKS, Mark.TELLS),
        addresses=words.words(Mark.ADDRESSED) | {"advised", "warned", "promised"},
    )
