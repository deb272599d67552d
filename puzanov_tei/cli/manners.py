"""What every command has: `-v`, `-q` where there is something to leave unsaid, and help that fits the terminal."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

_WIDEST = 100
_QUIET = "puzanov_tei.quiet"
_LOG = logging.getLogger("puzanov_tei")

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class FittingHelp(click.HelpFormatter):
    """Help as wide as the terminal, up to 100 columns, also where it has less than the 50 that click takes."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = shutil.get_terminal_size().columns
        super().__init__(indent_increment, max(20, min(columns, _WIDEST) - 2))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of terms; on a narrow terminal most of them have a line of their own."""
        super().write_dl(rows, min(col_max, self.width // 2), col_spacing)


class CommandContext(click.Context):
    """The context of every command."""

    formatter_class = FittingHelp


def with_manners(command: click.Command) -> click.Command:
    """The command, and each of its own, with the option `-v` and help that fits."""
    within = command.commands.values() if isinstance(command, click.Group) else ()
    for each in (command, *within):
        each.context_class = CommandContext
        if _VERBOSE not in each.params and not isinstance(each, click.Group):
            each.params.append(_VERBOSE)
    return command


def quiet_option(function: Decorated) -> Decorated:
    """The option `-q` for a command that tells what it did by `note`."""
    return click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_be_quiet, help="Say nothing but errors."
    )(function)


def completing(names: Callable[[], Iterable[str]]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What the shell offers for an argument or option: those of some names that begin with what is typed."""
    return lambda context, parameter, typed: [name for name in names() if name.startswith(typed)]


def note(words: str) -> None:
    """Say on standard error what was done, if nobody asked for quiet."""
    if not click.get_current_context().meta.get(_QUIET):
        click.echo(words, err=True)


def _be_quiet(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    context.meta[_QUIET] = wanted


def _talk(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Show what the program tells the log `puzanov_tei`, with the milliseconds since it was started."""
    if not wanted:
        return
    shown, level = logging.StreamHandler(), _LOG.level
    shown.setFormatter(logging.Formatter("[%(relativeCreated)5d ms] %(message)s"))
    _LOG.addHandler(shown)
    _LOG.setLevel(logging.INFO)

    def silence() -> None:
        _LOG.removeHandler(shown)
        _LOG.setLevel(level)

    context.call_on_close(silence)


_VERBOSE = click.Option(
    ["-v", "--verbose"],
    is_flag=True,
    expose_value=False,
    callback=_talk,
    is_eager=True,
    help="Say on the way what is read, used and written.",
)
