"""Overlaps: who stands, who gives way, and what is said about it."""

from __future__ import annotations

import pytest

from puzanov_tei.findings import Severity
from puzanov_tei.model import Certainty, Kind, Mention, Part, PartKind, Source
from puzanov_tei.taggers.merge import merge, outer_rank

HIGH, MEDIUM, LOW, UNKNOWN = Certainty.HIGH, Certainty.MEDIUM, Certainty.LOW, Certainty.UNKNOWN


def merged(
    text: str, *mentions: Mention, marks: tuple[Mention, ...] = (), parts: tuple[tuple[int, int], ...] = ()
) -> tuple[list[tuple[str, str]], list[str]]:
    """(Kind, words) of what stands, in order; the words of the losers."""
    children = tuple(Part(PartKind.PARAGRAPH, begin, end) for begin, end in parts)
    root = Part(PartKind.DOCUMENT, 0, len(text), children)
    kept, findings = merge(Source("a.txt", text, text, ""), root, marks, mentions)
    return [(m.kind.name, text[m.begin : m.end]) for m in kept], [
        f.message.split(" is not tagged")[0] for f in findings
    ]


def of(text: str, words: str, kind: Kind, cert: Certainty = HIGH, **more: int) -> Mention:
    """A mention of the first of these words."""
    begin = text.index(words)
    return Mention(begin, begin + len(words), kind, cert=cert, rule=f"r.{words}", **more)


@pytest.mark.parametrize(
    ("text", "mark", "name", "stands"),
    [
        # Nothing but punctuation is left of the bracket: it belongs to the name.
        ("A. Ye. [[Belov?]] came", "[[Belov?]]", "A. Ye. [[Belov", "A. Ye. [[Belov?]]"),
        ("[[Belov?]] A. Ye.", "[[Belov?]]", "Belov?]] A. Ye.", "[[Belov?]] A. Ye."),
        # Words are left: the name stops before the bracket, or begins behind it, without the space between.
        ("[journalist Wilfred] Burchett", "[journalist Wilfred]", "Wilfred] Burchett", "Burchett"),
        ("Comrade Ri [from the office] came", "[from the office]", "Comrade Ri [from", "Comrade Ri"),
        # The bracket inside the name, and the name inside the bracket, are both as they should be.
        ("V[ice]-Premier", "[ice]", "V[ice]-Premier", "V[ice]-Premier"),
        ("[with Ri Il]", "[with Ri Il]", "Ri Il", "Ri Il"),
        ("[Ri Il]", "[Ri Il]", "[Ri Il]", "[Ri Il]"),
    ],
)
def test_ends_inside_a_bracket(text: str, mark: str, name: str, stands: str) -> None:
    size = 2 if mark.startswith("[[") else 1
    frame = of(text, mark, Kind.UNCLEAR, opening=size, closing=size)
    kept, lost = merged(text, of(text, name, Kind.PERSON), marks=(frame,))
    assert ("PERSON", stands) in kept
    assert ("UNCLEAR", mark) in kept
    assert lost == []


def test_the_delimiters_of_the_bracket_do_not_count_as_words_of_it() -> None:
    text = "Ri [sic] Il"
    frame = of(text, "[sic]", Kind.TRANSLATOR_NOTE, opening=4, closing=1)
    assert ("PERSON", "Ri [sic]") in merged(text, of(text, "Ri [sic", Kind.PERSON), marks=(frame,))[0]
    assert ("PERSON", "[sic] Il") in merged(text, of(text, "] Il", Kind.PERSON), marks=(frame,))[0]


def test_brackets_in_brackets_are_left_one_after_the_other() -> None:
    text = "Pak [a [b] c] Il"
    marks = (
        of(text, "[a [b] c]", Kind.SUPPLIED, opening=1, closing=1),
        of(text, "[b]", Kind.UNCLEAR, opening=1, closing=1),
    )
    assert ("PERSON", "Pak") in merged(text, of(text, "Pak [a [", Kind.PERSON), marks=marks)[0]
    assert ("PERSON", "Il") in merged(text, of(text, "] c] Il", Kind.PERSON), marks=marks)[0]
    assert ("PLACE", "[b] c") in merged(text, of(text, "b] c", Kind.PLACE), marks=marks)[0]


def test_brackets_side_by_side_are_told_apart() -> None:
    text = "[a] Ri [b] Il [c]"
    marks = tuple(of(text, bracket, Kind.SUPPLIED, opening=1, closing=1) for bracket in ("[a]", "[b]", "[c]"))
    assert ("PERSON", "[a] Ri [b]") in merged(text, of(text, "a] Ri [b", Kind.PERSON), marks=marks)[0]
    assert ("PERSON", "[b] Il [c]") in merged(text, of(text, "[b] Il [c", Kind.PERSON), marks=marks)[0]
    assert ("PERSON", "Il") in merged(text, of(text, " Il ", Kind.PERSON), marks=marks)[0]


