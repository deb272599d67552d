"""The folder of a site: only what changed is made and written, and nothing that a person changed is overwritten.

`.puzanov/site.json` in it says for each file the digest of its bytes and of all that it was made from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from puzanov_tei.base.files import keep_backup, write_atomically
from puzanov_tei.base.writers import Writers
from puzanov_tei.errors import OutputError
from puzanov_tei.findings import Finding, Location, Severity

MANIFEST = ".puzanov/site.json"
_FORMAT, _VERSION = "puzanov-tei/site", 1


def digest(*parts: object) -> str:
    """A digest of values, by what `repr` says of them; bytes as they are."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        made.update(b"\0")
    return made.hexdigest()[:32]


class Folder:
    """What a build writes, beside what stands there already.

    Attributes:
        written, unchanged, removed: numbers of files.
        findings: files that a person changed and that were kept, once `finish` has been called.
    """

    def __init__(self, path: Path, force: bool = False) -> None:
        """`force`: files that a person changed are overwritten; a copy of each is kept beside it."""
        if path.exists() and not path.is_dir():
            raise OutputError(f"cannot write into {path}: it is a file, and a site is a folder")
        self.path = path
        self._force = force
        self._before = self._manifest()
        self._now: dict[str, tuple[str, str]] = {}
        self._writers = Writers()
        self.written = self.unchanged = self.removed = 0
        self.findings: list[Finding] = []

    def file(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """Write a file if it is needed; `key` stands for all that it is made from."""
        if not self.keeps(name, key):
            self.put(name, key, make())

    def keeps(self, name: str, key: str) -> bool:
        """Whether a file is there as it was written, from the same things; it is taken over then."""
        return self._keeps([name], key)

    def keeps_group(self, group: str, key: str) -> bool:
        """Whether all files of a folder, but for pages, are there as they were written, from the same things."""
        names = [n for n in self._before if n.startswith(f"{group}/") and not n.endswith(".html")]
        return self._keeps(names, key)

    def keeps_all(self) -> bool:
        """Whether all files are there as the last build wrote them."""
        current = all(self._digest(name) == made for name, (made, _) in self._before.items())
        self.unchanged = len(self._before)
        return current and bool(self._before)

    def _keeps(self, names: list[str], key: str) -> bool:
        known = [self._before.get(name, ("", "")) for name in names]
        current = all(k == key and self._digest(n) == made for n, (made, k) in zip(names, known, strict=True))
        if not current or not names:
            return False
        self._now.update(zip(names, known, strict=True))
        self.unchanged += len(names)
        return True

    def put(self, name: str, key: str, data: bytes) -> None:
        """Write a file, unless a person changed it or put it there."""
        made = hashlib.sha256(data).hexdigest()
        there, known = self._digest(name), self._before.get(name)
        if there == made:
            self.unchanged += 1
        elif there and (known is None or known[0] != there) and not self._force:
            what = "was changed by hand" if known else "was there before, and is not of this site"
            hint = "Move it away, or build with --force: it is kept beside the new one as .bak."
            place = Location(str(self.path / name))
            self.findings.append(Finding("PZ830", Severity.ERROR, f"{what}: it is not overwritten", hint, place))
            if known:
                self._now[name] = (known[0], "")
            return
        else:
            if there and (known is None or known[0] != there):
                keep_backup(self.path / name)
            self.written += 1
            self._writers.write(self.path / name, data)
        self._now[name] = (made, key)

    def sizes(self, group: str) -> dict[str, int]:
        """The size in bytes of each file of a group, as far as they are written."""
        self._writers.wait()
        found = ((name, self.path / name) for name in self._now if name.startswith(group))
        return {name: path.stat().st_size for name, path in found if path.is_file()}

    def finish(self) -> None:
        """Wait for the disk, remove what earlier builds wrote and this one did not, and note what there is now."""
        self._writers.wait()
        for name in sorted(set(self._before) - set(self._now)):
            there = self._digest(name)
            if there == self._before[name][0]:
                (self.path / name).unlink()
                self.removed += 1
            elif there:
                message = "was changed by hand and is no longer part of the site: it is left there"
                place = Location(str(self.path / name))
                hint = "Remove it if it is of no use."
                self.findings.append(Finding("PZ830", Severity.WARNING, message, hint, place))
        content = {"format": _FORMAT, "version": _VERSION, "files": dict(sorted(self._now.items()))}
        write_atomically(self.path / MANIFEST, (json.dumps(content, indent=0, ensure_ascii=False) + "\n").encode())

    def _digest(self, name: str) -> str:
        try:
            return hashlib.sha256((self.path / name).read_bytes()).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            raise OutputError(f"cannot read {self.path / name}: {(error.strerror or str(error)).lower()}") from error

    def _manifest(self) -> dict[str, tuple[str, str]]:
        """What the last build wrote; nothing where there was none or its note is damaged."""
        try:
            content = json.loads((self.path / MANIFEST).read_bytes())
            if content["format"] == _FORMAT and content["version"] == _VERSION:
                return {str(name): (str(made), str(key)) for name, (made, key) in content["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return {}
