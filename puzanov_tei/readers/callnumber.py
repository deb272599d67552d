"""Archival call numbers: each archive has its grammar, and several archives may be cited at once.

    citation  = archive [ "," | ":" ] reference { (";" | "and") citation }
    reference = { key [ "." | ":" ] value }          Soviet and Romanian archives: `Fond 7, Opis 31`, `f. 46`
              | signature { "," piece }              Hungary, Germany, Poland, China, Albania

The printed string is kept whole; the parts only point into it. What no rule reads stays in the string alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from puzanov_tei.model import CallNumber

Part = tuple[str, str, int, int]

# Archives by the name they are cited by -> the grammar of their references.
_ARCHIVES: Mapping[str, str] = {
    **dict.fromkeys(("AVPRF", "AVP RF", "AVPR", "RGANI", "TsKhSD", "APRF", "AP RF", "GARF", "GA RF"), "soviet"),
    **dict.fromkeys(("RGASPI", "RTsKhIDNI", "TsAMO", "TsAMO RF", "TsAMORF", "RGVA", "RGAE", "RGALI", "TsDA"), "soviet"),
    **dict.fromkeys(("NA", "AMZV", "AMVnR", "AMVR", "CDA", "SBKKI"), "soviet"),
    **dict.fromkeys(("MOL", "MNL"), "hungarian"),
    **dict.fromkeys(("SAPMO", "SAPMO-BA", "SAPMO-BArch", "PolA AA", "PA AA", "BStU", "BArch", "OSA"), "signature"),
    **dict.fromkeys(("PRC FMA", "PRCFMA", "AMSZ", "MSZ", "AAN", "NARA", "UNA", "TNA"), "signature"),
    **dict.fromkeys(("AMAE", "AMFA"), "romanian"),
    **dict.fromkeys(("AQPPSH", "AQSH", "AMPJ"), "albanian"),
}
_ACRONYM = re.compile("(?:" + "|".join(sorted(map(re.escape, _ARCHIVES), key=len, reverse=True)) + r")(?![\w-])")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z .-]{1,24})\)")
_WORD_ARCHIVE = re.compile(r"\b(?:Archiv(?:es?|e|um)?|Archiwum|Arhiv\w{0,4}|Arkhiv\w{0,2}|Levéltár|Library)\b")
# A place name after a named archive: `Central State Archive, Tirana`.
_TOWN = re.compile(r", ?([A-Z][a-zà-ž]+)(?=,| \(|\.?$)")

_KEYS: Mapping[str, Mapping[str, str]] = {
    "soviet": {
        **dict.fromkeys(("fond", "fonds", "f"), "fond"),
        **dict.fromkeys(("opis", "op", "o", "inventory"), "opis"),
        **dict.fromkeys(("papka", "pap", "p", "folder"), "papka"),
        **dict.fromkeys(("delo", "d", "file"), "delo"),
        **dict.fromkeys(("listy", "list", "listi", "ll", "l", "pp"), "listy"),
        **dict.fromkeys(("rolik", "reel", "r"), "rolik"),
        **dict.fromkeys(("a.e", "ae", "por", "item"), "item"),
        **dict.fromkeys(("korobka", "kor", "box"), "box"),
        **dict.fromkeys(("tom", "vol", "volume"), "volume"),
    },
    "romanian": {
        **dict.fromkeys(("folder", "dosar"), "folder"),
        **dict.fromkeys(("issue", "issues"), "issue"),
        **dict.fromkeys(("matter", "problem", "problema"), "matter"),
        "year": "year",
        "country": "country",
        "volume": "volume",
    },
    "albanian": {"v": "year", "d": "dosja"},
}
_KEY_VALUE = re.compile(
    r"(?<![\w-])(?P<key>[A-Za-z]+(?:\.[A-Za-z](?=\.))?)['’ʹ]?\s?[.:]?\s?(?:no\.?\s|Nº\s?|№\s?)?"
    r"(?P<value>(?:[A-Za-z]{1,2}-)?\d[\w?]*(?:\s?[-–/]\s?\d[\w?]*)*)(?:\s?(?:ob|rev)\.)?"
)
_MORE_SHEETS = re.compile(r",\s?\d[\w?]*(?:\s?[-–]\s?\d[\w?]*)?(?![\w/]|\s?\.\s?doboz)")
_MORE_ISSUES = re.compile(r"(?:\s\d{1,4}(?!\d|[/:]))+")
_COUNTRY = re.compile(r"\bCountry: ?([^;.]{1,80})")
_NEW_REFERENCE = re.compile(r"(?:[Ff]ond|[Ff]\.)\s?\d")
_HUNGARIAN = re.compile(r"(?P<year>(?:19|20)\d\d)$|(?P<box>\d+)\. ?doboz$|(?P<number>\d+/\d{4})$|(?P<item>\d[\w/-]*)$")
_CHINESE = re.compile(
    r"(?P<signature>\d{3}-\d{5}-\d{2,3}(?:\(\d\))?)(?:, ?(?:pp?\. ?)?(?P<pages>\d+(?: ?[-–] ?\d+)?))?"
)


def archive_name(text: str, publishers: tuple[str, ...] = ()) -> str:
    """The name of the archive that opens `text`, with its town and acronym in brackets; empty if none does.

    Args:
        publishers: names of bodies that publish copies and keep no originals, though they are called archives.
    """
    text = text[:300]
    offset = 4 if text.startswith("the ") else 0
    if (match := _ACRONYM.match(text, offset)) or (match := re.match(r"\([A-Z][A-Za-z]{1,9}\)(?=,|$)", text)):
        return text[: match.end()]
    segment = re.match(r"[^,;:.(]{1,100}", text)
    if segment is None or not segment[0][0].isupper():
        return ""
    if _WORD_ARCHIVE.search(segment[0]) is None or any(name in segment[0] for name in publishers):
        return _full_name(text, publishers)
    end = segment.end()
    if (town := _TOWN.match(text, end)) and _ACRONYM.match(town[1]) is None:
        end = town.end()
    if bracket := re.compile(r" ?\([A-Z][A-Za-z .-]{1,24}\)").match(text, end):
        end = bracket.end()
    return text[:end].rstrip()


def _full_name(text: str, publishers: tuple[str, ...]) -> str:
    """A full name with commas in it that ends with a known acronym in brackets."""
    for match in _IN_BRACKETS.finditer(text):
        if match[1] in _ARCHIVES and not any(char in text[: match.start()] for char in ';:"”'):
            name = text[: match.end()]
            return name if not any(publisher in name for publisher in publishers) else ""
    return ""


def parse_call_numbers(text: str, publishers: tuple[str, ...] = ()) -> tuple[CallNumber, ...]:
    """The archival citations in `text`, each with its archive and the parts that can be read.

    Args:
        publishers: names of bodies that publish copies and keep no originals.
    """
    numbers: list[CallNumber] = []
    for part in _split(text, publishers):
        repository = archive_name(part, publishers)
        # A second reference without an archive is to the archive named before it.
        inherited = repository or (numbers[-1].repository if numbers else "")
        numbers.append(CallNumber(part, inherited, _parts(part, len(repository), _grammar(inherited))))
    return tuple(numbers)


def _split(text: str, publishers: tuple[str, ...]) -> Iterator[str]:
    """One citation each: `;`, `and` and a full stop part two only where another archive or fond follows."""
    begin = 0
    for match in re.finditer(r"(?:[;.]|,? and(?= )|,)\s+(?:and\s+)?", text):
        rest = text[match.end() : match.end() + 300]
        new = archive_name(rest, publishers)
        if match[0].startswith(",") and "and" not in match[0]:
            # After a comma only an acronym opens a citation: full names have commas of their own.
            new = (
                new
                if begin < match.start() and new in _ARCHIVES and re.search(r"\d", text[begin : match.start()])
                else ""
            )
        if new or (match[0][0] != "," and match[0][0] != "." and _NEW_REFERENCE.match(rest)):
            if part := text[begin : match.start()].strip(" ,;."):
                yield part
            begin = match.end()
    if part := text[begin:].strip(" ,;."):
        yield part


def _grammar(repository: str) -> str:
    """The grammar of an archive's references."""
    bracket = _IN_BRACKETS.search(repository)
    acronym = bracket[1] if bracket else repository.removeprefix("the ")
    if acronym in _ARCHIVES:
        return _ARCHIVES[acronym]
    if "Tirana" in repository or "Albania" in repository:
        return "albanian"
    return ""


