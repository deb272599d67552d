"""What somebody says, as a stretch of a reading, and how stretches stand in one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from puzanov_tei.model import Certainty


@dataclass(frozen=True, slots=True)
class Said:
    """Speech in a reading: `Reading.text[begin:end]`."""

    begin: int
    end: int
    who: str
    direct: bool
    to: str = ""
    group: int = -1
    cert: Certainty = Certainty.HIGH
    rule: str = "speech.reported"


def nested(utterances: Iterable[Said]) -> list[Said]:
    """Speech that does not cross; the same span counts once, direct speech first."""
    kept: list[Said] = []
    around: list[Said] = []
    for said in sorted(utterances, key=lambda s: (s.begin, -s.end, not s.direct)):
        while around and around[-1].end <= said.begin:
            around.pop()
        crosses = bool(around) and said.end > around[-1].end
        same = bool(around) and (around[-1].begin, around[-1].end) == (said.begin, said.end)
        if said.begin < said.end and not crosses and not same:
            kept.append(said)
            around.append(said)
    return kept
