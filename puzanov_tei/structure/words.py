"""The vocabulary of the office: words and forms by which the parts of a diplomatic document are known.

All patterns are anchored or bounded, so that each runs in time linear in the line.
"""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words

# Number signs: Nº, N°, №, No., Nr., #, and a bare N before a digit.
_SIGN = r"(?:N\s?[º°˚]|№|(?:No|Nr)\.?(?=\s?(?:[A-ZА-Я][a-zа-я]?\s?\d{2}|[\d_\[]))|\#|N(?=\s?\d))"
# The value: registry numbers with prefixes and suffixes (P182/2, 0333s, 58/III, 88-dv.), blanks and words for blanks.
_VALUE = (
    r"(?:(?:[A-ZА-Я][a-zа-я]?\s?(?=\d{2}))?…?\d(?:[\d?…]|\.(?=\d{3}(?!\d)))*(?:[-/.]?[A-Za-zА-Яа-я]{1,4}(?![\w.]*[a-z]{3}))?(?:[-/]\w{1,5}){0,3}\??"
    r"|_{2,}|(?:left )?blank\b|only\b|illegible\b)"
)
NUMBER = re.compile(
    rf"(?P<label>(?:(?:Incoming|Outgoing|Spets|Out|In|Inv|Reg|Ref)\b\.?\s?)?{_SIGN})\s{{0,3}}(?P<value>{_VALUE})?"
    rf"|(?P<label2>(?:Incoming|Outgoing)\b)\s{{1,3}}(?P<value2>{_VALUE})"
)
COPY = re.compile(
    rf"\b(?:Copy|COPY|copy)\s{{0,2}}(?:{_SIGN}|N\s?[º°]|Nº)\s{{0,3}}(?P<value>{_VALUE})?"
    r"|\bCopy\s{1,2}(?:\d{1,3}|only|blank|_{2,})(?![\w-])"
)
# A registry number that stands without a sign, as in stamps: 02099s, 0333-gs, 1490ss.
BARE_NUMBER = re.compile(r"(?<![\w.])…?0?\d{2,6}\??\d{0,3}-?(?:[gs]{1,2}|ss|dv|nf|sh|op|sp)?\??(?![\w/])")
# Registration of other ministries: 121/1961, 00200/1952 – H. –
# Of the Department of State: 795B.00/6–2550: Telegram, 396.1 OS/6–254: Circular telegram.
FILE_NUMBER = re.compile(
    r"^(?:\d{1,6}(?:/[\w.-]{1,10}){1,3}(?:\s?[–-]\s?[\w.]{1,6}\s?[–-]?)?\.?"
    r"|\d{3}[A-Z]?\.[\w.]{1,9}(?:\s[A-Z]{2,4})?/\d{1,4}(?:[–-]\d{2,6})?"
    r"(?::\s(?:Circular\s)?(?i:telegram|airgram|despatch))?)$"
)

CLASSIFICATION = re.compile(
    r"\(?(?:"
    r"(?:Classification\s?:\s?)?"
    r"(?:(?:STRICTLY|Strictly|HIGHLY|Highly|TOP|Top|MOST|Most|Absolutely|ABSOLUTELY|COMPLETELY|Completely)"
    r"\s(?:SECRET|Secret|secret|CLASSIFIED|Classified|classified|CONFIDENTIAL|Confidential|confidential)"
    r"|SECRET|Secret|CONFIDENTIAL|Confidential|CLASSIFIED|RESTRICTED|Restricted"
    r"|FOR OFFICIAL USE(?: ONLY)?|For official use(?: only)?|For Official Use(?: Only)?"
    r"|NOT FOR (?:PUBLICATION|PRESS)|Not for (?:publication|press)"
    r"|SPECIAL (?:FILE|FOLDER)|Special (?:File|file|Folder|folder)"
    r"|(?:EXTREMELY|Extremely|EXTRA|Extra|VERY|Very|MOST|Most) (?:URGENT|Urgent|urgent)|URGENT|Urgent"
    r"|(?:IMMEDIATELY|Immediately|IMMEDIATE)(?!\s?\w)"
    r"|Out of turn|OUT OF TURN|(?:TOP|Top|HIGH|High|HIGHEST|Highest) (?:PRIORITY|Priority|priority)"
    r"|(?:LIMITED )?OFFICIAL USE(?: ONLY)?|UNCLASSIFIED|NIACT"
    r"|BY COURIER|By courier|By Courier|TO BE RETURNED|To be returned|PERSONAL|Eyes only|EYES ONLY"
    r"|H\s?i\s?g\s?h\s?l\s?y\s{1,3}c\s?l\s?a\s?s\s?s\s?i\s?f\s?i\s?e\s?d"
    r"|S\sE\sC\sR\sE\sT|T\sO\sP\s{1,3}S\sE\sC\sR\sE\sT|S\sP\sE\sC\sI\sA\sL|U\sR\sG\sE\sN\sT"
    r"|C\sO\sN\sF\sI\sD\sE\sN\sT\sI\sA\sL|P\sE\sR\sS\sO\sN\sA\sL))\s?[!.]?\)?(?![\w'])"
)


