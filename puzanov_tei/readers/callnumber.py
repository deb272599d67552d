"""Archival call numbers: each archive has its grammar, and every archive may be cited beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.model import CallNumber

# Names of archives as they stand at the head of a citation.
_ARCHIVES = (
    r"AVP ?RF|AVPR|RGANI|TsKhSD|APRF|AP RF|GA ?RF|GARF|RGASPI|RTsKhIDNI|TsA?MO(?: ?RF)?|TsA ?MO|RGVA|RGAE|RGALI"
    r"|MOL|MNL|OSA|SAPMO(?:-BA(?:rch)?)?|PolA AA|PA AA|BStU|BArch|PRC ?FMA|PRC Foreign Ministry Archives?"
    r"|Chinese Foreign Ministry Archives?|AMAE|AMFA|AMSZ|MSZ|AAN|AQPPSH|AQSH|AMPJ|AMZV|A ÚV KSČ|NA|SÚA|TsDA|CDA|AMVnR"
    r"|NARA|UNA|TNA"
)
_NAMED = re.compile(
    rf"(?:the )?(?:(?P<acronym>(?:{_ARCHIVES})(?![\w-]))"
    r"|\((?P<bracketed>[A-Z][A-Za-z -]{1,20})\)(?=,)"
    r"|(?P<name>(?!(?:[^,;:.]{0,60}Digital Archive))[A-ZÀ-Ž][^,;:.(\d]{0,90}?Archiv(?:es?|y|um)?\b[^,;:.(\d]{0,60}"
    r"(?:, (?=[A-Z][a-z]+(?: \(|, ?[A-Z(]|$|\.))[A-Z][a-z]+)?(?: ?\([A-Z][A-Za-z -]{1,20}\))?))"
)
_SOVIET = re.compile(r"(?:fond|f\.|opis|op\.|delo)", re.IGNORECASE)


def begins_archive(text: str) -> bool:
    """Whether `text` opens with the name of an archive."""
    return _NAMED.match(text) is not None


def parse_call_numbers(text: str) -> tuple[CallNumber, ...]:
    """The archival citations in `text`, one for each archive, with the parts that can be read."""
    return tuple(_parse(part) for part in _split(text) if part)


def _split(text: str) -> Iterator[str]:
    """One archival citation each: `;` and `and` part two only when an archive's name follows."""
    begin = 0
    for match in re.finditer(r"(?:;|,| and|\.)\s+(?:and\s+)?", text):
        if match.start() > begin and begins_archive(text[match.end() :]) and match[0].strip() != ",":
            yield text[begin : match.start()].strip(" ,;")
            begin = match.end()
    yield text[begin:].strip(" ,;.")


def _parse(text: str) -> CallNumber:
    match = _NAMED.match(text)
    repository = match[0].strip(" ,") if match else ""
    return CallNumber(text, repository, ())
