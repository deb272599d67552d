"""Typical mistakes of encoders, and what the validator says about each: the table of `test_mistakes`."""

from __future__ import annotations

_PHRASES = "Expected here: <note>, <hi>, <ptr>, <persName>, <placeName> and 5 more."

# Line, column, code, message, hint of each finding.
Found = tuple[int, int, str, str, str]

# In the body of an otherwise valid document; the body begins in line 3.
IN_THE_BODY: list[tuple[str, list[Found]]] = [
    (
        "<persname>Kim</persname>",
        [
            (
                3,
                1,
                "PZ103",
                "<persname> is not an element of this schema.",
                "Did you mean <persName>? That is not allowed here either; expected is <p>, <div>, <list> or <ab>.",
            ),
        ],
    ),
    (
        "<p><persname>Kim</persname></p>",
        [
            (3, 4, "PZ103", "<persname> is not an element of this schema.", "Did you mean <persName>?"),
        ],
    ),
    (
        "<p><Date>x</Date></p>",
        [
            (3, 4, "PZ103", "<Date> is not an element of this schema.", "Did you mean <date>?"),
        ],
    ),
    (
        "<p><foo>x</foo></p>",
        [
            (3, 4, "PZ103", "<foo> is not an element of this schema.", _PHRASES),
        ],
    ),
    (
        "<p>a <idno>1</idno></p>",
        [
            (
                3,
                6,
                "PZ104",
                "<idno> is not allowed inside <p>; it belongs in <publicationStmt>.",
                _PHRASES,
            ),
        ],
    ),
    (
        '<p>met <hi rend="i"><p>x</p></hi></p>',
        [
            (
                3,
                21,
                "PZ104",
                "<p> is allowed inside <body>, not inside <hi>.",
                "<hi> holds words: take the tags of <p> away.",
            ),
        ],
    ),
    (
        "<p>a<p>b</p></p>",
        [
            (3, 5, "PZ104", "<p> is allowed inside <body>, not inside <p>.", "End <p> before it."),
        ],
    ),
    (
        "<persName>Kim</persName>",
        [
            (
                3,
                1,
                "PZ104",
                "<persName> is not allowed inside <body>; it belongs in <p>, <head>, <item> and 6 more.",
                "Put it into <p> or <ab>.",
            ),
        ],
    ),
    (
        "Kim",
        [
            (3, 1, "PZ108", 'text "Kim" is not allowed directly inside <body>.', "Put it into <p> or <ab>."),
        ],
    ),
    (
        "<p/>Kim<p/>",
        [
            (3, 5, "PZ108", 'text "Kim" is not allowed directly inside <body>.', "Put it into <p> or <ab>."),
        ],
    ),
    (
        "<list>Kim</list>",
        [
            (3, 7, "PZ108", 'text "Kim" is not allowed directly inside <list>.', "Put it into <item>."),
        ],
    ),
    (
        "<list><p>x</p></list>",
        [
            (
                3,
                7,
                "PZ104",
                "<p> is allowed inside <body>, not inside <list>.",
                "Put it behind <list>, which is not complete here.",
            ),
        ],
    ),
    (
        "<list/>",
        [
            (3, 1, "PZ107", "<list> is incomplete: <item> is missing.", ""),
        ],
    ),
    (
        "<list><item/><head>x</head></list>",
        [
            (
                3,
                14,
                "PZ105",
                "<head> is not allowed after <item> in <list>.",
                "Its place is further up in <list>, before <item>.",
            ),
        ],
    ),
    (
        "<div><p/><head>late</head></div>",
        [
            (
                3,
                10,
                "PZ105",
                "<head> is not allowed after <p> in <div>.",
                "Its place is further up in <div>, before <p>.",
            ),
        ],
    ),
    (
        "<div><head>a</head><head>b</head><p/></div>",
        [
            (3, 20, "PZ105", "there is more than one <head> in <div>.", "Expected here: <p>, <div>, <list> or <ab>."),
        ],
    ),
    (
        "<div><head>a</head></div>",
        [
            (3, 1, "PZ107", "<div> is incomplete: <p>, <div>, <list> or <ab> is missing after <head>.", ""),
        ],
    ),
    (
        "<div><closer/><p/></div>",
        [
            (3, 6, "PZ106", "<p>, <div>, <list> or <ab> is missing before <closer>.", ""),
        ],
    ),
    (
        "<div><p/><closer/><p/></div>",
        [
            (3, 19, "PZ105", "<p> is not allowed after <closer> in <div>.", "Nothing more is expected here."),
        ],
    ),
    (
        '<p><date when="29 May 1957">x</date></p>',
        [
            (
                3,
                10,
                "PZ113",
                '"29 May 1957" is no value of @when on <date>.',
                "Expected: a date or time (1957-05-15, 1957-05, 1957).",
            ),
        ],
    ),
    (
        '<p><date when="1957-5-29">x</date></p>',
        [
            (
                3,
                10,
                "PZ113",
                '"1957-5-29" is no value of @when on <date>.',
                'Did you mean "1957-05-29"? Expected: a date or time (1957-05-15, 1957-05, 1957).',
            ),
        ],
    ),
    (
        '<p><date when="1957-05-29" to="1958">x</date></p>',
        [
            (3, 28, "PZ114", "@to on <date> cannot be combined with @when.", "Keep one of them."),
        ],
    ),
    (
        '<p><date from="1957">x</date></p>',
        [
            (3, 4, "PZ112", "<date> lacks its attribute @to.", "@to takes a date or time (1957-05-15, 1957-05, 1957)."),
        ],
    ),
    (
        '<p><date When="1957">x</date></p>',
        [
            (3, 10, "PZ110", "<date> has no attribute @When.", "Did you mean @when?"),
        ],
    ),
    (
        '<p when="1957">x</p>',
        [
            (
                3,
                4,
                "PZ111",
                "@when is not allowed on <p>; it belongs to <date> or <change>.",
                "It may have @xml:id, @xml:lang, @n.",
            ),
        ],
    ),
    (
        '<p ref="#a">x</p>',
        [
            (
                3,
                4,
                "PZ111",
                "@ref is not allowed on <p>; it belongs to <persName>, <placeName> or <orgName>.",
                "It may have @xml:id, @xml:lang, @n.",
            ),
        ],
    ),
    (
        '<p id="x">x</p>',
        [
            (3, 4, "PZ110", "<p> has no attribute @id.", "Did you mean @xml:id?"),
        ],
    ),
    (
        '<p rend="x">x</p>',
        [
            (3, 4, "PZ111", "@rend is not allowed on <p>; it belongs to <hi>.", "It may have @xml:id, @xml:lang, @n."),
        ],
    ),
    (
        '<p foo="1">x</p>',
        [
            (3, 4, "PZ110", "@foo is not an attribute of this schema.", "It may have @xml:id, @xml:lang, @n."),
        ],
    ),
    (
        '<p xml:lang="english language">x</p>',
        [
            (
                3,
                4,
                "PZ113",
                '"english language" is no value of @xml:lang on <p>.',
                "Expected: a language tag (en, ko-Latn).",
            ),
        ],
    ),
    (
        '<p xml:id="1a">x</p>',
        [
            (
                3,
                4,
                "PZ113",
                '"1a" is no value of @xml:id on <p>.',
                "Expected: an identifier: letters, digits, . - _, beginning with a letter or _.",
            ),
        ],
    ),
    (
        '<p xml:id="a"/><p xml:id="a"/>',
        [
            (3, 19, "PZ120", '"a" is already the identifier of another element.', "It was given in line 3."),
        ],
    ),
    (
        "<p><hi>x</hi></p>",
        [
            (
                3,
                4,
                "PZ112",
                "<hi> lacks its attribute @rend.",
                "@rend takes a name: letters, digits, . - _, beginning with a letter.",
            ),
        ],
    ),
    (
        '<p><hi rnd="i">x</hi></p>',
        [
            (3, 8, "PZ110", "<hi> has no attribute @rnd.", "Did you mean @rend?"),
        ],
    ),
    (
        "<p><gap/></p>",
        [
            (3, 4, "PZ112", "<gap> lacks its attribute @reason.", "@reason takes one word without spaces."),
        ],
    ),
    (
        '<p><gap reason="not legible"/></p>',
        [
            (
                3,
                9,
                "PZ113",
                '"not legible" is no value of @reason on <gap>.',
                'Did you mean "not_legible"? Expected: one word without spaces.',
            ),
        ],
    ),
    (
        '<p><gap reason="x">y</gap></p>',
        [
            (3, 20, "PZ108", 'text "y" is not allowed directly inside <gap>.', "<gap> must be empty."),
        ],
    ),
    (
        "<p><ptr/></p>",
        [
            (3, 4, "PZ112", "<ptr> lacks its attribute @target or @cRef.", "@target takes a pointer (#id or a URL)."),
        ],
    ),
    (
        '<p><ptr target="#a" cRef="b"/></p>',
        [
            (3, 21, "PZ114", "@cRef on <ptr> cannot be combined with @target.", "Keep one of them."),
        ],
    ),
    (
        '<p><ptr target="#a b"/></p>',
        [
            (
                3,
                9,
                "PZ113",
                '"#a b" is no value of @target on <ptr>.',
                'Did you mean "#a_b"? Expected: a pointer (#id or a URL).',
            ),
        ],
    ),
    (
        '<p><note type="stamps">x</note></p>',
        [
            (3, 10, "PZ113", '"stamps" is no value of @type on <note>.', 'Did you mean "stamp"?'),
        ],
    ),
    (
        '<p><note type="bug">x</note></p>',
        [
            (
                3,
                10,
                "PZ113",
                '"bug" is no value of @type on <note>.',
                'Expected: "stamp", "handwritten" or "translator".',
            ),
        ],
    ),
    (
        '<p><note anchored="yes">x</note></p>',
        [
            (3, 10, "PZ113", '"yes" is no value of @anchored on <note>.', "Expected: true or false."),
        ],
    ),
    (
        '<p><persName cert="hihg">x</persName></p>',
        [
            (3, 14, "PZ113", '"hihg" is no value of @cert on <persName>.', 'Did you mean "high"?'),
        ],
    ),
    (
        '<p><persName ref="a b">x</persName></p>',
        [
            (
                3,
                14,
                "PZ113",
                '"a b" is no value of @ref on <persName>.',
                'Did you mean "a_b"? Expected: a pointer (#id or a URL).',
            ),
        ],
    ),
    (
        "<p><choice><sic>x</sic></choice></p>",
        [
            (3, 4, "PZ107", "<choice> is incomplete: <corr> is missing after <sic>.", ""),
        ],
    ),
    (
        "<p><choice><sic>x</sic><expan>y</expan></choice></p>",
        [
            (3, 24, "PZ105", "<expan> is not allowed after <sic> in <choice>.", "Expected here: <corr>."),
        ],
    ),
    (
        "<p><choice>x</choice></p>",
        [
            (3, 12, "PZ108", 'text "x" is not allowed directly inside <choice>.', "Put it into <sic> or <abbr>."),
        ],
    ),
    (
        "<p><choice><corr>y</corr><sic>x</sic></choice></p>",
        [
            (3, 12, "PZ106", "<sic> is missing before <corr>.", ""),
        ],
    ),
    (
        "<p><num>three</num></p>",
        [
            (3, 4, "PZ109", '"three" is no value of <num>.', "Expected: a number."),
        ],
    ),
    (
        "<p><num/></p>",
        [
            (3, 4, "PZ109", "<num> needs a value.", "Expected: a number."),
        ],
    ),
    (
        '<p><num>3<hi rend="i"/></num></p>',
        [
            (3, 10, "PZ104", "<hi> is allowed inside <p>, not inside <num>.", "End <num> before it."),
        ],
    ),
    (
        '<div type="entrie"><p/></div>',
        [
            (3, 6, "PZ113", '"entrie" is no value of @type on <div>.', 'Did you mean "entry"?'),
        ],
    ),
    (
        '<p xmlns="">x</p>',
        [
            (
                3,
                1,
                "PZ102",
                "<p> is in no namespace.",
                'To mend it, declare xmlns="http://www.tei-c.org/ns/1.0" on the root element.',
            ),
        ],
    ),
    (
        '<q:p xmlns:q="urn:q">x</q:p>',
        [
            (
                3,
                1,
                "PZ102",
                '<p> is in the namespace "urn:q".',
                'To mend it, declare xmlns="http://www.tei-c.org/ns/1.0" on the root element.',
            ),
        ],
    ),
    (
        "<p><placeName><persName>x</persName></placeName></p>",
        [
            (3, 15, "PZ104", "<persName> is allowed inside <p>, not inside <placeName>.", "End <placeName> before it."),
        ],
    ),
    (
        "<title>x</title>",
        [
            (
                3,
                1,
                "PZ104",
                "<title> is not allowed inside <body>; it belongs in <titleStmt>.",
                "Expected here: <p>, <div>, <list> or <ab>.",
            ),
        ],
    ),
    (
        "<item>x</item>",
        [
            (3, 1, "PZ104", "<item> is not allowed inside <body>; it belongs in <list>.", "Put it into <list>."),
        ],
    ),
    (
        "<sourceDesc><p/></sourceDesc>",
        [
            (
                3,
                1,
                "PZ104",
                "<sourceDesc> is not allowed inside <body>; it belongs in <fileDesc>.",
                "Expected here: <p>, <div>, <list> or <ab>.",
            ),
        ],
    ),
    (
        "<p>a & b</p>",
        [
            (3, 7, "PZ100", "the XML is not well-formed: a character stands where none of its kind may.", ""),
        ],
    ),
    (
        "<p>x</q>",
        [
            (3, 7, "PZ100", "the XML is not well-formed: mismatched tag.", ""),
        ],
    ),
    (
        '<div\n   n="1"\n   typ="entry"><p/></div>',
        [
            (5, 4, "PZ110", "<div> has no attribute @typ.", "Did you mean @type?"),
        ],
    ),
    (
        '<p n="é" foo=""/>',
        [
            (3, 10, "PZ110", "@foo is not an attribute of this schema.", "It may have @xml:id, @xml:lang."),
        ],
    ),
]

