"""Every code that the validator can print, with its title and rationale, for `explain` and for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from puzanov_tei import resources
from puzanov_tei.base.xml import T
from puzanov_tei.checks import CHECKS, xsd
from puzanov_tei.marks import problems
from puzanov_tei.odd import codes as odd
from puzanov_tei.relaxng import codes as relaxng
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.read import SCH, parser
from puzanov_tei.validation import across, fates, inclusion, selection

_SHORT = 60
"""A rationale that is shorter than this is given with its title."""
Table = Mapping[str, str | tuple[str, str]]
"""Code -> title and rationale, or one text that begins with its title."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it says, why that matters, and where the rule stands (`puzanov.odd:120`), if it is one."""

    code: str
    title: str
    rationale: str
    origin: str = ""
    severity: str = "error"


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """All codes of the validator, in order."""
    codes: dict[str, Code] = {}
    ours = (relaxng, odd, rules, xsd, fates, across, inclusion, selection, problems)
    for table in (module.CODES for module in ours):
        codes |= described(table)
    for name in CHECKS.names():
        codes |= described(CHECKS.load(name).CODES)
    return dict(sorted((codes | _of_the_odd()).items()))


def described(table: Table) -> dict[str, Code]:
    """The codes of a table that a room keeps beside what yields them."""
    codes = {}
    for code, entry in table.items():
        title, rationale = entry if isinstance(entry, tuple) else _split(entry)
        codes[code] = Code(code, title, rationale)
    return codes


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