def test_nothing_is_left_of_a_mention_of_white_space() -> None:
    assert merged("a  b", Mention(1, 3, Kind.PLACE), Mention(2, 2, Kind.PLACE)) == ([], [])


def test_a_framed_mention_keeps_its_ends() -> None:
    text = "x [Chong Il] y"
    alternate = of(text, " [Chong Il] ", Kind.ROMANIZATION, opening=2, closing=2)
    assert merged(text, alternate)[0] == [("ROMANIZATION", " [Chong Il] ")]
    opened = of(text, "x ", Kind.ROMANIZATION, opening=1)
    assert merged(text, opened)[0] == [("ROMANIZATION", "x ")]
    closed = of(text, " y", Kind.ROMANIZATION, closing=1)
    assert merged(text, closed)[0] == [("ROMANIZATION", " y")]


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ((MEDIUM, "one two"), (HIGH, "two three"), "two three"),
        ((HIGH, "one two"), (MEDIUM, "two three"), "one two"),
        ((UNKNOWN, "one two"), (MEDIUM, "two three"), "two three"),
        ((LOW, "one two"), (UNKNOWN, "two three"), "two three"),
        ((MEDIUM, "one two"), (UNKNOWN, "two three"), "one two"),
        ((UNKNOWN, "one two"), (LOW, "two three"), "one two"),
        ((HIGH, "one two"), (HIGH, "two three"), "two three"),  # the longer
        ((HIGH, "zero one two"), (HIGH, "two three"), "zero one two"),
    ],
)
def test_of_two_that_cross_the_surer_then_the_longer_stands(
    first: tuple[Certainty, str], second: tuple[Certainty, str], stands: str
) -> None:
    text = "zero one two three"
    mentions = [of(text, words, Kind.WORK, cert) for cert, words in (first, second)]
    for order in (mentions, mentions[::-1]):
        kept, lost = merged(text, *order)
        assert kept == [("WORK", stands)]
        assert lost == [repr(next(words for _, words in (first, second) if words != stands))]


def test_of_two_alike_the_earlier_rule_stands() -> None:
    text = "one two six"
    left, right = of(text, "one two", Kind.WORK), of(text, "two six", Kind.WORK)
    assert merged(text, left, right)[0] == [("WORK", "one two")]
    assert merged(text, right, left)[0] == [("WORK", "two six")]


def test_one_that_crosses_several_beats_them_all_or_none() -> None:
    text = "aa bb cc dd ee"
    outer, inner = of(text, "aa bb cc", Kind.SAID, MEDIUM), of(text, "bb cc", Kind.EVENT, MEDIUM)
    late = of(text, "cc dd ee", Kind.WORK, HIGH)
    assert merged(text, outer, inner, late) == ([("WORK", "cc dd ee")], ["'bb cc'", "'aa bb cc'"])
    weak = of(text, "cc dd ee", Kind.WORK, LOW)
    assert merged(text, outer, inner, weak)[1] == ["'cc dd ee'"]


def test_marks_and_parts_stand_and_the_part_stands_against_the_mark() -> None:
    text = "one two three four"
    mark = of(text, "two three", Kind.SUPPLIED)
    assert merged(text, of(text, "one two three four", Kind.SAID), parts=((0, 7), (8, 18))) == (
        [("SAID", "one two three four")],
        [],
    )
    assert merged(text, of(text, "two three", Kind.SAID), parts=((0, 7), (8, 18))) == ([], ["'two three'"])
    assert merged(text, marks=(mark,), parts=((0, 7), (8, 18))) == ([], [])
    assert merged(text, marks=(mark,), parts=((4, 18),))[0] == [("SUPPLIED", "two three")]
    late = Part(PartKind.PARAGRAPH, 8, 18, (Part(PartKind.LABEL, 8, 13),))
    root = Part(PartKind.DOCUMENT, 0, 18, (late,))
    kept, _ = merge(
        Source("a", text, text, ""), root, (), [of(text, "three four", Kind.SAID), of(text, "ee fo", Kind.WORK)]
    )
    assert [text[m.begin : m.end] for m in kept] == ["three four"]


def test_a_mention_gives_way_to_the_mark_that_begins_before_or_in_it() -> None:
    text = "one two three"
    said = of(text, "one two", Kind.SAID, opening=1)
    mark = of(text, "two three", Kind.SUPPLIED)
    assert merged(text, said, marks=(mark,)) == ([("SUPPLIED", "two three")], ["'one two'"])
    said, mark = of(text, "two three", Kind.SAID, opening=1), of(text, "one two", Kind.SUPPLIED)
    assert merged(text, said, marks=(mark,)) == ([("SUPPLIED", "one two")], ["'two three'"])


