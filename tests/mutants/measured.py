"""A pytest plug-in: writes how long each test took and whether it passed, beside the coverage of each test."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

_seconds: dict[str, float] = {}
_failed: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        passed = {name: round(seconds, 3) for name, seconds in _seconds.items() if name not in _failed}
        Path(os.environ["MUTANTS_SECONDS"]).write_text(json.dumps(passed, indent=0, sort_keys=True), encoding="utf-8")
