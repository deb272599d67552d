"""Writing changed records back into the files they came from: only what changed is touched.

Header, comments, order and whatever else a user's own file holds stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from puzanov_tei.authority import markup, store
from puzanov_tei.authority.records import Entry, Org, Records
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.xml import XML_ID
from puzanov_tei.errors import AuthorityError

_LISTS = {"person": "listPerson", "place": "listPlace", "org": "listOrg"}
_FILES = {"person": "persons.xml", "place": "places.xml", "org": "orgs.xml"}


def update(path: Path, before: Records, after: Records) -> list[Path]:
    """Bring the file or folder at `path` from `before` to `after`; the files that were written.

    Raises:
        AuthorityError: the result would not hold together, or a file is not what it was read as.
        OutputError: a file cannot be written.
    """
    store.check(after, str(path))
    old = {entry.id: entry for entry in before.entries}
    written = []
    for kind, entries in _by_kind(after):
        new = {entry.id: entry for entry in entries}
        changed = [entry for entry in entries if old.get(entry.id) != entry]
        redirects = [pair for pair in after.redirects if pair not in before.redirects and _is_kind(pair[0], kind)]
        if not changed and not redirects:
            continue
        file = path / _FILES[kind] if path.is_dir() else path
        tree = store.parse(file, keep=True) if file.exists() else etree.fromstring(store.blank(file.name))
        _apply(tree, kind, changed, redirects)
        if kind == "org":
            known = {*(org.id for org in (*before.orgs, *after.orgs)), *(old for old, _ in after.redirects)}
            _relate(tree, [org for org in new.values() if isinstance(org, Org)], known)
        if write_atomically(file, store.to_bytes(tree)):
            written.append(file)
    return written


def contents(path: Path) -> dict[Path, bytes | None]:
    """What the authority's files hold now; None for one that is not there."""
    files = [path / name for name in _FILES.values()] if path.is_dir() else [path]
    return {file: file.read_bytes() if file.is_file() else None for file in files}


def _by_kind(records: Records) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    yield "person", records.persons
    yield "place", records.places
    yield "org", records.orgs


def _is_kind(identifier: str, kind: str) -> bool:
    return identifier.startswith(store.PREFIXES[kind])


def _apply(root: etree._Element, kind: str, changed: list[Entry], redirects: list[tuple[str, str]]) -> None:
    nodes = {node.get(XML_ID, ""): node for node in root.iter(markup.tag(kind))}
    for entry in changed:
        _put(root, kind, nodes.get(entry.id), markup.of_entry(entry))
    for old, new in redirects:
        _put(root, kind, nodes.get(old), markup.element(kind, id=old, sameAs=f"#{new}"))
    targets = {f"#{old}": f"#{new}" for old, new in redirects}
    for node in nodes.values():
        if node.get("sameAs") in targets:
            node.set("sameAs", targets[node.get("sameAs", "")])


def _put(root: etree._Element, kind: str, old: etree._Element | None, new: etree._Element) -> None:
    """Replace `old`, or append to the first list of the kind."""
    if old is not None:
        store.indent(new, _depth(old))
        new.tail = old.tail
        parent = old.getparent()
        if parent is not None:
            parent.replace(old, new)
        return
    parent = _list(root, kind)
    store.indent(new, _depth(parent) + 1)
    siblings = parent.findall(markup.tag(kind))
    if siblings:
        new.tail = siblings[-1].tail
        siblings[-1].tail = "\n" + "  " * (_depth(parent) + 1)
        siblings[-1].addnext(new)
    else:
        _insert(parent, 0, new)


def _list(root: etree._Element, kind: str) -> etree._Element:
    known = next(root.iter(markup.tag(_LISTS[kind])), None)
    if known is not None:
        return known
    around = next(root.iter(markup.tag("standOff"), markup.tag("body")), None)
    if around is None:
        raise AuthorityError(f"the file has neither standOff nor body to put a {_LISTS[kind]} in.")
    node = markup.element(_LISTS[kind])
    _insert(around, len(around), node)
    if (note := store.empty_note(root)) is not None:
        _drop(around, note)
    return node


def _insert(parent: etree._Element, index: int, node: etree._Element) -> None:
    """Put a child on a line of its own."""
    inside = "\n" + "  " * (_depth(parent) + 1)
    if index:
        parent[index - 1].tail = inside
    else:
        parent.text = inside
    parent.insert(index, node)
    node.tail = inside if node.getnext() is not None else inside[:-2]


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in node.iterancestors())


def _relate(root: etree._Element, orgs: list[Org], known: set[str]) -> None:
    """Bring the partOf relations of organisations to what these say; those of anything not `known` stay."""
    wanted = {f"#{org.id}": f"#{org.parent}" for org in orgs if org.parent}
    for node in list(root.iter(markup.tag("relation"))):
        if node.get("name") != "partOf":
            continue
        active = node.get("active", "")
        if active in wanted:
            node.set("passive", wanted.pop(active))
        elif active.removeprefix("#") in known and (parent := node.getparent()) is not None:
            _drop(parent, node)
    if wanted:
        place = _relations(root)
        for active, passive in wanted.items():
            _insert(place, len(place), markup.element("relation", name="partOf", active=active, passive=passive))


def _drop(parent: etree._Element, node: etree._Element) -> None:
    """Remove a child with its indentation, and a list that is empty without it."""
    before = node.getprevious()
    if before is not None:
        before.tail = node.tail
    parent.remove(node)
    around = parent.getparent()
    if not len(parent) and around is not None:
        _drop(around, parent)


def _relations(root: etree._Element) -> etree._Element:
    known = next(root.iter(markup.tag("listRelation")), None)
    if known is not None:
        return known
    orgs = _list(root, "org")
    node = markup.element("listRelation", type="hierarchy")
    _insert(orgs, len(orgs), node)
    return node
