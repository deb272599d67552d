"""`puzanov-tei authority`: look up, change and exchange the records of persons, places and organisations."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import click
from lxml import etree

from puzanov_tei.authority import edit, markup, reconcile, store, tables, undo, update
from puzanov_tei.authority.records import AuthorityName, Entry, OfficeHeld, Org, Person, Place, Records
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.base.scan import scan
from puzanov_tei.cli import where as rule
from puzanov_tei.cli.manners import note, quiet_option
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Severity
from puzanov_tei.resources import authority_folder

_KINDS = ("persons", "places", "orgs", "abbreviations")

_source = click.option(
    "--authority",
    "where",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Authority file or folder; else that of the configuration, else corpus/authority here, else the built-in one.",
)


@click.group("authority", epilog="Example: puzanov-tei authority show kim-il-sung")
def command() -> None:
    """Look after persons, places and organisations.

    Records are TEI (person, place, org). CSV tables go in and out for people with spreadsheets.
    """


@command.command(
    "init",
    epilog="Examples: puzanov-tei authority init --known · puzanov-tei authority init my-edition/authority",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@click.option("--known", is_flag=True, help="Begin with the records that come with the program.")
@quiet_option
def init(folder: Path | None, known: bool) -> None:
    """Make an authority of one's own in DIR, without entries.

    Without DIR it is made where the configuration says, else in corpus/authority.

    With --known it begins with persons, places and organisations of the Cold War that come with the program; files
    that have no entry yet are filled.
    """
    records = store.read(authority_folder()) if known else None
    written = store.create(folder or rule.own_authority(), records)
    count = f"{len(records.entries)} entries" if records else "no entries yet; `authority add` writes the first"
    note(f"{', '.join(map(str, written))}: {count}.")


@command.command("list", epilog="Example: puzanov-tei authority list persons --match kim")
@click.argument("kinds", nargs=-1, metavar="[persons|places|orgs|abbreviations]...")
@click.option("--match", default="", metavar="TEXT", help="Only records with this text in a name.")
@_source
def list_(kinds: tuple[str, ...], match: str, where: Path | None) -> None:
    """Print id and name of the records, one a line, with a tab between."""
    for kind in kinds:
        if kind not in _KINDS:
            raise UsageError(f"there is no list {kind!r}. {did_you_mean(kind, _KINDS, 'Lists')}")
    records = store.read(rule.authority(where).path)
    wanted = match.casefold()
    for kind in kinds or _KINDS[:3]:
        for line, names in _lines(records, kind):
            if any(wanted in name.casefold() for name in names):
                click.echo(line)


def _lines(records: Records, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    """The lines of a list, each with the names it can be found by."""
    if kind == "abbreviations":
        return [(f"{a.abbr}\t{a.expansion}\t{a.kind}", (a.abbr, a.expansion)) for a in records.abbreviations]
    entries: tuple[Entry, ...] = getattr(records, kind)
    return [(f"{e.id}\t{e.preferred}{_aside(e)}", (e.preferred, *(n.text for n in e.names))) for e in entries]


def _aside(entry: Entry) -> str:
    match entry:
        case Person() if entry.birth or entry.death:
            return f"\t{entry.birth}-{entry.death}"
        case Place() | Org() if entry.type:
            return f"\t{entry.type}"
    return ""


@command.command("show", epilog="Example: puzanov-tei authority show pers-kim-il-sung org-kwp-cc")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_source
def show(ids: tuple[str, ...], where: Path | None) -> None:
    """Print records as TEI; the prefix of an ID may be left out, and a merged record shows the one it went into."""
    records = store.read(rule.authority(where).path)
    for identifier in ids:
        node = markup.of_entry(edit.find(records, identifier))
        store.indent(node)
        click.echo(etree.tostring(node, encoding="unicode"))


@command.command(
    "add",
    epilog="Example: puzanov-tei authority add person suslov-ma --name 'M. A. Suslov' --surname Suslov "
    "--forename 'Mikhail Andreyevich' --role 'Secretary of the CPSU CC;1947;1982' --source 'journal, 3 May 1957'",
)
@click.argument("kind", type=click.Choice(("person", "place", "org")))
@click.argument("identifier", metavar="ID")
@click.option("--name", required=True, help="The preferred name.")
@click.option("--variant", "variants", multiple=True, metavar="NAME", help="Another form; may be repeated.")
@click.option("--abbreviation", "abbreviations", multiple=True, metavar="NAME", help="Org: may be repeated.")
@click.option("--surname", default="", help="Person.")
@click.option("--forename", default="", help="Person.")
@click.option("--birth", default="", metavar="YEAR", help="Person.")
@click.option("--death", default="", metavar="YEAR", help="Person.")
@click.option("--nationality", default="", help="Person, as North Korean.")
@click.option("--role", "roles", multiple=True, metavar="TEXT;FROM;TO", help="Person: a post; may be repeated.")
@click.option("--type", "type_", default="", help="Place: country, settlement ...; org: party, government ...")
@click.option("--country", default="", metavar="CODE", help="Place or org: ISO 3166 code.")
@click.option("--parent", default="", metavar="ID", help="Org: the one it is part of.")
@click.option("--geo", default="", metavar="'LAT LON'", help="Place.")
@click.option("--wikidata", default="", metavar="Q...", help="Only when verified.")
@click.option("--viaf", default="", help="Person; only when verified.")
@click.option("--geonames", default="", help="Place; only when verified.")
@click.option("--source", "sources", multiple=True, help="Where the facts were seen; may be repeated.")
@click.option("--cert", type=click.Choice(("high", "medium", "low")), default="medium", show_default=True)
@_source
@quiet_option
def add(
    kind: str,
    identifier: str,
    name: str,
    variants: tuple[str, ...],
    abbreviations: tuple[str, ...],
    surname: str,
    forename: str,
    birth: str,
    death: str,
    nationality: str,
    roles: tuple[str, ...],
    type_: str,
    country: str,
    parent: str,
    geo: str,
    wikidata: str,
    viaf: str,
    geonames: str,
    sources: tuple[str, ...],
    cert: str,
    where: Path | None,
) -> None:
    """Add a record to the authority file; ID is written without prefix."""
    path = rule.authority_to_change(where)
    records = store.read(path)
    full = edit.PREFIXES[kind] + identifier.removeprefix(edit.PREFIXES[kind])
    names = tuple(AuthorityName(text) for text in variants)
    entry: Entry
    if kind == "person":
        posts = tuple(OfficeHeld(*(part.strip() for part in (*role.rsplit(";", 2), "", "")[:3])) for role in roles)
        entry = Person(
            full, name, surname, forename, names, birth, death, "", nationality, posts, wikidata, viaf, sources, cert
        )
    elif kind == "place":
        latitude, _, longitude = geo.strip().partition(" ")
        if geo and not longitude:
            raise UsageError("--geo takes latitude and longitude with a blank between, as '39.03 125.75'.")
        entry = Place(full, name, names, type_, country, latitude, longitude.strip(), geonames, wikidata, sources)
    else:
        short = tuple(AuthorityName(text, "abbreviation") for text in abbreviations)
        above = edit.find(records, parent).id if parent else ""
        entry = Org(full, name, short + names, type_, country, above, "", wikidata, sources)
    more = edit.add(records, entry)
    _refuse_unsound(entry)
    _save(path, records, more, f"added {full}")


@command.command("merge", epilog="Example: puzanov-tei authority merge solodovnik solodovnikov")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--force", is_flag=True, help="Merge records that contradict each other; both facts are kept.")
@_source
@quiet_option
def merge(old: str, new: str, force: bool, where: Path | None) -> None:
    """Merge the record OLD into NEW; OLD stays as a redirect, so that links to it hold.

    Facts that contradict each other (two years of birth) stop the merge; nothing is changed then.
    """
    path = rule.authority_to_change(where)
    records = store.read(path)
    gone, kept = edit.find(records, old).id, edit.find(records, new).id
    _save(path, records, edit.merge(records, old, new, force=force), f"merged {gone} into {kept}")


@command.command(
    "reconcile",
    epilog="Example: puzanov-tei authority reconcile persons --service https://wikidata.reconci.link/en/api",
)
@click.argument("kinds", nargs=-1, metavar="[persons|places|orgs]...")
@click.option("--service", required=True, metavar="URL", help="A service of the OpenRefine reconciliation protocol.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("proposals.csv"), show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=reconcile.TIMEOUT, show_default=True, metavar="S")
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="Proposals a record.")
@click.option("--force", is_flag=True, help="Overwrite the table of proposals.")
@_source
@quiet_option
def reconcile_(
    kinds: tuple[str, ...],
    service: str,
    output: Path,
    timeout: float,
    limit: int,
    force: bool,
    where: Path | None,
) -> None:
    """Ask a service for the identifiers of records that have none; its proposals go into a table.

    No record is changed: a person decides, and writes what holds with `authority add` or by hand. Only names, years of
    life and countries are sent, to the service alone.
    """
    for kind in kinds:
        if kind not in _KINDS[:3]:
            raise UsageError(f"there is no list {kind!r}. {did_you_mean(kind, _KINDS[:3], 'Lists')}")
    if output.exists() and not force:
        raise UsageError(f"{output} is there, perhaps with decisions in it; name another file or give --force.")
    records = store.read(rule.authority(where).path)
    entries: list[Entry] = [entry for kind in kinds or _KINDS[:3] for entry in getattr(records, kind)]
    number = reconcile.write(reconcile.propose(entries, service, timeout=timeout, limit=limit), service, output)
    note(f"{number} proposals of {service} in {output}; no record was changed")


@command.command("undo", epilog="Example: puzanov-tei authority undo")
@click.option("--force", is_flag=True, help="Also where a file was changed since by somebody else.")
@_source
@quiet_option
def undo_(force: bool, where: Path | None) -> None:
    """Take back the last `add`, `merge` or `undo` of an authority; what was there is kept in .puzanov."""
    path = rule.authority_to_change(where)
    note(f"taken back: {undo.undo(path, force=force)}")


@command.command("import", epilog="Example: puzanov-tei authority import tables/ -o corpus/authority")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Default: as configured, else corpus/authority.",
)
@click.option("--force", is_flag=True, help="Where the tables contradict the authority, keep both facts.")
@quiet_option
def import_(folder: Path, output: Path | None, force: bool) -> None:
    """Make authority files in TEI from the CSV tables in DIR (persons.csv, places.csv, orgs.csv ...).

    Facts that contradict those of the authority that is there (two years of birth) stop the import; nothing is changed.
    """
    target = output or rule.own_authority()
    records = tables.read(folder)
    if any((target / name).is_file() for name in store.FILES):
        records = edit.imported(store.read(target), records, force=force)
    written = store.write(records, target)
    note(_summary(records, len(written), target))


@command.command("export", epilog="Example: puzanov-tei authority export -o tables/")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", required=True)
@_source
@quiet_option
def export(output: Path, where: Path | None) -> None:
    """Write the records as CSV tables to DIR; `import` reads them back without loss."""
    records = store.read(rule.authority(where).path)
    written = tables.write(records, output)
    note(_summary(records, len(written), output))


def _refuse_unsound(entry: Entry) -> None:
    """Refuse what `validate` would report of a record: its values and form, not what it points to."""
    from puzanov_tei.validation.choice import SchemaChoice
    from puzanov_tei.validation.document import check

    with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as folder:
        file = Path(folder, "record.xml")
        alone = replace(entry, parent="") if isinstance(entry, Org) else entry
        store.write_file(edit.add(Records(), alone), file)
        data = file.read_bytes()
        schema = SchemaChoice(("puzanov",)).schema(scan(data), file.parent).schema
        findings = [f for f in check(data, file.name, schema) if f.severity is not Severity.INFO]
    errors = [f for f in findings if f.code[:3] == "PZ5" or (f.severity is Severity.ERROR and f.code[:3] != "PZ4")]
    if errors:
        raise UsageError(f"{entry.id} is not added. " + " ".join(f"{f.message} {f.hint}" for f in errors))


def _save(path: Path, before: Records, after: Records, done: str) -> None:
    held = update.contents(path)
    written = update.update(path, before, after)
    if changed := {file: content for file, content in held.items() if file in written}:
        undo.remember(path, changed, done)
    note(f"{done} in {', '.join(map(str, written)) or path}; `authority undo` takes it back")


def _summary(records: Records, files: int, folder: Path) -> str:
    counts = ", ".join(f"{len(getattr(records, kind))} {kind}" for kind in _KINDS)
    return f"{counts} in {files} files in {folder}"
