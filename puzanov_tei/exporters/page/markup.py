"""HTML written safely: every text and attribute value goes through here."""

from __future__ import annotations

import re
from html import escape

from puzanov_tei.exporters.records.values import is_web_address

_TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^<>]*>", re.DOTALL)
_PARTS = re.compile(r"(\s)([\w:.-]+)(=)(\"[^\"]*\"|'[^']*')")


def tag(name: str, content: str, **attributes: str | None) -> str:
    """An element with content that is HTML already. `class_` and `for_` lose their underscore; None is left out."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def empty(name: str, **attributes: str | None) -> str:
    """An element that has no content and no end tag."""
    return f"<{name}{_attributes(attributes)}>"


def text(value: str) -> str:
    """Plain text as HTML."""
    return escape(value, quote=False)


def link(target: str, content: str, **attributes: str | None) -> str:
    """A link to the web, or only its content where the target is no web address."""
    if not is_web_address(target):
        return content
    return tag("a", content, href=target, rel="noreferrer", **attributes)


def _attributes(attributes: dict[str, str | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )


def coloured_xml(source: str) -> str:
    """XML as HTML with its tags, attribute names and values marked. Linear in the source."""
    out: list[str] = []
    position = 0
    for match in _TOKEN.finditer(source):
        out.append(text(source[position : match.start()]))
        token = match.group()
        kind = "comment" if token.startswith(("<!--", "<?")) else "tag"
        out.append(tag("span", text(token) if kind == "comment" else _coloured_tag(token), class_=f"x-{kind}"))
        position = match.end()
    out.append(text(source[position:]))
    return "".join(out)


def _coloured_tag(token: str) -> str:
    out: list[str] = []
    position = 0
    for part in _PARTS.finditer(token):
        out.append(text(token[position : part.start()]))
        space, name, sign, value = part.groups()
        out.append(space + tag("span", text(name), class_="x-name") + sign + tag("span", text(value), class_="x-value"))
        position = part.end()
    out.append(text(token[position:]))
    return "".join(out)
