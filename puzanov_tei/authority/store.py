"""Authority files on disk: a folder of `persons.xml`, `places.xml`, `orgs.xml` (and `abbreviations.xml`), or one file.

TEI P5: entries stand in `standOff` or `text` in `listPerson`, `listPlace`, `listOrg`; `relation name="partOf"` gives
an organisation's parent; an entry with `@sameAs` is a redirect that a merge has left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from puzanov_tei.authority import languages, markup
from puzanov_tei.authority.records import (
    ORG_PREFIX,
    PERSON_PREFIX,
    PLACE_PREFIX,
    Entry,
    Org,
    Person,
    Place,
    Records,
)
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.xml import XML_ID, XML_LANG, safe_parser
from puzanov_tei.errors import AuthorityError
from puzanov_tei.findings import Location

FILES = ("persons.xml", "places.xml", "orgs.xml", "abbreviations.xml")
_EMPTY = "empty"  # note/@subtype in a file that has no entry yet: TEI allows no list without an item
PREFIXES = {"person": PERSON_PREFIX, "place": PLACE_PREFIX, "org": ORG_PREFIX}


def read(path: Path) -> Records:
    """The records of a folder of authority files or of one file.

    Raises:
        AuthorityError: nothing is there, a file is not TEI, holds no entries, or an id is missing, lacks its
            prefix or stands twice.
    """
    if path.is_dir():
        files = [path / name for name in FILES if (path / name).is_file()]
        if not files:
            raise AuthorityError(f"{path}: no authority file; expected {', '.join(FILES)}.")
    else:
        files = [path]
    parts = [_read_file(file) for file in files]
    records = Records(
        persons=tuple(entry for part in parts for entry in part.persons),
        places=tuple(entry for part in parts for entry in part.places),
        orgs=tuple(entry for part in parts for entry in part.orgs),
        abbreviations=tuple(item for part in parts for item in part.abbreviations),
        redirects=tuple(pair for part in parts for pair in part.redirects),
    )
    check(records, str(path))
    return records


def check(records: Records, name: str) -> None:
    """Raise AuthorityError if an id stands twice, or a parent or redirect leads nowhere."""
    seen: set[str] = set()
    for identifier in (*(entry.id for entry in records.entries), *(old for old, _ in records.redirects)):
        if identifier in seen:
            raise AuthorityError(f"{name}: the id {identifier!r} stands twice; ids are unique over all lists.")
        seen.add(identifier)
    for org in records.orgs:
        if org.parent and org.parent not in seen:
            raise AuthorityError(f"{name}: {org.id} is part of {org.parent!r}, which is not there.")
    for old, new in records.redirects:
        if new not in seen:
            raise AuthorityError(f"{name}: {old} redirects to {new!r}, which is not there.")


def _read_file(path: Path) -> Records:
    root = parse(path)
    if root.tag not in (markup.tag("TEI"), markup.tag("teiCorpus"), markup.tag("standOff")):
        raise AuthorityError(
            f"{path}: not a TEI file (its root is {etree.QName(root).localname!r}); an authority file is TEI "
            "with listPerson, listPlace or listOrg."
        )
    parents = {
        node.get("active", "").lstrip("#"): node.get("passive", "").lstrip("#")
        for node in root.iter(markup.tag("relation"))
        if node.get("name") == "partOf"
    }
    redirects: list[tuple[str, str]] = []
    entries: dict[str, list[etree._Element]] = {"person": [], "place": [], "org": []}
    for kind, nodes in entries.items():
        for node in root.iter(markup.tag(kind)):
            identifier = _identifier(node, kind, path)
            if node.get("sameAs"):
                redirects.append((identifier, node.get("sameAs", "").lstrip("#")))
            else:
                nodes.append(node)
    items = [node for node in root.iter(markup.tag("item")) if node.find(markup.tag("abbr")) is not None]
    if not (redirects or items or any(entries.values()) or empty_note(root) is not None):
        raise AuthorityError(f"{path}: no person, place or org in it; an authority file has at least one.")
    return Records(
        persons=tuple(map(markup.to_person, entries["person"])),
        places=tuple(map(markup.to_place, entries["place"])),
        orgs=tuple(markup.to_org(node, parents.get(node.get(XML_ID, ""), "")) for node in entries["org"]),
        abbreviations=tuple(map(markup.to_abbreviation, items)),
        redirects=tuple(redirects),
    )


_TWICE = re.compile(r"ID (\S+) already defined")


def parse(path: Path, *, keep: bool = False) -> etree._Element:
    """The root of an XML file; with `keep` its comments and processing instructions are there too.

    Raises:
        AuthorityError: the file cannot be read or is not XML.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        make = f" Make one: puzanov-tei authority init {path}" if isinstance(error, FileNotFoundError) else ""
        raise AuthorityError(
            f"cannot read the authority {path}: {(error.strerror or str(error)).lower()}.{make}"
        ) from error
    parser = safe_parser(comments=keep, instructions=keep)
    try:
        root: etree._Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if twice := _TWICE.match(error.msg or ""):
            raise AuthorityError(f"{path}: the id {twice[1]!r} stands twice; ids are unique over all lists.") from error
        raise AuthorityError(f"{path}: not XML: {error.msg or 'it is empty'}; an authority file is TEI.") from error
    return root


