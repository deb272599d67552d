"""Names of the XML vocabularies that are read here, and the parser that reads them: no network, no DTD, bounds."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from puzanov_tei.base.names import TEI_NS as TEI_NS
from puzanov_tei.base.names import XML_NS as XML_NS

T = f"{{{TEI_NS}}}"
"""Stands in front of the local name of an element of TEI, as lxml names it."""
XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"
XML_BASE = f"{{{XML_NS}}}base"
XML_SPACE = f"{{{XML_NS}}}space"


def safe_parser(
    entities: Literal["internal", False] = False,
    *,
    comments: bool = True,
    instructions: bool = True,
    huge: bool = False,
) -> etree.XMLParser:
    """A parser for a file of anybody: nothing is fetched, no DTD is loaded, depth and size are bounded.

    (`collect_ids=False` is not used: with it libxml2 loads the DTD that a file names, whatever `load_dtd` says.)

    Args:
        entities: whether references to entities that the file itself declares are expanded; else they stay references.
        comments, instructions: whether comments and processing instructions are kept.
        huge: lift libxml2's bounds, for what the program itself has written.
    """
    return etree.XMLParser(
        resolve_entities=entities,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=not comments,
        remove_pis=not instructions,
    )
