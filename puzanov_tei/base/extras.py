"""Packages that only some of the program needs: which they are, and how they come to be there."""

from __future__ import annotations

import re
import sys

_REQUIREMENT = re.compile(r"""(?P<package>[^;]+?)\s*;\s*extra == ['"](?P<extra>[^'"]+)['"]""")


def needs(extra: str) -> str:
    """The end of a message about packages that are not here: the extra, and the command that installs what it names.

    The command names the packages themselves, for the Python that runs this program, so that it works however the
    program was installed: from a checkout, a wheel file, or an index.
    """
    from importlib import metadata  # when something is missing

    try:
        declared = metadata.requires("puzanov-tei") or ()
    except metadata.PackageNotFoundError:  # it runs from a folder
        declared = ()
    matches = filter(None, map(_REQUIREMENT.fullmatch, declared))
    packages = [match["package"] for match in matches if match["extra"] == extra]
    wanted = " ".join(f'"{package}"' for package in packages or [f"puzanov-tei[{extra}]"])
    return f"needs packages that are not here (puzanov-tei[{extra}]). Run: {pip()} install {wanted}"


def pip() -> str:
    """The command that installs packages for the Python that runs this program."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -m pip"