def _identifier(node: etree._Element, kind: str, path: Path) -> str:
    identifier = node.get(XML_ID, "")
    if not identifier.startswith(PREFIXES[kind]):
        what = f"the xml:id {identifier!r} of a {kind}" if identifier else f"a {kind} without xml:id"
        raise AuthorityError(f"{what}; it begins with {PREFIXES[kind]!r}.", Location(str(path), node.sourceline or 0))
    return identifier


def write(records: Records, folder: Path) -> list[Path]:
    """Write the records as `persons.xml`, `places.xml`, `orgs.xml`, `abbreviations.xml`; the paths, in order.

    An empty list makes no file.

    Raises:
        AuthorityError: see `check`. OutputError: the folder cannot be written.
    """
    check(records, str(folder))
    written = []
    for name, title, content in _documents(records):
        if not len(content):
            continue
        path = folder / name
        write_atomically(path, _serialize(title, content))
        written.append(path)
    return written


def create(folder: Path, records: Records | None = None) -> list[Path]:
    """Make an authority in `folder`, without entries or with `records`: `persons.xml`, `places.xml`, `orgs.xml` ...

    Records are written over files that have no entry yet, too.

    Returns:
        The paths, in order.

    Raises:
        AuthorityError: one of the files is there.
        OutputError: the folder cannot be written.
    """
    for path in (folder / name for name in FILES):
        if path.exists() and (records is None or path.read_bytes() != blank(path.name)):
            raise AuthorityError(f"{path} is there; an authority is made where none is.")
    if records is not None:
        return write(records, folder)
    paths = [folder / name for name in FILES[:3]]
    for path in paths:
        write_atomically(path, blank(path.name))
    return paths


def blank(name: str) -> bytes:
    """The authority file `name` (as `persons.xml`) without entries."""
    titles = {file: title for file, title, _ in _documents(Records())}
    return _serialize(titles[name], markup.element("note", "No entry yet.", type="editorial", subtype=_EMPTY))


def empty_note(root: etree._Element) -> etree._Element | None:
    """The note in an authority file that has no entry yet."""
    return next((node for node in root.iter(markup.tag("note")) if node.get("subtype") == _EMPTY), None)


def write_file(records: Records, path: Path) -> None:
    """Write all records into one TEI file."""
    check(records, str(path))
    content = [node for _, _, node in _documents(records) if len(node)]
    write_atomically(path, _serialize("Persons, places and organisations", *content))


