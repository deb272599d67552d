"""Decisions of editors as lines: one JSON object each, sorted, made for git.

A decision names its place by the block (`xml:id`, or a path from the nearest one) and the words there with what stands
before and after them; so it holds when the program, the authority or other parts of the document change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.near import near
from puzanov_tei.errors import SourceError, UsageError

VERSION = 1
OPERATIONS = (
    "header",
    "entity",
    "add",
    "accept",
    "relink",
    "retype",
    "set",
    "resize",
    "reject",
    "note",
    "insert",
    "correct",
    "remove",
    "split",
    "join",
)
"""In the order in which they are applied: names are found before paragraphs and words change."""
SINCE = {"set": 2, "insert": 2, "remove": 2}
"""The version of the format that first had an operation, where it was not the first."""
CONTEXT = 32
_UNION = b"# Two editors' lines are both kept.\n*.jsonl merge=union\n"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        op: one of OPERATIONS.
        block: identifier or path of the block; for `header`, the path of the field in the header.
        exact: the words that it is about; for `header`, what the field said; for `entity`, the name.
        prefix, suffix: what stands before and after the words in the block.
        type: person, place, org, date ...: what the words name (`retype`: what they name now); `insert`: where it
            stands (around, instead, before, behind, inside); `set`, `remove`: the element, if it is none of a name.
        entity: identifier of the record that they are linked to.
        value: `resize`: all the words of the name; `correct`, `header`: what is right; `note`: the text of the note;
            `insert`: an element or comment as XML; `set`: attributes as in a tag (an empty one is taken away).
        by: initials of the editor; note: a remark on the decision.
        id: the same for the same words at the same place, whatever is decided about them.
    """

    op: str
    block: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    type: str = ""
    entity: str = ""
    value: str = ""
    by: str = ""
    note: str = ""
    id: str = ""
    v: int = VERSION  # as read; a line is written with the version that has its operation

    def line(self) -> str:
        """The decision as one line of JSON; what is empty is left out."""
        given = {key: value for key, value in asdict(self).items() if value != "" or key in ("block", "exact")}
        given["v"] = SINCE.get(self.op, VERSION)
        order = ("v", "id", "op", "block", "exact", "prefix", "suffix", "type", "entity", "value", "by", "note")
        return json.dumps({key: given[key] for key in order if key in given}, ensure_ascii=False)

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What it is about: two decisions with the same subject and another content contradict each other."""
        of_names = ("accept", "add", "relink", "retype", "resize", "reject")
        kind = "name" if self.op in of_names or (self.op == "set" and self.exact) else self.op
        about = self.id or f"{self.prefix}\0{self.suffix}"
        if self.op in ("note", "insert", "entity"):
            about = self.entity if self.op == "entity" else self.value
        return (kind, self.block, about, self.exact)


def identifier(document: str, block: str, exact: str, prefix: str) -> str:
    """Identifier of words at a place."""
    parts = (document, block, exact, prefix)
    return "m_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def read(path: Path) -> list[Decision]:
    """The decisions of a file, sorted, each once; none if the file is not there.

    Raises:
        SourceError: a line is no decision; the message names it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read {path}: {error}.") from error
    decisions = {_decision(line, f"{path}:{n}") for n, line in enumerate(text.split("\n"), 1) if line.strip()}
    return sorted(decisions, key=_order)


def _decision(line: str, place: str) -> Decision:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise SourceError(f"{place}: git left a conflict here; keep the lines that are right and delete its marks.")
    try:
        given = json.loads(line)
    except ValueError as error:
        raise SourceError(f"{place}: not a line of JSON: {error}.") from error
    if not isinstance(given, dict):
        raise SourceError(f"{place}: a decision is a JSON object.")
    known = [field.name for field in fields(Decision)]
    for key, value in given.items():
        if key not in known:
            hint = near(key, known)
            raise SourceError(f"{place}: there is no key {key!r}." + (f" Did you mean {hint!r}?" if hint else ""))
        if not isinstance(value, int if key == "v" else str):
            raise SourceError(f"{place}: the value of {key} is of the wrong kind.")
    known_versions = sorted({VERSION, *SINCE.values()})
    if given.get("v", VERSION) not in known_versions:
        raise SourceError(
            f"{place}: version {given['v']} of decisions is not known; this program knows "
            f"{' and '.join(map(str, known_versions))}."
        )
    if given.get("op") not in OPERATIONS:
        raise SourceError(f"{place}: op is {given.get('op')!r}; it can be {', '.join(OPERATIONS)}.")
    return Decision(**{**given, "v": VERSION})


def write(path: Path, decisions: Iterable[Decision]) -> bool:
    """Write decisions, sorted; with a note for git beside them that both of two editors' lines are kept.

    Returns:
        Whether the file changed.

    Raises:
        OutputError: it cannot be written.
    """
    lines = "".join(f"{decision.line()}\n" for decision in sorted(set(decisions), key=_order))
    attributes = path.parent / ".gitattributes"
    if not attributes.exists():
        write_atomically(attributes, _UNION)
    return write_atomically(path, lines.encode())


def file_of(folder: Path, document: str) -> Path:
    """Where the decisions on a document are.

    Raises:
        UsageError: the document's identifier is no name of a file.
    """
    if not document or Path(document).name != document or document.startswith("."):
        raise UsageError(f"the document's identifier {document!r} is no name for a file of decisions.")
    return folder / f"{document}.jsonl"


def _order(decision: Decision) -> tuple[str, ...]:
    return (decision.block, decision.exact, decision.prefix, decision.op, decision.line())
