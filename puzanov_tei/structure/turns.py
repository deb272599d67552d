"""Speaker turns: who speaks stands at the head of a line, in one of the forms that minutes have.

    KIM: ...    North (KIM): ...    Comrade Pak: ...    Li Min: ...    ANTONOV. ...    [ANTONOV.] ...    Zharkova. ...
    Cde. Borisov :            VLASOV -- ...             The Ambassador: ...
    We cannot postpone.

A heading looks the same (`AGENDA: ...`, `Record Number: 5`). So only a document in which people speak has turns:
where a form is beyond doubt, or where the same names open lines again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words
from puzanov_tei.model import Kind, Page, Part, PartKind
from puzanov_tei.structure import words
from puzanov_tei.structure.lines import Line, Marks
from puzanov_tei.structure.parts import Recognised, Sheet, inner, part, whole

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŹŻŽА-ЯЁ"
_NAME = rf"(?:[{_UP}]\w?\.-?|[{_UP}][\w'’ʹ-]{{0,25}})"
_SIDE = r"(?:\s?\([^()]{1,40}\))"
_OPENS = re.compile(rf"[{_UP}\"“„«(\[…\d¿¡]")
# Behind the end of a sentence.
_INSIDE = re.compile(rf"(?<=[.!?…”\")\]]\s)(?=[{_UP}][^:\n]{{1,80}}:\s)")
_SHORTENED = re.compile(rf"(?:[{_UP}][a-z]{{0,4}}\.\s+)+")
_WORD = re.compile(r"[^\W\d_][\w'’ʹ-]+")
_INTRODUCED = re.compile(rf"(?<=[\w.,;:(] )[{_UP}][\w'’ʹ-]{{2,25}}(?=[,;. ():]|$)")
_ROMAN = re.compile(r"[IVXLC]+")
_FEWEST = 2
_SPOKEN = frozenset({PartKind.PARAGRAPH, PartKind.LIST, PartKind.TABLE, PartKind.PAGE_BREAK})
_STOPS = (".", "!", "?", ":", ";", ",", "”", '"', "…", "]", ")", "-", "–", "—")
_AGENDA = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s(?:Re\b|On\b|About\b|Regarding\b|Concerning\b|Question\b|Subject\b)")
_ENDED = re.compile(
    r"(?i)\b(?:talks?|conversation|meeting|session|reception|visit|discussions?)\s(?:was |were )?"
    r"(?:ended|lasted|closed|adjourned|concluded|took place|is over|was over)\b|^The following (?:were|was) present\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|our|us|me)\b")
_LEFT_OUT = re.compile(r"^\[(?:\.\s?\.\s?\.|…)\]\s(?=\S)")
_LONGEST_ENDING = 200
_OPENS_LABEL = 12  # characters in which an abbreviation stands
_OPENING = 4  # words in which a paragraph names of whom it tells
_MINUTES = frozenset({"minutes", "conversation"})
_LONGEST_ALONE = 60
_FIELDS_OF_CABLES = frozenset("tags ref refs for".split())


@of_words
def _label_form(words: Vocabulary) -> re.Pattern[str]:
    """Titles, a name, a side in brackets, and the sign behind them."""

    def any_of(marked: Iterable[str]) -> str:
        return alternatives((word for word in marked if len(word) > 1), capitalized=True)

    title = rf"(?:{any_of(words.words(Mark.HONORIFIC, Mark.RANK))})\.?"
    before = rf"(?:(?:{any_of(words.words(Mark.MODIFIER))})[ -]){{0,3}}"
    office = rf"{before}(?:{any_of(words.words(Mark.OFFICE) - words.words(Mark.TRADE))})"
    particle = rf"(?:(?:{alternatives(words.words(Mark.PARTICLE))})\s)?"
    return re.compile(
        rf"^(?P<speaker>(?P<short>(?:(?:(?!{title}\s)[{_UP}][a-z]{{1,4}}\.\s)+(?=[^:.\n]{{2,60}}:))?)(?P<title>(?:(?:Statements?|Remarks|Speech|Address)\sby\s)?"
        rf"(?:{title}\s|(?:The\s)?{office}(?:\s|(?=\s?[:.])))*)"
        rf"(?P<name>{_NAME}(?:\s{particle}{_NAME}|(?<=\.){_NAME}){{0,3}}(?:\s\d{{1,2}})?)?"
        rf"(?P<side>{_SIDE})?(?P<sign>\s?:|\s?(?:--|[—–])(?=\s)|\.))(?P<rest>\s+(?=\S)|$)"
    )


@of_words
def _no_name(words: Vocabulary) -> frozenset[str]:
    """Words before a name that are no name of an office."""
    return words.words(Mark.HONORIFIC) | {"gen", "col", "the"}


@of_words
def _headings(words: Vocabulary) -> frozenset[str]:
    """Words of headings and of fields: a line that one of them opens or ends is no turn."""
    return words.words(Mark.LABEL, Mark.ORDINAL, Mark.HEADS_LINE, Mark.DOCUMENT) | _FIELDS_OF_CABLES


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a speaker at the head of a line.

    Attributes:
        end: where it ends in the line as read, its sign (colon, stop or dash) included.
        name: the words of the name in lower case, titles left out (an office if it stands alone).
        sign: `:`, `.` or `-`.
        sure: no heading looks like this: a title before the name, a side, or a name in capitals.
        alone: nothing else stands on the line.
    """

    end: int
    name: tuple[str, ...]
    sign: str
    sure: bool
    alone: bool


