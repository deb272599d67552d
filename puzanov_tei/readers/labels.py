"""The words of the archive's pages: labels, site headings, chrome, and the small values that follow them.

Levels of headings, bold type and colons are noise of conversions: a label is known by its word alone.
"""

from __future__ import annotations

import re

from puzanov_tei.language import ENGLISH, Mark

# Labels in front of the document, as printed -> field.
FRONT = {
    "citation": "citation",
    "summary": "summary",
    "credits": "credits",
    "original language": "language",
    "contents": "contents",
}

# Headings of the new site behind the document -> field. The first group is hardly ever a line of a document.
TAIL_STRONG = {
    "author(s)": "authors",
    "authors": "authors",
    "associated places": "places",
    "associated topics": "topics",
    "associated people & organizations": "people",
    "associated people and organizations": "people",
    "associated people": "people",
    "subjects discussed": "subjects",
    "document information": "",
    "original archive": "archive",
    "original uploaded date": "uploaded",
    "record id": "record_id",
    "original classification": "classification",
}
TAIL_WEAK = {
    "source": "source",
    "rights": "rights",
    "type": "type",
    "language": "language",
    "donors": "donors",
    "publisher": "publisher",
    "time period": "period",
}
TAIL = TAIL_STRONG | TAIL_WEAK

# Lines of a page that say nothing about the document.
_CHROME = frozenset(
    (
        "skip to content",
        "skip to main content",
        "search in",
        "add search filter",
        "cancel search filter",
        "add search filter cancel search filter",
        "digital archive",
        "digital archive international history declassified",
        "international history declassified",
        "digitalarchive.wilsoncenter.org",
        "digitalarchive.wilsoncenter.org international history declassified",
        "digital archive digitalarchive.wilsoncenter.org international history declassified",
        "wilson center digital archive",
        "wilson center",
        "history and public policy program digital archive",
        "citation share download",
        "citation",
        "share",
        "download",
        "get citation",
        "share document",
        "view document in",
        "home",
        "collections",
        "themes",
        "browse",
        "map",
        "menu",
        "search",
        "print",
        "related documents",
        "more details",
        "load more",
        "learn more",
        "about",
    )
)
# Marks of a page of the archive's sites, old and new.
SITE = frozenset(("skip to content", "skip to main content", "citation share download", "view document in"))
OLD_SITE = frozenset(("citation share download", "get citation", "share document", "view document in"))
LAST_OF_OLD_SITE = "view document in"

