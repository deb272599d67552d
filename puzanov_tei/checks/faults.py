"""The faults of XML in words: what libxml2 calls an error -> code, sentence and remedy for people."""

from __future__ import annotations

import re

from puzanov_tei.base.near import near

_SIMPLE: dict[str, tuple[str, str, str]] = {
    "ERR_ATTRIBUTE_NOT_STARTED": ("PZ001", "The value of an attribute has no quotation marks.", 'Write name="value".'),
    "ERR_ATTRIBUTE_WITHOUT_VALUE": ("PZ001", "An attribute has no value.", 'Write name="value".'),
    "ERR_ATTRIBUTE_NOT_FINISHED": (
        "PZ003",
        "The value of an attribute is not closed.",
        "Close it with the quotation mark that opened it.",
    ),
    "ERR_SPACE_REQUIRED": (
        "PZ001",
        "Something in a tag is not in its place.",
        "Separate attributes by blanks and close each value with the mark that opened it.",
    ),
    "ERR_GT_REQUIRED": ("PZ001", "A tag is not closed.", "Close it with >."),
    "ERR_LT_IN_ATTRIBUTE": (
        "PZ012",
        "A < stands in the value of an attribute.",
        "Write &lt;; or close the value: a quotation mark may be missing before it.",
    ),
    "ERR_HYPHEN_IN_COMMENT": ("PZ001", "Two hyphens stand inside a comment.", "Write one, or a dash."),
    "ERR_COMMENT_NOT_FINISHED": ("PZ003", "A comment is not closed.", "Close it with -->."),
    "ERR_CDATA_NOT_FINISHED": ("PZ003", "A CDATA section is not closed.", "Close it with ]]>."),
    "ERR_PI_NOT_FINISHED": ("PZ003", "A processing instruction is not closed.", "Close it with ?>."),
    "ERR_INVALID_CHAR": ("PZ004", "A control character is in the file; XML forbids it.", "Delete it."),
    "ERR_INVALID_ENCODING": (
        "PZ004",
        "The bytes here are not what the encoding of the file allows.",
        "Save the file as UTF-8, or declare the encoding that it really has.",
    ),
    "ERR_UNKNOWN_ENCODING": ("PZ004", "The file declares an encoding that is not known.", "Save it as UTF-8."),
    "ERR_UNSUPPORTED_ENCODING": ("PZ004", "The file declares an encoding that is not known.", "Save it as UTF-8."),
    "ERR_DOCUMENT_END": (
        "PZ002",
        "Something follows after the root element was closed.",
        "A file has one root element; look for an end tag that came too early.",
    ),
    "ERR_DOCUMENT_EMPTY": (
        "PZ011",
        "The file does not begin with a tag.",
        "Remove what stands before the first <, or check how the file was made.",
    ),
    "ERR_RESERVED_XML_NAME": (
        "PZ001",
        "The XML declaration is not at the very beginning of the file.",
        "Remove what stands before it, blank lines too.",
    ),
    "ERR_ENTITYREF_SEMICOL_MISSING": (
        "PZ012",
        "An entity has no semicolon, or an & was meant as a character.",
        "Write the semicolon, or &amp; for the character.",
    ),
}
UNENDED = frozenset(_SIMPLE[f"ERR_{kind}_NOT_FINISHED"][1] for kind in ("COMMENT", "CDATA", "PI"))
"""What runs to the end of the file, where libxml2 finds it; expat says where it begins."""
CDATA = _SIMPLE["ERR_CDATA_NOT_FINISHED"][1]
MISMATCH = re.compile(r"mismatch: (\S+) line (\d+) and (\S+)")
_PATTERNS = {
    "ERR_TAG_NAME_MISMATCH": MISMATCH,
    "ERR_TAG_NOT_FINISHED": re.compile(r"in tag (\S+) line (\d+)"),
    "ERR_ATTRIBUTE_REDEFINED": re.compile(r"Attribute (\S+) redefined"),
    "ERR_UNDECLARED_ENTITY": re.compile(r"Entity '([^']+)'"),
    "NS_ERR_UNDEFINED_NAMESPACE": re.compile(r"prefix (\S+)"),
}


def explained(kind: str, message: str) -> tuple[str, str, str, bytes]:
    """Code, sentence, hint, and the sign before libxml2's column at which the fault begins."""
    if kind in _SIMPLE:
        return (*_SIMPLE[kind], b"")
    if kind == "ERR_NAME_REQUIRED":
        if "EntityRef" in message:
            return "PZ012", "An & stands alone.", "Write &amp; for the character.", b"&"
        return "PZ012", "A < does not begin a tag.", "Write &lt; for the character, or complete the tag.", b"<"
    match = _PATTERNS[kind].search(message) if kind in _PATTERNS else None
    if match is None:
        return "PZ001", f"Not well-formed: {message.strip()}.", "", b""
    return _with_names(kind, match)


def told_by_expat(message: str) -> tuple[str, str, str]:
    """Code, sentence and hint for what expat calls an error, where libxml2 has none to tell."""
    if message == "junk after document element":
        return _SIMPLE["ERR_DOCUMENT_END"]
    return "PZ001", f"Not well-formed: {message}.", ""


_EMPTY = frozenset("lb pb cb gb milestone anchor ptr gap graphic br hr img".split())
"""Elements that are empty, in TEI or in HTML, where no end tag is written."""


def _with_names(kind: str, match: re.Match[str]) -> tuple[str, str, str, bytes]:
    if kind == "ERR_TAG_NAME_MISMATCH":
        return "PZ002", *mismatch(match[1], int(match[2]), match[3]), b"</"
    if kind == "ERR_TAG_NOT_FINISHED":
        return (
            "PZ003",
            f"The file ends while <{match[1]}> of line {match[2]} is open.",
            "Close it; or get the whole file, if it was cut off.",
            b"",
        )
    if kind == "ERR_ATTRIBUTE_REDEFINED":
        return ("PZ007", f"The attribute {match[1]} occurs twice in one tag.", "Keep one of the two.", b"")
    if kind == "ERR_UNDECLARED_ENTITY":
        return (*undefined(match[1]), b"&")
    return (
        "PZ008",
        f"The prefix {match[1]} is not declared.",
        f'Declare it (xmlns:{match[1]}="...") on the root element, or remove it.',
        b"<",
    )


def mismatch(opened: str, line: int, closed: str) -> tuple[str, str]:
    """Sentence and hint about an end tag that stands where another element is open."""
    hint = f"Close <{opened}> first, or correct one of the two names."
    if opened in _EMPTY:
        hint = f"Write <{opened}/>: it holds nothing, and needs no end tag."
    elif near(closed, [opened]):
        hint = f"Write </{opened}>."
    return f"</{closed}> stands where <{opened}> of line {line} is still open.", hint


def undefined(entity: str) -> tuple[str, str, str]:
    """Code, sentence and hint about a reference to an entity that is not declared."""
    from html.entities import html5

    character = html5.get(f"{entity};", "")
    code = "".join(f"&#x{ord(c):X};" for c in character)
    hint = f"Write {code} (or the character itself)." if code else "Write the character itself, or & as &amp;."
    return "PZ006", f"The entity &{entity}; is not defined.", hint
