"""The recognition service, asked as TEI Publisher's `nlp.xql` asks."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    pytest.importorskip("starlette")
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from puzanov_tei import authority
from puzanov_tei.serve.recognition import Recogniser
from puzanov_tei.serve.tei_publisher import LARGEST, make_app

# Text nodes one after another, as the editor sends them: lines of the file, a blank behind each paragraph.
TEXT = (
    "The Journal of\n          Ambassador A. M. PUZANOV 𝒜 I visited Kim   Il\n Sung in Pyongyang. "
    "The Soviet Embassy in the DPRK was told. Cde. Nobodysson came. "
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(authority.load())


@pytest.fixture(scope="module")
def client(recogniser: Recogniser) -> TestClient:
    return TestClient(make_app(recogniser, {"authority": "built in"}), base_url="http://127.0.0.1:8001")


def ask(client: TestClient, text: str, **headers: str) -> Any:
    answer = client.post("/entities/puzanov", content=text.encode(), headers={"content-type": "text/text", **headers})
    assert answer.status_code == 200
    return answer.json()


def test_names_stand_where_they_are_said_to_stand(client: TestClient) -> None:
    entities = ask(client, TEXT)
    for entity in entities:
        assert TEXT[entity["start"] : entity["start"] + len(entity["text"])] == entity["text"]
        assert entity["type"] in ("person", "place", "organization")
    linked = {" ".join(e["text"].split()): (e["type"], e.get("properties", {}).get("key")) for e in entities}
    assert linked["Kim Il Sung"] == ("person", "pers-kim-il-sung")
    assert linked["Pyongyang"] == ("place", "place-pyongyang")
    assert linked["Soviet Embassy"] == ("organization", "org-soviet-embassy-dprk")
    assert [e for e in entities if "Nobodysson" in e["text"] and "properties" not in e]
    ends = [(e["start"], e["start"] + len(e["text"])) for e in entities]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))


@given(st.text(alphabet=st.sampled_from("Kim Il Sung,.\n\t PyongyangDR𝒜é[]()\u00a0"), max_size=60))
@settings(max_examples=30)
def test_offsets_hold_for_any_text(recogniser: Recogniser, text: str) -> None:
    for entity in recogniser.entities(text):
        assert text[entity["start"] : entity["start"] + len(entity["text"])] == entity["text"]


def test_what_the_editor_asks_before(client: TestClient) -> None:
    for path in ("/status", "/status/"):
        assert client.get(path).json()["name"] == "puzanov-tei"
    assert client.get("/model").json() == ["puzanov"]
    assert client.get("/model/puzanov").json()["lang"] == "en"
    assert ask(client, "") == []


@pytest.mark.parametrize(
    ("method", "path", "headers", "content", "status"),
    [
        ("POST", "/entities/other", {}, b"x", 404),
        ("GET", "/model/other", {}, b"", 404),
        ("POST", "/train/", {}, b"{}", 404),
        ("GET", "/entities/puzanov", {}, b"", 404),
        ("POST", "/entities/puzanov", {"host": "evil.example"}, b"x", 421),
        ("POST", "/entities/puzanov", {"host": "["}, b"x", 421),
        ("GET", "/status", {"host": "evil.example:8001"}, b"", 421),
        ("POST", "/entities/puzanov", {"origin": "https://evil.example"}, b"x", 403),
        ("POST", "/entities/puzanov", {}, b"x" * (LARGEST + 1), 413),
        ("POST", "/entities/puzanov", {"content-length": "-1"}, b"x", 413),
        ("POST", "/entities/puzanov", {}, b"\xff", 400),
        ("POST", "/entities/puzanov", {"content-type": "text/plain; charset=nonsense"}, b"x", 400),
        ("POST", "/entities/puzanov", {"content-type": "text/plain; charset=latin-1"}, b"\xe9", 200),
    ],
)
def test_what_is_refused(
    client: TestClient, method: str, path: str, headers: dict[str, str], content: bytes, status: int
) -> None:
    answer = client.request(method, path, headers=headers, content=content)
    assert answer.status_code == status
    assert status == 200 or answer.text.count("\n") == 1


def test_more_than_is_said_is_refused_too(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(5):
            yield b"x" * (LARGEST // 4)

    assert client.post("/entities/puzanov", content=pieces()).status_code == 413


@contextlib.contextmanager
def running(*arguments: str) -> Iterator[str]:
    command = [sys.executable, "-m", "puzanov_tei", "serve", "--api", "tei-publisher", "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_the_command_serves_until_it_is_interrupted() -> None:
    with running() as address:
        assert address.startswith("http://127.0.0.1:")
        request = urllib.request.Request(
            f"{address}/entities/puzanov", data=b"I met Kim Il Sung.", headers={"Content-Type": "text/text"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            (entity,) = json.load(answer)
    assert entity == {"text": "Kim Il Sung", "type": "person", "start": 6, "properties": {"key": "pers-kim-il-sung"}}


def test_an_address_that_is_none_is_refused() -> None:
    command = [sys.executable, "-m", "puzanov_tei", "serve", "--api", "tei-publisher", "--host", "example.org"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "--host" in done.stderr) == (2, True)
