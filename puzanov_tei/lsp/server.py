"""The language server (Language Server Protocol 3.17): questions of an editor, answered by the modules beside."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from puzanov_tei.base import catalog, discover
from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.errors import PuzanovError
from puzanov_tei.findings import Finding
from puzanov_tei.lsp import navigation
from puzanov_tei.lsp.completion import Completion, Entities, complete
from puzanov_tei.lsp.diagnostics import actions, diagnostic, range_of
from puzanov_tei.lsp.document import OpenDocument
from puzanov_tei.validation import project
from puzanov_tei.validation.choice import Chosen, SchemaChoice, of_project
from puzanov_tei.version import __version__

LOG = logging.getLogger(__name__)
PAUSE = 0.25
"""Seconds after the last key before a document is checked."""
_MOST_FILES = 5000
_KINDS = {
    "element": lsp.CompletionItemKind.Class,
    "attribute": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "identifier": lsp.CompletionItemKind.Reference,
    "close": lsp.CompletionItemKind.Keyword,
}


class Server(LanguageServer):
    """Open documents with their findings.

    Args:
        entities: identifiers and names of the authority, asked when a pointer is written.
    """

    def __init__(self, entities: Entities = tuple) -> None:
        super().__init__("puzanov-tei", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental)
        self.entities = entities
        self.documents: dict[str, OpenDocument] = {}
        self.findings: dict[str, list[Finding]] = {}
        self._chosen: dict[str, Chosen] = {}
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(1)  # one thread: the processor of rules stays in the one that made it

    def document(self, uri: str) -> OpenDocument:
        """The document as it stands in the editor now."""
        source = self.workspace.get_text_document(uri)
        known = self.documents.get(uri)
        if known is None or known.version != source.version or known.text != source.source:
            name = to_fs_path(uri) or uri
            encoding = str(getattr(self.workspace.position_encoding, "value", "utf-16"))
            choice = known.choice if known else self._choice(name)
            before, earlier = self._chosen.get(uri), known.last_markup if known else None
            known = OpenDocument(name, source.source, choice, source.version or 0, encoding, before, earlier)
            self.documents[uri] = known
        return known

    def _choice(self, name: str) -> SchemaChoice:
        try:
            settings = project.find(Path(name).parent)
            return of_project(settings, catalog=catalog.read(settings.catalog))
        except PuzanovError as error:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, str(error)))
            return SchemaChoice()

    def offset(self, uri: str, position: lsp.Position) -> tuple[OpenDocument, int]:
        """The document, and the offset of a position in it."""
        document = self.document(uri)
        return document, document.lines.offset(position.line, position.character)

    # --- findings

    def check_soon(self, uri: str) -> None:
        """Check a document once nobody has typed for a moment."""
        waiting = self._checks.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._checks[uri] = asyncio.ensure_future(self._check(uri))

    async def _check(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        document = self.document(uri)
        for rules in (False, True):  # the grammar answers at once, the rules a little later
            if rules and not (document.chosen and document.chosen.schema.rules):
                return
            try:
                findings = await asyncio.get_running_loop().run_in_executor(self._worker, document.findings, rules)
                findings = project.find(document.folder).graded(findings)
            except PuzanovError as error:
                LOG.warning("%s: %s", document.name, error)
                return
            if document.chosen is not None:
                self._chosen[uri] = document.chosen
            if self.documents.get(uri) is not document:
                return
            self.findings[uri] = findings
            shown = [diagnostic(document, f) for f in findings]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown, document.version))

    def forget(self, uri: str) -> None:
        """A document was closed."""
        waiting = self._checks.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self.documents.pop(uri, None)
        self._chosen.pop(uri, None)
        self.findings.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def texts(self, document: OpenDocument) -> dict[str, str]:
        """The texts of the project that may point to a document: its folder's XML files, open ones as they stand."""
        root = Path(self.workspace.root_path) if self.workspace.root_path else document.folder
        texts = {document.name: document.text}
        for path in list(discover.files([str(root)], discover.XML))[:_MOST_FILES]:
            try:
                texts.setdefault(str(path.resolve()), path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                continue
        texts |= {d.name: d.text for d in self.documents.values()}
        return texts


def serve(entities: Entities = tuple) -> None:
    """Speak with an editor over standard input and output until it goes."""
    logging.getLogger("pygls").setLevel(logging.ERROR)
    made(entities).start_io()


def made(entities: Entities = tuple) -> Server:
    """A server with all that it can do."""
    server = Server(entities)
    for register in (_lifecycle, _writing, _reading, _renaming):
        register(server)
    return server


def _lifecycle(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        # The configuration or another file may be new as well.
        server.documents.pop(params.text_document.uri, None)
        server.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _writing(server: Server) -> None:
    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["<", "/", " ", '"', "'", "#", ":"])
    )
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        document, offset = server.offset(params.text_document.uri, params.position)
        typed = params.context.trigger_character if params.context else None
        proposals = complete(document, offset, server.entities)
        if typed == " " and proposals and proposals[0].kind in ("element", "close"):
            proposals = []  # a blank between words of the text asks for nothing
        snippets = _takes_snippets(server)
        return lsp.CompletionList(False, [_item(document, p, snippets) for p in proposals])

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    def action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        return actions(server.document(uri), uri, server.findings.get(uri, []), params.range)

    @server.feature(lsp.TEXT_DOCUMENT_LINKED_EDITING_RANGE)
    def linked(params: lsp.LinkedEditingRangeParams) -> lsp.LinkedEditingRanges | None:
        document, offset = server.offset(params.text_document.uri, params.position)
        element = document.markup.at(offset)
        if element is None or element.end_begin is None or element.inside <= offset < element.end_begin:
            return None
        places = [element.begin + 1, element.end_begin + 2]
        if not any(place <= offset <= place + len(element.name) for place in places):
            return None
        return lsp.LinkedEditingRanges([range_of(document, p, p + len(element.name)) for p in places])


