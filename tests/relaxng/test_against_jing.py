"""The project's schema on random documents, whole and broken: our verdicts are jing's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from puzanov_tei import resources
from puzanov_tei.relaxng.validate import is_valid, load_rng, validate
from random_documents import Writer, broken, element_names

_DOCUMENTS = 30


@pytest.mark.slow
def test_random_documents(jing: str, tmp_path: Path) -> None:
    path = resources.schema_folder() / "puzanov.rng"
    schema = load_rng(path)
    writer = Writer(schema)
    names = element_names(writer.start)
    documents: list[bytes] = []
    for seed in range(_DOCUMENTS):
        whole = writer.document(seed, 1 + seed % 3)
        documents += [whole, broken(whole, seed, names)]
    # Two elements of the same identifier, or a pointer to none, can come about by chance: jing says so as well.
    for number, document in enumerate(documents):
        (tmp_path / f"{number}.xml").write_bytes(document)
    files = [str(tmp_path / f"{number}.xml") for number in range(len(documents))]
    output = subprocess.run([jing, str(path), *files], capture_output=True, text=True, check=False).stdout
    by_jing = {int(Path(line.partition(":")[0]).stem) for line in output.splitlines()}
    by_us = {number for number, document in enumerate(documents) if not is_valid(schema, document)}
    assert by_us == by_jing
    assert _DOCUMENTS // 4 < len(by_us) < _DOCUMENTS * 3 // 2
    assert all(list(validate(schema, documents[number])) for number in by_us)
