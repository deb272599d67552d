"""Titles, ranks and offices: `Cde.`, `General-Lieutenant`, `Deputy KWP CC Chairman`, `Counsellor of the DPRK Embassy`.

An office is modifiers, a head, and what follows with `of`, `in`, `to`. Organisations and places in it are mentions of
their own. Before a name it becomes part of the personal name; alone it refers to its holder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Certainty, Document, Kind, Mention, PartKind
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.alternates import Brackets
from puzanov_tei.taggers.analysis import AnalysedReading, Covered, readings
from puzanov_tei.taggers.words import Word

Things = Mapping[int, int]
"""Number of the first word of an organisation or place -> number behind its last."""

_PREPOSITIONS = frozenset({"of", "for", "to", "in", "at", "on"})
_deputies = bearing(Mark.DEPUTY)
_LONGEST = 24
_BODIES = frozenset({Mark.ORGANISATION, Mark.BODY, Mark.INSTITUTION})
_capital_modifiers = bearing(Mark.NATIONALITY, Mark.MATTER)
_objects = bearing(Mark.MATTER, Mark.ORGANISATION, Mark.NATIONALITY, Mark.MODIFIER)
_heads = bearing(Mark.OFFICE, Mark.LOWER)
_leading_deputies = of_words(lambda _: _deputies() & lexicon.offices())
_OPENING = frozenset(
    {
        *(Mark.MODIFIER, Mark.NATIONALITY, Mark.MATTER, Mark.OFFICE, Mark.LOWER),
        *(Mark.RANK, Mark.STYLE, Mark.HONORIFIC),
    }
)
_SILENT = frozenset({PartKind.TITLE, PartKind.HEADING, PartKind.OFFICE, PartKind.STAMP, PartKind.CLASSIFICATION})


@dataclass(frozen=True, slots=True)
class Role:
    """A title: words `first` to `last` (exclusive), its TEI type, the number of its head word."""

    first: int
    last: int
    type: str
    head: int


def things(view: AnalysedReading, begins: Mapping[int, Mention]) -> dict[int, int]:
    """The organisations and places of a reading by word numbers; `begins` has them by their first character."""
    offsets = view.reading.offsets
    ends = {offsets[word.end - 1] + 1: number + 1 for number, word in enumerate(view.words)}
    result = {}
    for number, word in enumerate(view.words):
        mention = begins.get(offsets[word.begin])
        if mention is not None and (last := ends.get(mention.end)) is not None and last > number:
            result[number] = last
    return result


def by_begin(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Organisations, places and titles of works by their first character, the longest at each."""
    chosen: dict[int, Mention] = {}
    for mention in mentions:
        if mention.kind in (Kind.ORG, Kind.PLACE, Kind.WORK):
            other = chosen.get(mention.begin)
            if other is None or other.end < mention.end:
                chosen[mention.begin] = mention
    return chosen


def roles(view: AnalysedReading, known: Things) -> list[Role]:
    """All titles of a reading, in order, not overlapping."""
    titles: list[Role] = []
    words = view.words
    number = 0
    while number < len(words):
        if number not in known and not _may_open(words[number]):
            number += 1
            continue
        role = _office(view, number, known) or _rank(words, number) or _honorific(words, number)
        if role is None:
            number += 1
            continue
        titles.append(role)
        number = role.last
    return titles


def _may_open(word: Word) -> bool:
    """Whether a title can begin with the word, by all that the vocabulary says of it."""
    return not word.marks.isdisjoint(_OPENING) or (word.folded.endswith("s") and word.folded[:-1] in _heads())


def _honorific(words: Sequence[Word], number: int) -> Role | None:
    word = words[number]
    if Mark.STYLE in word.marks and word.is_capital and number + 1 < len(words):
        following = words[number + 1]
        return Role(number, number + 1, "honorific", number) if following.tight and following.is_name_like else None
    if word.kind == "mark" or Mark.HONORIFIC not in word.marks:
        return None
    if word.folded == "c" and word.text != "c.":
        return None
    if not word.is_capital and word.folded not in ("comrade", "comrades") and not word.text.endswith("."):
        return None
    return Role(number, number + 1, "academic" if Mark.ACADEMIC in word.marks else "honorific", number)


