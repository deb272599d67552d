"""URI references as XML Schema's anyURI takes them (Part 2, clause 3.2.17; RFC 2396 with RFC 2732).

Nearly everything is a URI reference: characters outside of ASCII, spaces and such are allowed, as they are escaped
before use. What is left to check is the percent sign, the scheme, an authority that is there, and square brackets.
"""

from __future__ import annotations

import re

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_HEAD = re.compile(r"([^:/?#]*)(:?)")
_BRACKETED = re.compile(r"(?:[^@\[\]]*@)?\[([^\[\]]+)\](?::[0-9]*)?")


def is_uri_reference(text: str) -> bool:
    """Whether `text`, white space collapsed, is a URI reference; the empty one is."""
    rest, hash_sign, fragment = text.partition("#")
    if "#" in fragment or _BAD_ESCAPE.search(text):
        return False
    head = _HEAD.match(rest)
    if head and head[2]:
        if not _SCHEME.fullmatch(head[1]):
            return False
        rest = rest[head.end() :]
        if not rest.startswith("/"):
            # mailto:... has no structure to check, but must say something.
            return bool(rest)
    if rest.startswith("//"):
        authority = re.split(r"[/?]", rest[2:], maxsplit=1)[0]
        rest = rest[2 + len(authority) :]
        if not authority and not rest and not hash_sign:
            return False
        if ("[" in authority or "]" in authority) and not _is_ip_literal(authority):
            return False
    path = rest.partition("?")[0]
    return "[" not in path and "]" not in path


def _is_ip_literal(authority: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    match = _BRACKETED.fullmatch(authority)
    if not match:
        return False
    try:
        IPv6Address(match[1])
    except AddressValueError:
        return False
    return True
