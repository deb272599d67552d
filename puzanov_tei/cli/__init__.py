"""The command line: arguments -> API -> reporter -> exit code. One module a command, loaded when it is called."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

import click

from puzanov_tei.base.files import discard_standard_output
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.cli.manners import CommandContext, with_manners
from puzanov_tei.errors import PuzanovError
from puzanov_tei.version import __version__

# Name -> one line of help. `puzanov_tei.cli.NAME` holds the click command `command`; it is imported only
# when it is called or its own help is asked for, so that `--version` and `--help` stay fast.
COMMANDS = {
    "init": "Make a project: configuration, folders, schema, workflows.",
    "build": "Encode, check and export a project: only what has changed.",
    "encode": "Turn archive pages into TEI P5.",
    "validate": "Check TEI against a schema, its rules and its references.",
    "fix": "Mend what has one obvious answer in TEI files.",
    "export": "Write text, tables and other formats from TEI.",
    "search": "Find words in an exported database.",
    "odd": "Compile, check and document ODD customizations.",
    "review": "Decide about the proposals on a page in the browser.",
    "lsp": "Check and complete TEI while it is written, in an editor.",
    "serve": "Answer TEI Publisher's annotation editor: names in a text.",
    "decisions": "Look after what editors decided about the proposals.",
    "authority": "Look after persons, places and organisations.",
    "plugins": "List readers, taggers, checks, formats and reporters, built in and installed.",
    "explain": "Say why a finding is one and what to do about it.",
}


class _ReaderLeft(Exception):  # noqa: N818 - it is no error
    """Who reads our standard output takes no more, as `| head` does."""


class _Interrupted(Exception):  # noqa: N818 - it is no error
    """Somebody pressed Ctrl-C."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    context_class = CommandContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"puzanov_tei.cli.{cmd_name}")
        return with_manners(module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a near miss in the message."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            hint = did_you_mean(name, COMMANDS, "Commands")
            raise click.UsageError(f"there is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, but for a reader of our output who left, and for Ctrl-C, where click has ways of its own."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderLeft from error
        except KeyboardInterrupt as error:
            raise _Interrupted from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


FIRST_STEPS = {
    "An edition of your own": {
        "init my-edition": "makes a project; fill its source folder",
        "build my-edition": "encodes, checks and exports them",
        "review my-edition/tei": "shows what to decide about proposals",
    },
    "One document": {
        "encode a.txt -o a.xml": "makes TEI of it",
        "validate a.xml": "checks it",
    },
    "TEI that you have": {
        "validate tei": "says what is wrong, and how to mend it",
        "export csv tei -o csv": "writes tables; or text, pages and more",
    },
}
"""What the program says if it is asked for nothing."""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: puzanov-tei encode page.txt -o page.xml && puzanov-tei validate page.xml",
)
@click.version_option(__version__, prog_name="puzanov-tei")
@click.pass_context
def main(ctx: click.Context) -> None:
    """From a translated archival document to a scholarly TEI P5 edition.

    Every command has --help with an example. Exit codes: 0 clean, 1 findings, 2 usage or unusable input,
    3 internal error or time-out, 130 interrupted.
    """
    if ctx.invoked_subcommand is None:
        click.echo(_first_steps(ctx.make_formatter()))


def _first_steps(page: click.HelpFormatter) -> str:
    page.write_text("From a translated archival document to a scholarly TEI P5 edition.")
    for heading, steps in FIRST_STEPS.items():
        with page.section(heading):
            page.write_dl([(f"puzanov-tei {arguments}", what) for arguments, what in steps.items()], col_max=40)
    page.write_paragraph()
    page.write_text("All commands: puzanov-tei --help")
    return page.getvalue().rstrip()


_OBJECTS = 20_000
"""New objects after which circles of them are looked for: what a command builds are trees and tables that stay."""


def run() -> None:
    """Entry point of the console script: expected failures become one sentence and an exit code."""
    gc.set_threshold(_OBJECTS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _say_everything(stream)
    with _buffered_standard_output():
        code = _exit_code(_command)
        # What is still in the buffer is written now, while somebody can say that it was not.
        code = _exit_code(_flush) or code
    sys.exit(code)


def _say_everything(stream: io.TextIOWrapper) -> None:
    """Let a stream take every name and word, whatever the locale: a message never ends a run.

    Where the locale says nothing (`LC_ALL=C`) it is UTF-8, as files are. Bytes of names that are no text go out as they
    came; letters that another encoding does not have are written as their numbers.
    """
    silent = stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")
    encoding = "utf-8" if silent else stream.encoding
    unicode = encoding.lower().replace("-", "").replace("_", "") == "utf8"
    stream.reconfigure(encoding=encoding, errors="surrogateescape" if unicode else "backslashreplace")


def _command() -> int:
    try:
        main.main(standalone_mode=False)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else int(leave.code is not None)
    return 0


def _flush() -> int:
    if not sys.stdout.closed:  # as the language server leaves it
        sys.stdout.flush()
    return 0


def _exit_code(step: Callable[[], int]) -> int:
    """The exit code of a step; why it failed is said in one sentence on standard error."""
    try:
        return step()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt, _Interrupted):
        click.echo("\ninterrupted" if sys.stderr.isatty() else "interrupted", err=True)  # a terminal shows ^C before it
        return 130
    except click.NoSuchOption as error:
        nearest = get_close_matches(error.option_name, error.possibilities or (), 1, 0.7)
        click.NoSuchOption(error.option_name, possibilities=nearest, ctx=error.ctx).show()
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except PuzanovError as error:
        click.echo(f"puzanov-tei: {error}", err=True)
        return error.exit_code
    except (BrokenPipeError, _ReaderLeft):
        # Not an error, and nothing more to say.
        discard_standard_output()
        return 0
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        verb = "read or write" if error.filename else "write standard output"
        click.echo(f"puzanov-tei: cannot {verb}{place}: {(error.strerror or str(error)).lower()}.", err=True)
        discard_standard_output()
        return 2
    except Exception as error:
        from puzanov_tei.base import crash

        click.echo(f"puzanov-tei: {crash.told(error)}", err=True)
        return 3


@contextlib.contextmanager
def _buffered_standard_output() -> Iterator[None]:
    """Put a buffer around standard output where Python has none (`PYTHONUNBUFFERED`).

    Without one, a write that the system cuts short loses its rest without an error.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if not isinstance(raw, io.RawIOBase):
        yield
        return
    plain = sys.stdout
    descriptor = os.dup(raw.fileno())
    with open(descriptor, "w", encoding=plain.encoding, errors=plain.errors, newline="") as sys.stdout:  # noqa: PTH123 - no path
        try:
            yield
        finally:
            sys.stdout = plain
