"""Small things on a page that are known by their form, whoever published it: dates, addresses, languages, citations."""

from __future__ import annotations

import re

from puzanov_tei.archives import Archive
from puzanov_tei.archives.archive import NOISE
from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words

_URL = re.compile(r"<?(https?://[^\s<>\"”]+)>?", re.IGNORECASE)

_CLOSED = re.compile("""(?:[,.]["”'’]|["”'’],)(?=\\s)""")
_WORD_ARCHIVE = re.compile(r"\bArchiv|^(?:AVP ?RF|AP ?RF|RGANI|GARF|RGASPI|MOL|AMAE)\b")

# What libraries that copy PDF files set above them, and the language of their interface.
_WRAPPER = re.compile(
    r"Total Pages?: ?\d+ {1,4}File Type: ?\w{2,5},? {0,4}(?:Size: ?[\d.,]+ ?[KMG]?B?)?", re.IGNORECASE
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@of_words
def language_value(words: Vocabulary) -> re.Pattern[str]:
    """One language or several by name: `Russian`, `Russian and Korean`."""
    language = f"(?:{alternatives(words.words(Mark.LANGUAGE))})"
    return re.compile(rf"{language}(?:(?:, | and |; |/){language})*\b", re.IGNORECASE)


@of_words
def us_date(words: Vocabulary) -> re.Pattern[str]:
    """A date as the pages print it: `May 3, 1961`."""
    return re.compile(_us_date(_month(words)))


@of_words
def page_date(words: Vocabulary) -> re.Pattern[str]:
    """A date in any form that a page's citation has it in: `May 3, 1961`, `3 May 1961`, `1961`."""
    month = _month(words)
    return re.compile(rf"(?:{_us_date(month)}|\d{{1,2}} {month} (?:1[89]|20)\d\d|(?:1[89]|20)\d\d)")


def _month(words: Vocabulary) -> str:
    return f"(?:{alternatives(words.words(Mark.MONTH, Mark.MONTH_SHORT), capitalized=True)})"


def _us_date(month: str) -> str:
    return rf"{month}\.? (?:\d{{1,2}}(?: ?[-–/] ?\d{{1,2}})?, ?)?(?:1[89]|20)\d\d(?!\d)"


def wrapper(line: str) -> int:
    """Length of the third-party library's label (`Total Page:16 File Type:pdf, Size:900Kb`) that opens `line`."""
    match = _WRAPPER.match(line)
    return match.end() if match else 0


def is_korean(text: str) -> bool:
    """Whether most letters of `text` are Hangul."""
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and len(_HANGUL.findall(text)) * 2 > letters


def url_of(line: str) -> str:
    """The address that is all there is on `line`, or the empty string."""
    match = _URL.fullmatch(line.strip(NOISE))
    return match[1].rstrip(".,;)") if match else ""


def urls_in(text: str) -> list[str]:
    """All addresses in `text`."""
    return [match[1].rstrip(".,;)") for match in _URL.finditer(text)]


def is_page_date(line: str) -> bool:
    """Whether `line` is the date that the page prints over the title."""
    text = line.strip(NOISE)
    # The pages print `May 3, 1961`; a line `3 May 1961` is the document's.
    return us_date().fullmatch(text) is not None or re.fullmatch(r"(?:1[89]|20)\d\d", text) is not None


def is_citation(line: str, archive: Archive) -> bool:
    """Whether `line` reads like a printed citation: a quoted title, then at once a date, an archive or an address."""
    line = line.strip("#* ")
    if line[:1] not in {'"', "“", "”", "„", "'", "‘"}:
        return False
    for match in _CLOSED.finditer(line, 1, 1500):
        after = line[match.end() : match.end() + 150].lstrip()
        if us_date().match(after) or after.startswith("http") or archive.named_in(after):
            return True
        if _WORD_ARCHIVE.search(after.split(",", 1)[0]):
            return True
    return False
