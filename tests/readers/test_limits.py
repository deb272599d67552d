"""Where the document begins and ends on a page: all formats, labels in any order and dress, lost and joined lines."""

from __future__ import annotations

import itertools

import pytest

from puzanov_tei import readers
from puzanov_tei.model import Page

BODY = """USSR EMBASSY IN THE DPRK SECRET

Nº 61 5 March 1961

JOURNAL

I received the envoy. We spoke of wool.

Contents: one bale.

Nº 377 - 6 March 1961"""

CITATION = (
    '"Journal of the Envoy for 3 March 1961", March 3, 1961, Wilson Center Digital Archive, '
    "AVPRF F. 0321, Op. 4, Delo 7. Translated for NKIDP by Ann B. Cee."
)
URL = "https://digitalarchive.wilsoncenter.org/document/770002"
SUMMARY = "The envoy talks of wool with the minister."
THANKS = "This document was made possible with support from the Blue Foundation and the Green Fund."

SECTIONS = {
    "Citation": f"{CITATION}\n\n{URL}",
    "Summary": SUMMARY,
    "Credits": THANKS,
    "Original Language": "Russian",
    "Contents": "English Translation",
}


def body_of(page: Page) -> str:
    return page.source.text[page.blocks[0].begin : page.blocks[-1].end]


def check_metadata(page: Page) -> None:
    found = page.metadata
    assert found.title == "Journal of the Envoy for 3 March 1961"
    assert found.citation == CITATION
    assert found.url == URL
    assert found.record_id == "770002"
    assert found.summary == SUMMARY
    assert found.funders == ("Blue Foundation", "Green Fund")
    assert found.language_source == "Russian"
    assert found.contents == "English Translation"


@pytest.mark.parametrize("order", list(itertools.permutations(SECTIONS))[::7])
def test_labels_in_any_order(order: tuple[str, ...]) -> None:
    front = "\n\n".join(f"#### {label}:\n\n{SECTIONS[label]}" for label in order)
    page = readers.read(f"# March 3, 1961 Journal of the Envoy for 3 March 1961\n\n{front}\n\n{BODY}".encode(), "-")
    assert page.reader == "markdown"
    check_metadata(page)
    assert page.metadata.date == "March 3, 1961"
    assert body_of(page) == BODY


@pytest.mark.parametrize(
    "dress", ["# {}", "###### {}:", "## **{}:**", "**{}**", "**{}:**", "{}:", "{}", "#### *{}*", "- **{}**:", "# {} :"]
)
def test_labels_in_any_dress(dress: str) -> None:
    front = "\n\n".join(f"{dress.format(label)}\n\n{value}" for label, value in SECTIONS.items())
    page = readers.read(f"# Journal of the Envoy for 3 March 1961\n\n{front}\n\n{BODY}".encode(), "-")
    check_metadata(page)
    assert body_of(page) == BODY


def test_values_beside_their_labels() -> None:
    front = "\n\n".join(f"**{label}:** {value}" for label, value in SECTIONS.items())
    page = readers.read(f"# Journal of the Envoy for 3 March 1961\n\n{front}\n\n{BODY}".encode(), "-")
    check_metadata(page)
    assert body_of(page) == BODY


@pytest.mark.parametrize("missing", SECTIONS)
def test_a_section_may_be_missing(missing: str) -> None:
    front = "\n\n".join(f"## {label}:\n\n{value}" for label, value in SECTIONS.items() if label != missing)
    page = readers.read(f"# Journal of the Envoy for 3 March 1961\n\n{front}\n\n{BODY}".encode(), "-")
    assert body_of(page) == BODY


@pytest.mark.parametrize("lost", list(SECTIONS)[1:])
def test_a_label_may_be_lost(lost: str) -> None:
    front = "\n\n".join((f"## {label}:\n\n" if label != lost else "") + value for label, value in SECTIONS.items())
    page = readers.read(f"# Journal of the Envoy for 3 March 1961\n\n{front}\n\n{BODY}".encode(), "-")
    assert body_of(page) == BODY
    check_metadata(page)


