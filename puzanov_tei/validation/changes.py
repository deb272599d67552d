"""What changed since a revision, as git knows it, and which files depend on that."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from puzanov_tei.base.scan import MAX_BYTES, scan
from puzanov_tei.checks.references import files_pointed_to
from puzanov_tei.errors import UsageError
from puzanov_tei.validation.choice import SchemaChoice


def changed_since(revision: str) -> set[Path]:
    """The files that differ from a revision, deleted ones too, and those that git does not know yet; resolved.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
    """
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision.")
    root = Path(_git("rev-parse", "--show-toplevel").decode().rstrip("\n"))
    _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", wrong=_unknown(revision))
    names = _git("diff", "--name-only", "-z", "--no-renames", revision, "--", str(root))
    names += _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", str(root))
    return {(root / name).resolve() for name in names.decode("utf-8", "surrogateescape").split("\0") if name}


def _unknown(revision: str) -> str:
    if _git("rev-parse", "--is-shallow-repository").strip() != b"true":
        return f"git knows no revision {revision!r}. See git branch --all; of a branch of the server write origin/NAME."
    branch = revision.removeprefix("origin/")
    known = re.fullmatch(r"[\w./-]+", branch) and branch != "HEAD"
    fetched = f"; or run git fetch --depth=1 origin {branch} and use --changed-since FETCH_HEAD" if known else ""
    return (
        f"git knows no revision {revision!r}, as this clone is shallow: it has the last revision only. Set "
        f"fetch-depth: 0 for actions/checkout (GitHub), GIT_DEPTH: 0 (GitLab){fetched}."
    )


def affected(files: Sequence[Path], changed: set[Path], everything: Iterable[Path], choice: SchemaChoice) -> list[Path]:
    """The files that changed, or point to a file that did, or follow a schema that did.

    Args:
        everything: files that all others depend on (schema, configuration, catalogue): if one of them
            changed, every file is affected.
    """
    if any(path.resolve() in changed for path in everything):
        return list(files)
    return [path for path in files if path.resolve() in changed or _depends(path, changed, choice)]


def _depends(path: Path, changed: set[Path], choice: SchemaChoice) -> bool:
    try:
        if path.stat().st_size > MAX_BYTES:
            return False
        facts = scan(path.read_bytes())
    except OSError:
        return False
    files = files_pointed_to(facts, path.parent) | set(choice.places(facts, path.parent))
    return any(file.resolve() in changed for file in files)


def _git(*arguments: str, wrong: str = "") -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be asked what changed: {error}") from error
    if done.returncode != 0:
        raise UsageError(wrong or f"git cannot say what changed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
