"""Languages and their BCP 47 tags: as the archive's pages name them, and as the files use them."""

from __future__ import annotations

# Tags that say more than language and script.
_LABELS = {
    "ko-Latn-x-rr": "Korean, Revised Romanization of 2000",
    "ko-Latn-x-mr": "Korean, McCune-Reischauer",
    "ko-Latn-x-dprk": "Korean, spelling used by the DPRK",
    "zh-Latn-pinyin": "Chinese, Pinyin",
    "zh-Latn-wadegile": "Chinese, Wade-Giles",
    "und": "language not known",
}
_SCRIPTS = {
    "Latn": "Latin letters",
    "Cyrl": "Cyrillic letters",
    "Hang": "Hangul",
    "Hani": "Chinese characters",
    "Hans": "simplified Chinese characters",
    "Hant": "traditional Chinese characters",
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


# The first name of each tag, as a word of a sentence.
_ENGLISH = {tag: name.title() for name, tag in reversed(_TAGS.items())}


def language_code(name: str) -> str:
    """The BCP 47 tag of a language by its English name; `und` for one that is not known here."""
    return _TAGS.get(name.strip().lower(), "und")


def language_label(tag: str) -> str:
    """What `langUsage` says of a tag: language, script and spelling; the tag itself if it is not known here."""
    if tag in _LABELS:
        return _LABELS[tag]
    language, _, script = tag.partition("-")
    name = _LABELS["und"] if language == "und" else _ENGLISH.get(language, "")
    if not name or (script and script not in _SCRIPTS):
        return tag
    return f"{name}, in {_SCRIPTS[script]}" if script else name
