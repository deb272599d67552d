"""A Schematron schema as plain data: patterns of rules of tests, with their variables (ISO/IEC 19757-3, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

Namespaces = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: an XPath expression, or content that stands for itself.

    Attributes:
        content: the nodes that it holds, as XML; empty if it has an expression.
        type: the sequence type that it is declared with (`element()+`); empty if with none.
    """

    name: str
    value: str
    namespaces: Namespaces
    content: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A diagnostic or a property that a test refers to: more to say when it fires.

    Attributes:
        content: its mixed content, as the Schematron element.
        facts: its attributes `see`, `icon`, `fpi`, `role`, `scheme` and `xml:lang`, as far as it has them.
    """

    id: str
    content: etree._Element
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Test:
    """An `assert` (fires when its test is false) or `report` (fires when it is true).

    Attributes:
        message: mixed content, as the Schematron element.
        subject: XPath, from the context, of the node that is meant; empty: the context itself.
        role, flag: may hold expressions in braces.
        facts: its attributes `see`, `icon`, `fpi` and `xml:lang`, as far as it has them.
    """

    test: str
    fires_when: bool
    message: etree._Element
    diagnostics: tuple[Detail, ...]
    properties: tuple[Detail, ...]
    id: str
    role: str
    subject: str
    flag: str
    namespaces: Namespaces
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """The tests for one kind of node, and the variables they use.

    Attributes:
        visit_each: XPath, from the context, of what the tests look at one by one; empty: the context itself.
    """

    context: str
    lets: tuple[Let, ...]
    tests: tuple[Test, ...]
    namespaces: Namespaces
    id: str = ""
    role: str = ""
    flag: str = ""
    visit_each: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that matches a node is the only one applied to it.

    Attributes:
        name: its identifier, or its number where it has none.
        documents: XPath of the addresses of the documents that it is about; empty: the document itself.
    """

    id: str
    name: str
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    namespaces: Namespaces
    documents: str = ""


@dataclass(frozen=True, slots=True)
class Schematron:
    """A schema that is ready to be compiled.

    Attributes:
        namespaces: prefix -> namespace.
        binding: query language: `xslt`, `xslt2`, `xslt3`, `xpath2` ...
        foreign: XSLT declarations (`xsl:key`, `xsl:function` ...) that stand in the schema.
        phase: the phase that was chosen; empty: all patterns.
        start: XPath pattern of the nodes below which the phase looks; empty: the whole document.
        facts: `schemaVersion`, `title` and `xml:lang` of the schema, as far as it has them.
    """

    namespaces: Namespaces
    binding: str
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    foreign: tuple[etree._Element, ...]
    phase: str = ""
    start: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
