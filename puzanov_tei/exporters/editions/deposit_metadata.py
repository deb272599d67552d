"""What repositories want to know of a deposit, in the words of RO-Crate, DataCite, Zenodo and CITATION.cff."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions.corpus import EditionDocument
from puzanov_tei.exporters.records.tables import BY_NAME

# Value of the DataCite schema for what is not known (appendix 3, standard values).
UNKNOWN = "(:unkn)"
_NO_TERMS = "Terms of use are not stated."
_CREATIVE_COMMONS = "creativecommons.org/"
_MOST = 2000  # related addresses
TABLES = "tables/"
_MEDIA_TYPES = {
    "csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/json", "md": "text/markdown",
}  # fmt: skip
_DESCRIPTIONS = {
    "datapackage.json": "Description of the tables as a Data Package",
    "csv-metadata.json": "Description of the tables as CSV on the Web",
    "codebook.md": "Codebook: what each table and column holds",
}


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit as a whole; what nobody has said is empty.

    Attributes:
        creators: names; if nobody is named, the publisher stands for them (`creators_known` is false).
        issued: date or year of publication.
        licence: address of the licence, if it is one for all; rights: what the documents state, else.
        begin, end: first and last day of the documents.
        sources: addresses where the documents are published.
        titled: whether the title was said, by the user or with one voice by the headers.
    """

    title: str
    titled: bool
    creators: tuple[str, ...]
    creators_known: bool
    translators: tuple[str, ...]
    publisher: str
    issued: str
    licence: str
    rights: tuple[str, ...]
    address: str
    language: str
    begin: str
    end: str
    keywords: tuple[str, ...]
    sources: tuple[str, ...]
    count: int

    @property
    def description(self) -> str:
        """One sentence."""
        times = f" of {self.begin} to {self.end}" if self.begin and self.begin != self.end else f" of {self.begin}"
        number = "One document" if self.count == 1 else f"{self.count} documents"
        return f"{number}{times if self.begin else ''}, encoded in TEI P5, with their reading text and tables."

    @property
    def spdx(self) -> str:
        """The licence's name in SPDX, if it is one of Creative Commons."""
        _, found, rest = self.licence.partition(_CREATIVE_COMMONS)
        parts = [part for part in rest.split("/") if part]
        if not found or len(parts) < 3:
            return ""
        if parts[:2] == ["publicdomain", "zero"]:
            return f"CC0-{parts[2]}"
        return f"CC-{parts[1].upper()}-{parts[2]}" if parts[0] == "licenses" else ""


def described(documents: Sequence[EditionDocument], options: Options, keywords: Iterable[str]) -> Deposit:
    """The deposit of these documents: what the user says, else what the headers say with one voice."""
    said = [document.facts for document in documents]
    series = _one(f.series for f in said)
    title = options.title or (said[0].title if len(said) == 1 else series)
    editors = tuple(dict.fromkeys(name for f in said for name in f.editors))
    creators = tuple(part.strip() for part in options.editor.split(";") if part.strip()) or editors
    publisher = _one(f.publisher for f in said) or UNKNOWN
    dates = sorted((f.date.first, f.date.last) for f in said if f.date.first)
    licence = options.licence or _one(f.licence_url for f in said)
    return Deposit(
        title=title or f"{len(said)} documents",
        titled=bool(title),
        creators=creators or (publisher,),
        creators_known=bool(creators),
        translators=tuple(dict.fromkeys(name for f in said for name in f.translators)),
        publisher=publisher,
        issued=options.issued or max((f.published for f in said if f.published[:4].isdecimal()), default=""),
        licence=licence,
        rights=tuple(dict.fromkeys(f.licence for f in said if f.licence)),
        address=options.address,
        language=_one(f.lang for f in said),
        begin=dates[0][0] if dates else "",
        end=max(last for _, last in dates) if dates else "",
        keywords=tuple(dict.fromkeys(keywords)),
        sources=tuple(dict.fromkeys(f.source_url for f in said if f.source_url))[:_MOST],
        count=len(said),
    )