def test_a_summary_of_two_paragraphs_and_empty_sections() -> None:
    text = (
        f"# T\n\n## Summary:\n\nFirst.\n\nSecond.\n\n## Credits:\n\n## Contents:\n\n- Translation - English\n\n{BODY}"
    )
    page = readers.read(text.encode(), "-")
    assert page.metadata.summary == "First. Second."
    assert page.metadata.contents == "Translation - English"
    assert body_of(page) == BODY


def new_site(
    body: str = BODY, credit: str = f"{THANKS}\n\n", date: str = "March 03, 1961\n\n", gap: str = "\n\n\n"
) -> str:
    return (
        f"Skip to content\n\nSome banner\n\n{date}Journal of the Envoy for 3 March 1961\n\n{credit}{body}{gap}"
        f"{SUMMARY}\n\nAuthor(s):\n\nEnvoy, A. B.\n\nAssociated Places\n\nKorea, North\n\nAssociated Topics\n\n"
        "Document Information\n\nSource\n\nAVPRF fond 0321, opis 4, delo 7, p.8-19. Translated by Ann B. Cee.\n\n"
        "Rights\n\nThe History and Public Policy Program welcomes reuse of Digital Archive materials for research.\n\n"
        "Original Uploaded Date\n\n2020-01-02\n\nType\n\nTranslation\n\nLanguage\n\nRussian\n\nRecord ID\n\n770002\n\n"
        "Original Classification\n\nSecret\n\nDonors\n\nBlue Foundation; Green Fund\n"
    )


def test_the_new_site() -> None:
    page = readers.read(new_site().encode(), "-")
    assert page.reader == "page"
    assert body_of(page) == BODY
    found = page.metadata
    assert (found.title, found.date) == ("Journal of the Envoy for 3 March 1961", "March 03, 1961")
    assert found.citation == "AVPRF fond 0321, opis 4, delo 7, p.8-19. Translated by Ann B. Cee."
    assert (found.summary, found.record_id, found.language_source) == (SUMMARY, "770002", "Russian")
    assert (found.document_type, found.classification, found.uploaded) == ("Translation", "Secret", "2020-01-02")
    assert found.authors == ("Envoy, A. B.",)
    assert found.donors == found.funders == ("Blue Foundation", "Green Fund")
    assert found.extra == (("places", "Korea, North"),)


@pytest.mark.parametrize("credit", [f"{THANKS}\n\n", ""])
@pytest.mark.parametrize("date", ["March 03, 1961\n\n", "April 1955\n\n", "1961\n\n"])
@pytest.mark.parametrize("gap", ["\n\n\n", "\n\n"])
def test_the_new_site_with_less(credit: str, date: str, gap: str) -> None:
    page = readers.read(new_site(credit=credit, date=date, gap=gap).encode(), "-")
    assert body_of(page) == BODY
    assert page.metadata.title == "Journal of the Envoy for 3 March 1961"
    assert page.metadata.summary == SUMMARY


def test_no_date_but_credits() -> None:
    page = readers.read(new_site(date="").encode(), "-")
    assert page.metadata.title == "Journal of the Envoy for 3 March 1961"
    assert body_of(page) == BODY


@pytest.mark.parametrize("lost", ["Author(s):", "Source", "Rights", "Associated Places", "Document Information"])
def test_a_heading_of_the_tail_may_be_lost(lost: str) -> None:
    page = readers.read(new_site().replace(f"{lost}\n", "\n", 1).encode(), "-")
    assert body_of(page) == BODY
    assert page.metadata.call_numbers[0].repository == "AVPRF"


def test_authors_alone_behind_the_document() -> None:
    page = readers.read(f"March 03, 1961\n\nReport on Wool\n\n{BODY}\n\n{SUMMARY}\n\nAuthor(s):".encode(), "-")
    assert body_of(page) == BODY
    assert page.metadata.summary == SUMMARY


def test_words_of_the_tail_inside_a_document() -> None:
    body = "JOURNAL\n\nType\n\nSource\n\nLanguage\n\nI spoke.\n\nNº 5"
    assert body_of(readers.read(new_site(body).encode(), "-")) == body


