"""The namespaces in scope while a document is parsed; only needed where a schema asks for qualified names."""

from __future__ import annotations

from xml.parsers.expat import XMLParserType

from puzanov_tei.relaxng.prefixes import XML_NS


class NamespaceScopes:
    """Follows the namespace declarations of a parser.

    Attributes:
        current: prefix -> namespace; the default namespace has the prefix "".
    """

    def __init__(self, parser: XMLParserType) -> None:
        self._bindings: dict[str, list[str]] = {"xml": [XML_NS]}
        self.current: dict[str, str] = {"xml": XML_NS}
        parser.StartNamespaceDeclHandler = self._opened
        parser.EndNamespaceDeclHandler = self._closed

    def _opened(self, prefix: str | None, uri: str | None) -> None:
        self._bindings.setdefault(prefix or "", []).append(uri or "")
        self.current[prefix or ""] = uri or ""

    def _closed(self, prefix: str | None) -> None:
        bindings = self._bindings[prefix or ""]
        bindings.pop()
        if bindings:
            self.current[prefix or ""] = bindings[-1]
        else:
            del self.current[prefix or ""]
