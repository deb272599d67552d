"""What a run of the compiled rules gives back, and the variants that a run can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from puzanov_tei.base.xml import safe_parser


class Variant(Enum):
    """What a run of a stylesheet is for; the value is the target of the processing instructions that it wakes."""

    CAREFUL = "pz-careful"
    """An error in one test is one result, and the others are made."""
    FULL = "pz-full"
    """Every pattern, every rule that fires and every rule that another suppresses is told."""


def variant(stylesheet: str, *wanted: Variant) -> str:
    """The stylesheet with the instructions of some variants woken."""
    for one in wanted:
        stylesheet = re.sub(rf"<\?{one.value} (.*?)\?>", lambda match: match[1], stylesheet, flags=re.DOTALL)
    return stylesheet


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a run says.

    Attributes:
        kind: `f` a test fired, `e` an error ended a test or rule, `a` a pattern was active, `g` a rule fired, `s` a
            rule was suppressed by an earlier one.
        of: what is numbered: `t` a test, `r` a rule, `n` the pattern or rule itself.
        path: where: positions of the elements from the root, as `locate` takes them.
        document: address of the document, if it is not the one that was checked (of patterns: of all of them).
        role, flag: where the schema works them out.
        remarks: diagnostics and properties in the order of the test, as elements with their content.
    """

    kind: str
    of: str
    number: int
    path: str = ""
    document: str = ""
    message: str = ""
    hint: str = ""
    role: str = ""
    flag: str = ""
    remarks: tuple[etree._Element, ...] = ()


def results(text: str) -> list[Result]:
    """The results in the output of a stylesheet, in the order of the document."""
    if "<" not in text or text.endswith("/>"):
        return []
    root = etree.fromstring(text.encode(), safe_parser(huge=True))
    return [*map(_result, root.iterchildren("{*}*"))]


def _result(element: etree._Element) -> Result:
    of = next(name for name in ("t", "r", "n") if element.get(name) is not None)
    remarks = tuple(element.iterchildren("d", "q"))
    hints = [_words(piece.itertext()) for piece in element.iterchildren("h")]
    # Diagnostics of a schema are hints; they follow the hint in the message.
    hints += [_words(remark.itertext()) for remark in remarks if remark.tag == "d"]
    return Result(
        kind=str(element.tag),
        of=of,
        number=int(element.get(of, "0")),
        path=element.get("p") or "1",
        document=element.get("u") or element.get("d") or "",
        message=_words([element.text or "", *(child.tail or "" for child in element)]),
        hint=" ".join(hint for hint in hints if hint),
        role=element.get("role", ""),
        flag=element.get("flag", ""),
        remarks=remarks,
    )


def _words(pieces: Iterator[str] | list[str]) -> str:
    return " ".join("".join(map(str, pieces)).split())
