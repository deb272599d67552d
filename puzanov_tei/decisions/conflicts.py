"""Where an editor and the program both changed something: the editor's stays, a finding shows both."""

from __future__ import annotations

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import SEPARATOR, Branch

CODES: dict[str, tuple[str, str]] = {
    "PZ900": (
        "An editor and the program changed the same thing",
        "The file was edited by hand, and the program, run again with a newer version, authority or source, now says "
        "something else about the same place. The editor's version stays in the file; the finding shows both, so that "
        "a person can decide. What the program says elsewhere has come in.",
    ),
    "PZ901": (
        "The base of a hand-edited file is missing",
        "The program keeps what it wrote last in the project's folder .puzanov, to tell an editor's changes from its "
        'own. Without it, whatever does not carry resp="#tool" counts as a person\'s, and none of it is replaced.',
    ),
}
# Attributes that make one statement: who confirms a name has confirmed what it points to.
_STATEMENT = ("ref", "key", "resp", "cert")
_LONG = 60


class Conflicts:
    """Findings about one edited file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.findings: list[Finding] = []

    def add(self, place: Branch, what: str, yours: str, news: str) -> None:
        """Note that the program's news about a place does not come in.

        Args:
            place: the element of the edited file, or the nearest that holds the place.
            what: how the place stands in the edited file, as the end of a sentence.
            yours: what stays; news: what the program says.
        """
        nearest: Branch | None = place
        while nearest is not None and not nearest.line:
            nearest = nearest.parent
        line = nearest.line if nearest else 0
        message = f"The program has something new about <{place.name}>, {what}: {_brief(yours)!r} / {_brief(news)!r}."
        hint = "The editor's version stays. Change it by hand if the program is right."
        self.findings.append(
            Finding(
                "PZ900",
                Severity.WARNING,
                message,
                hint,
                Location(self._file, line, 1 if line else 0),
                xml_id=_xml_id(place),
            )
        )


def attributes(base: Branch, edited: Branch, new: Branch, conflicts: Conflicts) -> None:
    """Bring what the program changed about an element's name and attributes into the edited element."""
    decided = edited.tag != base.tag or any(_differs(name, base, edited) for name in _STATEMENT)
    if new.tag != base.tag and not decided:
        edited.tag = new.tag
    for name in dict.fromkeys((*base.attributes, *edited.attributes, *new.attributes)):
        old, yours, news = (version.attributes.get(name) for version in (base, edited, new))
        if news in (old, yours) or (name == XML_ID and yours is not None):
            continue
        if yours == old and not (decided and name in _STATEMENT):
            _set(edited, name, news)
        elif name not in ("resp", "cert"):
            conflicts.add(edited, f"whose {name} an editor decided on", yours or "", news or "")


def _set(branch: Branch, name: str, value: str | None) -> None:
    if value is None:
        branch.attributes.pop(name, None)
    else:
        branch.attributes[name] = value


def _differs(name: str, one: Branch, other: Branch) -> bool:
    return one.attributes.get(name) != other.attributes.get(name)


def _brief(text: str) -> str:
    text = " ".join(text.replace(SEPARATOR, " ").split())
    return text if len(text) <= _LONG else f"{text[: _LONG - 3]}..."


def _xml_id(branch: Branch | None) -> str:
    while branch is not None:
        if identifier := branch.attributes.get(XML_ID):
            return identifier
        branch = branch.parent
    return ""
