"""Organisations: the longest name, from the authority and by the grammar of such names.

A name is a head (`Ministry`, `Orchestra`), the capitalised words before it, and what follows with `of`, `for` or
`on`. Meetings, offices and people end it. The place of an embassy belongs to its name in a letterhead only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Org
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Document, Kind, Mention, PartKind
from puzanov_tei.taggers import bodies, bodyforms, lexicon, linking, orgnames
from puzanov_tei.taggers.analysis import AnalysedReading, nameable
from puzanov_tei.taggers.evidence import Ground
from puzanov_tei.taggers.words import Word

_NEVER = frozenset(
    "gs sa sc jc ci wp presidium politburo state department ministry embassy commission committee plenum party dubna "
    "red cross vneshtorg northeast".split()
)
_NOT_NAMES = frozenset({"military advisers", "chief military adviser", "main military adviser",
                        "soviet military specialists", "military attaché's office", "liaison department",
                        "chinese volunteers"})  # fmt: skip
_SILENT = frozenset("central general main special new first second third state party official".split())
_AGENCY = re.compile(r"[Aa]gency|TASS")
_OFFICIAL = frozenset({PartKind.LETTERHEAD, PartKind.DISTRIBUTION, PartKind.SIGNED, PartKind.STAMP})
_units = bearing(Mark.TROOPS)
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_buildings = of_words(lambda _: lexicon.place_heads() - {"house", "station"})
_RECIPIENT = re.compile(r"(?<![\w./-])(?:\d{1,2}[A-Z]{1,3}/[A-Z]{2,4}|[A-Z]{3,5})(?=\s?[-–(,;]|\s?$)", re.MULTILINE)
_no_recipients = of_words(
    lambda _: lexicon.states() | lexicon.korean_surnames() | lexicon.chinese_surnames() | {"copy", "file", "xxx"}
)
_tell_nothing = of_words(lambda _: lexicon.org_heads() | _SILENT | _ORDINAL)
_plain = bearing(Mark.MATTER, Mark.ORGANISATION, Mark.MODIFIER, Mark.DIRECTION, Mark.LINK)
_of_one_state = of_words(lambda words: frozenset(tuple(name.split()) for name in words.words(Mark.OF_ONE_STATE)))


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Mentions of organisations, linked where the authority and the words around settle which one is meant.

    A newspaper is a title (`Kind.WORK`), not an organisation.
    """
    text = document.page.source.text
    expanded = {m.begin for m in document.marks if m.kind is Kind.EXPANSION and text[m.begin + m.opening].isupper()}
    about = bodies.setting(document, authority)
    views = tuple(nameable(document, authority))
    shown = about.glosses.keys() | {
        view.words[n].text for view in views for n in range(len(view.words)) if bodyforms.acronym(view, n) is not None
    }
    for view in views:
        for first, last in _spans(view, expanded, authority, shown):
            decision = bodies.decide(view, first, last, about)
            if not decision.ref and _is_own_office(document, view):
                within = linking.within("USSR MFA", view.phrase(first, last), authority)
                decision = within if within.ref else decision
            if decision.ref and _is_generic(view, first, last) and not _is_home(document, authority.orgs[decision.ref]):
                decision = bodies.candidate(decision, Ground.EVERY_STATE)
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
                evidence=decision.evidence,
            )


def _spans(view: AnalysedReading, expanded: set[int], authority: Authority, shown: Set[str]) -> list[tuple[int, int]]:
    """Ranges of words that name an organisation, longest, not overlapping, in order.

    `shown` are the acronyms that an article or a gloss shows to be bodies: `Chairman of PMAC`, where `the PMAC` stands
    elsewhere.
    """
    words = view.words
    spans = [(a, b) for a, b, m in view.analysis.matches if m.kind == "org" and _is_name(view, a, b)]
    spans += [(n, n + 1) for n in range(len(words) if expanded else 0) if _is_explained(view, n, expanded)]
    spans += [span for n in range(len(words)) if (span := bodyforms.whole_name(words, n)) is not None]
    spans += [(n, n + 1) for n, word in enumerate(words) if word.text in shown]
    lands = {last - 1 for first, last in view.analysis.places.items() if last - first > 1}  # `Soviet Union`
    heads = [span for n in range(len(words)) if n not in lands and (span := orgnames.head(words, n)) is not None]
    spans = [orgnames.grow(view, *span) for span in heads] + [
        orgnames.grow(view, *_without_seat(view, span), acronym=True) for span in spans
    ]
    for number in [n for n, word in enumerate(words) if word.is_capital]:
        spans += [span for rule in bodyforms.RULES if (span := rule(view, number)) is not None]
    joined = _join_parts(view, _join(view, sorted(set(spans))), authority)
    joined = _join(view, sorted({orgnames.completed(view, *span) for span in joined}))
    named = [span for span in joined if not _is_place(view, *span) and _says_which(view, *span)]
    others = set(named)
    named += [gloss for span in named if (gloss := bodyforms.glossed(view, span)) is not None and gloss not in others]
    taken = {n for first, last in named for n in range(first, last)}
    return sorted([*named, *(span for span in _recipients(view) if taken.isdisjoint(range(*span)))])


