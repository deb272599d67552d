"""An ODD for TEI Publisher: how stamps, frames of the source and corrections are printed (processing models)."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.text.walk import Element

# What `@rendition` prints on one side: the CSS string of each rendition with that scope, as the header declares it.
_FRAME = (
    "string-join(for $p in tokenize(@rendition, '\\s+') return root(.)//*:rendition[@xml:id = substring-after($p, '#')]"
    "[@scope = 'SCOPE'] ! replace(., '^.*content:\\s*\"(.*)\".*$', '$1', 's'))"
)
_FRAMED = ("supplied", "unclear", "desc", "sic", "corr", "seg", "add", "del", "gap")


def odd() -> Element:
    """The customization, on the ground of `teipublisher.odd`."""
    specs = [_spec(name, _framed("inline")) for name in _FRAMED]
    specs += [
        _spec(
            "note",
            _framed("block", predicate="parent::div or parent::body or parent::back", css="tei-note-alone"),
            _framed("inline"),
        ),
        _spec("choice", _alternate("corr", "sic"), _alternate("abbr", "expan"), _alternate("orig", "reg")),
        _spec("head", new("model", behaviour="heading", predicate="@type='dateline'", cssClass="dateline")),
        _spec("standOff", new("model", behaviour="omit")),
    ]  # fmt: skip
    schema = new("schemaSpec", "", *specs, ident="puzanov", start="TEI", source="teipublisher.odd")
    description = new(
        "fileDesc", "",
        new("titleStmt", "", new("title", "Documents with stamps, frames and corrections")),
        new("publicationStmt", "", new("p", "Made for an edition.")),
        new("sourceDesc", "", new("p", "Written anew.")),
    )  # fmt: skip
    return new("TEI", "", new("teiHeader", "", description), new("text", "", new("body", "", schema)))


def _spec(ident: str, *models: Element) -> Element:
    return new("elementSpec", "", *models, ident=ident, mode="change")


def _framed(behaviour: str, *, predicate: str = "", css: str = "") -> Element:
    """A model that prints what stands before and after an element in the source."""
    test = " and ".join(part for part in ("@rendition", f"({predicate})" if predicate else "") if part)
    model = new("model", behaviour=behaviour, predicate=test, cssClass=css)
    model.extend(new("param", name=scope, value=_FRAME.replace("SCOPE", scope)) for scope in ("before", "after"))
    model.append(new("param", name="content", value="node()"))
    model.append(_template("[[before]][[content]][[after]]"))
    return model


def _template(text: str) -> Element:
    made = etree.Element("{http://teipublisher.com/1.0}template", nsmap={"pb": "http://teipublisher.com/1.0"})
    made.text = text
    return made


def _alternate(default: str, other: str) -> Element:
    """A model that prints the side that is read, and the other one on demand."""
    said = new("desc", f"{default} is read, {other} on demand.")
    sides = [
        new("param", name="default", value=f"{default}[1]"), new("param", name="alternate", value=f"{other}[1]"),
    ]  # fmt: skip
    return new("model", "", said, *sides, behaviour="alternate", predicate=f"{default} and {other}")
