"""GEXF 1.3: the network for Gephi."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.network import Edge, Network, escape, gather, put, quoteattr, render
from puzanov_tei.exporters.records.rows import DocumentRows
from puzanov_tei.findings import Finding

__all__ = ["PER_DOCUMENT", "REGISTERS", "SUFFIX", "render", "write", "write_network"]

SUFFIX = ".gexf"
PER_DOCUMENT = False
REGISTERS = True

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>puzanov_tei</creator><description>{description}</description></meta>
<graph mode="static" defaultedgetype="{kind}">
<attributes class="node"><attribute id="kind" title="kind" type="string"/>
<attribute id="mentions" title="mentions" type="integer"/></attributes>
<attributes class="edge"><attribute id="relation" title="relation" type="string"/>
<attribute id="first" title="first date" type="string"/><attribute id="last" title="last date" type="string"/>
<attribute id="documents" title="documents" type="integer"/></attributes>
"""


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write the network added up over all documents."""
    yield from write_network(gather(parts), output)


def write_network(network: Network, output: Output) -> Iterator[Finding]:
    """Write a network that is added up already."""
    yield from put(network, output, "network.gexf", _pieces)


def _pieces(network: Network) -> Iterator[str]:
    description = "who is mentioned with whom, who speaks, writes to and meets whom"
    yield _HEAD.format(description=escape(description), kind=network.kind)
    yield f'<nodes count="{len(network.nodes)}">\n'
    for node in network.nodes:
        values = _values({"kind": node.kind, "mentions": node.mentions})
        yield f"<node id={quoteattr(node.id)} label={quoteattr(node.label)}>{values}</node>\n"
    yield f'</nodes>\n<edges count="{len(network.edges)}">\n'
    for number, edge in enumerate(network.edges):
        yield _edge(number, edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _edge(number: int, edge: Edge) -> str:
    kind = "directed" if edge.directed else "undirected"
    values = _values({"relation": edge.relation, "first": edge.first, "last": edge.last, "documents": edge.documents})
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    label = quoteattr(edge.relation)
    return f'<edge id="{number}" {ends} type="{kind}" weight="{edge.weight}" label={label}>{values}</edge>\n'


def _values(values: dict[str, str | int]) -> str:
    given = "".join(f'<attvalue for="{k}" value={quoteattr(str(v))}/>' for k, v in values.items() if v != "")
    return f"<attvalues>{given}</attvalues>"