@pytest.mark.parametrize("heading", ["Summary", "Contents", "Credits:", "Summary:"])
def test_words_of_the_front_inside_a_document(heading: str) -> None:
    body = f"{heading}\n\nWool is dear.\n\nREPORT\n\n{heading}\n\nI spoke.\n\nNº 5"
    assert body_of(readers.read(new_site(body).encode(), "-")) == body


def test_an_entry_without_any_apparatus() -> None:
    body = "19 May 1961\n\nI received the envoy.\n\nI received him again."
    assert body_of(readers.read(new_site(body, credit="").encode(), "-")) == body


def old_site(title: str = "JOURNAL OF THE ENVOY\n\n", viewer: str = "VIEW DOCUMENT IN\n\nEnglish HTML\n\n") -> str:
    return (
        "Search in\nADD SEARCH FILTER CANCEL SEARCH FILTER\n\nDigital Archive International History Declassified\n\n"
        f"March 03, 1961\n\n{title}This document was made possible with support from the Blue Foundation\n\n"
        f"CITATION SHARE DOWNLOAD\n  • Citation\n\n    get citation\n\n    {SUMMARY}\n"
        "    “Journal of the Envoy,” March 03, 1961, History and Public Policy Program Digital Archive, RGANI, Fond 3, "
        "Opis 21. Obtained for NKIDP by A. Dee and translated for NKIDP by E. Eff. "
        "http://digitalarchive.wilsoncenter.org/document/770003\n"
        "  • share document\n\n    http://digitalarchive.wilsoncenter.org/document/770003\n\n"
        f"{viewer}Nº 311\n\n2 March 1961\n\n=======\n\n{BODY}"
    )


@pytest.mark.parametrize("title", ["JOURNAL OF THE ENVOY\n\n", ""])
@pytest.mark.parametrize(
    "viewer", ["VIEW DOCUMENT IN\n\nEnglish HTML\n\n", "VIEW DOCUMENT IN\nEnglish PDF\nRussian PDF\n\n", ""]
)
def test_the_old_site(title: str, viewer: str) -> None:
    page = readers.read(old_site(title, viewer).encode(), "-")
    assert body_of(page) == f"Nº 311\n\n2 March 1961\n\n=======\n\n{BODY}"
    found = page.metadata
    assert found.title == title.strip()
    assert found.citation_title == "Journal of the Envoy"
    assert found.summary == SUMMARY
    assert found.record_id == "770003"
    assert found.sponsors == ("NKIDP",)
    assert found.call_numbers[0].repository == "RGANI"
    assert found.funders == ("Blue Foundation",)


ONE_LINE = (
    "Digital Archive digitalarchive.wilsoncenter.org International History Declassified March 03, 1961 Journal of the "
    f"Envoy for 3 March 1961 Citation: {CITATION} {URL} Summary: {SUMMARY} Credits: {THANKS} "
    "Original Language: Russian Contents: {contents} {body}"
)


@pytest.mark.parametrize(
    "contents", ["English Translation", "Translation - English", "English Translation Scan of Original Document"]
)
@pytest.mark.parametrize("wrapper", ["", "Total Page:16 File Type:pdf, Size:900Kb "])
def test_one_line(contents: str, wrapper: str) -> None:
    body = " ".join(BODY.split())
    page = readers.read((wrapper + ONE_LINE.format(contents=contents, body=body)).encode(), "-")
    assert page.reader == "oneline"
    assert body_of(page) == body
    assert page.metadata.contents == contents
    assert (page.metadata.title, page.metadata.date) == ("Journal of the Envoy for 3 March 1961", "March 03, 1961")
    assert page.metadata.record_id == "770002"


@pytest.mark.parametrize("last", ["Citation", "Summary", "Original Language"])
def test_one_line_that_ends_with_another_label(last: str) -> None:
    names = [name for name in SECTIONS if name not in {last, "Contents"}] + [last]
    front = " ".join(f"{name}: {' '.join(SECTIONS[name].split())}" for name in names)
    body = "SOVIET EMBASSY IN THE DPRK Nº 61 I received the envoy."
    page = readers.read(f"Journal of the Envoy {front} {body}".encode(), "-")
    assert body_of(page) == body


