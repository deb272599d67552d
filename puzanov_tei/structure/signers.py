"""What a line says of who signs: a name, an office, both, or neither."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, in_use
from puzanov_tei.structure import letterhead, titles, words
from puzanov_tei.structure.lines import Line

_NAME = re.compile(
    r"^(?:(?:Dr|Prof|Cde)\.\s)?(?:[A-ZÀ-Þ][a-z]?\.\s?){0,3}[A-ZÀ-Þ][\w'’ʹ-]{1,25}(?:\s[A-ZÀ-Þ][\w'’ʹ-]{0,25}){0,3}$"
)
_INITIALS_NAME = re.compile(r"^(?:[A-ZÀ-ÞА-ЯЁ][a-z]?\.\s?-?){1,3}[A-ZÀ-ÞА-ЯЁ][\w'’ʹ-]{1,25}$")
_JOINT = re.compile(r",?\s(?:and|&)\s|,\s|;\s|\s/\s")
_HONOURED = re.compile(r"(?:Comrades?|COMRADE|Cdes?\.|Mr\.)\s")
_IN_BRACKETS = re.compile(r"^\(([^()]{1,80})\)\.?$")
_EXPLAINED = re.compile(r"\s?\[[^\[\]]{1,60}\]$")
_OFFICE_GOES_ON = re.compile(r"^(?:OF|IN|TO|FOR|AT|of|in|to|for|at|the|THE|and|AND)\b")
_SURNAME = re.compile(r"^(?:[A-ZÀ-Þ][a-z]?\.\s?){0,2}[A-ZÀ-Þ][\w'’ʹ-]{2,25}$")


def is_spaced(text: str) -> bool:
    """Whether the line is a letter-spaced name; a mark of secrecy or the word for a kind of document is none."""
    if not words.LETTER_SPACED.match(text) or words.CLASSIFICATION.fullmatch(text) or len(set(text)) <= len("D "):
        return False
    return words.title_words().match(words.close_up(text)) is None


def has_initials(line: Line) -> bool:
    """Whether a name with its initials stands in the line."""
    return words.NAME_WITH_INITIALS.search(line.plain) is not None


def unexplained(line: Line) -> str:
    """The line without what the translator adds behind it in brackets: `FENG XI [FYN SI]`."""
    return _EXPLAINED.sub("", line.text).strip() if line.text.endswith("]") else line.plain


def names_somebody(line: Line) -> bool:
    """`... (A. NAME)`, `... /A. NAME/`: a name in round brackets or slashes on the line; `(Interpreter)` is none."""
    name = words.signed_name().search(line.plain)
    is_word = name is not None and name.group()[1:-1].lower() in words.holder_words()
    return name is not None and not is_word and not is_bracketed_office(line)


def is_bracketed_office(line: Line) -> bool:
    """`(Ambassador)`: below a name, the brackets hold the office instead."""
    match = _IN_BRACKETS.match(line.plain)
    return match is not None and not words.holder_words().isdisjoint(match[1].lower().split())


def is_name(line: Line) -> bool:
    """A line that is a name: in brackets, slashes, letter-spaced, or plain."""
    text = line.plain
    if is_bracketed_office(line):
        return False
    if is_spaced(text) or words.name_in_brackets().match(text) or _INITIALS_NAME.match(text) or joined_names(text):
        return True
    if not 2 <= len(text.split()) <= 4 or not _NAME.match(text) or _OFFICE_GOES_ON.match(text):
        return False
    return not _HONOURED.match(text) and not is_holder(line) and not letterhead.is_office(text)


def joined_names(text: str) -> tuple[str, ...]:
    """The names in a text that is several of them, with initials or known forenames: `A. Novak and Maria Belov`."""
    names = tuple(_JOINT.split(text.rstrip(".,")))
    return names if len(names) > 1 and all(map(_is_full_name, names)) else ()


def _is_full_name(text: str) -> bool:
    forename = Mark.FORENAME in in_use()[text.partition(" ")[0].lower()]
    return _INITIALS_NAME.match(text) is not None or (forename and " " in text and _NAME.match(text) is not None)


def is_holder(line: Line) -> bool:
    """A line that is the office of somebody, as `COUNSELLOR OF THE USSR EMBASSY` or `Trade Representative`."""
    if is_bracketed_office(line):
        return True
    text = words.SIGN_WORD.sub(" ", words.signed_name().sub(" ", line.plain))
    tokens = re.findall(r"[^\W\d_][\w'’]*", text)
    if not 1 <= len(tokens) <= 18 or not any(token.lower() in words.holder_words() for token in tokens):
        return False
    capitals = sum(token[0].isupper() for token in tokens)
    return len(tokens) <= 5 or capitals * 2 >= len(tokens)


def is_name_with_office(line: Line) -> bool:
    """`Halmos Tibor chargé d'affaires`, `A. B. Name, first secretary`: a name before an office in small letters."""
    match = words.NAME_BEFORE_OFFICE.match(line.plain)
    if match is None or not is_holder(line) or titles.is_title(line):
        return False
    return not _is_office_word(match["name"].split()[0])


def _is_office_word(word: str) -> bool:
    return word.lower() in words.holder_words() | words.body_words() or not word[0].isupper()


def office_goes_on(line: Line) -> bool:
    """`IN THE DPRK`, `USSR MFA DVO (B. NAME)`: an office goes on, on a line of its own."""
    text = line.plain
    if len(text) >= 100:
        return False
    return _OFFICE_GOES_ON.match(text) is not None or names_somebody(line) or letterhead.is_office(text)


def is_surname(line: Line) -> bool:
    """A line that is a surname, with initials or without: `Belov`; in another place the same word may be anything."""
    return has_form_of_surname(line.plain) and not is_holder(line) and not letterhead.is_office(line.plain)


def has_form_of_surname(text: str) -> bool:
    """Whether a text is one capitalised word, with initials before it or without."""
    return _SURNAME.match(text) is not None


def has_form_of_name(text: str) -> bool:
    """Whether a text is one to four capitalised words, as a name is."""
    return _NAME.match(text) is not None


def has_initials_only(text: str) -> bool:
    """Whether a text is a surname with its initials and nothing else: `P. Belov`."""
    return _INITIALS_NAME.match(text) is not None
