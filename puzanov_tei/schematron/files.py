"""The files that rules ask for while they run: looked up inside the fence, kept for the documents that follow."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from puzanov_tei.base.addresses import file_of
from puzanov_tei.base.fence import Fence
from puzanov_tei.base.scan import MAX_BYTES
from puzanov_tei.base.xml_text import characters
from puzanov_tei.schematron import saxon

MAX_FILES = 2000
"""Files that the rules of one document may ask for."""
MAX_KEPT = 256 * 1024 * 1024
"""Bytes of files that are kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    item: Any
    path: Path
    changed: int
    size: int


_kept: OrderedDict[str, _Kept] = OrderedDict()


@dataclass(slots=True)
class Files:
    """What is handed to the rules of one document.

    Attributes:
        fence: what may be read.
        refused: addresses and variables that were asked for and lie outside.
        read: the files that were read, present or not.
    """

    fence: Fence
    refused: dict[str, None] = field(default_factory=dict)
    read: set[Path] = field(default_factory=set)
    _given: dict[str, Any] = field(default_factory=dict)

    def put(self, kind: str, address: str, item: Any) -> None:
        """Hand in something that is at hand already."""
        self._given[f"{kind} {address}"] = item

    def fetch(self, kind: str, address: str) -> None:
        """Look for what the rules ask for, and hand it in; what is missing or outside is handed in as `false`."""
        absent = saxon.processor().make_boolean_value(False)
        path = file_of(address) if kind not in ("variable", "function") else None
        if path is None or not self.fence.allows(path):
            self.refused[f"{address}()" if kind == "function" else address] = None
            item = absent
        else:
            self.read.add(path)
            item = self._looked_up(kind, address, path)
        self._given[f"{kind} {address}"] = absent if item is None else item

    def map(self) -> Any:
        """All that is handed in, as an XDM map."""
        text = saxon.processor().make_string_value
        return saxon.processor().make_map({text(key): item for key, item in self._given.items()})

    def full(self) -> bool:
        """Whether the rules have asked for more files than they may."""
        return len(self._given) > MAX_FILES

    def _looked_up(self, kind: str, address: str, path: Path) -> Any:
        try:
            if kind == "folder":
                return self._folder(address, path)
            state = path.stat()
            if state.st_size > MAX_BYTES or not path.is_file():
                return None
            key = f"{kind} {path}"
            kept = _kept.get(key)
            if kept is None or (kept.changed, kept.size) != (state.st_mtime_ns, state.st_size):
                kept = _Kept(_item(kind, path), path, state.st_mtime_ns, state.st_size)
                _keep(key, kept)
            return kept.item
        except (OSError, ValueError, LookupError):
            return None
        except Exception as error:  # saxonche's errors share no base class: a file that is no XML
            if "saxon" in type(error).__module__:
                return None
            raise

    def _folder(self, address: str, path: Path) -> Any:
        """The addresses of the files of a folder, as Saxon reads them: `folder?select=*.xml;recurse=yes`."""
        if not path.is_dir():
            return None
        options = dict(parse_qsl(urlsplit(address).query.replace(";", "&")))
        inside = path.rglob("*") if options.get("recurse") == "yes" else path.iterdir()
        pattern = options.get("select", "*.xml")
        names = sorted(p for p in inside if _selected(p.name, pattern) and p.is_file() and self.fence.allows(p))
        self.read.update(names[:MAX_FILES])
        text = saxon.processor().make_string_value
        return saxon.processor().make_array([text(name.as_uri()) for name in names[:MAX_FILES]])


def _selected(name: str, pattern: str) -> bool:
    """Whether a name fits a glob of Saxon's: `*.xml`, or alternatives `*.(xml|tei)`."""
    alternatives = re.fullmatch(r"(.*)\(([^()]*)\)(.*)", pattern)
    if alternatives is None:
        return fnmatch(name, pattern)
    before, choices, after = alternatives.groups()
    return any(fnmatch(name, f"{before}{choice}{after}") for choice in choices.split("|"))


def _item(kind: str, path: Path) -> Any:
    data = path.read_bytes()
    if kind == "doc":
        return saxon.document(text_of(data), path.as_uri())
    encoding = kind.partition(":")[2] or "utf-8"
    return saxon.processor().make_string_value(data.decode(encoding).removeprefix("\ufeff"))


def _keep(key: str, kept: _Kept) -> None:
    _kept[key] = kept
    _kept.move_to_end(key)
    while sum(one.size for one in _kept.values()) > MAX_KEPT and len(_kept) > 1:
        _kept.popitem(last=False)


def text_of(data: bytes) -> str:
    """A document as text without its XML declaration, which would contradict it."""
    return re.sub(r"\A\s*<\?xml\s[^>]*\?>", "", characters(data))
