"""Rich Text (RTF 1.9.1): groups, control words, and characters in as many encodings as there are fonts.

Own reading, because the libraries for it give plain text only: notes, raised words and page breaks are lost.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace

from puzanov_tei.errors import SourceError
from puzanov_tei.model import BlockKind, Page
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.flow import Flow

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SIGNS = dict(
    pair.split("=") for pair in "emdash=— endash=– lquote=‘ rquote=’ ldblquote=“ rdblquote=” bullet=•".split()
) | {"tab": "\t", "line": "\n", "softline": "\n", "emspace": " ", "enspace": " ", "qmspace": " "}
_SYMBOLS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
# Destinations whose content is no text of the page.
_UNPRINTED = frozenset(
    "fonttbl colortbl stylesheet info pict objdata themedata colorschememapping latentstyles datastore generator "
    "listtable listoverridetable list listlevel listname listoverride lfolevel rsidtbl xmlnstbl mmathPr filetbl "
    "revtbl operator nonesttables template bkmkstart bkmkend pn fldinst datafield atrfstart atrfend atnref "
    "atndate atntime atnparent xe tc pgptbl sv sn sp shpinst wgrffmtfilter levelnumbers leveltext title author "
    "company doccomm".split()
)
_HEADS = frozenset("header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep".split())
# Code pages by the number of a font's character set (1.9.1, Font Table).
_CHARSETS = {
    int(charset): int(page)
    for charset, page in (
        pair.split("=")
        for pair in "0=1252 77=10000 128=932 129=949 134=936 136=950 161=1253 162=1254 163=1258 177=1255 178=1256 "
        "186=1257 204=1251 222=874 238=1250 255=850".split()
    )
}
_LOOKS = {"b": "bold", "i": "italic", "strike": "strikethrough", "striked": "strikethrough", "ul": "underline"}
_DEEPEST = 1000
_STYLE = re.compile(rb"\{[^{}]*?\\s(\d{1,4})(?!\d)[^{}]*?heading (\d)[^{}]*;\}", re.IGNORECASE)
_FONT = re.compile(rb"\\f(\d{1,5})(?!\d)[^{};]*?\\fcharset(\d{1,3})")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group: where its characters go, how they look, how they are encoded."""

    target: str = "text"
    looks: frozenset[str] = frozenset()
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    heading: int = 0
    depth: int = 1  # of the list
    fallback: int = 1
    codec: str = "cp1252"
    starred: bool = False


def recognises(file: File) -> bool:
    """Whether the file begins as RTF does."""
    return file.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def read(file: File) -> Page:
    """The document's text, with notes where their signs stand."""
    reading = _Reading(file)
    reading.run()
    return reading.flow.page("rtf", file, Fields())


