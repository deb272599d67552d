"""Editorial marks of a page: brackets paired, classified by an ordered list of rules, properly nested."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Set

from puzanov_tei.findings import Finding
from puzanov_tei.marks import noted, unbracketed
from puzanov_tei.marks.apparatus import handwriting, note, picture, remark, signature, stamp, translators_note
from puzanov_tei.marks.brackets import Bracket, pair
from puzanov_tei.marks.context import WINDOW, Context
from puzanov_tei.marks.gaps import blank, illegible, inaudible, lost, omission, redacted, ruled
from puzanov_tei.marks.inserted import query, supplied, unclear
from puzanov_tei.marks.leaves import page_break
from puzanov_tei.marks.names import alternate, expansion, gloss
from puzanov_tei.marks.noted import Notes
from puzanov_tei.marks.problems import finding
from puzanov_tei.marks.sic import sic
from puzanov_tei.model import Block, Kind, Mention, Page, Source

Rule = Callable[[Context], "list[Mention] | None"]
"""Looks at one bracket; returns its marks, the outermost first, or None if it is not of this kind."""

MAX_DEPTH = 8
"""Brackets nested more deeply than this stay literal."""
LONGEST_LITERAL = 200
"""A bracket that means nothing stays literal as a whole up to this length, in characters."""

RULES: tuple[Rule, ...] = (
    page_break,
    omission,
    ruled,
    query,
    sic,
    stamp,
    handwriting,
    signature,
    translators_note,
    redacted,
    inaudible,
    illegible,
    blank,
    lost,
    note,
    unclear,
    picture,
    remark,
)
"""Asked in this order; the first that answers decides."""

WORD_RULES: tuple[Rule, ...] = (alternate, expansion, gloss, supplied)
"""Then these; a bracket that touches a letter (`V[ice]`) is asked the last one only."""


def scan(page: Page, notes: Notes | None = None) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Find the editorial marks of a page.

    Takes a page; only its blocks are looked at. `notes` are its footnotes (see `noted`), found if not given; brackets
    of their numbers are no marks of their own. Returns the marks as framed mentions, outer before inner, properly
    nested, and a warning for every bracket that had to be mended or stays literal (`Kind.UNPARSED`).
    Never raises; time is linear in the length of the text.
    """
    text = page.source.text
    pairs, strays = pair(text, page.blocks)
    scanner = _Scanner(page.source, page.blocks)
    notes = noted.find(text, page.blocks) if notes is None else notes
    numbers = notes.labels | {(sign.begin, sign.end) for sign in notes.signs}
    for bracket in pairs:
        if (bracket.begin, bracket.end) not in numbers:
            scanner.add(bracket)
    for stray in strays:
        scanner.literal(stray.begin, stray.end, stray.problem)
    scanner.groups += [[mark] for mark in (*page.layout, *notes.signs)]
    for block in page.blocks:
        for group in unbracketed.find(text, block.begin, block.end):
            scanner.groups.append(group)
    marks, left_out = nested(scanner.groups)
    if again := [bracket for number, bracket in scanner.brackets.items() if number in left_out]:
        for bracket in again:
            scanner.unresolved(bracket, "PZ605")
        marks, _ = nested(group for number, group in enumerate(scanner.groups) if number not in left_out)
    findings = sorted(scanner.findings, key=lambda item: item.sort_key)
    return marks, tuple(findings)


