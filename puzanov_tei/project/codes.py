"""Findings of a build."""

from __future__ import annotations

from puzanov_tei.base import crash, pool
from puzanov_tei.errors import PuzanovError
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ950": (
        "Two sources are one document",
        "Files of the edition are named after the document's identifier: the archive's number, or the source's name. "
        "Of two sources that give the same one, only the first is encoded. Remove one, or rename it.",
    ),
    "PZ951": (
        "Decisions about a document that there is not",
        "A file of decisions is named after the document that it is about. Its source was removed or renamed; restore "
        "it, or rename the file of decisions.",
    ),
    "PZ952": (
        "A document ended the process that worked on it",
        "The process was killed: memory ran out, or a library failed. The other documents are done. The document is "
        "tried again in the next build.",
    ),
    "PZ953": (
        "A document could not be worked on",
        "The message says why. The other documents are done; this one is tried again in the next build.",
    ),
    "PZ954": (
        "A fault of the program",
        "The message names the log with what a maintainer needs to know. The other documents are done.",
    ),
    "PZ955": (
        "A file that nothing makes any more, and that somebody has changed",
        "Its source is gone, or the configuration does not ask for it any more. It is kept, as somebody has edited it; "
        "in tei/ it is a document of the edition like one that never had a source. Delete it if it is not wanted.",
    ),
}
_HINTS = {
    "PZ950": "Remove one of the two, or rename it.",
    "PZ951": "Restore its source, or rename the file of decisions after the document.",
    "PZ952": "Use fewer --jobs if memory is short; look at the document.",
    "PZ955": "Delete it if it is not wanted any more.",
}
_WARNINGS = frozenset({"PZ951", "PZ955"})


def finding(code: str, message: str, file: str) -> Finding:
    """A finding about a file as a whole."""
    severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Finding(code, severity, message, _HINTS.get(code, ""), Location(file))


def refused(error: PuzanovError, unit: str) -> Finding:
    """An expected failure of one document as a finding."""
    place = error.location if error.location.file else Location(unit)
    return Finding("PZ953", Severity.ERROR, error.message, location=place)


def failed(error: Exception, unit: str) -> Finding:
    """Why nothing could be made of a unit as a finding."""
    if isinstance(error, PuzanovError):
        return refused(error, unit)
    if isinstance(error, pool.WorkerDied):
        return finding("PZ952", "The process that worked on it ended without a result.", unit)
    if isinstance(error, OSError):
        return finding("PZ953", f"It cannot be read: {(error.strerror or str(error)).lower()}.", unit)
    return finding("PZ954", crash.told(error), unit)
