"""What XML Schema says about one element: its content model and its attributes."""

from __future__ import annotations

from dataclasses import dataclass, field

from puzanov_tei.relaxng.engine.nodes import CompiledPattern
from puzanov_tei.xsd import trees as models


@dataclass(slots=True)
class Content:
    """What XML Schema says about one element.

    Attributes:
        mixed: text may stand between the children.
        simple: the pattern of a value, if the content is one and nothing else.
        attributes: expanded name -> value pattern and whether it is required.
        any_attribute: attributes with other names are allowed.
        impossible: nothing fits; the element can never be valid.
    """

    model: models.Model = models.NOTHING
    mixed: bool = False
    simple: CompiledPattern | None = None
    attributes: dict[str, tuple[CompiledPattern, bool]] = field(default_factory=dict)
    any_attribute: bool = False
    impossible: bool = False
    widened: bool = False