PROSE = '"We sang," he said on May 3, 1961, "and the archive was dark."'


@pytest.mark.parametrize(
    "body",
    [
        f"REPORT\n\n{PROSE}\n\nThe end.",
        f"REPORT\n\nSummary\n\nWool is dear.\n\n{PROSE}",
        "REPORT\n\nContents:\n\n1. Wool\n\n2. Timber",
        "3 May 1961\n\nCredits\n\nThe bank gave two.",
        "# 600511/sh\n\nTo the minister",
    ],
)
def test_a_document_that_looks_like_a_page(body: str) -> None:
    page = readers.read(body.encode(), "-")
    assert body_of(page) == body
    assert page.metadata.title == ""


@pytest.mark.parametrize(
    "order", ["{date}{title}{thanks}", "{title}{date}{thanks}", "{title}{thanks}", "{date}{title}"]
)
@pytest.mark.parametrize("chrome", ["Skip to content\n\n", "Skip to content\n\nWilson Center Digital Archive\n\n"])
def test_date_and_title_in_either_order(order: str, chrome: str) -> None:
    top = order.format(date="March 03, 1961\n\n", title="Talk about Wool\n\n", thanks=f"{THANKS}\n\n")
    page = readers.read(f"{chrome}{top}3 March 1961\n\nI received the envoy.".encode(), "-")
    assert page.metadata.title == "Talk about Wool"
    assert page.metadata.date == ("March 03, 1961" if "date" in order else "")
    assert body_of(page) == "3 March 1961\n\nI received the envoy."


def test_markdown_that_lost_its_lines() -> None:
    front = " ".join(f"#### **{label}:** {' '.join(value.split())}" for label, value in SECTIONS.items())
    page = readers.read(f"# March 3, 1961 Journal of the Envoy for 3 March 1961 {front} EMBASSY Nº 61".encode(), "-")
    found = page.metadata
    assert (found.title, found.date) == ("Journal of the Envoy for 3 March 1961", "March 3, 1961")
    assert found.citation == f"{CITATION} {URL}"
    assert (found.summary, found.language_source, found.contents) == (SUMMARY, "Russian", "English Translation")
    assert body_of(page) == "EMBASSY Nº 61"


def test_a_third_party_wrapper() -> None:
    page = readers.read(f"Total Page:16 File Type:pdf, Size:900Kb\n\n{BODY}".encode(), "-")
    assert body_of(page) == BODY


def test_a_wrapper_on_the_first_line_and_korean_around() -> None:
    page = readers.read(
        f"Total Page:16 File Type:pdf, Size:900Kb {BODY}\n\n문서 더 보기\n\n한국어 문서 page".encode(), "-"
    )
    assert body_of(page) == BODY
    korean = "조선민주주의인민공화국"
    assert body_of(readers.read(f"{BODY}\n\n{korean}".encode(), "-")) == f"{BODY}\n\n{korean}"


def test_an_archive_named_by_the_page_alone() -> None:
    source = "Source\n\nAVPRF fond 0321, opis 4, delo 7, p.8-19. Translated by Ann B. Cee."
    archive = "Original Archive\n\nSheep Board"
    text = new_site().replace(source, f"Source\n\nDrawer 5. Translated by Ann B. Cee.\n\n{archive}")
    (number,) = readers.read(text.encode(), "-").metadata.call_numbers
    assert (number.text, number.repository) == ("Drawer 5", "Sheep Board")
    text = new_site().replace(source, archive)
    (number,) = readers.read(text.encode(), "-").metadata.call_numbers
    assert (number.text, number.repository) == ("Sheep Board", "Sheep Board")


def test_a_title_below_many_banners() -> None:
    menu = "".join(f"<div>Menu {i}</div>" for i in range(9))
    top = f"<a>Skip to content</a>{menu}<h1>Talk about Wool</h1><p>March 3, 1961</p>"
    html = f"<html><body>{top}<p>I spoke.</p></body></html>"
    page = readers.read(html.encode(), "-")
    assert (page.metadata.title, page.metadata.date) == ("Talk about Wool", "March 3, 1961")
    assert body_of(page) == "I spoke."


