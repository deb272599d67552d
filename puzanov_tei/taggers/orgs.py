"""Organisations: the longest name, from the authority and by the grammar of such names.

A name is a head (`Ministry`, `Orchestra`), the capitalised words before it, and what follows with `of`, `for` or
`on`. Meetings, offices and people end it. The place of an embassy belongs to its name in a letterhead only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Org
from puzanov_tei.model import Document, Kind, Mention, PartKind
from puzanov_tei.taggers import gazetteer, lexicon, linking
from puzanov_tei.taggers.analysis import FUNCTION_WORDS, View, nameable
from puzanov_tei.taggers.words import Word

_NEVER = frozenset(
    "gs sa sc jc ci wp presidium politburo state department ministry embassy commission committee plenum party dubna "
    "red cross vneshtorg northeast".split()
)
_NOT_NAMES = frozenset({"military advisers", "chief military adviser", "main military adviser",
                        "soviet military specialists", "military attaché's office", "liaison department",
                        "chinese volunteers"})  # fmt: skip
_FOR_HEADS = frozenset(
    "committee department commission group directorate society council association union front institute office bureau "
    "center centre board administration agency division section federation league fund embassy foundation academy "
    "company trust".split()
)
_EMBASSIES = frozenset({"embassy", "consulate", "legation", "representation", "mission", "consulate-general"})
_BREAK = frozenset("former acting deputy vice present".split())
_SILENT = frozenset("central general main special new first second third state party".split())
_OPENERS = frozenset("central north south east first second third".split())
_ROMAN = re.compile(r"[IVXL]+")
_AGENCY = re.compile(r"[Aa]gency|TASS")
_TIES = frozenset({"ties", "relations", "contacts", "cooperation", "liaison", "friendship"})
_BARE = frozenset("department section division office board group commission directorate administration bureau".split())
_WIDEST = 14
_OFFICIAL = frozenset({PartKind.LETTERHEAD, PartKind.DISTRIBUTION, PartKind.SIGNED, PartKind.STAMP})
_UNITS = frozenset("army corps division regiment brigade fleet".split())
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_BUILDINGS = lexicon.PLACE_HEADS - {"house", "station"}
_RANKS = lexicon.RANKS - {"general"}
_OF = frozenset({"of"})
_NO_PLANT = frozenset("power selected collected complete public".split())  # power plants are places
_OWN_NAMES = frozenset({"gosplan"})
_RECIPIENT = re.compile(r"(?<![\w./-])(?:\d{1,2}[A-Z]{1,3}/[A-Z]{2,4}|[A-Z]{3,5})(?=\s?[-–(,;]|\s?$)", re.MULTILINE)
_NO_RECIPIENTS = lexicon.STATES | lexicon.KOREAN_SURNAMES | lexicon.CHINESE_SURNAMES | {"copy", "file", "xxx"}
_NATIONAL = lexicon.STATES | lexicon.ADJECTIVES
_BREAKS = _BREAK | lexicon.HONORIFICS | lexicon.MONTHS | lexicon.DAYS | lexicon.NOT_IN_ORG
_COMMON_MODIFIERS = lexicon.MATTERS | lexicon.DIRECTIONS
_NO_COMPLEMENT = lexicon.HONORIFICS | _RANKS | lexicon.MONTHS | lexicon.DAYS
_NO_MATTER = lexicon.STATES | lexicon.ORG_HEADS
_TELL_NOTHING = lexicon.ORG_HEADS | _SILENT | _ORDINAL
_PLAIN = lexicon.MATTERS | lexicon.ORG_HEADS | lexicon.OFFICE_MODIFIERS | lexicon.DIRECTIONS | FUNCTION_WORDS


def tag(document: Document, authority: Authority, found: Sequence[Mention]) -> Iterable[Mention]:
    """Mentions of organisations, linked where the authority and the words around settle which one is meant.

    A newspaper is a title (`Kind.WORK`), not an organisation.
    """
    text = document.page.source.text
    expanded = {m.begin for m in document.marks if m.kind is Kind.EXPANSION and text[m.begin + m.opening].isupper()}
    for view in nameable(document, authority):
        for first, last in _spans(view, expanded, authority):
            decision = linking.organisation(view.phrase(first, last), authority)
            if not decision.ref and _is_own_office(document, view):
                decision = linking.within("USSR MFA", view.phrase(first, last), authority)
            if decision.ref and _is_generic(view, first, last) and not _is_home(document, authority.orgs[decision.ref]):
                decision = linking.Decision(candidates=(decision.ref,))
            if not decision.ref and (seat := _seat(view, first, last + 1, anywhere=True)) > last + 1:
                decision = linking.organisation(view.phrase(first, seat), authority)
            if _is_newspaper(authority.orgs.get(decision.ref)):
                yield view.mention(first, last, Kind.WORK, "orgs.newspaper", cert=decision.cert)
                continue
            yield view.mention(
                first,
                last,
                Kind.ORG,
                "orgs.authority" if decision.ref else "orgs.form",
                ref=decision.ref,
                cert=decision.cert,
                candidates=decision.candidates,
            )


def _spans(view: View, expanded: set[int], authority: Authority) -> list[tuple[int, int]]:
    """Ranges of words that name an organisation, longest, not overlapping, in order."""
    words = view.words
    spans = [(a, b) for a, b, m in view.analysis.matches if m.kind == "org" and _is_name(view, a, b)]
    spans += [(n, n + 1) for n in range(len(words)) if _is_explained(view, n, expanded)]
    heads = [span for n in range(len(words)) if (span := _head(words, n)) is not None]
    spans = [_grow(view, *span) for span in heads] + [
        _grow(view, *_without_seat(view, span), acronym=True) for span in spans
    ]
    spans += [span for n in range(len(words)) if (span := _enterprise(view, n)) is not None]
    joined = _join_parts(view, _join(words, sorted(set(spans))), authority)
    named = [span for span in joined if not _is_place(view, *span) and _says_which(view, *span)]
    taken = {n for first, last in named for n in range(first, last)}
    return sorted([*named, *(span for span in _recipients(view) if taken.isdisjoint(range(*span)))])


def _enterprise(view: View, number: int) -> tuple[int, int] | None:
    """`the Hwanghae Iron Works`; a plant without a name of its own is none."""
    words = view.words
    word = words[number]
    if word.folded not in lexicon.PLANTS or not word.is_capital or number == 0 or words[number - 1].folded in _NO_PLANT:
        return None
    first = _left(view, number, acronym=False)
    return (first, number + 1) if first < number else None


def _recipients(view: View) -> Iterator[tuple[int, int]]:
    """Acronyms that get a copy, known or not: `3 - OKP`, `8D/GS-2`."""
    if PartKind.DISTRIBUTION not in view.reading.parts:
        return
    begins = {word.begin: number for number, word in enumerate(view.words)}
    ends = {word.end: number + 1 for number, word in enumerate(view.words)}
    for match in _RECIPIENT.finditer(view.text):
        first, last = begins.get(match.start()), ends.get(match.end())
        if first is not None and last is not None and match[0].casefold() not in _NO_RECIPIENTS:
            yield first, last


def _names_building(view: View, last: int) -> bool:
    """`Red Cross Hospital`: the body gives a building its name."""
    if last >= len(view.words):
        return False
    following = view.words[last]
    return following.tight and following.is_capital and following.folded in _BUILDINGS and not following.is_upper


def _is_generic(view: View, first: int, last: int) -> bool:
    """`Far Eastern Department`, `Ministry of Public Security`: every state may have one."""
    words = [w for w in view.words[first:last] if w.kind == "word"]
    return not any(w.is_upper and len(words) == 1 for w in words) and all(w.folded in _PLAIN for w in words)


def _is_home(document: Document, org: Org) -> bool:
    """The Soviet Union's own bodies need no adjective in its own papers."""
    return org.country == "SU" and document.page.metadata.language_source == "Russian"


