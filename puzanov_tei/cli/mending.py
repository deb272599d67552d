"""Mending files one by one, for `fix` and for `validate --fix`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.errors import PuzanovError

if TYPE_CHECKING:
    from puzanov_tei.validation.choice import SchemaChoice
    from puzanov_tei.validation.fix import Repair


@dataclass(frozen=True, slots=True)
class MendedFile:
    """What came of a file: where the better version belongs, both versions, and what was done; or why nothing was."""

    path: Path
    target: Path
    data: bytes = b""
    better: bytes = b""
    repairs: Sequence[Repair] = ()
    error: Exception | None = None

    @property
    def is_better(self) -> bool:
        """Whether something was mended."""
        return self.better != self.data

    def tell(self) -> None:
        """One line for each repair, on standard error."""
        for repair in self.repairs:
            click.echo(f"{self.target}:{repair.line}: mended: {repair.what}", err=True)


def mended(
    files: Sequence[Path], choice: SchemaChoice, codes: Sequence[str] = (), *, in_place: bool, write: bool = True
) -> Iterator[MendedFile]:
    """Mend files, each in a copy `FILE.fixed.xml` or in place. One that cannot be mended does not stop the others.

    Args:
        codes: mend only findings of these; empty: all.
        write: whether the better versions are written.
    """
    from puzanov_tei.base.files import Outputs, write_atomically
    from puzanov_tei.validation.fix import mend

    outputs = Outputs(() if in_place else files)
    for path in files:
        target = path if in_place else path.with_name(f"{path.stem}.fixed{path.suffix}")
        try:
            done = MendedFile(path, target, *mend(path, choice, codes))
            if done.is_better and write:
                write_atomically(outputs.claim(target), done.better)
        except (PuzanovError, OSError) as error:
            done = MendedFile(path, target, error=error)
        yield done
