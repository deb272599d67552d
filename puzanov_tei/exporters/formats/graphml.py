"""GraphML: the network for networkx, igraph, Cytoscape, yEd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.datatypes.xml_names import is_name_part
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.network import Network, escape, gather, put, quoteattr, render
from puzanov_tei.exporters.records.rows import DocumentRows
from puzanov_tei.findings import Finding

__all__ = ["PER_DOCUMENT", "REGISTERS", "SUFFIX", "render", "write"]

SUFFIX = ".graphml"
PER_DOCUMENT = False
REGISTERS = True

# Identifiers of GraphML are XML name tokens; what an entity is called stands in `identifier`.
_KEYS = {
    "identifier": ("node", "string"),
    "label": ("node", "string"),
    "kind": ("node", "string"),
    "mentions": ("node", "int"),
    "weight": ("edge", "int"),
    "relation": ("edge", "string"),
    "first": ("edge", "string"),
    "last": ("edge", "string"),
    "documents": ("edge", "int"),
}


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write the network added up over all documents."""
    yield from put(gather(parts), output, "network.graphml", _pieces)


def _pieces(network: Network) -> Iterator[str]:
    tokens = _tokens(node.id for node in network.nodes)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, (place, kind) in _KEYS.items():
        yield f'<key id="{name}" for="{place}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield f'<graph id="network" edgedefault="{network.kind}">\n'
    for node in network.nodes:
        data = _data({"identifier": node.id, "label": node.label, "kind": node.kind, "mentions": node.mentions})
        yield f"<node id={quoteattr(tokens[node.id])}>{data}</node>\n"
    for number, edge in enumerate(network.edges):
        data = _data(
            {
                "weight": edge.weight,
                "relation": edge.relation,
                "first": edge.first,
                "last": edge.last,
                "documents": edge.documents,
            }
        )
        ends = f"source={quoteattr(tokens[edge.source])} target={quoteattr(tokens[edge.target])}"
        yield f'<edge id="e{number}" {ends}>{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _tokens(idents: Iterable[str]) -> dict[str, str]:
    """Identifier -> name token of its own; one that is a token already stays as it is."""
    tokens: dict[str, str] = {}
    taken: set[str] = set()
    for ident in sorted(idents, key=lambda one: not all(map(is_name_part, one))):
        token = base = "".join(c if is_name_part(c) else "_" for c in ident) or "_"
        number = 1
        while token in taken:
            number += 1
            token = f"{base}-{number}"
        taken.add(token)
        tokens[ident] = token
    return tokens


def _data(values: dict[str, str | int]) -> str:
    return "".join(f'<data key="{k}">{escape(str(v))}</data>' for k, v in values.items() if v != "")
