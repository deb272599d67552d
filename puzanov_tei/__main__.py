"""`python -m puzanov_tei` is `puzanov-tei`."""

from __future__ import annotations

import sys


def start() -> None:
    """Entry point of the console script; who interrupts it while it is still being loaded sees no traceback either."""
    try:
        from puzanov_tei.cli import run
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    start()
