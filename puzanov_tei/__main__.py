"""`python -m puzanov_tei` is `puzanov-tei`."""

from puzanov_tei.cli import run

run()
