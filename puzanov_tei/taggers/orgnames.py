"""The grammar of organisations' names: a head, the capitalised words before it, what follows with `of` or `for`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import PartKind
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.words import Word

_for_heads = bearing(Mark.PURPOSE)
_BREAK = frozenset("former acting deputy vice present our their his her its my your".split())
_OPENERS = frozenset("central north south east first second third".split())
_ROMAN = re.compile(r"[IVXL]+")
_TIES = frozenset({"ties", "relations", "contacts", "cooperation", "liaison", "friendship"})
_bare = bearing(Mark.UNIT)
_WIDEST = 14
_PARTIES = frozenset({"party", "league", "union", "front"})  # what has a central committee
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_ranks = of_words(lambda _: lexicon.ranks() - {"general"})
_LOCAL = frozenset("oblast krai raion regional city district provincial republican".split())
_OF = frozenset({"of"})
_LINKS = frozenset({"and", "of", "the", "for"})
_SESSIONS = frozenset(
    {"un", "general", "assembly", "supreme", "united"}
)  # `15th UN General Assembly`: the 15th session of it
# `Council of Ministers for Services`: what such a council's members are for is no part of its name.
_holders = of_words(lambda _: frozenset(f"{office}s" for office in lexicon.offices()))
_national = bearing(Mark.STATE, Mark.NATIONALITY)
_breaks = of_words(lambda _: _BREAK | lexicon.honorifics() | lexicon.months() | lexicon.days() | lexicon.not_in_org())
_common_modifiers = bearing(Mark.MATTER, Mark.DIRECTION)
_no_complement = of_words(lambda _: lexicon.honorifics() | _ranks() | lexicon.months() | lexicon.days())
_regions = bearing(Mark.DIRECTION, Mark.NATIONALITY)
_opening_matters = of_words(lambda _: lexicon.matters() | _OPENERS)
_no_matter = bearing(Mark.STATE, Mark.ORGANISATION)


def head(words: Sequence[Word], number: int) -> tuple[int, int] | None:
    """The head of an organisation's name at `number`."""
    word = words[number]
    if word.kind != "word":
        return None
    following = words[number + 1].folded if number + 1 < len(words) and words[number + 1].tight else ""
    if word.is_capital:
        if (word.folded, following) in lexicon.compound_heads() and words[number + 1].is_capital:
            return number, number + 2
        if word.folded == "opera" and following in lexicon.place_heads():
            return None  # `Pyongyang Opera House` is a building
        return (number, number + 1) if Mark.ORGANISATION in word.marks else None
    before = words[number - 1] if number and word.tight else None
    if word.folded == "committee" and before is not None and before.folded in _LOCAL:
        return number - 1, number + 1  # `Transcarpathian oblast committee of the Party`
    if Mark.LOWER_ORGANISATION in word.marks:
        if before and before.is_capital and before.folded in _national():
            return number, number + 1
        if following == "of" and not _is_what_heads_have(words, number):
            return number, number + 1
    return None


def _is_what_heads_have(words: Sequence[Word], number: int) -> bool:
    """`heads of government of India and Burma`: an office and no body."""
    before = [word.folded.removesuffix("s") for word in words[max(0, number - 2) : number]]
    return len(before) == 2 and before[0] in lexicon.lower_offices() and before[1] == "of"


def grow(view: AnalysedReading, first: int, last: int, *, acronym: bool = False) -> tuple[int, int]:
    """The span with the words that belong to it on both sides.

    A bare `Department of the DPRK Ministry of X` gives way to the ministry.
    """
    words = view.words
    last += _is_numbered(words, last)
    begin, end = left(view, first, acronym), _right(view, first, last)
    if begin == last - 1 and words[begin].folded in _bare() and end > last:
        inner = last + 1 + (words[last + 1].folded == "the")
        if any(w.folded in ("for", "on") for w in words[inner:end]):
            return begin, end  # `Department of the X for Relations with Y` says more than `X`
        if inner in view.analysis.bodies or _has_head(words[inner:end]):
            return inner, end
    return begin, end


def _has_head(words: Sequence[Word]) -> bool:
    """Whether the words behind `Department of` name a body of their own: `DPRK Ministry of X`, and not `Army`."""
    name = list(takewhile(lambda word: word.folded != "of", words))
    return len(words) > 1 and any(Mark.ORGANISATION in word.marks for word in name)


def _is_numbered(words: Sequence[Word], last: int) -> bool:
    """`Department X`, `Main Directorate II`."""
    numeral = words[last] if last < len(words) else None
    bare = numeral is not None and numeral.tight and words[last - 1].folded in _bare()
    return bare and _ROMAN.fullmatch(words[last].text) is not None


