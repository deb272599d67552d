"""Records of other people's TEI: titles, dates and where they were read, registers, references, coordinates."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats import cmif
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import entities
from puzanov_tei.exporters.records.geo import point_of
from puzanov_tei.exporters.records.header import facts
from puzanov_tei.exporters.records.kinds import kind_of
from puzanov_tei.exporters.records.rows import document_rows
from puzanov_tei.exporters.records.tables import BY_NAME
from puzanov_tei.exporters.run import export
from puzanov_tei.tei.read import Edition, editions
from tei_trees import edition

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'


def made(header: str = "", text: str = "<body><p>a</p></body>", root: str = "", beside: str = "") -> Edition:
    head = f"<teiHeader>{header}</teiHeader>"
    return edition(f"<TEI {NS} xml:id='d' {root}>{head}{beside}<text>{text}</text></TEI>".encode())


def statement(*titles: str) -> str:
    return f"<fileDesc><titleStmt>{''.join(titles)}</titleStmt></fileDesc>"


def source(inner: str) -> str:
    return f"<fileDesc><sourceDesc>{inner}</sourceDesc></fileDesc>"


@pytest.mark.parametrize(
    ("titles", "title", "series"),
    [
        (["<title level='s'>S</title>", "<title level='a'>A</title>"], "A", "S"),
        (["<title type='main'>A</title>", "<title type='iso-date'>1900</title>", "<title type='main'>B</title>"], "A. B", ""),
        (["<title type='complete'>C</title>", "<title type='series'>S</title>", "<title type='short'>c</title>"], "C", "S"),
        (["<title xml:lang='sl' type='main'>X</title>", "<title xml:lang='en' type='main'>Y</title>"], "X", ""),
        (["<title>T</title>", "<title type='sub'>U</title>"], "T", ""),
        (["<title>T</title>", "<title type='s'>S</title>"], "T", "S"),
    ],
)  # fmt: skip
def test_the_title_is_the_documents_own(titles: list[str], title: str, series: str) -> None:
    said = facts(made(statement(*titles)))
    assert (said.title, said.series) == (title, series)


BOOK = "<bibl><title>B</title><date when='1988'>1988</date></bibl>"


@pytest.mark.parametrize(
    ("header", "text", "date", "place"),
    [
        (source(BOOK), "<body><p>a</p></body>", "", ""),
        (source(BOOK), "<body><p><date when='1901-06-04'>4/6</date> rain</p></body>", "1901-06-04", "text, first date"),
        (source(BOOK), "<body><p>It was in <date when='1901'>1901</date></p></body>", "", ""),
        ("", "<body><p><date when='1088'>MLXXXVIII</date> the city was taken</p></body>", "", ""),
        ("<profileDesc><settingDesc><p><date when='1612-11-24'/></p></settingDesc></profileDesc>", "<body><p>a</p></body>",
         "1612-11-24", "profileDesc/settingDesc//date"),
        (source(BOOK), "<body><opener><dateline><date when='1900-01-02'/></dateline></opener><p>a</p></body>", "1900-01-02",
         "text, dateline"),
        (source("<biblFull><publicationStmt><date>1593]</date></publicationStmt></biblFull>"), "<body><p>a</p></body>", "1593",
         "sourceDesc/biblFull/publicationStmt/date"),
        (source("<msDesc><history><origin><origDate notBefore-custom='0001' notAfter-custom='0300'/></origin></history></msDesc>"),
         "<body><p>a</p></body>", "0001/0300", "fileDesc/sourceDesc//origDate"),
        ("<fileDesc><publicationStmt><date type='posted' when='2013'/><date type='created' when='1988-11-10'/></publicationStmt>"
         "</fileDesc>", "<body><p>a</p></body>", "1988-11-10", "publicationStmt/date[@type='created']"),
        ("<profileDesc><creation><origDate><note><date when='1825-12-15'>1825, 15 December</date></note></origDate></creation>"
         "</profileDesc>", "<body><p>a</p></body>", "1825-12-15", "creation/origDate"),
        ("<profileDesc><creation><date when='1957'/></creation></profileDesc>",
         "<body><div type='letter'><dateline><date when='1958'/></dateline></div></body>", "1957", "profileDesc/creation/date"),
        ("", "<body><div type='letter' when='1958-01-01'><p>a</p></div><div type='letter' when='1959'><p>b</p></div></body>",
         "1958-01-01/1959", "text, entries"),
        (source("<msDesc><msIdentifier/></msDesc><bibl><title>Summons</title><date when='1832-02-17'/></bibl>"),
         "<body><p>a</p></body>", "1832-02-17", "sourceDesc/bibl/date"),
        (source("<msDesc><msIdentifier/></msDesc><bibl>About it, <date when='1982'>1982</date></bibl>"),
         "<body><p>a</p></body>", "", ""),
        (source("<biblStruct><monogr><title level='j'>News</title><imprint><date when='1896-08-31'/></imprint></monogr></biblStruct>"),
         "<body><p>a</p></body>", "1896-08-31", "sourceDesc/biblStruct/monogr/imprint/date"),
        ("<profileDesc><creation><date notBefore-iso='1984-05-31T00:00:00+01:00' notAfter-iso='1984-05-31T23:59:59+01:00'/>"
         "</creation></profileDesc>", "<body><p>a</p></body>", "1984-05-31", "profileDesc/creation/date"),
    ],
)  # fmt: skip
def test_dates_are_told_apart(header: str, text: str, date: str, place: str) -> None:
    said = facts(made(header, text))
    assert (said.date.value, said.dating.place) == (date, place)
    if BOOK in header:
        assert said.source_published == "1988"


@pytest.mark.parametrize(
    ("root", "header", "text", "lang"),
    [
        ("xml:lang='en'", source("<msDesc><msContents><textLang mainLang='la'/></msContents></msDesc>"), "<body/>", "la"),
        ("xml:lang='en'", "", "<body><div type='edition' xml:lang='grc'/><div type='translation' xml:lang='en'/></body>", "grc"),
        ("xml:lang='de'", "", "<body/>", "de"),
        ("xml:lang='grc'", "<profileDesc><langUsage><language>Greek</language></langUsage></profileDesc>", "<body/>", "grc"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_text(root: str, header: str, text: str, lang: str) -> None:
    assert facts(made(header, text, root)).lang == lang


PERSON = "<person xml:id='p'><persName>One Two Three Four</persName><note>More words of it.</note></person>"
LIST = f"<listPerson>{PERSON}</listPerson>"


@pytest.mark.parametrize(
    ("text", "beside", "kind"),
    [
        (f"<body>{LIST}</body>", "", "register"),
        (f"<body><p>This is a personography.</p>{LIST}</body>", "", "register"),
        ("<body><p>Born digital.</p></body>", f"<standOff>{LIST}</standOff>", "register"),
        ("<body><p>Dear <persName ref='#p'>One</persName>.</p></body>", f"<standOff>{LIST}</standOff>", "document"),
        (f"<body><p>Dear Ben.</p></body><back>{LIST}</back>", "", "document"),
        (f"<body><list>{PERSON}</list></body>", "", "register"),
        ("<body><list><item>One</item></list></body>", "", "document"),
        ("<body/>", "", "register"),
        ("<body><div/></body>", "<facsimile><surface><graphic url='1.jpg'/></surface></facsimile>", "document"),
    ],
)
def test_registers_are_told_from_documents(text: str, beside: str, kind: str) -> None:
    assert kind_of(made(text=text, beside=beside)) == kind


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("48.2, 16.37", ("48.2", "16.37")),
        ("48,208333 16,373056", ("48.208333", "16.373056")),
        ("39, 35", ("39", "35")),
        ("48° 12′ 30″ N, 16° 22′ E", ("48.208333", "16.366667")),
        ("16.37 E 48.2 N", ("48.2", "16.37")),
        ("51°30'N 0°7'W", ("51.5", "-0.116667")),
        ("95 200", ("", "")),
        ("near the river", ("", "")),
    ],
)
def test_coordinates_in_every_notation(written: str, point: tuple[str, str]) -> None:
    assert point_of(written) == point


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("<surname>Reader</surname><forename>Ben</forename>", "Reader, Ben"),
        ("\n  <surname>Kužnik</surname>\n  <forename>Rafael</forename>\n", "Kužnik, Rafael"),
        ("\n  <forename>Ben</forename>\n  <surname>Reader</surname>\n", "Ben Reader"),
        ("<surname>Han</surname> <forename>Sol Bin</forename>", "Han Sol Bin"),
        ("<surname>Han</surname><forename/>", "Han"),
        ("<surname>金</surname><forename>日成</forename>", "金日成"),
        ("<surname>Candia</surname>\n <surname>López</surname>\n <forename>Elena</forename>", "Candia López, Elena"),
        ("<surname xml:lang='ru'>Р</surname><surname xml:lang='en'>R</surname><forename xml:lang='ru'>Д.</forename>"
         "<forename xml:lang='en'>D.</forename>", "Р, Д."),
        ("\n <name type='full'>Flavius Felix</name>\n <name type='nomen'>Flavius</name>\n", "Flavius Felix"),
    ],
)  # fmt: skip
def test_labels_have_order_and_spacing(name: str, label: str) -> None:
    listed = f"<listPerson><person xml:id='p'><persName>{name}</persName></person></listPerson>"
    (person,) = entities(made(beside=f"<standOff>{listed}</standOff>").root)
    assert person.label == label


def references(body: str, header: str = "", beside: str = "") -> list[object]:
    rows = document_rows(made(header, f"<body>{body}</body>", beside=beside)).rows["mentions"]
    place = BY_NAME["mentions"].header.index("entity_id")
    return [row[place] for row in rows]


def test_references_lead_through_prefixes_addresses_and_attributes() -> None:
    rule = (
        "<encodingDesc><listPrefixDef><prefixDef ident='psn' matchPattern='(.+)' replacementPattern='people.xml#$1'/>"
        "</listPrefixDef></encodingDesc>"
    )
    listed = (
        "<standOff><listPerson><person xml:id='p1'><persName>Li</persName><idno type='URI'>https://example.org/77</idno>"
        "</person></listPerson></standOff>"
    )
    body = "".join(
        f"<p><persName {attribute}>Li</persName></p>"
        for attribute in (
            "ref='psn:p1'",
            "ref='http://example.org/77/'",
            "corresp='#p1'",
            "key='New York'",
            "ref='#p1 #p2'",
        )
    )
    assert references(body, rule, listed) == ["p1", "p1", "p1", "New York", "p1", "p2"]


def tables(tmp_path: Path, **files: str) -> dict[str, list[dict[str, str]]]:
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / f"{name}.xml")
        paths[-1].write_text(content, encoding="utf-8")
    output = Output(str(tmp_path / "out") + "/", single=False)
    list(export("csv", paths, output, Options()))
    return {
        p.stem: list(csv.DictReader(p.open(encoding="utf-8", newline=""))) for p in (tmp_path / "out").glob("*.csv")
    }


def play(ident: str, servant: str) -> str:
    persons = f"<person xml:id='servant'><persName>{servant}</persName></person><person xml:id='l{ident}'><persName>L</persName></person>"
    speeches = f"<sp who='#servant'><p>a</p></sp><sp who='#l{ident}'><p>b</p></sp>"
    return (
        f"<TEI {NS} xml:id='{ident}'><teiHeader><profileDesc><particDesc><listPerson>{persons}</listPerson></particDesc>"
        f"</profileDesc></teiHeader><text><body><div>{speeches}</div></body></text></TEI>"
    )


def test_ids_of_lists_inside_documents_are_told_apart_and_scenes_give_ties(tmp_path: Path) -> None:
    made = tables(tmp_path, one=play("one", "Servant 1"), two=play("two", "Servant 2"))
    assert [(r["id"], r["label"]) for r in made["persons"] if "Servant" in r["label"]] == [
        ("servant", "Servant 1"), ("two#servant", "Servant 2"),
    ]  # fmt: skip
    assert [(r["Source"], r["Target"], r["relation"]) for r in made["edges"]] == [
        ("lone", "servant", "in a scene with"), ("ltwo", "two#servant", "in a scene with"),
    ]  # fmt: skip


def test_corpora_inclusions_and_registers(tmp_path: Path) -> None:
    member = f"<TEI {NS} xml:id='m'><teiHeader/><text><body><p><persName ref='#p'>he</persName></p></body></text></TEI>"
    corpus = (
        f"<teiCorpus {NS} xmlns:xi='http://www.w3.org/2001/XInclude' xml:id='c'><teiHeader><profileDesc><particDesc>{LIST}"
        "</particDesc></profileDesc></teiHeader><xi:include href='member.xml'/></teiCorpus>"
    )
    made = tables(tmp_path, corpus=corpus, member=member)
    assert [r["doc_id"] for r in made["documents"]] == ["m"]
    assert [(r["id"], r["n_mentions"]) for r in made["persons"]] == [("p", "1")]
    (tmp_path / "corpus.xml").unlink()


def test_documents_inside_documents() -> None:
    inner = "<TEI xml:id='{0}'><teiHeader/><text><body><p>{0}</p></body></text></TEI>"
    data = f"<TEI {NS}><teiHeader/>{inner.format('a')}{inner.format('b')}</TEI>".encode()
    assert [e.doc_id for e in editions(data, "x.xml") if kind_of(e) == "document"] == ["a", "b"]


def test_a_letter_that_only_its_header_describes_is_a_document() -> None:
    creation = "<profileDesc><creation><date when='1825'>1825</date></creation></profileDesc>"
    assert kind_of(made(creation, "<body><p/></body>")) == "document"
    assert kind_of(made(creation, "<body><p/></body>", beside=f"<standOff>{LIST}</standOff>")) == "register"


def test_who_writes_to_whom_is_read_from_typed_names_too(tmp_path: Path) -> None:
    header = (
        "<profileDesc><correspDesc><correspAction type='sent'><rs type='place' ref='#l'>Lesk</rs><rs type='person' ref='#b'>Ben"
        "</rs></correspAction><correspAction type='received'><name type='org' ref='#c'>Club</name></correspAction>"
        "</correspDesc></profileDesc>"
    )
    (row,) = document_rows(made(header), Options()).rows["documents"]
    told = dict(zip(BY_NAME["documents"].header, row, strict=True))
    assert (told["sender_id"], told["receiver_id"]) == ("b", "c")
    letters = cmif.render(made(header), Options()).letters[0]
    assert "<persName>Ben</persName><placeName>Lesk</placeName>" in letters and "<orgName>Club</orgName>" in letters


def test_terms_and_places_of_keeping_are_read_where_editions_write_them() -> None:
    said = facts(
        made(
            "<fileDesc><publicationStmt><availability><licence>https://example.org/by/</licence></availability></publicationStmt>"
            "<sourceDesc><msDesc><msIdentifier><institution>Academy</institution><repository>Archive</repository></msIdentifier>"
            "</msDesc></sourceDesc></fileDesc>"
        )
    )
    assert (said.licence_url, said.repository) == ("https://example.org/by/", "Academy, Archive")


def test_a_title_that_is_only_the_series_gives_way_to_the_head_of_the_description() -> None:
    described = "<sourceDesc><msDesc><head>Report of a court</head></msDesc></sourceDesc>"
    series = "<seriesStmt><title>Sources</title></seriesStmt>"
    for titles in ("<titleStmt/>", "<titleStmt><title>Sources</title></titleStmt>"):
        assert facts(made(f"<fileDesc>{titles}{series}{described}</fileDesc>")).title == "Report of a court"
    own = "<titleStmt><title>MS. 7</title></titleStmt>"
    assert facts(made(f"<fileDesc>{own}{series}{described}</fileDesc>")).title == "MS. 7"


def test_a_manuscript_without_a_number_of_its_own_has_its_first_alternative() -> None:
    other = "<altIdentifier><repository>Museum</repository><idno>4815</idno></altIdentifier>"
    said = facts(made(source(f"<msDesc><msIdentifier><country/>{other}</msIdentifier></msDesc>")))
    assert (said.repository, said.shelfmark) == ("Museum", "4815")
    said = facts(made(source(f"<msDesc><msIdentifier><idno>A 1</idno>{other}</msIdentifier></msDesc>")))
    assert (said.repository, said.shelfmark) == ("", "A 1")


@pytest.mark.parametrize(
    ("numbers", "shelfmark"),
    [
        ("<idno type='filza'>09</idno><idno type='shelf'>Dispacci 9, fol. 84r</idno>", "Dispacci 9, fol. 84r"),
        ("<idno type='Signatur'/><idno type='register'>2153</idno>", ""),
        ("<idno type='TM'>448650</idno><idno type='inventory'>E 15</idno>", "E 15"),
        ("<idno type='DOI'>10.5281/zenodo.1</idno><idno>https://example.org/1</idno>", ""),
    ],
)
def test_the_shelfmark_is_told_from_other_numbers(numbers: str, shelfmark: str) -> None:
    header = source(f"<msDesc><msIdentifier><repository>R</repository>{numbers}</msIdentifier></msDesc>")
    assert facts(made(header)).shelfmark == shelfmark


@pytest.mark.parametrize(
    ("attributes", "ident"),
    [
        ("key='Boll,  Jules (1822-1878)'", "Boll, Jules (1822-1878)"),
        ("key='Boll, J.' ref='https://data.bnf.fr/1'", "https://data.bnf.fr/1"),
        ("key='persons.xml#boll gnd:1'", "boll"),
    ],
)
def test_a_key_that_is_a_name_is_one_key(attributes: str, ident: str, tmp_path: Path) -> None:
    header = f"<fileDesc><titleStmt><title>T</title><author {attributes}>Jules Boll</author></titleStmt></fileDesc>"
    assert facts(made(header)).author_id == ident
    rows = tables(tmp_path, a=etree.tostring(made(header).root, encoding="unicode"))
    assert rows["documents"][0]["author_id"] == ident


LETTER = (
    "<fileDesc><sourceDesc><bibl><title>T</title><date when='1886-06-19'/>{}</bibl></sourceDesc></fileDesc><profileDesc>"
    "<particDesc><person role='sender'><persName key='Potter, Edward'>Edward Potter</persName></person>"
    "<person role='recipient' xml:id='w'><persName>Walt W.</persName></person></particDesc></profileDesc>"
)


def test_roles_of_persons_say_who_writes_to_whom_and_their_letters_date() -> None:
    found = document_rows(made(LETTER.format("")), Options()).rows
    told = dict(zip(BY_NAME["documents"].header, found["documents"][0], strict=True))
    assert [told[c] for c in ("sender_id", "sender", "receiver_id", "receiver")] == [
        *("Potter, Edward", "Edward Potter"),
        *("w", "Walt W."),
    ]
    assert (told["date_when"], told["date_place"]) == ("1886-06-19", "sourceDesc/bibl/date")
    assert [(row[0], row[1], row[4]) for row in found["edges"]] == [("Potter, Edward", "w", "writes to")]
    (letter,) = cmif.render(made(LETTER.format("")), Options()).letters
    sent, received = etree.fromstring(letter)
    assert (sent.findtext("persName"), received.findtext("persName")) == ("Edward Potter", "Walt W.")
    assert sent.find("date").get("when") == "1886-06-19"
    assert not facts(made(LETTER.format("<pubPlace>Kiel</pubPlace>"))).date  # a book


def test_a_work_is_told_from_the_editions_that_its_entry_lists() -> None:
    listed = (
        "<listBibl><bibl xml:id='w'><title>Old song</title><author ref='#p'>Anon</author><biblStruct><monogr>"
        "<title>Songs</title><author>Ed</author><imprint><date when='1866'/></imprint></monogr></biblStruct></bibl></listBibl>"
    )
    (work,) = entities(made(text=f"<body>{listed}</body>").root)
    assert (work.label, work.author, work.date.value) == ("Old song", "Anon", "")
    assert [form.text for form in work.names] == ["Old song"]


def test_a_year_of_one_digit_is_no_date_and_a_code_of_a_country_is_told_from_an_identifier() -> None:
    lists = (
        "<standOff><listPerson><person xml:id='p'><persName>P</persName><birth when='1'><placeName>unknown</placeName></birth>"
        "</person></listPerson><listPlace><place xml:id='l'><placeName>Kiel</placeName><country key='place_7'>Germany</country>"
        "</place><place xml:id='m'><placeName>Graz</placeName><country key='AT'>Austria</country></place></listPlace></standOff>"
    )
    found = {e.id: e for e in entities(made(beside=lists).root)}
    assert (found["p"].birth, found["l"].country, found["m"].country) == ("", "Germany", "AT")


def test_a_publisher_is_named_without_its_address() -> None:
    inner = "<name>Institute</name> <address><street>Long Street 8</street></address> <email>a@b.example</email>"
    assert facts(
        made(f"<fileDesc><publicationStmt><publisher>{inner}</publisher></publicationStmt></fileDesc>")
    ).publisher == ("Institute")


@pytest.mark.parametrize(
    ("editor", "names"),
    [
        ("<editor><name ref='#a'>Ann</name><name ref='#b'>Ben</name></editor>", ("Ann", "Ben")),
        (
            "<editor><persName xml:lang='la' ref='#a'>Anna</persName><persName ref='#a'>Ann</persName></editor>",
            ("Anna",),
        ),
        ("<editor><persName xml:lang='la'>Anna</persName><persName>Ann</persName></editor>", ("Anna",)),
    ],
)
def test_an_element_that_names_several_persons_gives_each(editor: str, names: tuple[str, ...]) -> None:
    assert facts(made(statement(editor))).editors == names


def test_an_author_is_known_by_the_number_beside_the_name() -> None:
    author = "<author><persName>Aristophanes</persName><idno type='wikidata'>Q43353</idno></author>"
    assert facts(made(statement(author))).author_id == "Q43353"


def test_the_licence_is_linked_before_what_its_words_mention() -> None:
    terms = "<p>The law (<ref target='https://law.org/1'>L1</ref>); <ref target='https://creativecommons.org/l/by/4.0/'>BY</ref></p>"
    stated = f"<fileDesc><publicationStmt><availability>{terms}</availability></publicationStmt></fileDesc>"
    assert facts(made(stated)).licence_url == "https://creativecommons.org/l/by/4.0/"


def test_a_shelfmark_may_stand_in_the_alternative_identifier() -> None:
    former = "<altIdentifier type='former'><idno type='shelfmark'>Old 1</idno></altIdentifier>"
    now = "<altIdentifier><idno type='BL-Shelfmark'>Add. 17,138</idno></altIdentifier>"
    where = (
        f"<msIdentifier><repository>BL</repository><idno type='URI'>https://x.org/1</idno>{former}{now}</msIdentifier>"
    )
    assert facts(made(source(f"<msDesc>{where}</msDesc>"))).shelfmark == "Add. 17,138"


def test_the_texts_of_a_collection_are_its_entries() -> None:
    charter = "<text><front><docDate><date when='{0}'/></docDate></front><body><p>In nomine</p></body></text>"
    text = f"<group><head>Charters</head><group>{charter.format(1190)}{charter.format(1200)}</group></group>"
    rows = document_rows(made(text=text), tables=("documents", "entries")).rows
    dates = [row[BY_NAME["entries"].header.index("date_when")] for row in rows["entries"]]
    assert (dates, facts(made(text=text)).date.value) == (["1190", "1200"], "1190/1200")


def test_of_places_in_one_another_the_smallest_gives_the_name() -> None:
    name = "<placeName>\n <country>France</country>\n <settlement>Tours</settlement>\n</placeName>"
    (place,) = entities(made(text=f"<body><listPlace><place xml:id='t'>{name}</place></listPlace></body>").root)
    assert (place.label, place.country) == ("Tours", "France")
