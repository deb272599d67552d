"""Where the recognition service listens."""

from __future__ import annotations

import os
import socket

import pytest

from puzanov_tei.errors import UsageError

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    pytest.importorskip("uvicorn")
from starlette.applications import Starlette

from puzanov_tei.serve.run import is_local, serve


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("192.0.2.1", False)],
)
def test_which_addresses_are_of_this_machine_alone(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(UsageError, match=r"not 'example\.org'"):
        is_local("example.org")


def test_a_port_that_cannot_be_used_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"127\.0\.0\.1, port {port}, cannot be used: address already in use"):
            serve(Starlette(), "127.0.0.1", port, print)
