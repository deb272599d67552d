"""Names of the XML vocabularies that are read here, and the parsers that read them: without network, within bounds."""

from __future__ import annotations

TEI_NS = "http://www.tei-c.org/ns/1.0"
XML_NS = "http://www.w3.org/XML/1998/namespace"
TEI = f"{{{TEI_NS}}}"
"""In front of the local name of an element of TEI, as lxml names it."""
XML = f"{{{XML_NS}}}"
XML_ID = f"{XML}id"
XML_LANG = f"{XML}lang"
