"""Rules for a bracket that says the word before it again: alternate names, expansions, glosses."""

from __future__ import annotations

import re

from puzanov_tei.marks.context import Context
from puzanov_tei.marks.words import (
    SourceWord,
    fold,
    function_words,
    initials,
    institutions,
    is_abbreviation,
    is_russian_surname,
    likeness,
    quotation,
    titles,
)
from puzanov_tei.model import Kind, Mention

_LITERALLY = re.compile(
    r"(?:lit\.|literally|i\.\s?e\.|that is|in (?:Russian|Korean|Chinese|German|Hungarian|Polish)|transl|meaning)",
    re.IGNORECASE,
)
_REAL_NAME = re.compile(r"(?:real name|pseudonym|alias|a\.?k\.?a\.?|also known as|n[ée]e)\b", re.IGNORECASE)
_RUSSIAN_WORD = re.compile(
    r"[a-z'’-]*(?:(?:oye|oe|iye|yye|aya|iy|yy|ogo|nost|stvo|tsiya|chka|vka|dka|nka|lka)$|zh|kh|shch|[a-z]['’]$)"
)
_CLOSING_QUOTES = ('"', "”", "“", "»")
_LONGEST_QUOTED = 4  # words of a title that are quoted with their translation
_LONGEST_LIKE_SYLLABLE = 3  # letters: `So`, `An`, `Him`
LONGEST_TITLE = 6
"""A quotation of no more words is a title or a term, and what is bracketed behind it says it again."""


def _name_words(content: str) -> list[str]:
    """The words of `content` if all of it looks like one name, else nothing."""
    words = content.split()
    if not 0 < len(words) <= 5:
        return []
    for word in words:
        letters = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
        if not letters.isalpha() or not word[0].isupper() or _is_little(word, len(words)):
            return []
    return [] if all(word.lower() in function_words() for word in words) else words


def _is_little(word: str, count: int) -> bool:
    """`The`, `Into`; but the syllables of East Asian names look like little words: `Kwak Tong So`, `An Mun Suk`."""
    return word.lower() in function_words() and (
        count == 1 or len(word) > _LONGEST_LIKE_SYLLABLE or word.lower() == "the"
    )


def _name_before(context: Context) -> list[SourceWord]:
    """The name that ends right before the bracket, as far back as it may go."""
    before = context.words_before
    name: list[SourceWord] = []
    for word in reversed(before):
        if not word.name_like or (name and word.stops):
            break
        name.insert(0, word)
        if len(name) == 5:
            break
    if name and name[-1].text[-1] in ",;:!?)":
        return []
    return name


def alternate(context: Context) -> list[Mention] | None:
    """Another form of the name before: `Choe Yong-geon [Choe Yong Gon]`, `FENG XI [STALIN]`."""
    content = context.content
    if _REAL_NAME.match(content):
        return [context.mark(Kind.ROMANIZATION, "pseudonym", {"subtype": "pseudonym"})]
    words = _name_words(content)
    name = _name_before(context)
    if not words or not name or words[0].lower().strip(".") in titles():
        return None
    if _same_name(words, name):
        return [context.mark(Kind.ROMANIZATION, "romanization")]
    if _other_name(content, words, name, context):
        return [context.mark(Kind.ROMANIZATION, "pseudonym", {"subtype": "pseudonym"})]
    return None


def _same_name(words: list[str], name: list[SourceWord]) -> bool:
    """The same surname in front, or a spelling much alike."""
    content = " ".join(words)
    for count in range(1, len(name) + 1):
        tail = name[-count:]
        if len(words) > 1 and fold(tail[0].bare) == fold(words[0]):
            return True
        if abs(count - len(words)) <= 2 and likeness(" ".join(word.bare for word in tail), content) >= 0.6:
            return True
    return False


def _other_name(content: str, words: list[str], name: list[SourceWord], context: Context) -> bool:
    """Two names that have nothing in common: a pseudonym and the real name."""
    if any(word.lower() in function_words() for word in words):
        return False
    if content.isupper() and name[-1].bare.isupper() and len(content) > 4:
        return len(name) > 1 or not is_abbreviation(name[-1].bare)
    if len(words) == 1 and is_russian_surname(content) and is_russian_surname(name[-1].bare):
        return True
    before = context.words_before
    index = len(before) - len(name) - 1
    titled = index >= 0 and before[index].key in ("cde", "comrade", "com", "comr", "cdes", "comrades")
    return titled and len(name) == 1 and len(words) == 1 and len(name[0].bare) > 5


