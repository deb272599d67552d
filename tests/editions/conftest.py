"""The documents that all tests of editions export."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from editions_support import exported, fill


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with TEI of ours and of others."""
    folder = tmp_path_factory.mktemp("documents")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def edition(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a profile's export, made once."""
    made: dict[str, Path] = {}

    def export(profile: str) -> Path:
        if profile not in made:
            made[profile] = tmp_path_factory.mktemp(profile)
            exported(profile, documents, made[profile])
        return made[profile]

    return export
