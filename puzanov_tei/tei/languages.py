"""Languages and their BCP 47 tags: as the archive's pages name them, and as the files use them."""

from __future__ import annotations

from puzanov_tei.language import Mark, of_words

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

_tags = of_words(lambda words: words.valued(Mark.LANGUAGE))
# The first name of each tag, as a word of a sentence.
_names = of_words(lambda _: {tag: name.title() for name, tag in sorted(_tags().items(), reverse=True)})


def language_code(name: str) -> str:
    """The BCP 47 tag of a language by its English name; `und` for one that is not known here."""
    return _tags().get(name.strip().lower(), "und")


def language_label(tag: str) -> str:
    """What `langUsage` says of a tag: language, script and spelling; the tag itself if it is not known here."""
    if tag in _LABELS:
        return _LABELS[tag]
    language, _, script = tag.partition("-")
    name = _LABELS["und"] if language == "und" else _names().get(language, "")
    if not name or (script and script not in _SCRIPTS):
        return tag
    return f"{name}, in {_SCRIPTS[script]}" if script else name
