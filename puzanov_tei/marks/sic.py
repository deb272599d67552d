"""Rules for `[sic]`: what it stands behind, and the correction that it may hold."""

from __future__ import annotations

import re

from puzanov_tei.marks.apparatus import note
from puzanov_tei.marks.context import Context
from puzanov_tei.marks.words import SourceWord, fold, likeness, matters, months, quotation, shape
from puzanov_tei.model import Certainty, Kind, Mention

_SIC = re.compile(
    r"(?:(?:translator|editor)(?:'s|’s|s')? (?:note|comment)\s*:\s*)?(?:sic|thus|so in (?:the )?(?:original|text)"
    r"|as in (?:the )?original|recte)\b[\s,;:.!?–—-]*",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r",?\s+(?:is|are|was|were)\s+(?:(?:probably|undoubtedly|clearly|obviously|apparently|surely|the)\s+){0,2}"
    r"(?:correct|right|meant|intended|reading|name|spelling)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:it |this |he )?(?:the (?:correct|right) (?:name|spelling|form|date|number|word) is"
    r"|should (?:be|read)|must be|read|recte|correctly|correct(?:ion)?:|means|meant|i\.\s?e\.,?|that is,?"
    r"|meaning|in fact|=|probably|presumably|possibly|perhaps|apparently)\s*)+",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\b(?:probably|presumably|possibly|perhaps|apparently)\b", re.IGNORECASE)
_QUOTES = "\"'“”„‘’«»"
_ROMAN_MONTH = re.compile(r"[IVX]{1,4}\.?")
_MOST_WORDS = 8
_MOST_ASIDE = 2  # words behind a correction that say no more than that it is one
_LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_QUOTATION = 3
"""`"good friends" [sic]` is about the quotation if it has no more words than this."""


def sic(context: Context) -> list[Mention] | None:
    """An error of the source, noted or corrected: `[sic]`, `[sic, R. Ya. is correct]`, `[SIC - plural]` ..."""
    head = _SIC.match(context.content)
    if not head:
        return None
    before = context.words_before
    if not before or (context.bracket.opening and _closes_sentence(before[-1], context)):
        return _remark(context) if head.end() < len(context.content) or not before else _bare(context, before)
    if head.end() == len(context.content):
        return _bare(context, before)
    begin, end, cert = _correction(context, head.end())
    if begin == end or (_initials_only(context.text[begin:end]) and not before[-1].initial):
        return _commented(context, before)  # `N. M. Name [sic, M. N. is correct]` corrects a part of the name
    if len(_LETTERS.findall(_explanation(context, end))) > _MOST_ASIDE:
        return _commented(context, before)  # what the translator explains is text to be read
    target = _counterpart(before, context.text[begin:end])
    if target is None:
        return _commented(context, before)
    return _corrected(context, target, begin, end, cert)


def _explanation(context: Context, end: int) -> str:
    """What a remark goes on to say behind the correction that ends at an offset, and the verdict on it."""
    rest = end - context.inner[0]
    verdict = _VERDICT.match(context.content, rest)
    return context.content[verdict.end() if verdict else rest :]


def _initials_only(proposed: str) -> bool:
    return all(shape(word) == "i" for word in proposed.split())


def _closes_sentence(word: SourceWord, context: Context) -> bool:
    """A note on a line of its own, or behind a full stop, is not about one word."""
    return word.text[-1] in ".!?" and not word.initial and len(context.content) > 5


def _remark(context: Context) -> list[Mention]:
    return note(context) or [context.mark(Kind.TRANSLATOR_NOTE, "sic-remark")]


def _bare(context: Context, before: list[SourceWord]) -> list[Mention]:
    """The frame is the bracket with the white space before it."""
    begin = context.snap(name_or_word(before))
    end = before[-1].end
    return [
        Mention(
            begin,
            context.end,
            Kind.SIC,
            rule="marks.sic",
            closing=context.end - end,
            resp="translator",
        )
    ]


def _commented(context: Context, before: list[SourceWord]) -> list[Mention]:
    """A remark that is no correction stays a note beside the word."""
    begin = context.snap(name_or_word(before))
    return [
        Mention(begin, before[-1].end, Kind.SIC, rule="marks.sic", resp="translator"),
        *_remark(context),
    ]


def _corrected(context: Context, target: int, begin: int, end: int, cert: Certainty) -> list[Mention]:
    start = context.snap(target)
    last = context.words_before[-1].end
    return [
        Mention(start, context.end, Kind.CHOICE, rule="marks.sic-correction", resp="translator"),
        Mention(start, last, Kind.SIC, rule="marks.sic-correction", resp="translator"),
        Mention(
            last,
            context.end,
            Kind.CORRECTION,
            cert=cert,
            rule="marks.sic-correction",
            opening=begin - last,
            closing=context.end - end,
            resp="translator",
        ),
    ]


def _correction(context: Context, skip: int) -> tuple[int, int, Certainty]:
    """The span of the correction inside the bracket; empty if the remark holds none."""
    content, base = context.content, context.inner[0]
    cert = Certainty.MEDIUM if _DOUBT.search(content) else Certainty.HIGH
    lead = _LEAD.match(content, skip)
    begin = lead.end() if lead else skip
    verdict = _VERDICT.search(content, begin)
    end = verdict.start() if verdict else len(content.rstrip(" .;"))
    while begin < end and content[begin] in _QUOTES + " ":
        begin += 1
    while begin < end and content[end - 1] in _QUOTES + " ,":
        end -= 1
    proposed = content[begin:end]
    told = bool(lead or verdict)
    if not proposed or len(proposed.split()) > _MOST_WORDS or (not told and not _plain(proposed, context)):
        return 0, 0, cert
    return base + begin, base + end, cert


def _plain(proposed: str, context: Context) -> bool:
    """Without `is meant` or the like: only a date, a name, or a word like the one before the bracket."""
    if ", " in proposed or len(proposed.split()) > 4:
        return False
    last = context.words_before[-1].bare
    return proposed[0].isupper() or proposed[0].isdigit() or likeness(proposed, last) > 0.6


def _counterpart(before: list[SourceWord], proposed: str) -> int | None:
    """Where the words begin that the correction is for: as many words, or a few more or less, alike in
    opening, shape and letters."""
    wanted = [shape(word) for word in proposed.split()]
    best: tuple[float, int] | None = None
    for count in (len(wanted), len(wanted) - 1, len(wanted) + 1, len(wanted) + 2):
        if not 0 < count <= len(before):
            continue
        words = before[-count:]
        if any(word.stops for word in words[:-1]):
            continue
        same = [shape(word.text) for word in words] == wanted
        opens = 1 < len(wanted) <= count and fold(words[0].bare) == fold(proposed.split()[0])
        score = likeness(" ".join(word.text for word in words), proposed) + 2.0 * same + 3.0 * opens
        if best is None or score > best[0]:
            best = (score, words[0].begin)
    return best[1] if best else None


def name_or_word(before: list[SourceWord]) -> int:
    """Where the name, the date, the quotation or the single word begins that ends the line before a bracket."""
    last = before[-1]
    quoted = quotation(before, LONGEST_QUOTATION)
    if quoted is not None:
        return quoted
    index = len(before) - 1
    if (numeric := _spaced_date(before)) is not None:
        return numeric
    if last.key in months() or (last.bare.isdigit() and len(last.bare) == 4):
        while index > 0 and not before[index - 1].stops and _date_word(before[index - 1]):
            index -= 1
    elif last.name_like and not last.bare.isdigit():
        while index > 0 and before[index - 1].name_like and not before[index - 1].stops:
            if before[index - 1].key in months() or (before[index - 1].key in matters() and last.key not in matters()):
                break
            index -= 1
    return _behind_punctuation(before[index])


def _spaced_date(before: list[SourceWord]) -> int | None:
    """Where `2. X. 62` or `2 XI 1962` begins, if the words end with it."""
    if len(before) < 3 or not (before[-1].bare.isdigit() and before[-3].bare.isdigit()):
        return None
    return before[-3].begin if _ROMAN_MONTH.fullmatch(before[-2].text) else None


def _date_word(word: SourceWord) -> bool:
    return word.key in months() or word.bare.isdigit()


def _behind_punctuation(word: SourceWord) -> int:
    """An opening quote or parenthesis is not part of the target."""
    begin = word.begin
    while begin < word.end - 1 and word.text[begin - word.begin] in '("“„«':
        begin += 1
    return begin
