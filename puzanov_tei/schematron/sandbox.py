"""What the functions of XPath that read files do in the rules of a schema: they ask for the file, by name.

Saxon is told to open no file, no address and no variable of the environment. So that rules can still read what belongs
to the project, calls of `doc`, `document`, `unparsed-text`, `json-doc`, `collection` and their kin become calls of
functions that look in a map of files handed in (`pz:files`), and end the run with a request (see `requested`) for a
file that is not there. `transform` is refused: it reads its source (`source-location`) whatever Saxon is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from puzanov_tei.base.fence import around
from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron.read import XSL, parser

NAMESPACE = "urn:x-puzanov:files"
FILES = f"{{{NAMESPACE}}}files"
"""The parameter of the stylesheet that holds the files: what was asked for -> node, text, array, or false."""

_XPATH = "http://www.w3.org/2005/xpath-functions"
_REQUEST = re.compile(r"\[\[pz:need ([^\]\s]+)\]\]")
_MAX_INCLUDED = 50
_READING = (
    "doc document doc-available unparsed-text unparsed-text-lines unparsed-text-available json-doc collection "
    "uri-collection environment-variable available-environment-variables"
).split()
_OPEN = ("transform", "function-lookup")
"""Functions that Saxon refuses to nobody: they are guarded also where they seem to stand in a string or a comment."""
_GUARDED = (*_READING, *_OPEN)

ABSENT = " cannot be read"
"""How the error ends that stops a rule for want of a file."""

_DECLARED = (
    f'xmlns:xsl="{XSL}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="{NAMESPACE}" '
    'xmlns:map="http://www.w3.org/2005/xpath-functions/map"'
)
_FUNCTIONS = f"""<xsl:param name="f:files" as="map(*)" select="map{{}}"/>
<xsl:function name="f:plain"><xsl:param name="name"/>
  <xsl:sequence select="replace(replace($name, '#.*$', ''), '^file:/+', 'file:///')"/></xsl:function>
<xsl:function name="f:held" as="item()*"><xsl:param name="kind"/><xsl:param name="name"/>
  <xsl:variable name="key" select="$kind || ' ' || f:plain($name)"/>
  <xsl:sequence select="if (map:contains($f:files, $key)) then $f:files($key)
    else error(QName('{NAMESPACE}', 'f:need'), '[[pz:need ' || encode-for-uri($key) || ']]')"/></xsl:function>
<xsl:function name="f:given" as="item()*"><xsl:param name="kind"/><xsl:param name="name"/>
  <xsl:variable name="item" select="f:held($kind, $name)"/>
  <xsl:sequence select="if ($item instance of xs:boolean)
    then error(QName('{NAMESPACE}', 'f:absent'), f:plain($name) || '{ABSENT}') else $item"/></xsl:function>
<xsl:function name="f:address" as="xs:string"><xsl:param name="name"/><xsl:param name="base"/>
  <xsl:sequence select="string(if ($base) then resolve-uri($name, $base) else resolve-uri($name))"/></xsl:function>
<xsl:function name="f:doc"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="$name ! f:given('doc', f:address(., static-base-uri()))"/></xsl:function>
<xsl:function name="f:doc-available"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="exists($name)
    and not(f:held('doc', f:address($name, static-base-uri())) instance of xs:boolean)"/></xsl:function>
<xsl:function name="f:document"><xsl:param name="names" as="item()*"/>
  <xsl:sequence select="$names ! f:part(string(.), if (. instance of node()) then base-uri(.) else static-base-uri())
    | ()"/></xsl:function>
<xsl:function name="f:document"><xsl:param name="names" as="item()*"/><xsl:param name="base" as="node()"/>
  <xsl:sequence select="$names ! f:part(string(.), base-uri($base)) | ()"/></xsl:function>
<xsl:function name="f:part"><xsl:param name="name"/><xsl:param name="base"/>
  <xsl:variable name="file" select="f:given('doc', f:address($name, $base))"/>
  <xsl:sequence select="if (contains($name, '#')) then $file//*[@xml:id = substring-after($name, '#')] else $file"/>
</xsl:function>
<xsl:function name="f:unparsed-text"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="$name ! f:given('text', f:address(., static-base-uri()))"/></xsl:function>
<xsl:function name="f:unparsed-text"><xsl:param name="name" as="xs:string?"/><xsl:param name="encoding"/>
  <xsl:sequence select="$name ! f:given('text:' || $encoding, f:address(., static-base-uri()))"/></xsl:function>
<xsl:function name="f:unparsed-text-lines"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="tokenize(f:unparsed-text($name), '\\r\\n|\\r|\\n')"/></xsl:function>
<xsl:function name="f:unparsed-text-lines"><xsl:param name="name" as="xs:string?"/><xsl:param name="encoding"/>
  <xsl:sequence select="tokenize(f:unparsed-text($name, $encoding), '\\r\\n|\\r|\\n')"/></xsl:function>
<xsl:function name="f:unparsed-text-available"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="exists($name)
    and not(f:held('text', f:address($name, static-base-uri())) instance of xs:boolean)"/></xsl:function>
<xsl:function name="f:json-doc"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="$name ! parse-json(f:unparsed-text(.))"/></xsl:function>
<xsl:function name="f:uri-collection"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="f:given('folder', f:address(($name, '.')[1], static-base-uri()))?*"/></xsl:function>
<xsl:function name="f:uri-collection"><xsl:sequence select="f:uri-collection('.')"/></xsl:function>
<xsl:function name="f:collection"><xsl:param name="name" as="xs:string?"/>
  <xsl:sequence select="f:uri-collection($name) ! f:doc(.)"/></xsl:function>
