"""Which schemas a document names and which findings count, value by value, without a run of the program."""

from __future__ import annotations

import pytest

from puzanov_tei.base.scan import scan
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.validation.associations import USABLE, named
from puzanov_tei.validation.selection import matches, refuse_unknown, selected, unsuppressed

RNG, SCH = "http://relaxng.org/ns/structure/1.0", "http://purl.oclc.org/dsdl/schematron"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaRef url="x/own.odd"/><schemaRef url="s.RNG?v=2"/></TEI>'
KNOWN = ("PZ103", "PZ401", "needs-id", "needs-n")


def schemas(document: str) -> list[tuple[str, str, str, str]]:
    """Source, address, language and phase of each schema that a document names."""
    return [(s.source, s.address, s.language, s.phase) for s in named(scan(document.encode()))]


@pytest.mark.parametrize(
    ("content", "address", "language", "phase"),
    [
        (f'href="a" schematypens="{RNG}"', "a", "relaxng", ""),
        (f'href="a.rnc" schematypens="{RNG}"', "a.rnc", "compact", ""),
        ('href="a.rng" type="application/relax-ng-compact-syntax"', "a.rng", "compact", ""),
        (f"href = 'a.rng' schematypens = '{SCH}' phase = '#ALL'", "a.rng", "schematron", "#ALL"),
        ('href="a" schematypens="http://www.ascc.net/xml/schematron"', "a", "schematron", ""),
        ('href="a.ISOSCH" phase="p"', "a.ISOSCH", "schematron", "p"),
        ('href="https://example.org/a.rng?x=1&amp;y=2#z"', "https://example.org/a.rng?x=1&y=2#z", "relaxng", ""),
        ('href="a.xsd" schematypens="http://www.w3.org/2001/XMLSchema"', "a.xsd", "XML Schema", ""),
        ('href="a.xml" schematypens="http://www.tei-c.org/ns/1.0"', "a.xml", "ODD", ""),
        ('href="a.xml" type="application/tei+xml"', "a.xml", "ODD", ""),
        ('href="a" ', "a", "", ""),
    ],
)
def test_an_instruction_names_a_schema(content: str, address: str, language: str, phase: str) -> None:
    assert schemas(f"<?xml-model {content}?><a/>") == [("xml-model", address, language, phase)]
    assert language in USABLE


@pytest.mark.parametrize(
    ("content", "language"),
    [
        ('href="a.rng" type="application/xml-dtd"', "DTD"),
        ('href="a" schematypens="http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0"', "NVDL"),
        ('href="a.rng" schematypens="urn:other"', "urn:other"),
        ('href="a.nvdl"', "NVDL"),
    ],
)
def test_a_language_that_cannot_be_used_keeps_its_name(content: str, language: str) -> None:
    assert schemas(f"<?xml-model {content}?><a/>") == [("xml-model", content.split('"')[1], language, "")]
    assert language not in USABLE


@pytest.mark.parametrize("content", ['href="a.css" type="text/css"', "", 'href=""', f'schematypens="{RNG}"'])
def test_an_instruction_without_a_schema(content: str) -> None:
    assert schemas(f"<?xml-model {content}?><a/>") == []


def test_instructions_of_an_editor() -> None:
    both = '<?oxygen RNGSchema="a.rnc" SCHSchema="a.sch" type="compact"?><?oxygen NVDLSchema="a.nvdl"?><a/>'
    assert schemas(both) == [
        ("oxygen", "a.rnc", "compact", ""),
        ("oxygen", "a.sch", "schematron", ""),
        ("oxygen", "a.nvdl", "NVDL", ""),
    ]
    assert schemas('<?oxygen RNGSchema="a.rng" type="xml"?><a/>') == [("oxygen", "a.rng", "relaxng", "")]


def test_attributes_of_the_root_and_where_they_stand() -> None:
    pairs = f'\n<a {XSI} xsi:schemaLocation="urn:a  a.xsd\n urn:b b.xsd" xsi:noNamespaceSchemaLocation=" c.xsd "/>'
    assert sorted(schemas(pairs)) == [
        ("noNamespaceSchemaLocation", "c.xsd", "XML Schema", ""),
        ("schemaLocation", "a.xsd", "XML Schema", ""),
        ("schemaLocation", "b.xsd", "XML Schema", ""),
    ]
    assert {(s.line, s.column) for s in named(scan(pairs.encode()))} == {(2, 1)}


