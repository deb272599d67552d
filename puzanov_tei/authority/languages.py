"""What the form of a name says about its language, script and romanization (BCP 47; TEI att.global, `@xml:lang`)."""

from __future__ import annotations

import re

LANGUAGES = {
    "ko": "Korean",
    "ko-Latn-x-rr": "Korean, Revised Romanization of 2000",
    "ko-Latn-x-mr": "Korean, McCune-Reischauer romanization",
    "ko-Latn-x-dprk": "Korean, spelling used by the DPRK",
    "und-Cyrl": "name in Cyrillic script",
    "und-Hani": "name in Chinese characters",
    "zh-Latn-wadegile": "Chinese, Wade-Giles romanization",
}

_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BREVE = re.compile("[ŏŭŎŬ]")
_ASPIRATE = re.compile(r"(?:[Cc]h|[KkPpTt])['’]")
_RR_VOWEL = re.compile(r"(?:eo|eu)", re.IGNORECASE)
_SLIP = re.compile(r"\b(?:II|ll|11|I1|1I|lI|1l|l1)\b")
_SYLLABLES = re.compile(r"[A-Z][a-z]*(?: [A-Z][a-z]*){2}")


def of_name(text: str, *, korean: bool = False, chinese: bool = False) -> str:
    """The `@xml:lang` of a name, empty when its form does not tell.

    `korean` and `chinese` say to which people the bearer belongs; without them no romanization is claimed.
    """
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "und-Hani"
    if _CYRILLIC.search(text):
        return "und-Cyrl"
    if chinese and _ASPIRATE.search(text):
        return "zh-Latn-wadegile"
    if not korean:
        return ""
    if _BREVE.search(text) or _ASPIRATE.search(text):
        return "ko-Latn-x-mr"
    if _SYLLABLES.fullmatch(text):
        return "ko-Latn-x-dprk"
    return "ko-Latn-x-rr" if "-" in text and _RR_VOWEL.search(text) else ""


def is_slip(text: str) -> bool:
    """True for a form that text recognition makes of `Il`: `Kim II Sung`, `Kim 11 Sung`."""
    return bool(_SLIP.search(text))
