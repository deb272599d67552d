"""A small project of invented documents, things that people do to it, and what has to come out of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from puzanov_tei.authority import store
from puzanov_tei.authority.edit import add
from puzanov_tei.authority.records import Person, Place
from puzanov_tei.base import pool
from puzanov_tei.decisions.lines import Decision, write
from puzanov_tei.decisions.lines import read as read_decisions
from puzanov_tei.project.build import Done, Watch, build, opened
from puzanov_tei.project.start import init

NAMES = ("Novotvorov", "Lesnikov", "Kim Chol-su", "Zarubin")
SPOILT = b"somebody wrote this"
TOWNS = ("Ostrogorsk", "Verkhny Lug")


def document(number: int) -> str:
    """A page from an ambassador's journal that nobody has written."""
    name, town = NAMES[number % len(NAMES)], TOWNS[number % len(TOWNS)]
    return (
        f"JOURNAL\n\n{number % 27 + 1} May 1957\n\nI received Cde. {name} and spoke about the harvest of {number}.\n\n"
        f"He said that he would go to {town} on 3 June. [handwritten: {number} copies]\n"
    )


def make(folder: Path, documents: int = 3) -> Path:
    """A project with so many documents."""
    init(folder)
    configuration = folder / "puzanov-tei.toml"
    text = configuration.read_text("utf-8").replace('["text", "csv"]', '["text", "csv", "html"]')
    configuration.write_text(text.replace("site = true", "site = false"), encoding="utf-8")
    for number in range(documents):
        (folder / f"source/page-{number}.txt").write_text(document(number), encoding="utf-8")
    return folder


def built(folder: Path, **options: object) -> dict[str, Done]:
    """Build in this process; what became of each step, by name."""
    run: Callable[..., object] = lambda function, tasks: pool.run(function, tasks, jobs=1)  # noqa: E731
    with opened(folder) as settings:
        return {one.step: one for one in build(settings, **{"run": run, **options})}  # type: ignore[arg-type]


def findings(folder: Path) -> list[str]:
    """What a build says, but for what is missing in pages that nobody has written."""
    told: list[str] = []
    built(folder, watch=Watch(finding=lambda finding: told.append(str(finding))))
    return [line for line in told if "[PZ312]" not in line]


def results(folder: Path) -> dict[str, bytes]:
    """Everything that a build makes, by name."""
    files = (path for part in ("tei", "export") for path in (folder / part).rglob("*") if path.is_file())
    made = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in made.items() if data != SPOILT}


def from_nothing(folder: Path, copy: Path) -> dict[str, bytes]:
    """What a build makes that knows of no earlier one: only what people have done is there."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    shutil.rmtree(copy / "export", ignore_errors=True)
    for file in (copy / ".puzanov").glob("build.sqlite*"):
        file.unlink()
    written = {file.read_bytes() for file in (copy / ".puzanov/base").rglob("*.base")}
    for file in (copy / "tei").glob("*.xml"):
        if file.read_bytes() in written:
            file.unlink()
    built(copy)
    return results(copy)


# --- what people do ---------------------------------------------------------------------------------


def _nth(folder: Path, pattern: str, number: int) -> Path | None:
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    return files[number % len(files)] if files else None


def add_source(folder: Path, number: int) -> None:
    (folder / f"source/page-{number}.txt").write_text(document(number), encoding="utf-8")


def change_source(folder: Path, number: int) -> None:
    if file := _nth(folder, "source/*.txt", number):
        more = f"\nI saw Cde. {NAMES[number % len(NAMES)]} again.\n"
        file.write_text(file.read_text("utf-8") + more, encoding="utf-8")


def break_source(folder: Path, number: int) -> None:
    if file := _nth(folder, "source/*.txt", number):
        file.write_bytes(b"")


def remove_source(folder: Path, number: int) -> None:
    if file := _nth(folder, "source/*.txt", number):
        file.unlink()


def rename_source(folder: Path, number: int) -> None:
    if file := _nth(folder, "source/*.txt", number):
        file.rename(file.with_name(f"other-{number}.txt"))


def twin_source(folder: Path, number: int) -> None:
    """Another document that is called the same."""
    if file := _nth(folder, "source/*.txt", number):
        file.with_name(f"{file.stem.replace('-', '_')}.txt").write_text(document(number + 1), encoding="utf-8")


def file_away(folder: Path, number: int) -> None:
    """A source moves into a folder of its own, and another of the same name comes in its place."""
    if file := _nth(folder, "source/*.txt", number):
        (folder / "source/away").mkdir(exist_ok=True)
        file.rename(folder / "source/away" / file.name)
        file.write_text(document(number + 2), encoding="utf-8")


def add_record(folder: Path, number: int) -> None:
    name, where = NAMES[number % len(NAMES)], folder / "authority"
    records = store.read(where)
    identifier = f"pers-{re.sub('[^a-z]', '', name.lower())}"
    if identifier not in {entry.id for entry in records.entries}:
        store.write(add(records, Person(identifier, name, surname=name.split()[0], birth=str(1900 + number))), where)


def add_place(folder: Path, number: int) -> None:
    where = folder / "authority"
    records = store.read(where)
    place = Place(f"place-town{number % 3}", (*TOWNS, "Nowhere")[number % 3])
    if place.id not in {entry.id for entry in records.entries}:
        store.write(add(records, place), where)


def decide(folder: Path, number: int) -> None:
    """A new record, and a comment on a paragraph."""
    if file := _nth(folder, "tei/*.xml", number):
        blocks = re.findall(r'<p xml:id="([^"]+)"', file.read_text("utf-8"))
        block = blocks[number % len(blocks)] if blocks else ""
        name, record = NAMES[number % len(NAMES)], f"pers-decided{number % 4}"
        made = [
            Decision("note", block, value=f"Note {number}.", by="ab"),
            Decision("entity", exact=name, type="person", entity=record, by="ab"),
        ]
        lines = folder / f"decisions/{file.stem}.jsonl"
        write(lines, [*read_decisions(lines), *made])


def edit_by_hand(folder: Path, number: int) -> None:
    """Words, or what stands before the root element."""
    if file := _nth(folder, "tei/*.xml", number):
        text = file.read_text("utf-8")
        words = re.sub(r"harvest|yield", ("yield", "harvest")[number % 2], text)
        file.write_text(words if number % 3 else text.replace("<TEI", "<!-- Seen. -->\n<TEI", 1), encoding="utf-8")


def spoil_output(folder: Path, number: int) -> None:
    """A file that was exported; pages of the site that somebody changed are kept."""
    if file := _nth(folder, "export/[!s]*/*", number):
        file.write_bytes(SPOILT) if number % 2 else file.unlink()


def configure(folder: Path, number: int) -> None:
    file = folder / "puzanov-tei.toml"
    formats = ('["text", "csv", "html"]', '["markdown", "csv"]', '["text", "geojson"]')[number % 3]
    changed = re.sub(r"(?m)^formats = \[.*?\]", f"formats = {formats}", file.read_text("utf-8"))
    changed = re.sub(r"(?m)^site = \w+", f"site = {str(number % 4 == 3).lower()}", changed)
    file.write_text(changed, encoding="utf-8")


EDITS = (
    add_source, change_source, break_source, remove_source, rename_source, twin_source, file_away, add_record,
    add_place, decide, edit_by_hand, spoil_output, configure,
)  # fmt: skip
