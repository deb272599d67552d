"""Expected failures. Each is one sentence for a person and carries its exit code.

A finding is a value (see `findings`); an exception here means "cannot go on".
"""

from __future__ import annotations


class PuzanovError(Exception):
    """An expected failure: the message names the place and the remedy."""

    exit_code = 2


class UsageError(PuzanovError):
    """A wrong argument, a missing schema, or no file matched."""


class SourceError(PuzanovError):
    """An input file that cannot be read as a document."""


class WorkerError(PuzanovError):
    """A process that was ended from outside before it had a result."""

    exit_code = 1


class OutputError(PuzanovError):
    """A file that cannot be written."""


class SchemaError(PuzanovError):
    """A schema (ODD, RELAX NG, XSD, Schematron) that cannot be used."""


class AuthorityError(PuzanovError):
    """An authority file that cannot be used."""
