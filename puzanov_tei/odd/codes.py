"""Finding codes of the ODD processor: code -> what it means and what to do about it."""

from __future__ import annotations

CODES: dict[str, str] = {
    "PZ201": "The customization names something that the source does not have. Nothing comes of it, so what was "
    "meant is missing from the schema. Mend the spelling, or add the module or source that declares it.",
    "PZ202": "A content model asks for an element, class, macro or datatype that the schema does not contain. "
    "Optional places are simply dropped; a required one changes what the element means. Include what is missing, or "
    "give the element a content model of its own that does without it.",
    "PZ203": "The same identifier is declared twice. Only one of the two can count. Rename or merge them; a "
    'declaration that is to change one of the source has mode="change".',
    "PZ204": 'A declaration has nothing to work on. mode="change" and mode="delete" need something to change, and '
    "every declaration needs an identifier. Check its spelling and whether the module is included; a new declaration "
    'has mode="add".',
    "PZ205": "A change or deletion names an attribute that the element or class neither declares nor inherits, or a "
    'value is named that the list of values does not have. Check the spelling, or declare it with mode="add".',
    "PZ206": "A class is a member of itself, directly or through others. Remove one of the memberships.",
    "PZ207": "An attribute reaches an element from two classes that define it independently. Only one definition "
    "can count. Delete the attribute in one of the classes, or define it on the element.",
    "PZ209": "The grammar would not be legal RELAX NG (ISO/IEC 19757-2, section 7). Nothing was written.",
    "PZ210": "The ODD asks for a release of TEI P5 that is not on this machine, so that the release that travels "
    "with the program stands in for it. Fetch the release, or say which one to use with --source.",
    "PZ211": "The content of an element requires something that can never occur, so that no document with this "
    "element is valid. Make that part optional, include what it needs, or give the element another content model.",
    "PZ212": "No element that can be reached from the root elements contains this one, so that it can never be "
    "used. Make it a member of a model class, name it in a content model, or name it in schemaSpec/@start.",
    "PZ213": "A Schematron rule cannot run: it has no context, holds nothing, is in a language that is not "
    "extracted, or its XPath does not compile. Inside an elementSpec the element is the context by default.",
    "PZ214": "The customization asks for something that the TEI has marked as deprecated (@validUntil). It will go "
    "in a later release. Use what the TEI Guidelines put in its place.",
    "PZ216": "An attribute is an ID on one element and something else on another that a document may have in its "
    "place (RELAX NG DTD Compatibility, clause 5). The grammar is legal; jing wants the option -i for it. Name the "
    "elements in anyElement/@except or in schemaSpec/@defaultExceptions.",
    "PZ217": "A list of values needs datatypes; a list of texts is a text. The attribute is declared as one text, as "
    "the TEI Stylesheets do. Name a datatype of single words, such as teidata.word.",
    "PZ218": "A declaration names no element that a grammar can have. TEI Publisher styles foreign elements so (*, "
    "mei:mdiv). It is kept in the compiled ODD and left out of the grammar.",
    "PZ219": "An element of any name (anyElement, as in xenoData) is one of another namespace than those that the "
    "schema itself describes: else an element could be read in two ways, and validators refuse such a grammar. Say "
    "what is meant with schemaSpec/@defaultExceptions or anyElement/@except.",
    "PZ215": "An example in the prose of the customization is not valid against its own schema, so that readers would "
    'learn something that the validator refuses. Mend the example, or mark it with valid="false" if it is to show '
    "what not to do.",
}
