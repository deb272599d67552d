"""Where the published conformance suites are, and their cases as plain data.

`PUZANOV_TEI_CONFORMANCE` names a folder with `relaxng/` (jing's `spectest.xml`, `compacttest.xml`, `xsdtest.xml`,
`regextest.xml`) and `schematron/` (the cases of SchXslt and SchXslt2). They are read, never copied. Without the
variable the tests are skipped, and say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

VARIABLE = "PUZANOV_TEI_CONFORMANCE"
MISSING = f"{VARIABLE} names no folder with the published suites"


def folder() -> Path | None:
    """The folder of the suites; None where there is none."""
    named = os.environ.get(VARIABLE)
    return Path(named).resolve() if named and Path(named).is_dir() else None


@dataclass(frozen=True, slots=True)
class Instance:
    """A document of a case and whether it is valid."""

    valid: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class GrammarCase:
    """A grammar that must load or must not, with the files beside it and its instances."""

    name: str
    correct: bool
    schema: bytes
    files: tuple[tuple[str, bytes], ...]
    instances: tuple[Instance, ...]

    def lay_out(self, target: Path, schema: str = "schema.rng") -> Path:
        """Write the grammar and its files into a folder; the path of the grammar."""
        for name, data in self.files:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        path = target / schema
        path.write_bytes(self.schema)
        return path


@cache
def tree(name: str) -> etree._Element:
    """One of the suites' files."""
    root = folder()
    assert root is not None
    return etree.parse(root / name, etree.XMLParser(resolve_entities=True, load_dtd=False, no_network=True)).getroot()


def spectest() -> Iterator[GrammarCase]:
    """The cases of jing's `spectest.xml`, numbered in document order, with their section of the standard."""
    for number, case in enumerate(tree("relaxng/spectest.xml").iter("testCase"), 1):
        section = next((s.text or "" for s in case.iterancestors() for s in s.findall("section")), "")
        section = case.findtext("section") or section
        holder = case.find("correct")
        wrong = case.find("incorrect")
        schema = holder if holder is not None else wrong
        if schema is None:
            continue
        yield GrammarCase(
            f"{number:03}-{section}",
            holder is not None,
            _content(schema),
            tuple(_files(case, "")),
            tuple(Instance(i.tag == "valid", _content(i)) for i in case.iter("valid", "invalid")),
        )


def _files(parent: etree._Element, folder: str) -> Iterator[tuple[str, bytes]]:
    for child in parent:
        if child.tag == "resource":
            yield folder + child.get("name", ""), _content(child)
        elif child.tag == "dir":
            yield from _files(child, f"{folder}{child.get('name')}/")


def _content(holder: etree._Element) -> bytes:
    """What stands in a holder: an element, with the document type that `@dtd` gives, or text as it is."""
    if len(holder) == 0:
        return (holder.text or "").encode()
    inner = next(child for child in holder if isinstance(child.tag, str))
    copied = etree.tostring(inner, with_tail=False, encoding="utf-8")
    return (holder.get("dtd") or "").encode() + copied


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about one datatype: `kind` is the element that makes it, with its values and their contexts."""

    name: str
    datatype: str
    kind: str
    classes: tuple[tuple[etree._Element, ...], ...]


def xsdtest() -> Iterator[Fact]:
    """What `xsdtest.xml` says of the datatypes of XML Schema, one statement at a time."""
    for datatype in tree("relaxng/xsdtest.xml").iter("datatype"):
        name = datatype.get("name", "")
        for number, said in enumerate(datatype, 1):
            if said.tag == "equiv":
                classes = tuple(tuple(one.iter("value")) for one in said)
            else:
                classes = ((said,),) if said.find("value") is None else (tuple(said.iter("value")),)
            yield Fact(f"{name}-{number}-{said.tag}", name, str(said.tag), classes)


@dataclass(frozen=True, slots=True)
class ExpressionCase:
    """A regular expression that is one or is none, and texts that match it or do not."""

    name: str
    expression: str
    correct: bool
    texts: tuple[tuple[str, bool], ...]


def regextest() -> Iterator[ExpressionCase]:
    """The cases of `regextest.xml`."""
    for number, case in enumerate(tree("relaxng/regextest.xml").iter("testCase"), 1):
        said = next(child for child in case if child.tag in ("correct", "incorrect"))
        texts = tuple((one.text or "", one.tag == "valid") for one in case.iter("valid", "invalid"))
        yield ExpressionCase(f"{number:02}-{said.text}", said.text or "", said.tag == "correct", texts)


@dataclass(frozen=True, slots=True)
class SchematronCase:
    """Schemas that must judge a document alike, the documents beside it, and XPath that must hold of the report."""

    name: str
    expect: str
    schemas: tuple[bytes, ...]
    phase: str
    documents: tuple[tuple[str, bytes], ...]
    assertions: tuple[tuple[str, dict[str, str]], ...]


def schematron() -> Iterator[SchematronCase]:
    """The cases of SchXslt and SchXslt2. Where a schema names no query language, it gets the one of its suite."""
    root = folder()
    assert root is not None
    for path in sorted((root / "schematron").rglob("*.xml")):
        case = etree.parse(path).getroot()
        if etree.QName(case).localname != "testcase" or case.get("expect") is None:
            continue
        binding = "xslt2" if "schxslt1" in path.parts else "xslt3"
        yield SchematronCase(
            str(path.relative_to(root / "schematron").with_suffix("")),
            case.get("expect", ""),
            tuple(_schema(one, binding) for one in case.findall("{*}schemas/{*}schema")),
            case.get("phase", ""),
            tuple((one.get("filename", ""), _element(one)) for one in case.findall("{*}documents/{*}document")),
            tuple(
                (one.get("assert", ""), {prefix: uri for prefix, uri in one.nsmap.items() if prefix})
                for one in case.findall("{*}assertions/{*}assertion")
            ),
        )


def _schema(schema: etree._Element, binding: str) -> bytes:
    if schema.get("queryBinding") is None:
        schema.set("queryBinding", binding)
    return etree.tostring(schema, encoding="utf-8", with_tail=False)


def _element(holder: etree._Element) -> bytes:
    inner = next(child for child in holder if isinstance(child.tag, str))
    return etree.tostring(inner, encoding="utf-8", with_tail=False)
