"""Reading TEI: the documents of a file, its entities and its inclusions, within bounds, nothing lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.errors import SourceError
from puzanov_tei.tei import inclusion, stream
from puzanov_tei.tei.read import XML_ID, Edition, FragmentError, T, editions, local_name, parse, pointers

NS = "xmlns='http://www.tei-c.org/ns/1.0' xmlns:xi='http://www.w3.org/2001/XInclude'"
AS_TEXT = "parse='text'"


def tei(identifier: str, body: str = "") -> str:
    return f"<TEI {NS} xml:id='{identifier}'><teiHeader/><text><body>{body}</body></text></TEI>"


def corpus(*members: str) -> str:
    return f"<teiCorpus {NS}><teiHeader/>{''.join(members)}</teiCorpus>"


def include(href: str, more: str = "") -> str:
    return f"<xi:include href='{href}' {more}/>"


def read(folder: Path, **files: str | bytes) -> list[Edition]:
    """The editions of the first file, all being written first; `a_txt` is `a.txt`, without an ending it is XML."""
    paths = []
    for name, content in files.items():
        paths.append(folder / (name.replace("_", ".") if "_" in name else f"{name}.xml"))
        paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(editions(paths[0].read_bytes(), str(paths[0])))


def words(edition: Edition) -> str:
    return "".join(edition.root.itertext())


def documents(found: list[Edition]) -> list[str]:
    return [edition.doc_id for edition in found if edition.root.tag == f"{T}TEI"]


# --- documents of a file --------------------------------------------------------------------------


def test_a_corpus_gives_its_header_and_each_document_with_what_stands_above(tmp_path: Path) -> None:
    inner = corpus(tei("two"))
    header, one, nested, two = read(tmp_path, c=corpus(tei("one"), inner))
    assert [local_name(e.root) for e in (header, one, nested, two)] == ["teiHeader", "TEI", "teiHeader", "TEI"]
    assert (header.doc_id, one.doc_id, two.doc_id) == ("c", "one", "two")
    assert [len(e.above) for e in (header, one, nested, two)] == [0, 1, 1, 2]
    assert [local_name(root) for root in two.own] == ["teiHeader", "teiHeader", "TEI"]


def test_documents_without_a_name_are_counted_and_one_alone_is_called_like_its_file(tmp_path: Path) -> None:
    nameless = f"<TEI {NS}><teiHeader/><text/></TEI>"
    assert documents(read(tmp_path, c=corpus(nameless, tei("b"), nameless))) == ["c-1", "b", "c-3"]
    assert documents(read(tmp_path, d=nameless)) == ["d"]


@pytest.mark.parametrize(
    ("data", "error", "line"),
    [
        (b"  \n", SourceError, 0),
        (b"<TEI>\n<p></TEI>", SourceError, 2),
        (b"<html/>", SourceError, 0),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", SourceError, 0),
        (f"<div {NS}/>".encode(), FragmentError, 0),
        (b"<!DOCTYPE TEI [<!ENTITY a 'x'>]><TEI>&b;</TEI>", SourceError, 1),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(data: bytes, error: type[SourceError], line: int) -> None:
    with pytest.raises(SourceError) as raised:
        list(editions(data, "x.xml"))
    assert type(raised.value) is error
    location = raised.value.location
    assert location is not None
    assert (location.file, location.line) == ("x.xml", line)


def test_pointers_lose_what_stands_before_the_fragment() -> None:
    assert pointers("#a persons.xml#b  persons.xml") == ["a", "b", "persons.xml"]
    assert pointers(None) == []


# --- entities -------------------------------------------------------------------------------------


def test_elements_out_of_entities_are_of_the_namespace_around_them() -> None:
    dtd = "<!DOCTYPE TEI [<!ENTITY v '<choice><orig>u</orig><reg>v</reg></choice>'>]>"
    (edition,) = editions(f"{dtd}{tei('d', '<p>&v;ie et &v;in</p>')}".encode(), "d.xml")
    assert [len(edition.root.findall(f".//{T}{name}")) for name in ("choice", "orig", "reg")] == [2, 2, 2]


def test_entities_of_a_dtd_that_is_not_read_stay_and_are_counted() -> None:
    dtd = "<!DOCTYPE TEI SYSTEM 'tei.dtd' [<!ENTITY known 'a known one'><!ENTITY marked '<hi/>'>]>"
    body = "<p>&known; &first;<hi/>&known;&first;&marked;!</p>"
    (edition,) = editions(f"{dtd}{tei('d', body)}".encode(), "d.xml")
    assert edition.unread == (("the entity &first;", 2), ("the entity &marked;", 1))
    paragraph = edition.root.find(f".//{T}p")
    assert paragraph is not None
    assert paragraph.text == "a known one "
    hi = paragraph.find(f"{T}hi")
    assert hi is not None
    assert hi.tail == "a known one"


def test_a_broken_file_with_entities_of_a_dtd_is_refused_where_it_breaks() -> None:
    with pytest.raises(SourceError) as raised:
        parse(b"<!DOCTYPE TEI SYSTEM 'tei.dtd'>\n<TEI>&b;\n<p></TEI>", "x.xml")
    assert raised.value.location is not None
    assert raised.value.location.line in (2, 3)  # parsers differ: where it begins, or where it is noticed


# --- members that a corpus includes ---------------------------------------------------------------


def test_members_are_read_as_documents_of_their_own_and_fragments_are_put_in(tmp_path: Path) -> None:
    header = f"<standOff {NS}><listPerson/></standOff>"
    found = read(tmp_path, c=corpus(include("h.xml"), include("m.xml"), tei("own")), h=header, m=tei("m", "<p>M</p>"))
    assert documents(found) == ["m", "own"]
    assert [Path(p).name for p in found[0].included] == ["h.xml"]
    assert [local_name(child) for child in found[1].above[0]] == ["teiHeader", "standOff", "include", "TEI"]
    assert Path(found[1].file).name == "m.xml"


def test_a_member_that_is_read_for_itself_is_passed_over(tmp_path: Path) -> None:
    read(tmp_path, c=corpus(include("m.xml"), tei("own")), m=tei("m"))
    path = tmp_path / "c.xml"
    found = list(editions(path.read_bytes(), str(path), [str((tmp_path / "m.xml").resolve())]))
    assert documents(found) == ["own"]


def test_corpora_in_a_circle_give_each_document_once(tmp_path: Path) -> None:
    found = read(tmp_path, a=corpus(tei("one"), include("b.xml")), b=corpus(include("a.xml"), tei("two")))
    assert documents(found) == ["one", "two"]


def test_a_broken_member_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    files = {"c": corpus(include("x.xml"), tei("one"), include("y.xml"), include("m.xml")), "m": tei("m")}
    files |= {"x": f"<TEI {NS}><p>", "y": f"<TEI {NS}><q>"}
    for name, content in files.items():
        (tmp_path / f"{name}.xml").write_text(content)
    found = []
    with pytest.raises(SourceError, match=r"y\.xml") as raised:
        for edition in editions((tmp_path / "c.xml").read_bytes(), str(tmp_path / "c.xml")):
            found.append(edition)
    assert documents(found) == ["one", "m"]
    assert raised.value.location is not None
    assert Path(raised.value.location.file).name == "x.xml"


@pytest.mark.parametrize("content", ["", "no XML", None])
def test_a_member_that_cannot_be_opened_is_mentioned(tmp_path: Path, content: str | None) -> None:
    files = {"c": corpus(include("x.xml"), tei("one"))} | ({} if content is None else {"x": content})
    found = read(tmp_path, **files)
    assert found[0].unread == (("the inclusion of x.xml", 1),)
    assert documents(found) == ["one"]


# --- inclusions -----------------------------------------------------------------------------------


def test_elements_and_text_come_in_where_they_are_named_and_what_follows_stays(tmp_path: Path) -> None:
    two = include("two.txt", AS_TEXT)
    body = f"<p>One {two}, <hi/>{two}; {include('three.xml')}.</p>"
    (edition,) = read(tmp_path, d=tei("d", body), two_txt="\ufefftwo", three=f"<hi {NS}>three</hi>")
    assert words(edition) == "One two, two; three."
    assert [Path(p).name for p in edition.included] == ["two.txt", "two.txt", "three.xml"]
    assert edition.unread == ()


def test_a_text_in_another_encoding_comes_in_and_what_xml_cannot_hold_does_not(tmp_path: Path) -> None:
    def body(more: str) -> str:
        return f"<p>{include('t.txt', f'{AS_TEXT} {more}')}</p>"

    (edition,) = read(tmp_path, d=tei("d", body("encoding='iso-8859-2'")), t_txt="Łódź".encode("iso-8859-2"))
    assert words(edition) == "Łódź"
    for more, content in (("", b"page\x0ctwo"), ("", b"\xff\xfe\xff"), ("encoding='nonsense'", b"x")):
        (edition,) = read(tmp_path, d=tei("d", body(more)), t_txt=content)
        assert edition.unread == (("the inclusion of t.txt", 1),), content
        assert edition.included == ()


def test_a_part_is_taken_by_its_identifier(tmp_path: Path) -> None:
    parts = f"<div {NS}><p xml:id='p'>P</p> not this <p xml:id='q'>Q</p></div>"
    (edition,) = read(tmp_path, d=tei("d", include("parts.xml", "xpointer='q'")), parts=parts)
    assert [e.get(XML_ID) for e in edition.root.iter(f"{T}p", f"{T}div")] == ["q"]
    assert words(edition) == "Q"
    (edition,) = read(tmp_path, d=tei("d", include("parts.xml", "xpointer='r'")), parts=parts)
    assert edition.unread == (("the inclusion of parts.xml", 1),)


def test_an_included_file_includes_others_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/p.xml").write_text(f"<p {NS}>P</p>")
    (tmp_path / "below/a file.xml").write_text(f"<div {NS}>{include('p.xml')}</div>")
    (tmp_path / "other.xml").write_text(include("below/a%20file.xml", NS))
    (edition,) = read(tmp_path, d=tei("d", include("other.xml")))
    assert [local_name(e) for e in edition.root.iter()] == ["TEI", "teiHeader", "text", "body", "div", "p"]
    assert len(edition.included) == 3


def test_a_fallback_stands_for_what_is_not_there_with_its_own_inclusions(tmp_path: Path) -> None:
    fallback = f"so <hi>it</hi> is {include('p.xml')}{include('no.xml')}!"
    body = f"<p>Once <xi:include href='none.xml'><xi:fallback>{fallback}</xi:fallback></xi:include> told</p>"
    (edition,) = read(tmp_path, d=tei("d", body), p=f"<hi {NS}>P</hi>")
    assert words(edition) == "Once so it is P! told"
    assert edition.unread == (("the inclusion of no.xml", 1),)


@pytest.mark.parametrize(
    "href",
    ["", "#d", "http://example.org/x.xml", "file:///etc/hostname", "//host/x.xml", "data:,x", "none.xml", "a" * 5000],
)
def test_only_files_on_this_machine_are_followed(tmp_path: Path, href: str) -> None:
    (edition,) = read(tmp_path, d=tei("d", f"<p>before{include(href)}after</p>"))
    assert words(edition) == "beforeafter"
    assert edition.unread == ((f"the inclusion of {href or 'nothing'}", 1),)


def test_text_is_taken_from_beside_the_file_only(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "here").mkdir()
    (edition,) = read(tmp_path / "here", d=tei("d", f"<p>{include('../secret.txt', AS_TEXT)}</p>"))
    assert words(edition) == ""
    assert edition.unread == (("the inclusion of ../secret.txt", 1),)


def test_circles_end(tmp_path: Path) -> None:
    files = {"x": f"<div {NS}>{include('y.xml')}</div>", "y": f"<div {NS}>{include('x.xml')}{include('d.xml')}</div>"}
    (edition,) = read(tmp_path, d=tei("d", include("x.xml")), **files)
    assert edition.unread == (("the inclusion of d.xml", 1), ("the inclusion of x.xml", 1))
    assert len(list(edition.root.iter(f"{T}div"))) == 2


def test_number_depth_and_size_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = f"<p {NS}>{'x' * 100}</p>"
    many = tei("d", include("p.xml") * 5)

    def unread() -> tuple[tuple[str, int], ...]:
        (edition,) = read(tmp_path, d=many, p=part)
        return edition.unread

    assert unread() == ()
    with monkeypatch.context() as patch:
        patch.setattr(inclusion, "MOST", 3)
        assert unread() == (("the inclusion of p.xml", 2),)
    with monkeypatch.context() as patch:
        patch.setattr(inclusion, "LARGEST", 3 * len(part))
        assert unread() == (("the inclusion of p.xml", 2),)
    monkeypatch.setattr(inclusion, "DEEPEST", 2)
    chain = {f"n{n}": f"<div {NS}>{include(f'n{n + 1}.xml')}</div>" for n in range(4)}
    (edition,) = read(tmp_path, d=tei("d", include("n0.xml")), **chain)
    assert edition.unread == (("the inclusion of n2.xml", 1),)


def test_an_inclusion_that_is_a_document_inside_a_document_is_read_for_itself(tmp_path: Path) -> None:
    outer = f"<TEI {NS}><teiHeader/>{include('m.xml')}</TEI>"
    found = read(tmp_path, d=outer, m=tei("m", "<p>M</p>"))
    assert documents(found) == ["m"]
    assert etree.QName(found[0].root).localname == "teiHeader"


STREAMED = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><x n="all"/></teiHeader>
<standOff><listPerson><person xml:id="p"/></listPerson></standOff><!-- c -->
<TEI xml:id="a"><teiHeader/><text><body><p>one <TEI/></p></body></text></TEI>
<teiCorpus><teiHeader><x n="inner"/></teiHeader><TEI><teiHeader/><text/></TEI><TEI><teiHeader/><text/></TEI></teiCorpus>
<TEI><teiHeader/><TEI xml:id="in1"><teiHeader/><text/></TEI><TEI><teiHeader/><text/></TEI></TEI>
</teiCorpus>"""


def seen(edition: Edition) -> tuple[object, ...]:
    around = [etree.tostring(part) for part in edition.own]
    return edition.doc_id, edition.root.tag, edition.sha256, len(edition.above), around


def test_a_large_corpus_gives_the_same_documents_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = [seen(edition) for edition in editions(STREAMED.encode(), "c.xml")]
    monkeypatch.setattr(stream, "LARGE", 0)
    kept, one_by_one = [], []
    for edition in editions(STREAMED.encode(), "c.xml", one_by_one=True):
        kept.append(edition)
        one_by_one.append(seen(edition))
    assert one_by_one == at_once
    assert [len(edition.root) for edition in kept if edition.doc_id == "a"] == [0]  # it has been let go


def test_a_large_corpus_that_breaks_off_gives_what_is_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGE", 0)
    reading = editions(STREAMED[:-60].encode(), "c.xml", one_by_one=True)
    read = []
    with pytest.raises(SourceError) as caught:
        for edition in reading:
            read.append(edition.doc_id)
    assert "a" in read and caught.value.location.line > 1
    assert not stream.is_streamed(b"<!DOCTYPE teiCorpus>" + STREAMED.encode())
    assert not stream.is_streamed(STREAMED.replace("<TEI", "<t:TEI").encode())
