"""The words of the RELAX NG compact syntax: characters -> tokens (ISO/IEC 19757-2, annex C; OASIS 2002-11-21, 2)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.errors import SchemaError

KEYWORDS = frozenset(
    "attribute default datatypes div element empty external grammar include inherit list mixed namespace notAllowed "
    "parent start string text token".split()
)


class CompactTokenKind(StrEnum):
    """What a token is."""

    KEYWORD = "keyword"
    NAME = "name"
    PREFIXED = "prefixed"  # prefix:local
    NAMESPACE = "namespace"  # prefix:*
    LITERAL = "literal"
    DOCUMENTATION = "documentation"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class CompactToken:
    """One token; `text` is the value of a literal, the words of a comment, the name without its backslash."""

    kind: CompactTokenKind
    text: str
    line: int


_ESCAPE = re.compile(r"\\x+\{([0-9A-Fa-f]{1,8})\}")
_UNFINISHED = re.compile(r"\\x+\{")
_BREAK = "\ufdd0"  # a line break that was written as an escape: it may stand in a literal only
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOKEN = re.compile(
    r"(?P<space>[ \t\n]+)"
    r"|(?P<documentation>\#\#[^\n]*(?:\n[ \t]*\#\#[^\n]*)*)"
    r"|(?P<comment>\#[^\n]*)"
    r'|"""(?P<long1>(?:(?!""").)*)"""|'
    r"'''(?P<long2>(?:(?!''').)*)'''"
    r'|"(?P<short1>[^"\n]*)"|'
    r"'(?P<short2>[^'\n]*)'"
    r"|(?P<symbol>\|=|&=|>>|[={}()\[\],&|?*+~-])"
    r"|(?P<prefix>[\w.\-\u00b7]+):(?P<star>\*)"
    r"|(?P<cname>[\w.\-\u00b7]+:[\w.\-\u00b7]+)"
    r"|(?P<name>\\?[\w.\-\u00b7]+)",
    re.DOTALL,
)


def text_of(data: bytes, file: str) -> str:
    """The characters of a schema: UTF-8, or UTF-16 with a byte order mark.

    Raises:
        SchemaError: the bytes are neither.
    """
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SchemaError(f"{file}: not {encoding.removesuffix('-sig').upper()}: {error.reason}.") from error


def tokens(text: str, file: str) -> Iterator[CompactToken]:
    """The tokens of a schema, the last of them END.

    Raises:
        SchemaError: something that begins no token; the message names file and line.
    """
    text = _unescaped(text.replace("\r\n", "\n").replace("\r", "\n"), file)
    position, line = 0, 1
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise SchemaError(f"{file}:{line}: {text[position : position + 20]!r} is no RELAX NG compact syntax.")
        token = _token(match, line, file)
        if token is not None:
            yield token
        line += match[0].count("\n")
        position = match.end()
    yield CompactToken(CompactTokenKind.END, "the end of the schema", line)


def _unescaped(text: str, file: str) -> str:
    r"""The text with every `\x{...}` replaced, wherever it stands (section 2, "escape sequences")."""

    def character(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        if number > 0x10FFFF or _FORBIDDEN.match(chr(number)):
            line = text.count("\n", 0, match.start()) + 1
            raise SchemaError(f"{file}:{line}: {match[0]} is no character of XML.")
        return _BREAK if number == 0x0A else chr(number)

    made = _ESCAPE.sub(character, text)
    forbidden = _FORBIDDEN.search(made) or _UNFINISHED.search(made)
    if forbidden:
        line = made.count("\n", 0, forbidden.start()) + 1
        raise SchemaError(f"{file}:{line}: {forbidden[0]!r} is no character of XML.")
    return made


def _token(match: re.Match[str], line: int, file: str) -> CompactToken | None:
    kind = match.lastgroup or ""
    text = match[kind]
    if kind in ("space", "comment"):
        return None
    if kind == "documentation":
        lines = (re.sub(r"^[ \t]*#+ ?", "", one) for one in text.split("\n"))
        return CompactToken(CompactTokenKind.DOCUMENTATION, "\n".join(lines), line)
    if kind.startswith(("long", "short")):
        return CompactToken(CompactTokenKind.LITERAL, text.replace(_BREAK, "\n"), line)
    if kind == "symbol":
        return CompactToken(CompactTokenKind.SYMBOL, text, line)
    if kind == "star":
        return CompactToken(CompactTokenKind.NAMESPACE, _checked(match["prefix"], line, file), line)
    if kind == "cname":
        for part in text.split(":"):
            _checked(part, line, file)
        return CompactToken(CompactTokenKind.PREFIXED, text, line)
    if text in KEYWORDS:
        return CompactToken(CompactTokenKind.KEYWORD, text, line)
    return CompactToken(CompactTokenKind.NAME, _checked(text.removeprefix("\\"), line, file), line)


def _checked(name: str, line: int, file: str) -> str:
    if not is_ncname(name):
        raise SchemaError(f"{file}:{line}: {name!r} is no name.")
    return name
