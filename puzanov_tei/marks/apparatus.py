"""Rules for what is on the paper beside the text: stamps, handwriting, signatures, notes, drawings."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words
from puzanov_tei.marks.context import LONGEST, Context
from puzanov_tei.marks.gaps import measure
from puzanov_tei.marks.words import SourceWord, function_words, shape
from puzanov_tei.model import Kind, Mention, MentionAttributes

LONGEST_LABEL = 120
"""A bracket with a label and nothing else is no longer than this, in characters."""
LONGEST_LINE = 160
"""A label that stands alone in its brackets speaks of its line, if the line is no longer than this."""

_STAMP = re.compile(r"\bstamp(?:s|ed)?\b", re.IGNORECASE)
_HAND = re.compile(
    r"\b(?:hand-?writ\w*|by hand|in (?:pen|pencil|ink)|margin\w*|notations?|inscriptions?|inscribed|pencil\w*"
    r"|resolution)\b",
    re.IGNORECASE,
)
_HAND_ALONE = re.compile(
    r"(?:an? |the |two |several |illegible |faded )*(?:hand-?writ\w*|marginal (?:note|notation)s?|notations?)\b"
    r"|(?:a )?notes? (?:in|on) the (?:\w+ )?margin\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"(?:^|(?<=[;,] ))(?:illegible(?: signature| name| initials)?|not legible)(?=$|[;,])", re.IGNORECASE
)
_INSERTED = re.compile(
    r"\b(?:insert\w*|added|interlin\w*|above the line|between the lines|written in)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:margin\w*|notes?|notations?|page|bottom|top|entry|inscription|left|right)\b", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"(?:(?:two|three|several|the) )?(?:signatures?|signed|initials?|initialed|initialled)(?: in [\w ]{1,30})?$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:translator|trans\.|transl\.|tr\.|editor|ed\.|archivist|compiler|author)?(?:'s|’s|s'|s’)?\s*"
    r"(?:notes?|comments?|remarks?|sources?|N\.B\.|NB)\s*:\s*",
    re.IGNORECASE,
)
_FEW_WORDS = 3

_THING = re.compile(
    r"\b(?:pages?|lea(?:f|ves)|sheets?|paragraphs?|passages?|text|documents?|attachments?|enclosures?|tables?|lines?"
    r"|lists?|signatures?|original|translation|cop(?:y|ies)|expansion|meaning|sentences?|part|footnotes?|words?|names?|dates?)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:missing|lacking|omitted|unknown|follows?|ends?|begins?|continue[sd]?|unclear|torn|damaged|crossed out"
    r"|deleted|struck|underlined|repeated|breaks off|not (?:included|attached|given|translated|found|clear|available"
    r"|preserved|reproduced)|in (?:the )?(?:Russian|Korean|Chinese|English|German|Hungarian|French|original))\b",
    re.IGNORECASE,
)


@of_words
def _picture(words: Vocabulary) -> re.Pattern[str]:
    """What is drawn or printed on the paper: `the round seal`."""
    before = "(?:the |a |an |round |official |faded |state )*"
    return re.compile(rf"{before}(?:{alternatives(words.words(Mark.PICTURE))})\b", re.IGNORECASE)


def stamp_attributes(text: str, label: str) -> MentionAttributes:
    """Subtype of a stamp by what it says, and how well its image is said to be preserved."""
    words = text.lower()
    subtype = "unknown"
    if "incoming" in words:
        subtype = "incoming"
    elif "outgoing" in words:
        subtype = "outgoing"
    elif "archive" in words or "fond" in words or "declassified" in words:
        subtype = "archive"
    elif "subject to return" in words or "return to" in words:
        subtype = "return"
    attributes: MentionAttributes = {"subtype": subtype}
    for state in ("partial", "faded"):
        if state in label.lower():
            attributes["rend"] = state
    return attributes


def stamp(context: Context) -> list[Mention] | None:
    """A stamp: `[stamp: ...]` in every wording; `[stamp] words` on one line; a bracket across merged columns."""
    label, length = context.label()
    begin = context.inner[0]
    if label and _STAMP.search(label):
        attributes = stamp_attributes(context.content, label)
        if "\n" in label and context.line()[0].strip():
            return [context.mark(Kind.STAMP, "stamp.merged", attributes)]
        return [context.mark(Kind.STAMP, "stamp", attributes), _description(context, "stamp", begin, length)]
    if length or not _STAMP.search(context.content[:LONGEST_LABEL]):
        return None
    if "\n" in context.content and context.line()[0].strip():
        return [context.mark(Kind.STAMP, "stamp.merged", stamp_attributes(context.content, context.content))]
    if len(context.content) > LONGEST_LABEL or "[" in context.content:
        return [context.mark(Kind.STAMP, "stamp", stamp_attributes(context.content, context.content))]
    return _label_alone(context, Kind.STAMP, "stamp.label")


def _description(context: Context, rule: str, begin: int, length: int) -> Mention:
    """The label as description, its colon and blanks as frame."""
    label = context.text[begin : begin + length].rstrip()
    return Mention(
        begin,
        begin + length,
        Kind.DESCRIPTION,
        rule=f"marks.{rule}",
        closing=length - len(label) + (1 if label.endswith(":") else 0),
        resp="translator",
    )


def _label_alone(context: Context, kind: Kind, rule: str) -> list[Mention]:
    """The brackets hold the label only: the words before or behind it on its line are what the label speaks of."""
    before, _, after = context.line()
    begin, end = context.begin, context.end
    if not before.strip() and 0 < len(after.strip()) <= LONGEST_LINE:
        end += len(after.rstrip())
    elif before.strip() and not after.strip() and len(before) <= LONGEST_LINE:
        begin = context.snap(begin - len(before.lstrip()))
    words = context.text[begin:end]
    attributes: MentionAttributes = stamp_attributes(words, words) if kind is Kind.STAMP else {}
    if (begin, end) == (context.begin, context.end):
        return context.described(kind, rule, attributes)
    return [
        Mention(begin, end, kind, rule=f"marks.{rule}", attributes=attributes, resp="translator"),
        context.mark(Kind.DESCRIPTION, rule),
    ]


def handwriting(context: Context) -> list[Mention] | None:
    """Handwriting: `[handwritten: ...]` in every wording; inside a sentence a word that replaces or adds."""
    label, length = context.label()
    begin, end = context.inner
    if not label:
        if not _HAND_ALONE.match(context.content):
            return None
        if len(context.content) > LONGEST_LABEL or "[" in context.content:
            return [context.mark(Kind.HANDWRITTEN, "handwritten")]
        return _label_alone(context, Kind.HANDWRITTEN, "handwritten.label")
    if not _HAND.search(label):
        return None
    written = context.text[begin + length : end]
    change = _change(context, label, length, written)
    if change:
        return change
    place = next((place for place in ("margin", "bottom", "top") if place in label.lower()), "")
    attributes: MentionAttributes = {"place": place} if place else {}
    return [
        context.mark(Kind.HANDWRITTEN, "handwritten", attributes),
        _description(context, "handwritten", begin, length),
        *_illegible_words(begin + length, written),
    ]


def _illegible_words(begin: int, written: str) -> list[Mention]:
    """`[handwritten note: illegible]`, `[handwriting: "agree"; illegible signature]`: what was not read."""
    gaps: list[Mention] = []
    for match in _UNREAD.finditer(written[:LONGEST]):
        span = (begin + match.start(), begin + match.end())
        attributes: MentionAttributes = {"reason": "illegible", **measure(match.group())}
        gaps.append(Mention(*span, Kind.GAP, rule="marks.illegible", attributes=attributes, resp="translator"))
        gaps.append(Mention(*span, Kind.DESCRIPTION, rule="marks.illegible", resp="translator"))
    return gaps


def _change(context: Context, label: str, length: int, written: str) -> list[Mention] | None:
    """Handwriting in the middle of a sentence changes it: it adds words, or replaces the word before it."""
    before = context.words_before
    words = written.split()
    if _ELSEWHERE.search(label) or not before or not words or len(words) > 6 or not context.before[-1:].isspace():
        return None
    quoted = any(char in written for char in '"“”„:;')
    goes_on = context.after.lstrip()[:1].isalnum() or context.after[:1] in (",", ".", ";")
    if quoted or before[-1].stops or not goes_on or not before[-1].text[-1].isalnum():
        return None
    opening = context.inner[0] + length - context.begin
    closing = context.end - context.inner[1]
    if _INSERTED.search(label) or words[0].lower() in function_words():
        return [_written(context, context.begin, opening, closing, "handwritten.adds")]
    count = _replaced(before, words, context.after.lstrip()[:1])
    if not count:
        return None
    begin = context.snap(before[-count].begin)
    rule = "marks.handwritten.replaces"
    space = context.begin - before[-1].end
    return [
        Mention(begin, context.end, Kind.SUBSTITUTION, rule=rule, resp="translator"),
        Mention(begin, before[-1].end, Kind.DELETED, rule=rule, resp="translator"),
        _written(context, before[-1].end, opening + space, closing, "handwritten.replaces"),
    ]


def _replaced(before: list[SourceWord], words: list[str], following: str) -> int:
    """How many words before the bracket the handwriting replaces: as many as it has, if they are alike in shape.

    Numbers and names are replaced only in a sentence, that is before a word in lower case: a letterhead has
    handwriting beside its numbers.
    """
    shapes = [shape(word) for word in words]
    if len(words) > 3 or (shapes[0] != "l" and not following.islower()):
        return 0
    if [shape(word.text) for word in before[-len(words) :]] == shapes and not any(
        word.stops for word in before[-len(words) : -1]
    ):
        return len(words)
    return 1 if shape(before[-1].text) == shapes[0] else 0


def _written(context: Context, begin: int, opening: int, closing: int, rule: str) -> Mention:
    return Mention(
        begin,
        context.end,
        Kind.ADDED,
        rule=f"marks.{rule}",
        opening=opening,
        closing=closing,
        resp="translator",
    )


def signature(context: Context) -> list[Mention] | None:
    """A signature that is only reported: `[signature]`, `[signed]`, `[initials]`."""
    if not _SIGNATURE.match(context.content):
        return None
    return context.described(Kind.SIGNATURE, "signature")


def note(context: Context) -> list[Mention] | None:
    """A note: of `[Translator's note: ...]` the label is the frame, the note is the text."""
    head = _NOTE.match(context.content)
    if not head or head.end() == len(context.content):
        return None
    mark = context.mark(Kind.TRANSLATOR_NOTE, "note")
    opening = context.inner[0] + head.end() - context.begin
    return [
        Mention(
            mark.begin,
            mark.end,
            Kind.TRANSLATOR_NOTE,
            rule="marks.note",
            opening=opening,
            closing=mark.closing,
            resp="translator",
        )
    ]


def translators_note(context: Context) -> list[Mention] | None:
    """A translator's note about a gap: `[Translator's note: half a line is blank]`; whose it is tells more."""
    head = _NOTE.match(context.content)
    if not head or head.group().casefold().startswith(("note", "comment", "remark", "nb", "n.b.")):
        return None
    return note(context) if len(context.content[head.end() :].split()) > _FEW_WORDS else None


def picture(context: Context) -> list[Mention] | None:
    """A picture: `[logo of the Embassy]`, `[round seal]`, `[map]`; described, not printed."""
    if not _picture().match(context.content) or len(context.content) > 200 or context.inside_word:
        return None
    if not context.alone and " of " not in context.content:
        return None
    return [context.mark(Kind.TRANSLATOR_NOTE, "picture")]


def remark(context: Context) -> list[Mention] | None:
    """A remark about the document: `[one page missing]`, `[expansion unknown]`."""
    content = context.content
    if context.inside_word or not (_THING.search(content) and _STATE.search(content)):
        return None
    return [context.mark(Kind.TRANSLATOR_NOTE, "remark")]
