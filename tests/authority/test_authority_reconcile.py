"""Proposals of a reconciliation service: a local server speaks the protocol, and no record is changed."""

from __future__ import annotations

import csv
import json
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from puzanov_tei.authority import reconcile, store
from puzanov_tei.authority.records import Person
from puzanov_tei.cli.authority import command
from puzanov_tei.errors import AuthorityError, UsageError

PERSONS = [
    Person("pers-a", "Anna Alder", birth="1901"),
    Person("pers-b", "Boris Birch", wikidata="Q5"),
    Person("pers-c", "Clara Cedar"),
]


class _Service(BaseHTTPRequestHandler):
    """Answers as the protocol says: for each query candidates with id, name, type, score and match."""

    asked: ClassVar[list[dict[str, Any]]] = []
    answer: str = ""

    def do_POST(self) -> None:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        queries = json.loads(form["queries"][0])
        type(self).asked.append(queries)
        body = self.answer or json.dumps({key: {"result": _results(query)} for key, query in queries.items()})
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


def _results(query: dict[str, Any]) -> list[dict[str, Any]]:
    if "Alder" not in query["query"]:
        return []
    human = {"id": "Q5", "name": "human"}
    return [
        {"id": "Q1", "name": "Anna Alder", "description": "envoy", "type": [human], "score": 98.5, "match": True},
        {"id": "Q2", "name": "Anna Alders", "type": [human], "score": 40, "match": False},
    ]


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    _Service.asked, _Service.answer = [], ""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/reconcile"
    server.shutdown()
    server.server_close()


def test_proposals_for_records_without_identifier(service: str) -> None:
    found = list(reconcile.propose(PERSONS, service))
    assert [(p.record, p.proposed, p.score, p.match) for p in found] == [
        ("pers-a", "Q1", 98.5, True), ("pers-a", "Q2", 40.0, False)
    ]  # fmt: skip
    assert found[0].types == ("human",)
    (queries,) = _Service.asked
    assert [query["query"] for query in queries.values()] == ["Anna Alder", "Clara Cedar"]
    assert queries["q0"]["properties"] == [{"pid": "birth", "v": "1901"}]


def test_many_records_are_asked_in_batches(service: str) -> None:
    list(reconcile.propose([Person(f"pers-x{n}", f"X {n}") for n in range(45)], service))
    assert [len(queries) for queries in _Service.asked] == [20, 20, 5]


@pytest.mark.parametrize("answer", ["<html>", "[]", '{"q0": {}}', '{"q0": {"result": "none"}}'])
def test_an_answer_of_another_form_is_refused(service: str, answer: str) -> None:
    _Service.answer = answer
    with pytest.raises(AuthorityError, match="reconciliation protocol"):
        list(reconcile.propose(PERSONS, service))


def test_nobody_answers() -> None:
    with pytest.raises(AuthorityError, match="does not answer"):
        list(reconcile.propose(PERSONS, "http://127.0.0.1:9/", timeout=2))
    with pytest.raises(UsageError, match="https"):
        list(reconcile.propose(PERSONS, "file:///etc/passwd"))


def test_the_command_writes_a_table_and_changes_no_record(service: str, tmp_path: Path) -> None:
    own, table = tmp_path / "authority.xml", tmp_path / "found.csv"
    store.write_file(store.Records(persons=tuple(PERSONS)), own)
    before = own.read_bytes()
    args = ["reconcile", "persons", "--service", service, "-o", str(table), "--authority", str(own)]
    assert CliRunner().invoke(command, args).exit_code == 0
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    assert [(row["id"], row["proposed"], row["match"], row["decision"]) for row in rows] == [
        ("pers-a", "Q1", "yes", ""), ("pers-a", "Q2", "", "")
    ]  # fmt: skip
    assert own.read_bytes() == before
    again = CliRunner().invoke(command, args)
    assert isinstance(again.exception, UsageError)
