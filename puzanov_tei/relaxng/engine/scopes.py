"""What values may depend on while a document is parsed: the namespaces in scope and the unparsed entities.

Only needed where a schema asks for qualified names or for entities.
"""

from __future__ import annotations

from xml.parsers.expat import XMLParserType

from puzanov_tei.base.names import XML_NS


class Declarations(dict[str, str]):
    """What is declared where a value stands: prefix -> namespace (the default namespace has the prefix "").

    Attributes:
        entities: names of the document's unparsed entities.
    """

    def __init__(self) -> None:
        super().__init__(xml=XML_NS)
        self.entities: set[str] = set()


class NamespaceScopes:
    """Follows the declarations of a parser; `current` is what holds at the moment."""

    def __init__(self, parser: XMLParserType) -> None:
        self._bindings: dict[str, list[str]] = {"xml": [XML_NS]}
        self.current = Declarations()
        parser.EntityDeclHandler = self._entity
        parser.StartNamespaceDeclHandler = self._opened
        parser.EndNamespaceDeclHandler = self._closed

    def _entity(self, name: str, *declared: object) -> None:
        notation = declared[-1]
        if notation:
            self.current.entities.add(name)

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