@of_words
def body_words(words: Vocabulary) -> frozenset[str]:
    """Words that make a line the name of an office (an issuing body)."""
    return words.words(Mark.ORGANISATION, Mark.BODY)


@of_words
def holder_words(words: Vocabulary) -> frozenset[str]:
    """Words that make a line the title of somebody who signs."""
    return words.words(Mark.OFFICE, Mark.RANK, Mark.POST) - words.words(Mark.TRADE)


@of_words
def title_words(words: Vocabulary) -> re.Pattern[str]:
    """Words that open the title of a document."""
    return re.compile(
        r"(?i)^(?:the\s|from the\s|excerpts? from the\s|extracts? from the\s|ciphered\s|coded\s|secret\s|official\s)?"
        rf"(?:(?:{alternatives(words.words(Mark.NATIONALITY))})\s)?"
        rf"(?:{alternatives(words.words(Mark.DOCUMENT))}|aide[- ]m[eé]moire|talks between)\b"
    )


# What makes a document one of a genre.
GENRES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("telegram", re.compile(r"(?i)\b(?:telegram|ciphertelegram|cable)\b")),
    (
        "conversation",
        re.compile(
            r"(?i)\b(?:record|memorandum|memo|note|notes|report|minutes|abstract|summary|account)"
            r" (?:of|on|about) (?:a |the )?"
            r"(?:\w+ )?conversations?\b|\bconversations? (?:of|between|with|held)\b"
        ),
    ),
    ("minutes", re.compile(r"(?i)\b(?:minutes|protocol|transcript|stenogram|stenographic)\b")),
    (
        "journal",
        re.compile(r"(?i)\b(?:journal|diary|diaries) (?:of|for|entr)|\bfrom the (?:journal|diary)\b|(?:^|/ )journal\b"),
    ),
    ("conversation", re.compile(r"(?i)^(?:\d{4} )?(?:(?:meetings?|talks) (?:between|with)|receptions? of)\b")),
    ("letter", re.compile(r"(?i)\bletter\b")),
    ("report", re.compile(r"(?i)\b(?:report|information|survey|review|bulletin)\b")),
    ("memorandum", re.compile(r"(?i)\b(?:memorandum|memo|aide[- ]m[eé]moire|note)\b")),
)
# A title goes on with these.
TITLE_GOES_ON = re.compile(
    r"^(?i:of|with|between|for|from|during|about|on|to|in|at|by|and|concerning|regarding|covering)\b"
)
TITLE_WANTS_DATE = re.compile(r"(?i)\b(?:period|from|for|during|of|between|on|dated|covering)\s?:?$")

# A. B. Name; and, where no initials stand before a name, Name A. B.
NAME_WITH_INITIALS = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁ][a-z]?\.\s?-?){1,3}[A-ZÀ-ÞА-ЯЁ][\w'’ʹ-]{1,25}")
NAME_BEFORE_INITIALS = re.compile(r"[A-ZÀ-Þ][\w'’ʹ-]{2,25},?\s(?:[A-ZÀ-Þ][a-z]?\.\s?){1,3}(?<=\.)")
SIGN_WORD = re.compile(
    r"(?i)\[\s?(?:illegible )?(?:signatures?|signed)(?: illegible)?\s?[\]:]|/\s?(?:signature|signed|s)\s?/"
    r"|\((?:signature|signed|ss?)\)|\[\[?illegible signature\]?\]|^signed:|^signature:|^/s/|^/[-–—]/"
)
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,40}[^\W\d_](?![^\W_])")
LETTER_SPACED = re.compile(r"^(?:[A-Z]\.\s){0,2}\(?[A-ZÄÖÜ'](?:\s[A-ZÄÖÜ'-]){2,25}\)?$")
NAME_BEFORE_OFFICE = re.compile(
    r"^(?P<name>(?:[A-ZÀ-Þ][\w'’-]{1,30}|[A-ZÀ-Þ][a-z]?\.)(?:\s[A-ZÀ-Þ][\w'’-]{1,30}){1,2}),?\s(?=[a-z])"
)