def _is_own_office(document: Document, view: View) -> bool:
    """In stamps, letterheads, signatures and lists of copies a Soviet paper names the ministry's own departments."""
    place = view.reading.note is Kind.STAMP or bool(set(view.reading.parts) & _OFFICIAL)
    return place and document.page.metadata.language_source == "Russian"


def _is_newspaper(org: Org | None) -> bool:
    return org is not None and org.type == "press" and not _AGENCY.search(org.preferred)


def _is_name(view: View, first: int, last: int) -> bool:
    phrase = view.phrase(first, last).casefold()
    if view.analysis.taken & set(range(first, last)):
        return phrase.endswith(("university", "party"))
    return not (phrase in _NOT_NAMES or (last - first == 1 and phrase in _NEVER))


def _without_seat(view: View, span: tuple[int, int]) -> tuple[int, int]:
    """The authority's `DPRK Embassy in the USSR` ends before `in`, as far as `_grow` is concerned; no article."""
    first, last = span
    first += view.words[first].folded == "the" and last - first > 1
    for number in range(first + 1, last):
        head = view.words[number - 1].folded in _EMBASSIES or "embassy" in view.words[first].folded
        if view.words[number].folded in ("in", "at") and head:
            return first, number
    return first, last


def _is_explained(view: View, number: int, expanded: set[int]) -> bool:
    """An unknown acronym with its expansion in brackets right behind: `DCSO [Diplomatic Corps Supply Office]`."""
    word = view.words[number]
    if not (word.is_upper and len(word.text) >= 3) or word.folded in lexicon.STATES:
        return False
    _, end = view.span(number, number + 1)
    return bool({end, end + 1} & expanded)


