"""Reading the RELAX NG compact syntax: to the elements of the XML syntax, which `reading.xml` then reads.

Implements OASIS RELAX NG Compact Syntax (2002-11-21), ISO/IEC 19757-2 annex C. One way of reading both syntaxes, so
that includes may mix them and every restriction is checked once.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.reading.compact_annotations import XMLNS_NS, AnnotationReader, noted
from puzanov_tei.relaxng.reading.compact_cursor import INHERIT, XSD, at_line, quoted
from puzanov_tei.relaxng.reading.compact_tokens import CompactToken, CompactTokenKind, text_of, tokens
from puzanov_tei.relaxng.syntax import RNG_NS

_CONNECTORS = {",": "group", "|": "choice", "&": "interleave"}
_REPEATS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_COMBINE = {"=": None, "|=": "choice", "&=": "interleave"}
_LEAVES = frozenset({"empty", "text", "notAllowed"})
_DECLARATIONS = frozenset({"namespace", "default", "datatypes"})
_MAX_DEPTH = 200
_VALUE, _DATA = f"{{{RNG_NS}}}value", f"{{{RNG_NS}}}data"


def parse_compact(data: bytes, file: str) -> etree._Element:
    """The root element, in the XML syntax, of a schema in the compact syntax.

    Raises:
        SchemaError: it is no compact syntax; the message names file and line.
    """
    return _Parser(list(tokens(text_of(data, file), file)), file).schema()


class _Parser(AnnotationReader):
    """Recursive descent over the tokens; each method reads one production and returns what it stands for."""

    # --- the schema ------------------------------------------------------------------------------

    def schema(self) -> etree._Element:
        while self._is(*_DECLARATIONS):
            self._declaration()
        if self._is_grammar():
            root = self._made("grammar")
            self._components(root)
        else:
            root = self._pattern()
            if self._followed == self._at:
                raise self._error("nothing can follow the pattern that is the whole schema.")
        if self._next.kind != CompactTokenKind.END:
            raise self._error(f"{quoted(self._next)} cannot stand here.")
        prefixes: dict[str | None, str] = {p: uri for p, uri in self._namespaces.items() if uri and p != "xml"}
        prefixes[None] = RNG_NS
        whole = etree.Element(root.tag, {str(k): str(v) for k, v in root.items()}, nsmap=prefixes)
        at_line(whole, root.sourceline or 1)
        whole.text = root.text
        whole.extend(list(root))
        return whole

    def _declaration(self) -> None:
        word = self._take()
        if word.text == "datatypes":
            prefix = self._name_or_keyword()
            self._expect("=")
            if self._libraries.get(prefix, XSD) != XSD or (prefix in self._libraries and prefix != "xsd"):
                raise self._error(f'the prefix "{prefix}" of datatypes is declared twice.', word)
            self._libraries[prefix] = self._literal()
            return
        prefix = ""
        if word.text == "default":
            self._expect("namespace")
        if not self._is("="):
            prefix = self._name_or_keyword()
        self._expect("=")
        uri = INHERIT if self._accept("inherit") else self._literal()
        self._check_namespace(prefix, uri, word)
        if prefix:
            self._namespaces[prefix] = uri
        if word.text == "default":
            self._default = uri

    def _check_namespace(self, prefix: str, uri: str | None, word: CompactToken) -> None:
        if prefix == "xmlns" or (prefix == "xml") != (uri == XML_NS) or uri == XMLNS_NS:
            raise self._error(f'the prefix "{prefix}" cannot stand for {uri!r}.', word)
        if prefix in self._namespaces and prefix != "xml":
            raise self._error(f'the prefix "{prefix}" is declared twice.', word)

    def _is_grammar(self) -> bool:
        """Whether the schema is a grammar and no single pattern: it begins with a definition."""
        self_at = self._at
        try:
            self._annotations()
            if self._is("start", "div", "include") or self._next.kind == CompactTokenKind.END:
                return True
            named = (
                self._next.kind in (CompactTokenKind.NAME, CompactTokenKind.PREFIXED)
                or self._next.kind == CompactTokenKind.KEYWORD
            )
            return named and self._after().kind == CompactTokenKind.SYMBOL and self._after().text in (*_COMBINE, "[")
        finally:
            self._at = self_at

    # --- grammars --------------------------------------------------------------------------------

    def _components(self, parent: etree._Element, *, included: bool = False) -> None:
        """Definitions up to the end of the grammar, of its braces or of the file."""
        while self._next.kind != CompactTokenKind.END and not self._is("}"):
            if self._is_annotation_element():
                self._annotation_element()
                continue
            notes = self._annotations()
            parent.append(noted(self._component(included), notes))

    def _component(self, included: bool) -> etree._Element:
        token = self._take()
        if token.kind == CompactTokenKind.KEYWORD and token.text == "div":
            element = self._made("div", token)
            self._expect("{")
            self._components(element, included=included)
            self._expect("}")
            return element
        if token.kind == CompactTokenKind.KEYWORD and token.text == "include" and not included:
            return self._include(token)
        if token.kind == CompactTokenKind.KEYWORD and token.text == "start":
            element = self._made("start", token, combine=self._assignment())
        elif token.kind == CompactTokenKind.NAME:
            element = self._made("define", token, name=token.text, combine=self._assignment())
        else:
            raise self._error(f"{quoted(token)} begins no definition.", token)
        element.append(self._pattern())
        return element

    def _assignment(self) -> str | None:
        sign = self._take()
        if sign.kind != CompactTokenKind.SYMBOL or sign.text not in _COMBINE:
            raise self._error(f'"=" is missing before {quoted(sign)}.', sign)
        return _COMBINE[sign.text]

    def _include(self, token: CompactToken) -> etree._Element:
        element = self._made("include", token, href=self._literal(), ns=self._inherited())
        if self._accept("{"):
            self._components(element, included=True)
            self._expect("}")
        return element

    def _inherited(self) -> str | None:
        """The namespace that an included schema inherits: `inherit = prefix`, else the default one."""
        if not self._accept("inherit"):
            return self._default
        self._expect("=")
        return self._namespace(self._name_or_keyword())

    # --- patterns --------------------------------------------------------------------------------

    def _pattern(self) -> etree._Element:
        """Particles joined by one kind of connector, or a datatype with exceptions alone."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._error(f"more than {_MAX_DEPTH} patterns are nested in each other.")
        first, alone = self._particle()
        if alone and self._is(*_CONNECTORS):
            raise self._error('a datatype with "-" has to stand in parentheses here.')
        made = self._joined(first, lambda: self._joinable(), _CONNECTORS)
        self._depth -= 1
        return made

    def _joinable(self) -> etree._Element:
        particle, alone = self._particle()
        if alone:
            raise self._error('a datatype with "-" has to stand in parentheses here.')
        return particle

    def _joined(
        self, first: etree._Element, read: Callable[[], etree._Element], connectors: dict[str, str]
    ) -> etree._Element:
        sign = self._next
        if not self._is(*connectors):
            return first
        whole = self._made(connectors[sign.text], sign)
        whole.append(first)
        while self._accept(sign.text):
            whole.append(read())
        if self._is(*connectors):
            raise self._error(f'"{sign.text}" and "{self._next.text}" are mixed: put one of them into parentheses.')
        return whole

    def _particle(self) -> tuple[etree._Element, bool]:
        """A primary with what repeats it; and whether it is a datatype with exceptions, which has to stand alone."""
        notes = self._annotations()
        primary = noted(self._primary(), notes)
        if notes[-1] and primary.tag == _VALUE:  # which holds text only: its annotations follow it
            self._followed = self._at
        self._following()
        if primary.tag == _DATA and self._is("-"):
            self._take()
            except_ = self._made("except")
            notes = self._annotations()
            except_.append(noted(self._primary(), notes))
            primary.append(except_)
            self._following()
            if self._is(*_REPEATS, "-"):
                raise self._error(f'"{self._next.text}" cannot follow a datatype with "-".')
            return primary, True
        if self._is(*_REPEATS):
            sign = self._take()
            repeated = self._made(_REPEATS[sign.text], sign)
            repeated.append(primary)
            self._following()
            return repeated, False
        return primary, False

    def _primary(self) -> etree._Element:
        token = self._take()
        if token.kind == CompactTokenKind.LITERAL:
            return self._value(token, "", "token")
        if token.kind == CompactTokenKind.NAME:
            return self._made("ref", token, name=token.text)
        if token.kind == CompactTokenKind.PREFIXED:
            return self._data(token)
        if token.kind == CompactTokenKind.SYMBOL and token.text == "(":
            inner = self._pattern()
            self._expect(")")
            return inner
        if token.kind == CompactTokenKind.KEYWORD:
            return self._keyword(token)
        raise self._error(f"a pattern is missing before {quoted(token)}.", token)

    def _keyword(self, token: CompactToken) -> etree._Element:
        word = token.text
        if word in ("element", "attribute"):
            element = self._made(word, token)
            element.append(self._name_class(attribute=word == "attribute"))
            element.append(self._braced())
            return element
        if word in ("list", "mixed"):
            element = self._made(word, token)
            element.append(self._braced())
            return element
        if word in _LEAVES:
            return self._made(word, token)
        if word in ("string", "token"):
            return self._data(token)
        if word == "parent":
            return self._made("parentRef", token, name=self._identifier())
        if word == "external":
            return self._made("externalRef", token, href=self._literal(), ns=self._inherited())
        if word == "grammar":
            element = self._made("grammar", token)
            self._expect("{")
            self._components(element)
            self._expect("}")
            return element
        raise self._error(f'the keyword "{word}" cannot stand here; as a name it is written \\{word}.', token)

    def _braced(self) -> etree._Element:
        self._expect("{")
        inner = self._pattern()
        self._expect("}")
        return inner

    def _data(self, token: CompactToken) -> etree._Element:
        prefix, _, type_ = token.text.rpartition(":")
        if prefix and prefix not in self._libraries:
            raise self._error(f'the prefix "{prefix}" of datatypes is not declared.', token)
        library = self._libraries[prefix] if prefix else ""
        if self._next.kind == CompactTokenKind.LITERAL:
            return self._value(self._take(), library, type_)
        data = self._made("data", token, type=type_, datatypeLibrary=library)
        if self._accept("{"):
            while not self._is("}"):
                notes = self._annotations()
                name = self._next
                param = self._made("param", name, name=self._name_or_keyword())
                self._expect("=")
                param.text = self._literal()
                data.append(noted(param, notes))
            self._expect("}")
        return data

    def _value(self, token: CompactToken, library: str, type_: str) -> etree._Element:
        value = self._made("value", token, type=type_, datatypeLibrary=library, ns=self._default)
        value.text = self._concatenated(token)
        return value

    # --- name classes ----------------------------------------------------------------------------

    def _name_class(self, *, attribute: bool) -> etree._Element:
        first, alone = self._basic_name_class(attribute)
        if alone and self._is("|"):
            raise self._error('a name with "-" has to stand in parentheses here.')

        def joinable() -> etree._Element:
            name, alone = self._basic_name_class(attribute)
            if alone:
                raise self._error('a name with "-" has to stand in parentheses here.')
            return name

        return self._joined(first, joinable, {"|": "choice"})

    def _basic_name_class(self, attribute: bool) -> tuple[etree._Element, bool]:
        notes = self._annotations()
        token = self._take()
        if token.kind == CompactTokenKind.SYMBOL and token.text == "(":
            name = self._name_class(attribute=attribute)
            self._expect(")")
        elif token.kind == CompactTokenKind.SYMBOL and token.text == "*":
            name = self._made("anyName", token)
        elif token.kind == CompactTokenKind.NAMESPACE:
            name = self._made("nsName", token, ns=self._namespace(token.text))
        else:
            name = self._name(token, attribute)
        name = noted(name, notes)
        self._following()
        if not self._is("-"):
            return name, False
        if token.kind != CompactTokenKind.NAMESPACE and token.text != "*":
            raise self._error('"-" can only follow * and prefix:*.')
        self._take()
        except_ = self._made("except")
        excepted, alone = self._basic_name_class(attribute)
        if alone:
            raise self._error('a second "-" has to stand in parentheses.')
        except_.append(excepted)
        name.append(except_)
        return name, True

    def _name(self, token: CompactToken, attribute: bool) -> etree._Element:
        if token.kind == CompactTokenKind.PREFIXED:
            prefix, _, local = token.text.partition(":")
            ns = self._namespace(prefix)
        elif token.kind in (CompactTokenKind.NAME, CompactTokenKind.KEYWORD):
            ns, local = "" if attribute else self._default, token.text
        else:
            raise self._error(f"a name is missing before {quoted(token)}.", token)
        name = self._made("name", token, ns=ns)
        name.text = local
        return name
