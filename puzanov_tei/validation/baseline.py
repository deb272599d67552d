"""Known findings: a project with many old ones begins with a list of them, and only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding

VERSION = 1


def write(path: Path, findings: Iterable[Finding]) -> int:
    """Write the findings as known; returns how many there are. The file is sorted, for version control.

    Raises:
        OutputError: the file cannot be written.
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
    entries.sort(key=lambda e: (e["file"], e["code"], e["xml_id"], e["fingerprint"]))
    content = {"version": VERSION, "findings": entries}
    write_atomically(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return len(findings)


def new(path: Path, findings: Iterable[Finding]) -> tuple[list[Finding], int, int]:
    """The findings that are not known; how many were known; how many known ones are gone.

    Of equal findings (same rule, file, nearest xml:id and message), as many are known as there were.

    Raises:
        UsageError: the file is missing or is no baseline.
    """
    try:
        content = json.loads(path.read_bytes())
        left = Counter({entry["fingerprint"]: int(entry["number"]) for entry in content["findings"]})
        version = content["version"]
    except OSError as error:
        raise UsageError(f"there is no baseline {path}. Make one with --update-baseline {path}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no baseline. Make one with --update-baseline {path}.") from error
    if version != VERSION:
        raise UsageError(f"{path} is a baseline of version {version}; make a new one with --update-baseline {path}.")
    fresh, known = [], 0
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            known += 1
        else:
            fresh.append(finding)
    return fresh, known, sum(left.values())
