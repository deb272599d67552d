"""The walk over a transcription: what is written, which separator is due, where elements begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from puzanov_tei.exporters.text.content import BETWEEN, BLOCK, ELEMENT_ONLY, LINE, NONE, SPACE, STRENGTH
from puzanov_tei.tei.frames import Frame

Span = tuple[int, int]
Element = etree._Element

_WHITE = re.compile(r"[ \t\r\n]+")
_HYPHENS = "-\u00ad\u2010"


class Walk:
    """One walk, one view. Elements are written by the action of their tag, or inline when there is none."""

    __slots__ = (
        *("labels", "_actions", "_separators", "_frame_of", "_frames_shown", "_notes_go", "_out", "_length"),
        *("_due", "_opened", "_joined", "_spans", "_notes", "_numbered"),
    )

    def __init__(
        self,
        actions: Mapping[Any, Action],
        separators: tuple[str, ...],
        frame_of: Callable[[str | None], Frame],
        frames_shown: bool,
        notes_go: str,
        labels: Mapping[str, str],
    ) -> None:
        self.labels = labels
        self._actions = actions
        self._separators = separators
        self._frame_of = frame_of
        self._frames_shown = frames_shown
        self._notes_go = notes_go
        self._out: list[str] = []
        self._length = 0
        self._due = NONE
        self._opened = False  # an opening bracket was just written: no break between it and its text
        self._joined = False  # a word goes on: not even a blank
        self._spans: dict[Element, Span] = {}
        self._notes: list[tuple[Element, str]] = []
        self._numbered = 0

    # -- text

    def emit(self, text: str) -> None:
        """Write character data: white space collapsed, the separator that is due in front."""
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            text = _WHITE.sub(" ", text)
        core = text.strip(" ")
        if not core:
            if text and not self._due and not self._joined:
                self._due = SPACE
            return
        if self._length and not self._joined:
            due = self._due or (SPACE if text[0] == " " else NONE)
            if due:
                separator = self._separators[due]
                self._out.append(separator)
                self._length += len(separator)
        self._out.append(core)
        self._length += len(core)
        self._due = SPACE if text[-1] == " " else NONE
        self._opened = self._joined = False

    def rise(self, strength: int) -> None:
        """Ask for at least this separator before the next text."""
        if strength > self._due and not self._opened:
            self._due = strength

    def close_up(self) -> None:
        """What comes stands close to what is there: a blank that is due is taken back."""
        if self._due == SPACE:
            self._due = NONE

    @property
    def at_start(self) -> bool:
        """Whether the next text begins a block or a line."""
        return self._due >= LINE or self._length == 0

    def join_word(self) -> None:
        """The word goes on behind a break (`lb break="no"`): neither blank nor end-of-line hyphen."""
        self._due = NONE
        self._joined = True
        if self._out and len(self._out[-1]) > 1 and self._out[-1][-1] in _HYPHENS:
            self._out[-1] = self._out[-1][:-1]
            self._length -= 1

    # -- elements

    def visit(self, element: Element) -> None:
        """Write an element (not its tail) by the action of this view."""
        action = self._actions.get(element.tag)
        if action is None:
            self.inline(element)
        else:
            action(self, element)

    def inline(self, element: Element) -> None:
        """The element's content between its frames; its span is noted."""
        begin = self._length
        rendition = element.get("rendition")
        if rendition is None:
            self._content(element)
        else:
            before, after = self._frame_of(rendition)
            if self._frames_shown:
                self._open(before)
                self._content(element)
                self._close(after)
            else:
                # The blank that parts a bracket from the words outside it still parts words.
                if before[:1].isspace():
                    self.rise(SPACE)
                self._content(element)
                if after[-1:].isspace():
                    self.rise(SPACE)
        self._spans[element] = (begin, self._length)

    def block(self, element: Element) -> None:
        """The element with breaks around it."""
        tag: Any = element.tag
        strength = STRENGTH[tag]
        self.rise(strength)
        self.inline(element)
        self.rise(strength)

    def bracketed(self, element: Element) -> None:
        """The element in square brackets of this view's own."""
        begin = self._length
        self._open("[")
        self._content(element)
        self._due = NONE
        self._close("]")
        self._spans[element] = (begin, self._length)

    def only(self, element: Element, children: Iterable[Element]) -> None:
        """An element of which this view shows some children."""
        begin = self._length
        for child in children:
            self.visit(child)
        self._spans[element] = (begin, self._length)

    def instead(self, element: Element, text: str) -> None:
        """Other text in the place of the element."""
        begin = self._length
        self.emit(text)
        self._spans[element] = (begin, self._length)

    def _open(self, before: str) -> None:
        if before:
            self.emit(before)
            self._opened = True

    def _close(self, after: str) -> None:
        if after:
            if self._due >= LINE:
                self._due = NONE
            self.emit(after)
        self._opened = False

    def _content(self, element: Element) -> None:
        """Text and children, white space by content model.

        This is where an export spends its time: elements without an action, a frame or children are written
        without a call of their own.
        """
        tag: Any = element.tag
        silent = tag in ELEMENT_ONLY
        text = element.text
        if not len(element):
            if text and not (silent and text.isspace()):
                self.emit(text)
            return
        between = BETWEEN.get(tag, NONE) if silent else NONE
        padded = not silent and text is not None and "\n" in text and _holds_elements_only(element)
        if text and not padded and not (silent and text.isspace()):
            self.emit(text)
        emit, action_of, spans = self.emit, self._actions.get, self._spans
        tail = None
        for child in element:
            if tail and not (silent and tail.isspace()):
                emit(tail)
            if between:
                self.rise(between)
            action = action_of(child.tag)
            if action is not None:
                action(self, child)
            elif len(child) or child.get("rendition") is not None:
                self.inline(child)
            else:
                begin = self._length
                text = child.text
                if text:
                    emit(text)
                spans[child] = (begin, self._length)
            if between:
                self.rise(between)
            tail = child.tail
        if tail and not padded and not (silent and tail.isspace()):
            emit(tail)

    # -- notes

    def note(self, element: Element) -> None:
        """A note: put off to the end, in brackets where it stands, or left out."""
        if self._notes_go == "inline":
            self.bracketed(element)
            return
        in_line = not self.at_start
        self.close_up()
        if self._notes_go == "end":
            number = ""
            if in_line:
                self._numbered += 1
                number = f"[{self._numbered}]"
                self.emit(number)
            self._notes.append((element, number))

    def finish(self) -> tuple[str, dict[Element, Span]]:
        """Write the notes put off (a block each, with the number that stands in the text); give text and spans.

        A span begins before the separator that was due when its element began; `View.span` leaves it out.
        """
        for element, number in self._notes:  # grows while it is read: a note may hold notes
            self.rise(BLOCK)
            begin = self._length
            if number:
                self.emit(number + " ")
                self._opened = True
            self.inline(element)
            self._spans[element] = (begin, self._length)
        return "".join(self._out), self._spans


Action = Callable[[Walk, Element], None]


def _holds_elements_only(element: Element) -> bool:
    """Whether an element that may hold text holds none: line breaks at its ends are a pretty-printer's."""
    text = element.text
    if len(element) == 0 or not (text is None or text.isspace()):
        return False
    return all(child.tail is None or child.tail.isspace() for child in element)