def _head(words: Sequence[Word], number: int) -> tuple[int, int] | None:
    """The head of an organisation's name at `number`."""
    word = words[number]
    if word.kind != "word":
        return None
    following = words[number + 1].folded if number + 1 < len(words) and words[number + 1].tight else ""
    if word.is_capital:
        if (word.folded, following) in lexicon.COMPOUND_HEADS and words[number + 1].is_capital:
            return number, number + 2
        return (number, number + 1) if word.folded in lexicon.ORG_HEADS else None
    if word.folded in lexicon.LOWER_ORG_HEADS:
        before = words[number - 1] if number and word.tight else None
        if before and before.is_capital and before.folded in _NATIONAL:
            return number, number + 1
        if following == "of":
            return number, number + 1
    return None


def _grow(view: View, first: int, last: int, *, acronym: bool = False) -> tuple[int, int]:
    """The span with the words that belong to it on both sides.

    A bare `Department of the DPRK Ministry of X` gives way to the ministry.
    """
    begin, end = _left(view, first, acronym), _right(view, first, last)
    words = view.words
    if begin == last - 1 and words[begin].folded in _BARE and end > last:
        inner = last + 1 + (words[last + 1].folded == "the")
        if any(w.folded in ("for", "on") for w in words[inner:end]):
            return begin, end  # `Department of the X for Relations with Y` says more than `X`
        body = inner in view.analysis.bodies or _head(words, inner)
        if body or (words[inner].folded in _NATIONAL and end - inner > 1):
            return inner, end
    return begin, end


def _left(view: View, first: int, acronym: bool) -> int:
    """Where the words before the head begin; before an acronym only a state or a nationality belongs to it."""
    words = view.words
    least = max(0, first - _WIDEST)
    while first > least and words[first].tight:
        word = words[first - 1]
        if word.folded == "and" and first > 1 and _is_matter(words[first]) and _is_matter(words[first - 2]):
            first -= 2
            continue
        if first > 1 and not acronym and word.folded in _ORDINAL and word.glued and words[first - 2].kind == "number":
            first -= 2
            continue
        state = word.folded in _NATIONAL
        if not _is_modifier(view, first - 1, words[first]) or (acronym and not state):
            break
        first -= 1
    return first


def _is_modifier(view: View, number: int, following: Word) -> bool:
    """Whether a word may stand before the head as part of the name."""
    word = view.words[number]
    folded = word.folded
    if word.kind != "word" or not word.is_capital or number in view.analysis.taken or folded in FUNCTION_WORDS:
        return False
    if _ROMAN.fullmatch(word.text) or (word.glued and number and view.words[number - 1].text == "/"):
        return False
    if folded in lexicon.STATES and (word.is_upper or "." in word.text):
        return True
    if folded in _BREAKS:
        return folded == "chief" and following.folded in ("directorate", "administration")
    if folded in lexicon.OFFICES:
        return folded in ("main", "chief") and following.folded in ("directorate", "administration")
    if folded in lexicon.RANKS:
        return folded == "general" and following.folded in lexicon.ORG_HEADS
    if word.start and folded in lexicon.COMMON:
        return folded in lexicon.MATTERS | _OPENERS and not word.is_upper
    return folded not in lexicon.COMMON or folded in _COMMON_MODIFIERS or not word.is_upper


def _is_matter(word: Word) -> bool:
    return word.is_capital and word.folded in lexicon.MATTERS


def _right(view: View, first: int, last: int) -> int:
    words = view.words
    head = words[last - 1].folded
    most = min(len(words), last + 2 * _WIDEST)
    while last < most and words[last].tight:
        word = words[last]
        further = word.folded == "with" and words[last - 1].folded in _TIES
        if word.folded in _OF or further or (word.folded in ("for", "on") and head in _FOR_HEADS):
            end = _complement(view, last + 1)
        elif word.folded in ("in", "at", "to") and head in _EMBASSIES:
            end = _seat(view, first, last + 1)
        else:
            break
        if end == last + 1:
            break
        last = end
    return last