def _recipients(view: AnalysedReading) -> Iterator[tuple[int, int]]:
    """Acronyms that get a copy, known or not: `3 - OKP`, `8D/GS-2`."""
    if PartKind.DISTRIBUTION not in view.reading.parts:
        return
    begins = {word.begin: number for number, word in enumerate(view.words)}
    ends = {word.end: number + 1 for number, word in enumerate(view.words)}
    for match in _RECIPIENT.finditer(view.text):
        first, last = begins.get(match.start()), ends.get(match.end())
        if first is not None and last is not None and match[0].casefold() not in _no_recipients():
            yield first, last


def _names_building(view: AnalysedReading, last: int) -> bool:
    """`Red Cross Hospital`: the body gives a building its name."""
    if last >= len(view.words):
        return False
    following = view.words[last]
    return following.tight and following.is_capital and following.folded in _buildings() and not following.is_upper


def _is_generic(view: AnalysedReading, first: int, last: int) -> bool:
    """`Far Eastern Department`, `Ministry of Public Security`: every state may have one."""
    words = [w for w in view.words[first:last] if w.kind == "word"]
    if len(words) == 1 and (words[0].is_upper or (words[0].folded,) in lexicon.body_names()):
        return False
    if tuple(w.folded for w in words) in _of_one_state():
        return False
    return all(w.folded in _plain() for w in words)


def _is_home(document: Document, org: Org) -> bool:
    """The Soviet Union's own bodies need no adjective in its own papers."""
    return org.country == "SU" and document.page.metadata.language_source == "Russian"


def _is_own_office(document: Document, view: AnalysedReading) -> bool:
    """In stamps, letterheads, signatures and lists of copies a Soviet paper names the ministry's own departments."""
    place = view.reading.note is Kind.STAMP or bool(set(view.reading.parts) & _OFFICIAL)
    return place and document.page.metadata.language_source == "Russian"


def _is_newspaper(org: Org | None) -> bool:
    return org is not None and org.type == "press" and not _AGENCY.search(org.preferred)


def _is_name(view: AnalysedReading, first: int, last: int) -> bool:
    phrase = view.phrase(first, last).casefold()
    if view.analysis.taken & set(range(first, last)):
        return phrase.endswith(("university", "party"))
    return not (phrase in _NOT_NAMES or (last - first == 1 and phrase in _NEVER))


def _without_seat(view: AnalysedReading, span: tuple[int, int]) -> tuple[int, int]:
    """The authority's `DPRK Embassy in the USSR` ends before `in`, as far as `_grow` is concerned; no article."""
    first, last = span
    first += view.words[first].folded == "the" and last - first > 1
    for number in range(first + 1, last):
        head = Mark.EMBASSY in view.words[number - 1].marks or "embassy" in view.words[first].folded
        if view.words[number].folded in ("in", "at") and head:
            return first, number
    return first, last


def _is_explained(view: AnalysedReading, number: int, expanded: set[int]) -> bool:
    """An unknown acronym with its expansion in brackets right behind: `DCSO [Diplomatic Corps Supply Office]`."""
    word = view.words[number]
    if not (word.is_upper and len(word.text) >= 3) or Mark.STATE in word.marks:
        return False
    _, end = view.span(number, number + 1)
    return bool({end, end + 1} & expanded)


def _join(view: AnalysedReading, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one; an acronym and its neighbour (`USSR MFA UVPI`, `DVO, USSR MFA`) as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif joined and not view.is_opened(first) and _belong(view.words, joined[-1], (first, last)):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _join_parts(view: AnalysedReading, spans: Sequence[tuple[int, int]], authority: Authority) -> list[tuple[int, int]]:
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
        states = Mark.STATE in words[first].marks and other[1] - first > 1
        return department and states and one[1] - one[0] <= 3
    return False


def _is_place(view: AnalysedReading, first: int, last: int) -> bool:
    """`Soviet Union`, or a name of the gazetteer."""
    phrase = view.phrase(first, last)
    if phrase in lexicon.cities() or phrase in lexicon.countries() or _names_building(view, last):
        return True
    return view.analysis.places.get(first, 0) >= last


def _says_which(view: AnalysedReading, first: int, last: int) -> bool:
    """A head alone (`the Ministry`) names nothing; neither do two (`the Party Committee`)."""
    words = view.words[first:last]
    if len(words) == 1:
        return Mark.ORGANISATION not in words[0].marks or (words[0].folded,) in lexicon.body_names()
    pair = tuple(w.folded for w in words)
    if pair in lexicon.body_names():
        return True
    if pair in lexicon.compound_heads() and pair not in (("general", "staff"), ("supreme", "soviet")):
        return False
    telling = [w.folded for w in words if w.kind == "word" and Mark.LINK not in w.marks]
    if any(folded not in _tell_nothing() for folded in telling):
        return True
    if telling[0] in _ORDINAL:
        return telling[-1] in _units()
    return telling == ["general", "staff"] or (len(words) == len(telling) > 2 and telling[-1] != "committee")
