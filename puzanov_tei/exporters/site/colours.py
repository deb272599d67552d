"""Whether the project's colours can be read (WCAG 2.2, 1.4.3: contrast 4.5 to 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from puzanov_tei.findings import Finding, Severity

_LEAST = 4.5
# The colours of the style sheets, where the project has none of its own.
BUILT_IN: Mapping[str, str] = {
    "accent": "#7a2a20", "accent-dark": "#e0a08f", "paper": "#fffdf8", "paper-dark": "#17181a",
    "ink": "#1d1b18", "ink-dark": "#e8e4dc",
}  # fmt: skip


def hard_to_read(chosen: Mapping[str, str]) -> Iterator[Finding]:
    """Of accent and ink those that do not stand out from the paper, in the light and the dark scheme."""
    colours = {**BUILT_IN, **chosen}
    for scheme in ("", "-dark"):
        for name in ("accent", "ink"):
            found = contrast(colours[name + scheme], colours["paper" + scheme])
            if found < _LEAST:
                message = f"{name}{scheme} on paper{scheme} has a contrast of {found:.1f} to 1, less than 4.5"
                yield Finding("PZ832", Severity.WARNING, message, "Choose another under [site.colours].")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as `#rrggbb`, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
