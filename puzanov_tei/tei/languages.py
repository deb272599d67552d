"""Languages and their BCP 47 tags: as the archive's pages name them, and as the files use them."""

from __future__ import annotations

# Tags that occur in files, and what `langUsage` says of them.
LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "ko": "Korean",
    "zh": "Chinese",
    "ko-Hang": "Korean in Hangul",
    "ko-Hani": "Korean in Chinese characters",
    "ko-Latn": "Korean in Latin letters",
    "ko-Latn-x-rr": "Korean, Revised Romanization of 2000",
    "ko-Latn-x-mr": "Korean, McCune-Reischauer",
    "ko-Latn-x-dprk": "Korean, spelling used by the DPRK",
    "ko-Cyrl": "Korean in Cyrillic letters",
    "ru-Latn": "Russian in Latin letters, as the translator writes it",
    "ru-Cyrl": "Russian in Cyrillic letters",
    "zh-Hani": "Chinese in Chinese characters",
    "zh-Hans": "Chinese in simplified characters",
    "zh-Hant": "Chinese in traditional characters",
    "zh-Latn": "Chinese in Latin letters",
    "zh-Latn-pinyin": "Chinese, Pinyin",
    "zh-Latn-wadegile": "Chinese, Wade-Giles",
    "zh-Cyrl": "Chinese in Cyrillic letters",
    "und": "language not known",
}

# The archive's names of languages.
_NAMES = (
    "albanian sq arabic ar belarusian be bulgarian bg chinese zh croatian hr czech cs danish da dutch nl english en "
    "estonian et farsi fa finnish fi french fr georgian ka german de greek el hebrew he hindi hi hungarian hu "
    "indonesian id italian it japanese ja korean ko latvian lv lithuanian lt macedonian mk mongolian mn norwegian no "
    "persian fa polish pl portuguese pt romanian ro russian ru serbian sr serbo-croatian sh slovak sk slovenian sl "
    "spanish es swedish sv turkish tr ukrainian uk urdu ur uzbek uz vietnamese vi"
).split(" ")
_TAGS = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))


def language_code(name: str) -> str:
    """The BCP 47 tag of a language by its English name; `und` for one that is not known here."""
    return _TAGS.get(name.strip().lower(), "und")
