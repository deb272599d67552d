"""The walk over a transcription: what is written, which separator is due, where elements begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from puzanov_tei.base.xml import XML_SPACE
from puzanov_tei.exporters.text.table import BLOCK, LINE, NONE, SPACE, ElementTable, is_padded
from puzanov_tei.tei.frames import Frame
from puzanov_tei.tei.read import XML_ID

Span = tuple[int, int]
Element = etree._Element

_WHITE = re.compile(r"[ \t\r\n]+")
# Hyphens at the end of a line, in the forms that transcribers use.
HYPHENS = "-\u00ad\u2010\u2e17\u00ac"


class Walk:
    """One walk, one view. Elements are written by the action of their tag, or inline when there is none.

    Attributes:
        labels: entity id -> preferred name.
        undone: identifiers of elements whose effect `undo` takes back.
        omitted: elements that were left out, each with the children of it that were shown.
        added: numbers of the pieces of text that are the view's own and not the document's.
        deleted: pieces of text that a `delSpan` deletes.
    """

    __slots__ = (
        *(
            "labels",
            "undone",
            "omitted",
            "added",
            "deleted",
            "_actions",
            "_table",
            "_separators",
            "_frame_of",
            "_frames_shown",
        ),
        *("_notes_go", "_out", "_length", "_due", "_opened", "_joined", "_spans", "_notes", "_numbered", "_until"),
        *("_raw", "_flat", "_keeps_white"),
    )

    def __init__(
        self,
        actions: Mapping[Any, Action],
        table: ElementTable,
        separators: tuple[str, ...],
        frame_of: Callable[[str | None], Frame],
        frames_shown: bool,
        notes_go: str,
        labels: Mapping[str, str],
        undone: frozenset[str],
        keeps_white: bool,
    ) -> None:
        self.labels = labels
        self.undone = undone
        self.omitted: list[tuple[Element, tuple[Element, ...]]] = []
        self.added: list[int] = []
        self.deleted: list[str] = []
        self._actions = actions
        self._table = table
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
        self._until = ""  # identifier of the place up to which everything is deleted
        self._raw = False  # white space is written as it stands
        self._flat = 0  # within a line: nothing breaks it
        self._keeps_white = keeps_white

    # -- text

    def emit(self, text: str) -> None:
        """Write character data: white space collapsed, the separator that is due in front."""
        if self._until or self._raw:
            self._special(text)
            return
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

    def _special(self, text: str) -> None:
        """Deleted text, which is not written, and text whose white space counts."""
        if self._until:
            self.deleted.append(text)
            return
        if text.strip():
            if self._due and self._length and not self._joined:
                separator = self._separators[self._due]
                self._out.append(separator)
                self._length += len(separator)
                text = text.lstrip("\n") if separator.endswith("\n") else text
            self._due = NONE
        self._out.append(text)
        self._length += len(text)
        self._opened = self._joined = False

    def mark(self, text: str) -> None:
        """Write text that is the view's own: brackets, numbers of notes, a name in its preferred form."""
        if self._until:
            return
        before = len(self._out)
        self.emit(text)
        self.added.extend(range(before, len(self._out)))

    def rise(self, strength: int) -> None:
        """Ask for at least this separator before the next text."""
        if self._flat and strength > SPACE:
            strength = SPACE
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
        if self._until:
            return
        self._due = NONE
        self._joined = True
        while len(self._out) > 1 and not self._out[-1].strip(" \t\n"):
            self._end_with("")
            self._out.pop()
        last = self._out[-1].rstrip(" \t\n") if self._out else ""
        if last[-1:] in HYPHENS and (len(last) > 1 or (len(self._out) > 1 and self._out[-2][-1:].isalnum())):
            last = last[:-1]
        self._end_with(last)

    def _end_with(self, last: str) -> None:
        """Cut the last piece of the text short."""
        if not self._out:
            return
        self._length -= len(self._out[-1]) - len(last)
        self._out[-1] = last
        for element, (begin, end) in reversed(self._spans.items()):
            if end <= self._length:
                break
            self._spans[element] = (min(begin, self._length), self._length)

    def join_token(self) -> None:
        """The next token stands close to this one (`w join="right"`)."""
        self.close_up()
        self._joined = not self._due

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
        if not self._until:
            self._spans[element] = (begin, self._length)

    def block(self, element: Element) -> None:
        """The element with breaks around it, as strong as the table says."""
        tag: Any = element.tag
        self.apart(element, self._table.strength[tag])

    def apart(self, element: Element, strength: int) -> None:
        """The element with this separator around it."""
        self.rise(strength)
        self.inline(element)
        if not self._flat:
            self.rise(strength)

    def flat(self, element: Element) -> None:
        """The element within its line, whatever it holds."""
        self._flat += 1
        self.apart(element, SPACE)
        self._flat -= 1
        if (element.tail or "")[:1].isalnum():
            self.rise(SPACE)

    def bracketed(self, element: Element) -> None:
        """The element in square brackets of this view's own."""
        begin = self._length
        self._open("[")
        self._content(element)
        self._due = NONE
        self._close("]")
        self._spans[element] = (begin, self._length)

    def preserved(self, element: Element) -> None:
        """The element with its white space as it stands."""
        outer, self._raw = self._raw, True
        self.inline(element)
        self._raw = outer
        if self._out:
            self._end_with(self._out[-1].rstrip())

    def only(self, element: Element, children: Iterable[Element]) -> None:
        """An element of which this view shows some children."""
        begin = self._length
        shown = tuple(children)
        for child in shown:
            self.visit(child)
        self._spans[element] = (begin, self._length)
        self.omitted.append((element, shown))

    def leave_out(self, element: Element) -> None:
        """An element that this view does not show."""
        self.omitted.append((element, ()))

    def instead(self, element: Element, text: str, shown: tuple[Element, ...] = ()) -> None:
        """Other text in the place of the element, but for some of its children, which are there already."""
        begin = self._length
        self.mark(text)
        self._spans[element] = (begin, self._length)
        self.omitted.append((element, shown))

    def delete_until(self, ident: str) -> None:
        """What follows is not shown, up to the element with this identifier."""
        self._until = ident

    def _open(self, before: str) -> None:
        if before:
            self.mark(before)
            self._opened = True

    def _close(self, after: str) -> None:
        if after:
            if self._due >= LINE:
                self._due = NONE
            self.mark(after)
        self._opened = False

    def _content(self, element: Element) -> None:
        """Text and children, white space by content model.

        This is where an export spends its time: elements without an action, a frame or children are written
        without a call of their own.
        """
        tag: Any = element.tag
        table = self._table
        turns = self._keeps_white and (said := element.get(XML_SPACE)) is not None and self._raw != (said == "preserve")
        if turns:
            self._raw = not self._raw
        if len(element):
            self._children(element, *table.inside(element))
        elif (text := element.text) and not (text.isspace() and tag in table.element_only):
            self.emit(text)
        if turns:
            self._raw = not self._raw

    def _children(self, element: Element, silent: bool, between: int) -> None:
        text = element.text
        padded = not silent and not self._raw and is_padded(element)
        if text and not padded and not (silent and text.isspace()):
            self.emit(text)
        emit, action_of, spans = self.emit, self._actions.get, self._spans
        tail = None
        for child in element:
            if tail and not (silent and tail.isspace()):
                emit(tail)
            if between:
                self.rise(between)
            if self._until and child.get(XML_ID) == self._until:
                self._until = ""
            action = action_of(child.tag)
            if action is not None:
                action(self, child)
            elif len(child) or child.get("rendition") is not None or self._keeps_white:
                self.inline(child)
            else:
                begin = self._length
                text = child.text
                if text:
                    emit(text)
                if not self._until:
                    spans[child] = (begin, self._length)
            if between and not self._flat:
                self.rise(between)
            tail = child.tail
        if tail and not padded and not (silent and tail.isspace()):
            emit(tail)

    # -- notes

    @property
    def shows_notes(self) -> bool:
        """Whether this view has notes."""
        return self._notes_go != "drop"

    def note(self, element: Element) -> None:
        """A note: put off to the end, in brackets where it stands, or left out."""
        if self._notes_go == "inline":
            self.bracketed(element)
            return
        in_line = not self.at_start
        self.close_up()
        if self._notes_go == "drop" or self._until:
            self.leave_out(element)
            return
        number = ""
        if in_line:
            self._numbered += 1
            number = f"[{self._numbered}]"
            self.mark(number)
        self._notes.append((element, number))

    def finish(self) -> tuple[str, dict[Element, Span]]:
        """Write the notes put off (a block each, with the number that stands in the text); give text and spans.

        A span begins before the separator that was due when its element began; `View.span` leaves it out.
        """
        self._until = ""
        for element, number in self._notes:  # grows while it is read: a note may hold notes
            self.rise(BLOCK)
            begin = self._length
            if number:
                self.mark(number + " ")
                self._opened = True
            self.inline(element)
            self._spans[element] = (begin, self._length)
        return "".join(self._out), self._spans

    @property
    def numbered_notes(self) -> frozenset[Element]:
        """The notes that stand at the end, with a number in the text."""
        return frozenset(element for element, number in self._notes if number)

    @property
    def pieces(self) -> list[str]:
        """The text piece by piece, as it was written."""
        return self._out


Action = Callable[[Walk, Element], None]
