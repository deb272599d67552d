"""The network of a corpus: nodes, and ties added up over documents. What `gexf` and `graphml` write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.gather import Register, renamed
from puzanov_tei.exporters.records.rows import DocumentRows, document_rows
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.tei.read import Edition

if TYPE_CHECKING:
    from puzanov_tei.exporters import Options

DIRECTED = "directed"
_KINDS = ("person", "place", "org", "work", "event")  # whatever has a tie is a node

__all__ = ["DIRECTED", "Edge", "Network", "NetworkNode", "escape", "gather", "put", "quoteattr", "render"]


def render(edition: Edition, options: Options) -> DocumentRows:
    """The ties of one document."""
    return document_rows(edition, options, ("edges",))


def put(network: Network, output: Output, name: str, pieces: Callable[[Network], Iterable[str]]) -> Iterator[Finding]:
    """Write a network into the file `name`; yields what its register has to say.

    A graph has ties of one kind, as most readers want it: where some have a direction and others have none, those
    with one are a graph of their own beside the first (`network-directed.gexf`).
    """
    graphs = [graph for graph in (network.part(False), network.part(True)) if graph.edges] or [network]
    with output.open(name) as stream:
        stream.writelines(piece.encode("utf-8") for piece in pieces(graphs[0]))
    for graph in graphs[1:]:
        if output.is_stream:
            relations = ", ".join(sorted({edge.relation for edge in graph.edges}))
            message = f"ties with a direction are a graph of their own and left out ({len(graph.edges)}: {relations})"
            yield Finding("PZ817", Severity.WARNING, message, "give a file or a folder with -o")
            continue
        with output.open_beside(name, DIRECTED) as stream:
            stream.writelines(piece.encode("utf-8") for piece in pieces(graph))
    yield from network.register.findings()


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A person, place or organisation, and how often it is mentioned."""

    id: str
    label: str
    kind: str
    mentions: int


@dataclass(slots=True)
class Edge:
    """A tie added up: its weight, its documents, and the first and last date."""

    source: str
    target: str
    directed: bool
    relation: str
    weight: int = 0
    first: str = ""
    last: str = ""
    documents: int = 0
    _last_document: str = field(default="", repr=False)

    def add(self, weight: int, document: str, when: str) -> None:
        """Add one row of the table `edges`; rows of one document come together."""
        self.weight += weight
        if document != self._last_document:
            self.documents += 1
            self._last_document = document
        begin, _, end = when.partition("/")
        if begin and (not self.first or begin < self.first):
            self.first = begin
        self.last = max(self.last, end or begin)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by id, edges by relation and ends; and the register they come from."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[Edge, ...]
    register: Register

    @property
    def kind(self) -> str:
        """`directed` if any tie is."""
        return DIRECTED if any(edge.directed for edge in self.edges) else "undirected"

    def part(self, directed: bool) -> Network:
        """The ties with a direction, or those without, and the nodes that have one."""
        edges = tuple(edge for edge in self.edges if edge.directed is directed)
        tied = {end for edge in edges for end in (edge.source, edge.target)}
        return Network(tuple(node for node in self.nodes if node.id in tied), edges, self.register)


def gather(parts: Iterable[DocumentRows]) -> Network:
    """Add up the ties of all documents. Memory grows with the number of different ties."""
    register = Register()
    edges: dict[tuple[str, str, str], Edge] = {}
    edge_rows = (part.rows.get("edges", ()) for part in parts if register.add(part.summary))
    for row in (row for rows in edge_rows for row in renamed("edges", rows, register.renamed)):
        source, target, kind, weight, relation, document, _, when = row
        key = (str(relation), str(source), str(target))
        edge = edges.get(key)
        if edge is None:
            edge = edges[key] = Edge(str(source), str(target), kind == "Directed", str(relation))
        edge.add(int(weight), str(document), str(when))
    nodes = tuple(
        NetworkNode(str(ident), str(label), str(kind), register.count(str(ident)))
        for ident, label, kind in register.nodes(_KINDS)
    )
    return Network(nodes, tuple(edges[key] for key in sorted(edges)), register)
