"""Who writes which TEI element of a transcription; the others are blocks or phrases as the table of elements says."""

from __future__ import annotations

from collections.abc import Mapping

from puzanov_tei.exporters.page import blocks, interventions, notes, phrases, pictures
from puzanov_tei.exporters.page.transcription import PageWriter, Writer
from puzanov_tei.exporters.records.mentions import NAME_TYPES

_MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mfenced mpadded mphantom msub msup msubsup "
    "munder mover munderover mtable mtr mtd"
).split()

WRITERS: Mapping[str, Writer] = {
    **dict.fromkeys(("p", "ab"), blocks.paragraph),
    "head": blocks.head,
    "list": blocks.list_,
    "item": blocks.item,
    "table": blocks.table,
    "cell": blocks.cell,
    "listBibl": blocks.bibliography,
    **dict.fromkeys(NAME_TYPES, phrases.name),
    "date": phrases.date,
    "g": phrases.character,
    "hi": phrases.highlighted,
    "lb": phrases.line_break,
    "ref": phrases.reference,
    "choice": interventions.choice,
    "supplied": interventions.supplied,
    "unclear": interventions.unclear,
    "sic": interventions.sic,
    "gap": interventions.gap,
    "ex": interventions.expanded,
    "del": PageWriter.deleted,
    **dict.fromkeys(("app", "rdgGrp"), interventions.apparatus),
    "note": notes.note,
    "desc": notes.description,
    "pb": pictures.page_break,
    "graphic": pictures.picture,
    "formula": pictures.formula,
    **dict.fromkeys(_MATH, pictures.math),
}
