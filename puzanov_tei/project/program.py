"""Which rooms of the program each step of a project depends on."""

from __future__ import annotations

from puzanov_tei.base.program import state

__all__ = ["ALL", "ENCODE", "EXPORT", "TEI", "VALIDATE", "state"]

TEI = ("project", "base", "resources.py", "errors.py", "findings.py", "version.py", "model.py", "tei", "data", "marks")
"""What every step stands on."""
ENCODE = (
    *TEI, "archives", "authority", "corpus.py", "datatypes", "dates", "decisions", "language", "naming.py",
    "pipeline.py", "readers", "structure", "taggers", "validation",
)  # fmt: skip
VALIDATE = (*TEI, "checks", "datatypes", "odd", "relaxng", "schematron", "validation", "xsd")
EXPORT = (*TEI, "datatypes", "exporters")
ALL = (".",)
