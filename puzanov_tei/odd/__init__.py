"""The ODD processor: customizations of TEI P5 compiled, checked and documented (TEI Guidelines, chapters TD and USE).

The pipeline: `parse` (what the author wrote) -> `resolve` (what it means) -> `grammar` and `schematron`.

It means what the TEI Stylesheets mean, with these differences, each on purpose:

- A value list of an attribute in mode change counts also when it has no mode of its own (the default is add); the
  Stylesheets drop it where TEI P5 itself changes the attribute, as in castItem/@type or recording/@type.
- `anyElement/@require` restricts the names in the grammar itself, not in a Schematron rule beside it.
- A required part of a content model that the schema leaves out is a finding (PZ202), not silence.
- A reference that leads nowhere is a finding (PZ201), not an illegal grammar; an illegal one is never written (PZ209).
- An attribute that reaches an element twice is declared once (PZ207).
"""

from puzanov_tei.odd.compile import CompiledOdd, compile_odd

__all__ = ["CompiledOdd", "compile_odd"]
