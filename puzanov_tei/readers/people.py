"""Who obtained and who translated: the sentence at the end of a printed citation.

clause  = action { "and" action } [ "for" body ] "by" name { ("," | "and") name } [ "for" body ]
sentence = clause { ("and" | ";" | ",") clause } "."
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from puzanov_tei.model import Contributor

_ACTIONS = {
    "translated": "translator",
    "translation": "translator",
    "transcribed": "other",
    "obtained": "obtainer",
    "provided": "obtainer",
    "contributed": "obtainer",
    "donated": "obtainer",
    "acquired": "obtainer",
    "accessed": "obtainer",
    "found": "obtainer",
    "edited": "other",
    "annotated": "other",
    "introduced": "other",
    "published": "other",
    "revised": "other",
}
_START = re.compile(
    r"(?:(?<=[.;,\d)\]”\"\s])|^)(?:Documents? |Text )?"
    r"(?:Translated|Translation|Transcribed|Obtained|Provided|Contributed|Donated|Acquired|Published|Included)"
    r"(?=\s+(?:and|for|by|from|in|to)\b)"
)
_TOKEN = re.compile(r"[^\s,;]+|[,;]")
_TITLES = frozenset(("dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "jr.", "sr."))


@dataclass(frozen=True, slots=True)
class Contributors:
    """Who worked on the digital document."""

    translators: tuple[Contributor, ...] = ()
    obtainers: tuple[Contributor, ...] = ()


def find_people(text: str) -> int:
    """Where the sentence about people begins; the length of `text` if there is none."""
    match = _START.search(text)
    return match.start() if match else len(text)


def parse_people(text: str) -> Contributors:
    """Read `Obtained for NKIDP by A. B. C and translated for NKIDP by D.`; several sentences are allowed."""
    people: dict[str, list[Contributor]] = {"translator": [], "obtainer": [], "other": []}
    for sentence in _sentences(text):
        for roles, body, names in _clauses(sentence):
            for role in roles:
                people[role].extend(Contributor(name, body) for name in names)
    return Contributors(tuple(dict.fromkeys(people["translator"])), tuple(dict.fromkeys(people["obtainer"])))


def _sentences(text: str) -> list[list[str]]:
    """The tokens of each sentence. The stop of an initial or of `Dr.` ends none."""
    sentences: list[list[str]] = [[]]
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.endswith(".") and not _is_abbreviation(token):
            sentences[-1].append(token.rstrip("."))
            sentences.append([])
        else:
            sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _is_abbreviation(token: str) -> bool:
    return len(token.rstrip(".").rsplit(".", 1)[-1]) == 1 or token.lower() in _TITLES


def _clauses(tokens: list[str]) -> list[tuple[list[str], str, list[str]]]:
    """Roles, body and names of each clause."""
    actions = [i for i, token in enumerate(tokens) if token.lower() in _ACTIONS]
    # `Obtained and translated by`: neighbours share what follows the last of them.
    groups: list[list[int]] = []
    for i in actions:
        if groups and all(token.lower() in {"and", ","} for token in tokens[groups[-1][-1] + 1 : i]):
            groups[-1].append(i)
        else:
            groups.append([i])
    clauses: list[tuple[list[str], str, list[str]]] = []
    shared = ""
    waiting: list[str] = []
    ends = [group[0] for group in groups[1:]] + [len(tokens)]
    for group, end in zip(groups, ends, strict=False):  # no group, no clause
        body, names = _agents(tokens[group[-1] + 1 : end])
        roles = waiting + [role for i in group if (role := _ACTIONS[tokens[i].lower()]) not in waiting]
        if not names:
            # `Obtained for NKIDP and translated by B`: the agent comes with the next action.
            waiting, shared = roles, body or shared
            continue
        clauses.append((roles, body or shared, names))
        waiting, shared = [], ""
    return clauses


def _agents(tokens: list[str]) -> tuple[str, list[str]]:
    """The body after `for` and the names after `by`."""
    parts: dict[str, list[str]] = {"for": [], "by": []}
    where = ""
    for token in tokens:
        if token.lower() in parts and not parts[token.lower()]:
            where = token.lower()
        elif token.lower() in {"from", "in", "with"} and where == "by":
            where = "done"
        elif where in parts:
            parts[where].append(token)
    names: list[list[str]] = [[]]
    for token in parts["by"]:
        if token in {",", ";"} or token.lower() in {"and", "&"}:
            names.append([])
        else:
            names[-1].append(token)
    body = " ".join(parts["for"]).replace(" ,", ",")
    body = re.sub(r"^the\s+|(?:[\s,;]|\band\b)+$", "", body)
    agents: list[str] = []
    for words in names:
        name = " ".join(words).strip(" .,;") if words and not _ends_initial(words) else " ".join(words).strip(" ,;")
        if name in {"Jr.", "Jr", "Sr.", "Sr", "II", "III"} and agents:
            agents[-1] += f", {name}"
        elif name:
            agents.append(name)
    return body, agents


def _ends_initial(words: list[str]) -> bool:
    return words[-1].endswith(".") and _is_abbreviation(words[-1])
