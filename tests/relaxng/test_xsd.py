"""XML Schema: it loads in both libraries, takes all the grammar takes, and says where it takes more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.engine.names import expanded
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.xsd import trees as models
from puzanov_tei.xsd.models import to_xsd
from rng_cases import CASES, Case

LETTER = Path(__file__).parent / "letter.rng"

# Cases in which XML Schema 1.0 can say exactly the same.
_EXACT = {
    *("empty", "text", "group", "repetition", "attributes", "data", "a string may be empty", "namespaces"),
    *("not allowed", "identifiers", "string or token"),
}
# libxml2 does not collapse white space before it reads a date.
_LIBXML2_CANNOT = {"<r>\n 1957-05-29 </r>"}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_takes_what_the_grammar_takes(case: Case, tmp_path: Path) -> None:
    files, widened = to_xsd(read_rng(case.rng))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    path = tmp_path / next(iter(files))
    by_libxml2 = etree.XMLSchema(etree.parse(path))
    by_xmlschema = xmlschema.XMLSchema(path)
    for document in case.valid:
        taken_by_libxml2 = by_libxml2.validate(etree.fromstring(document))
        assert taken_by_libxml2 or document in _LIBXML2_CANNOT, (document, by_libxml2.error_log)
        assert by_xmlschema.is_valid(document), document
    taken = [document for document in case.invalid if by_xmlschema.is_valid(document)]
    if case.name in _EXACT:
        assert taken == []
        assert widened == ()
    elif taken:
        assert widened


def test_a_schema_like_teis(tmp_path: Path) -> None:
    files, widened = to_xsd(read_rng(LETTER))
    assert list(files) == ["schema.xsd", "xml.xsd"]
    # Attributes that exclude each other are beyond XML Schema 1.0; the content models are not.
    assert widened == ("date", "ptr")
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    schema = etree.XMLSchema(etree.parse(tmp_path / "schema.xsd"))
    assert schema.validate(
        _letter("<div xml:id='d'><head>h</head><p>x <persName ref='#a' cert='low'>K</persName></p></div>")
    )
    for wrong in ("<p><p/></p>", "<list/>", "<p><persName cert='none'/></p>", "<p><num>x</num></p>", "<p foo=''/>"):
        assert not schema.validate(_letter(wrong)), wrong


def _letter(body: str) -> etree._Element:
    return etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt>'
        f"<publisher/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )


def test_same_input_same_bytes() -> None:
    assert to_xsd(read_rng(LETTER)) == to_xsd(read_rng(LETTER))


# --- content models -------------------------------------------------------------------------------


def name(letter: str) -> models.Model:
    return models.single(models.Symbol(expanded("urn:t", letter), "urn:t"))


A, B, C = name("a"), name("b"), name("c")


def shown(model: models.Model) -> str:
    """A model as a DTD would write it, with numbers for other repetitions."""
    if model.symbol is not None:
        return model.symbol.name.rpartition("\n")[2] or model.symbol.namespace
    if model.kind == models.REPEAT:
        signs = {(0, 1): "?", (0, models.UNBOUNDED): "*", (1, models.UNBOUNDED): "+"}
        least, most = model.times
        inner = shown(model.parts[0])
        inner = f"({inner})" if model.parts[0].kind == models.REPEAT else inner
        return f"{inner}{signs.get(model.times, f'{{{least},{most}}}')}"
    sign = ", " if model.kind == models.SEQUENCE else " | "
    return f"({sign.join(shown(part) for part in model.parts)})"


def star(model: models.Model) -> models.Model:
    return models.repeated(model, 0)


@pytest.mark.parametrize(
    ("model", "text", "widened"),
    [
        (models.choice([models.sequence([A, B]), models.sequence([A, C])]), "(a, (b | c))", False),
        (models.choice([models.sequence([A, B]), A]), "(a, b?)", False),
        (star(models.choice([models.repeated(A, 1), models.optional(B)])), "(a | b)*", False),
        (star(models.sequence([star(A), models.optional(B)])), "(a | b)*", False),
        (models.sequence([star(A), A]), "a+", False),
        (models.choice([A, star(A)]), "a*", False),
        (models.sequence([models.optional(A), A, B]), "(a{1,2}, b)", True),
        (models.sequence([star(models.choice([A, B])), A]), "(a | b)+", True),
        (models.interleaved([A, models.sequence([B, C])]), "(a | b | c){3,3}", True),
    ],
)
def test_models_become_deterministic(model: models.Model, text: str, widened: bool) -> None:
    assert (shown(model), model.widened) == (text, widened)


def _random_model(draw: random.Random, depth: int) -> tuple[models.Model, str]:
    """A model, and the same as a regular expression over letters."""
    kind = draw.randrange(6) if depth else 0
    if kind < 2:
        letter = draw.choice("abc")
        return name(letter), letter
    parts = [_random_model(draw, depth - 1) for _ in range(draw.randint(1, 3))]
    if kind == 2:
        return models.sequence(part for part, _ in parts), "".join(text for _, text in parts)
    if kind == 3:
        return models.choice(part for part, _ in parts), f"({'|'.join(text for _, text in parts)})"
    model, text = parts[0]
    if kind == 4:
        return models.optional(model), f"({text})?"
    least = draw.randint(0, 1)
    return models.repeated(model, least), f"({text}){'+' if least else '*'}"


@settings(deadline=None)
@given(st.integers(min_value=0))
def test_models_are_supersets_and_deterministic(seed: int) -> None:
    from puzanov_tei.datatypes.regex import compiled

    draw = random.Random(seed)
    model, text = _random_model(draw, 4)
    given_language, written = compiled(text), compiled(_expression(model))
    for _ in range(40):
        word = "".join(draw.choice("abc") for _ in range(draw.randint(0, 6)))
        if given_language(word):
            assert written(word), (text, shown(model), word)
        elif not model.widened:
            assert not written(word), (text, shown(model), word)
    schema = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" xmlns:t="urn:t">'
        + "".join(f'<xs:element name="{letter}"/>' for letter in "abc")
        + f'<xs:element name="r"><xs:complexType><xs:sequence>{_particle(model)}</xs:sequence></xs:complexType>'
        + "</xs:element>"
        "</xs:schema>"
    )
    etree.XMLSchema(etree.fromstring(schema))


def _expression(model: models.Model) -> str:
    text = shown(model) if model.kind != models.EMPTY else "()"
    return text.replace(",unbounded", ",").replace(f",{models.UNBOUNDED}}}", ",}").replace(", ", "").replace(" ", "")


def _particle(model: models.Model, occurs: str = "") -> str:
    if model.kind == models.EMPTY:
        return ""
    if model.symbol is not None:
        return f'<xs:element ref="t:{model.symbol.name[-1]}"{occurs}/>'
    if model.kind == models.REPEAT:
        least, most = model.times
        bound = "unbounded" if most == models.UNBOUNDED else str(most)
        inner = _particle(model.parts[0])
        return f'<xs:sequence minOccurs="{least}" maxOccurs="{bound}">{inner}</xs:sequence>'
    return f"<xs:{model.kind}>{''.join(_particle(part) for part in model.parts)}</xs:{model.kind}>"


@pytest.mark.parametrize("root", ["element * { text }", "element a { text } | element * - a { empty }"])
def test_a_root_of_any_name_is_refused(root: str) -> None:
    with pytest.raises(SchemaError, match="any name"):
        to_xsd(read_rng(f"start = {root}".encode(), "s.rnc"))


@pytest.mark.parametrize(
    ("inside", "widened"),
    [
        ("any* } any = element * { attribute * { text }*, (text | any)* ", ()),
        ("element * { text }* ", ("a",)),
        ("any* } any = element * - a { attribute * { text }*, (text | any)* ", ("a",)),
        ("any* } any = element * { attribute * { text }*, attribute x { text }, (text | any)* ", ("a",)),
    ],
)
def test_a_wildcard_is_named_where_it_says_more_than_any_element(inside: str, widened: tuple[str, ...]) -> None:
    assert to_xsd(read_rng(f"start = element a {{ {inside}}}".encode(), "s.rnc"))[1] == widened