def label_of(line: Line) -> Label | None:
    """The label that a line opens with, if it has the form of one and no word of a heading."""
    return None if line.mark is not None else _label(line.plain[:200], bracketed=line.text.startswith("["))


def _label(head: str, *, bracketed: bool) -> Label | None:
    match = _label_form().match(head)
    if match is None:
        return None
    name = tuple(word.lower() for word in _WORD.findall(match["name"] or ""))
    titles = tuple(word.lower() for word in _WORD.findall(match["title"]) if word.lower() not in _no_name())
    sign = match["sign"].strip()[:1].replace("—", "-").replace("–", "-")
    alone = not head[match.end() :].strip()
    if match["short"] and (sign != ":" or not name):
        return None
    if not (name or titles) or {*name[:1], *name[-1:]} & _headings():
        return None
    if sign == "." and not _is_before_stop(match, name, bracketed=bracketed):
        return None
    if sign != ":" and not alone and not _OPENS.match(head, match.end()):
        return None
    if alone and (sign != ":" or len(head) > _LONGEST_ALONE) and not bracketed:
        return None
    written = match["name"] or ""
    capitals = len(written) > 1 and written.isupper() and not _ROMAN.fullmatch(written)
    sure = bool(match["side"] and name) or (bool(match["title"]) and bool(name)) or (capitals and sign != "-")
    return Label(match.end("sign"), name or titles, sign, sure and (sign != "." or capitals), alone)


def _is_before_stop(match: re.Match[str], name: tuple[str, ...], *, bracketed: bool) -> bool:
    """Whether the full stop can end a name: no initial, no abbreviation, no number, no sentence of its own."""
    written = match["name"] or ""
    return (
        bool(name)
        and len(name[-1]) > 2
        and not words.cut_short().search(f"{written}.")
        and _ROMAN.fullmatch(written) is None
        and (bracketed or bool(match["rest"]))
    )


def find(lines: Sequence[Line], genre: str = "minutes") -> frozenset[str]:
    """The names by which the document's speakers are known; empty where nobody takes turns.

    Args:
        genre: in minutes and conversations one turn beyond doubt is enough.
    """
    labels = [label for line in lines if (label := label_of(line)) is not None]
    counts = Counter(label.name for label in labels if label.sign != "." or label.sure)
    again = {name for name, count in counts.items() if count > 1}
    named = _named(lines)
    sure = [label for label in labels if label.sure and (label.sign == ":" or label.name in again or _in(label, named))]
    if (len(again) > 1 or sure) or (again and len(counts) > 1 and _take_turns(labels, again)):
        sure += [label for label in labels if label.name in again]
    enough = 1 if genre in _MINUTES and any(label.sure for label in sure) else _FEWEST
    return frozenset(word for label in sure for word in label.name) | named if len(sure) >= enough else frozenset()


def cuts(page: Page, marks: Marks) -> list[int]:
    """Offsets inside lines where the next one speaks: `... so it is. KIM: No. PAK: Yes.` Names that come again only."""
    text = page.source.text
    inner: list[tuple[int, Label]] = []
    heads: Counter[tuple[str, ...]] = Counter()
    for block in page.blocks:
        if (first := _label(text[block.begin : block.begin + 200], bracketed=False)) is not None:
            heads[first.name] += first.sign == ":"
        for match in _INSIDE.finditer(text, block.begin, block.end):
            if _SHORTENED.fullmatch(text, block.begin, match.start()) or words.cut_short().search(
                text[max(block.begin, match.start() - _OPENS_LABEL) : match.start()].rstrip()
            ):
                continue  # `For. Min. Name:`, `Mr. A. Name:`
            label = _label(text[match.start() : min(match.start() + 200, block.end)], bracketed=False)
            if label is not None and label.sign == ":" and not label.alone:
                inner.append((match.start(), label))
    heads.update(label.name for _, label in inner)
    names = {name for name, count in heads.items() if count > 1}
    if len(names) < _FEWEST:
        return []
    return [
        offset
        for offset, label in inner
        if label.name in names and not any(mark.begin < offset for mark in marks.tops(offset, offset + 1))
    ]


def _in(label: Label, names: frozenset[str]) -> bool:
    return label.name[-1] in names


def _take_turns(labels: Sequence[Label], again: Iterable[tuple[str, ...]]) -> bool:
    """Whether somebody speaks, then another, then the first again."""
    order = [label.name for label in labels if label.sign == ":"]
    return any(a == c != b and a in again for a, b, c in zip(order, order[1:], order[2:], strict=False))


