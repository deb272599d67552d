"""Which findings count: by code, by the rule of a schema, by the place in a file where one is switched off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from puzanov_tei.base.near import near
from puzanov_tei.base.scan import Ignore
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ096": (
        "A suppression suppresses nothing",
        "<?puzanov-tei ignore PZ401?> leaves out a finding that was judged to be right. Where there is none any more, "
        "it would hide the next one, which nobody has judged.",
    ),
}
OWN = re.compile(r"PZ[0-9A-Z]{0,4}\*?\Z")


def matches(finding: Finding, patterns: Iterable[str]) -> bool:
    """Whether a finding is meant: by its code or its rule, each may be a glob (`PZ4*`, `needs-*`)."""
    return any(
        fnmatchcase(finding.code, pattern) or (finding.rule and fnmatchcase(finding.rule, pattern))
        for pattern in patterns
    )


def selected(findings: Iterable[Finding], select: Sequence[str], ignore: Sequence[str]) -> list[Finding]:
    """The findings that are asked for (all, if nothing is) without those that are to be ignored."""
    return [f for f in findings if (not select or matches(f, select)) and not matches(f, ignore)]


def refuse_unknown(patterns: Iterable[str], known: Callable[[], Sequence[str]], where: str) -> None:
    """Refuse codes and rules that there are not.

    Args:
        known: all codes, and the rules of the schemas that are named; asked only if something has to be looked up.
        where: what they were given to, for the message.

    Raises:
        UsageError: a pattern fits none of them.
    """
    names: Sequence[str] | None = None
    for pattern in patterns:
        names = known() if names is None else names
        if any(fnmatchcase(name, pattern) for name in names):
            continue
        foreign = not OWN.match(pattern) and all(OWN.match(name) for name in names)
        if foreign:  # the rules of schemas that files name are not known yet
            continue
        meant = near(pattern, names)
        hint = f"Did you mean {meant}?" if meant else "puzanov-tei explain CODE says what a code means."
        raise UsageError(f"{where}: there is no code or rule {pattern!r}. {hint}")


def unsuppressed(findings: Iterable[Finding], ignores: Sequence[Ignore], name: str) -> Iterator[Finding]:
    """The findings that no instruction in the file switches off, and one for each instruction without effect."""
    used: set[tuple[Ignore, str]] = set()
    for finding in findings:
        place = finding.location.line, finding.location.column
        hits = [
            (ignore, code)
            for ignore in ignores
            for code in ignore.codes
            if ignore.begin <= place <= ignore.end and matches(finding, (code,))
        ]
        used.update(hits)
        if not hits:
            yield finding
    for ignore in ignores:
        for code in ignore.codes:
            if (ignore, code) not in used:
                yield Finding(
                    "PZ096",
                    Severity.WARNING,
                    f"{code} is to be ignored here, but there is nothing to ignore.",
                    "Remove the instruction, or correct the code.",
                    Location(name, ignore.line, ignore.column),
                )
