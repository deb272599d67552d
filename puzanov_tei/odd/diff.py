"""What one schema allows more and less than another: elements, attributes, values, contents and rules.

Two grammars are compared by what they mean, never by how they are written (see `language`). Where one of them has an
element that the other has not, that is said once, and not again for each content model that it appears in.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from puzanov_tei.base.xml import TEI_NS, XML_NS
from puzanov_tei.odd.grammar import reached
from puzanov_tei.odd.language import AttributeUse, Expression, Languages, attributes, without_subsumed
from puzanov_tei.relaxng import patterns as p

MORE, LESS, OTHER = "more", "less", "other"


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One thing that the second schema does not do as the first does.

    Attributes:
        subject: the element that it is about; empty for elements and rules as a whole.
        aspect: `element`, `attribute`, `required`, `values`, `datatype`, `child`, `content`, `rule`.
        direction: whether the second schema allows `more` or `less`, or neither contains the `other`.
        what: names, values or a sequence of children, as they would be written.
    """

    subject: str
    aspect: str
    direction: str
    what: str


def compare(first: p.Grammar, second: p.Grammar) -> list[SchemaChange]:
    """Every difference between two grammars, elements in the order of their names."""
    one, two = _elements(first), _elements(second)
    changes = [SchemaChange("", "element", MORE, _shown(name)) for name in sorted(two.keys() - one.keys(), key=str)]
    changes += [SchemaChange("", "element", LESS, _shown(name)) for name in sorted(one.keys() - two.keys(), key=str)]
    common = one.keys() & two.keys()
    languages = Languages()
    for name in sorted(common, key=lambda n: (_shown(n).lower(), str(n))):
        subject = _shown(name)
        changes += _of_attributes(subject, attributes(one[name], first.defines), attributes(two[name], second.defines))
        a, letters = languages.of(one[name], first.defines)
        b, more = languages.of(two[name], second.defines)
        known = {x for x in letters | more if not isinstance(x, tuple) or not _is_name(x) or x in common}
        changes += _of_content(subject, languages, (a, b), (letters & known, more & known))
    return changes


def rules_compared(first: Mapping[str, str], second: Mapping[str, str]) -> list[SchemaChange]:
    """Rules by name that only one schema has, or that say something else; each is given as its text."""
    changes = [SchemaChange("", "rule", LESS, name) for name in second if name not in first]
    changes += [SchemaChange("", "rule", MORE, name) for name in first if name not in second]
    return changes + [SchemaChange("", "rule", OTHER, n) for n in first if n in second and first[n] != second[n]]


