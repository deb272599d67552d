"""The steps of a project, in the order in which an edition is made."""

from __future__ import annotations

from collections.abc import Iterable

from puzanov_tei.project import checking, encoding, exporting
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import BuildStep


def steps(settings: Settings) -> tuple[BuildStep, ...]:
    """The steps of a project, in order.

    Raises:
        UsageError: the configuration names a format that there is not.
    """
    return (
        encoding.READ,  # source -> which document it is
        encoding.ENCODE,  # source, authority, decisions -> tei/
        encoding.DECISIONS,  # decisions about documents that are not encoded
        checking.VALIDATE,  # tei/, authority, schema -> findings
        exporting.INDEX,  # tei/ -> which documents a file holds
        *map(exporting.step, settings.formats),  # tei/ -> export/FORMAT
        *exporting.site(settings),  # tei/ -> export/site
    )


def named(all_steps: Iterable[BuildStep], name: str) -> BuildStep:
    """The step of that name."""
    return next(step for step in all_steps if step.name == name)
