"""Signatures and what stands round them: greetings, place and date, the number, who certified the copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.language import Mark, in_use, names_body
from puzanov_tei.model import Kind, Part, PartKind
from puzanov_tei.structure import aside, datelines, letterhead, parties, signers, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, spanning, tidy, whole

_LONGEST = 160
_MOST_LINES = 4
_SHORT_OFFICE = 4  # words
_LABEL = re.compile(
    r"(?i)^(?:signatures?|signed)\s?:\s?[\[(]{0,2}\s?(?:illegible|not legible|\.{3}|…)?\s?[\])]{0,2}\.?$"
)
_STOPS = (".", "!", "?", "”", '"', "…", "]", ")")
_SENT = frozenset({"telegram", "letter", "memorandum", "report"})
_BY_ORDER = re.compile(
    r"^(?:at|on|by|for|in)\s(?:the\s)?(?:instructions?|behalf|order|request|name|authority)\s(?:of|from)\b"
)
_FOR_BODY = re.compile(r"^(?:For|On behalf of) the\b")


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """The end of a letter: greetings, dateline and number if they lead to a signature, and the signatures."""
    children: list[Part] = []
    after = index
    while after - index < _MOST_LINES and (line := sheet.line(after)) is not None:
        greeted = any(child.kind is PartKind.SALUTE for child in children)
        signed = signature(sheet, after) or (_greeted(sheet, after) if greeted else None)
        if signed is not None:
            lead_only = _is_label(sheet.lines[after]) and signed[1] == after + 1
            children += () if lead_only else signed[0]
            lines = sheet.lines[index : signed[1]]
            return (spanning(PartKind.CLOSER, lines, tidy(children, lines[0].begin, lines[-1].end)),), signed[1]
        lead = _lead(sheet, after, line)
        if lead is None:
            return None
        children += lead
        after += 1
    return None


def place_over_date(sheet: Sheet, index: int) -> Recognised | None:
    """Place and date on two lines below a signature."""
    below = sheet.line(index + 1)
    if below is None or not when.is_date(below.plain) or datelines.place_alone(sheet, index) is None:
        return None
    lines = sheet.lines[index : index + 2]
    return (spanning(PartKind.CLOSER, lines, [spanning(PartKind.DATELINE, lines)]),), index + 2


def _is_label(line: Line) -> bool:
    """`Signature: (illegible)`: a place for a signature, and nobody's."""
    return _LABEL.match(line.text) is not None and not signers.names_somebody(line)


def _lead(sheet: Sheet, index: int, line: Line) -> list[Part] | None:
    """What may stand between the text and the signature."""
    if words.GREETINGS.match(line.plain):
        return [whole(PartKind.SALUTE, line)]
    if dated := datelines.recognise(sheet, index):
        return list(dated[0])
    items = letterhead.elements(line, tail=True)
    if items and all(e.kind in (PartKind.NUMBER, None) for e in items):
        return letterhead.make(sheet, line, items, "registration")
    return None


def signature(sheet: Sheet, index: int) -> Recognised | None:
    """A signature on up to four lines: office, `[signature]` and name in any order."""
    lines: list[Line] = []
    signed = named = held = False
    while len(lines) < _MOST_LINES and (line := sheet.line(index + len(lines))) is not None:
        if not _short(line) or words.DASH_LABEL.match(line.plain):
            break
        if not lines and (words.ADDRESSEE.match(line.plain) or parties.is_of_offices(line.plain)):
            break
        by_order = _BY_ORDER.match(line.plain[:1].lower() + line.plain[1:]) is not None
        sign, holder = has_sign(sheet, line), signers.is_holder(line) and not by_order
        name = signers.is_name(line) or _is_surname(sheet, index + len(lines), beside=held)
        if not (sign or name or holder or by_order or (lines and signers.office_goes_on(line))):
            break
        if lines and ((name and named) or (sign and signed) or (holder and held and named)):
            break
        lines.append(line)
        both = signers.names_somebody(line) or signers.is_name_with_office(line)
        signed, named, held = signed or sign, named or name or both, held or holder
    while lines and not _ends_signature(sheet, lines[-1]) and not (len(lines) > 1 and signers.is_holder(lines[-2])):
        lines.pop()
    spaced = bool(lines) and signers.is_spaced(lines[0].plain)
    sure = held and named and _is_behind_text(sheet, index) and _is_last(sheet, lines, index + len(lines))
    if not lines or not (signed or spaced or sure):
        return _lone_name(sheet, index)
    return (spanning(PartKind.SIGNED, lines),), index + len(lines)