def _takes_snippets(server: Server) -> bool:
    asked = server.client_capabilities.text_document
    item = asked.completion.completion_item if asked and asked.completion else None
    return bool(item and item.snippet_support)


def _item(document: OpenDocument, proposal: Completion, snippets: bool) -> lsp.CompletionItem:
    text = proposal.insert
    if not snippets:
        text = text.replace("$0", "").replace("$1", "").replace("$2", "").replace("$3", "")
    markdown = lsp.MarkupContent(lsp.MarkupKind.Markdown, proposal.documentation) if proposal.documentation else None
    return lsp.CompletionItem(
        label=proposal.label,
        kind=_KINDS[proposal.kind],
        detail=proposal.detail or None,
        documentation=markdown,
        sort_text=proposal.order,
        filter_text=document.text[proposal.begin : proposal.begin + 1] + proposal.label
        if proposal.insert.startswith("<")
        else proposal.label,
        insert_text_format=lsp.InsertTextFormat.Snippet if snippets and "$" in text else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(range_of(document, proposal.begin, proposal.end), text),
    )


def _reading(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document, offset = server.offset(params.text_document.uri, params.position)
        told = navigation.hover(document, offset)
        if told is None:
            return None
        markdown, begin, end = told
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown), range_of(document, begin, end))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        document, offset = server.offset(params.text_document.uri, params.position)
        target = navigation.definition(document, offset)
        if target is None:
            return None
        if not target.line:
            return lsp.Location(params.text_document.uri, range_of(document, target.begin, target.end))
        place = _declared(document, target.file)
        if place is None:
            return None
        position = lsp.Position(target.line - 1, max(target.column - 1, 0))
        return lsp.Location(from_fs_path(str(place)) or "", lsp.Range(position, position))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = server.document(params.text_document.uri)
        return [_symbol(document, symbol) for symbol in navigation.outline(document)]

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folds(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        document = server.document(params.text_document.uri)
        return [lsp.FoldingRange(first, last) for first, last in navigation.folds(document)]


def _declared(document: OpenDocument, name: str) -> Path | None:
    """The file of a declaration: as it is, beside a schema that the document names, or one that travels along."""
    from puzanov_tei.resources import schema_folder

    beside = [path.parent / Path(name).name for path in document.choice.places(document.facts, document.folder)]
    candidates = [Path(name), document.folder / name, *beside, schema_folder() / Path(name).name]
    return next((path.resolve() for path in candidates if path.is_file()), None)


def _symbol(document: OpenDocument, symbol: navigation.OutlineEntry) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=symbol.name,
        detail=symbol.detail,
        kind=lsp.SymbolKind.Object if symbol.detail in ("person", "place", "org", "event") else lsp.SymbolKind.Module,
        range=range_of(document, symbol.begin, symbol.end),
        selection_range=range_of(document, symbol.begin + 1, symbol.name_end),
        children=[_symbol(document, child) for child in symbol.children],
    )


def _renaming(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        document, offset = server.offset(params.text_document.uri, params.position)
        return [
            lsp.Location(from_fs_path(name) or "", edit.range)
            for name, edits in _edits(document, offset, "").items()
            for edit in edits
        ]

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions())
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        document, offset = server.offset(params.text_document.uri, params.position)
        if not is_ncname(params.new_name):
            message = f"{params.new_name!r} is no identifier: letters, digits, . - _, beginning with a letter or _."
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))
            return None
        edits = _edits(document, offset, params.new_name)
        return lsp.WorkspaceEdit({from_fs_path(name) or "": found for name, found in edits.items()}) if edits else None

    def _edits(document: OpenDocument, offset: int, new: str) -> dict[str, list[lsp.TextEdit]]:
        ident = navigation.identifier_at(document, offset)
        if not ident:
            return {}
        texts = server.texts(document)
        places = navigation.uses(texts, document.name, ident)
        shown = {name: OpenDocument(name, texts[name], document.choice, 0, document.encoding) for name in places}
        return {
            name: [lsp.TextEdit(range_of(shown[name], begin, end), new) for begin, end in stretches]
            for name, stretches in places.items()
        }