@of_words
def _a_name(words: Vocabulary) -> str:
    particle = rf"(?:(?:{alternatives(words.words(Mark.PARTICLE))})\s){{0,2}}"
    return (
        r"(?:[A-ZÀ-ÞŁŚŠČŽ][a-z]?\.\s?-?){0,3}[A-ZÀ-ÞŁŚŠČŽ][\w'’-]{0,30}"
        rf"(?:\s{particle}[A-ZÀ-ÞŁŚŠČŽ][\w'’-]{{0,30}}\.?){{0,3}}"
    )


@of_words
def signed_name(_: Vocabulary) -> re.Pattern[str]:
    """A name in brackets or between strokes, anywhere in a line."""
    return re.compile(rf"\({_a_name()}\)|/{_a_name()}/")


@of_words
def name_in_brackets(_: Vocabulary) -> re.Pattern[str]:
    """A line that is a name in brackets or between strokes."""
    return re.compile(rf"^(?:\({_a_name()}\)|/{_a_name()}/|\([A-Z](?:[. ]{{1,2}}[A-Z'-]){{2,25}}\))\.?$")


@of_words
def count(words: Vocabulary) -> str:
    """Pattern of a number in digits or words."""
    number = alternatives(words.words(Mark.NUMBER))
    return rf"(?:\d{{1,3}}|(?i:(?:{number})(?:[- ](?:{number}))?))"


@of_words
def copies(_: Vocabulary) -> re.Pattern[str]:
    """A line that says how many copies there are, or who has them."""
    return re.compile(
        rf"^(?:{count()}\s(?:copies|copy)\b(?:\s(?:(?:were|was)\s)?(?:printed|made|sent|typed|produced|issued|prepared))?"
        r"(?!\sof\b)[^.;]{0,30}[:.]?$"
        rf"|(?:Produced|Printed|Made|Typed|Prepared|Issued|Sent)\s(?:out\s)?in\s{count()}\scop(?:ies|y)\b[^.;]{{0,40}}[:.]?$"
        r"|Distribution(?:\slist)?\b[^.;:]{0,60}:?"
        r"|Copies(?:\s(?:to|sent to|for|were sent to))?\s?:|Copies\ssent\b[^.;]{0,40}:?$"
        rf"|(?:Printed|Typed|Sent|Produced)(?:\s{count()}\s(?:copies|copy))[^.;]{{0,30}}[:.]?$"
        r"|Distributed(?:\saccording)?\sto\b[^.;]{0,40}[:.]?$|Mailing\slist\b[^.;]{0,30}:?$"
        r"|Recipients\s?:|Sent\sto\s?:)"
    )


ORDINAL_LABEL = re.compile(r"^(?P<label>(?:№\s?)?\d{1,3}(?:st|nd|rd|th|\s?[x×](?=\s))?[.)]?)(?=\s|$|-|–|—)")
DASH_LABEL = re.compile(r"^(?P<label>[-–—•*·])\s{1,3}(?=\S)")


@of_words
def typist(words: Vocabulary) -> re.Pattern[str]:
    """A line about who made the paper: initials, `typed by`."""
    return re.compile(
        r"^(?:\d{0,2}\s?[-–.]?\s?(?:by\s)?[A-Za-zА-Яа-я]{1,4}\s?/\s?[A-Za-zА-Яа-я]{1,4}(?:\s?(?i:sic))?\.?"
        rf"|(?i:{alternatives(words.words(Mark.TYPIST))})\s(?:and\s\w{{1,12}}\s)?by\b.{{1,80}}"
        r"|(?i:typist|stenographer|drafter|executor)\s?:.{1,60})$"
    )