_WRAPPER = re.compile(
    r"Total Pages?: ?\d+ {1,4}File Type: ?\w{2,5},? {0,4}(?:Size: ?[\d.,]+ ?[KMG]?B?)?", re.IGNORECASE
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_NOISE = "#*_:•·◦▪–—|> \t\n"
_CREDITS = re.compile(r"(?:this|these) documents? (?:was|were) made possible (?:with|by|through) ", re.IGNORECASE)
_RIGHTS = re.compile(r"welcomes (?:the )?reuse of (?:the )?Digital Archive materials")
_URL = re.compile(r"<?(https?://[^\s<>\"”]+)>?", re.IGNORECASE)

LANGUAGES = tuple(word.title() for word in ENGLISH.valued(Mark.LANGUAGE))
_LANGUAGE = "(?:" + "|".join(LANGUAGES) + ")"
_KIND = "(?:Translation|Transcription|Transcript|HTML|PDF)"
_CONTENTS = (
    rf"(?:Scans? of (?:the )?Original(?: Documents?)?|Original(?: Scan| Documents?)"
    rf"|{_LANGUAGE} {_KIND}|{_KIND} ?[-–—] ?{_LANGUAGE}|{_LANGUAGE} Original|{_KIND}(?= ?[-–—,|;]|$))"
)
_MONTHS = (*ENGLISH.numbered(Mark.MONTH), *ENGLISH.numbered(Mark.MONTH_SHORT))
_MONTH = f"(?:{'|'.join(name.capitalize() for name in _MONTHS)})"
_US_DATE = rf"{_MONTH}\.? (?:\d{{1,2}}(?: ?[-–/] ?\d{{1,2}})?, ?)?(?:1[89]|20)\d\d(?!\d)"

LANGUAGE_VALUE = re.compile(rf"{_LANGUAGE}(?:(?:, | and |; |/){_LANGUAGE})*\b", re.IGNORECASE)
CONTENTS_VALUE = re.compile(rf"(?:[-•*] ?)?{_CONTENTS}(?:[ ,;|/]{{1,3}}{_CONTENTS})*", re.IGNORECASE)
PAGE_DATE = re.compile(rf"(?:{_US_DATE}|\d{{1,2}} {_MONTH} (?:1[89]|20)\d\d|(?:1[89]|20)\d\d)")
US_DATE = re.compile(_US_DATE)
LABEL_INLINE = re.compile(r"(?<!\w)(Citation|Summary|Credits|Original Language|Contents) ?: ?", re.IGNORECASE)


_CLOSED = re.compile("""(?:[,.]["”'’]|["”'’],)(?=\\s)""")
_WORD_ARCHIVE = re.compile(r"\bArchiv|^(?:AVP ?RF|AP ?RF|RGANI|GARF|RGASPI|MOL|AMAE)\b")


def bare(line: str) -> str:
    """`line` without the noise of headings, bullets, bold type and colons, in lower case, blanks collapsed."""
    return " ".join(line.strip(_NOISE).lower().split()) if len(line) < 200 else ""


def front_label(line: str) -> tuple[str, str] | None:
    """The field that `line` labels and the value on the same line (mostly none); None if it is no label."""
    field = FRONT.get(bare(line))
    if field is not None:
        return field, ""
    match = LABEL_INLINE.match(line.lstrip(_NOISE))
    if match is None:
        return None
    value = line.lstrip(_NOISE)[match.end() :].strip(_NOISE)
    return FRONT[" ".join(match[1].lower().split())], value


def tail_label(line: str) -> str | None:
    """The bare heading if `line` is one of the site's headings behind the document."""
    heading = bare(line)
    return heading if heading in TAIL else None


def is_chrome(line: str) -> bool:
    """Whether `line` belongs to the page and says nothing about the document."""
    return bare(line) in _CHROME or wrapper(line) == len(line)


def wrapper(line: str) -> int:
    """Length of the third-party library's label (`Total Page:16 File Type:pdf, Size:900Kb`) that opens `line`."""
    match = _WRAPPER.match(line)
    return match.end() if match else 0


def is_korean(text: str) -> bool:
    """Whether most letters of `text` are Hangul."""
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and len(_HANGUL.findall(text)) * 2 > letters


def is_credits(line: str) -> bool:
    """Whether `line` opens with the archive's sentence of thanks."""
    return _CREDITS.match(line.lstrip(_NOISE)) is not None


def is_rights(line: str) -> bool:
    """Whether `line` is the archive's statement of rights."""
    return len(line) < 2000 and _RIGHTS.search(line) is not None


def url_of(line: str) -> str:
    """The address that is all there is on `line`, or the empty string."""
    match = _URL.fullmatch(line.strip(_NOISE))
    return match[1].rstrip(".,;)") if match else ""


def is_contents(line: str) -> bool:
    """Whether `line` holds nothing but values of `Contents` (`English Translation`, `English HTML`)."""
    return CONTENTS_VALUE.fullmatch(line.strip(_NOISE + "-")) is not None


def is_page_date(line: str) -> bool:
    """Whether `line` is the date that the page prints over the title."""
    text = line.strip(_NOISE)
    # The pages print `May 3, 1961`; a line `3 May 1961` is the document's.
    return US_DATE.fullmatch(text) is not None or re.fullmatch(r"(?:1[89]|20)\d\d", text) is not None


def is_citation(line: str) -> bool:
    """Whether `line` reads like a printed citation: a quoted title, then at once a date, an archive or an address."""
    line = line.strip("#* ")
    if line[:1] not in {'"', "“", "”", "„", "'", "‘"}:
        return False
    for match in _CLOSED.finditer(line, 1, 1500):
        after = line[match.end() : match.end() + 150].lstrip()
        if US_DATE.match(after) or after.startswith("http") or "Digital Archive" in after:
            return True
        if _WORD_ARCHIVE.search(after.split(",", 1)[0]):
            return True
    return False