def _parts(text: str, begin: int, grammar: str) -> tuple[Part, ...]:
    """The parts of one citation; `begin` is where the archive's name ends."""
    if grammar == "hungarian":
        return tuple(_hungarian(text, begin))
    if grammar in {"soviet", "", "romanian", "albanian"} and (parts := tuple(_keyed(text, begin, grammar or "soviet"))):
        return parts
    return tuple(_signature(text, begin))


def _keyed(text: str, begin: int, grammar: str) -> Iterator[Part]:
    """`Fond 7, Opis 31, Delo 400`: keys in any order, abbreviated or not."""
    keys = _KEYS[grammar]
    keyed = [(m["key"], m) for m in _KEY_VALUE.finditer(text, begin) if m["key"].lower() in keys]
    names = {key.lower() for key, _ in keyed}
    country = _COUNTRY.search(text) if grammar == "romanian" else None
    if grammar == "albanian" and keyed and (name := text[begin : keyed[0][1].start()].strip(" ,.-")):
        start = text.index(name, begin)
        yield "signature", name, start, start + len(name)
    for index, (key, match) in enumerate(keyed):
        kind = keys[key.lower()]
        earlier = {keys[other.lower()] for other, _ in keyed[:index]}
        if kind == "papka" and key.lower() == "p" and _is_page(key, earlier, names):
            kind = "listy"
        elif key == "D" and names & {"delo"}:
            # Written on the leaf: O. is the opis, D. the papka, and the delo is written out.
            kind = "papka"
        end = match.end("value")
        if kind == "listy":
            while more := _MORE_SHEETS.match(text, end):
                end = more.end()
        elif kind == "issue" and (more := _MORE_ISSUES.match(text, end)):
            end = more.end()
        yield kind, text[match.start("value") : end], match.start("value"), end
    if country is not None and (value := country[1].strip()):
        yield "country", value, country.start(1), country.start(1) + len(value)


