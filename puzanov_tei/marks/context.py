"""What a rule sees of a bracket: its content, what stands round it, and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from puzanov_tei.marks.brackets import Bracket
from puzanov_tei.marks.words import SourceWord, words
from puzanov_tei.model import Certainty, Kind, Mention, MentionAttributes

WINDOW = 240
"""How far a rule looks to the left and right of a bracket, in characters."""
NEAR = 100
"""How far it looks for words to the left of a bracket, in characters."""
LONGEST = 2000
"""How much of a bracket's content a rule reads, in characters."""


@dataclass(frozen=True)
class Context:
    """A bracket in its place.

    Attributes:
        text: the source text.
        bracket: the pair of brackets.
        left: where the text before it begins (block, enclosing bracket or window, whichever is nearest).
        right: where the text after it ends.
        siblings: spans of the marks before it at the same depth: a target may cover, not cut them.
        partial: it stands in a stamp whose image is said to be partial.
    """

    text: str
    bracket: Bracket
    left: int
    right: int
    siblings: Sequence[tuple[int, int]] = field(default=())
    partial: bool = False

    @property
    def begin(self) -> int:
        """First character of the bracket."""
        return self.bracket.begin

    @property
    def end(self) -> int:
        """Behind the last character of the bracket."""
        return self.bracket.end

    @cached_property
    def inner(self) -> tuple[int, int]:
        """The span between the delimiters, without white space at its ends."""
        begin, end = self.begin + self.bracket.opening, self.end - self.bracket.closing
        while begin < end and self.text[begin].isspace():
            begin += 1
        while begin < end and self.text[end - 1].isspace():
            end -= 1
        return begin, end

    @cached_property
    def content(self) -> str:
        """What stands between the delimiters (at most `LONGEST` characters)."""
        begin, end = self.inner
        return self.text[begin : min(end, begin + LONGEST)]

    @property
    def before(self) -> str:
        """The text before the bracket."""
        return self.text[self.left : self.begin]

    @property
    def after(self) -> str:
        """The text behind the bracket."""
        return self.text[self.end : self.right]

    @property
    def inside_word(self) -> bool:
        """Whether a letter or digit touches the bracket: `V[ice]`, `[3]5`, `Tor[benkov]`."""
        return self.before[-1:].isalnum() or self.after[:1].isalnum()

    @property
    def alone(self) -> bool:
        """Whether nothing else stands on the bracket's line."""
        before, _, after = self.line()
        return not before.strip() and not after.strip()

    def line(self) -> tuple[str, str, str]:
        """The bracket's line: what is before it, the bracket, what is behind it."""
        return (
            self.before.rpartition("\n")[2],
            self.text[self.begin : self.end],
            self.after.partition("\n")[0],
        )

    @cached_property
    def words_before(self) -> list[SourceWord]:
        """The last words before the bracket on its line."""
        begin = max(self.left, self.begin - NEAR)
        begin = max(begin, self.text.rfind("\n", begin, self.begin) + 1)
        before = words(self.text, begin, self.begin)
        cut = begin > self.left and not self.text[begin - 1].isspace()
        return before[1:] if cut and len(before) > 1 else before

    def label(self, longest: int = 120) -> tuple[str, int]:
        """What stands before the first colon or quotation mark of the content: label, and its length in all.

        The length takes in the colon and the blanks behind it. Without colon and quotation the label is empty.
        """
        content = self.content
        end = next((place for place, sign in enumerate(content[:longest]) if sign in ':"“”„[]'), len(content))
        if end == len(content) or not end or content[end] in "[]":
            return "", 0
        head = content[:end].rstrip()
        if content[end] == ":":
            end += 1
            while end < len(content) and content[end] == " ":
                end += 1
        return head, end

    def snap(self, begin: int) -> int:
        """`begin`, moved left so that it does not stand inside an earlier mark."""
        for first, last in reversed(self.siblings):
            if last <= begin:
                break
            if first < begin:
                begin = first
        return begin

    def mark(
        self,
        kind: Kind,
        rule: str,
        attributes: MentionAttributes | None = None,
        cert: Certainty = Certainty.HIGH,
    ) -> Mention:
        """The bracket itself as a framed mention: delimiters and blanks beside them are the frame."""
        begin, end = self.begin + self.bracket.opening, self.end - self.bracket.closing
        while begin < end and self.text[begin] == " ":
            begin += 1
        while begin < end and self.text[end - 1] == " ":
            end -= 1
        return Mention(
            self.begin,
            self.end,
            kind,
            cert=cert,
            rule=f"marks.{rule}",
            attributes=attributes or {},
            opening=begin - self.begin,
            closing=self.end - end,
            resp="translator",
        )

    def described(self, kind: Kind, rule: str, attributes: MentionAttributes | None = None) -> list[Mention]:
        """The bracket as a mark whose whole content is the translator's description."""
        begin, end = self.inner
        return [
            self.mark(kind, rule, attributes),
            Mention(begin, end, Kind.DESCRIPTION, rule=f"marks.{rule}", resp="translator"),
        ]
