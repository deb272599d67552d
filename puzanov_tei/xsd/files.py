"""The documents of an XML Schema: one for each namespace, importing each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from puzanov_tei.relaxng.engine.names import split
from puzanov_tei.relaxng.engine.nodes import CompiledPattern
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.schema import CompiledSchema
from puzanov_tei.relaxng.writing.xml import escaped
from puzanov_tei.xsd import trees as models
from puzanov_tei.xsd.content import Content
from puzanov_tei.xsd.simple import SimpleTypes

# A choice of so many elements is worth a name, if it occurs again.
_WORTH_A_GROUP = 4

_NOTHING = "no.element"


class XsdFiles:
    """Puts the contents of elements into schema documents."""

    def __init__(self, schema: CompiledSchema, contents: Mapping[str, Content]) -> None:
        self.schema = schema
        self.contents = contents
        self.pool = schema.automaton.pool
        self.main = next((ns for ns, prefix in schema.prefixes.items() if not prefix), "")
        self.foreign = self._foreign_attributes()
        namespaces = dict.fromkeys([self.main, *(split(name)[0] for name in contents)])
        namespaces.update(dict.fromkeys(split(name)[0] for name in self.foreign))
        self.prefixes = self._prefixes(namespaces)
        self.classes = [
            (label, members)
            for label, members in sorted(schema.classes.items(), key=lambda item: (-len(item[1]), item[0]))
            if len(members) >= _WORTH_A_GROUP
        ]

    def _foreign_attributes(self) -> dict[str, dict[CompiledPattern, None]]:
        """Attributes with a namespace: they are global in XML Schema, so that one type must do for all uses."""
        attributes: dict[str, dict[CompiledPattern, None]] = {}
        for content in self.contents.values():
            for name, (value, _) in content.attributes.items():
                if split(name)[0]:
                    attributes.setdefault(name, {})[value] = None
        return attributes

    def _prefixes(self, namespaces: Mapping[str, None]) -> dict[str, str]:
        prefixes: dict[str, str] = {}
        for ns in namespaces:
            prefix = "xml" if ns == XML_NS else self.schema.prefixes.get(ns) or ("s" if ns == self.main else "n")
            while prefix in prefixes.values() or prefix == "xs":
                prefix += "1"
            if ns:
                prefixes[ns] = prefix
        return prefixes

    def file_name(self, ns: str) -> str:
        """The name of the document of a namespace."""
        base = self.schema.ident or "schema"
        if ns == self.main:
            return f"{base}.xsd"
        if ns == XML_NS:
            return "xml.xsd"
        return f"{base}_{self.prefixes.get(ns, 'local')}.xsd"

    def written(self) -> dict[str, bytes]:
        """File name -> bytes, the main namespace first."""
        spaces = list(dict.fromkeys([self.main, *self.prefixes, *(split(name)[0] for name in self.contents)]))
        return {self.file_name(ns): _Document(self, ns, spaces).text().encode("utf-8") for ns in spaces}


class _Document:
    """One schema document."""

    def __init__(self, files: XsdFiles, ns: str, spaces: list[str]) -> None:
        self.files = files
        self.ns = ns
        self.spaces = spaces
        prefix = files.prefixes.get(ns, "")
        self.types = SimpleTypes(f"{prefix}:" if prefix else "")
        self.groups: dict[str, tuple[str, ...]] = {}
        self.uses_nothing = False
        self.contents = {name: content for name, content in files.contents.items() if split(name)[0] == ns}
        self.common = self._common_attributes()

    def text(self) -> str:
        elements = [line for name, content in self.contents.items() for line in self.element(name, content)]
        attributes = list(self.global_attributes())
        shared = list(self.common_group())
        groups = list(self.named_groups())
        if self.uses_nothing:
            groups.append(f'  <xs:element name="{_NOTHING}" abstract="true"/>')
        return (
            "\n".join(
                [*self.head(), *elements, *attributes, *shared, *groups, *self.types.declarations, "</xs:schema>"]
            )
            + "\n"
        )

    def head(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        declared = "".join(
            f' xmlns:{prefix}="{escaped(ns)}"' for ns, prefix in self.files.prefixes.items() if ns != XML_NS
        )
        target = f' targetNamespace="{escaped(self.ns)}"' if self.ns else ""
        yield (
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"{declared}{target} '
            'elementFormDefault="qualified" attributeFormDefault="unqualified">'
        )
        for ns in self.spaces:
            if ns != self.ns:
                namespace = f' namespace="{escaped(ns)}"' if ns else ""
                yield f'  <xs:import{namespace} schemaLocation="{self.files.file_name(ns)}"/>'

    # --- elements --------------------------------------------------------------------------------

    def element(self, name: str, content: Content) -> Iterator[str]:
        local = split(name)[1]
        yield f'  <xs:element name="{escaped(local)}">'
        gloss = self.gloss(name)
        if gloss:
            yield f"    <xs:annotation><xs:documentation>{escaped(gloss)}</xs:documentation></xs:annotation>"
        yield f"    <xs:complexType{' mixed=' + chr(34) + 'true' + chr(34) if content.mixed else ''}>"
        if content.simple is not None:
            yield "      <xs:simpleContent>"
            yield f'        <xs:extension base="{escaped(self.types.reference(content.simple, local))}">'
            yield from self.attributes(content, "          ")
            yield "        </xs:extension>"
            yield "      </xs:simpleContent>"
        else:
            if content.model.kind == models.EMPTY and (content.impossible or not content.mixed):
                yield from self.nothing(content.impossible)
            else:
                yield from self.particle(content.model, "      ")
            yield from self.attributes(content, "      ")
        yield "    </xs:complexType>"
        yield "  </xs:element>"

    def gloss(self, name: str) -> str:
        for element in self.files.schema.automaton.pool.elements:
            if element.name == name:
                return self.files.schema.notes.get(element.owner, ("", "", ""))[0]
        return ""

    def nothing(self, impossible: bool) -> Iterator[str]:
        """Content without elements: white space is allowed, unlike in what XML Schema calls empty.

        An abstract element cannot occur. Where it may, there is element content but no element; where it must,
        the element around it can never be valid.
        """
        self.uses_nothing = True
        least = "" if impossible else ' minOccurs="0"'
        yield f'      <xs:sequence><xs:element ref="{self.own(_NOTHING)}"{least}/></xs:sequence>'

    def particle(self, model: models.Model, pad: str) -> Iterator[str]:
        """Lines of a whole content model: its outermost particle must be a sequence or a choice."""
        if model.kind == models.EMPTY:
            return  # text only
        inner = model.parts[0] if model.kind == models.REPEAT else model
        if inner.kind in (models.SEQUENCE, models.CHOICE):
            yield from self.lines(model, pad, "")
        else:
            yield f"{pad}<xs:sequence>"
            yield from self.lines(model, pad + "  ", "")
            yield f"{pad}</xs:sequence>"

    def lines(self, model: models.Model, pad: str, occurs: str) -> Iterator[str]:
        if model.kind == models.REPEAT:
            inner = model.parts[0]
            if inner.kind == models.REPEAT:
                yield f"{pad}<xs:sequence{_occurs(model.times)}>"
                yield from self.lines(inner, pad + "  ", "")
                yield f"{pad}</xs:sequence>"
            else:
                yield from self.lines(inner, pad, _occurs(model.times))
        elif model.symbol is not None:
            yield f"{pad}{self.leaf(model.symbol, occurs)}"
        else:
            tag = "xs:sequence" if model.kind == models.SEQUENCE else "xs:choice"
            yield f"{pad}<{tag}{occurs}>"
            if model.kind == models.CHOICE:
                yield from self.alternatives(model, pad + "  ")
            else:
                for part in model.parts:
                    yield from self.lines(part, pad + "  ", "")
            yield f"{pad}</{tag}>"

    def alternatives(self, model: models.Model, pad: str) -> Iterator[str]:
        """The members of a choice; classes that are wholly among them are referred to as groups."""
        plain = {part.symbol.name: None for part in model.parts if part.symbol is not None and part.symbol.name}
        for label, members in self.files.classes:
            if len(plain) < _WORTH_A_GROUP:
                break
            if all(member in plain for member in members):
                for member in members:
                    del plain[member]
                self.groups[label] = members
                yield f'{pad}<xs:group ref="{self.own(label)}"/>'
        for part in model.parts:
            if part.symbol is None or not part.symbol.name or part.symbol.name in plain:
                yield from self.lines(part, pad, "")

    def leaf(self, symbol: models.Symbol, occurs: str) -> str:
        if not symbol.name:
            return f'<xs:any namespace="{escaped(symbol.namespace)}" processContents="skip"{occurs}/>'
        return f'<xs:element ref="{escaped(self.qualified(symbol.name))}"{occurs}/>'

    def qualified(self, name: str) -> str:
        ns, local = split(name)
        return f"{self.files.prefixes[ns]}:{local}" if ns else local

    def own(self, name: str) -> str:
        prefix = self.files.prefixes.get(self.ns)
        return escaped(f"{prefix}:{name}" if prefix else name)

    def named_groups(self) -> Iterator[str]:
        for label, members in self.groups.items():
            yield f'  <xs:group name="{escaped(label)}">'
            yield "    <xs:choice>"
            for member in members:
                yield f'      <xs:element ref="{escaped(self.qualified(member))}"/>'
            yield "    </xs:choice>"
            yield "  </xs:group>"

    # --- attributes ------------------------------------------------------------------------------

    def _common_attributes(self) -> dict[tuple[str, CompiledPattern, bool], None]:
        """The attributes that nearly all elements have, in the same way."""
        counted = Counter(
            (name, value, needed)
            for content in self.contents.values()
            for name, (value, needed) in content.attributes.items()
        )
        least = max(2, len(self.contents) * 4 // 5)
        return {key: None for key, number in counted.items() if number >= least}

    def attributes(self, content: Content, pad: str) -> Iterator[str]:
        keys = {(name, value, needed): None for name, (value, needed) in content.attributes.items()}
        if len(self.common) > 1 and all(key in keys for key in self.common):
            yield f'{pad}<xs:attributeGroup ref="{self.own("common.attributes")}"/>'
            keys = {key: None for key in keys if key not in self.common}
        for name, value, needed in keys:
            yield f"{pad}{self.attribute(name, value, needed)}"
        if content.any_attribute:
            yield f'{pad}<xs:anyAttribute namespace="##any" processContents="skip"/>'

    def attribute(self, name: str, value: CompiledPattern, needed: bool) -> str:
        use = ' use="required"' if needed else ""
        ns, local = split(name)
        if ns:
            return f'<xs:attribute ref="{escaped(self.qualified(name))}"{use}/>'
        return f'<xs:attribute name="{escaped(local)}" type="{escaped(self.types.reference(value, local))}"{use}/>'

    def common_group(self) -> Iterator[str]:
        if len(self.common) > 1:
            yield '  <xs:attributeGroup name="common.attributes">'
            for name, value, needed in self.common:
                yield f"    {self.attribute(name, value, needed)}"
            yield "  </xs:attributeGroup>"

    def global_attributes(self) -> Iterator[str]:
        for name, values in self.files.foreign.items():
            ns, local = split(name)
            if ns == self.ns:
                node = self.files.pool.choice(values)
                yield f'  <xs:attribute name="{escaped(local)}" type="{escaped(self.types.reference(node, local))}"/>'


def _occurs(times: tuple[int, int]) -> str:
    least, most = times
    text = "" if least == 1 else f' minOccurs="{least}"'
    if most >= models.UNBOUNDED:
        return f'{text} maxOccurs="unbounded"'
    return text if most == 1 else f'{text} maxOccurs="{most}"'
