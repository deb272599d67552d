"""Small things on a page that are known by their form, whoever published it: dates, addresses, languages, citations."""

from __future__ import annotations

import re

from puzanov_tei.archives import Archive
from puzanov_tei.archives.archive import NOISE
from puzanov_tei.language import ENGLISH, Mark

_URL = re.compile(r"<?(https?://[^\s<>\"”]+)>?", re.IGNORECASE)
LANGUAGES = tuple(word.title() for word in ENGLISH.valued(Mark.LANGUAGE))
_LANGUAGE = "(?:" + "|".join(LANGUAGES) + ")"
_MONTHS = (*ENGLISH.numbered(Mark.MONTH), *ENGLISH.numbered(Mark.MONTH_SHORT))
_MONTH = f"(?:{'|'.join(name.capitalize() for name in _MONTHS)})"
_US_DATE = rf"{_MONTH}\.? (?:\d{{1,2}}(?: ?[-–/] ?\d{{1,2}})?, ?)?(?:1[89]|20)\d\d(?!\d)"

LANGUAGE_VALUE = re.compile(rf"{_LANGUAGE}(?:(?:, | and |; |/){_LANGUAGE})*\b", re.IGNORECASE)
PAGE_DATE = re.compile(rf"(?:{_US_DATE}|\d{{1,2}} {_MONTH} (?:1[89]|20)\d\d|(?:1[89]|20)\d\d)")
US_DATE = re.compile(_US_DATE)

_CLOSED = re.compile("""(?:[,.]["”'’]|["”'’],)(?=\\s)""")
_WORD_ARCHIVE = re.compile(r"\bArchiv|^(?:AVP ?RF|AP ?RF|RGANI|GARF|RGASPI|MOL|AMAE)\b")

# What libraries that copy PDF files set above them, and the language of their interface.
_WRAPPER = re.compile(
    r"Total Pages?: ?\d+ {1,4}File Type: ?\w{2,5},? {0,4}(?:Size: ?[\d.,]+ ?[KMG]?B?)?", re.IGNORECASE
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


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
    return US_DATE.fullmatch(text) is not None or re.fullmatch(r"(?:1[89]|20)\d\d", text) is not None


def is_citation(line: str, archive: Archive) -> bool:
    """Whether `line` reads like a printed citation: a quoted title, then at once a date, an archive or an address."""
    line = line.strip("#* ")
    if line[:1] not in {'"', "“", "”", "„", "'", "‘"}:
        return False
    for match in _CLOSED.finditer(line, 1, 1500):
        after = line[match.end() : match.end() + 150].lstrip()
        if US_DATE.match(after) or after.startswith("http") or archive.named_in(after):
            return True
        if _WORD_ARCHIVE.search(after.split(",", 1)[0]):
            return True
    return False
