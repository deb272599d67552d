"""Dates that do not exist, or are not written as dates.

Implements TEI's att.datable.w3c (W3C XML Schema dates, years, times, durations) and the forms of ISO 8601 that
att.datable.iso adds: those are checked for days that do not exist and otherwise left alone.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from pathlib import Path

from puzanov_tei.base.edits import attribute_edit
from puzanov_tei.base.scan import Facts, PlacedValue, attribute_position
from puzanov_tei.findings import Edit, Finding, Location, Severity

CONTRADICTION = "PZ503"
BACKWARDS = "PZ504"
CODES = {
    "PZ501": (
        "A day that does not exist",
        "No calendar has it, so no program can sort or compare it. If the source itself prints it, keep the "
        "words in the text, mark them with sic, and give the value of the day that is meant.",
    ),
    "PZ502": (
        "A date that is not written as one",
        "The value is year, year-month or year-month-day (1957, 1957-05, 1957-05-15), a time (14:30:00), or both "
        "joined by T. Printed forms stay in the text.",
    ),
    CONTRADICTION: (
        "A date that is exact and limited at once",
        "when is one point in time, from and to are a span: together they contradict each other, and every program "
        "has to choose. when with notBefore or notAfter is a guess and its limits; the TEI advises against it.",
    ),
    BACKWARDS: (
        "A span that ends before it begins",
        "Nothing lies between the two dates, so that a search for what they mean finds nothing. Most often a digit is "
        "wrong, or the two are exchanged.",
    ),
}

_SPAN_ENDS = frozenset({"from", "to"})
_OTHER_SPANS = frozenset("locus biblScope citedRange app span arc".split())
"""Elements whose `from` and `to` are pages, leaves or places of the text."""
_LIMITS = frozenset({"from", "to", "notBefore", "notAfter"})
_BEGINS = {"to": "from", "notAfter": "notBefore"}
_COMMON = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")
_DAY = re.compile(r"(-?\d{4,9})-(\d\d)-(\d\d)")
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_TIME = r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_FORMS = re.compile(
    rf"-?\d{{4,6}}(?:-\d\d(?:-\d\d(?:T{_TIME})?)?)?{_ZONE}\Z|--\d\d(?:-\d\d)?{_ZONE}\Z|---\d\d{_ZONE}\Z|{_TIME}{_ZONE}\Z"
)
_PRINTED = (
    (re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z"), (3, 2, 1)),
    (re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\Z"), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d\d)(\d\d)\Z"), (1, 2, 3)),
)


_SPAN = re.compile(r"(\d{4}(?:-\d\d-\d\d)?)\s*(?:[-/\u2013\u2014]|to|bis)\s*(\d{4}(?:-\d\d-\d\d)?)\Z")


def check(data: bytes, name: str, facts: Facts, folder: Path | None = None) -> list[Finding]:
    """Findings about the dating attributes of a file."""
    findings = []
    exact: dict[int, PlacedValue] = {}
    begins: dict[tuple[int, str], str] = {}
    for value in facts.dates:
        if value.attribute == "when":
            exact[value.begin] = value
        elif value.attribute in _BEGINS.values():
            begins[value.begin, value.attribute] = value.value.strip()
    for value in facts.dates:
        if value.attribute in _LIMITS and value.begin in exact:
            line, column = attribute_position(data, value)
            gravity = Severity.ERROR if value.attribute in _SPAN_ENDS else Severity.WARNING
            findings.append(
                Finding(
                    CONTRADICTION,
                    gravity,
                    f"when and {value.attribute} stand together.",
                    "Keep when for a single day, or the limits for a span.",
                    Location(name, line, column),
                    f"{value.xpath}/@{value.attribute}",
                    value.xml_id,
                )
            )
        if value.element in _OTHER_SPANS:
            continue
        begin = begins.get((value.begin, _BEGINS.get(value.attribute, "")), "")
        if _is_later(begin, value.value.strip()):
            findings.append(
                Finding(
                    BACKWARDS,
                    Severity.WARNING,
                    f"{begin} to {value.value.strip()} is a span that ends before it begins.",
                    "Compare both dates with the source.",
                    Location(name, *attribute_position(data, value)),
                    f"{value.xpath}/@{value.attribute}",
                    value.xml_id,
                )
            )
        for code, message, hint in _value(value):
            line, column = attribute_position(data, value)
            findings.append(
                Finding(
                    code,
                    Severity.ERROR,
                    message,
                    hint,
                    Location(name, line, column),
                    f"{value.xpath}/@{value.attribute}",
                    value.xml_id,
                    replacement=_edits(data, value, code),
                )
            )
    return findings


def _is_later(one: str, other: str) -> bool:
    """Whether a date is later than another, as far as both are known; years before 1 and times are not judged."""
    known = min(len(one), len(other))
    return bool(_COMMON.match(one) and _COMMON.match(other)) and one[:known] > other[:known]


def _edits(data: bytes, value: PlacedValue, code: str) -> tuple[Edit, ...]:
    """The edit that writes a printed date as one, if it can be read in one way only."""
    better = _only_reading(value.value.strip()) if code == "PZ502" else ""
    return attribute_edit(data, value, better) if better else ()


def _value(value: PlacedValue) -> Iterator[tuple[str, str, str]]:
    text = value.value.strip()
    iso = value.attribute.endswith("-iso")
    for match in _DAY.finditer(text):
        problem = _impossible(int(match[1]), int(match[2]), int(match[3]))
        if problem:
            known = f"{match[1]}-{match[2]}" if match[2] != "00" else match[1]
            hint = f'Write "{known}", if no more is known.' if match[3] == "00" else "Compare with the source."
            yield "PZ501", f"{match[0]} does not exist: {problem}.", hint
            return
    if not iso and re.fullmatch(r"-?\d{4,9}-\d\d", text) and not 1 <= int(text[-2:]) <= 12:
        yield "PZ501", f"{text} does not exist: there is no month {text[-2:]}.", "Compare with the source."
    elif not iso and not _FORMS.match(text):
        if value.element == "time":
            better = _time(text)
            hint = f'Write "{better}".' if better else 'Write hours, minutes and seconds, as "14:30:00".'
            yield "PZ502", f'"{text[:60]}" is not written as a time.', hint
        else:
            yield "PZ502", f'"{text[:60]}" is not written as a date.', _rewritten(text)


def _impossible(year: int, month: int, day: int) -> str:
    """Why there is no such day; empty if there is. Years before 1 are not judged."""
    if not 1 <= month <= 12:
        return f"there is no month {month:02d}"
    if not 1 <= year <= 9999:
        return ""
    last = monthrange(year, month)[1]
    return "" if 1 <= day <= last else f"{month_name[month]} {year} has {last} days"


def _readings(text: str) -> list[str]:
    """The days that a printed date can mean; what is written with full stops has the day first."""
    orders = [order for form, order in _PRINTED if form.match(text)]
    if "/" in text or _HYPHENS.match(text):
        orders += [(3, 1, 2)] * ((3, 2, 1) in orders)  # the month first, as in American letters
    days = []
    for year, month, day in orders:
        match = next(m for form, _ in _PRINTED if (m := form.match(text)))
        if not _impossible(int(match[year]), int(match[month]), int(match[day])):
            days.append(f"{match[year]}-{int(match[month]):02d}-{int(match[day]):02d}")
    return list(dict.fromkeys(days))


_HYPHENS = re.compile(r"\d{1,2}-\d{1,2}-\d{4}\Z")


def _only_reading(text: str) -> str:
    readings = _readings(text) or [_time(text)]
    return readings[0] if len(readings) == 1 else ""


def _time(text: str) -> str:
    """A time that lacks a digit or its seconds, as it is written whole; empty if it is none."""
    match = _SHORT_TIME.match(text)
    return f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}" if match and int(match[1]) < 24 else ""


_SHORT_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\Z")
_GUESSED = re.compile(r"[\W_]*(?:[a-z]{1,2}\b[\W_]*)?(\d{4})[\W_]*\Z", re.IGNORECASE)
"""A year in brackets, behind c., ca. or ~, or with a question mark."""


def _rewritten(text: str) -> str:
    readings = _readings(text)
    if readings:
        quoted = [f'"{iso}"' for iso in readings]
        return f"Write {' or '.join(quoted)}, if that is the day."
    span = _SPAN.match(text)
    if span:
        return (
            f'Write from="{span[1]}" to="{span[2]}" for what lasted from one to the other, or '
            f'notBefore="{span[1]}" notAfter="{span[2]}" for some day in between.'
        )
    if year := _GUESSED.match(text):
        return f'Write "{year[1]}"; what is not certain has cert="low", or notBefore and notAfter.'
    return 'Write year-month-day, as "1957-05-15", or as much of it as is known.'
