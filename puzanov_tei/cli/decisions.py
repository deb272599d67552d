"""`puzanov-tei decisions`: what editors decided, as lines made for git."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from puzanov_tei.base import discover
from puzanov_tei.base.files import write_atomically
from puzanov_tei.cli import where
from puzanov_tei.cli.manners import note, quiet_option
from puzanov_tei.decisions import lines, report, status
from puzanov_tei.decisions.apply import apply as apply_all
from puzanov_tei.decisions.document import decided
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.sources import SOURCES, Edited
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import XML_ID, parse
from puzanov_tei.tei.tree import Branch, read

_MOST = 20
TEI = Path("corpus/tei")

_folder = click.option(
    "--decisions",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of decisions; else that of the configuration, else ./decisions.",
)


@click.group("decisions", epilog="Example: puzanov-tei decisions import corpus/tei/journal.xml --as ab")
def command() -> None:
    """Look after what editors decided about the program's proposals.

    Decisions are lines of JSON, one file a document, sorted, made for git. `encode --decisions` applies them.
    """


@command.command("import", epilog="Example: puzanov-tei decisions import corpus/tei/journal.xml --as ab --learn")
@click.argument("paths", metavar="EDITED...", nargs=-1, required=True)
@click.option(
    "--from",
    "kind",
    metavar="KIND",
    default="tei",
    show_default=True,
    help="What EDITED is (see `puzanov-tei plugins`).",
)
@click.option(
    "--tei",
    "tei",
    metavar="PATH",
    multiple=True,
    help="TEI that EDITED is about, if EDITED is none itself. [default: corpus/tei, if it is there]",
)
@click.option("--as", "by", metavar="INITIALS", default="", help="Who edited it, where the file does not say.")
@click.option("--learn", "teach", is_flag=True, help="A name that was linked becomes a variant of that record too.")
@_folder
@quiet_option
def import_(paths: tuple[str, ...], kind: str, tei: tuple[str, ...], by: str, teach: bool, folder: Path | None) -> None:
    """Learn decisions from files that were edited by hand.

    Edits that no decision can say are named (exit code 1); they stay in the edited file.
    """
    source = SOURCES.load(kind)
    target = _folder_to_write(folder, (*tei, *paths))
    documents = _documents(tei)
    findings: list[Finding] = []
    for path in discover.files(paths, source.SUFFIXES):
        for lesson in source.learn(Edited(path, _bytes(path), by or "editor", teach), documents):
            file = lines.file_of(target, lesson.document)
            before = lines.read(file)
            if lesson.decisions:
                lines.write(file, [*before, *lesson.decisions])
            new = len({*before, *lesson.decisions}) - len(before)
            note(f"{path}: {new} new decision{'s' * (new != 1)} in {file}")
            findings += lesson.findings
    sys.exit(_tell(findings))


def _documents(named: tuple[str, ...]) -> dict[str, Path]:
    """The TEI files that are named, else those of the folder here, by the identifiers of their documents."""
    if not named and not TEI.is_dir():
        return {}
    paths = discover.files(named or (str(TEI),), discover.XML)
    return {parse(_bytes(path), str(path)).get(XML_ID, path.stem): path for path in paths}


@command.command("list", epilog="Example: puzanov-tei decisions list wcda-115612")
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)
@_folder
def list_(documents: tuple[str, ...], folder: Path | None) -> None:
    """Print decisions, one a line: document, operation, words, record, editor, with tabs between."""
    for file, decisions in _all(_existing(folder), documents):
        for d in decisions:
            click.echo("\t".join((file.stem, d.op, d.exact or d.block, d.entity or d.value, d.by)))


@command.command("check", epilog="Example: puzanov-tei decisions check corpus/tei")
@click.argument("paths", metavar="[TEI]...", nargs=-1)
@_folder
def check(paths: tuple[str, ...], folder: Path | None) -> None:
    """Say which decisions no longer fit their documents or contradict each other (exit code 1)."""
    paths = where.edition(paths, "decisions check")
    place, seen = _existing(folder, paths), set()
    findings: list[Finding] = []
    for path in discover.files(paths, discover.XML):
        root = _read(path)
        file = lines.file_of(place, root.attributes.get(XML_ID, path.stem))
        seen.add(file)
        findings += apply_all(root, lines.read(file), str(file)).findings
    for file, decisions in _all(place, ()):
        if file not in seen:
            click.echo(f"{file}: {len(decisions)} decisions about a document that was not named", err=True)
    sys.exit(_tell(findings))


@command.command("apply", epilog="Example: puzanov-tei decisions apply corpus/tei/journal.xml -o reviewed.xml")
@click.argument("paths", metavar="[TEI]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE|DIR", type=click.Path(path_type=Path), help="Where to; else in place.")
@click.option("--authority", "authority_path", metavar="FILE|DIR", help="Records to link to; else as for encode.")
@_folder
@quiet_option
def apply(paths: tuple[str, ...], output: Path | None, authority_path: str | None, folder: Path | None) -> None:
    """Apply decisions to TEI files, and add the records that they link to.

    Applying twice changes nothing; what does not fit is said (exit code 1).
    """
    paths = where.edition(paths, "decisions apply")
    from puzanov_tei.corpus import load_authority

    place, chosen = _existing(folder, paths), where.authority(authority_path, where.settings(paths))
    known = load_authority(str(chosen.path), place)
    findings: list[Finding] = []
    files = discover.files(paths, discover.XML)
    if output is not None and len(files) > 1 and output.suffix:
        raise UsageError(f"{len(files)} files do not fit into the one file {output}; give a folder with -o.")
    for path in files:
        data = path.read_bytes()
        file = lines.file_of(place, _read(path).attributes.get(XML_ID, path.stem))
        result, applied = decided(data, lines.read(file), known, str(file), sealed=False)
        target = path if output is None else output if output.suffix else output / path.name
        changed = applied.count > 0 and write_atomically(target, result)
        done = f"{target}: {applied.count} decisions hold{'' if changed else ', nothing changed'}, authority: {chosen}"
        note(done)
        findings += applied.findings
    sys.exit(_tell(findings))


@command.command("stats", epilog="Example: puzanov-tei decisions stats corpus/tei")
@click.argument("paths", metavar="[TEI]...", nargs=-1)
@_folder
def stats(paths: tuple[str, ...], folder: Path | None) -> None:
    """Say for each document what was decided and what is open, most doubtful first."""
    paths = where.edition(paths, "decisions stats")
    place = _folder_to_write(folder, paths)
    for path in discover.files(paths, discover.XML):
        root = _read(path)
        decisions = lines.read(lines.file_of(place, root.attributes.get(XML_ID, path.stem)))
        click.echo("\n".join(describe(str(path), root, decisions)))


def describe(name: str, root: Branch, decisions: Iterable[Decision] = ()) -> Iterator[str]:
    """The state of a document's review, as lines."""
    made = Counter(d.op for d in decisions)
    counted = ", ".join(status.counted(count, op) for op, count in sorted(made.items()))
    yield f"{name}: " + (f"{counted}; " if counted else "") + next(words := report.in_words(root, _MOST))
    yield from words


def _read(path: Path) -> Branch:
    return read(parse(_bytes(path), str(path)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error


def _existing(folder: Path | None, paths: tuple[str, ...] = ()) -> Path:
    path = where.decisions(folder, where.settings(paths))
    if path is None or not path.is_dir():
        raise UsageError(f"there is no folder of decisions{f' {path}' if path else ''}: name it with --decisions.")
    return path


def _folder_to_write(folder: Path | None, paths: tuple[str, ...]) -> Path:
    return where.decisions(folder, where.settings(paths)) or where.DECISIONS


def _all(folder: Path, documents: Iterable[str]) -> Iterator[tuple[Path, list[Decision]]]:
    wanted = set(documents)
    for file in sorted(folder.glob("*.jsonl")):
        if not wanted or file.stem in wanted:
            yield file, lines.read(file)


def _tell(findings: Iterable[Finding]) -> int:
    told = list(findings)
    for finding in told:
        click.echo(str(finding), err=True)
    return 1 if told else 0