def grouped(changes: Iterable[SchemaChange]) -> dict[tuple[str, str, str], list[str]]:
    """Like changes of several elements taken together: (aspect, direction, what) -> the elements."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for change in changes:
        groups.setdefault((change.aspect, change.direction, change.what), []).append(change.subject)
    return groups


# --- elements and their contents -------------------------------------------------------------------


def _elements(grammar: p.Grammar) -> dict[Hashable, p.Pattern]:
    """The pattern of each element that a document can have; of several elements of one name, the choice."""
    found: dict[Hashable, list[p.Pattern]] = {}
    wanted = reached(grammar) or grammar.defines.keys()
    for ident, pattern in grammar.defines.items():
        if isinstance(pattern, p.Element) and ident in wanted:
            for name in _names(pattern.name):
                found.setdefault(name, []).append(pattern.pattern)
    return {name: ps[0] if len(ps) == 1 else p.Choice(tuple(ps)) for name, ps in found.items()}


def _names(name: p.NameClass) -> Iterator[Hashable]:
    if isinstance(name, p.Name):
        yield (name.ns, name.local)
    elif isinstance(name, p.NameChoice):
        for member in name.members:
            yield from _names(member)


def _is_name(letter: tuple[Hashable, ...]) -> bool:
    return len(letter) == 2 and isinstance(letter[0], str) and letter[0] not in _DATATYPES


_DATATYPES = frozenset({"list", "optional", "star", "group", "choice", "missing"})


def _of_content(
    subject: str,
    languages: Languages,
    models: tuple[Expression, Expression],
    letters: tuple[set[Hashable], set[Hashable]],
) -> Iterator[SchemaChange]:
    """What may stand inside; where the same children may, the shortest order that only one of the two allows."""
    first, second = letters
    for direction, only in ((MORE, second - first), (LESS, first - second)):
        for letter in sorted(only, key=str):
            yield SchemaChange(subject, "child", direction, _shown(letter))
    alphabet = first & second
    for direction, (allowed, refused) in ((LESS, models), (MORE, models[::-1])):
        difference = languages.difference(allowed, refused, alphabet, inclusion=True)
        if difference is not None:
            yield SchemaChange(subject, "content", direction, ", ".join(map(_shown, difference.content)) or "nothing")


# --- attributes ------------------------------------------------------------------------------------


def _of_attributes(
    subject: str, first: Mapping[Hashable, AttributeUse], second: Mapping[Hashable, AttributeUse]
) -> Iterator[SchemaChange]:
    for name in sorted(second.keys() - first.keys(), key=str):
        yield SchemaChange(subject, "attribute", OTHER if second[name].required else MORE, f"@{_shown(name)}")
    for name in sorted(first.keys() - second.keys(), key=str):
        yield SchemaChange(subject, "attribute", LESS, f"@{_shown(name)}")
    for name in sorted(first.keys() & second.keys(), key=str):
        one, two = first[name], second[name]
        if one.required != two.required:
            yield SchemaChange(subject, "required", LESS if two.required else MORE, f"@{_shown(name)}")
        yield from _of_values(subject, f"@{_shown(name)}", one.datatype, two.datatype)


def _of_values(subject: str, name: str, first: Hashable, second: Hashable) -> Iterator[SchemaChange]:
    """Values one by one where both are lists; else the two datatypes."""
    if first == second:
        return
    one, two = _values(first), _values(second)
    if one is not None and two is not None:
        for direction, only in ((MORE, two - one), (LESS, one - two)):
            if only:
                yield SchemaChange(subject, "values", direction, f"{name}: {', '.join(sorted(only))}")
        return
    yield SchemaChange(
        subject, "datatype", _direction(first, second), f"{name}: {described(first)} → {described(second)}"
    )


def _direction(first: Any, second: Any) -> str:
    """Whether one datatype is plainly part of the other: anything is text, a choice holds its members, words values."""
    while isinstance(first, tuple) and isinstance(second, tuple) and first[0] == second[0] in ("list", "group"):
        if first[0] == "list":
            first, second = first[1], second[1]
        elif all(form[1][1:] == (("star", form[1][0]),) for form in (first, second)):  # one or more of them
            first, second = first[1][0], second[1][0]
        else:
            break
    one, two = _members(first), _members(second)
    together = without_subsumed(one | two)
    if one == two:
        return OTHER
    return MORE if together == two else LESS if together == one else OTHER


def _members(form: Any) -> set[Hashable]:
    return set(form[1]) if isinstance(form, tuple) and form[0] == "choice" else {form}


def _values(form: Any) -> set[str] | None:
    """The values of a closed list; None for any other datatype."""
    members = form[1] if isinstance(form, tuple) and form[0] == "choice" else (form,)
    values = {m[1] for m in members if isinstance(m, tuple) and m[0] == "value"}
    return values if values and len(values) == len(members) else None


# --- words -----------------------------------------------------------------------------------------


def described(form: Any) -> str:
    """A datatype in a few words, as `xsd:date or "unknown"`."""
    match form:
        case "string" | "#text":
            return "text"
        case ("data", kind, params, _):
            return f"xsd:{kind}" + "".join(f" with {name} {value}" for name, value in params)
        case ("value", value, _):
            return f'"{value}"'
        case ("choice", members):
            return " or ".join(sorted(map(described, members)))
        case ("list", inner):
            return f"a list of {described(inner)}"
        case ("optional", inner):
            return f"{described(inner)} or nothing"
        case ("star", inner):
            return f"any number of {described(inner)}"
        case ("group", members):
            if len(members) == 2 and members[1] == ("star", members[0]):
                return f"one or more {described(members[0])}"
            return ", ".join(map(described, members))
    return str(form)


_PREFIXES = {TEI_NS: "", XML_NS: "xml:", "": ""}


def _shown(letter: Hashable) -> str:
    """A name as it is written in a document: that of another namespace with its address."""
    if isinstance(letter, tuple) and _is_name(letter):
        ns, local = letter
        return f"{_PREFIXES.get(str(ns), f'{{{ns}}}')}{local}"
    if isinstance(letter, str) and letter.startswith(("AnyName", "NsName", "NameChoice")):
        return "elements of any name" if letter.startswith("AnyName") else "any element of a namespace"
    return described(letter)
