"""Archives described in a file: the documented example, every key checked, nothing of an archive in a plain text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import archives, load_authority
from puzanov_tei.errors import UsageError
from puzanov_tei.pipeline import encode
from puzanov_tei.tei.read import XML_ID, T
from tests_support import ROOT, run

DOC = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
PAGE, DESCRIPTION = (re.search(rf"```{kind}\n(.*?)```", DOC, re.DOTALL)[1] for kind in ("text", "toml"))


def texts(root: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in root.findall(path.replace("t:", T))]


def test_the_documented_example(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "blue.toml").write_text(DESCRIPTION, encoding="utf-8")
    result = run("encode", "page.txt", "--archive", "blue.toml", "-o", "page.xml", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    root = etree.parse(tmp_path / "page.xml").getroot()
    assert root.get(XML_ID) == "blue-41"
    assert texts(root, ".//t:titleStmt/t:title")[0] == "Report on the Harvest"
    assert texts(root, ".//t:publicationStmt/t:idno") == ["41"]
    assert texts(root, ".//t:msIdentifier/t:repository") == ["Blue State Archive"]
    assert texts(root, ".//t:respStmt/t:persName") == ["Ann Bee"]
    assert texts(root, ".//t:licence") == ["Free for all uses."]
    assert root.find(f".//{T}creation/{T}date").get("when") == "1952-05-04"
    words = " ".join("".join(root.find(f"{T}text").itertext()).split())
    assert words.startswith("Lesk, 4 May 1952")
    assert words.endswith("P. Orlov")
    assert "wcda" not in (tmp_path / "page.xml").read_text(encoding="utf-8")
    assert b"PZ640" not in result.stderr
    assert run("validate", "page.xml", cwd=tmp_path).returncode == 0


CREST = """ROPES IN THE NORTH
Document Type:
Collection:
Document Number (FOIA) /ESDN (CREST):
CIA-RDP85M00158R000300020040-5
Release Decision:
RIPPUB
Original Classification:
S
Document Creation Date:
December 22, 2016
Document Release Date:
December 16, 2009
Case Number:
Publication Date:
October 20, 1982
Content Type:
MEMO
File:
AttachmentSize
PDF icon CIA-RDP85M00158R000300020040-5.pdf67.77 KB
Body:
Approved For Release 2009/12/16: CIA-RDP85M00158R000300020040-5
The ropes of the north are made in Lesk. They are sold to whoever asks for them.
"""


def test_the_reading_room_of_the_cia() -> None:
    root = etree.fromstring(encode(CREST.encode(), "page.txt", load_authority()).tei)
    assert root.get(XML_ID) == "crest-CIA-RDP85M00158R000300020040-5"
    assert texts(root, ".//t:titleStmt/t:title")[0] == "ROPES IN THE NORTH"
    assert root.find(f".//{T}creation/{T}date").get("when") == "1982-10-20"
    assert (
        texts(root, "t:text")[0] == "The ropes of the north are made in Lesk. They are sold to whoever asks for them."
    )
    # Labels whose values the copy has lost.
    bare = "\n".join(line for line in CREST.split("\n")[1:-2] if line[:4] not in ("CIA-", "RIPP", "MEMO", "S", "Body"))
    long = f"{bare}\n{'The ropes of the north are made in Lesk. ' * 20}"
    root = etree.fromstring(encode(long.encode(), "page.txt", load_authority()).tei)
    assert root.find(f".//{T}creation/{T}date").get("when") == "1982-10-20"
    assert texts(root, "t:text")[0].startswith("The ropes of the north")


def test_a_plain_text_names_no_archive() -> None:
    tei = encode(
        b"Lesk, 4 May 1952\n\nDear Ivan,\n\nThe harvest is poor.\n\nP. Orlov\n", "letter.txt", load_authority()
    ).tei
    assert b"wcda" not in tei
    assert b"Wilson" not in tei


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[archive", "is no TOML"),
        ('[archive]\nid = "4"', "id has to be a name"),
        ('[archive]\nid = "a"\ntitel = "A"', "no key 'titel'"),
        ('[archiv]\nid = "a"', r"\[archiv\] is no table.*Did you mean 'archive'"),
        ('[archive]\nid = "a"\n[front]\n"Date" = "dates"', "'dates' is no field. Did you mean 'date'"),
        ('[archive]\nid = "a"\n[lines]\n"(" = "date"', "is no regular expression"),
        ('[archive]\nid = "a"\n[page]\nmarks = "x"', "has to be a list of strings"),
        ('[archive]\nid = "a"\n[addresses]\nrecord = "/doc/"', "needs a group"),
    ],
)
def test_a_wrong_description_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=f"^mine.toml: .*{message}|mine.toml {message}"):
        archives.parse(text, "mine.toml")


def test_an_unknown_archive() -> None:
    with pytest.raises(UsageError, match="Did you mean 'wilson_center'"):
        archives.find("wilson_centre")