class _Scanner:
    """Classifies brackets in document order and keeps what has been found."""

    def __init__(self, source: Source, blocks: Iterable[Block]) -> None:
        self.source = source
        self.blocks = list(blocks)
        self.begins = [block.begin for block in self.blocks]
        self.groups: list[list[Mention]] = []
        self.brackets: dict[int, Bracket] = {}  # by the number of its group
        self.findings: list[Finding] = []
        self.around: list[tuple[Bracket, Mention | None]] = []
        self.siblings: list[list[tuple[int, int]]] = [[]]

    def add(self, bracket: Bracket) -> None:
        """Classify one bracket; brackets come outer before inner."""
        while self.around and self.around[-1][0].end <= bracket.begin:
            self.around.pop()
            self.siblings.pop()
        depth = len(self.around)
        if depth > MAX_DEPTH:
            return  # inside a literal one
        group = None if depth == MAX_DEPTH else self.classify(self.context(bracket))
        if group is None:
            self.unresolved(bracket, "PZ606" if depth == MAX_DEPTH else "PZ605")
        else:
            self.brackets[len(self.groups)] = bracket
            self.groups.append(group)
            if bracket.problem:
                self.findings.append(finding(self.source, bracket.problem, bracket.begin, bracket.end))
            self.remember(group)
        self.around.append((bracket, group[0] if group else None))
        self.siblings.append([])

    def remember(self, group: list[Mention]) -> None:
        """Note the span of a group, so that a later target does not cut it."""
        begin = min(mention.begin for mention in group)
        siblings = self.siblings[-1]
        while siblings and siblings[-1][0] >= begin:
            siblings.pop()
        siblings.append((begin, max(mention.end for mention in group)))

    def unresolved(self, bracket: Bracket, problem: str) -> None:
        """A bracket without meaning: literal as a whole if it is short, else its two delimiters."""
        if bracket.end - bracket.begin <= LONGEST_LITERAL or problem == "PZ606":
            self.literal(bracket.begin, bracket.end, problem)
            return
        self.literal(bracket.begin, bracket.begin + bracket.opening, problem)
        self.groups.append([_unparsed(bracket.end - bracket.closing, bracket.end)])

    def literal(self, begin: int, end: int, problem: str) -> None:
        """Leave `begin:end` as it is printed, and say so."""
        self.groups.append([_unparsed(begin, end)])
        self.findings.append(finding(self.source, problem, begin, end))

    def context(self, bracket: Bracket) -> Context:
        """The bracket with what stands round it: no further than its block and the bracket it stands in."""
        left = self.blocks[bisect_right(self.begins, bracket.begin) - 1].begin
        right = self.blocks[bisect_right(self.begins, bracket.end - 1) - 1].end
        outer = None
        if self.around:
            inside, outer = self.around[-1]
            left = max(left, inside.begin + inside.opening)
            right = min(right, inside.end - inside.closing)
            if outer and outer.begin >= inside.begin:  # its frame may be a whole label: `[Translator's note: `
                left = max(left, outer.begin + outer.opening)
                right = min(right, outer.end - outer.closing)
        return Context(
            self.source.text,
            bracket,
            max(left, bracket.begin - WINDOW),
            min(right, bracket.end + WINDOW),
            self.siblings[-1],
            bool(outer and outer.attributes.get("rend") == "partial"),
        )

    def classify(self, context: Context) -> list[Mention] | None:
        """The first rule that answers."""
        for rule in RULES + (WORD_RULES[-1:] if context.inside_word else WORD_RULES):
            group = rule(context)
            if group:
                return group
        return None


def _unparsed(begin: int, end: int) -> Mention:
    return Mention(begin, end, Kind.UNPARSED, rule="marks.unparsed")


def nested(groups: Iterable[list[Mention]]) -> tuple[tuple[Mention, ...], Set[int]]:
    """The marks in order, outer before inner, and the numbers of the groups that are left out.

    A mark that would cut an earlier one, or stand in its frame, is left out with its group.
    """
    ranked = [
        (mention.begin, -mention.end, mention.opening + mention.closing > 0, number, place, mention)
        for number, group in enumerate(groups)
        for place, mention in enumerate(group)
        if mention.begin < mention.end
    ]
    kept: list[Mention] = []
    around: list[Mention] = []
    dropped: set[int] = set()
    for *_, number, place, mention in sorted(ranked, key=lambda item: item[:5]):
        while around and around[-1].end <= mention.begin:
            around.pop()
        if number in dropped or (around and not _holds(around[-1], mention)):
            if place == 0:
                dropped.add(number)
            continue
        around.append(mention)
        kept.append(mention)
    return tuple(kept), dropped


def _holds(outer: Mention, inner: Mention) -> bool:
    """The inner mark stands between the delimiters of the outer one, and a place is not said twice to be missing."""
    if inner.kind is Kind.GAP and not inner.opening and outer.kind in (Kind.GAP, Kind.DESCRIPTION, Kind.SIGNATURE):
        return False
    return outer.begin + outer.opening <= inner.begin and inner.end <= outer.end - outer.closing