def left(view: AnalysedReading, first: int, acronym: bool) -> int:
    """Where the words before the head begin; before an acronym only a state or a nationality belongs to it."""
    words = view.words
    least = max(0, first - _WIDEST)
    while first > least and words[first].tight and not _ends_line(view, first):
        word = words[first - 1]
        if word.folded == "and" and first > 1 and _is_pair(words, first):
            first -= 2
            continue
        if word.text == "–" and first > 1 and words[first].glued and _is_of_two_states(words, first):
            first -= 2
            continue
        ordinal = not acronym and words[first].folded not in _SESSIONS
        if first > 1 and ordinal and word.folded in _ORDINAL and word.glued and words[first - 2].kind == "number":
            first -= 2
            continue
        part = Mark.DIRECTION in word.marks and Mark.NATIONALITY in words[first].marks  # `West German Bundestag`
        state = part or word.folded in _national()
        if not _is_modifier(view, first - 1, words[first]) or (acronym and not state):
            break
        first -= 1
    return first


def _ends_line(view: AnalysedReading, first: int) -> bool:
    """Whether the line before `first` has a body of its own."""
    words = view.words
    if "\n" not in view.text[words[first - 1].end : words[first].begin]:
        return False
    begin = view.text.rfind("\n", 0, words[first - 1].end) + 1
    line = (word for word in reversed(words[:first]) if word.begin >= begin)
    return any(word.is_capital and Mark.ORGANISATION in word.marks for word in line)


def _is_pair(words: Sequence[Word], first: int) -> bool:
    """`Education and Culture`; `Soviet and East European Department`, where the first is a nationality."""
    after, before = words[first], words[first - 2]
    if _is_matter(after) and _is_matter(before):
        return True
    if _is_region(after) and _is_region(before) and _heads_department(words, first):
        return True  # `America and Australia Department`
    regional = after.folded in _regions() and after.is_capital and not after.is_upper
    return regional and Mark.NATIONALITY in before.marks and before.is_capital and _heads_department(words, first)


def _is_of_two_states(words: Sequence[Word], first: int) -> bool:
    """`Bulgarian–Syrian Commission`, with a dash for the hyphen."""
    return all(words[n].is_capital and Mark.NATIONALITY in words[n].marks for n in (first - 2, first))


def _is_region(word: Word) -> bool:
    return word.text in lexicon.countries() or Mark.CONTINENT in word.marks


def _heads_department(words: Sequence[Word], first: int) -> bool:
    """Whether a few words from `first` on one is `Department`: a ministry's part that answers for several states."""
    return any(word.is_capital and word.folded in _bare() for word in words[first + 1 : first + 4])


def _is_modifier(view: AnalysedReading, number: int, following: Word) -> bool:
    """Whether a word may stand before the head as part of the name."""
    word = view.words[number]
    folded = word.folded
    if (
        word.kind != "word"
        or not word.is_capital
        or number in view.analysis.taken
        or folded in lexicon.function_words()
    ):
        return False
    if _ROMAN.fullmatch(word.text) or (word.glued and number and view.words[number - 1].text == "/"):
        return False
    if folded in lexicon.states() and (word.is_upper or "." in word.text):
        return True
    if folded in _breaks():
        return folded == "chief" and following.folded in ("directorate", "administration")
    if folded in lexicon.offices():
        return folded in ("main", "chief") and following.folded in ("directorate", "administration")
    if folded in lexicon.ranks():
        return folded == "general" and Mark.ORGANISATION in following.marks
    if word.start and folded in lexicon.common():
        return folded in _opening_matters() and not word.is_upper
    return folded not in lexicon.common() or folded in _common_modifiers() or not word.is_upper


def _is_matter(word: Word) -> bool:
    return word.is_capital and Mark.MATTER in word.marks


def _right(view: AnalysedReading, first: int, last: int) -> int:
    words = view.words
    noun = words[last - 1].folded
    most = min(len(words), last + 2 * _WIDEST)
    while last < most and words[last].tight:
        word = words[last]
        further = (word.folded, words[last - 1].folded) == ("in", "parties")
        further = further or (word.folded == "with" and words[last - 1].folded in _TIES)
        aim = word.folded in ("for", "on") and noun in _for_heads() and words[last - 1].folded not in _holders()
        if word.folded in _OF or further or aim:
            end = _complement(view, last + 1)
        elif word.folded == "to" and noun in _for_heads() and noun not in lexicon.embassies():
            end = _aim(view, last + 1)
        elif word.folded in ("in", "at", "to") and noun in lexicon.embassies():
            end = seat(view, first, last + 1)
            return last if end == last + 1 else end
        else:
            break
        if end == last + 1:
            break
        last = end
    return last


def _complement(view: AnalysedReading, begin: int) -> int:
    """Where the words after `of` end; `begin` if there are none."""
    words = view.words
    number = begin + (begin < len(words) and words[begin].folded == "the")
    last = begin
    most = min(len(words), begin + _WIDEST)
    while number < most and words[number].tight and number not in view.analysis.taken:
        word = words[number]
        if number > begin and (_opens_line(view, number) or _follows_place(view, begin, number)):
            break
        if last > begin and word.is_upper and view.is_opened(number):
            break  # `Socialist Unity Party [SED]`
        if last > begin and word.text == "President":
            break  # `the Government of the Republic President Abbas`
        if word.folded == "and" and number + 1 < len(words) and words[number + 1].tight and last == number:
            if not (words[number + 1].is_capital and _coordinates(words, number)):
                break
        elif not _continues(word):
            break
        else:
            last = number + 1
            number += 1
            continue
        number += 1
        last = number
    return last if last == begin or words[last - 1].folded != "and" else last - 1


