"""Every code that the validator can print, with its title and rationale, for `explain` and for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from lxml import etree

from puzanov_tei import resources
from puzanov_tei.schematron.read import SCH, parser

_SHORT = 60
"""A rationale that is shorter than this is given with its title."""
_TEI = "{http://www.tei-c.org/ns/1.0}"
_MODULES = (
    "checks.wellformed", "relaxng.codes", "odd.codes", "schematron.run", "checks.references", "checks.dates",
    "checks.identifiers", "checks.xsd", "validation.batch", "validation.across", "marks.problems",
    "decisions.conflicts",
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it says, why that matters, and where the rule stands (`puzanov.odd:120`), if it is one."""

    code: str
    title: str
    rationale: str
    origin: str = ""
    severity: str = "error"


@lru_cache(maxsize=2)
def codes(*further: str) -> Mapping[str, Code]:
    """All codes, in order; with those of further modules of the package (`taggers.merge`) that have a table CODES."""
    found: dict[str, Code] = {}
    for name in (*_MODULES, *further):
        try:
            table = import_module(f"puzanov_tei.{name}").CODES
        except (ModuleNotFoundError, AttributeError):
            continue
        for code, entry in table.items():
            title, rationale = entry if isinstance(entry, tuple) else _split(entry)
            found[code] = Code(code, title, rationale)
    found.update(_of_the_odd())
    return dict(sorted(found.items()))


def _split(text: str) -> tuple[str, str]:
    """Title and rationale of a text: its first sentence, and the rest (or all of it)."""
    title, _, rest = text.partition(". ")
    return title.rstrip("."), rest if len(rest) > _SHORT else text


def _of_the_odd() -> dict[str, Code]:
    """The rules of the project's own ODD: the message is the title, the constraint's description the rationale."""
    path = resources.schema_folder() / "puzanov.odd"
    try:
        root = etree.parse(path, parser()).getroot()
    except (OSError, etree.XMLSyntaxError):
        return {}
    found = {}
    for spec in root.iter(f"{_TEI}constraintSpec"):
        why = " ".join("".join(d.itertext()) for d in spec.findall(f"{_TEI}desc"))
        for test in spec.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            code = test.get("id", "")
            message, hint = _message(test)
            found[code] = Code(
                code, message, " ".join(f"{why} {hint}".split()), f"{path.name}:{test.sourceline}",
                test.get("role", "error"),
            )
    return found


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
