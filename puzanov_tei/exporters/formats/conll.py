"""CoNLL: one token a line with a label for names, for training taggers.

Four columns as in CoNLL-2003, parted by tabs: token, part of speech (`_`: not known), entity id (`_` for none), label
(IOB2: `B-person`, `I-person`, `O`). A blank line ends a line of the text; `-DOCSTART- -X- O O` begins a document.
Editors' notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.mentions import MentionRow, mentions
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.text.segments import segments
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".conll"
PER_DOCUMENT = False
REGISTERS = False

_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")


def render(edition: Edition, options: Options) -> bytes:
    """The tokens of one document."""
    scene = Scene(edition, replace(options, notes="drop"))
    shown = scene.main
    outer = [m for m in mentions(scene) if m.view == shown.name and m.name_begin < m.name_end]
    outer.sort(key=lambda m: (m.name_begin, -m.name_end))
    lines = ["-DOCSTART- -X- O O"]
    for segment in segments(shown):
        lines.append("")
        lines += _labelled(shown.text, segment.begin, segment.end, _outermost(outer, segment.begin, segment.end))
    return ("\n".join(lines) + "\n\n").encode("utf-8")


def write(parts: Iterable[bytes], output: Output, options: Options) -> Iterator[Finding]:
    """Write the documents as they come."""
    with output.open("tokens.conll") as stream:
        for part in parts:
            stream.write(part)
    yield from ()


def _outermost(mentions: Sequence[MentionRow], begin: int, end: int) -> Iterator[MentionRow]:
    """The mentions inside a span that lie in no other; sorted."""
    position = begin
    for mention in mentions:
        if position <= mention.name_begin and mention.name_end <= end:
            yield mention
            position = mention.name_end


def _labelled(text: str, begin: int, end: int, mentions: Iterable[MentionRow]) -> Iterator[str]:
    position = begin
    for mention in mentions:
        yield from map(_outside, _TOKEN.findall(text, position, mention.name_begin))
        for number, token in enumerate(_TOKEN.findall(text, mention.name_begin, mention.name_end)):
            yield f"{token}\t_\t{mention.entity_id or '_'}\t{'I' if number else 'B'}-{mention.type}"
        position = mention.name_end
    yield from map(_outside, _TOKEN.findall(text, position, end))


def _outside(token: str) -> str:
    return f"{token}\t_\t_\tO"