def _one(values: Iterable[str]) -> str:
    """The value that all have who have one."""
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else ""


def datacite(deposit: Deposit) -> dict[str, Any]:
    """DataCite 4.5."""
    dates = [{"date": deposit.issued, "dateType": "Issued"}] if deposit.issued else []
    if deposit.begin:
        span = deposit.begin if deposit.begin == deposit.end else f"{deposit.begin}/{deposit.end}"
        dates.append({"date": span, "dateType": "Created", "dateInformation": "the documents"})
    return _filled(
        {
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "TEI edition"},
            "url": deposit.address,
            "creators": [_named(name, deposit) for name in deposit.creators],
            "titles": [{"title": deposit.title}],
            "publisher": {"name": deposit.publisher},
            "publicationYear": deposit.issued[:4],
            "subjects": [{"subject": word} for word in deposit.keywords],
            "contributors": [{"name": name, "contributorType": "Other"} for name in deposit.translators],
            "dates": dates,
            "language": deposit.language,
            "relatedIdentifiers": [
                {"relatedIdentifier": a, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
                for a in deposit.sources
            ],
            "formats": ["application/tei+xml", "text/plain", "text/csv"],
            "rightsList": _rights(deposit),
            "descriptions": [{"description": deposit.description, "descriptionType": "Abstract"}],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )  # fmt: skip


def _named(name: str, deposit: Deposit) -> dict[str, str]:
    """A creator; a name turned round by a comma is of a person, the publisher in its place of a body."""
    if not deposit.creators_known:
        return {"name": name, "nameType": "Organizational"} if name != UNKNOWN else {"name": name}
    family, comma, given = name.partition(", ")
    return {"name": name} | ({"nameType": "Personal", "familyName": family, "givenName": given} if comma else {})


def _rights(deposit: Deposit) -> list[dict[str, str]]:
    if not deposit.licence:
        return [{"rights": text} for text in deposit.rights]
    statement = deposit.spdx or (deposit.rights[0] if len(deposit.rights) == 1 else deposit.licence)
    known = {"rightsIdentifier": deposit.spdx, "rightsIdentifierScheme": "SPDX"} if deposit.spdx else {}
    return [{"rights": statement, "rightsUri": deposit.licence, **known}]


def zenodo(deposit: Deposit) -> dict[str, Any]:
    """`.zenodo.json`, as Zenodo reads it from a repository."""
    is_open = bool(deposit.spdx)
    return _filled(
        {
            "title": deposit.title,
            "upload_type": "dataset",
            "publication_date": deposit.issued,
            "creators": [{"name": name} for name in deposit.creators],
            "contributors": [{"name": name, "type": "Other"} for name in deposit.translators],
            "description": deposit.description,
            "access_right": "open" if is_open else "restricted",
            "license": deposit.spdx.lower() if is_open else "",
            "access_conditions": "" if is_open else " ".join(deposit.rights) or _NO_TERMS,
            "keywords": list(deposit.keywords),
            "related_identifiers": [{"identifier": a, "relation": "isDerivedFrom"} for a in deposit.sources],
        }
    )


def ro_crate(
    deposit: Deposit,
    documents: Sequence[EditionDocument],
    sizes: Mapping[str, tuple[int, int]],
    tables: Mapping[str, int],
) -> dict[str, Any]:
    """RO-Crate 1.1: the crate, its files, its people.

    Args:
        sizes: bytes of TEI and text by document; tables: files of the tables with their bytes.
    """
    people = [_agent(name, deposit) for name in deposit.creators]
    files = [file for document in documents for file in _files(document, sizes[document.id])]
    listed = [_table(name, size) for name, size in tables.items()]
    folder = {
        "@id": TABLES, "@type": "Dataset", "name": "Tables",
        "description": "Documents, mentions, entities and their ties as tables (Data Package and CSV on the Web).",
        "hasPart": [{"@id": file["@id"]} for file in listed],
    }  # fmt: skip
    creators = [{"@id": person["@id"]} for person in people]
    licence = {"@id": deposit.licence} if deposit.licence else " ".join(deposit.rights) or _NO_TERMS
    publisher = {"@id": "#publisher", "@type": "Organization", "name": deposit.publisher}
    root = {
        "@id": "./", "@type": "Dataset", "name": deposit.title, "description": deposit.description,
        "datePublished": deposit.issued, "license": licence, "url": deposit.address,
        "author": _alone(creators), "creator": _alone(creators), "publisher": {"@id": "#publisher"},
        "inLanguage": deposit.language, "keywords": ", ".join(deposit.keywords),
        "temporalCoverage": f"{deposit.begin}/{deposit.end}" if deposit.begin else "",
        "hasPart": [{"@id": file["@id"]} for file in (*files, folder)],
    }  # fmt: skip
    terms = [{"@id": deposit.licence, "@type": "CreativeWork", "name": deposit.spdx or deposit.licence}]
    descriptor = {
        "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }  # fmt: skip
    about = [descriptor, _filled(root), publisher, *people, *(terms if deposit.licence else ())]
    graph = [*about, *files, folder, *listed]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _agent(name: str, deposit: Deposit) -> dict[str, Any]:
    kind = "Person" if deposit.creators_known else "Organization"
    return {"@id": f"#creator-{deposit.creators.index(name) + 1}", "@type": kind, "name": name}


def _alone(values: list[dict[str, str]]) -> dict[str, str] | list[dict[str, str]]:
    """One value is no list (RO-Crate 1.1, appendix: JSON-LD)."""
    return values[0] if len(values) == 1 else values


def _table(path: str, size: int) -> dict[str, str]:
    """A file of the tables."""
    stem, _, suffix = path.removeprefix(TABLES).rpartition(".")
    known = BY_NAME.get(stem)
    return {
        "@id": path, "@type": "File", "name": _DESCRIPTIONS.get(f"{stem}.{suffix}", stem),
        "encodingFormat": _MEDIA_TYPES[suffix], "contentSize": str(size),
    } | ({"description": known.description} if known else {})  # fmt: skip


def _files(document: EditionDocument, sizes: tuple[int, int]) -> Iterable[dict[str, Any]]:
    stem, said = document.id.removesuffix(".xml"), document.facts
    for path, kind, size in (
        (f"tei/{stem}.xml", "application/tei+xml", sizes[0]), (f"text/{stem}.txt", "text/plain", sizes[1])
    ):  # fmt: skip
        yield _filled(
            {
                "@id": path, "@type": "File", "name": said.title or document.id, "encodingFormat": kind,
                "contentSize": str(size), "dateCreated": said.date.value, "inLanguage": said.lang,
                "isBasedOn": said.source_url, "license": said.licence_url or said.licence,
            }
        )  # fmt: skip


def citation(deposit: Deposit) -> str:
    """CITATION.cff 1.2, in YAML (values as JSON strings, which are YAML too)."""
    lines = [
        "cff-version: 1.2.0", 'message: "Please cite this edition as follows."', "type: dataset",
        f"title: {_quoted(deposit.title)}", "authors:", *(_author(name, deposit) for name in deposit.creators),
    ]  # fmt: skip
    more = {
        "date-released": deposit.issued if len(deposit.issued) == 10 else "", "license": deposit.spdx,
        "license-url": "" if deposit.spdx else deposit.licence, "url": deposit.address, "abstract": deposit.description,
    }  # fmt: skip
    lines += [f"{key}: {_quoted(value)}" for key, value in more.items() if value]
    if deposit.keywords:
        lines += ["keywords:", *(f"  - {_quoted(word)}" for word in deposit.keywords)]
    return "\n".join(lines) + "\n"


def _author(name: str, deposit: Deposit) -> str:
    family, comma, given = name.partition(", ")
    if deposit.creators_known and comma:
        return f"  - family-names: {_quoted(family)}\n    given-names: {_quoted(given)}"
    return f"  - name: {_quoted(name)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something."""
    return {key: value for key, value in members.items() if value not in ("", [], {})}