def test_the_header_counts_only_where_nothing_else_names_a_schema() -> None:
    assert schemas(TEI) == [("schemaRef", "x/own.odd", "ODD", ""), ("schemaRef", "s.RNG?v=2", "relaxng", "")]
    assert schemas(f'<?xml-model href="a.rng"?>{TEI}') == [("xml-model", "a.rng", "relaxng", "")]
    assert len(schemas(f'<?xml-model href="a.css" type="text/css"?>{TEI}')) == 2


def finding(code: str, line: int, column: int = 1, rule: str = "") -> Finding:
    """A finding at a place in d.xml."""
    return Finding(code, Severity.ERROR, "m", "r", Location("d.xml", line, column), rule=rule)


def test_a_pattern_means_a_code_or_a_rule() -> None:
    ours, theirs = finding("PZ401", 1), finding("PZ190", 2, rule="needs-n")
    assert matches(ours, ["PZ4*"]) and matches(theirs, ["x", "needs-*"])
    assert not matches(ours, ["needs-*", "pz401"]) and not matches(theirs, [])
    assert selected([ours, theirs], [], []) == [ours, theirs]
    assert selected([ours, theirs], ["PZ*"], ["needs-n"]) == [ours]
    assert selected([ours, theirs], ["needs-n"], ["PZ4*"]) == [theirs]
    assert selected([ours, theirs], ["PZ401"], ["PZ401"]) == []


@pytest.mark.parametrize("pattern", ["PZ103", "PZ4*", "needs-*", "*"])
def test_a_pattern_that_fits_something_is_accepted(pattern: str) -> None:
    refuse_unknown([pattern], lambda: KNOWN, "--select")


@pytest.mark.parametrize(
    ("pattern", "known", "remedy"),
    [
        ("PZ998", KNOWN, ""),
        ("PZ9*", KNOWN, ""),
        ("PZ998", KNOWN[:2], ""),
        ("needsn", KNOWN, "Did you mean needs-n?"),
        ("zzzzzzzzzz", KNOWN, "puzanov-tei explain CODE"),
    ],
)
def test_a_pattern_that_fits_nothing_is_refused(pattern: str, known: tuple[str, ...], remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        refuse_unknown(["PZ103", pattern], lambda: known, "--ignore")
    assert str(refused.value).startswith(f"--ignore: there is no code or rule {pattern!r}.")
    assert remedy in str(refused.value)


def test_rules_of_schemas_that_are_not_known_yet_are_accepted() -> None:
    asked: list[int] = []

    def known() -> tuple[str, ...]:
        asked.append(1)
        return KNOWN[:2]

    refuse_unknown([], known, "--select")
    assert asked == []
    refuse_unknown(["needs-n", "PZ103", "other"], known, "--select")
    assert asked == [1]


def left(document: str, *findings: Finding) -> list[tuple[str, int, int]]:
    """Code and place of what a document's instructions leave, and of the instructions without effect."""
    rest = unsuppressed(findings, scan(document.encode()).ignores, "d.xml")
    return [(one.code, one.location.line, one.location.column) for one in rest]


def test_an_instruction_holds_for_the_element_that_follows_it() -> None:
    document = "<a>\n<?puzanov-tei ignore PZ401?><b>\n<c/></b>\n<b/></a>"
    inside, after, other = finding("PZ401", 3), finding("PZ401", 4), finding("PZ103", 3)
    assert left(document, inside, after, other) == [("PZ401", 4, 1), ("PZ103", 3, 1)]
    assert left(document, after) == [("PZ401", 4, 1), ("PZ096", 2, 1)]


def test_an_instruction_before_the_root_holds_for_the_file() -> None:
    document = "\n<?puzanov-tei ignore PZ4*, needs-n PZ103?>\n<a/>"
    assert left(document, finding("PZ401", 1), finding("PZ190", 9, rule="needs-n"), finding("PZ103", 3)) == []
    assert left(document, finding("PZ401", 3)) == [("PZ096", 2, 1)] * 2
    unused = list(unsuppressed([], scan(document.encode()).ignores, "d.xml"))
    assert [(one.severity, one.location.file, one.message.split()[0]) for one in unused] == [
        (Severity.WARNING, "d.xml", code) for code in ("PZ4*", "needs-n", "PZ103")
    ]


def test_two_instructions_that_mean_the_same_finding_are_both_used() -> None:
    document = "<?puzanov-tei ignore PZ401?><a>\n<?puzanov-tei ignore PZ4*?><b/></a>"
    assert left(document, finding("PZ401", 2, 30)) == []
