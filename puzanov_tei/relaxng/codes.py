"""The findings of grammar validation: code -> title, and rationale with remedy. `explain CODE` prints these."""

from __future__ import annotations

NOT_WELL_FORMED = "PZ100"
WRONG_ROOT = "PZ101"
WRONG_NAMESPACE = "PZ102"
UNKNOWN_ELEMENT = "PZ103"
ELEMENT_NOT_ALLOWED = "PZ104"
ELEMENT_OUT_OF_PLACE = "PZ105"
MISSING_BEFORE = "PZ106"
INCOMPLETE = "PZ107"
TEXT_NOT_ALLOWED = "PZ108"
WRONG_CONTENT = "PZ109"
UNKNOWN_ATTRIBUTE = "PZ110"
ATTRIBUTE_NOT_ALLOWED = "PZ111"
MISSING_ATTRIBUTE = "PZ112"
WRONG_VALUE = "PZ113"
ATTRIBUTES_CONFLICT = "PZ114"
DUPLICATE_ID = "PZ120"
DANGLING_REFERENCE = "PZ121"
UNSOUND_IDS = "PZ122"

CODES: dict[str, tuple[str, str]] = {
    NOT_WELL_FORMED: (
        "The file is not well-formed XML",
        "The file is not well-formed XML, so that nothing in it can be relied on: a tag is not closed, tags overlap, "
        "or a character such as & stands where it must be written &amp;. Mend the place that is named first; what "
        "is reported behind it may vanish with it.",
    ),
    WRONG_ROOT: (
        "The document begins with the wrong element",
        "The outermost element is not one that the schema lets a document begin with. Check that the file is of the "
        "kind the schema describes, and that the right schema is used.",
    ),
    WRONG_NAMESPACE: (
        "An element is in the wrong namespace",
        "The element has the right name but is in the wrong namespace, or in none. Usually a declaration is missing "
        'or mistyped on the root element; TEI documents begin <TEI xmlns="http://www.tei-c.org/ns/1.0">.',
    ),
    UNKNOWN_ELEMENT: (
        "The schema has no such element",
        "The schema has no element of this name anywhere. It is mistyped (names are case-sensitive: persName, not "
        "persname), or the project's customization has left it out. Correct the name, or use what the encoding "
        "guidelines recommend for this feature.",
    ),
    ELEMENT_NOT_ALLOWED: (
        "An element is not allowed inside its parent",
        "The schema knows the element but does not allow it inside this parent. Move it to a place that allows it, "
        "or put it into an element that may stand here, as a phrase into a paragraph.",
    ),
    ELEMENT_OUT_OF_PLACE: (
        "An element comes too early, too late or too often",
        "The parent may contain this element, but not at this point: it comes too late, too early, or too often. "
        "Compare the order that the schema wants, and move or merge the element.",
    ),
    MISSING_BEFORE: (
        "Something required is missing before an element",
        "The schema requires something before this element that is not there. Insert what is named; if its content "
        "is not known yet, say so in it rather than leave it out.",
    ),
    INCOMPLETE: (
        "An element is incomplete",
        "The element ends before everything that the schema requires in it has come. Add what is named, in the order "
        "in which it is named.",
    ),
    TEXT_NOT_ALLOWED: (
        "Text stands where only elements may",
        "There are words directly inside an element that may only contain other elements. Usually they belong into a "
        "paragraph or another element that holds text; sometimes a tag was closed too early.",
    ),
    WRONG_CONTENT: (
        "The text of an element is not of the kind it must be",
        "The text of this element must be a value of a certain kind, such as a number, a date or a word from a list. "
        "Write the value in the form that is named.",
    ),
    UNKNOWN_ATTRIBUTE: (
        "The schema has no such attribute",
        "No element of the schema has an attribute of this name. It is mistyped (names are case-sensitive), lacks its "
        "prefix (xml:id, xml:lang), or the project's customization has left it out.",
    ),
    ATTRIBUTE_NOT_ALLOWED: (
        "An attribute is not allowed on its element",
        "The attribute exists in the schema, but not on this element. Move it to the element it belongs to, or say "
        "the same with an attribute that this element has.",
    ),
    MISSING_ATTRIBUTE: (
        "A required attribute is missing",
        "The schema requires an attribute that the start tag does not have. Add it; the project's guidelines say "
        "which value to give if the fact is unknown.",
    ),
    WRONG_VALUE: (
        "The value of an attribute is not allowed",
        "The value of the attribute is not of the kind that the schema asks for: not a date in ISO form, not one of "
        "a closed list of values, not a pointer, with a space where none may be. Write it in the form that is named.",
    ),
    ATTRIBUTES_CONFLICT: (
        "Attributes exclude each other",
        "Each of these attributes is allowed on the element, but not all of them together or not with these values. "
        "Decide which one says what is meant and remove the other.",
    ),
    DUPLICATE_ID: (
        "An identifier is used twice",
        "Two elements of the document have the same identifier, so that references to it are ambiguous. Give one of "
        "them another xml:id and correct the references that mean it.",
    ),
    DANGLING_REFERENCE: (
        "A reference leads to no identifier",
        "The attribute refers to an identifier that no element of the document has. Correct the reference, or give "
        "the element that is meant this identifier.",
    ),
    UNSOUND_IDS: (
        "The ID attributes of a grammar are not sound",
        "An attribute is an ID on one element and something else on another that a document may have in its place "
        "(RELAX NG DTD Compatibility, clause 5). Documents are judged all the same; jing refuses it without "
        "its option -i, as it cannot say what an ID is. Give the attribute one type, or leave names out of wildcards.",
    ),
}
