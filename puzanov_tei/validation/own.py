"""What the rules of the project's own ODD say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from puzanov_tei import resources
from puzanov_tei.base.xml import T
from puzanov_tei.schematron.composition import SCH, parser


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it says, why that matters, and where the rule stands (`puzanov.odd:120`), if it is one."""

    code: str
    title: str
    rationale: str
    origin: str = ""
    severity: str = "error"


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Code]:
    """By code: the message is the title, the description of the constraint the rationale; empty without the ODD."""
    path = resources.schema_folder() / "puzanov.odd"
    try:
        root = etree.parse(path, parser()).getroot()
    except (OSError, etree.XMLSyntaxError):
        return {}
    codes = {}
    for spec in root.iter(f"{T}constraintSpec"):
        why = " ".join("".join(d.itertext()) for d in spec.findall(f"{T}desc"))
        for test in spec.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            code = test.get("id", "")
            message, hint = _message(test)
            codes[code] = Code(
                code,
                message,
                " ".join(f"{why} {hint}".split()),
                f"{path.name}:{test.sourceline}",
                test.get("role", "error"),
            )
    return codes


def _message(test: etree._Element) -> tuple[str, str]:
    """Message and hint of a test, with an ellipsis for what depends on the document."""
    message, hint = [test.text or ""], ""
    for child in test:
        if child.get("class") == "hint":
            hint = "".join(_flat(child))
        else:
            message.append("...")
        message.append(child.tail or "")
    return " ".join("".join(message).split()), hint


def _flat(element: etree._Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        parts += ["...", child.tail or ""]
    return parts