def _is_page(key: str, earlier: set[str], names: set[str]) -> bool:
    """`p.12-19` after the delo is the pages; `P. 34` before it is the papka."""
    has_sheets = bool(names & {"listy", "list", "listi", "ll", "l", "pp"})
    return "delo" in earlier and not has_sheets and (key == "p" or "papka" in earlier)


def _hungarian(text: str, begin: int) -> Iterator[Part]:
    """`XIX-J-1-j Korea, 1979, 80. doboz, 80-12, 001234/1979`: fonds, year, box, item, number."""
    for index, (left, right) in enumerate(_pieces(text, begin)):
        match = _HUNGARIAN.match(text[left:right])
        if index == 0:
            yield "signature", text[left:right], left, right
        elif match and match.lastgroup:
            group = match.lastgroup
            yield group, match[group], left + match.start(group), left + match.end(group)


def _signature(text: str, begin: int) -> Iterator[Part]:
    """Everything after the archive's name is the signature; Chinese files end with their pages."""
    left = begin + len(text[begin:]) - len(text[begin:].lstrip(" ,:;"))
    if match := _CHINESE.match(text, left):
        for group in ("signature", "pages"):
            if match[group]:
                yield group, match[group], match.start(group), match.end(group)
        return
    if left < len(text) and not re.search(r"not given|missing|unknown", text[left:]):
        yield "signature", text[left:], left, len(text)


def _pieces(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """The spans between commas, blanks excluded."""
    for match in re.finditer(r"[^,]+", text[begin:]):
        piece = match[0].strip(" :")
        if piece:
            left = begin + match.start() + match[0].index(piece)
            yield left, left + len(piece)
