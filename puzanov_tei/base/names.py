"""Namespaces that every room means by one name. No parser is loaded for them."""

TEI_NS = "http://www.tei-c.org/ns/1.0"
XML_NS = "http://www.w3.org/XML/1998/namespace"