CERTIFIED = re.compile(r"^(?i:authenticated|certified|verified|true copy|correct|attested|a true copy)\s?:")
SEPARATOR = re.compile(
    r"^(?:[xXхХ×](?:\s{0,3}[xXхХ×]){1,10}|[*=_~#•–—-](?:\s{0,3}[*=_~#•–—-]){2,200}|\*|o{3,}|\.(?:\s?\.){7,})$"
)
ENCLOSURE = re.compile(
    r"(?i)^(?:\d{1,2}[.)]\s)?(?:enclosures?|attachments?|annex(?:es)?|appendi(?:x|ces)|supplements?)\b"
    r"\s?(?:nº?\s?\d{0,2}|[\dIVX]{0,4})\s?[:.]?"
)
SUBJECT = re.compile(r"(?i)^(?:subject|re|concerning|regarding|about|content|contents|topic)\s?:\s?\S")
ADDRESSEE = re.compile(
    r"^(?:(?:TO|To)$|(?:TO|To|Copy to|Copies to|Copy|cc|CC|For|FOR|Via|Attention|Attn\.?)\s?:|Copy to\s|"
    r"to\s(?:Comrades?|Cdes?\.)\s[A-Z]|(?:TO|To)\s(?:Ministry\s|[Tt]he\s|THE\s|Comrades?\s|COMRADES?\s|Cdes?\.\s|Com\.\s|Mr\.\s|Dr\.\s|[A-Z]{2,}|[A-Z]\.\s?[A-Z]))"
)
# The dot of an initial or of an abbreviation (`Cde. I. V. Sidorov`), which ends no sentence.
_DOT = r"(?:(?<=\b[A-ZÀ-Þ])|(?<=\b[DM]r)|(?<=\b[A-Z][a-z]{2})|(?<=\b[A-Z][a-z]{3}))\.(?=\s?[A-ZÀ-Þ])"
SALUTE = re.compile(
    rf"^(?:(?:My\s)?(?:Dear|Esteemed|Respected|Highly esteemed|Honou?red|Much esteemed|Most esteemed|Deeply esteemed)\s"
    rf"(?:[^.?;]|{_DOT}){{2,90}}[!,:.]?"
    rf"|(?:(?:Comrades?|Your Excellency|Excellency|Sir|Gentlemen)\b|(?:Cde|Mr)\.)(?:[^.?;:]|{_DOT}){{0,60}}[!,]"
    r"|(?:(?:Your )?Excellency|Sir|Gentlemen):)$"
)
GREETINGS = re.compile(
    r"(?i)^(?:with (?:\w+[ -]){0,4}(?:greetings?|regards?|respect|esteem|consideration|salutations?)"
    r"|yours (?:\w+ ?){1,3}|(?:respectfully|sincerely|cordially)(?: yours)?|fraternal(?:ly)? (?:greetings|yours)"
    r"|(?:\w+ly )?yours|(?:very |most )?\w+ly,? yours"
    r"|best (?:wishes|regards)|i shake your hand)[,.!]?$"
)
TELEGRAM_LINE = re.compile(
    r"^(?:From|FROM|Sent|SENT|Received|RECEIVED|Dispatched|DISPATCHED|Transmitted|Arrived|Date|Time)\b\s?(?:from\b)?"
    r"(?::?\s|…)"
)


@of_words
def _abbreviated(words: Vocabulary) -> str:
    listed = alternatives(words.words(Mark.ABBREVIATION, Mark.MONTH_SHORT), capitalized=True)
    return f"{listed}|{alternatives(words.words(Mark.ABBREVIATION_LOWER))}"


@of_words
def cut_short(_: Vocabulary) -> re.Pattern[str]:
    """An abbreviation or an initial at the end: the full stop behind it ends no sentence."""
    return re.compile(rf"\b(?:{_abbreviated()}|[A-ZÀ-Þ])\.$")


@of_words
def _short(_: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_abbreviated()}|[A-ZÀ-Þ][a-z]?)\.")


_STOP = re.compile(r"[a-z\d\])\"”'’]{2}[.!?][\"”]? +[A-ZÀ-Þ\[]|[a-z\])]{3}[.!?][\"”]?$")


_NUMBERED = re.compile(r"^\d{1,4}\.\s(?=[A-Z])")


def unnumbered(text: str) -> str:
    """The heading of a document without its number in a collection: `290. Memorandum of Conversation`."""
    return _NUMBERED.sub("", text)


def close_up(text: str) -> str:
    """`text` with its letter-spaced words as words: `N o t e` is `Note`."""
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def is_sentence(text: str) -> bool:
    """Whether `text` ends a sentence somewhere; abbreviations and initials do not."""
    return _STOP.search(_short().sub("X", text)) is not None
