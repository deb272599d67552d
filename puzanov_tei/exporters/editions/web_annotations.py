"""Web Annotations as other programs write them: lists, pages and collections of the W3C, rows of Hypothesis."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

from puzanov_tei.errors import SourceError
from puzanov_tei.exporters.text.walk import Span
from puzanov_tei.findings import Location

_COMMENTS = ("commenting", "replying", "")
_LISTS = ("items", "rows", "@graph", "annotations", "resources")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class WebAnnotation:
    """An annotation of a stretch of text.

    Attributes:
        document: stem of the name of the text that it is about.
        exact, prefix, suffix: what it quotes, and what stands around that.
        start: offset of the quotation; -1 if it gives none.
        tags: kinds of names, in its own words; entities: identifiers and addresses; comments: texts.
        by: who made it; empty if it does not say.
    """

    id: str
    document: str
    exact: str
    prefix: str
    suffix: str
    start: int
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    comments: tuple[str, ...]
    by: str

    def stands_in(self, text: str) -> bool:
        """Whether the quotation stands at its offset, counted in code points or as JavaScript counts."""
        return _at_offset(text, self) is not None


def read_annotations(data: bytes, name: str, by: str) -> Iterator[WebAnnotation]:
    """The annotations of a file.

    Raises:
        SourceError: it is no JSON, or holds no annotations.
    """
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}", Location(name)) from error
    found = list(_listed(given))
    if not found:
        raise SourceError("no Web Annotations in it (W3C), and no rows of Hypothesis", Location(name))
    for annotation in found:
        yield from _read(annotation)


def _listed(given: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The annotations in a list, page, collection, search result, or alone."""
    if depth > 4:
        return
    if isinstance(given, list):
        for item in given:
            yield from _listed(item, depth + 1)
    elif isinstance(given, dict):
        if "target" in given:
            yield given
        else:
            for key in (*_LISTS, "first"):
                yield from _listed(given.get(key), depth + 1)


def _read(given: dict[str, Any]) -> Iterator[WebAnnotation]:
    for target in _many(given["target"]):
        target = target if isinstance(target, dict) else {"source": target}
        source = target.get("source", "")
        selectors = [s for s in _many(target.get("selector")) if isinstance(s, dict)]
        quote = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), {})
        position = next((s for s in selectors if s.get("type") == "TextPositionSelector"), {})
        start = position.get("start", -1)
        tags, entities, comments = _bodies(given)
        yield WebAnnotation(
            id=str(given.get("id", "")),
            document=_stem(source.get("id", "") if isinstance(source, dict) else str(source)),
            exact=str(quote.get("exact", "")),
            prefix=str(quote.get("prefix", "")),
            suffix=str(quote.get("suffix", "")),
            start=start if isinstance(start, int) else -1,
            tags=tags,
            entities=entities,
            comments=comments,
            by=_creator(given),
        )


def _bodies(given: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Tags, entities and comments: of W3C bodies, or of Hypothesis's own fields."""
    tags = [str(tag) for tag in _many(given.get("tags"))]
    comments = [text for text in (str(given.get("text") or "").strip(),) if text]
    entities: list[str] = []
    for body in _many(given.get("body")):
        if not isinstance(body, dict):
            entities.append(str(body))
            continue
        purpose, value = str(body.get("purpose", "")), str(body.get("value", "")).strip()
        if body.get("type") == "SpecificResource" or "source" in body:
            source = body.get("source") or value  # Recogito's server writes the address as the value
            inner = source if isinstance(source, dict) else {"id": source}
            entities += [str(inner[key]) for key in ("identifier", "id") if inner.get(key)]
        elif purpose in ("tagging", "classifying") and value:
            tags.append(value)
        elif purpose in ("identifying", "linking") and value:
            entities.append(value)
        elif purpose in _COMMENTS and value:
            comments.append(value)
    return tuple(tags), tuple(entities), tuple(comments)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _creator(given: dict[str, Any]) -> str:
    """Initials or a short name of who made it (perhaps at the end of an address), if that can stand in `@resp`."""
    bodies = (body.get("creator") for body in _many(given.get("body")) if isinstance(body, dict))
    said = next(filter(None, (given.get("user"), given.get("creator"), *bodies)), "")
    name = said.get("name") or said.get("id") or "" if isinstance(said, dict) else str(said)
    short = name.removeprefix("acct:").partition("@")[0].rpartition("/")[2]
    return short if _NAME.fullmatch(short) and len(short) <= _LONGEST else ""


def _stem(source: str) -> str:
    name = PurePath(unquote(urlsplit(source).path)).name
    return re.sub(r"\.(txt|html?|xml)$", "", name)


def found_in(text: str, annotation: WebAnnotation) -> Span | None:
    """Where an annotation stands in a text: at its offset, else where its quotation stands in the best company."""
    if (at := _at_offset(text, annotation)) is not None:
        return at
    # On a page lines may break where the text has a blank.
    words = [re.escape(word) for word in annotation.exact.split()]
    spans = [match.span() for match in re.finditer(r"\s+".join(words), text)] if words else []
    scored = sorted(((_company(text, span, annotation), span) for span in spans), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _at_offset(text: str, annotation: WebAnnotation) -> Span | None:
    begin, exact = annotation.start, annotation.exact
    if begin < 0 or not exact:
        return None
    if text[begin : begin + len(exact)] == exact:
        return begin, begin + len(exact)
    units = text.encode("utf-16-le", "surrogatepass")[: begin * 2]
    begin = len(units.decode("utf-16-le", "replace"))
    return (begin, begin + len(exact)) if text[begin : begin + len(exact)] == exact else None


def _company(text: str, span: Span, annotation: WebAnnotation) -> int:
    """How many characters before and after are those that the annotation names."""
    before, after = text[max(0, span[0] - _LONGEST) : span[0]], text[span[1] : span[1] + _LONGEST]
    return _common(before[::-1], annotation.prefix[::-1]) + _common(after, annotation.suffix)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together, white space apart."""
    pairs = zip("".join(one.split()), "".join(other.split()), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