# In place of the header; line 1.
IN_THE_HEADER: list[tuple[str, list[Found]]] = [
    (
        "<teiHeader><fileDesc><publicationStmt><publisher>w</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>",
        [
            (
                1,
                63,
                "PZ106",
                "<titleStmt> is missing before <publicationStmt>.",
                "<titleStmt>: names the text and who answers for it",
            ),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>",
        [
            (
                1,
                102,
                "PZ106",
                "<publicationStmt> is missing before <sourceDesc>.",
                "<publicationStmt>: says who publishes the file, and on what terms",
            ),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>w</publisher></publicationStmt></fileDesc></teiHeader>",
        [
            (1, 53, "PZ107", "<fileDesc> is incomplete: <sourceDesc> is missing after <publicationStmt>.", ""),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>w</publisher></publicationStmt><sourceDesc/></fileDesc></teiHeader>",
        [
            (1, 161, "PZ107", "<sourceDesc> is incomplete: <p> or <ab> is missing.", ""),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>w</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><revisionDesc><change>x</change></revisionDesc></teiHeader>",
        [
            (1, 215, "PZ112", "<change> lacks its attribute @when.", "@when takes a date (1957-05-15)."),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>w</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><fileDesc/></teiHeader>",
        [
            (1, 201, "PZ105", "there is more than one <fileDesc> in <teiHeader>.", "Expected here: <revisionDesc>."),
            (
                1,
                201,
                "PZ107",
                "<fileDesc> is incomplete: <titleStmt> and <publicationStmt> and <sourceDesc> are missing.",
                "<titleStmt>: names the text and who answers for it",
            ),
        ],
    ),
    (
        "",
        [
            (2, 1, "PZ106", "<teiHeader> is missing before <text>.", ""),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt>w</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>",
        [
            (1, 119, "PZ108", 'text "w" is not allowed directly inside <publicationStmt>.', "Put it into <publisher>."),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><idno>w</idno></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>",
        [
            (1, 119, "PZ106", "<publisher> is missing before <idno>.", ""),
        ],
    ),
    (
        "<teiHeader><fileDesc><titleStmt><author>w</author></titleStmt><publicationStmt><publisher>w</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>",
        [
            (1, 74, "PZ106", "<title> is missing before <author>.", ""),
        ],
    ),
]

# Whole documents.
DOCUMENTS: list[tuple[str, list[Found]]] = [
    (
        "<TEI><teiHeader/></TEI>",
        [
            (
                1,
                1,
                "PZ102",
                "<TEI> is in no namespace.",
                'To mend it, declare xmlns="http://www.tei-c.org/ns/1.0" on the root element.',
            ),
            (1, 6, "PZ107", "<teiHeader> is incomplete: <fileDesc> is missing.", ""),
            (1, 1, "PZ107", "<TEI> is incomplete: <text> is missing after <teiHeader>.", ""),
        ],
    ),
    (
        '<tei xmlns="http://www.tei-c.org/ns/1.0"/>',
        [
            (1, 1, "PZ101", "<tei> cannot be the outermost element.", "Did you mean <TEI>?"),
            (1, 1, "PZ107", "<tei> is incomplete: <teiHeader> and <text> are missing.", ""),
        ],
    ),
    (
        '<text xmlns="http://www.tei-c.org/ns/1.0"><body><p/></body></text>',
        [
            (1, 1, "PZ101", "<text> cannot be the outermost element.", "A document begins with <TEI>."),
        ],
    ),
    (
        "<html/>",
        [
            (1, 1, "PZ101", "<html> cannot be the outermost element.", "A document begins with <TEI>."),
        ],
    ),
]
