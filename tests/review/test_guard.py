"""The page belongs to one person on one machine: every way in from outside is shut, one test each."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    pytest.importorskip("starlette")
from starlette.testclient import TestClient

from puzanov_tei import authority
from puzanov_tei.errors import SourceError
from puzanov_tei.review.app import make_app
from puzanov_tei.review.documents import load
from puzanov_tei.review.guard import LARGEST
from puzanov_tei.review.session import Session

HOST, PORT, TOKEN = "127.0.0.1", 8123, "secret-token"
BASE = f"http://{HOST}:{PORT}"
PAGE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><fileDesc><titleStmt>
<title>&lt;script&gt;alert(1)&lt;/script&gt;</title></titleStmt></fileDesc></teiHeader><text><body>
<p xml:id="p-1">I met <persName ref="#pers-kim-il-sung" resp="#tool" cert="low">Kim</persName>
&lt;b&gt;here&lt;/b&gt;.</p>
</body></text></TEI>"""
ACCEPT = {
    "op": "accept",
    "block": "p-1",
    "exact": "Kim",
    "prefix": "I met ",
    "suffix": " <b>here</b>.",
    "type": "person",
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "d.xml").write_text(PAGE, encoding="utf-8")
    return Session(load([tmp_path / "d.xml"]), authority.load(), tmp_path / "decisions", "ab")


@pytest.fixture
def client(session: Session) -> TestClient:
    made = TestClient(make_app(session, host=HOST, port=PORT, token=TOKEN), base_url=BASE)
    assert made.get("/", params={"token": TOKEN}).status_code == 200
    return made


def post(client: TestClient, content: Any = None, **headers: str) -> int:
    sent = {"origin": BASE, "content-type": "application/json", **headers}
    data = json.dumps({"add": [ACCEPT]}) if content is None else content
    return int(client.post("/api/documents/d/decisions", content=data, headers=sent).status_code)


def test_the_token_is_asked_for_everywhere(session: Session) -> None:
    bare = TestClient(make_app(session, host=HOST, port=PORT, token=TOKEN), base_url=BASE)
    files = ("/review.js", "/review.css", "/api/documents", "/api/documents?token=secret-token")
    for path in ("/", "/?token=wrong", "/?token=", *files):
        assert bare.get(path).status_code == 401, path
    assert post(bare) == 401
    answer = bare.get("/", params={"token": TOKEN})
    assert answer.status_code == 200
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert bare.get("/api/documents").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example:8123", "localhost:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8123.evil", ""]
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/documents", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:8124", "https://127.0.0.1:8123", "http://localhost:8123"],
)
def test_another_origin_is_refused(client: TestClient, session: Session, origin: str) -> None:
    assert client.get("/api/documents", headers={"origin": origin}).status_code == 403
    assert post(client, origin=origin) == 403
    assert session.decided("d") == []