class _Reading:
    """Goes through the tokens once and writes what is printed into a flow."""

    def __init__(self, file: File) -> None:
        self.flow = Flow()
        self._file = file
        self._data = file.data
        page = re.search(rb"\\ansicpg(\d{1,5})", self._data[:4000])
        codec = "mac_roman" if b"\\mac" in self._data[:60] else _codec(int(page[1]) if page else 1252) or "cp1252"
        self._default = _codec_of(file.encoding) or codec
        self._fonts = {
            int(m[1]): _codec(_CHARSETS.get(int(m[2]), 0)) or codec for m in _FONT.finditer(self._data[:200_000])
        }
        self._headings = {int(m[1]): int(m[2]) for m in _STYLE.finditer(self._data[:500_000])}
        self._state = _State(codec=self._default)
        self._stack: list[tuple[_State, ExitStack]] = []
        self._opened = ExitStack()
        self._bytes = bytearray()
        self._skip = 0  # characters that stand for one already written
        self._apart: dict[str, list[str]] = {}  # words that are no text: a comment's, a head's
        self._who = ""
        self._notes = 0
        self._inside = 0  # of notes
        self._in_row = False
        self._rows = 0
        self._surrogate = 0

    def run(self) -> None:
        """Read to the end."""
        offset, size = 0, len(self._data)
        while offset < size:
            match = _TOKEN.match(self._data, offset)
            if match is None:
                break
            offset = match.end()
            word, number, code, symbol, brace, plain = match.groups()
            if code is not None:
                self._byte(bytes([int(code, 16)]))
                continue
            if plain is not None:
                self._byte(plain)
                continue
            self._flush()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                if not self._close():
                    break
            elif word is not None:
                offset = self._word(word.decode("ascii"), None if number is None else int(number), offset)
            elif symbol == b"*":  # elsewhere than at the beginning of a group it says nothing
                self._state = replace(self._state, starred=self._data[match.start() - 1 : match.start()] == b"{")
            elif symbol is not None:
                self._write(_SYMBOLS.get(symbol, ""))
        self._flush()
        if self._stack:
            raise SourceError(f"{self._file.name} is damaged: it ends before its last group is closed.")

    def _open(self) -> None:
        if len(self._stack) > _DEEPEST:
            raise SourceError(f"{self._file.name} is damaged: its groups are nested more than {_DEEPEST} deep.")
        self._stack.append((self._state, self._opened))
        self._state = replace(self._state, starred=False)
        self._opened = ExitStack()
        self._skip = 0

    def _close(self) -> bool:
        """Leave a group; False behind the last one."""
        if not self._stack:
            return False
        target = self._state.target
        self._opened.close()
        self._state, self._opened = self._stack.pop()
        self._skip = 0
        if target != self._state.target and target in self._apart:
            self._said(target, "".join(self._apart.pop(target)))
        return bool(self._stack)

    def _said(self, target: str, words: str) -> None:
        if target == "atnauthor":
            self._who = words.strip()
        elif target == "annotation" and words.strip():
            self.flow.remark("PZ660", f"A comment by {self._who or 'somebody'} is left out: {words}")
        elif target == "head" and any(char.isalpha() for char in words):
            self.flow.remark("PZ663", f"A running head or foot is left out: {words}")
        elif target == "label" and words.strip():
            self._label(words)

    def _label(self, words: str) -> None:
        """The printed number of a list item; a bullet is none."""
        number = words.strip()
        self.flow.open(BlockKind.ITEM, self._state.depth)
        if number != "o" and any(char.isalnum() for char in number):
            self.flow.write(f"{number} ")

    def _word(self, word: str, number: int | None, offset: int) -> int:
        """Obey a control word; returns where reading goes on."""
        on, starred = number != 0, self._state.starred
        # The star says something of the word right behind it.
        self._state = state = replace(self._state, starred=False) if starred else self._state
        if word == "bin":
            return offset + max(0, number or 0)
        if word == "u" and number is not None:
            self._unicode(number)
        elif word == "uc":
            self._state = replace(state, fallback=number or 0)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _LOOKS or word in ("super", "sub"):
            rend = _LOOKS.get(word, f"{word}script")
            self._state = replace(state, looks=state.looks | {rend} if on else state.looks - {rend})
        elif word == "ulnone":
            self._state = replace(state, looks=state.looks - {"underline"})
        elif word == "nosupersub":
            self._state = replace(state, looks=state.looks - {"superscript", "subscript"})
        elif word == "f" and number is not None and state.target != "fonttbl":
            self._state = replace(state, codec=self._fonts.get(number, self._default))
        elif (act := _ACTS.get(word)) is not None:
            act(self, number)
        elif word in _UNPRINTED:
            self._state = replace(state, target="nothing")
        elif word in _HEADS:
            self._state = replace(state, target="head")
        elif starred and word not in ("shptxt", "footnote"):
            self._state = replace(state, target="nothing")
        return offset

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
        elif 0xDC00 <= code < 0xE000 and self._surrogate:
            self._write(chr(0x10000 + ((self._surrogate - 0xD800) << 10) + code - 0xDC00))
            self._surrogate = 0
        elif code < 0x110000:
            self._write(chr(code))
        self._skip = self._state.fallback

    def _byte(self, data: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        self._bytes += data

    def _flush(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._state.codec, "replace")
            self._bytes.clear()
            self._write(text)

    def _write(self, text: str) -> None:
        state = self._state
        if not text or state.target == "nothing":
            return
        if state.target != "text":
            self._apart.setdefault(state.target, []).append(text)
        elif state.hidden or state.deleted:
            self._apart.setdefault("deleted" if state.deleted else "hidden", []).append(text)
        else:
            self._left_out()
            if state.in_table and not self._in_row:
                self._row()
            elif self._in_row and not state.in_table:
                self._end_row()
            with self.flow.looks(*sorted(state.looks)):
                self.flow.write(text)

    def _left_out(self) -> None:
        if words := "".join(self._apart.pop("deleted", [])).strip():
            self.flow.remark("PZ661", f"Words that somebody deleted are left out: {words}")
        if words := "".join(self._apart.pop("hidden", [])).strip():
            self.flow.remark("PZ662", f"Hidden words are left out: {words}")

    def _row(self) -> None:
        self.flow.open(BlockKind.ROW, int(not self._rows))
        self._in_row = True
        self._rows += 1

    def _end_row(self, number: int | None = None) -> None:
        self.flow.open()
        self._in_row = False
        if not self._state.in_table:
            self._rows = 0

    def paragraph(self, number: int | None) -> None:
        """`\\par`"""
        if self._state.target != "text":
            self._write(" ")
        elif self._inside or self._in_row:
            self.flow.write(" ")
        else:
            self._left_out()
            self._rows = 0
            self.flow.open(BlockKind.HEADING if self._state.heading else BlockKind.PARAGRAPH, self._state.heading)

    def cell(self, number: int | None) -> None:
        """`\\cell`"""
        if self._state.target == "text":
            if not self._in_row:
                self._row()
            self.flow.cell()

    def note(self, number: int | None) -> None:
        """`\\footnote`"""
        self._notes += 1
        note = ExitStack()
        note.enter_context(self.flow.note(str(self._notes)))
        self.flow.write(" ")
        self._opened.callback(note.close)
        self._opened.callback(self._leave_note)
        self._inside += 1
        self._state = replace(self._state, looks=frozenset())

    def _leave_note(self) -> None:
        self._inside -= 1

    def plain(self, number: int | None) -> None:
        """`\\plain`"""
        self._state = replace(self._state, looks=frozenset(), hidden=False, deleted=False, codec=self._default)

    def page(self, number: int | None) -> None:
        """`\\page`"""
        if self._state.target == "text":
            self.flow.page_break()

    def soft_page(self, number: int | None) -> None:
        """`\\softpage`"""
        if self._state.target == "text":
            self.flow.page_break(soft=True)

    def heading(self, number: int | None) -> None:
        """`\\outlinelevel`"""
        self._head(0 if number is None or number > 8 else number + 1)

    def style(self, number: int | None) -> None:
        """`\\s`"""
        self._head(self._headings.get(number or 0, 0))

    def _head(self, level: int) -> None:
        if self._state.target == "text" and level and not self._in_row:
            self._state = replace(self._state, heading=level)
            self.flow.open(BlockKind.HEADING, level)

    def reset(self, number: int | None) -> None:
        """`\\pard`"""
        self._state = replace(self._state, in_table=False, heading=0, depth=1)
        if self._state.target == "text" and self.flow.is_empty and not self._in_row and not self._inside:
            self.flow.open()

    def set(self, **values: object) -> None:
        """Change what holds in the group."""
        self._state = replace(self._state, **values)  # type: ignore[arg-type]  # the names are those of _State


_Act = Callable[[_Reading, "int | None"], None]
_ACTS: Mapping[str, _Act] = {
    "par": _Reading.paragraph,
    "sect": _Reading.paragraph,
    "cell": _Reading.cell,
    "nestcell": lambda reading, _: reading._write(" "),
    "row": _Reading._end_row,
    "page": _Reading.page,
    "softpage": _Reading.soft_page,
    "plain": _Reading.plain,
    "pard": _Reading.reset,
    "s": _Reading.style,
    "outlinelevel": _Reading.heading,
    "footnote": _Reading.note,
    "intbl": lambda reading, _: reading.set(in_table=True),
    "ilvl": lambda reading, number: reading.set(depth=(number or 0) + 1),
    "v": lambda reading, number: reading.set(hidden=number != 0),
    "deleted": lambda reading, number: reading.set(deleted=number != 0),
    "annotation": lambda reading, _: reading.set(target="annotation"),
    "atnauthor": lambda reading, _: reading.set(target="atnauthor"),
    "listtext": lambda reading, _: reading.set(target="label"),
    "pntext": lambda reading, _: reading.set(target="label"),
}


def _codec(page: int) -> str:
    """Python's codec for a code page; empty if it has none."""
    return _codec_of("mac_roman" if page == 10000 else "utf-8" if page == 65001 else f"cp{page}")


def _codec_of(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
