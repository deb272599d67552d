"""The encoding guidelines of an ODD as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from puzanov_tei.base.xml import XML_ID
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding
from puzanov_tei.odd import reference
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.content import TEI, local
from puzanov_tei.odd.documentation import languages
from puzanov_tei.odd.examples import EXAMPLE, example_problems
from puzanov_tei.odd.prose import Prose

_TEMPLATE = "guide.html.j2"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the prose: where it is in the page, its title, its HTML and its sections."""

    ident: str
    title: str
    html: str
    sections: tuple[tuple[str, str], ...]


def guide(odd: CompiledOdd, language: str = "") -> tuple[bytes, list[Finding]]:
    """The page, and what is invalid in the examples of the prose and of declarations.

    Args:
        odd: the customization.
        language: of the documentation, as `fr`; what was not written in it is shown in English or as it is. By
            default that of the schemaSpec.

    The same ODD gives the same bytes.

    Raises:
        UsageError: nothing is documented in that language.
    """
    import jinja2
    from markupsafe import Markup

    root = odd.tree.root
    written = languages(odd.schema)
    if language and language not in (*written, odd.spec.language):
        known = f"It is in: {', '.join(written)}." if written else "It names no languages."
        raise UsageError(f"this ODD is not documented in {language!r}. {known}")
    language = language or odd.spec.language
    elements = reference.elements(odd, language)
    rules = reference.rule_entries(odd, language)
    classes = reference.classes(odd, elements, language)
    links = {e.name: f"#el-{e.name}" for e in elements}
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals["links"] = {**links, **{c.name: f"#class-{c.name}" for c in classes}}
    placed: set[str] = set()

    def aside(specs: list[etree._Element]) -> str:
        """Declarations in the middle of the prose: the elements and rules that they are about."""
        names = [e.get("ident", "") for e in specs if local(e) == "elementSpec"]
        idents = [e.get("ident", "") for e in specs if local(e) == "constraintSpec"]
        placed.update(idents)
        meant = [e for n in names for e in elements if e.ident == n]
        return str(macros.aside(meant, [r for i in idents for r in rules if r.ident == i]))

    prose = Prose(links, aside)
    environment.filters["prose"] = lambda e: Markup(prose.remark(e))
    macros: Any = environment.get_template("guide_parts.html.j2").module
    chapters = list(_chapters(root, prose))
    page = environment.get_template(_TEMPLATE).render(
        title=_title(root, "main") or f"Guidelines: {odd.ident}",
        subtitle=_title(root, "sub"),
        language=language,
        ident=odd.ident,
        edition=_edition(root),
        licence=_licence(root),
        version=odd.schema.version,
        base=_base(odd),
        chapters=[(c, Markup(c.html)) for c in chapters],
        elements=elements,
        classes=classes,
        rules=rules,
        unplaced=[r for r in rules if r.ident not in placed],
    )
    legal = all(f.code != "PZ209" for f in odd.findings)
    examples = list(root.iter(EXAMPLE)) if legal else []
    return page.encode("utf-8"), list(example_problems(examples, odd.grammar, odd.tree.origin, odd.schema.ns))


def _base(odd: CompiledOdd) -> str:
    """What the ODD is a customization of; empty if it takes nothing over."""
    taken = not odd.schema.known.keys().isdisjoint(odd.schema.specs)
    return (odd.schema.title or "TEI P5") if taken else ""


def _chapters(root: etree._Element, prose: Prose) -> Iterator[Chapter]:
    """The divisions of front, body and back; loose paragraphs become a chapter of their own."""
    text = root.find(TEI + "text")
    number = 0
    for part in text if text is not None else ():
        loose: list[etree._Element] = []
        for child in part.iterchildren(etree.Element):
            if child.tag != TEI + "div":
                loose.append(child)
                continue
            number += 1
            if child.get(XML_ID) is None:
                child.set(XML_ID, f"chapter-{number}")
            yield _chapter(child, prose)
        said = [e for e in loose if local(e) in ("p", "list", "table")]
        if said:
            html = "".join(prose.node(e) for e in loose if local(e) != "head")
            section = f'<section id="introduction"><h2>Introduction</h2>{html}</section>'
            yield Chapter("introduction", "Introduction", section, ())


def _chapter(element: etree._Element, prose: Prose) -> Chapter:
    sections = []
    for number, inner in enumerate(element.iterfind(TEI + "div"), start=1):
        ident = inner.get(XML_ID) or f"{element.get(XML_ID)}-{number}"
        inner.set(XML_ID, ident)
        sections.append((ident, _heading(inner)))
    return Chapter(element.get(XML_ID, ""), _heading(element), prose.node(element, 1), tuple(sections))


def _heading(element: etree._Element) -> str:
    head = element.find(TEI + "head")
    return " ".join("".join(str(t) for t in head.itertext()).split()) if head is not None else ""


def _title(root: etree._Element, kind: str) -> str:
    titles = root.findall(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
    of_kind = [t for t in titles if t.get("type", "main") == kind]
    return " ".join("".join(str(t) for t in of_kind[0].itertext()).split()) if of_kind else ""


def _edition(root: etree._Element) -> str:
    return " ".join("".join(str(t) for e in root.iter(TEI + "edition") for t in e.itertext()).split())


def _licence(root: etree._Element) -> str:
    return " ".join("".join(str(t) for e in root.iter(TEI + "licence") for t in e.itertext()).split())