def test_a_form_of_another_page_changes_nothing(client: TestClient, session: Session) -> None:
    answer = client.post(
        "/api/documents/d/decisions",
        content=json.dumps({"add": [ACCEPT]}),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 403  # no Origin
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert post(client, **{"content-type": kind}) == 415
    assert client.get("/api/documents/d/decisions?add=[]").json() == []
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert client.request(method, "/api/documents/d/decisions").status_code == 405
    assert session.decided("d") == []


def test_sizes_are_limited(client: TestClient, session: Session) -> None:
    assert post(client, "x" * (LARGEST + 1)) == 413
    assert post(client, (b"x" * 1000 for _ in range(LARGEST // 500))) == 413  # without a length
    assert post(client, json.dumps({"add": [{**ACCEPT, "value": "x" * 5000}]})) == 400
    assert session.decided("d") == []


BODIES = ["", "{", "[]", '"x"', '{"add": 1}', '{"add": [1]}', '{"add": [{"op": "rm"}]}']


@pytest.mark.parametrize("body", [*BODIES, '{"add":[{"op":"accept","by":1}]}', "[" * 100_000])
def test_what_is_no_decision_is_refused(client: TestClient, session: Session, body: str) -> None:
    assert post(client, body or "[]") == 400
    assert session.decided("d") == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/d", "d.xml", "x", "d%00"])
def test_documents_go_by_identifier_never_by_path(client: TestClient, name: str) -> None:
    assert client.get(f"/api/documents/{name}").status_code in (404, 400)
    assert client.get(f"/{name}").status_code == 404


def test_every_answer_has_the_headers_and_no_code_in_the_page(client: TestClient) -> None:
    for path in (f"/?token={TOKEN}", "/review.js", "/api/documents", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
    page = client.get("/", params={"token": TOKEN}).text
    for forbidden in ("<script>", "onclick", "style=", "javascript:", "http:"):
        assert forbidden not in page
    code = client.get("/review.js").text + client.get("/queue.js").text
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert forbidden not in code


def test_markup_in_a_document_is_text(client: TestClient) -> None:
    data = client.get("/api/documents/d").json()
    assert data["title"] == "<script>alert(1)</script>"
    assert data["blocks"][0]["text"] == "I met Kim <b>here</b>."


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:1/x.dtd">',
        '<!DOCTYPE TEI [<!ENTITY x "' + "y" * 100 + '">]>',
    ],
)
def test_entities_of_a_hostile_document_stay_unread(tmp_path: Path, prolog: str) -> None:
    (tmp_path / "d.xml").write_text(prolog + PAGE.replace("here", "&x;"), encoding="utf-8")
    try:
        document = load([tmp_path / "d.xml"])["d"]
        text = json.dumps(document.as_json())
    except SourceError:
        return
    assert (Path("/etc/hostname").read_text().strip() or "?") not in text
    assert "y" * 100 not in text


def test_the_tei_is_never_written_and_decisions_at_once(client: TestClient, session: Session, tmp_path: Path) -> None:
    before = (tmp_path / "d.xml").read_bytes()
    (tmp_path / "d.xml").chmod(stat.S_IRUSR)
    assert post(client) == 200
    assert (tmp_path / "d.xml").read_bytes() == before
    (line,) = (tmp_path / "decisions" / "d.jsonl").read_text().splitlines()
    assert json.loads(line) == {"v": 1, **ACCEPT, "by": "ab"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.xml", "decisions"]


def test_two_windows_do_not_overwrite_each_other(client: TestClient, session: Session) -> None:
    other = {**ACCEPT, "op": "relink", "entity": "pers-nam-il"}
    note = {"op": "note", "block": "p-1", "exact": "met", "value": "Where?"}
    assert post(client) == 200
    assert post(client, json.dumps({"add": [other]})) == 409  # the second window has not seen the first decision
    assert post(client, json.dumps({"add": [note]})) == 200
    assert {d.op for d in session.decided("d")} == {"accept", "note"}
    assert post(client, json.dumps({"add": [other], "remove": [{**ACCEPT, "by": "ab"}]})) == 200
    assert post(client, json.dumps({"add": [], "remove": [{**ACCEPT, "by": "ab"}]})) == 409
    assert {d.op for d in session.decided("d")} == {"relink", "note"}
    bodies = [json.dumps({"add": [{**note, "value": str(n)}]}) for n in range(20)]
    threads = [threading.Thread(target=post, args=(client, body)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(session.decided("d")) == 22


def test_records_are_found_and_new_ones_named(session: Session) -> None:
    assert session.find("kim il su", "person")[0]["id"] == "pers-kim-il-sung"
    assert session.find("") == []
    assert session.new_identifier("Kim Il Sung", "person") == "pers-kim-il-sung-2"
    assert session.new_identifier("Žižka", "person") == "pers-zizka"


def test_documents_of_one_title_are_told_apart(tmp_path: Path) -> None:
    for name in ("a/one.xml", "b/one.xml", "c/two.xml", "c/three.xml"):
        title = "Journal" if name.endswith("three.xml") else "[untitled]"
        page = PAGE.replace('xml:id="d"', f'xml:id="{name.replace("/", "-")}"')
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page.replace("&lt;script&gt;alert(1)&lt;/script&gt;", title), encoding="utf-8")
    titles = [document.title for document in load(sorted(tmp_path.rglob("*.xml"))).values()]
    same = "[untitled] (one.xml)"
    assert titles == [f"{same} (a-one.xml)", f"{same} (b-one.xml)", "Journal", "[untitled] (two.xml)"]
