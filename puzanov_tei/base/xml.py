"""Names of the XML vocabularies that are read here, and the parser that reads them: no network, no DTD, bounds."""

from __future__ import annotations

from typing import Any, Literal

from lxml import etree

from puzanov_tei.base.names import TEI_NS as TEI_NS
from puzanov_tei.base.names import XML_NS as XML_NS

T = f"{{{TEI_NS}}}"
"""Stands in front of the local name of an element of TEI, as lxml names it."""
XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"
XML_BASE = f"{{{XML_NS}}}base"
XML_SPACE = f"{{{XML_NS}}}space"


class EmptySubset(etree.Resolver):
    """Says that the DTD that a document names is empty, wherever that may be: neither web nor disk is asked."""

    def resolve(self, system_url: str | None, public_id: str | None, context: object, /) -> Any:
        """A DTD without declarations."""
        return self.resolve_string("<!-- -->", context)


def safe_parser(
    entities: Literal["internal", False] = False,
    *,
    comments: bool = True,
    instructions: bool = True,
    huge: bool = False,
    repeated_ids: bool = False,
) -> etree.XMLParser:
    """A parser for a file of anybody: nothing is fetched, no DTD is loaded, depth and size are bounded.

    Args:
        entities: whether references to entities that the file itself declares are expanded; else they stay references.
        comments, instructions: whether comments and processing instructions are kept.
        huge: lift libxml2's bounds, for what the program itself has written.
        repeated_ids: an identifier that stands twice is no fault here; for bytes (`fromstring`) alone.
    """
    parser = etree.XMLParser(
        resolve_entities=entities,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=not comments,
        remove_pis=not instructions,
        collect_ids=not repeated_ids,
    )
    if repeated_ids:  # without identifiers libxml2 loads the DTD that a file names, whatever `load_dtd` says
        parser.resolvers.add(EmptySubset())
    return parser