def _named(lines: Sequence[Line]) -> frozenset[str]:
    """Capitalised words inside the opening lines: whoever is introduced there may speak by surname later."""
    opening = "\n".join(line.plain for line in lines[:40] if label_of(line) is None)[:6000]
    return frozenset(match.group().lower() for match in _INTRODUCED.finditer(opening))


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A line that opens with who speaks; a name alone on its line speaks the next one."""
    line = sheet.line(index)
    label = label_of(line) if line is not None and sheet.speakers else None
    if line is not None and label is None and sheet.speakers and _stands_alone(sheet, line, sheet.line(index + 1)):
        speaker = whole(PartKind.SPEAKER, line)
        return (part(PartKind.TURN, line.begin, sheet.lines[index + 1].end, (speaker,)),), index + 2
    if line is None or label is None or not _speaks(sheet, index, label):
        return None
    last, after = line, index + 1
    if label.alone:
        following = sheet.line(index + 1)
        if following is None or following.mark is not None or label_of(following) is not None:
            return None
        last, after = following, index + 2
    speaker = inner(sheet, PartKind.SPEAKER, line, 0, label.end)
    for mark in sheet.marks.tops(speaker.begin, speaker.end):
        if mark.begin <= speaker.begin and speaker.end <= mark.end <= speaker.end + mark.closing:
            speaker = replace(speaker, begin=mark.begin, end=mark.end)  # `[ANTONOV.]`
    return (part(PartKind.TURN, line.begin, last.end, (speaker,)),), after


def called(lines: Sequence[Line]) -> frozenset[str]:
    """How speakers are printed before a colon, without it: elsewhere the same words may stand alone on a line."""
    labels = ((line, label_of(line)) for line in lines)
    return frozenset(
        line.plain[: label.end - 1].strip() for line, label in labels if label and label.sign == ":" and label.sure
    )


def _stands_alone(sheet: Sheet, line: Line, following: Line | None) -> bool:
    """Whether a line is the name of a speaker without its colon, and the next one what is said."""
    return line.plain in sheet.called and following is not None and following.mark is None


def gather(sheet: Sheet, parts: Sequence[Part]) -> list[Part]:
    """Parts with each turn holding all that its speaker goes on to say: the paragraphs, lists and tables behind it.

    It ends before a heading, an item of the agenda, a remark in brackets, and a paragraph that tells of a speaker.
    """
    text = sheet.source.text
    named = frozenset(
        word.lower()
        for one in parts
        if one.kind is PartKind.TURN
        for word in _WORD.findall(text[one.begin : one.children[0].end])
        if word.lower() not in _no_name()
    )
    kept: list[Part] = []
    for one in parts:
        last = kept[-1] if kept else None
        if last is not None and last.kind is PartKind.TURN and one.kind in _SPOKEN and _goes_on(sheet, one, named):
            kept[-1] = replace(last, end=one.end, children=(*_paragraphed(text, last), one))
        else:
            kept.append(one)
    return kept


def _paragraphed(text: str, turn: Part) -> tuple[Part, ...]:
    """The children of a turn, the words behind the speaker as a paragraph of their own."""
    speaker, *others = turn.children
    begin = speaker.end
    while begin < turn.end and text[begin].isspace():
        begin += 1
    first = [] if others or begin >= turn.end else [part(PartKind.PARAGRAPH, begin, turn.end)]
    return (speaker, *others, *first)


def _goes_on(sheet: Sheet, one: Part, named: frozenset[str]) -> bool:
    """Whether words that stand behind a turn are the same speaker's; `named` are the names of all who speak."""
    text = _LEFT_OUT.sub("", " ".join(sheet.source.text[one.begin : one.end].split()))
    if one.kind is not PartKind.PARAGRAPH:
        return True
    if "type" in one.attributes or text[:1] in "([" or _ENDED.search(text[:_LONGEST_ENDING]) or _AGENDA.match(text):
        return False
    signed = any(mark.kind is Kind.NOTE_SIGN for mark in sheet.marks.tops(one.end - 1, one.end))
    if len(text) < _LONGEST_ALONE and not (text.endswith(_STOPS) or signed):
        return False  # a heading
    opening = {word.lower() for word in _WORD.findall(" ".join(text.split()[:_OPENING])) if word[0].isupper()}
    return sheet.genre in _MINUTES and not (opening & named and not _FIRST_PERSON.search(text))


def _speaks(sheet: Sheet, index: int, label: Label) -> bool:
    if label.name[-1] in sheet.speakers or (label.sure and (label.sign == ":" or sheet.genre in _MINUTES)):
        return True
    # Somebody who speaks once, among others: between turns, not in the fields above them.
    return label.sign == ":" and len(label.name) < 4 and any(_is_turn(sheet, before) for before in range(index))


def _is_turn(sheet: Sheet, index: int) -> bool:
    label = label_of(sheet.lines[index])
    return label is not None and label.name[-1] in sheet.speakers and (label.sign == ":" or label.sure)
