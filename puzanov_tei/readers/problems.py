"""What a file holds beside its text: codes, and why each is said."""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    "PZ660": (
        "A comment in the file is not part of the text",
        "Word processors keep what readers remarked beside the text. It is no word of the document, so it is left out "
        "of the TEI and printed here, with the place it belongs to.",
    ),
    "PZ661": (
        "Words that somebody deleted or inserted with tracked changes",
        "A file with tracked changes holds two texts. The encoder reads the one with all changes accepted, and says "
        "what was changed, so that an editor can decide otherwise.",
    ),
    "PZ662": (
        "Hidden words are left out",
        "Words formatted as hidden are not printed by the word processor, so they are no part of the page.",
    ),
    "PZ663": (
        "A running head or foot is left out",
        "What stands at the head and foot of every page of the file (not of the document) is not repeated in the text.",
    ),
    "PZ664": (
        "A page of the PDF has no text",
        "The page holds an image only, as scanners make it. Its words have to be typed or recognised before they can "
        "be encoded.",
    ),
    "PZ665": (
        "A column of a record is not mapped",
        "The table has a column that the encoder does not know. What it says is in no element: map it in the "
        "configuration ([columns]), or leave it.",
    ),
    "PZ666": (
        "A picture in the file is left out",
        "The text edition has the words of the document. A picture in a file of a word processor is none of them; what "
        "the file says that it shows is printed here, with the place where it stands.",
    ),
    "PZ667": (
        "Signs of a PDF whose letters are not known",
        "A font in a PDF draws signs, and need not say which letters they are. Where it does not, the text layer holds "
        "a guess or nothing, however well the page prints.",
    ),
}
"""Code -> (title, rationale). All are warnings."""
