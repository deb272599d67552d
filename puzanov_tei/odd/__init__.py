"""The ODD processor: customizations of TEI P5 compiled, checked and documented (TEI Guidelines, chapters TD and USE).

The pipeline: `parse` (what the author wrote) -> `resolve` (what it means) -> `grammar` and `schematron`.
"""

from puzanov_tei.odd.compile import CompiledOdd, compile_odd

__all__ = ["CompiledOdd", "compile_odd"]
