"""Addresses with a prefix that a document declares (Guidelines, 16.2.3): what they stand for."""

from __future__ import annotations

import re

from puzanov_tei.base.scan import Prefix

_MAX_MATCHED = 200


def expanded_by(declared: list[Prefix], rest: str) -> str | None:
    """The address by the first declaration of the prefix that fits; None if none does."""
    return next((made for one in declared if (made := expand(one.pattern, one.replacement, rest)) is not None), None)


def expand(pattern: str, replacement: str, rest: str) -> str | None:
    """What a private address stands for; None if it does not fit its pattern.

    An address whose pattern is not understood, or could take exponential time, is not judged: the rest
    itself is returned as an address of the web.
    """
    if len(rest) > _MAX_MATCHED or _risky(pattern):
        return f"unchecked:{rest}"
    try:
        match = re.fullmatch(pattern, rest)
    except re.error:
        return f"unchecked:{rest}"
    if match is None:
        return None
    groups = [match[0], *(g or "" for g in match.groups())]
    return re.sub(r"\$(\d)", lambda m: groups[int(m[1])] if int(m[1]) < len(groups) else "", replacement)


def _risky(pattern: str) -> bool:
    """Whether a repeated group holds a repetition: the form that makes backtracking explode."""
    if len(pattern) > 300:
        return True
    repeats: list[bool] = [False]
    index = 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if char == "[":
            end = pattern.find("]", index + 2)
            index = end if end > 0 else len(pattern)
        elif char == "(":
            repeats.append(False)
        elif char == ")" and len(repeats) > 1:
            inner = repeats.pop()
            if inner and pattern[index + 1 : index + 2] in ("*", "+", "{"):
                return True
            repeats[-1] = repeats[-1] or inner
        elif char in "*+{|" or (char == "?" and pattern[index - 1 : index] != "("):
            repeats[-1] = True
        index += 1
    return sum(pattern.count(sign) for sign in "*+{") > 4
