"""Expanded names and name classes in the form the validator compares them in.

An expanded name is one string, namespace and local name with `SEPARATOR` between (the local name alone if
there is no namespace): what expat hands over. A name class that lists a single name is that string; the
others are tuples, so that a compiled schema can be stored as plain data.
"""

from __future__ import annotations

from collections.abc import Iterator

# No namespace name holds a line feed: expat refuses it, and attribute values are normalised.
SEPARATOR = "\n"

ANY, NAMESPACE, SEVERAL = "any", "ns", "choice"

# A name, or (ANY, exception), (NAMESPACE, uri, exception), (SEVERAL, members...); no exception is None.
NameSet = str | tuple[object, ...]


def expanded(ns: str, local: str) -> str:
    """The expanded name as one string."""
    return f"{ns}{SEPARATOR}{local}" if ns else local


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of an expanded name."""
    ns, _, local = name.rpartition(SEPARATOR)
    return ns, local


def contains(names: object, name: str) -> bool:
    """Whether the name class matches the expanded name."""
    if isinstance(names, str):
        return names == name
    if not isinstance(names, tuple):
        return False
    if names[0] == SEVERAL:
        return any(contains(member, name) for member in names[1:])
    if names[0] == NAMESPACE and split(name)[0] != names[1]:
        return False
    return not contains(names[-1], name)


def listed(names: object) -> Iterator[str]:
    """The single names of a name class; wildcards and exceptions are left out."""
    if isinstance(names, str):
        yield names
    elif isinstance(names, tuple) and names[0] == SEVERAL:
        for member in names[1:]:
            yield from listed(member)


def is_open(names: object) -> bool:
    """Whether the name class holds a wildcard, so that its names cannot be listed."""
    if isinstance(names, tuple):
        return names[0] != SEVERAL or any(is_open(member) for member in names[1:])
    return False