<xsl:function name="f:collection"><xsl:sequence select="f:collection('.')"/></xsl:function>
<xsl:function name="f:environment-variable"><xsl:param name="name" as="xs:string"/>
  <xsl:sequence select="f:held('variable', $name)[. instance of xs:string]"/></xsl:function>
<xsl:function name="f:available-environment-variables">
  <xsl:sequence select="f:held('variable', '*')[. instance of xs:string]"/></xsl:function>
<xsl:function name="f:transform"><xsl:param name="options"/>
  <xsl:sequence select="f:given('function', 'transform')"/></xsl:function>
<xsl:function name="f:function-lookup"><xsl:param name="name" as="xs:QName"/><xsl:param name="arity"/>
  <xsl:variable name="local" select="local-name-from-QName($name)"/>
  <xsl:variable name="guarded" select="namespace-uri-from-QName($name) = '{_XPATH}'
    and $local = tokenize('{" ".join(_GUARDED)}')"/>
  <xsl:sequence select="function-lookup(if ($guarded) then QName('{NAMESPACE}', $local) else $name, $arity)"/>
</xsl:function>
<xsl:function name="f:expression" as="xs:string"><xsl:param name="xpath"/>
  <xsl:sequence select="if (matches($xpath, '({"|".join(_GUARDED)})\\s*[(#]'))
    then f:given('function', 'xsl:evaluate') else $xpath"/></xsl:function>
""".replace('<xsl:param name="f:files', f'<xsl:param {_DECLARED} name="f:files').replace(
    "<xsl:function ", f"<xsl:function {_DECLARED} "
)


def requested(message: str) -> tuple[str, str] | None:
    """The kind (`doc`, `text`, `folder`, `variable`) and the address that an error of a run asks for, or None."""
    match = _REQUEST.search(message)
    if match is None:
        return None
    kind, _, name = unquote(match[1]).partition(" ")
    return kind, name


def guarded(stylesheet: str, path: Path | None) -> str:
    """The stylesheet with every function that reads something replaced, and with the stylesheets that it includes.

    Args:
        path: where the schema is; what it includes has to lie in its project.

    Raises:
        SchemaError: a stylesheet that is included is missing, broken, or outside the project.
    """
    root = etree.fromstring(stylesheet.encode(), parser())
    _include(root, path, [0])
    expands = any(etree.QName(key).localname == "expand-text" for e in root.iter("{*}*") for key in e.attrib)
    for element in root.iter("{*}*"):
        for key, value in element.attrib.items():
            if str(key).startswith("_") and etree.QName(element).namespace == XSL:
                name = etree.QName(element).localname
                raise SchemaError(
                    f"{path}: {key} of xsl:{name} is worked out before rules can be looked at. See --trust."
                )
            element.set(key, _rewritten(str(value), element.nsmap))
        if element.tag == f"{{{XSL}}}evaluate":
            element.set("xpath", f"Q{{{NAMESPACE}}}expression({element.get('xpath', '')})")
        if expands:  # expressions in braces also stand in text
            element.text = element.text and _rewritten(element.text, element.nsmap)
            for child in element:
                child.tail = child.tail and _rewritten(child.tail, element.nsmap)
    made = etree.tostring(root, encoding="unicode").rstrip()
    return f"{made.removesuffix('</xsl:stylesheet>')}{_FUNCTIONS}</xsl:stylesheet>\n"


_STRING = re.compile(r"""("[^"]*"|'[^']*')""")
_CALL = re.compile(r"(Q\{[^{}]*\}|[^\W\d][\w.-]*:(?!:))?([^\W\d][\w.-]*)(?=\s*[(#])")
"""The name of a function, with its prefix, where it is called or referred to."""


def _rewritten(expression: str, namespaces: Mapping[str | None, str]) -> str:
    """The expression with the names of guarded functions replaced, but in strings those that Saxon refuses itself."""
    strings = [match.span() for match in _STRING.finditer(expression)]

    def guarded_name(match: re.Match[str]) -> str:
        prefix, name = match[1] or "", match[2]
        uri = prefix[2:-1].strip() if prefix.startswith("Q{") else namespaces.get(prefix[:-1]) if prefix else _XPATH
        in_string = any(begin <= match.start() < end for begin, end in strings)
        if name not in _GUARDED or (uri != _XPATH and prefix != "fn:") or (in_string and name not in _OPEN):
            return match[0]
        return f"Q{{{NAMESPACE}}}{name}"

    return _CALL.sub(guarded_name, expression)


def _include(root: etree._Element, path: Path | None, count: list[int]) -> None:
    """Put the declarations of included and imported stylesheets in their place: Saxon may open none."""
    for element in root.findall(f"{{{XSL}}}include") + root.findall(f"{{{XSL}}}import"):
        href = element.get("href", "")
        count[0] += 1
        if path is None or re.match(r"\w+:", href) or count[0] > _MAX_INCLUDED:
            raise SchemaError(
                f"{path or 'the schema'}: {href} is not included. Put it beside the schema, or see --trust."
            )
        target = path.parent / unquote(href)
        if not around([path]).allows(target):
            raise SchemaError(f"{path}: {href} is outside the project and is not included. See --trust.")
        try:
            included = etree.fromstring(target.read_bytes(), parser())
        except (OSError, etree.XMLSyntaxError) as error:
            raise SchemaError(f"{path}: cannot include {href!r}: {error}.") from error
        _include(included, target, count)
        place = root.index(element)
        root[place : place + 1] = [  # written and read again, so that each declares its prefixes itself
            etree.fromstring(etree.tostring(child, with_tail=False), parser())
            for child in included.iterchildren("{*}*")
            if child.tag != f"{{{XSL}}}output"
        ]
