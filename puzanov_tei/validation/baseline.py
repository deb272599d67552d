"""Known findings: a project with many old ones begins with a list of them, and only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding

VERSION = 2


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known: one entry for each different one, with the number of times."""

    path: Path
    entries: tuple[dict[str, Any], ...]

    def new(self, findings: Iterable[Finding], checked: Collection[str]) -> tuple[list[Finding], int, int]:
        """The findings that are not known; how many were known; how many known ones are gone.

        Of equal findings (same rule, file, nearest xml:id and matter), as many are known as there were. Only
        entries of files that were `checked`, or that no longer exist, can be gone.
        """
        left = Counter({entry["fingerprint"]: int(entry["number"]) for entry in self.entries})
        fresh, known = [], 0
        for finding in findings:
            # Entries that version 1 wrote know their finding by its wording.
            fingerprint = next((f for f in (finding.fingerprint, finding.fingerprint_1) if left[f] > 0), "")
            if fingerprint:
                left[fingerprint] -= 1
                known += 1
            else:
                fresh.append(finding)
        gone = sum(left[entry["fingerprint"]] for entry in self.entries if _is_settled(entry["file"], checked))
        return fresh, known, gone


def read(path: Path) -> Baseline:
    """The findings that a file lists.

    Raises:
        UsageError: the file is missing or is no baseline.
    """
    try:
        content = json.loads(path.read_bytes())
        entries = tuple(content["findings"])
        version = content["version"]
        if not all(isinstance(e[key], str) for e in entries for key in ("fingerprint", "file")):
            raise ValueError
    except OSError as error:
        raise UsageError(f"there is no baseline {path}. Make one with --update-baseline {path}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no baseline. Make one with --update-baseline {path}.") from error
    if version not in (1, VERSION):
        raise UsageError(f"{path} is a baseline of version {version}; make a new one with --update-baseline {path}.")
    return Baseline(path, entries)


def update(path: Path, findings: Iterable[Finding], checked: Collection[str]) -> int:
    """Write the findings of the files that were checked as known; returns how many they are.

    Entries of other files stay, if the files are still there. The file is sorted, for version control.

    Raises:
        OutputError: the file cannot be written.
        UsageError: it is there and is no baseline.
    """
    findings = list(findings)
    number = Counter(finding.fingerprint for finding in findings)
    first = {finding.fingerprint: finding for finding in reversed(findings)}
    entries = [
        {
            "file": finding.location.file,
            "code": finding.code,
            "xml_id": finding.xml_id,
            "message": finding.message,
            "number": number[fingerprint],
            "fingerprint": fingerprint,
        }
        for fingerprint, finding in first.items()
    ]
    if path.exists():
        entries += [entry for entry in read(path).entries if not _is_settled(entry["file"], checked)]
    entries.sort(key=lambda e: (e["file"], e["code"], e["xml_id"], e["fingerprint"]))
    content = {"version": VERSION, "findings": entries}
    write_atomically(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return len(findings)


def _is_settled(file: str, checked: Collection[str]) -> bool:
    """Whether a run tells what has become of a file's findings: it checked the file, or there is none any more."""
    return file in checked or not Path(file).exists()
