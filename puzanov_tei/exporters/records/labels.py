"""A name as one would write it, from its parts: order, spacing, family name and given names (TEI P5, NDPER)."""

from __future__ import annotations

import re

from lxml import etree

from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.tei.read import T, local_name

_AHEAD = frozenset({"surname"})
_GIVEN = frozenset({"forename", "genName", "nameLink", "addName", "roleName"})
# Scripts that are written without blanks between the parts of a name.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENDS = " ,;:"


def label_of(name: etree._Element) -> str:
    """The name in one line.

    Parts that the file parts by words, signs or blanks stay as they are. Parts in elements alone, indented or
    close together, get a comma behind a family name that stands first, else blanks.
    """
    parts = [e for e in name if isinstance(e.tag, str) and local_name(e) != "note" and text_of(e)]
    bare = not (name.text or "").strip() and not any((c.tail or "").strip() for c in name)
    if len(parts) < 2 or not bare or _is_spaced(name):
        return text_of(name).strip(_ENDS) if len(name) else text_of(name)
    texts = [text_of(part) for part in parts]
    kinds = [local_name(part) for part in parts]
    if any(_UNSPACED.search(text) for text in texts):
        return "".join(texts)
    if kinds[0] in _AHEAD and all(kind in _GIVEN for kind in kinds[1:]) and "forename" in kinds:
        return f"{texts[0]}, {' '.join(filter(None, texts[1:]))}"
    return " ".join(filter(None, texts))


def _is_spaced(name: etree._Element) -> bool:
    """Whether blanks, and no line breaks of a pretty-printer, part the elements of a name."""
    tails = [child.tail or "" for child in name][:-1]
    return all(tail and "\n" not in tail for tail in tails)


def name_parts(name: etree._Element | None) -> tuple[str, str]:
    """Family name and given names, as far as the name marks them."""
    if name is None or len(name) == 0:
        return "", ""
    surname = " ".join(filter(None, (text_of(e) for e in name.iter(f"{T}surname"))))
    return surname, " ".join(filter(None, (text_of(e) for e in name.iter(f"{T}forename"))))
