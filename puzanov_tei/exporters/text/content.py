"""Facts about TEI elements that decide white space and blocks: which hold elements only, which break the line.

White space counts by content model, never by indentation: in an element of elements it means nothing; in an
element that takes character data it is text. Elements that are not listed, those of other vocabularies too,
are taken to hold text.
"""

from __future__ import annotations

from puzanov_tei.tei import content
from puzanov_tei.tei.read import T


def _tags(names: str) -> frozenset[str]:
    return frozenset(T + name for name in names.split())


ELEMENT_ONLY = frozenset(T + name for name in content.ELEMENT_ONLY)

# Separators of the text, weakest first; where several meet, the strongest stands.
SEPARATORS = ("", " ", "\t", "\n", "\n\n")
NONE, SPACE, TAB, LINE, BLOCK = range(5)

# What stands between the children of an element of elements. Those not listed (choice, subst, app ...) are
# phrases: nothing stands between their children.
BETWEEN: dict[str, int] = {
    **dict.fromkeys(_tags("text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7"), BLOCK),
    **dict.fromkeys(_tags("figure postscript epigraph argument titlePage spGrp noteGrp performance prologue"), BLOCK),
    **dict.fromkeys(_tags("list table lg sp address castList castGroup listBibl docTitle cit entry recipe"), LINE),
    **dict.fromkeys(_tags("row"), TAB),
}

# Elements that are a block of their own wherever they stand.
STRENGTH: dict[str, int] = {
    **dict.fromkeys(_tags("p ab head opener closer dateline signed salute byline trailer list table lg"), BLOCK),
    **dict.fromkeys(_tags("floatingText listBibl postscript epigraph argument figure sp u fw titlePart"), BLOCK),
    **dict.fromkeys(_tags("l speaker item addrLine castItem cb"), LINE),
}

# Registers in the text (`back` of many editions) are data about it, not a part of it.
REGISTERS = _tags("listPerson listPlace listOrg listEvent listNym listObject listRelation listAnnotation")