def expansion(context: Context) -> list[Mention] | None:
    """What an abbreviation means: `TsTAK [Central Telegraph Agency]`, `Gosplan [State Planning Committee]`."""
    before = context.words_before
    if not before or before[-1].stops or not context.before[-1:].isspace():
        return None
    word, content = before[-1], context.content
    if not _expands(word.bare, content):
        return None
    start = word.begin + max(0, word.text.find(word.bare))
    return [
        Mention(start, start + len(word.bare), Kind.ABBREVIATION, rule="marks.expansion", resp="tool"),
        context.mark(Kind.EXPANSION, "expansion"),
    ]


def _expands(short: str, long: str) -> bool:
    words = re.split(r"[\s\-–—]+", long)
    if len(short) < 2 or not words[0][:1].isalpha():
        return False
    capitals = sum(word[:1].isupper() for word in words)
    if is_abbreviation(short):
        letters = "".join(char for char in short if char.isupper()).lower()
        if len(letters) > 1 and initials(long).lower() == letters:
            return True
        if len(words) > 1 and any(dash in long for dash in "—="):
            return True
        if words[0] in function_words() or len(words) < 2 or len(words) > 14:
            return False
        # Behind `USSR`, words in lower case are more likely supplied than an expansion.
        return capitals >= 2 or (not short.isupper() and words[0].islower() and len(words) <= 5)
    institution = any(word.lower() in institutions() for word in words)
    return short[0].isupper() and len(short) > 5 and institution and capitals >= 2 and len(words) <= 10


def gloss(context: Context) -> list[Mention] | None:
    """Words said again in another language: `Litsom k nebu [Face to the Sky]`, `non-party [nepartiynoe]`."""
    before, content = context.words_before, context.content
    if _LITERALLY.match(content):
        return [context.mark(Kind.GLOSS, "gloss")]
    if not before or len(content) > 120:
        return None
    word, words = before[-1], content.split()
    single = len(words) == 1 and content.isalpha()
    if single and content.lower() in function_words():
        return None
    glossed = (
        (quotation(before, LONGEST_TITLE) is not None and content[0].isupper() and words[0].lower() not in titles())
        or (content[0] in '"“„«' and content[-1] in '"”“»')
        or (single and word.bare.isalpha() and content.lower() != word.key and _alike(word.bare, content))
        or (_title_phrase(words) and word.text not in function_words() and not _name_follows(context))
        or bool(len(words) == 1 and len(content) > 4 and _RUSSIAN_WORD.match(content))
        or (single and _foreign(word.bare))
        or _in_quoted_title(context, words)
        or (is_abbreviation(content) and _abbreviates(content, before))
    )
    return [context.mark(Kind.GLOSS, "gloss")] if glossed else None


def _in_quoted_title(context: Context, words: list[str]) -> bool:
    """`„Der Weg [The Way]”`: a title in quotation marks that holds its own translation."""
    if context.after[:1] not in _CLOSING_QUOTES or not words[0][:1].isupper() or words[0].lower() in titles():
        return False
    title: list[SourceWord] = []
    for word in reversed(context.words_before[-_LONGEST_QUOTED:]):
        title.append(word)
        if word.text[0] in '"“„«':
            return word.capitalized and abs(len(title) - len(words)) <= 2
    return False


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and likeness(one, other) >= 0.6


def _title_phrase(words: list[str]) -> bool:
    """`The Tale of Chunhyang`: a title as English prints it, no office."""
    if (
        len(words) < 3
        or words[0][0].islower()
        or words[0].lower() in titles()
        or not all(word[0].isalpha() for word in words)
    ):
        return False
    small = [word for word in words if word in function_words()]
    large = [word for word in words if word[0].isupper()]
    return bool(small) and len(large) >= 2 and len(small) + len(large) == len(words) and large[-1] == words[-1]


def _name_follows(context: Context) -> bool:
    """`[Minister of Agriculture] Pak`: what is supplied belongs to the name behind it."""
    return context.after[:1] == " " and context.after[1:2].isupper()


def _foreign(word: str) -> bool:
    """A word in lower case with letters that English does not have."""
    return word.islower() and any(ord(char) > 0x7F and char.isalpha() for char in word)


def _abbreviates(short: str, before: list[SourceWord]) -> bool:
    """`Central Committee [CC]`."""
    letters = [char.lower() for char in short if char.isupper()]
    tail = before[-len(letters) :]
    return len(tail) == len(letters) and [word.key[:1] for word in tail] == letters