def _aim(view: AnalysedReading, begin: int) -> int:
    """Where `Defend World Peace and Combat U.S. Aggression` in the name of a committee ends."""
    words, last = view.words, begin
    while last < len(words) and words[last].tight and last - begin < _WIDEST and not _opens_line(view, last):
        named = words[last].is_capital and Mark.HONORIFIC not in words[last].marks
        linked = last > begin and words[last].folded in _LINKS and _goes_on(words, last + 1)
        if not (named or linked):
            break
        last += 1
    verb = last > begin and last - begin > 1 and begin not in view.analysis.places
    return last if verb and begin not in view.analysis.taken and not words[begin].is_upper else begin


def _opens_line(view: AnalysedReading, number: int) -> bool:
    """A place or the head of another body at the beginning of a line: what comes is no part of the name."""
    words = view.words
    if "\n" not in view.text[words[number - 1].end : words[number].begin]:
        return False
    initial = number + 1 < len(words) and words[number + 1].kind == "initial"  # `Yuliy M. Vorontsov`
    return initial or number in view.analysis.places or Mark.ORGANISATION in words[number].marks


def _follows_place(view: AnalysedReading, begin: int, number: int) -> bool:
    """`People's Party of Iran Radmanesh`: a name behind the place that ends the body's."""
    words = view.words
    ended = any(last == number for first, last in view.analysis.places.items() if begin <= first < number)
    ended = ended or words[number - 1].text in lexicon.countries()
    return ended and words[number].is_name_like and number not in view.analysis.places


def completed(view: AnalysedReading, first: int, last: int) -> tuple[int, int]:
    """A body's name with what acronyms leave out: `VKP(b)`, `CP CC of Azerbaijan`, `MFA DPRK`, `CC of the X Party`."""
    words = view.words
    wing = [word.text for word in words[last : last + 3]]
    if wing[::2] == ["(", ")"] and wing[1].casefold() == "b":
        last += 3
        last += last < len(words) and words[last].text == "CC" and words[last].tight
    elif "(" in (w.text for w in words[first:last]) and last < len(words) and words[last].text == ")":
        last += 1
    if words[last - 1].text in ("CP", "CC", ")") and last + 1 < len(words) and words[last].folded == "of":
        number = last + 1 + (words[last + 1].folded == "the")
        last = view.analysis.places.get(number, last)
    short = words[last - 1].is_upper and last - first == 1 and Mark.STATE not in words[first].marks
    if short and last < len(words) and words[last].tight and words[last].is_upper and Mark.STATE in words[last].marks:
        last += 1
    before = [word.folded for word in words[max(0, first - 3) : first]]
    party = any(word.folded in _PARTIES for word in words[first:last])
    if party and before[-1:] == ["the"] and before[-2:-1] == ["of"] and words[first - 3].text == "CC":
        return first - 3, last
    if party and before[-1:] == ["of"] and words[first - 2].text == "CC":
        return first - 2, last
    return first, last


def _goes_on(words: Sequence[Word], number: int) -> bool:
    return number < len(words) and words[number].tight and words[number].is_capital


def _continues(word: Word) -> bool:
    return (
        word.kind == "word"
        and word.is_capital
        and len(word.text) > 1
        and Mark.LINK not in word.marks
        and word.folded not in _no_complement()
        and Mark.ENDS_ORGANISATION not in word.marks
    )


def _coordinates(words: Sequence[Word], number: int) -> bool:
    """Whether `and` joins two matters (`Education and Culture`) rather than two organisations."""
    after, before = words[number + 1], words[number - 1]
    return Mark.MATTER in after.marks and (Mark.MATTER in before.marks or before.folded not in _no_matter())


def seat(view: AnalysedReading, first: int, begin: int, *, anywhere: bool = False) -> int:
    """Where `DPRK` in `Embassy of the USSR in the DPRK` ends, if the whole is a letterhead (or `anywhere`).

    `begin` is the word behind `in`; it is returned when there is no such place.
    """
    words = view.words
    if not (begin <= len(words) and words[begin - 1].folded in ("in", "at", "to") and words[begin - 1].tight):
        return begin
    number = begin + (begin < len(words) and words[begin].folded == "the")
    if number >= len(words) or not (words[number].is_capital and words[number].tight):
        return begin
    place = view.analysis.places.get(number, number + 1)
    letterhead = PartKind.LETTERHEAD in view.reading.parts
    labelled = first == 2 and words[1].text == ":" and begin - first > 1  # `From: Embassy in Tirana`
    alone = (labelled or (first == 0 and begin - first > 2)) and place == len(words)
    capitals = all(w.is_upper for w in words[first:place] if w.kind == "word")
    return place if anywhere or letterhead or alone or (capitals and first == 0) else begin
