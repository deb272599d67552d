"""What a build keeps of each document is what it put there, however many documents describe the same entity."""

from __future__ import annotations

from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.rows import Summary
from puzanov_tei.project.exporting import packed, unpacked


def summary(document: str, *labels: str) -> Summary:
    entities = tuple(Entity(f"pers-{label}", "person", label, label, "", (), doc_id=document) for label in labels)
    return Summary(document, f"{document}.xml", entities, {}, frozenset(), {})


def test_parts_are_what_they_were() -> None:
    parts = [[summary("doc-1", "a", "b")], [summary("doc-2", "b", "c"), summary("doc-3", "a")], []]
    known: dict[bytes, Entity] = {}
    assert [unpacked(packed(part), known) for part in parts] == parts
    assert sorted(entity.label for entity in known.values()) == ["a", "b", "c"]
