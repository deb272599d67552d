"""Builds by a Dask cluster: a scheduler and workers that the test starts, as an administrator would."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from project_support import from_nothing, make, results
from tests_support import ROOT, run

if importlib.util.find_spec("distributed") is None and "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", ""):
    pytest.skip("distributed is not installed", allow_module_level=True)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

KILLER = """
import os
from puzanov_tei import readers

read = getattr(readers, "harmless", readers.read)
readers.harmless = read

def deadly(data, name, *others):
    if b"Deadly" in data:
        os.kill(os.getpid(), 9)
    return read(data, name, *others)

readers.read = deadly
"""


@contextmanager
def started(module: str, *arguments: str, path: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask, in a session of its own, ended with all that it has started."""
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    process = subprocess.Popen(
        command, cwd=path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


class Site:
    """A scheduler with workers."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._file = folder / "scheduler.json"
        stack.enter_context(
            started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
                    "--scheduler-file", str(self._file))
        )  # fmt: skip
        until = time.monotonic() + 60
        while not self._file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        self.address: str = json.loads(self._file.read_text("utf-8"))["address"]

    def worker(self, *options: str, path: Path | None = None) -> subprocess.Popen[bytes]:
        """One more worker."""
        return self._stack.enter_context(
            started("dask_worker", self.address, "--nthreads", "1", "--no-dashboard", *options, path=path)
        )

    def wait_for(self, workers: int) -> None:
        """Wait until there are so many workers."""
        import distributed

        with distributed.Client(self.address) as client:
            client.wait_for_workers(workers, timeout=120)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(stack, tmp_path)


def test_a_worker_is_killed_in_the_middle(tmp_path: Path, site: Site) -> None:
    folder = make(tmp_path / "edition", 60)
    expected = from_nothing(folder, tmp_path / "copy")
    doomed, _ = site.worker(), site.worker()
    site.wait_for(2)
    command = [sys.executable, "-m", "puzanov_tei", "build", str(folder), "--dask", site.address]
    building = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 120
    while len(list((folder / "tei").glob("*.xml"))) < 5 and time.monotonic() < until and building.poll() is None:
        time.sleep(0.02)
    kill(doomed)
    out, err = building.communicate(timeout=300)
    assert building.returncode == 0, (out, err)
    assert results(folder) == expected


def test_a_document_that_ends_its_worker_is_named(tmp_path: Path, site: Site) -> None:
    folder = make(tmp_path / "edition", 20)
    (folder / "source/page-7.txt").write_text("Deadly.\n", encoding="utf-8")
    killer = tmp_path / "killer.py"
    killer.write_text(KILLER, encoding="utf-8")
    for _ in range(2):
        site.worker("--preload", str(killer))
    result = run("build", str(folder), "--dask", site.address)
    assert result.returncode == 1, result.stderr.decode()
    named = [line for line in result.stderr.decode().splitlines() if "PZ952" in line]
    assert len(named) == 1 and named[0].startswith(f"{folder}/source/page-7.txt: error[PZ952]"), result.stderr.decode()
    assert len(list((folder / "tei").glob("*.xml"))) == 19


def test_workers_with_another_version_are_refused(tmp_path: Path, site: Site) -> None:
    folder = make(tmp_path / "edition", 3)
    other = tmp_path / "other"
    shutil.copytree(ROOT / "puzanov_tei", other / "puzanov_tei", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "schema", other / "schema")
    with (other / "puzanov_tei/pipeline.py").open("a", encoding="utf-8") as code:
        code.write("# changed\n")
    site.worker()
    site.worker(path=other)
    site.wait_for(2)
    result = run("build", str(folder), "--dask", site.address)
    assert result.returncode == 2, result.stderr.decode()
    assert b"1 of 2 workers cannot be used" in result.stderr
    assert b"has another version of puzanov-tei" in result.stderr
    assert not (folder / "tei").exists()


def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 1)
    result = run("build", str(folder), "--dask", "tcp://127.0.0.1:9")
    assert result.returncode == 2
    assert b"there is no Dask scheduler with workers at tcp://127.0.0.1:9" in result.stderr
