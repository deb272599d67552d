"""Mixed content: `(text | a | b)*` and `mixed { (a | b)* }` are one language (ISO/IEC 19757-2, 4.12).

Grammars hold the first form. Schema files are written in the second, because libxml2 makes a table of every
content model of the first form that grows with the cube of its alternatives, and takes many seconds to load all of TEI.
"""

from __future__ import annotations

from collections.abc import Mapping

from puzanov_tei.relaxng import patterns as rng


def mixed_content(pattern: rng.Pattern, defines: Mapping[str, rng.Pattern]) -> rng.Pattern | None:
    """What stands inside `mixed`, if `pattern` repeats a choice of text and single elements; else None."""
    # Text may be empty, so that once or more is as good as any number of times.
    if not isinstance(pattern, rng.ZeroOrMore | rng.OneOrMore) or not isinstance(pattern.pattern, rng.Choice):
        return None
    members = pattern.pattern.members
    rest = tuple(member for member in members if not isinstance(member, rng.Text))
    if not rest or len(rest) == len(members) or not all(_is_one_element(member, defines) for member in rest):
        return None
    return rng.ZeroOrMore(rest[0] if len(rest) == 1 else rng.Choice(rest))


def _is_one_element(pattern: rng.Pattern, defines: Mapping[str, rng.Pattern]) -> bool:
    """Whether all that the pattern matches is one element: an element, or a choice of such."""
    seen: set[str] = set()
    pending = [pattern]
    while pending:
        match pending.pop():
            case rng.Element() | rng.NotAllowed():
                pass
            case rng.Choice(members):
                pending += members
            case rng.Ref(name) if name in defines:
                if name not in seen:
                    seen.add(name)
                    pending.append(defines[name])
            case _:
                return False
    return True
