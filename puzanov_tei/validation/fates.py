"""What can become of a file that was not checked, or not against all that it names: its codes."""

from __future__ import annotations

NO_TEI = "PZ097"
CODES: dict[str, tuple[str, str]] = {
    "PZ090": (
        "The check did not end in time",
        "A rule or a pattern of the schema takes too long on this document. Nothing is known about the file.",
    ),
    "PZ091": (
        "The check ended without a result",
        "The process that checked the file was ended from outside, usually because memory ran out.",
    ),
    "PZ092": (
        "The schema that the file names is not at hand",
        "Schemas are never fetched from the network. If the file names no other schema that can be used, it was "
        "checked against all of TEI instead, which is another question than whether it follows its own.",
    ),
    "PZ093": (
        "A schema that the file names cannot be used",
        "The schema is there, but broken, or in a language that is not supported. The file was checked against "
        "its other schemas only; what this one forbids is not known.",
    ),
    "PZ094": (
        "The file cannot be read",
        "It is listed but cannot be opened: a link that leads nowhere, a file that was removed during the run, "
        "a folder or file without permission. Nothing is known about it.",
    ),
    "PZ095": (
        "The check broke off by a fault of the program",
        "The program met something that it was not made for. The other files were checked; please report it.",
    ),
    NO_TEI: (
        "The file is no TEI",
        "Folders of an edition hold other files in XML too: of a database, a build, a catalogue, a score. They are "
        "left out, unless they or somebody names a schema for them.",
    ),
}
