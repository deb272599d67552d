"""ZIP archives of XML (Word, OpenDocument, EPUB): opened within bounds, nothing fetched, nothing expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from puzanov_tei.base.xml import safe_parser
from puzanov_tei.errors import SourceError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 256_000_000  # bytes of all members together, unpacked
_LARGEST_PART = 64_000_000
_ENCRYPTED = 0x1

_PARSER = safe_parser(comments=False, instructions=False)


class Package:
    """The members of a ZIP archive, by name.

    Raises:
        SourceError: no ZIP archive, damaged, encrypted, or larger than any document when unpacked.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise SourceError(f"{name} is damaged: it begins like a ZIP archive and does not end like one.") from error
        if sum(info.file_size for info in infos) > _LARGEST:
            raise SourceError(f"{name} would unfold to more than {_LARGEST // 1_000_000} MB: it is not opened.")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise SourceError(f"{name} is encrypted: save it without a password.")
        self.names = [info.filename for info in infos]

    def get(self, path: str) -> bytes | None:
        """The bytes of a member, or None if there is none of that name.

        Raises:
            SourceError: it is damaged or too large.
        """
        path = path.lstrip("/")
        if path not in self.names:
            return None
        try:
            with self._zip.open(path) as stream:
                data = stream.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError) as error:
            raise SourceError(f"{self.name} is damaged: {path} in it cannot be unpacked.") from error
        if len(data) > _LARGEST_PART:
            raise SourceError(f"{self.name} would unfold to more than it can be: {path} in it is not read.")
        return data

    def xml(self, path: str) -> etree._Element | None:
        """The root of an XML member, or None if there is none of that name.

        Raises:
            SourceError: it is not well-formed, or declares entities (these formats never do).
        """
        data = self.get(path)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError as error:
            raise SourceError(f"{self.name} is damaged: {path} in it is not well-formed ({error.msg}).") from error
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and next(declared.iterentities(), None) is not None:
            raise SourceError(
                f"{self.name}: {path} in it declares entities in a document type, which such a file never does."
            )
        return root


def holds(data: bytes, member: str, says: bytes) -> bool:
    """Whether `data` is a ZIP archive whose `mimetype` says so, or that has `member`; a damaged one never is."""
    if data[:4] != ZIP:
        return False
    if says and says in data[:200]:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return bool(says) and archive.read("mimetype").strip().startswith(says)
            return member in names
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error):
        return False


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str, default: str = "") -> str:
    """The value of the attribute with that local name, in whatever namespace."""
    if element is not None:
        for key, value in element.attrib.items():
            if _local(str(key)) == name:
                return str(value)
    return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child with that local name, its first child with the next, and so on."""
    for name in path:
        element = None if element is None else next((each for each in element if local(each) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children with that local name."""
    return iter(()) if element is None else (each for each in element if local(each) == name)
