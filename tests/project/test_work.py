"""Work in a process that was started somewhere else: it is refused where it cannot be right, and one fault is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.project import program, work
from puzanov_tei.project.steps import Made, Unit

STATE = program.state(program.ALL)


def do(unit: Unit) -> Made:
    if unit.name == "bad":
        raise ValueError("no")
    return Made(outputs={}, shared={unit.name: Path.cwd().name})  # type: ignore[dict-item]  # anything will do


def test_units_one_after_the_other_in_the_project_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "token").touch()
    good, bad = work.several(str(tmp_path), "token", STATE, do, [Unit("good", ()), Unit("bad", ())])
    assert isinstance(good, Made)
    assert good.shared == {"good": tmp_path.name}
    assert isinstance(bad, Exception)
    assert "no" in str(bad)


@pytest.mark.parametrize(
    ("state", "said"), [("another", "another version"), (STATE, "does not see the project's folder")]
)
def test_what_cannot_be_right_is_refused(tmp_path: Path, state: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        work.several(str(tmp_path), "token", state, do, [])
