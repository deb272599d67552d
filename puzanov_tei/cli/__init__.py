"""The command line: arguments -> API -> reporter -> exit code. One module a command, loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from difflib import get_close_matches

import click

from puzanov_tei.errors import PuzanovError
from puzanov_tei.version import __version__

# Name -> one line of help. `puzanov_tei.cli.NAME` holds the click command `command`; it is imported only
# when it is called or its own help is asked for, so that `--version` and `--help` stay fast.
COMMANDS = {
    "encode": "Turn archive pages into TEI P5.",
    "validate": "Check TEI against a schema, its rules and its references.",
    "export": "Write text, tables and other formats from TEI.",
    "search": "Find words in an exported database.",
    "odd": "Compile, check and document ODD customizations.",
    "authority": "Look after persons, places and organisations.",
    "explain": "Say why a finding is one and what to do about it.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"puzanov_tei.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a near miss in the message."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Commands: {', '.join(COMMANDS)}."
            raise click.UsageError(f"there is no command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: puzanov-tei encode page.txt -o page.xml && puzanov-tei validate page.xml",
)
@click.version_option(__version__, prog_name="puzanov-tei")
def main() -> None:
    """From a translated archival document to a scholarly TEI P5 edition.

    Every command has --help with an example. Exit codes: 0 clean, 1 findings, 2 usage or unusable input,
    3 internal error or time-out, 130 interrupted.
    """


def run() -> None:
    """Entry point of the console script: expected failures become one sentence and an exit code."""
    try:
        main.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except PuzanovError as error:
        click.echo(f"puzanov-tei: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (as `| head` does): not an error, and nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        click.echo(f"puzanov-tei: cannot read or write{place}: {(error.strerror or str(error)).lower()}.", err=True)
        # What is still in the buffer cannot be written either; without this the interpreter would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except Exception as error:
        if os.environ.get("PUZANOV_TEI_DEBUG"):
            raise
        click.echo(
            f"puzanov-tei: internal error: {type(error).__name__}: {error}. "
            "Set PUZANOV_TEI_DEBUG=1 to see where, and please report it.",
            err=True,
        )
        sys.exit(3)
