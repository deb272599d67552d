"""How documents are read: streams, places, encodings, entities, and that both looks agree on any document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.errors import SourceError
from puzanov_tei.findings import Location
from puzanov_tei.relaxng.validate import is_valid, load_rng, validate

SCHEMA = load_rng(Path(__file__).parent / "letter.rng")
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt>'
    "<publisher/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
)
TAIL = "</body></text></TEI>"


def places(document: bytes | Path) -> list[tuple[str, int, int]]:
    """Code, line and column of what is wrong."""
    return [(f.code, f.location.line, f.location.column) for f in validate(SCHEMA, document, "d.xml")]


class _Pipe(io.RawIOBase):
    """A stream that can be read once only."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        taken, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return taken


def test_a_path_bytes_and_a_pipe(tmp_path: Path) -> None:
    data = f"{HEAD}\n<p><x/></p>{TAIL}".encode()
    path = tmp_path / "d.xml"
    path.write_bytes(data)
    assert places(data) == places(path) == [("PZ103", 2, 4)]
    (finding,) = validate(SCHEMA, _Pipe(data))  # type: ignore[arg-type]
    assert finding.location == Location("", 2, 4)
    (finding,) = validate(SCHEMA, path)
    assert finding.location.file == str(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(validate(SCHEMA, tmp_path / "none.xml"))


def test_columns_count_characters() -> None:
    assert places(f"{HEAD}\n<p>Пузанов 金日成 \U0001f600<x/></p>{TAIL}".encode()) == [("PZ103", 2, 17)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert places(f"{HEAD}{end}<p/>{end}<x/>{end}text{TAIL}".encode()) == [("PZ103", 3, 1), ("PZ108", 4, 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    document = f"<?xml version='1.0' encoding='{encoding}'?>\n{HEAD}\n<p>é<x/></p>{TAIL}"
    assert places(document.encode(encoding)) == [("PZ103", 3, 5)]


def test_an_attribute_has_a_place_of_its_own() -> None:
    document = f'{HEAD}\n<p xmlns:a="urn:a" n="é > x"\n   xml:lang="e n" a:b=""/>{TAIL}'
    assert places(document.encode()) == [("PZ113", 3, 4), ("PZ110", 3, 19)]


def test_errors_far_into_a_long_file() -> None:
    body = "<p>some words</p>\n" * 40_000
    document = f"{HEAD}\n{body}<p><x/></p>\n{body}<p n='1' m=''/>{TAIL}".encode()
    assert places(document) == [("PZ103", 40_002, 4), ("PZ110", 80_003, 10)]


def test_entities_of_the_document_count_as_their_text() -> None:
    doctype = '<!DOCTYPE TEI [<!ENTITY name "<persName>Kim</persName>"><!ENTITY bad "<x/>">]>'
    assert places(f"{doctype}{HEAD}<p>&name;</p>{TAIL}".encode()) == []
    assert [code for code, _, _ in places(f"{doctype}{HEAD}<p>&bad;</p>{TAIL}".encode())] == ["PZ103"]


def test_entities_cannot_explode() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = f'<!DOCTYPE TEI [<!ENTITY e0 "some text">{levels}]>{HEAD}<p>&e11;</p>{TAIL}'
    assert [code for code, _, _ in places(document.encode())][-1:] == ["PZ100"]


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("<x/>", encoding="utf-8")
    document = f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "{tmp_path.as_uri()}/secret">]>{HEAD}<p>&e;</p>{TAIL}'
    assert places(document.encode()) == []


@pytest.mark.parametrize("document", ["", " ", "<", "<TEI", "<TEI>", "</a>", "\x00", "<a/><b/>", "text"])
def test_what_is_no_xml(document: str) -> None:
    found = places(document.encode())
    assert found[-1][0] == "PZ100"


# --- any document ---------------------------------------------------------------------------------

_NAMES = st.sampled_from(
    [
        *("div", "p", "ab", "head", "list", "item", "persName", "date", "hi", "note", "choice", "sic", "corr", "abbr"),
        *("closer", "gap", "num", "ptr", "x", "TEI", "title"),
    ]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["n", "when", "from", "to", "rend", "type", "xml:id", "ref", "target", "cRef", "reason", "q"]),
    st.sampled_from(["a", "1957", "1957-05-29", "entry", "a b", ""]),
    max_size=3,
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(children | st.sampled_from(["", " ", "words", "12"]), max_size=4).map("".join)
    return st.builds(
        lambda name, given, inside: (
            f"<{name}" + "".join(f' {key}="{value}"' for key, value in given.items()) + f">{inside}</{name}>"
        ),
        _NAMES,
        _ATTRIBUTES,
        content,
    )


@settings(deadline=None)
@given(st.recursive(_element(st.just("")), _element, max_leaves=12))
def test_the_quick_and_the_careful_look_agree(body: str) -> None:
    document = f"{HEAD}{body}{TAIL}".encode()
    found = list(validate(SCHEMA, document, "d.xml"))
    assert is_valid(SCHEMA, document) is (not found)
    # Findings come in the order of the document, but for what only shows at an end tag.
    at_starts = [f.sort_key for f in found if f.code not in ("PZ107", "PZ109", "PZ108")]
    assert [key[1:3] for key in at_starts] == sorted(key[1:3] for key in at_starts)
