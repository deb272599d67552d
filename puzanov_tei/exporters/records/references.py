"""What a pointer leads to: identifiers of entries, through fragments, prefixes and addresses (TEI P5, SAPU)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from lxml import etree

from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.tei.read import Edition, T

# Attributes by which a name refers to an entry, the first that is there counts.
_REFERRING = ("ref", "key", "corresp", "sameAs")


class References:
    """The pointers of one document.

    Attributes:
        vocabularies: identifier -> the file or prefix that it was pointed to in, where it was another one.
    """

    def __init__(self, edition: Edition, known: Mapping[str, Entity]) -> None:
        """`known`: the entities at hand, by id: a pointer to an address of one of them is a pointer to it."""
        self._expanded = prefixes(edition)
        self._known = known
        self._by_address = {_plain(a): e.id for e in known.values() for a in e.addresses}
        self._resolved: dict[str, str] = {}
        self.vocabularies: dict[str, str] = {}

    def of(self, element: etree._Element) -> list[str]:
        """What a name, title or date refers to; empty where nobody has said."""
        get = element.get
        for attribute in _REFERRING:
            value = get(attribute)
            if value:
                if attribute == "key":
                    return [self._resolve(target) for target in key_targets(value)]
                targets = self.targets(value)
                if attribute == "ref" or all(t.startswith("#") or r in self._known for t, r in targets):
                    return [ident for _, ident in targets]
        return []

    def first(self, pointer: str) -> str:
        """What one pointer leads to; empty for none."""
        return self._resolve(pointer) if pointer else ""

    def ids(self, value: str | None) -> list[str]:
        """The identifiers that a pointer attribute names, in order."""
        return [ident for _, ident in self.targets(value)] if value else []

    def targets(self, value: str) -> list[tuple[str, str]]:
        """Pointers of an attribute, each with the identifier that it leads to."""
        return [(pointer, self._resolve(pointer)) for pointer in value.split()]

    def _resolve(self, pointer: str) -> str:
        ident = self._resolved.get(pointer)
        if ident is None:
            ident = self._resolved[pointer] = self._looked_up(pointer)
        return ident

    def _looked_up(self, pointer: str) -> str:
        address = self._expanded(pointer)
        if (listed := self._by_address.get(_plain(address))) is not None:
            return listed
        place, hash_, fragment = address.rpartition("#")
        if hash_ and fragment:
            fragment = unquote(fragment)
            if place:
                self.vocabularies[fragment] = place
            return fragment
        if address in self._known:
            return address
        last = unquote(address.rstrip("/").rpartition("/")[2])
        if "/" in address and last in self._known and not address.endswith(".xml"):
            return last
        vocabulary = pointer.partition(":")[0] + ":" if re.match(r"[\w.-]+:(?!//)", pointer) else _host(address)
        if vocabulary:
            self.vocabularies[address] = vocabulary
        return address


def key_targets(value: str) -> list[str]:
    """What a `@key` holds: pointers, or one key of somebody's database, perhaps a name with blanks (att.canonical)."""
    targets = value.split()
    return targets if all("#" in target or ":" in target for target in targets) else [" ".join(targets)]


def prefixes(edition: Edition) -> Callable[[str], str]:
    """A function that writes out abbreviated pointers by the rules of the header (`prefixDef`), as far as one fits."""
    known = dict(_prefixes(edition))

    def expanded(pointer: str) -> str:
        prefix, colon, rest = pointer.partition(":")
        for match, replacement in known.get(prefix, ()) if colon else ():
            matched = match.fullmatch(rest)
            if matched is not None:
                return matched.expand(replacement)
        return pointer

    return expanded


def _prefixes(edition: Edition) -> Iterable[tuple[str, list[tuple[re.Pattern[str], str]]]]:
    made: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for header in edition.headers:
        for definition in header.iter(f"{T}prefixDef"):
            try:
                match = re.compile(definition.get("matchPattern", "(.+)"))
            except re.error:
                continue
            replacement = definition.get("replacementPattern", "")
            # `$1` of XPath is `\1` here; a group that is not there makes the rule useless.
            template = re.sub(r"\$(\d)", r"\\g<\1>", replacement.replace("\\", "\\\\"))
            if all(int(n) <= match.groups for n in re.findall(r"\$(\d)", replacement)):
                made.setdefault(definition.get("ident", ""), []).append((match, template))
    return made.items()


def _plain(address: str) -> str:
    """An address without what differs between its spellings."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/") or address


def _host(address: str) -> str:
    scheme, sign, rest = address.partition("://")
    return f"{scheme}{sign}{rest.partition('/')[0]}/" if sign else ""
