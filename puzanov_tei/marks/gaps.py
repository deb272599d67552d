"""Rules for what is not there: omissions, illegible places, blanks, redactions, losses."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, of_words
from puzanov_tei.marks.context import Context
from puzanov_tei.model import Kind, Mention, MentionAttributes

_DOTS = re.compile(r"[.…\s]+$")
_RULED = re.compile(r"[_\s–—-]*$")
_ILLEGIBLE = re.compile(
    r"\b(?:illegible|illegibly|(?:not|un|il)[ -]?(?:legible|readable)|un-?readable|(?:un|in)decipherable"
    # ... as editors of the originals write it
    r"|неразборчиво|нрзб\.?|нерозбірливо|нечетливо|unleserlich|illisible|ilizibil|nečiteln[éýá]|nieczyteln[eya]"
    r"|olvashatatlan|ilegível|ilegible|illeggibile|字迹不清|판독불가)(?!\w)",
    re.IGNORECASE,
)
_INAUDIBLE = re.compile(r"\b(?:inaudible|inaudibly|unintelligible|not audible|cannot be heard)\b", re.IGNORECASE)
_BLANK = re.compile(r"\b(?:left blank|left open|blank|not filled in)\b", re.IGNORECASE)
_OFF_PAGE = re.compile(r"\b(?:off the (?:page|image|sheet)|cut off|cropped)\b", re.IGNORECASE)
_REDACTED = re.compile(r"\b(?:redacted|sanitized|excised|blacked out|withheld)\b", re.IGNORECASE)
_LOST = re.compile(
    r"(?:one |two |several |\d+ )?(?:date|day|month|year|number|name|names|word|words|letter|letters|digit|digits"
    r"|line|lines)\s+(?:is |are )?(?:missing|lost|torn off|damaged)$",
    re.IGNORECASE,
)

_UNITS = {
    "letter": "chars",
    "character": "chars",
    "digit": "chars",
    "word": "words",
    "line": "lines",
    "name": "names",
    "signature": "signatures",
    "initial": "initials",
    "paragraph": "paragraphs",
}
_AMOUNT = re.compile(r"(\d{1,3})(?:\s*(?:-|–|—|to|or)\s*(\d{1,3}))?\b")


@of_words
def _numbers(words: Vocabulary) -> dict[str, str]:
    return {word: str(number) for word, number in words.numbered(Mark.NUMBER).items()}


def measure(description: str) -> MentionAttributes:
    """How much is missing, as the attributes of TEI's att.dimensions.

    `3-4 illegible letters` gives `unit=chars atLeast=3 atMost=4`; `two names illegible` `unit=names quantity=2`;
    `illegible word` `unit=words quantity=1`; what is not said is `extent=unknown`.
    """
    measures: MentionAttributes = {}
    singular = False
    for word in re.findall(r"[a-z]+", description.lower()):
        stem = word.removesuffix("s")
        if stem in _UNITS and "unit" not in measures:
            measures["unit"] = _UNITS[stem]
            singular = word == stem
    amount = _AMOUNT.search(description)
    numbers = _numbers()
    spelled = next((numbers[word] for word in description.lower().split() if word in numbers), "")
    if "unit" in measures and amount and amount[2]:
        measures |= {"atLeast": amount[1], "atMost": amount[2]}
    elif "unit" in measures and (amount or spelled or singular):
        measures["quantity"] = amount[1] if amount else spelled or "1"
    else:
        measures["extent"] = "unknown"
    return measures


def omission(context: Context) -> list[Mention] | None:
    """An omission: `[...]`, `[…]`, `[….]`; the translator left something out."""
    content = context.content
    if not content or not _DOTS.match(content):
        return None
    return [_whole(context, "omission", {"reason": "editorial", "extent": "unknown"})]


def ruled(context: Context) -> list[Mention] | None:
    """A blank: `[ ]`, `[___]`, `[-]`; a place left open in the original."""
    if not _RULED.match(context.content):
        return None
    return [_whole(context, "blank", {"reason": "blank", "extent": "unknown"})]


def _whole(context: Context, rule: str, attributes: MentionAttributes) -> Mention:
    return Mention(
        context.begin,
        context.end,
        Kind.GAP,
        rule=f"marks.{rule}",
        attributes=attributes,
        opening=context.end - context.begin,
        resp="translator",
    )


def _described(context: Context, rule: str, reason: str) -> list[Mention]:
    return context.described(Kind.GAP, rule, {"reason": reason, **measure(context.content)})


def redacted(context: Context) -> list[Mention] | None:
    """Words made unreadable by the archive: `[NAME REDACTED]`, `[REDACTED]`."""
    if len(context.content) > 80 or not _REDACTED.search(context.content):
        return None
    return _described(context, "redacted", "redacted")


def illegible(context: Context) -> list[Mention] | None:
    """What nobody could read: `[[illegible name]]`, `[3-4 illegible letters]`, `[date unreadable]`."""
    if len(context.content) > 120 or not _ILLEGIBLE.search(context.content):
        return None
    return _described(context, "illegible", "illegible")


def inaudible(context: Context) -> list[Mention] | None:
    """What nobody could hear: `[inaudible]`, `[two words unintelligible]`."""
    if len(context.content) > 80 or not _INAUDIBLE.search(context.content):
        return None
    return _described(context, "inaudible", "inaudible")


def blank(context: Context) -> list[Mention] | None:
    """A place that was not filled in: `[date left blank]`, `[date off the page]`."""
    if len(context.content) > 60:
        return None
    if _OFF_PAGE.search(context.content):
        return _described(context, "off-page", "cut-off")
    if _BLANK.search(context.content):
        return _described(context, "blank", "blank")
    return None


def lost(context: Context) -> list[Mention] | None:
    """What the paper has lost: `[number missing]`, `[two words missing]`."""
    if not _LOST.match(context.content):
        return None
    return _described(context, "lost", "lost")
