"""ZIP archives that are the same bytes for the same content: no time stamps, fixed permissions."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """An archive to fill."""
    return zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)


def zip_member(archive: zipfile.ZipFile, name: str, content: bytes | BinaryIO) -> None:
    """Add a file; a stream is copied piece by piece."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as member:
        if isinstance(content, bytes):
            member.write(content)
        else:
            shutil.copyfileobj(content, member, 1 << 20)


def without_dates(package: bytes) -> bytes:
    """An archive that somebody else made, without its time stamps: the same members, compressed or not as they were."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(stream, "w") as archive:
        for member in made.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, made.read(member), member.compress_type)
    return stream.getvalue()
