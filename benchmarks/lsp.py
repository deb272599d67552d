"""The language server on a large document: how long after a key the editor has completions and findings.

    python benchmarks/lsp.py [DOCUMENT] [--schema tei_all] [--size 1000000] [--rounds 9]

Types a letter into the middle of a document (a generated one of `--size` characters, if none is given), asks for
completions, and waits for the findings of the grammar. Prints medians in milliseconds, the greatest, and the
server's processor time, which a busy machine does not change (in steps of 10 ms).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
"""
PART = (
    '<div><head>On <date when="1957-05-15">15 May</date></head><p>I received <persName ref="#a">Kim</persName>.</p>'
    "</div>\n"
)


class Client:
    """Speaks the protocol with a server process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "puzanov_tei", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.number = 0

    def send(self, method: str, params: Any, ask: bool = False) -> int:
        """Send a notification, or a request, whose number is returned."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if ask:
            self.number += 1
            message["id"] = self.number
        data = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()
        return self.number

    def receive(self) -> dict[str, Any]:
        """The next message."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length"):
                length = int(line.split(b":")[1])
        answer: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return answer

    def until(self, **wanted: Any) -> dict[str, Any]:
        """The next message that has these members."""
        while True:
            message = self.receive()
            if all(message.get(key) == value for key, value in wanted.items()):
                return message


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("document", nargs="?", type=Path)
    options.add_argument("--size", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=9)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = given.document.read_text(encoding="utf-8") if given.document else HEAD
        if not given.document:
            text += PART * (given.size // len(PART)) + "</body></text></TEI>"
        path = given.document or Path(folder) / "large.xml"
        measure(path.resolve().as_uri(), text, given.rounds)


def measure(uri: str, text: str, rounds: int) -> None:
    """Type, complete and wait for findings; print what it took."""
    client = Client()
    client.until(id=client.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, ask=True))
    client.send("initialized", {})
    document = {"uri": uri, "languageId": "xml", "version": 1, "text": text}
    begin = time.perf_counter()
    client.send("textDocument/didOpen", {"textDocument": document})
    client.until(method="textDocument/publishDiagnostics")
    print(f"{len(text):,} characters; first findings after {1000 * (time.perf_counter() - begin):.0f} ms")
    lines = text.split("\n")
    line = len(lines) // 2
    column = lines[line].index("<p") if "<p" in lines[line] else 0
    completions, findings, work = [], [], {"completions": [], "findings": []}
    for version in range(2, 2 + rounds):
        place = {"line": line, "character": column}
        change = {"range": {"start": place, "end": place}, "text": "<" if version % 2 == 0 else " "}
        begin, worked = time.perf_counter(), processor(client.process.pid)
        named = {"uri": uri, "version": version}
        client.send("textDocument/didChange", {"textDocument": named, "contentChanges": [change]})
        asked = client.send(
            "textDocument/completion", {"textDocument": named, "position": {**place, "character": column + 1}}, ask=True
        )
        client.until(id=asked)
        completions.append(1000 * (time.perf_counter() - begin))
        work["completions"].append(processor(client.process.pid) - worked)
        client.until(method="textDocument/publishDiagnostics")
        findings.append(1000 * (time.perf_counter() - begin))
        work["findings"].append(processor(client.process.pid) - worked)
    for name, times in (("completions after a key", completions), ("findings after the last key", findings)):
        print(f"{name}: median {statistics.median(times):.0f} ms, greatest {max(times):.0f} ms")
    for name, times in work.items():
        print(f"processor time of the server until {name}: median {statistics.median(times):.0f} ms")
    client.process.kill()


def processor(process: int) -> float:
    """The processor time that a process has used, in milliseconds (Linux; elsewhere 0)."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    used = stat.read_text().rpartition(")")[2].split()[11:13]
    return 1000 * sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