def _complement(view: View, begin: int) -> int:
    """Where the words after `of` end; `begin` if there are none."""
    words = view.words
    number = begin + (begin < len(words) and words[begin].folded == "the")
    last = begin
    most = min(len(words), begin + _WIDEST)
    while number < most and words[number].tight and number not in view.analysis.taken:
        word = words[number]
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


def _continues(word: Word) -> bool:
    return (
        word.kind == "word"
        and word.is_capital
        and len(word.text) > 1
        and word.folded not in FUNCTION_WORDS
        and word.folded not in _NO_COMPLEMENT
        and word.folded not in lexicon.NOT_IN_ORG
    )


def _coordinates(words: Sequence[Word], number: int) -> bool:
    """Whether `and` joins two matters (`Education and Culture`) rather than two organisations."""
    after, before = words[number + 1], words[number - 1]
    return after.folded in lexicon.MATTERS and (before.folded in lexicon.MATTERS or before.folded not in _NO_MATTER)


def _seat(view: View, first: int, begin: int, *, anywhere: bool = False) -> int:
    """Where `DPRK` in `Embassy of the USSR in the DPRK` ends, if the whole is a letterhead (or `anywhere`).

    `begin` is the word behind `in`; it is returned when there is no such place.
    """
    words = view.words
    if not (begin <= len(words) and words[begin - 1].folded in ("in", "at") and words[begin - 1].tight):
        return begin
    number = begin + (begin < len(words) and words[begin].folded == "the")
    if number >= len(words) or not (words[number].is_capital and words[number].tight):
        return begin
    place = view.analysis.places.get(number, number + 1)
    letterhead = PartKind.LETTERHEAD in view.reading.parts
    alone = first == 0 and place == len(words) and begin - first > 2
    capitals = all(w.is_upper for w in words[first:place] if w.kind == "word")
    return place if anywhere or letterhead or alone or (capitals and first == 0) else begin


def _join(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one; an acronym and its neighbour (`USSR MFA UVPI`, `DVO, USSR MFA`) as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif joined and _belong(words, joined[-1], (first, last)):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _join_parts(view: View, spans: Sequence[tuple[int, int]], authority: Authority) -> list[tuple[int, int]]:
    """Whole and part with a comma between, if the authority knows them as such: `USSR MFA, UVPI`."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        comma = joined and joined[-1][1] == first - 1 and view.words[first - 1].text == ","
        if comma and linking.organisation(view.phrase(joined[-1][0], last), authority).ref:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _belong(words: Sequence[Word], one: tuple[int, int], other: tuple[int, int]) -> bool:
    first = other[0]
    if one[1] == first:
        return words[first].tight and (words[first].is_upper or words[first - 1].is_upper)
    if one[1] == first - 1 and words[first - 1].text == "," and words[first].tight:
        department = words[one[1] - 1].is_upper or words[one[1] - 1].folded in ("department", "directorate")
        states = words[first].folded in lexicon.STATES and other[1] - first > 1
        return department and states and one[1] - one[0] <= 3
    return False


def _is_place(view: View, first: int, last: int) -> bool:
    """`Soviet Union`, or a name of the gazetteer."""
    phrase = view.phrase(first, last)
    if phrase in gazetteer.CITIES or phrase in gazetteer.COUNTRIES or _names_building(view, last):
        return True
    return view.analysis.places.get(first, 0) >= last


def _says_which(view: View, first: int, last: int) -> bool:
    """A head alone (`the Ministry`) names nothing; neither do two (`the Party Committee`)."""
    words = view.words[first:last]
    if len(words) == 1:
        return words[0].folded not in lexicon.ORG_HEADS - _OWN_NAMES
    pair = tuple(w.folded for w in words)
    if pair in lexicon.COMPOUND_HEADS and pair not in (("general", "staff"), ("supreme", "soviet")):
        return False
    telling = [w.folded for w in words if w.kind == "word" and w.folded not in FUNCTION_WORDS]
    if any(folded not in _TELL_NOTHING for folded in telling):
        return True
    if telling[0] in _ORDINAL:
        return telling[-1] in _UNITS
    return telling == ["general", "staff"] or (len(words) == len(telling) > 2 and telling[-1] != "committee")