def _rank(words: Sequence[Word], number: int) -> Role | None:
    last = number
    while last < len(words) and Mark.RANK in words[last].marks and words[last].is_capital:
        if last > number and not words[last].tight:
            break
        last += 1
    if last == number + 1 and words[number].folded == "general" and _heads_body(words, last):
        return None  # `General Directorate`
    return Role(number, last, "military", last - 1) if last > number else None


def _heads_body(words: Sequence[Word], number: int) -> bool:
    word = words[number] if number < len(words) else None
    return word is not None and word.tight and word.is_capital and not word.marks.isdisjoint(_BODIES)


def _office(view: AnalysedReading, number: int, known: Things) -> Role | None:
    """An office that begins at `number`."""
    words = view.words
    head = _modifiers(view, number, known)
    if head >= len(words) or (head > number and not words[head].tight) or not _is_head(words[head]):
        head -= 1
        if head < number or words[head].folded not in _leading_deputies() or not words[head].is_capital:
            return None
    if head in view.analysis.taken:
        return None
    last = head + 1
    while last < len(words) and words[last].tight and _is_head(words[last]) and words[last].folded != "comrade":
        head, last = last, last + 1
    if _goes_on_general(words, head, last) or _names_matter(words, head, last):
        last += 1
    return Role(number, _complements(view, last, known), "office", head)


def _goes_on_general(words: Sequence[Word], head: int, last: int) -> bool:
    """`Secretary General`, `Consul General`: two words of one office, and no rank."""
    general = words[last] if last < len(words) else None
    one = f"{words[head].folded}-general" in lexicon.offices()
    return one and general is not None and general.tight and general.is_capital and general.folded == "general"


def _names_matter(words: Sequence[Word], head: int, last: int) -> bool:
    """`Minister Education Mulele`, as telegrams have it: what the office is for, without `of`, before a name."""
    if last + 1 >= len(words) or words[head].folded != "minister" or not words[last].tight:
        return False
    return _is_matter(words[last]) and words[last + 1].tight and words[last + 1].is_name_like


def _is_head(word: Word) -> bool:
    if word.kind != "word":
        return False
    heads = lexicon.offices() if word.is_capital else lexicon.lower_offices()
    marked = (Mark.OFFICE if word.is_capital else Mark.LOWER) in word.marks
    return marked or word.folded.removesuffix("s") in heads


def is_plural(word: Word) -> bool:
    """A title for several names: `Cdes.`, `Engineers`."""
    folded = word.folded
    return folded in lexicon.plural_honorifics() or (folded.endswith("s") and folded not in lexicon.offices())


def _modifiers(view: AnalysedReading, number: int, known: Things) -> int:
    """Behind the modifiers that begin at `number`: `Former Chief Military`, `DPRK`, `Deputy KWP CC`."""
    words = view.words
    begin = number
    while number < len(words) and number - begin < _LONGEST:
        if number > begin and not words[number].tight:
            break
        if number in known:
            number = known[number]
            continue
        word = words[number]
        if word.kind != "word" or number in view.analysis.taken:
            break
        if not _modifies(word):
            break
        number += 1
    return number


def _modifies(word: Word) -> bool:
    return Mark.MODIFIER in word.marks or (word.is_capital and word.folded in _capital_modifiers())


def _complements(view: AnalysedReading, last: int, known: Things) -> int:
    """Where `of Foreign Affairs`, `of the DPRK Embassy in the USSR` ends."""
    words = view.words
    while last + 1 < len(words) and words[last].tight and words[last].folded in _PREPOSITIONS:
        if words[last].folded == "at" and words[last + 1].folded == "large":
            return last + 2  # `Ambassador at Large`
        number = last + 1 + (words[last + 1].folded == "the")
        end = _object(view, number, known, words[last].folded)
        if end == number:
            break
        last = end
        further = last < len(words) and words[last].folded == "for"  # `Secretary of State for European Affairs`
        if words[last - 1].folded == "state" and not further:
            break  # `from the Secretary of State to the Department`
    return last


