"""What makes the pages of one archive: its hosts, its labels, its furniture and how it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from puzanov_tei.model import Publisher

# Signs of headings, bold type, bullets and quotations of conversions: a label is known by its words alone.
NOISE = "#*_:•·◦▪–—|> \t\n"
_LONGEST_LABEL = 200
_LONGEST_STATEMENT = 2000
_NOTHING = re.compile(r"(?!)")


def bare(line: str) -> str:
    """`line` without the noise of headings, bullets, bold type and colons, in lower case, blanks collapsed."""
    return " ".join(line.strip(NOISE).lower().split()) if len(line) < _LONGEST_LABEL else ""


@dataclass(frozen=True)
class Archive:
    """An archive as its pages show it. Every value may be empty.

    Attributes:
        publisher: how headers speak of it.
        hosts: of its site and of the mirrors that print addresses with the same record numbers.
        names: words that name it in citations and statements of rights.
        record: pattern of the path of a document's address; its group is the record number.
        address: of a document, with `{record}` for the number.
        marks: lines that only its pages have, before the document.
        viewer: those of them that stand round a printed citation; `viewer_end` is the last of them.
        front: labels before the document, bare -> field.
        back: headings behind the document, bare -> field; `sure` are those that documents do not have.
        lines: patterns of whole lines before the document -> field; a group is the value.
        furniture: lines, bare, that say nothing of the document; `patterns` of such lines.
        running: patterns of lines inside the document that are the page's (running heads).
        credits, rights, contents: patterns of sentences of thanks, statements of rights, lists of what the page holds.
    """

    publisher: Publisher = field(default_factory=Publisher)
    hosts: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    record: str = ""
    address: str = ""
    marks: frozenset[str] = frozenset()
    viewer: frozenset[str] = frozenset()
    viewer_end: str = ""
    front: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    lines: Mapping[str, str] = field(default_factory=dict)
    furniture: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()

    def front_label(self, line: str) -> tuple[str, str] | None:
        """The field that `line` labels and the value on the same line (mostly none); None if it is no label."""
        name = self.front.get(bare(line))
        if name is not None:
            return name, ""
        line = line.lstrip(NOISE)
        match = self.inline_label.match(line)
        if match is None:
            return None
        return self.front[bare(match[1])], line[match.end() :].strip(NOISE)

    @cached_property
    def inline_label(self) -> re.Pattern[str]:
        """A label with its colon where a value goes on behind it."""
        words = (r"\s+".join(map(re.escape, label.split())) for label in sorted(self.front, key=len, reverse=True))
        return re.compile(rf"(?<!\w)({'|'.join(words)}) ?: ?", re.IGNORECASE) if self.front else _NOTHING

    def back_heading(self, line: str) -> str | None:
        """The bare heading if `line` is one of those behind the document."""
        heading = bare(line)
        return heading if heading in self.back else None

    def back_label(self, line: str) -> tuple[str, str] | None:
        """The field of a heading behind the document that has its value on the same line, and that value."""
        head, colon, value = line.strip(NOISE).partition(":")
        name = self.back.get(bare(head)) if colon else None
        return (name, value.strip()) if name is not None and value.strip() else None

    def is_mark(self, line: str) -> bool:
        """Whether only pages of this archive have the line."""
        return bare(line) in self.marks

    def is_furniture(self, line: str) -> bool:
        """Whether the line belongs to the page and says nothing about the document."""
        return bare(line) in self.furniture or self._patterns.fullmatch(line.strip(NOISE)) is not None

    def is_running(self, line: str) -> bool:
        """Whether a line inside the document is the page's (a running head or foot)."""
        return self._running.fullmatch(line.strip()) is not None

    def line_field(self, line: str) -> tuple[str, str] | None:
        """The field and the value of a line that is known by its form."""
        for pattern, name in self._lines:
            if (match := pattern.fullmatch(line.strip(NOISE))) is not None:
                return name, next((group for group in match.groups() if group), match[0])
        return None

    def is_credits(self, line: str) -> bool:
        """Whether the line opens with the archive's sentence of thanks."""
        return self._credits.match(line.lstrip(NOISE)) is not None

    def is_rights(self, line: str) -> bool:
        """Whether the line is the archive's statement of rights."""
        return len(line) < _LONGEST_STATEMENT and self._rights.search(line) is not None

    def contents_of(self, line: str) -> str:
        """What the line says of what the page holds (`English Translation`), where it opens with that; else empty."""
        text = line.lstrip(NOISE + "-")
        match = self._contents.match(text)
        return match[0] if match else ""

    def is_contents(self, line: str) -> bool:
        """Whether the line says nothing but what the page holds."""
        return self.contents_of(line) == line.strip(NOISE + "-") != ""

    def named_in(self, words: str) -> bool:
        """Whether a citation or a statement names the archive."""
        return any(name in words for name in self.names)

    def serves(self, address: str) -> bool:
        """Whether an address is on one of its hosts."""
        return bool(self.hosts) and (urlsplit(address.strip("<>")).hostname or "") in self.hosts

    def record_of(self, address: str) -> str:
        """The record number in an address of the archive, or empty."""
        match = self._record.fullmatch(urlsplit(address).path) if self.serves(address) else None
        return match[1] if match else ""

    def canonical(self, address: str) -> str:
        """The address under which the archive itself keeps the document of `address`, or empty."""
        record = self.record_of(address)
        return self.address.replace("{record}", record) if record and self.address else ""

    @cached_property
    def _lines(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), name) for pattern, name in self.lines.items())

    @cached_property
    def _record(self) -> re.Pattern[str]:
        return re.compile(self.record) if self.record else _NOTHING

    @cached_property
    def _patterns(self) -> re.Pattern[str]:
        return _either(self.patterns)

    @cached_property
    def _running(self) -> re.Pattern[str]:
        return _either(self.running)

    @cached_property
    def _credits(self) -> re.Pattern[str]:
        return _either(self.credits)

    @cached_property
    def _rights(self) -> re.Pattern[str]:
        return _either(self.rights)

    @cached_property
    def _contents(self) -> re.Pattern[str]:
        one = rf"{_either(self.contents).pattern}(?!\w)"
        return re.compile(rf"{one}(?:[ ,;|/]{{1,3}}{one})*", re.IGNORECASE)


def _either(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of several, in one group."""
    return re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE) if patterns else _NOTHING
