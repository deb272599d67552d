"""Authority files: who and what the names in the documents are.

authority = load()                      # the files that travel with the package
authority = load(Path("mine.xml"))      # a user's own, in the same TEI form
for match in authority.find("Kim Il Sung spoke with Nam II."): ...
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from puzanov_tei import language
from puzanov_tei.authority import kept, markup
from puzanov_tei.authority.lookup import Authority, Match
from puzanov_tei.authority.records import Abbreviation, AuthorityName, Entry, OfficeHeld, Org, Person, Place, Records
from puzanov_tei.resources import authority_folder

__all__ = [
    "Abbreviation",
    "Authority",
    "AuthorityName",
    "Entry",
    "Match",
    "OfficeHeld",
    "Org",
    "Person",
    "Place",
    "Records",
    "element",
    "load",
]


def load(path: Path | None = None, words: Iterable[Path] = ()) -> Authority:
    """The authority in a folder or file of TEI; without `path`, the one that travels with the package.

    `words` are word lists of one's own, added to the vocabulary that is in use for encoding (see `language`).

    Raises:
        UsageError: a word list cannot be read.
        AuthorityError: there is nothing, it is not TEI, holds no entries, or its ids are wrong.
    """
    return kept.load(path or authority_folder(), language.with_lists(words))


def element(authority: Authority, ref: str) -> etree._Element | None:
    """A new TEI element (`person`, `place`, `org`) of the record with this id, or None."""
    entry = authority.entry(ref)
    return None if entry is None else markup.of_entry(entry)
