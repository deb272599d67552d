"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from golden_support import difference

GOLDEN = Path(__file__).parent / "golden"

# No test fails because a machine is busy, and a change is judged by the same examples wherever it is tested.
settings.register_profile("project", derandomize=True, database=None, deadline=None)
settings.load_profile("project")
# For `make explore`: examples that nobody has seen.
settings.register_profile("explore", deadline=None, print_blob=True)
# For `make mutants`: the same examples each time, and a failure is enough, it need not be made small.
settings.register_profile(
    "mutants", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
)


# Thousands of tests are made and none is thrown away: the collector need not look at them, then or later.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write what the tests see as what they expect.")
    parser.addoption("--write-seconds", metavar="FILE", help="Write how long each test that passed took, as JSON.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the seconds of `--write-seconds`: `make mutants` asks the quickest tests first."""
    if not (path := config.getoption("--write-seconds")):
        return
    seconds: dict[str, float] = defaultdict(float)
    for report in terminalreporter.getreports("") + terminalreporter.getreports("passed"):
        seconds[report.nodeid] += report.duration
    failed = {report.nodeid for name in ("failed", "error") for report in terminalreporter.getreports(name)}
    passed = {name: round(value, 3) for name, value in sorted(seconds.items()) if name not in failed}
    Path(path).write_text(json.dumps(passed, indent=0), encoding="utf-8")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests that compare with golden files (`make golden` runs them alone); leave slow ones out unless asked."""
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")
    if config.getoption("-m") or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave nothing in the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with `tests/golden/NAME`; with `--update-golden`, write it there."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run make golden and look at it"
        if changed := difference(path.read_text(encoding="utf-8"), text, name):
            pytest.fail(f"{changed}\n\nIf this is as it should be: make golden, and read git diff.", pytrace=False)

    return compare


@pytest.fixture(scope="session")
def jing() -> str:
    """The path of jing, a second RELAX NG validator. Without it the test is skipped, or fails where it is required."""
    return _program("jing")


@pytest.fixture(scope="session")
def trang() -> str:
    """The path of trang, which converts between the syntaxes of RELAX NG and comes with jing."""
    return _program("trang")


@pytest.fixture(scope="session")
def pandoc() -> str:
    """The path of pandoc, which makes and reads documents of word processors."""
    return _program("pandoc")


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        if "jing" in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
            pytest.fail(f"{name} is required but not installed")
        pytest.skip(f"{name} is not installed")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser, Chromium; where it is asked for (`PUZANOV_TEI_REQUIRE`) and missing, the test fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
        pytest.importorskip("playwright.sync_api")
        if path is None:
            pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
