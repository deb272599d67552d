"""What the Guidelines ask of an ODD beyond its schema: the constraints of module tagdocs (TEI Guidelines, chapter TD),
and what else is written in one place and can count for nothing there.

A table of XPath expressions with what is said of the elements that they select. What needs the compiled schema is in
`check`, `idle` and `slips`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from puzanov_tei.base.xml import TEI_NS
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.resolve import finding

_NAMESPACES = {"t": TEI_NS, "sch": "http://purl.oclc.org/dsdl/schematron", "old": "http://www.ascc.net/xml/schematron"}
_SPECS = "self::t:elementSpec or self::t:classSpec or self::t:macroSpec or self::t:dataSpec or self::t:constraintSpec"
_REFERENCES = "self::t:elementRef or self::t:classRef or self::t:macroRef"
_BRINGS = "(@mode='add' or @mode='replace' or not(@mode))"

# What is selected; code; what is said, with {what} for the element, {owner} for the declaration that it is in, the
# attributes of the element by name, and {attribute} for the name of one that is selected itself; the remedy; severity.
_RULES: tuple[tuple[str, str, str, str, Severity], ...] = (
    (
        "t:memberOf/@*[name()='min' or name()='max']",
        "PZ204", "@{attribute} of {what} has no effect here.", "Say it in content models.", Severity.WARNING,
    ),
    (
        "t:memberOf[@key=preceding-sibling::t:memberOf/@key]",
        "PZ203", "{owner} is made a member of {key} twice.", "Remove one.", Severity.WARNING,
    ),
    (
        "t:classes[not(@mode='change')]/t:memberOf[@mode='delete']",
        "PZ204", "the deletion of {what} has no effect: the memberships of {owner} are replaced as a whole.",
        'Remove it, or write mode="change" in classes.', Severity.WARNING,
    ),
    (
        f"*[{_REFERENCES}][not(ancestor::t:content or ancestor::t:datatype)]/@*[contains(name(),'Occurs')]",
        "PZ204", "@{attribute} of {what} has no effect here.", "Say it in content models.",
        Severity.WARNING,
    ),
    (
        f"*[{_REFERENCES}][ancestor::t:content or ancestor::t:datatype]/@source",
        "PZ204", "@{attribute} of {what} has no effect here.",
        "Name the source in the schemaSpec or a reference there.", Severity.WARNING,
    ),
    (
        "t:moduleRef[@key][*]",
        "PZ204", "the content of {what} counts for nothing: it changes a grammar that is named with @url.",
        "Declare elements in the schemaSpec.", Severity.WARNING,
    ),
    (
        "t:moduleRef[@key and @url]",
        "PZ204", "{what} names a grammar as well, so that its @key counts for nothing.", "Write two moduleRefs.",
        Severity.ERROR,
    ),
    (
        "t:moduleRef[@prefix and @prefix!='' and @prefix=preceding::*/@prefix]",
        "PZ203", "the prefix {prefix} of {what} is that of another one too, so that names may clash.",
        "Choose another prefix.", Severity.WARNING,
    ),
    (
        f"*[{_SPECS}][@mode='delete'][*]",
        "PZ204", "{what} is deleted, so that its {child} counts for nothing.", 'Remove it, or write mode="change".',
        Severity.WARNING,
    ),
    (
        f"*[{_SPECS}][@mode='change'][not(*)][not(@ns or @prefix or @validUntil or @predeclare or @generate)]",
        "PZ204", "{what} changes nothing.", "Say what is to change, or remove it.", Severity.WARNING,
    ),
    (
        "t:attDef[@mode='change'][not(*)][not(@usage or @ns or @validUntil)]",
        "PZ204", "{what} of {owner} changes nothing.", "Say what is to change, or remove it.", Severity.WARNING,
    ),
    (
        f"t:attDef[{_BRINGS}][not(t:datatype or t:valList[@type='closed'])][not(ancestor::*[@mode='delete'])]",
        "PZ204", "{what} of {owner} has neither a datatype nor a closed list of values: it is any text.",
        "Write datatype with a dataRef.", Severity.WARNING,
    ),
    (
        "t:attDef[@usage='req'][t:defaultVal]",
        "PZ204", "the attribute {ident} is required, so that its default counts for nothing.",
        'Remove defaultVal, or write usage="rec".', Severity.WARNING,
    ),
    (
        "t:defaultVal[not(normalize-space())]",
        "PZ204", "the default of {owner} is empty, so that it counts for nothing.", "Write a value, or remove it.",
        Severity.WARNING,
    ),
    (
        "t:attList[@org='choice'][count(*)=1]",
        "PZ204", "the choice of attributes of {owner} has one alternative only.", "Write another, or remove @org.",
        Severity.WARNING,
    ),
    (
        "t:attRef[not(@class or @key or @name)]",
        "PZ204", "an attRef of {owner} names no attribute.", "Write @class and @name.", Severity.ERROR,
    ),
    (
        "t:classSpec[@type='model']/t:attList[*]",
        "PZ204", "the attributes of {owner} count for nothing: it is a class of elements.",
        "Move them to a class of type atts.", Severity.WARNING,
    ),
    (
        "t:valItem[t:altIdent=preceding-sibling::t:valItem/t:altIdent]",
        "PZ203", "{what} of {owner} is called like another value.", "Choose another altIdent.", Severity.WARNING,
    ),
    (
        "t:dataSpec/t:content//*[self::t:anyElement or self::t:classRef or self::t:elementRef]",
        "PZ204", "the datatype {owner} names {what}: no value of an attribute has elements.",
        "Name datatypes, values or text.", Severity.WARNING,
    ),
    (
        "t:dataRef[t:dataFacet][not(@name)]",
        "PZ204", "facets restrict datatypes of XML Schema; {what} of {owner} is none.",
        "Name the datatype of XML Schema with @name.", Severity.WARNING,
    ),
    (
        "t:dataRef[t:dataFacet][@restriction]",
        "PZ204", "{what} of {owner} has a restriction and facets; both count.",
        "Write the restriction as a dataFacet of name pattern.", Severity.WARNING,
    ),
    (
        "*[@minOccurs>1][not(@maxOccurs)]",
        "PZ204", "minOccurs ({minOccurs}) of {what} is greater than maxOccurs, which is 1 where it is not written.",
        "Write @maxOccurs.", Severity.ERROR,
    ),
    (
        "*[@minOccurs>@maxOccurs or @maxOccurs<1 and not(@minOccurs)]",
        "PZ204", "minOccurs of {what} is greater than maxOccurs ({maxOccurs}): the greater counts for both.",
        "Exchange or mend the numbers.", Severity.ERROR,
    ),
    (
        "*[self::t:sequence or self::t:alternate][count(*)=1]",
        "PZ204", "{what} in {owner} holds one part; the Guidelines ask for two.", "Write the part without it.",
        Severity.INFO,
    ),
    (
        "t:sequence/t:empty[../*[2]]",
        "PZ204", "{what} beside others in {owner} counts for nothing.", "Remove it.", Severity.WARNING,
    ),
    (
        "t:modelSequence/t:model[@output]",
        "PZ204", "the output of {what} in {owner} counts for nothing: that of the modelSequence does.",
        "Write @output on the modelSequence.", Severity.WARNING,
    ),
    (
        "t:constraintSpec[@scheme='schematron' or @scheme='isoschematron'][t:constraint/old:*]",
        "PZ213", "{what} is in Schematron 1, not in ISO Schematron.",
        f'Write xmlns:sch="{_NAMESPACES["sch"]}".', Severity.WARNING,
    ),
    (
        f"t:constraintSpec[{_BRINGS}][not(@scheme)][t:constraint/sch:*]",
        "PZ213", "{what} does not say its language; it is taken for Schematron.", 'Write scheme="schematron".',
        Severity.WARNING,
    ),
    (
        "t:constraintSpec[@scheme='schematron']"
        "[t:constraint//*[self::sch:assert or self::sch:report][not(ancestor::sch:rule)]]",
        "PZ213", "{what} has an assertion without sch:rule; the Guidelines do not allow that since March 2025.",
        "Wrap it in sch:rule with @context.", Severity.WARNING,
    ),
    (
        f"t:constraintSpec[{_BRINGS}][not(@xml:lang)][@ident=preceding::t:constraintSpec/@ident]",
        "PZ203", "another {what} stands in this ODD; the Guidelines ask for one of a name.", "Rename one.",
        Severity.WARNING,
    ),
    (
        "*[@validUntil][not(self::t:valDesc or self::t:valList or self::t:defaultVal or self::t:remarks)]"
        "[not(t:desc[@type='deprecationInfo'])]",
        "PZ214", "{what} is deprecated and does not say what to use instead.",
        'Write it in <desc type="deprecationInfo">.', Severity.WARNING,
    ),
    (
        "*[self::t:elementSpec or self::t:classSpec or self::t:schemaSpec or self::t:specGrp]/t:listRef[t:listRef]",
        "PZ204", "a listRef of {owner} holds another one.", "Write one list.", Severity.WARNING,
    ),
    (
        "t:listRef/*[self::t:ptr or self::t:ref][not(@target) or contains(normalize-space(@target),' ')]",
        "PZ204", "{what} in a listRef of {owner} has to lead to one place.", "Write one @target.", Severity.WARNING,
    ),
    (
        "t:equiv[not(@uri or @filter or @name)]",
        "PZ204", "an equiv of {owner} names nothing.", "Write @uri, @filter or @name, or remove it.", Severity.WARNING,
    ),
    (
        "t:gloss[../@ident][@xml:lang=preceding-sibling::t:gloss/@xml:lang]",
        "PZ203", "{owner} has two glosses in one language.", "Remove one.", Severity.WARNING,
    ),
    (
        f"*[starts-with(@ns,'{TEI_NS}') and @ns!='{TEI_NS}']",
        "PZ201", "the namespace {ns} of {what} is not that of TEI.", f'Write ns="{TEI_NS}".', Severity.WARNING,
    ),
    (
        f"sch:ns[@prefix='tei' and @uri!='{TEI_NS}']",
        "PZ213", "the prefix tei of {owner} is the namespace {uri}, not that of TEI.", f'Write uri="{TEI_NS}".',
        Severity.WARNING,
    ),
)  # fmt: skip
_DECLARATIONS = tuple(f"{{{TEI_NS}}}{name}" for name in ("elementSpec", "classSpec", "macroSpec", "dataSpec"))
_COMPILED: list[etree.XPath] = []


def by_the_guidelines(odd: CompiledOdd) -> Iterator[Finding]:
    """What the constraints of the Guidelines say of an ODD, and what counts for nothing where it stands."""
    if not _COMPILED:
        _COMPILED.extend(etree.XPath(f"//{rule[0]}", namespaces=_NAMESPACES) for rule in _RULES)
    for select, (_, code, message, hint, severity) in zip(_COMPILED, _RULES, strict=True):
        for selected in select(odd.tree.root):
            element = selected if isinstance(selected, etree._Element) else selected.getparent()
            where = odd.tree.origin(element)
            if where.file:
                declared = (
                    element if element.tag in _DECLARATIONS else next(element.iterancestors(*_DECLARATIONS), None)
                )
                about = "" if declared is None else declared.get("ident", "")
                words = _words(element, getattr(selected, "attrname", ""))
                yield finding(code, where, message.format(**words), hint, severity, about)


def _words(element: etree._Element, attribute: str) -> dict[str, str]:
    """What a message can say of an element."""
    named = [up.get("ident", "") for up in element.iterancestors() if up.get("ident")]
    name = element.get("ident") or element.get("key") or element.get("name") or ""
    spoken = {str(key): str(value) for key, value in element.attrib.items() if "{" not in str(key)}
    child = next(element.iterchildren(etree.Element), None)
    return {
        **spoken,
        "attribute": attribute,
        "what": f"{etree.QName(element).localname} {name}".strip(),
        "owner": named[0] if named else name,
        "child": "" if child is None else etree.QName(child).localname,
    }
