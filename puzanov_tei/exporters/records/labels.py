"""A name as one would write it, from its parts: order, spacing, family name and given names (TEI P5, NDPER)."""

from __future__ import annotations

import re

from lxml import etree

from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.tei.read import XML_LANG, T, local_name

_AHEAD = frozenset({"surname"})
_GIVEN = frozenset({"forename", "genName", "nameLink", "addName", "roleName"})
# Names of places that lie in one another, the largest first: the smallest is the place that is meant.
_UNITS = ("bloc", "country", "region", "settlement", "district")
# Scripts that are written without blanks between the parts of a name.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENDS = " ,;:"


def label_of(name: etree._Element) -> str:
    """The name in one line.

    Parts that the file parts by words, signs or blanks stay as they are. Parts in elements alone, indented or
    close together, get a comma behind a family name that stands first, else blanks; of places that lie in one another
    the smallest gives the name.
    """
    parts = _of_one_language([e for e in name if isinstance(e.tag, str) and local_name(e) != "note" and text_of(e)])
    if (whole := next((e for e in parts if e.get("type") == "full"), None)) is not None and len(parts) > 1:
        return label_of(whole)
    bare = not (name.text or "").strip() and not any((c.tail or "").strip() for c in name)
    if not bare or len(name) < 2 or (_is_spaced(name) and len(parts) > 1):
        return text_of(name).strip(_ENDS) if len(name) else text_of(name)
    texts = [text_of(part) for part in parts]
    kinds = [local_name(part) for part in parts]
    if len(set(kinds)) == len(kinds) and all(kind in _UNITS for kind in kinds):
        return texts[kinds.index(max(kinds, key=_UNITS.index))]
    if any(_UNSPACED.search(text) for text in texts):
        return "".join(texts)
    ahead = next((n for n, kind in enumerate(kinds) if kind not in _AHEAD), len(kinds))
    if ahead and all(kind in _GIVEN for kind in kinds[ahead:]) and "forename" in kinds:
        return f"{' '.join(texts[:ahead])}, {' '.join(texts[ahead:])}"
    return " ".join(texts)


def _of_one_language(parts: list[etree._Element]) -> list[etree._Element]:
    """The parts of a name without those that say another part again in another language."""
    said = [e.get(XML_LANG) for e in parts]
    if len(set(said) - {None}) < 2 or len({e.tag for e in parts}) == len(parts):
        return parts
    first = next(filter(None, said))
    return [e for e, lang in zip(parts, said, strict=True) if lang in (None, first)]


def _is_spaced(name: etree._Element) -> bool:
    """Whether blanks, and no line breaks of a pretty-printer, part the elements of a name."""
    tails = [child.tail or "" for child in name][:-1]
    return all(tail and "\n" not in tail for tail in tails)


def name_parts(name: etree._Element | None) -> tuple[str, str]:
    """Family name and given names, as far as the name marks them."""
    if name is None or len(name) == 0:
        return "", ""
    surname, forename = (
        " ".join(text_of(e) for e in _of_one_language(list(name.iter(T + part))) if text_of(e))
        for part in ("surname", "forename")
    )
    return surname, forename
