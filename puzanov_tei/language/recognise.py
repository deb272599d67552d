"""Which language a text is in: by its script, and in Latin and Cyrillic letters by the words of grammar it has.

Light on purpose: documents are long, and the question is whether they are English. Libraries for it are larger than
this program (fastText, lingua) or guess at a line (langdetect).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ENGLISH_TAG = "en"
_LOOK = 20_000  # characters
_FEWEST = 3  # words of grammar
_SHORT = 12  # words: a longer text in English has some of them
_SURER = 1.5  # times as many as of English
_SHARE = 0.06  # of all words
_WORD = re.compile(r"[^\W\d_]+")
# Letters that tell languages of one script apart; BCP 47 tags.
_BY_SCRIPT = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "HEBREW": "he", "GREEK": "el"}
_BY_SCRIPT |= {"DEVANAGARI": "hi", "GEORGIAN": "ka", "ARMENIAN": "hy", "THAI": "th", "ARABIC": "ar", "MONGOLIAN": "mn"}
# Latin letters that no other of the languages known here has.
_OWN_LETTERS = {"cs": "ěřů", "de": "ß", "es": "ñ", "hu": "őű", "pl": "ąęłńśźż", "pt": "ãõ", "ro": "ășțşţ", "sk": "ľĺŕ"}
_PERSIAN = frozenset("پچژگ")
_SOME = 0.1  # share of kana or Hangul beside Chinese characters


def recognise(text: str) -> str:
    """The BCP 47 tag of the language that most of `text` is in; `en` where nothing speaks against it.

    A text in letters of which no language can be told is `und` with its script (`und-Cyrl`).
    """
    sample = text[:_LOOK]
    scripts: Counter[str] = Counter()
    for char, times in Counter(sample).items():
        if char.isalpha():
            scripts[_script(char)] += times
    letters = scripts.total()
    if not letters:
        return ENGLISH_TAG
    script = scripts.most_common(1)[0][0]
    if script == "CJK":
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
        return "ja" if kana > letters * _SOME else "ko" if scripts["HANGUL"] > letters * _SOME else "zh"
    if script == "ARABIC":
        return "fa" if any(char in _PERSIAN for char in sample) else "ar"
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    return _by_words(sample, script)


def _by_words(text: str, script: str) -> str:
    """The language with the most words of grammar in `text`."""
    shortest = 1 if script == "CYRILLIC" else 2  # letter-spaced words are letters
    words = Counter(word for word in _WORD.findall(text.casefold()) if len(word) >= shortest)
    scores = {tag: sum(words[word] for word in known) for tag, known in _grammar().items()}
    accented = [(set(word), times) for word, times in words.items() if not word.isascii()]
    for tag, letters in _OWN_LETTERS.items():
        scores[tag] += sum(times for word, times in accented if not word.isdisjoint(letters))
    best = max(scores, key=lambda tag: scores[tag])
    if script == "CYRILLIC":
        clear = sum(score == scores[best] for score in scores.values()) == 1
        return best if clear else "und-Cyrl"
    no_english = words.total() > _SHORT and not scores[ENGLISH_TAG]
    enough = max(_FEWEST - no_english, scores[ENGLISH_TAG] * _SURER, words.total() * _SHARE)
    return best if script == "LATIN" and scores[best] >= enough else ENGLISH_TAG


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


@cache
def _grammar() -> Mapping[str, frozenset[str]]:
    lines = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.partition("]") for line in lines if line.startswith("["))
    return {tag[1:]: frozenset(words.split()) for tag, _, words in entries}