def _object(view: AnalysedReading, number: int, known: Things, preposition: str) -> int:
    """Behind the organisation, place or matter at `number`; `number` itself if there is none."""
    words = view.words
    begin = number
    # The object may stand on the next line: `CHIEF OF THE [signature] / FAR EAST DEPARTMENT`.
    while number < len(words) and (words[number].tight or number == begin) and number - begin < _LONGEST:
        word = words[number]
        if number in known:
            number = known[number]
        elif preposition not in ("of", "for") or number in view.analysis.taken:
            break
        elif word.folded == "and" and number > begin and number + 1 < len(words) and _is_matter(words[number + 1]):
            number += 2
        elif _is_matter(word) or (number == begin and _is_alone(view, number)):
            number += 1
        else:
            break
    return number


def _is_matter(word: Word) -> bool:
    if word.kind != "word" or not word.is_capital or Mark.LINK in word.marks:
        return False
    return word.folded in _objects()


def _is_alone(view: AnalysedReading, number: int) -> bool:
    """An unknown capitalised word after `of` that a name, a title or the end of the phrase follows."""
    word = view.words[number]
    if not word.is_name_like or number + 1 >= len(view.words):
        return False
    return number + 1 in view.analysis.taken


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Offices that stand for their holder: `the GDR Ambassador`; in a signature, for the one who signs."""
    persons = Covered(mentions, Kind.PERSON, Kind.ORG)
    signers = {m.begin: m.ref for m in mentions if m.kind is Kind.PERSON}
    brackets = Brackets(document, authority)
    begins = by_begin(mentions)
    for view in readings(document, authority):
        if set(view.reading.parts) & _SILENT or view.reading.note in (Kind.STAMP, Kind.TRANSLATOR_NOTE):
            continue
        signed = PartKind.SIGNED in view.reading.parts
        ref = _signer(view, signers) if signed else ""
        for role in roles(view, things(view, begins)):
            whole = _is_whole(view, role, brackets)
            alone = whole and role.type == "office" and not persons.overlaps(*view.span(role.head, role.head + 1))
            if alone and (signed or _holds_office(view, role)):
                cert = Certainty.MEDIUM if ref else Certainty.UNKNOWN
                yield view.mention(role.first, role.last, Kind.OFFICE_HOLDER, "roles.alone", ref=ref, cert=cert)
                yield view.mention(role.first, role.last, Kind.ROLE, "roles.alone", attributes={"type": "office"})


def _is_whole(view: AnalysedReading, role: Role, brackets: Brackets) -> bool:
    """Not `[the Chairman of] the KWP CC`: a supplied office that names a body in the source."""
    head = brackets.supplied(view.reading.offsets[view.words[role.head].begin])
    last = brackets.supplied(view.reading.offsets[view.words[role.last - 1].begin])
    return head is last or head is None


def _signer(view: AnalysedReading, signers: Mapping[int, str]) -> str:
    """The only person in a signature, if the authority knows who it is."""
    offsets = view.reading.offsets
    refs = [signers[offsets[word.begin]] for word in view.words if offsets[word.begin] in signers]
    return refs[0] if len(refs) == 1 else ""


def _holds_office(view: AnalysedReading, role: Role) -> bool:
    """A capitalised office with an article: one person, not a kind of work; `the Attaché's office` is a body."""
    words = view.words
    if role.last < len(words) and words[role.last].folded in ("office", "apparatus", "staff"):
        return False
    if not words[role.head].is_capital or words[role.head].is_upper or role.first == 0:
        return False
    before = words[role.first - 1]
    return before.folded in ("the", "our", "their", "his") and words[role.first].tight