def _is_surname(sheet: Sheet, index: int, *, beside: bool) -> bool:
    """Whether a surname alone stands below the office of who signs (`beside`) or above it, and no text behind them."""
    line, below = sheet.lines[index], sheet.line(index + 1)
    if not sheet.closes(index) or not signers.is_surname(line):
        return False
    return beside or (below is not None and signers.is_holder(below) and len(below.plain.split()) <= _SHORT_OFFICE)


def _is_behind_text(sheet: Sheet, index: int) -> bool:
    """Whether running text stands above: who is named in the head of a paper with his office has not signed it."""
    return sheet.closes(index) or any(sheet.is_prose(above) for above in range(index))


def _is_last(sheet: Sheet, lines: Sequence[Line], after: int) -> bool:
    """Whether an office and a name without `[signature]` sign something, and are not two lines of a list.

    They do in capitals, with the name in brackets, or where the text ends.
    """
    if sheet.closes(after) or any(signers.names_somebody(line) or line.plain.isupper() for line in lines):
        return True
    following = sheet.line(after)
    if following is None or following.mark is not None:
        return True
    forms = (words.copies(), words.typist(), words.NUMBER, words.SEPARATOR, words.ENCLOSURE, words.CERTIFIED)
    return _is_dateline(following.plain) or any(form.match(following.plain) for form in forms)


def _lone_name(sheet: Sheet, index: int) -> Recognised | None:
    """A name alone, or beside a date, where nothing but the office's last lines follows: `14.II.57 P. BELOV`."""
    line = sheet.line(index)
    if line is not None and _is_writer(sheet, index, line):
        return (whole(PartKind.SIGNED, line),), index + 1
    if line is None or line.mark is not None or not _is_tail(sheet, sheet.line(index + 1)):
        return None
    bracketed = words.name_in_brackets().match(line.plain) is not None and not signers.is_bracketed_office(line)
    if bracketed and signers.has_initials(line):
        return (whole(PartKind.SIGNED, line),), index + 1  # `(A. NAME)`, above the date
    if not sheet.closes(index):
        return None
    if words.ENCLOSURE.match(line.plain) or words.CLASSIFICATION.match(line.plain):
        return None
    dates = when.find(line.plain)
    dated = next((span for span in dates if span[0] == 0 or span[1] == len(line.plain)), None)
    name = (line.plain[: dated[0]] + line.plain[dated[1] :] if dated else line.plain).strip(" ,")
    initials = signers.has_initials_only(name) or signers.joined_names(name) != ()
    surname = signers.has_form_of_surname(name) and (name.isupper() or sheet.genre == "telegram") and not dated
    if not initials and not surname:
        return None
    begin = line.plain.index(name)
    parts = [inner(sheet, PartKind.SIGNED, line, begin, begin + len(name))]
    parts += [inner(sheet, PartKind.DATELINE, line, *dated)] if dated else []
    return tuple(sorted(parts, key=lambda one: one.begin)), index + 1


def _is_writer(sheet: Sheet, index: int, line: Line) -> bool:
    """Whether a name in capitals below a paragraph is that of the person who writes, as the archive's title has it."""
    if sheet.genre not in _SENT or not line.plain.isupper() or not signers.has_form_of_name(line.plain):
        return False
    said = set(line.plain.casefold().split())
    names = parties.of_title(sheet.title).authors if sheet.is_prose(index - 1) else ()
    return any(not names_body(name) and said.issuperset(name.casefold().split()) for name in names)


def last_lines(sheet: Sheet, index: int) -> Recognised | None:
    """The names, offices and bodies in the last lines of a text, which signed it, and the place and date below them.

    Something has to say that they sign: the archive's title names them, an office stands before the name, a forename
    is known, or a body's name has a date below it.
    """
    above = sheet.line(index - 1)
    if not sheet.closes(index) or above is None or not (sheet.is_prose(index - 1) or above.plain.endswith(_STOPS)):
        return None
    lines: list[Line] = []
    while len(lines) < _MOST_LINES and (line := sheet.line(index + len(lines))) is not None and _signs(sheet, line):
        lines.append(line)
    after = index + len(lines)
    dated = sheet.line(after)
    is_dated = dated is not None and _is_dateline(dated.plain)
    if not lines or not _is_tail(sheet, dated) or not any(_is_known(sheet, line, dated=is_dated) for line in lines):
        return None
    children = [spanning(PartKind.SIGNED, held) for held in _each(sheet, lines)]
    if is_dated and dated is not None:
        children.append(whole(PartKind.DATELINE, dated))
        after += 1
    return (spanning(PartKind.CLOSER, sheet.lines[index:after], children),), after


