"""Codes of what an export could not read or carry over: title and rationale, for `explain`."""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    "PZ800": (
        "A file could not be read",
        "It is missing, not well-formed XML, or not a TEI P5 document (its root is neither TEI nor teiCorpus in the "
        "TEI namespace). The other files are exported; the exit code is 1, or 2 when no file could be read.",
    ),
    "PZ801": (
        "A document has no text",
        "Its text element is missing or holds nothing that this view shows, so that no text file is written. A file of "
        "lists alone is fine in tables: it describes the persons, places and organisations that other files mention.",
    ),
    "PZ802": (
        "An entity is mentioned but not described",
        "A name points to an identifier (@ref or @key) that no person, place or org in the exported files has. The "
        "tables keep the identifier, but cannot say who it is: export the file with the list "
        "together with the documents.",
    ),
    "PZ803": (
        "Two documents have the same identifier",
        "TEI/@xml:id (or the name of the file, where it is missing) is the key of a document in every table and the "
        "name of its files. In tables the second document is left out; files of their own get a number behind "
        "their name.",
    ),
    "PZ804": (
        "A place has no coordinates",
        "It is mentioned, but its entry has no location/geo with latitude and longitude, so it cannot stand on a map.",
    ),
    "PZ805": (
        "A document is no letter",
        "An index of correspondence lists what has a sender or a receiver in profileDesc/correspDesc; this document "
        "says nothing of either.",
    ),
    "PZ806": (
        "Pictures are left out",
        "The format holds text only, and a page that asks for nothing from outside cannot show pictures that stand "
        "elsewhere. Their place is marked.",
    ),
    "PZ807": (
        "A sheet of Excel is too small",
        "A worksheet has 1,048,576 rows and a cell 32,767 characters. What is beyond is cut; csv, sqlite and parquet "
        "have no such limits.",
    ),
    "PZ809": (
        "Words are lost or doubled",
        "With --strict and --report the words of a document are counted twice: in its character data, and in what the "
        "export shows and leaves out by name. The two differ, which they never should.",
    ),
    "PZ810": (
        "A file is a part of a TEI document",
        "Its root is a TEI element that is no document (a page, a part of a header). It is exported with the file that "
        "includes it by xi:include; alone it is not.",
    ),
    "PZ811": (
        "A reference to an entity or an inclusion is not read",
        "Internal entities are expanded and local files included, within bounds. An entity that an external DTD may "
        "define, an address of the web, a file that is not there and has no xi:fallback leave nothing in the export.",
    ),
    "PZ812": (
        "An index of letters has no address or licence of its own",
        "CMIF wants the address where the index will stand (--url) and its licence (--licence).",
    ),
    "PZ813": (
        "Where the words of a document went",
        "The line that --report prints: the words of the document, those that are shown, and those that are left "
        "out, by element. Every word is in one of them.",
    ),
    "PZ814": (
        "An edition has no place for something",
        "What the profile leaves out, by name and count: other readings, further names of entries, notes in headers. "
        "It stays in the TEI that the edition is made from. With --strict the exit code is 1.",
    ),
    "PZ815": (
        "Somebody has changed a file of an edition",
        "The file is neither as it was written last nor as it would be written now. It is left alone; --force "
        "overwrites it and keeps a backup beside it.",
    ),
    "PZ816": (
        "A deposit lacks what repositories ask for",
        "Title, creators, date and licence of the whole are taken from the headers where they agree. What they do not "
        "say with one voice is yours to say.",
    ),
    "PZ817": (
        "A second network is left out",
        "Ties with a direction (writes to, speaks to) and ties without one (mentioned with) are two graphs: GEXF and "
        "GraphML are read by few programs when one file mixes them. Standard output takes one file; give a file or a "
        "folder with -o, and the second graph stands beside the first.",
    ),
    "PZ808": (
        "An index of correspondence states no licence of its own",
        "correspSearch and others collect indexes that are under CC BY 4.0. The program cannot decide that for you: it "
        "repeats the terms of the documents.",
    ),
    "PZ830": (
        "A file of the site was changed by hand",
        "A file in the folder of a site is not as the last build wrote it, or is not of the site at all. It is not "
        "overwritten: a correction made there would be lost. Put changes into the source, the configuration or a "
        "page of your own; --force overwrites it and keeps a copy beside it as .bak.",
    ),
    "PZ831": (
        "Documents are listed and not published",
        "Their header says that their use is restricted (availability/@status), or the project withholds them "
        "([site], withhold). The site says that they exist, and shows neither their text nor quotations of it.",
    ),
    "PZ832": (
        "A colour of the site is hard to read",
        "Text and ground need a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). Choose a darker or lighter colour.",
    ),
    "PZ833": (
        "A text of the interface is missing",
        "The file of texts for the chosen language does not have it; the English one is shown.",
    ),
    "PZ899": (
        "The export of a file broke off by a fault of the program",
        "The program met something that it was not made for. The other files were exported; please report it.",
    ),
}
