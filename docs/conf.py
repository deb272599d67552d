"""How the documentation is built: `make docs` writes build/docs, and every warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from puzanov_tei.version import __version__

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import pictures  # noqa: E402 - beside this file

PICTURES = HERE / "_generated" / "pictures"
EXTRA = HERE / "_generated" / "extra"
EXTRA.mkdir(parents=True, exist_ok=True)  # Sphinx asks for it before it asks us
project = "puzanov_tei"
copyright = "2026, the puzanov_tei developers"
author = "The puzanov_tei developers"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "sphinx_copybutton"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

smartquotes = False  # `--help` is no dash

highlight_language = "text"  # a block that names no language is in none

html_theme = "furo"
html_title = f"puzanov_tei {__version__}"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#7a1f2b", "color-brand-content": "#7a1f2b"},
    "dark_css_variables": {"color-brand-primary": "#f0a0a8", "color-brand-content": "#f0a0a8"},
}
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_extra_path = ["_generated/extra"]
copybutton_prompt_text = "$ "
autodoc_typehints = "description"
suppress_warnings = ["myst.xref_missing_download"]
nitpicky = False


def _codes() -> str:
    """Every code that a finding can have, with what it means."""
    from puzanov_tei.cli.explain import every_code, examples

    shown = examples()
    lines = [
        "# Findings, code by code", "",
        "What `puzanov-tei explain CODE` says, for every code: why it is a finding, an example, what mends it.",
        "[How findings are made and read](../findings.md).", "",
    ]  # fmt: skip
    for code in every_code().values():
        example = shown[code.code]
        lines += [f"## {code.code}", "", f"**{_plain(code.title)}**", "", _prose(code.rationale), ""]
        lines += ["```{code-block} text", ":class: wrong", example.wrong, "```", ""] if example.wrong else []
        lines += ["```{code-block} text", ":class: said", f"{code.severity}[{code.code}] {example.says}", "```", ""]
        lines += [f"**Remedy:** {_plain(example.remedy)}", ""]
        if code.origin:
            lines += [f"Severity: {code.severity}; a rule of the customization, `{code.origin}`.", ""]
    return "\n".join(lines)


def _prose(text: str) -> str:
    """Text in which nothing is markup but code between backticks."""
    return "`".join(part if number % 2 else _plain(part) for number, part in enumerate(text.split("`")))


def _plain(text: str) -> str:
    """Text in which nothing is markup."""
    return "".join(f"\\{char}" if char in "\\`*_<>[]#$&~" else char for char in text)


def _guidelines() -> bytes:
    """The encoding guidelines of the project's own schema."""
    from puzanov_tei.odd import compile_odd
    from puzanov_tei.odd.guide import guide
    from puzanov_tei.resources import schema_folder

    return guide(compile_odd(schema_folder() / "puzanov.odd"))[0]


def _generate(_app: Any) -> None:
    """Write the pages that are made from the program, before the others are read."""
    (EXTRA / "guidelines.html").write_bytes(_guidelines())
    page = HERE / "_generated" / "codes.md"
    text = _codes()
    if not page.is_file() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")
    pictures.make(PICTURES)


def _illustrate(app: Any, page: str, source: list[str]) -> None:
    """Put the pictures that there are into a page that is being read."""
    source[0] = pictures.include(source[0], PICTURES, page)


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("builder-inited", _generate)
    app.connect("source-read", _illustrate)
