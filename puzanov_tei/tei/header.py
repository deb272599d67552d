"""The `teiHeader`: everything that is known about the file, its source and how it was encoded.

TEI Guidelines, chapter 2. What the archive's page says, what the text shows (`facts.gather`) and what the
program has to say of itself; nothing else.
"""

from __future__ import annotations

from lxml import etree

from puzanov_tei.model import Document, Page
from puzanov_tei.tei.encodingdesc import encoding_desc
from puzanov_tei.tei.facts import Dated, HandFacts, HeaderFacts, Letterhead, StampFacts, gather
from puzanov_tei.tei.filedesc import file_desc
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.profiledesc import profile_desc
from puzanov_tei.tei.write import to_element

__all__ = [
    "Dated",
    "HandFacts",
    "HeaderFacts",
    "Letterhead",
    "StampFacts",
    "build_header",
    "gather",
]


def build_header(page: Page, document: Document, facts: HeaderFacts) -> etree._Element:
    """The complete header.

    Args:
        page: what the reader made of the file.
        document: its genre, date and author.
        facts: what the finished text shows (`gather`), completed by the caller.

    Returns:
        The `teiHeader` element. The same arguments give the same element; there is no time stamp unless
        `facts.when` holds one.
    """
    header = Node("teiHeader")
    header.children = [
        file_desc(page, document, facts),
        encoding_desc(document, facts),
        profile_desc(page, document, facts),
        _revision_desc(facts),
    ]
    return to_element(header)


def _revision_desc(facts: HeaderFacts) -> Node:
    attributes = {"who": "#tool", "status": "draft"} | ({"when": facts.when} if facts.when else {})
    said = "Encoded by the program; no person has reviewed it."
    return Node("revisionDesc", {"status": "draft"}, [Node("change", attributes, [said])])
