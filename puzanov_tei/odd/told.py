"""What is said of content models and datatypes while their patterns are made: of whose, at which place, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.resolve import finding


class Told:
    """Findings about the declaration that is being built.

    Attributes:
        owner: that declaration; None before the first.
    """

    def __init__(self, schema: s.Customization, findings: list[Finding]) -> None:
        """`findings` receives what is said."""
        self.owner: s.Spec | None = None
        self._attribute = ""  # the attribute of the owner whose datatype is being built
        self._schema = schema
        self._findings = findings

    def about(self, spec: s.Spec, attribute: str = "") -> None:
        """Say from now on what is said of this declaration, or of this attribute of it."""
        self.owner, self._attribute = spec, attribute

    def class_of_attributes(self, node: s.ClassRef) -> None:
        """A content model names a class of attributes."""
        message = f"{node.key} is a class of attributes, which has no place in a content model: it is left out."
        hint = "Name a model class here; attributes come with classes/memberOf."
        where = node.origin if node.origin.file else self._schema.origin
        self._findings.append(finding("PZ204", where, message, hint, Severity.WARNING))

    def own_namespaces(self, namespaces: Sequence[str]) -> None:
        """Elements of any name are none of these namespaces."""
        named = ", ".join(ns or "none" for ns in namespaces)
        message = f"elements of any name are those of other namespaces than the schema's own: not of {named}."
        hint = "Say what is meant with schemaSpec/@defaultExceptions."
        self._findings.append(finding("PZ219", self._schema.origin, message, hint, Severity.WARNING))

    def misused(self, node: s.DataRef, wrong: str) -> None:
        """There is no such datatype, or it takes no such restriction."""
        from puzanov_tei.datatypes.types import TYPES  # here and below: only for what is wrong

        owner = self.owner
        label = f"{self._label(owner)}: " if owner is not None else ""
        hint = did_you_mean(node.name, TYPES) if node.name and node.name not in TYPES else "Mend the restriction."
        ident = owner.ident if owner else ""
        self._findings.append(finding("PZ209", node.origin, f"{label}{wrong}.", hint, rule=ident))

    def list_of_texts(self, where: s.Origin) -> None:
        """A list has items that nothing tells apart."""
        owner = self.owner
        if owner is not None and where.file:
            message = f"{self._label(owner)} is a list of texts, which nothing tells apart: it is one text."
            hint = "Name a datatype of single words, such as teidata.word."
            self._findings.append(finding("PZ217", where, message, hint, Severity.WARNING, owner.ident))

    def renamed(self, name: str, spec: s.Spec, where: s.Origin) -> None:
        """A datatype is named as it was called before TEI P5 3.0."""
        owner = self.owner
        if not where.file:
            where = owner.origin if owner is not None and owner.origin.file else self._schema.origin
        message = f"{name} is called {spec.ident} since TEI P5 3.0."
        self._findings.append(finding("PZ201", where, message, f"Write {spec.ident}.", Severity.WARNING))

    def missing(self, key: str, where: s.Origin) -> None:
        """Something that is required is not there, if it is the author who can mend that."""
        owner = self.owner
        if owner is None:
            return
        known = self._schema.known
        theirs = owner.ident in known and known[owner.ident].origin == owner.origin
        if theirs and key in known and key not in self._schema.left_out:
            return  # the source's own element lacks what another module has: nothing the author did or can mend
        self._findings.append(self._not_there(owner, key, where))

    def _not_there(self, owner: s.Spec, key: str, where: s.Origin) -> Finding:
        gone = self._schema.left_out.get(key)
        label = self._label(owner)
        place = where if where.file else owner.origin if owner.origin.file else gone or self._schema.origin
        requires = f"{label} requires {key} in its content"
        if gone is not None:
            # The grammar is sound: the element is there, without what it needs.
            hint = f"Keep {key}, or give {owner.ident} a content model that does without it."
            message = f"{requires}, but the schema leaves {key} out."
            return finding("PZ202", place, message, hint, Severity.WARNING, owner.ident)
        from puzanov_tei.datatypes.types import TYPES

        known = self._schema.known.get(key)
        if known is not None and not (self._attribute and key in TYPES):
            hint = f"Include {key} from module {known.module}, or change the content of {owner.ident}."
            message = f"{requires}, which is not in the schema."
            return finding("PZ202", place, message, hint, Severity.WARNING, owner.ident)
        message = f"{label} refers to {key!r}, which does not exist."
        hint = did_you_mean(key, [*self._schema.specs, *self._schema.known])
        if key in TYPES:
            hint = f"{key} is a datatype of XML Schema: write dataRef/@name."
        return finding("PZ201", place, message, hint, rule=owner.ident)

    def _label(self, owner: s.Spec) -> str:
        return f"{owner.ident}/@{self._attribute}" if self._attribute else owner.ident