def test_the_old_site_saved_as_html() -> None:
    buttons = "<ul><li>Citation</li><li>Share</li><li>Download</li></ul>"
    html = (
        f"<html><body><div>March 03, 1961</div><h1>Journal</h1><div>{buttons}<a>get citation</a><p>{SUMMARY}</p>"
        f"<p>“Journal,” March 03, 1961, APRF, f. 33. {URL}</p><a>share document</a></div><div>VIEW DOCUMENT IN</div>"
        "<ul><li>English HTML</li></ul>" + "".join(f"<p>{p}</p>" for p in BODY.split("\n\n")) + "</body></html>"
    )
    page = readers.read(html.encode(), "-")
    assert body_of(page) == BODY
    assert (page.metadata.title, page.metadata.summary, page.metadata.url) == ("Journal", SUMMARY, URL)


@pytest.mark.parametrize("text", [BODY, "One word", "Contents\n\nChapter", "# Notes\n\nText."])
def test_nothing_but_a_document(text: str) -> None:
    page = readers.read(text.encode(), "-", "plain")
    assert body_of(page) == text
    assert page.metadata.citation == ""


def test_detection_does_not_look_at_the_name() -> None:
    assert readers.read(BODY.encode(), "page.html").reader == "plain"
    assert readers.read(new_site().encode(), "page.md").reader == "page"


def test_document_below_a_citation_in_the_same_block() -> None:
    """Where the lines of a page are not wrapped, a citation is one line, and what is below it is the document."""
    card = (
        f"March 3, 1961\n\n\n    {SUMMARY}\n    {CITATION.replace('AVPRF', 'Archive of the Foreign Policy, AVPRF')}\n"
    )
    page = readers.read(
        f"{card} On 3 March I received the envoy. We spoke of wool.\n\nHe left at noon.\n".encode(), "-"
    )
    assert body_of(page) == "On 3 March I received the envoy. We spoke of wool.\n\nHe left at noon."
    # The title is gone: what stands in its place is the abstract, and the citation quotes the title.
    assert (page.metadata.title, page.metadata.summary) == ("", SUMMARY)
    assert page.metadata.citation_title == "Journal of the Envoy for 3 March 1961"


def test_two_abstracts_are_both_kept() -> None:
    other = "A second sentence about the cotton of the next year was added by the archive."
    front = f"{SUMMARY}\nMarch 3, 1961\nJournal of the Envoy for 3 March 1961\n{THANKS}\n"
    text = "On 3 March I received the envoy. We spoke of wool.\nHe left at noon and came back in the evening.\n"
    page = readers.read(f"{front}{text}{other}\nAuthor(s):\nDocument Information\nSource\nRights\n".encode(), "-")
    assert page.metadata.summary == f"{SUMMARY} {other}"
    assert body_of(page) == text.strip()


def test_a_title_that_stands_twice_below_a_date_is_the_page_s() -> None:
    text = (
        "May 6, 1960\nReception of a Band from the City of Lesk\n{}RECEPTION OF A BAND FROM THE CITY OF LESK*\nWe met."
    )
    page = readers.read(text.format("").encode(), "-")
    assert (page.metadata.title, page.metadata.date) == ("Reception of a Band from the City of Lesk", "May 6, 1960")
    assert readers.read(text.format("It rained.\n" * 6).encode(), "-").metadata.title == ""


def test_the_numbered_heading_of_a_printed_collection_is_the_documents() -> None:
    head = "Telegram From the Embassy in Lesk to the Department of State"
    below = "Conversation with the Assistant Minister, April 19.\n\nIt rained for days, and nobody came to the meeting."
    collected = readers.read(f"367. {head}\n\n{below}\n".encode(), "x.txt")
    assert (collected.metadata.title, collected.source.text[collected.blocks[0].begin :][:4]) == ("", "367.")
    assert readers.read(f"{head}\n\n{below}\n".encode(), "x.txt").metadata.title == head
