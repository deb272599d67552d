"""The server as editors speak with it: a client of the protocol, and Neovim."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

REQUIRED = "clients" in os.environ.get("PUZANOV_TEI_REQUIRE", "").split()
if not REQUIRED:
    pytest.importorskip("pytest_lsp")

import pytest_lsp  # noqa: E402 - where it is not installed, the tests are skipped
from lsprotocol import types as lsp  # noqa: E402
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities  # noqa: E402

COMMAND = [sys.executable, "-m", "puzanov_tei", "lsp"]
BROKEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
  <text><body>
    <p xml:id="p1">A <persname>Kim</persname> 𝄞 <ref target="#p1">here</ref></p>
  </body></text>
</TEI>
"""


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    params = lsp.InitializeParams(capabilities=client_capabilities("visual-studio-code"))
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, path: Path, text: str) -> str:
    path.write_text(text)
    uri = path.as_uri()
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "xml", 1, text)))
    return uri


async def diagnostics(client: LanguageClient, uri: str) -> list[lsp.Diagnostic]:
    while not client.diagnostics.get(uri):
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


@pytest.mark.asyncio
async def test_findings_with_their_repair(client: LanguageClient, tmp_path: Path) -> None:
    uri = opened(client, tmp_path / "a.xml", BROKEN)
    found = await diagnostics(client, uri)
    wrong = next(d for d in found if "persname" in d.message)
    assert (wrong.severity, wrong.source) == (lsp.DiagnosticSeverity.Error, "puzanov-tei")
    assert wrong.range == lsp.Range(lsp.Position(4, 22), lsp.Position(4, 30))
    here = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), wrong.range, lsp.CodeActionContext(found))
    offered = await client.text_document_code_action_async(here)
    mend = next(a for a in offered if a.title.startswith("Mend"))
    assert {e.new_text for e in mend.edit.changes[uri]} == {"persName"}


@pytest.mark.asyncio
async def test_the_rest_of_the_protocol(client: LanguageClient, tmp_path: Path) -> None:
    uri = opened(client, tmp_path / "a.xml", BROKEN)
    document = lsp.TextDocumentIdentifier(uri)
    completed = await client.text_document_completion_async(lsp.CompletionParams(document, lsp.Position(4, 23)))
    assert "persName" in {item.label for item in completed.items}
    target = lsp.Position(4, 62)  # behind a sign that takes two units
    place = await client.text_document_definition_async(lsp.DefinitionParams(document, target))
    assert place.range == lsp.Range(lsp.Position(4, 15), lsp.Position(4, 17))
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert [s.name for s in symbols] == ["TEI"]
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    assert (0, 6) in {(f.start_line, f.end_line) for f in folds}
    renamed = await client.text_document_rename_async(lsp.RenameParams(document, target, "first"))
    assert [e.new_text for e in renamed.changes[uri]] == ["first", "first"]
    linked = lsp.LinkedEditingRangeParams(document, lsp.Position(4, 24))
    pair = await client.text_document_linked_editing_range_async(linked)
    assert len(pair.ranges) == 2
    hovered = await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(4, 5)))
    assert hovered is None or "<p>" in hovered.contents.value


NEOVIM = """
vim.o.swapfile = false
local out = {}
vim.cmd('edit ' .. vim.env.FILE)
local id = vim.lsp.start_client({name = 'puzanov-tei', cmd = {vim.env.PYTHON, '-m', 'puzanov_tei', 'lsp'},
  root_dir = vim.fn.getcwd()})
vim.lsp.buf_attach_client(0, id)
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 100)
for _, d in ipairs(vim.diagnostic.get(0)) do table.insert(out, {d.lnum, d.col, d.code, d.message}) end
vim.api.nvim_win_set_cursor(0, {5, 24})
local params = vim.lsp.util.make_position_params()
local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 30000)
local labels = {}
for _, item in ipairs(answers[id].result.items) do table.insert(labels, item.label) end
vim.fn.writefile({vim.fn.json_encode({found = out, labels = labels})}, vim.env.OUT)
vim.cmd('qall!')
"""


@pytest.mark.skipif(not (REQUIRED or shutil.which("nvim")), reason="Neovim is not installed")
def test_neovim_shows_findings_and_completes(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(BROKEN)
    (tmp_path / "init.lua").write_text(NEOVIM)
    neovim = shutil.which("nvim")
    assert neovim
    environment = {
        "FILE": str(tmp_path / "a.xml"), "OUT": str(tmp_path / "out.json"), "PYTHON": sys.executable,
        "PATH": "/usr/bin:/bin", "HOME": str(tmp_path),
    }  # fmt: skip
    subprocess.run(
        [neovim, "--headless", "--clean", "-u", str(tmp_path / "init.lua")],
        env=environment, cwd=tmp_path, timeout=150, check=True, capture_output=True,
    )  # fmt: skip
    said = json.loads((tmp_path / "out.json").read_text())
    assert any(line == 4 and column == 22 and "persname" in message for line, column, _, message in said["found"])
    assert "persName" in said["labels"]


@pytest.mark.asyncio
async def test_where_there_is_nothing_to_say(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "register.xml").write_text('<list><item xml:id="kim">Kim</item></list>')
    text = BROKEN.replace('target="#p1"', 'target="register.xml#kim"')
    uri = opened(client, tmp_path / "a.xml", text)
    document = lsp.TextDocumentIdentifier(uri)
    words, pointer = lsp.Position(4, 19), lsp.Position(4, 62)
    assert await client.text_document_hover_async(lsp.HoverParams(document, words)) is None
    assert await client.text_document_definition_async(lsp.DefinitionParams(document, words)) is None
    assert await client.text_document_rename_async(lsp.RenameParams(document, pointer, "no name")) is None
    assert await client.text_document_linked_editing_range_async(lsp.LinkedEditingRangeParams(document, words)) is None
    place = await client.text_document_definition_async(lsp.DefinitionParams(document, pointer))
    assert place.uri.endswith("register.xml")
    asked = lsp.CompletionContext(lsp.CompletionTriggerKind.TriggerCharacter, " ")
    completed = await client.text_document_completion_async(lsp.CompletionParams(document, words, asked))
    assert not completed.items, "a blank between words asks for nothing"
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))
    change = lsp.TextDocumentContentChangeWholeDocument(text.replace("persname", "persName"))
    versioned = lsp.VersionedTextDocumentIdentifier(version=2, uri=uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(versioned, [change]))
    while any("persname" in d.message for d in client.diagnostics.get(uri, [])):
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
    await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    while client.diagnostics[uri]:  # those of an earlier version may still be on their way
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


@pytest.mark.asyncio
async def test_references_over_a_project(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text('<p><ref target="a.xml#p1"/></p>')
    uri = opened(client, tmp_path / "a.xml", BROKEN)
    asked = lsp.ReferenceParams(lsp.ReferenceContext(True), lsp.TextDocumentIdentifier(uri), lsp.Position(4, 62))
    found = await client.text_document_references_async(asked)
    assert sorted(Path(place.uri).name for place in found) == ["a.xml", "a.xml", "other.xml"]