def _documents(records: Records) -> Iterator[tuple[str, str, etree._Element]]:
    yield "persons.xml", "Persons", _list("listPerson", records.persons, _redirects(records, "person"))
    yield "places.xml", "Places", _list("listPlace", records.places, _redirects(records, "place"))
    orgs = _list("listOrg", records.orgs, _redirects(records, "org"))
    relations = markup.element("listRelation", type="hierarchy")
    relations.extend(
        markup.element("relation", name="partOf", active=f"#{org.id}", passive=f"#{org.parent}")
        for org in records.orgs
        if org.parent
    )
    if len(relations):
        orgs.append(relations)
    yield "orgs.xml", "Organisations", orgs
    if records.abbreviations:
        abbreviations = markup.element("list")
        abbreviations.extend(map(markup.of_abbreviation, records.abbreviations))
        yield "abbreviations.xml", "Abbreviations", abbreviations


def _list(name: str, entries: Iterable[Entry], redirects: Iterable[etree._Element]) -> etree._Element:
    node = markup.element(name)
    node.extend(map(markup.of_entry, entries))
    node.extend(redirects)
    return node


def _redirects(records: Records, kind: str) -> list[etree._Element]:
    return [
        markup.element(kind, id=old, sameAs=f"#{new}")
        for old, new in records.redirects
        if old.startswith(PREFIXES[kind])
    ]


def _serialize(title: str, *content: etree._Element) -> bytes:
    root = markup.element("TEI", lang="en")
    root.append(_header(title, content))
    stand_off = markup.element("standOff")
    stand_off.extend(content)
    root.append(stand_off)
    indent(root)
    return to_bytes(root)


def to_bytes(root: etree._Element) -> bytes:
    """The document of `root` in UTF-8, with its comments before and after."""
    body: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    return body.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>') + b"\n"


def _header(title: str, content: Iterable[etree._Element]) -> etree._Element:
    """A header that says what the file is and declares the languages of the names in it."""

    def wrap(name: str, *children: etree._Element) -> etree._Element:
        node = markup.element(name)
        node.extend(children)
        return node

    used = {node.get(XML_LANG) for part in content for node in part.iter() if node.get(XML_LANG)}
    declared = [markup.element("language", "English", ident="en")]
    declared += [
        markup.element("language", languages.LANGUAGES.get(tag, tag), ident=tag) for tag in sorted(filter(None, used))
    ]
    # What `validate` knows files of this project by. The version is that of the form of these files.
    application = markup.element("application", ident="puzanov_tei", version="1")
    application.append(markup.element("label", "puzanov_tei"))
    return wrap(
        "teiHeader",
        wrap(
            "fileDesc",
            wrap("titleStmt", markup.element("title", f"{title}: authority file", type="main")),
            wrap("publicationStmt", markup.element("p", "Part of a puzanov_tei corpus.")),
            wrap("sourceDesc", markup.element("p", "Each entry names in bibl where its facts were seen.")),
        ),
        wrap("encodingDesc", wrap("appInfo", application)),
        wrap("profileDesc", wrap("langUsage", *declared)),
    )


_MIXED = {"persName", "placeName", "orgName", "item", "p", "title", "bibl", "affiliation", "desc", "language"}


def indent(node: etree._Element, level: int = 0) -> None:
    """Indent element-only content; text stays as it is."""
    children = [child for child in node if isinstance(child.tag, str)]
    if not children or etree.QName(node).localname in _MIXED or (node.text and node.text.strip()):
        return
    if any(child.tail and child.tail.strip() for child in children):
        return
    node.text = "\n" + "  " * (level + 1)
    for child in children:
        indent(child, level + 1)
        child.tail = "\n" + "  " * (level + 1)
    children[-1].tail = "\n" + "  " * level


def redirect_target(records: Records, identifier: str) -> str:
    """The id that stands for `identifier` after all merges."""
    targets = dict(records.redirects)
    for _ in range(len(targets) + 1):
        if identifier not in targets:
            return identifier
        identifier = targets[identifier]
    raise AuthorityError(f"the redirects of {identifier!r} go in a circle.")


def kind_of(entry: Entry) -> str:
    """`person`, `place` or `org`."""
    match entry:
        case Person():
            return "person"
        case Place():
            return "place"
        case Org():
            return "org"
