"""Datatypes in words: what a value should look like, for someone who never read a schema."""

from __future__ import annotations

from puzanov_tei.relaxng.diagnosis.directory import literals
from puzanov_tei.relaxng.engine.nodes import CHOICE, DATA, GROUP, LIST, ONE_OR_MORE, TEXT, VALUE, CompiledPattern

_MOST_VALUES = 12

_POINTS = frozenset(("date", "gYear", "gMonth", "gDay", "gYearMonth", "gMonthDay", "time", "dateTime"))
_PHRASES = {
    "anyURI": "a pointer (#id or a URL)",
    "boolean": "true or false",
    "date": "a date (1957-05-15)",
    "dateTime": "a date with time (1957-05-15T12:30:00)",
    "decimal": "a number",
    "double": "a number",
    "duration": "a duration (P1Y2M)",
    "float": "a number",
    "gDay": "a day (---15)",
    "gMonth": "a month (--05)",
    "gMonthDay": "a month and day (--05-15)",
    "gYear": "a year of four digits (1957)",
    "gYearMonth": "a year and month (1957-05)",
    "ID": "an identifier: letters, digits, . - _, beginning with a letter or _",
    "IDREF": "an identifier of the document",
    "IDREFS": "identifiers of the document",
    "int": "a whole number",
    "integer": "a whole number",
    "language": "a language tag (en, ko-Latn)",
    "Name": "a name: letters, digits, . - _ :, beginning with a letter",
    "NCName": "a name: letters, digits, . - _, beginning with a letter",
    "NMTOKEN": "a word of letters, digits, . - _ :",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "QName": "a name with a declared prefix",
    "string": "a text",
    "time": "a time (12:30:00)",
    "token": "a text",
}
# Patterns that TEI's datatypes use everywhere.
_PATTERNS = {
    r"[^\p{C}\p{Z}]+": "one word without spaces",
    r"\S+": "without spaces",
    r"(\-?[\d]+/\-?[\d]+)": "a fraction (1/2)",
    r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)": "two numbers with a comma between them (12.5,40)",
    r"[0-9.,DHMPRSTWYZ/:+\-]+": "a date, time or duration by ISO 8601 (1957-05-15, PT45M)",
    r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}": "the number of a version (4.9.0)",
    r"[\d]+(\.[\d]+){0,2}": "the number of a version (15.1.0)",
    r"[^/\s]+:\S*": "an address with its scheme (https://example.org/)",
    r"[\-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)": "a number with its unit (12mm, 50%)",
    r".+:.+": "two parts with a colon between them",
}


def described(node: CompiledPattern) -> str:
    """What a value that matches the pattern looks like, in a few words."""
    listed = literals(node)
    if listed:
        return _quoted(listed)
    if node.op == TEXT:
        return "any text"
    if node.op == DATA:
        return _data(node)
    if node.op == CHOICE:
        return _choice(node)
    if node.op in (LIST, ONE_OR_MORE):
        inner = described(node.members[0])
        several = "" if node.members[0].op == GROUP else "several "
        return f"{inner}, {several}separated by spaces" if node.op == LIST else inner
    if node.op == GROUP:
        words = [described(member) for member in node.members]
        if len(set(words)) == 1:
            return f"{words[0]}, at least {sum(not member.nullable for member in node.members)} times"
        return ", then ".join(words)
    return "nothing"


def _quoted(values: list[str]) -> str:
    shown = [f'"{value}"' for value in values[:_MOST_VALUES]]
    if len(values) > _MOST_VALUES:
        return f"one of {', '.join(shown)} and {len(values) - _MOST_VALUES} more"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


def _data(node: CompiledPattern) -> str:
    kind, params, _ = node.spec
    phrase = _PHRASES.get(kind, f"a value of the type {kind}")
    for name, value in params:
        if name == "pattern":
            known = _PATTERNS.get(value)
            if kind in ("token", "string"):
                phrase = known or f"a text of the form {value}"
            elif known != "without spaces":
                phrase += f", {known or f'of the form {value}'}"
    limits = [f"{_LIMITS[name]} {value}" for name, value in params if name in _LIMITS]
    ends = dict(params)
    if len(limits) == 2 and "minInclusive" in ends and "maxInclusive" in ends:
        return f"{phrase} from {ends['minInclusive']} to {ends['maxInclusive']}"
    return f"{phrase} {' and '.join(limits)}" if limits else phrase


_LIMITS = {
    "minInclusive": "from",
    "maxInclusive": "up to",
    "minExclusive": "above",
    "maxExclusive": "below",
    "length": "of length",
    "minLength": "of at least length",
    "maxLength": "of at most length",
}


def _choice(node: CompiledPattern) -> str:
    kinds = {str(member.spec[0]) for member in node.members if member.op == DATA and not member.spec[1]}
    values = [str(member.spec[3]) for member in node.members if member.op == VALUE]
    words: list[str] = []
    points = kinds & _POINTS
    if len(points) > 2:
        words.append("a date or time (1957-05-15, 1957-05, 1957)")
    for member in node.members:
        if member.op == VALUE or (len(points) > 2 and member.op == DATA and member.spec[0] in points):
            continue
        word = described(member)
        if word not in words and word != "nothing":
            words.append(word)
    if values:
        words.append(_quoted(values))
    return " or ".join(words)
