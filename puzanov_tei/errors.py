"""Expected failures. Each is one sentence for a person and carries its exit code.

A finding is a value (see `findings`); an exception here means "cannot go on".
"""

from __future__ import annotations

from puzanov_tei.findings import NOWHERE, Location


class PuzanovError(Exception):
    """An expected failure: the message says what is wrong and what to do.

    Attributes:
        message: the sentence without the place.
        location: the file that is meant, with line and column where they are known; str() has them in front.
    """

    exit_code = 2

    def __init__(self, message: str, location: Location = NOWHERE) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location.file else self.message


class UsageError(PuzanovError):
    """A wrong argument, a missing schema, or no file matched."""


class SourceError(PuzanovError):
    """An input file that cannot be read as a document."""


class WorkerError(PuzanovError):
    """A process that was ended from outside before it had a result."""

    exit_code = 1


class InternalError(PuzanovError):
    """A fault of the program that one file brought to light; the others are done."""

    exit_code = 3


class OutputError(PuzanovError):
    """A file that cannot be written."""


class SchemaError(PuzanovError):
    """A schema (ODD, RELAX NG, XSD, Schematron) that cannot be used."""


class AuthorityError(PuzanovError):
    """An authority file that cannot be used."""
