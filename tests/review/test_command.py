"""The command `review`: what it says, where decisions go, who decides; the server itself is left out."""

from __future__ import annotations

import builtins
import getpass
import os
import shutil
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    pytest.importorskip("uvicorn")
from puzanov_tei.cli import review
from puzanov_tei.errors import UsageError
from puzanov_tei.review import serve
from tests_support import ROOT

ADDRESS = "http://127.0.0.1:9/?token=x"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """The sessions that would be served, in a folder with one document."""
    shutil.copy(ROOT / "tests/golden/bodies/telegram-with-points.xml", tmp_path / "a.xml")
    monkeypatch.chdir(tmp_path)
    sessions: list[Any] = []

    def pretend(session: Any, port: int, ready: Callable[[str], None]) -> None:
        sessions.append((session, port))
        ready(ADDRESS)
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "serve", pretend)
    return sessions


def test_the_address_is_printed_and_decisions_have_a_place(served: list[Any]) -> None:
    result = CliRunner().invoke(review.command, ["a.xml", "--no-browser", "--as", "ab", "--decisions", "mine"])
    assert (result.exit_code, result.stdout) == (0, f"{ADDRESS}\n")
    assert result.stderr.startswith("decisions of ab go to mine, authority: ")
    session, port = served[0]
    assert (session.by, port) == ("ab", 0)


def test_the_browser_is_opened_and_the_user_of_the_machine_decides(
    served: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(getpass, "getuser", lambda: "7 Ada L.")
    assert CliRunner().invoke(review.command, ["a.xml"]).exit_code == 0
    assert opened == [ADDRESS]
    assert served[0][0].by == "AdaL"


def test_a_machine_without_users_has_an_editor(served: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    CliRunner().invoke(review.command, ["a.xml", "--no-browser"])
    assert served[0][0].by == "editor"


def test_packages_that_are_missing_are_named(served: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "puzanov_tei.review.serve":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = CliRunner().invoke(review.command, ["a.xml"])
    assert isinstance(result.exception, UsageError)
    assert "puzanov-tei[review]" in str(result.exception)