def _each(sheet: Sheet, lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each of several signatures: a body, or a name with its office above or below it."""
    titled = {word.casefold() for word in re.findall(r"\w{3,}", sheet.title)}
    if all(names_body(signers.unexplained(line)) or line.plain.casefold() in titled for line in lines):
        return [[line] for line in lines]
    signatures: list[list[Line]] = []
    for line in lines:
        held = signatures[-1] if signatures else []
        named, in_office = any(map(_is_named, held)), any(map(signers.is_holder, held))
        again = _is_named(line) or _FOR_BODY.match(line.plain) is not None or (in_office and signers.is_holder(line))
        if not held or (named and again):
            signatures.append([line])
        else:
            held.append(line)
    return signatures


def _is_named(line: Line) -> bool:
    """Whether a line of a signature is or holds the name."""
    both = signers.is_holder(line) and signers.has_form_of_name(signers.unexplained(line))
    return signers.is_name(line) or signers.names_somebody(line) or both


def _signs(sheet: Sheet, line: Line) -> bool:
    """Whether a line may be part of a signature, by its form alone."""
    text = signers.unexplained(line)
    if not _short(line) or len(text) > _LONGEST or words.ENCLOSURE.match(text) or text.endswith((":", ".")):
        return False
    if any(char.isdigit() for char in text):
        return False
    if words.title_words().match(text) and not names_body(text):
        return False
    return signers.is_name(line) or signers.is_holder(line) or names_body(text) or signers.has_form_of_name(text)


def _is_known(sheet: Sheet, line: Line, *, dated: bool) -> bool:
    """Whether a line that has the form of a signature is known to be one."""
    text = signers.unexplained(line)
    said = {word.casefold() for word in re.findall(r"\w{3,}", text)}
    in_title = bool(said & {word.casefold() for word in re.findall(r"\w{3,}", sheet.title)})
    if names_body(text):
        return dated or (in_title and sheet.genre in _SENT)
    named = signers.has_initials(line) or (len(text.split()) > 1 and signers.has_form_of_name(text))
    if signers.is_holder(line) and named:
        return True
    return in_title or any(Mark.FORENAME in in_use()[word.lower()] for word in re.findall(r"\w{3,}", text))


def _is_tail(sheet: Sheet, line: Line | None) -> bool:
    """Whether a line (or none) may follow a name that signs."""
    if line is None or line.mark is not None or line.begin in sheet.notes or _is_dateline(line.plain):
        return True
    forms = (words.copies(), words.NUMBER, words.ORDINAL_LABEL, words.typist(), words.CERTIFIED)
    return any(form.match(line.plain) for form in forms)


def _is_dateline(text: str) -> bool:
    """Whether a text is a date alone or with its place: `Lesk, 3 May 1961`."""
    return when.is_date(text) or datelines.of_text(text)


def _greeted(sheet: Sheet, index: int) -> Recognised | None:
    """Behind greetings a surname signs too, with its office on the next line: `Becker`, `Ambassador`."""
    line, following = sheet.line(index), sheet.line(index + 1)
    if line is None or line.mark is not None or not (signers.has_form_of_surname(line.plain) or signers.is_name(line)):
        return None
    goes_on = following is not None and (signers.is_holder(following) or _BY_ORDER.match(following.plain) is not None)
    lines = sheet.lines[index : index + 1 + goes_on]
    return (spanning(PartKind.SIGNED, lines),), index + len(lines)


def _ends_signature(sheet: Sheet, line: Line) -> bool:
    return has_sign(sheet, line) or signers.is_name(line) or signers.is_holder(line) or signers.names_somebody(line)


def _short(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST
        and not words.is_sentence(line.plain)
        and not words.copies().match(line.plain)
        and not words.CERTIFIED.match(line.plain)
        and not words.CLASSIFICATION.fullmatch(line.plain)
        and not words.typist().match(line.plain)
        and not when.is_date(line.plain)
        and (line.mark is None or line.mark.kind in (Kind.SIGNATURE, Kind.GAP, Kind.SUPPLIED, Kind.UNCLEAR))
        and not aside.is_omission(line)
    )


def has_sign(sheet: Sheet, line: Line) -> bool:
    """Whether the line reports a signature."""
    return words.SIGN_WORD.search(line.text) is not None or any(
        mark.kind is Kind.SIGNATURE for mark in sheet.marks.tops(line.begin, line.end)
    )
