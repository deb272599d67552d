"""Finding codes of the ODD processor: code -> what it means and what to do about it."""

from __future__ import annotations

CODES: dict[str, str] = {
    "PZ201": "The customization names something that the source does not have. Nothing comes of it, so what was "
    "meant is missing from the schema. Mend the spelling, or add the module or source that declares it.",
    "PZ202": "A content model asks for an element, class, macro or datatype that the schema does not contain. "
    "Optional places are simply dropped; a required one changes what the element means. Include what is missing, or "
    "give the element a content model of its own that does without it.",
    "PZ203": "The same identifier is declared twice. Only one of the two can count. Rename or merge them.",
    "PZ204": "mode=\"change\" or mode=\"delete\" needs something to change, and there is none. Check the "
    "identifier and whether the module is included; a new declaration has mode=\"add\".",
    "PZ205": "A change or deletion names an attribute that the element or class neither declares nor inherits. "
    "Check the spelling, or declare it with mode=\"add\".",
    "PZ206": "A class is a member of itself, directly or through others. Remove one of the memberships.",
    "PZ207": "An attribute reaches an element from two classes with different definitions. Only one can count. "
    "Delete one of them at the element, or define the attribute there.",
    "PZ208": "A definition refers to itself without an element in between, which no grammar allows. Break the circle.",
    "PZ209": "The grammar would not be legal RELAX NG (ISO/IEC 19757-2, section 7). Nothing was written.",
}
