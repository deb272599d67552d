"""Numbers of lists as they are printed: 4, d, D, iv, IV."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
# By the names that HTML, OpenDocument (one sign) and WordprocessingML (17.18.59) give them.
_KINDS = {
    **dict.fromkeys(("i", "lowerRoman"), (_ROMAN, False)),
    **dict.fromkeys(("I", "upperRoman"), (_ROMAN, True)),
    **dict.fromkeys(("a", "lowerLetter"), (_LATIN, False)),
    **dict.fromkeys(("A", "upperLetter"), (_LATIN, True)),
    "russianLower": (_RUSSIAN, False),
    "russianUpper": (_RUSSIAN, True),
}


def numeral(number: int, kind: str) -> str:
    """`number` as a list of that kind prints it; in figures where the kind is unknown or has no sign for it.

    Args:
        kind: `1 a A i I`, or a value of WordprocessingML's `numFmt` (`decimal`, `lowerRoman` ...).
    """
    signs, upper = _KINDS.get(kind, ("", False))
    if not signs or not 0 < number < 4000:
        return f"{number:02d}" if kind == "decimalZero" else str(number)
    if signs is _ROMAN:
        text = _roman(number)
    else:
        text = str(signs[(number - 1) % len(signs)]) * ((number - 1) // len(signs) + 1)
    return text.upper() if upper else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text
