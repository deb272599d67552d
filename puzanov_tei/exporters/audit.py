"""What an export has to account for: references that are not read, and where the words of each document went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.text.ledger import Ledger, ledger
from puzanov_tei.exporters.text.table import table
from puzanov_tei.exporters.text.views import view
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition


def unread(edition: Edition) -> Iterator[Finding]:
    """References to entities and inclusions that are not in the export."""
    for what, count in edition.unread:
        times = "" if count == 1 else f" ({count} times)"
        hint = "Write the text in its place: only entities of the file's own DOCTYPE and local files are read."
        yield Finding("PZ811", Severity.WARNING, f"{what} is not read{times}", hint, location=Location(edition.file))


def no_document(edition: Edition) -> Finding:
    """A file of lists has nothing to give to a format of texts."""
    message = "lists only (a register): no document of its own"
    return Finding("PZ801", Severity.INFO, message, location=Location(edition.file))


def audited(edition: Edition, options: Options) -> Ledger:
    """Where the words of a document went in the view that the export has."""
    shown = view(edition.root, options.view, notes=options.notes, table=table(options.elements))
    return ledger(edition.root, shown)


def fault(edition: Edition, made: Ledger) -> Iterator[Finding]:
    """Words that went nowhere, or came twice."""
    if made.difference:
        message = f"{abs(made.difference)} words of {edition.doc_id} are {'lost' if made.difference > 0 else 'doubled'}"
        hint = "This is a fault of the program: please report it with the file."
        yield Finding("PZ809", Severity.ERROR, message, hint, location=Location(edition.file))


class Ledgers:
    """The ledgers of an export, added up."""

    def __init__(self) -> None:
        self._count = 0
        self._words: Counter[str] = Counter()
        self._omitted: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}
        self._lines: list[Finding] = []

    def add(self, ledgers: Iterable[tuple[str, Ledger]]) -> None:
        """Take in the ledgers of a file."""
        for doc_id, made in ledgers:
            self._count += 1
            self._words.update({made.view: made.shown, "": made.total})
            self._omitted.update(made.omitted)
            self._reasons.update(made.reasons)
            self._lines.append(Finding("PZ813", Severity.INFO, f"{doc_id}: {made}"))

    def findings(self) -> Iterator[Finding]:
        """A line a document, and one for all."""
        yield from self._lines
        if self._count > 1:
            ((view_name, shown),) = [(name, count) for name, count in self._words.items() if name]
            total = Ledger(view_name, self._words[""], shown, self._omitted, self._reasons)
            yield Finding("PZ813", Severity.INFO, f"all {self._count} documents: {total}")
