"""What is left of LaTeX in text made from PDF: number signs, degrees, ordinals, fractions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SYMBOLS = {
    "circ": "°",
    "degree": "°",
    "textdegree": "°",
    "ldots": "…",
    "dots": "…",
    "cdots": "…",
    "sim": "~",
    "times": "×",
    "cdot": "·",
    "pm": "±",
    "dagger": "†",
    "ddagger": "‡",
    "ast": "*",
    "star": "*",
    "prime": "′",
    "sharp": "#",
    "textnumero": "№",
    "leq": "≤",
    "geq": "≥",
    "rightarrow": "→",
    "quad": " ",
    "qquad": " ",
    "S": "§",
    "P": "¶",
    "pounds": "£",
}
# Commands that only say how their argument looks, and those that say nothing.
_FONTS = frozenset(
    "text textrm textbf textit texttt textsc mathrm mathbf mathit mathsf mathcal mathtt bf it rm underline overline "
    "boldsymbol operatorname left right displaystyle hbox mbox".split(" ")
)
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\(.)|([{}^_~])|(\s+)|(.)", re.DOTALL)
_FORMULA = re.compile(r"\$([^$\n]{1,120})\$")


def formulas(line: str) -> Iterable[re.Match[str]]:
    """The LaTeX formulas in `line`. Dollars are money unless something between them is LaTeX."""
    offset = 0
    while (match := _FORMULA.search(line, offset)) is not None:
        body = match[1]
        if "\\" in body or "^" in body or "_{" in body:
            yield match
            offset = match.end()
        else:
            offset = match.start() + 1


def render(formula: str) -> str:
    """The characters that a formula prints, on one line: `^{\\circ}` is `°`, `\\frac{1}{3}` is `1/3`.

    An unknown command keeps its name: nothing that may be text is dropped.
    """
    written: list[str] = []
    fraction: list[int] = []  # depths at which a numerator is open
    depth = 0
    for match in _TOKEN.finditer(formula):
        command, escaped, sign, _, char = match.groups()
        if command is not None:
            if command in {"frac", "tfrac", "dfrac"}:
                fraction.append(depth + 1)
            elif command not in _FONTS:
                written.append(_SYMBOLS.get(command, command))
        elif escaped is not None:
            written.append(" " if escaped in " ,;:!" else escaped)
        elif sign == "{":
            depth += 1
        elif sign == "}":
            if fraction and fraction[-1] == depth:
                fraction.pop()
                written.append("/")
            depth -= 1
        elif sign == "~":
            written.append(" ")
        elif char is not None:
            written.append(char)
    return "".join(written)


def rendered(raw: str, begin: int, end: int) -> list[tuple[int, int, str]]:
    """The formulas in `raw[begin:end]`: where each stands, and what it prints; `N $^{\\circ}$` is `Nº`."""
    formulas_read: list[tuple[int, int, str]] = []
    for match in formulas(raw[begin:end]):
        left, right = begin + match.start(), begin + match.end()
        text = render(match[1])
        number = left
        while number > begin and raw[number - 1] in " \t":
            number -= 1
        alone = not raw[max(begin, number - 2) : max(begin, number - 1)].isalnum()
        if text == "°" and number > begin and raw[number - 1] == "N" and alone:
            # The typist's sign for "number": N and a raised o.
            left, text = number, "º"
        elif text == "o" and number > begin and raw[number - 1] == "N" and "^" in match[1]:
            left, text = number, "º"
        formulas_read.append((left, right, text))
    return formulas_read
