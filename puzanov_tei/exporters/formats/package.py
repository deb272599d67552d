"""A deposit: TEI, text, tables, schema and terms of use as one BagIt bag (RFC 8493) in a ZIP file."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from puzanov_tei import __version__, resources
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats import csv, text
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.packing import new_zip, zip_member
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.header import facts
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".zip"
PER_DOCUMENT = False
REGISTERS = True

_NAME = "edition"
_SCHEMA = (".odd", ".rng", ".xsd", ".sch")


@dataclass(frozen=True, slots=True)
class BagContent:
    """What one document puts into the bag."""

    file: str
    doc_id: str
    title: str
    licence: str
    tei: bytes
    texts: text.Part
    tables: csv.TableLines


def render(edition: Edition, options: Options) -> BagContent:
    """The document's file as it is, its text and its rows."""
    said = facts(edition)
    texts = text.render(edition, options)
    tables = csv.render(edition, options)
    return BagContent(edition.file, edition.doc_id, said.title, said.licence, edition.data, texts, tables)


def write(parts: Iterable[BagContent], output: Output, options: Options) -> Iterator[Finding]:
    """Fill a folder with the bag, then pack it; the archive is the same bytes for the same input."""
    with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as folder:
        root = Path(folder, _NAME)
        data = root / "data"
        data.mkdir(parents=True)
        yield from _payload(parts, data, options)
        _schema(data / "schema")
        _tags(root)
        with output.open(f"{_NAME}.zip") as stream, new_zip(stream) as archive:
            for path in _files(root):
                with path.open("rb") as content:
                    zip_member(archive, path.relative_to(root.parent).as_posix(), content)


def _payload(parts: Iterable[BagContent], data: Path, options: Options) -> Iterator[Finding]:
    """TEI, text and tables, a list of the documents, and their terms of use."""
    (data / "tei").mkdir()
    texts = Output(str(data / "text") + "/", single=False)
    tables = Output(str(data / "tables") + "/", single=False)
    lost: list[Finding] = []
    licences: dict[str, None] = {}
    taken: set[str] = set()

    with (data / "CONTENTS.txt").open("w", encoding="utf-8") as contents:

        def unpacked() -> Iterator[csv.TableLines]:
            for part in parts:
                name = _free(PurePath(part.file).name, taken)
                (data / "tei" / name).write_bytes(part.tei)
                licences[part.licence or "Terms of use are not stated."] = None
                contents.write(f"tei/{name}\t{part.doc_id}\t{part.title}\n")
                lost.extend(text.write([part.texts], texts, options))
                yield part.tables

        yield from csv.write(unpacked(), tables, options)
    (data / "LICENCE.txt").write_text("\n\n".join(licences) + "\n", encoding="utf-8", newline="\n")
    for output in (texts, tables):
        output.finish()
        yield from output.renamed
    yield from lost


def _free(name: str, taken: set[str]) -> str:
    """A file name that no other document has taken."""
    stem, suffix = PurePath(file_name(name)).stem, PurePath(name).suffix
    free, number = f"{stem}{suffix}", 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}{suffix}"
    taken.add(free)
    return free


def _schema(folder: Path) -> None:
    """The project's schema, if it is installed."""
    schema = resources.schema_folder()
    for path in sorted(schema.iterdir()) if schema.is_dir() else ():
        if path.suffix in _SCHEMA:
            folder.mkdir(exist_ok=True)
            shutil.copyfile(path, folder / path.name)


def _tags(root: Path) -> None:
    """Declaration, information and manifests (RFC 8493, 2.1-2.2)."""
    payload = list(_files(root / "data"))
    size = sum(path.stat().st_size for path in payload)
    (root / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    info = {
        "Bag-Software-Agent": f"puzanov_tei {__version__}",
        "External-Description": "TEI editions with their text and tables",
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    (root / "bag-info.txt").write_text("".join(f"{k}: {v}\n" for k, v in info.items()), encoding="utf-8", newline="\n")
    (root / "manifest-sha256.txt").write_bytes(_manifest(root, payload))
    tags = [root / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    (root / "tagmanifest-sha256.txt").write_bytes(_manifest(root, tags))


def _manifest(root: Path, paths: Iterable[Path]) -> bytes:
    lines = []
    for path in paths:
        with path.open("rb") as content:
            lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {path.relative_to(root).as_posix()}\n")
    return "".join(lines).encode("utf-8")


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.is_file()))
