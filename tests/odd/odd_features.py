"""Features of the ODD language: for each a small ODD, a document that it allows and one that it forbids."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Feature:
    """`spec` stands in the schemaSpec after the usual modules; `attributes` are those of the schemaSpec."""

    name: str
    spec: str
    valid: str
    invalid: str
    outside: str = ""
    base: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


def _element(content: str, attributes: str = "", more: str = "") -> str:
    """A new element `box` with this content model, allowed where p is."""
    return (
        '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        f"<content>{content}</content>{attributes}{more}</elementSpec>"
    )


def _attribute(definition: str) -> str:
    return _element("<textNode/>", f"<attList>{definition}</attList>")


def _three(expand: str, more: str = "") -> str:
    """A class of three elements a, b, c, and `box` that holds the class in the given form."""
    members = "".join(
        f'<elementSpec ident="{n}" mode="add"><classes><memberOf key="model.three"/></classes>'
        "<content><empty/></content></elementSpec>"
        for n in "abc"
    )
    return (
        '<classSpec ident="model.three" type="model" mode="add"/>'
        + members
        + _element(f'<classRef key="model.three" expand="{expand}"{more}/>')
    )


CHANGE_P = '<elementSpec ident="p" mode="change"><attList>{}</attList></elementSpec>'

FEATURES = [
    # --- what is brought in
    Feature("moduleRef include", "", "<p><hi>x</hi></p>", "<p><emph>x</emph></p>"),
    Feature(
        "moduleRef except",
        '<moduleRef key="linking" except="seg"/>',
        "<ab>x</ab>",
        "<p><seg>x</seg></p>",
    ),
    Feature("moduleRef whole", '<moduleRef key="linking"/>', "<p><seg>x</seg></p>", "<p><persName>x</persName></p>"),
    Feature("elementRef", '<elementRef key="lb"/>', "<p>x<lb/>y</p>", "<p>x<pb/>y</p>"),
    Feature(
        "classRef in schemaSpec",
        '<classRef key="att.duration.w3c"/>'
        '<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.duration.w3c"/></classes>'
        "</elementSpec>",
        '<p dur="P1D">x</p>',
        '<p dur="one day">x</p>',
    ),
    Feature(
        "classRef with except takes an attribute away",
        '<classRef key="att.typed" except="subtype"/>',
        '<div type="a"><p/></div>',
        '<div type="a" subtype="b"><p/></div>',
    ),
    Feature(
        "classRef with include keeps only what it names",
        '<classRef key="att.global" include="xml:id"/>',
        '<p xml:id="a">x</p>',
        '<p n="1">x</p>',
    ),
    Feature(
        "rng:element belongs to the namespace of the element that it is declared for",
        '<elementSpec ident="box" mode="add" ns="urn:b"><classes><memberOf key="model.pLike"/></classes><content>'
        '<rng:element name="lid"><rng:empty/></rng:element></content></elementSpec>',
        '<box xmlns="urn:b"><lid/></box>',
        '<b:box xmlns:b="urn:b"><lid/></b:box>',
    ),
    Feature(
        "attRef by the name that older ODDs write",
        '<elementSpec ident="p" mode="change"><classes mode="replace"><memberOf key="model.pLike"/></classes>'
        '<attList><attRef class="att.global" name="xmlid"/></attList></elementSpec>',
        '<p xml:id="a">x</p>',
        '<p n="1">x</p>',
    ),
    Feature(
        "macroRef and dataRef in schemaSpec",
        '<macroRef key="macro.xtext"/><dataRef key="teidata.count"/>' + _element('<macroRef key="macro.xtext"/>'),
        "<box>x</box>",
        "<box><p/></box>",
    ),
    Feature(
        "specGrpRef",
        '<specGrpRef target="#group"/>',
        "<p>x</p>",
        '<p n="1">x</p>',
        outside='<specGrp xml:id="group"><classSpec ident="att.global" mode="change" type="atts"><attList>'
        '<attDef ident="n" mode="delete"/></attList></classSpec></specGrp>',
    ),
    Feature(
        "specGrp in specGrp",
        '<specGrpRef target="#outer"/>',
        "<box>x</box>",
        "<box><p/></box>",
        outside=f'<specGrp xml:id="outer"><specGrp>{_element("<textNode/>")}</specGrp></specGrp>',
    ),
    Feature(
        "start",
        "",
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'>H<text><body><p/></body></text></TEI>",
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>",
    ),
    Feature(
        "start of another kind",
        "",
        "<?xml version='1.0'?><div xmlns='http://www.tei-c.org/ns/1.0'><p/></div>",
        "<p/>",
        attributes={"start": "div"},
    ),
    # --- elements in every mode
    Feature("elementSpec add", _element("<textNode/>"), "<box>x</box>", "<box><p/></box>"),
    Feature("elementSpec delete", '<elementSpec ident="hi" mode="delete"/>', "<p>x</p>", "<p><hi>x</hi></p>"),
    Feature(
        "elementSpec change content",
        '<elementSpec ident="hi" mode="change"><content><textNode/></content></elementSpec>',
        "<p><hi>x</hi></p>",
        "<p><hi><hi>x</hi></hi></p>",
    ),
    Feature(
        "elementSpec replace",
        '<elementSpec ident="hi" mode="replace" module="core"><classes><memberOf key="model.hiLike"/></classes>'
        '<content><textNode/></content><attList><attDef ident="kind" usage="req"><datatype><dataRef '
        'key="teidata.word"/></datatype></attDef></attList></elementSpec>',
        '<p><hi kind="b">x</hi></p>',
        '<p><hi rend="b">x</hi></p>',
    ),
    Feature(
        "altIdent",
        '<elementSpec ident="p" mode="change"><altIdent>para</altIdent></elementSpec>',
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>"
        "<publicationStmt><para/></publicationStmt><sourceDesc><para/></sourceDesc></fileDesc></teiHeader>"
        "<text><body><para>x</para></body></text></TEI>",
        "<p>x</p>",
    ),
    Feature(
        "ns",
        '<elementSpec ident="box" mode="add" ns="http://example.org/ns"><classes><memberOf '
        'key="model.pLike"/></classes>'
        "<content><textNode/></content></elementSpec>",
        '<box xmlns="http://example.org/ns">x</box>',
        "<box>x</box>",
    ),
    Feature(
        "ns of the schema",
        '<elementSpec ident="root" mode="add"><content><textNode/></content></elementSpec>',
        "<?xml version='1.0'?><root xmlns='http://example.org/ns'>x</root>",
        "<?xml version='1.0'?><root>x</root>",
        base="",
        attributes={"ns": "http://example.org/ns", "start": "root"},
    ),
    Feature(
        "classes change",
        '<elementSpec ident="head" mode="change"><classes mode="change"><memberOf key="model.pLike" mode="add"/>'
        '<memberOf key="att.written" mode="delete"/></classes></elementSpec>',
        "<div><p/><head>x</head></div>",
        '<div><head hand="#a">x</head></div>',
    ),
    Feature(
        "classes replace",
        '<elementSpec ident="hi" mode="change"><classes mode="replace"><memberOf key="model.pLike"/></classes>'
        "</elementSpec>",
        "<hi>x</hi>",
        "<p><hi>x</hi></p>",
    ),
    # --- classes and macros
    Feature(
        "classSpec delete",
        '<classSpec ident="att.global.responsibility" mode="delete" type="atts"/>',
        "<p>x</p>",
        '<p resp="#a">x</p>',
    ),
    Feature(
        "classSpec add with attributes",
        '<classSpec ident="att.mine" type="atts" mode="add"><attList><attDef ident="mine"><datatype><dataRef '
        'key="teidata.count"/></datatype></attDef></attList></classSpec><elementSpec ident="p" mode="change">'
        '<classes mode="change"><memberOf key="att.mine"/></classes></elementSpec>',
        '<p mine="3">x</p>',
        '<p mine="three">x</p>',
    ),
    Feature(
        "classSpec change of membership",
        '<classSpec ident="model.hiLike" mode="change" type="model"><classes mode="change"><memberOf '
        'key="model.phrase" mode="delete"/><memberOf key="model.highlighted" mode="delete"/></classes></classSpec>',
        "<p>x</p>",
        "<p><hi>x</hi></p>",
    ),
    Feature(
        "macroSpec change",
        '<macroSpec ident="macro.paraContent" mode="change"><content><textNode/></content></macroSpec>',
        "<p>x</p>",
        "<p><hi>x</hi></p>",
    ),
    Feature(
        "macroSpec add",
        '<macroSpec ident="macro.mine" mode="add"><content><alternate minOccurs="0" '
        'maxOccurs="unbounded"><textNode/><elementRef key="hi"/></alternate></content></macroSpec>'
        + _element('<macroRef key="macro.mine"/>'),
        "<box>x<hi>y</hi></box>",
        "<box><p/></box>",
    ),
    Feature(
        "dataSpec add and change",
        '<dataSpec ident="teidata.year" mode="add"><content><dataRef name="token" restriction="[0-9]{4}"/></content>'
        '</dataSpec><dataSpec ident="teidata.count" mode="change"><content><dataRef key="teidata.year"/></content>'
        "</dataSpec>"
        + CHANGE_P.format(
            '<attDef ident="year" mode="add"><datatype><dataRef key="teidata.count"/></datatype></attDef>'
        ),
        '<p year="1957">x</p>',
        '<p year="57">x</p>',
    ),
    # --- content models
    Feature("empty", _element("<empty/>"), "<box/>", "<box>x</box>"),
    Feature("content without anything", _element(""), "<box/>", "<box>x</box>"),
    Feature(
        "sequence",
        _element('<sequence><elementRef key="p"/><elementRef key="list"/></sequence>'),
        "<box><p/><list><item/></list></box>",
        "<box><list><item/></list><p/></box>",
    ),
    Feature(
        "sequence in any order",
        _element(
            '<sequence preserveOrder="false"><elementRef key="p"/><elementRef key="list" minOccurs="0"/></sequence>'
        ),
        "<box><list><item/></list><p/></box>",
        "<box><list><item/></list></box>",
    ),
    Feature(
        "interleave",
        _element('<interleave><elementRef key="p"/><elementRef key="list"/></interleave>'),
        "<box><list><item/></list><p/></box>",
        "<box><p/></box>",
    ),
    Feature(
        "alternate",
        _element('<alternate><elementRef key="p"/><elementRef key="list"/></alternate>'),
        "<box><p/></box>",
        "<box><p/><p/></box>",
    ),
    Feature(
        "minOccurs and maxOccurs",
        _element('<elementRef key="p" minOccurs="2" maxOccurs="3"/>'),
        "<box><p/><p/><p/></box>",
        "<box><p/></box>",
    ),
    Feature(
        "maxOccurs stops",
        _element('<elementRef key="p" minOccurs="0" maxOccurs="2"/>'),
        "<box/>",
        "<box><p/><p/><p/></box>",
    ),
    Feature(
        "sequence repeated",
        _element(
            '<sequence minOccurs="2" maxOccurs="unbounded"><elementRef key="label"/><elementRef key="p"/></sequence>'
        ),
        "<box><label/><p/><label/><p/></box>",
        "<box><label/><p/></box>",
    ),
    Feature(
        "classRef alternates", _three("alternate", ' minOccurs="1" maxOccurs="2"'), "<box><b/><a/></box>", "<box/>"
    ),
    Feature("classRef sequence", _three("sequence"), "<box><a/><b/><c/></box>", "<box><a/><c/></box>"),
    Feature("classRef sequenceOptional", _three("sequenceOptional"), "<box><a/><c/></box>", "<box><b/><a/></box>"),
    Feature(
        "classRef sequenceRepeatable",
        _three("sequenceRepeatable"),
        "<box><a/><a/><b/><c/></box>",
        "<box><a/><c/></box>",
    ),
    Feature(
        "classRef sequenceOptionalRepeatable",
        _three("sequenceOptionalRepeatable"),
        "<box><a/><a/><c/></box>",
        "<box><b/><a/></box>",
    ),
    Feature("classRef include", _three("alternate", ' include="a b"'), "<box><b/></box>", "<box><c/></box>"),
    Feature("classRef except", _three("sequence", ' except="b"'), "<box><a/><c/></box>", "<box><a/><b/><c/></box>"),
    Feature(
        "dataRef name with restriction",
        _element('<dataRef name="token" restriction="[A-Z]+"/>'),
        "<box>ABC</box>",
        "<box>abc</box>",
    ),
    Feature(
        "dataFacet",
        _element(
            '<dataRef name="integer"><dataFacet name="minInclusive" value="3"/><dataFacet name="maxInclusive" value="5"/>'
            "</dataRef>"
        ),
        "<box>4</box>",
        "<box>6</box>",
    ),
    Feature(
        "dataRef key with restriction",
        _element('<dataRef key="teidata.word" restriction="[a-c]+"/>'),
        "<box>abc</box>",
        "<box>xyz</box>",
    ),
    Feature(
        "valList in content",
        _element('<valList type="closed"><valItem ident="yes"/><valItem ident="no"/></valList>'),
        "<box>yes</box>",
        "<box>maybe</box>",
    ),
    Feature(
        "anyElement",
        _element('<anyElement minOccurs="0"/>'),
        '<box><x xmlns="http://e.org/"><y/></x></box>',
        "<box><p/></box>",
    ),
    Feature(
        "anyElement require",
        _element('<anyElement require="http://e.org/"/>'),
        '<box><x xmlns="http://e.org/"><y/></x></box>',
        '<box><x xmlns="http://f.org/"/></box>',
    ),
    Feature(
        "anyElement except",
        _element('<anyElement except="http://e.org/ http://www.tei-c.org/ns/1.0"/>'),
        '<box><x xmlns="http://f.org/"/></box>',
        '<box><x xmlns="http://e.org/"/></box>',
    ),
    Feature(
        "anyElement with defaultExceptions",
        _element("<anyElement/>"),
        '<box><x xmlns="http://f.org/"/></box>',
        '<box><x xmlns="http://e.org/"/></box>',
        attributes={"defaultExceptions": "http://www.tei-c.org/ns/1.0 http://e.org/"},
    ),
    Feature(
        "textNode beside elements",
        _element('<alternate minOccurs="0" maxOccurs="unbounded"><textNode/><elementRef key="hi"/></alternate>'),
        "<box>a<hi>b</hi>c</box>",
        "<box><p/></box>",
    ),
    # --- attributes
    Feature(
        "attDef required",
        CHANGE_P.format('<attDef ident="n" mode="change" usage="req"/>'),
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">N<text><body><p n="1"/></body></text></TEI>',
        "<p>x</p>",
    ),
    Feature(
        "attDef delete from a class",
        CHANGE_P.format('<attDef ident="n" mode="delete"/>'),
        '<p xml:id="a">x</p>',
        '<p n="1">x</p>',
    ),
    Feature(
        "attDef with a closed list",
        CHANGE_P.format(
            '<attDef ident="rend" mode="change"><valList type="closed" mode="replace"><valItem '
            'ident="a"/></valList></attDef>'
        ),
        '<p rend="a">x</p>',
        '<p rend="b">x</p>',
    ),
    Feature(
        "a closed list without a mode",
        CHANGE_P.format(
            '<attDef ident="rend" mode="change"><valList type="closed"><valItem ident="a"/></valList></attDef>'
        ),
        '<p rend="a a">x</p>',
        '<p rend="b">x</p>',
    ),
    Feature(
        "valItem delete",
        '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        '<content><empty/></content><attList><attDef ident="k"><valList type="closed"><valItem ident="a"/>'
        '<valItem ident="b"/></valList></attDef></attList></elementSpec><elementSpec ident="box" '
        'mode="change"><attList>'
        '<attDef ident="k" mode="change"><valList mode="change"><valItem ident="b" mode="delete"/><valItem ident="c" '
        'mode="add"/></valList></attDef></attList></elementSpec>',
        '<box k="c"/>',
        '<box k="b"/>',
    ),
    Feature(
        "valList with suggested values",
        _attribute(
            '<attDef ident="k"><datatype><dataRef key="teidata.count"/>'
            '</datatype><valList type="semi"><valItem ident="many"/></valList></attDef>'
        ),
        '<box k="many">x</box>',
        '<box k="few">x</box>',
    ),
    Feature(
        "open list says nothing",
        _attribute(
            '<attDef ident="k"><datatype><dataRef key="teidata.count"/>'
            '</datatype><valList type="open"><valItem ident="1"/></valList></attDef>'
        ),
        '<box k="7">x</box>',
        '<box k="few">x</box>',
    ),
    Feature(
        "several values",
        _attribute(
            '<attDef ident="k"><datatype minOccurs="1" maxOccurs="2"><dataRef key="teidata.count"/></datatype></attDef>'
        ),
        '<box k="1 2">x</box>',
        '<box k="1 2 3">x</box>',
    ),
    Feature(
        "any number of values",
        _attribute(
            '<attDef ident="k"><datatype minOccurs="2" maxOccurs="unbounded"><dataRef '
            'key="teidata.count"/></datatype></attDef>'
        ),
        '<box k="1 2 3">x</box>',
        '<box k="1">x</box>',
    ),
    Feature(
        "attDef with ns",
        _attribute('<attDef ident="k" ns="http://e.org/"><datatype><dataRef key="teidata.word"/></datatype></attDef>'),
        '<box xmlns:e="http://e.org/" e:k="a">x</box>',
        '<box k="a">x</box>',
    ),
    Feature(
        "attDef with altIdent",
        _attribute(
            '<attDef ident="k"><altIdent>kind</altIdent><datatype><dataRef key="teidata.word"/></datatype></attDef>'
        ),
        '<box kind="a">x</box>',
        '<box k="a">x</box>',
    ),
    Feature(
        "attDef add on a TEI element",
        CHANGE_P.format('<attDef ident="mood" mode="add"><datatype><dataRef name="boolean"/></datatype></attDef>'),
        '<p mood="true">x</p>',
        '<p mood="grim">x</p>',
    ),
    Feature(
        "attDef replace",
        CHANGE_P.format(
            '<attDef ident="n" mode="replace"><datatype><dataRef key="teidata.count"/></datatype></attDef>'
        ),
        '<p n="12">x</p>',
        '<p n="xii">x</p>',
    ),
    Feature(
        "attList choice",
        _element(
            "<textNode/>",
            '<attList org="choice"><attDef ident="a" usage="req"><datatype>'
            '<dataRef key="teidata.word"/></datatype></attDef><attDef ident="b" usage="req"><datatype><dataRef '
            'key="teidata.word"/></datatype></attDef></attList>',
        ),
        '<box a="1">x</box>',
        '<box a="1" b="1">x</box>',
    ),
    Feature(
        "attList groups in a choice",
        _element(
            "<textNode/>",
            '<attList org="choice"><attList><attDef ident="a" '
            'usage="req"/><attDef ident="b" usage="req"/></attList><attDef ident="c" usage="req"/></attList>',
        ),
        '<box a="1" b="2">x</box>',
        '<box a="1" c="2">x</box>',
    ),
    Feature(
        "attList alternatives define one attribute each in their own way",
        _element(
            "<textNode/>",
            '<attList org="choice">'
            + "".join(
                f'<attList><attDef ident="kind" usage="req"><valList type="closed"><valItem ident="{kind}"/></valList>'
                f'</attDef><attDef ident="sort"><valList type="closed"><valItem ident="{sort}"/></valList></attDef></attList>'
                for kind, sort in (("trade", "baker"), ("art", "painter"))
            )
            + "</attList>",
        ),
        '<box kind="trade" sort="baker">x</box>',
        '<box kind="trade" sort="painter">x</box>',
    ),
    Feature(
        "attList alternatives of a class",
        '<classSpec ident="att.kinds" type="atts" mode="add"><attList org="choice">'
        + "".join(
            f'<attDef ident="kind" usage="req"><valList type="closed"><valItem ident="{kind}"/></valList></attDef>'
            for kind in ("trade", "art")
        )
        + "</attList></classSpec>"
        '<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.kinds"/></classes></elementSpec>'
        '<elementSpec ident="titleStmt" mode="change"><content><elementRef key="title"/></content></elementSpec>'
        '<elementSpec ident="publicationStmt" mode="change"><content><empty/></content></elementSpec>'
        '<elementSpec ident="sourceDesc" mode="change"><content><empty/></content></elementSpec>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt/>'
        '<sourceDesc/></fileDesc></teiHeader><text><body><p kind="art"/></body></text></TEI>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt/>'
        '<sourceDesc/></fileDesc></teiHeader><text><body><p kind="war"/></body></text></TEI>',
    ),
    Feature(
        "attList alternatives take the place of what the source defines",
        '<elementSpec ident="list" mode="change"><attList org="choice">'
        + "".join(
            f'<attList><attDef ident="type" mode="change" usage="req"><valList type="closed" mode="replace">'
            f'<valItem ident="{kind}"/></valList></attDef></attList>'
            for kind in ("bulleted", "ordered")
        )
        + "</attList></elementSpec>",
        '<list type="ordered"><item/></list>',
        '<list type="gloss"><item/></list>',
    ),
    Feature(
        "attRef",
        _element("<textNode/>", '<attList><attRef class="att.typed" name="type"/></attList>'),
        '<box type="a">x</box>',
        '<box subtype="b">x</box>',
    ),
    Feature(
        "attRef of a whole class",
        _element("<textNode/>", '<attList><attRef class="att.typed"/></attList>'),
        '<box type="a" subtype="b">x</box>',
        '<box n="1">x</box>',
    ),
    Feature(
        "class attribute changed",
        '<classSpec ident="att.typed" type="atts" mode="change"><attList><attDef '
        'ident="type" mode="change"><valList type="closed" mode="add"><valItem ident="a"/></valList></attDef></attList>'
        "</classSpec>",
        '<div type="a"><p/></div>',
        '<div type="b"><p/></div>',
    ),
    Feature(
        "defaultVal does not matter to validity",
        _attribute(
            '<attDef ident="k"><datatype><dataRef key="teidata.word"/></datatype><defaultVal>a</defaultVal></attDef>'
        ),
        "<box>x</box>",
        '<box k="a b">x</box>',
    ),
    # --- RELAX NG inside
    Feature(
        "RELAX NG content", _element('<rng:oneOrMore><rng:ref name="p"/></rng:oneOrMore>'), "<box><p/></box>", "<box/>"
    ),
    Feature(
        "RELAX NG content refers to classes and macros",
        _element('<rng:choice><rng:ref name="model.pLike"/><rng:ref name="macro.xtext"/></rng:choice>'),
        "<box>x</box>",
        "<box><list><item/></list></box>",
    ),
    Feature("RELAX NG content with prefixed names", _element('<rng:ref name="tei_p"/>'), "<box><p/></box>", "<box/>"),
    Feature(
        "RELAX NG element inside",
        _element('<rng:element name="e" ns="http://e.org/"><rng:attribute name="k"/><rng:text/></rng:element>'),
        '<box><e xmlns="http://e.org/" k="1">x</e></box>',
        '<box><e xmlns="http://e.org/">x</e></box>',
    ),
    Feature(
        "RELAX NG sequence of a class",
        _three("alternate").replace(
            '<classRef key="model.three" expand="alternate"/>', '<rng:ref name="model.three_sequenceOptional"/>'
        ),
        "<box><a/><c/></box>",
        "<box><c/><a/></box>",
    ),
    Feature(
        "RELAX NG datatype",
        _attribute(
            '<attDef ident="k"><datatype><rng:data type="integer"><rng:param '
            'name="minInclusive">3</rng:param></rng:data></datatype></attDef>'
        ),
        '<box k="4">x</box>',
        '<box k="2">x</box>',
    ),
    Feature(
        "RELAX NG list and values",
        _attribute(
            '<attDef ident="k"><datatype><rng:list><rng:value>a</rng:value>'
            "<rng:optional><rng:value>b</rng:value></rng:optional></rng:list></datatype></attDef>"
        ),
        '<box k="a b">x</box>',
        '<box k="b">x</box>',
    ),
    Feature(
        "RELAX NG text datatype",
        _attribute('<attDef ident="k" usage="req"><datatype><rng:text/></datatype></attDef>'),
        '<box k="any thing">x</box>',
        "<box>x</box>",
    ),
    Feature(
        "RELAX NG interleave and mixed",
        _element('<rng:mixed><rng:interleave><rng:ref name="hi"/><rng:ref name="ref"/></rng:interleave></rng:mixed>'),
        "<box>a<ref/>b<hi/></box>",
        "<box>a<ref/></box>",
    ),
    Feature(
        "RELAX NG names something that is left out",
        _element(
            '<rng:zeroOrMore><rng:choice><rng:ref name="p"/><rng:ref name="model.emphLike"/><rng:ref name="persName"/>'
            "</rng:choice></rng:zeroOrMore>"
        ),
        "<box><p/><p/></box>",
        "<box><persName/></box>",
    ),
    Feature(
        "datatype by its old name",
        _attribute('<attDef ident="k"><datatype><rng:ref name="data.count"/></datatype></attDef>'),
        '<box k="3">x</box>',
        '<box k="three">x</box>',
    ),
    Feature(
        "dataRef by its old name",
        _attribute('<attDef ident="k"><datatype><dataRef key="data.count"/></datatype></attDef>'),
        '<box k="3">x</box>',
        '<box k="three">x</box>',
    ),
    Feature(
        "prefix in the name of an attribute",
        _attribute('<attDef ident="xlink:href"><datatype><dataRef key="teidata.pointer"/></datatype></attDef>'),
        '<box xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a">x</box>',
        '<box href="#a">x</box>',
    ),
    Feature(
        "dataRef several times in content",
        _element('<dataRef name="integer" minOccurs="2" maxOccurs="unbounded"/>'),
        "<box>1 2 3</box>",
        "<box>1</box>",
    ),
    Feature(
        "prefix of a schema",
        _element('<elementRef key="p"/>'),
        "<box><p/></box>",
        "<box/>",
        attributes={"prefix": "my_"},
    ),
    Feature(
        "prefix of one declaration",
        '<elementSpec ident="box" mode="add" prefix="their_"><classes><memberOf '
        'key="model.pLike"/></classes><content><elementRef key="p"/></content></elementSpec>',
        "<box><p/></box>",
        "<box/>",
    ),
]