NOT_INSIDE = {
    Kind.PERSON: (Kind.PERSON, Kind.OFFICE_HOLDER, Kind.SAID, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.WORK),
    Kind.ORG: (Kind.PERSON, Kind.SAID),
    Kind.PLACE: (Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.SAID),
    Kind.DATE: (Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.WORK, Kind.SAID, Kind.OFFICE_HOLDER),
    Kind.TIME: (Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.WORK, Kind.SAID, Kind.OFFICE_HOLDER),
    Kind.OFFICE_HOLDER: (Kind.PERSON, Kind.OFFICE_HOLDER, Kind.SAID),
}
TRIED = (
    *(Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.WORK, Kind.SAID, Kind.OFFICE_HOLDER),
    *(Kind.EVENT, Kind.ABBREVIATION),
)


@pytest.mark.parametrize("outer", NOT_INSIDE)
def test_what_may_stand_inside_what(outer: Kind) -> None:
    text = "aa bb cc"
    for inner in TRIED:
        kept, lost = merged(text, of(text, text, outer), of(text, "bb", inner))
        stands = inner not in NOT_INSIDE[outer]
        assert ((inner.name, "bb") in kept, lost == []) == (stands, stands), inner


@pytest.mark.parametrize("part", [Kind.FORENAME, Kind.SURNAME, Kind.ROLE])
def test_parts_of_a_name_hold_no_names_and_need_a_name_around_them(part: Kind) -> None:
    text = "aa bb cc"
    assert merged(text, of(text, "bb", part)) == ([], ["'bb'"])
    assert merged(text, of(text, text, Kind.PLACE), of(text, "bb", part))[1] == ["'bb'"]
    assert merged(text, of(text, text, Kind.PERSON), of(text, "bb", part))[1] == []
    for outer in (Kind.ORG, Kind.OFFICE_HOLDER):
        assert merged(text, of(text, text, outer), of(text, "bb", part))[1] == ([] if part is Kind.ROLE else ["'bb'"])
    person, whole = of(text, text, Kind.PERSON), of(text, "bb cc", part)
    for inner in (Kind.ROLE, Kind.SAID, Kind.PERSON):
        assert merged(text, person, whole, of(text, "cc", inner))[1] == ["'cc'"]
    place = of(text, "cc", Kind.PLACE)  # `Ambassador to the DPRK Puzanov`
    assert merged(text, person, whole, place)[1] == ([] if part is Kind.ROLE else ["'cc'"])


def test_the_same_thing_twice_is_one_and_the_outer_kind_stands_outside() -> None:
    text = "Ri Il"
    assert merged(text, of(text, text, Kind.PERSON, HIGH), of(text, text, Kind.PERSON, LOW)) == ([("PERSON", text)], [])
    mark = of(text, text, Kind.WORK)
    assert merged(text, of(text, text, Kind.WORK), marks=(mark,)) == ([("WORK", text)], ["'Ri Il'"])
    both = merged(text, of(text, text, Kind.PLACE), of(text, text, Kind.ORG), of(text, text, Kind.SAID))[0]
    assert [kind for kind, _ in both] == ["SAID", "ORG", "PLACE"]


def test_order_of_things_with_the_same_span() -> None:
    order = [
        *(Kind.STAMP, Kind.HANDWRITTEN, Kind.TRANSLATOR_NOTE, Kind.UNPARSED, Kind.ROMANIZATION, Kind.GLOSS, Kind.SAID),
        *(
            Kind.EVENT,
            Kind.GROUP,
            Kind.DATE,
            Kind.TIME,
            Kind.WORK,
            Kind.OFFICE_HOLDER,
            Kind.PERSON,
            Kind.ROLE,
            Kind.ORG,
        ),
        *(Kind.PLACE, Kind.SURNAME, Kind.FORENAME, Kind.SUBSTITUTION, Kind.CHOICE, Kind.ABBREVIATION),
    ]
    ranks = [outer_rank(kind) for kind in order]
    assert ranks == sorted(set(ranks))
    assert outer_rank(Kind.ABBREVIATION) == outer_rank(Kind.FOREIGN)


def test_a_loser_is_named_with_its_place_and_rule() -> None:
    text = "in the\nhouse of  Pak"
    kept, findings = merge(
        Source("a.txt", text, text, ""),
        Part(PartKind.DOCUMENT, 0, len(text)),
        (),
        [of(text, "house of  Pak", Kind.ORG), of(text, "the\nhouse", Kind.PLACE, LOW), of(text, "Pak", Kind.PERSON)],
    )
    assert [m.kind for m in kept] == [Kind.ORG]
    place, person = findings
    assert (place.code, place.severity, place.rule) == ("PZ701", Severity.INFO, "r.the\nhouse")
    assert (place.location.file, place.location.line, place.location.column) == ("a.txt", 1, 4)
    assert (person.location.line, person.location.column) == (2, 11)
    assert place.message.startswith("'the house' is not tagged as placeName")
