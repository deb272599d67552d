"""What stands between the page and the rest of the world.

Other pages in the same browser can send requests to this machine, and a name on the net can be made to point to it
(DNS rebinding). So every request has to name exactly this host and port and to carry the token of this run; a request
that changes something has to come from the page itself (`Origin`), as JSON, and not be large.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST = 8 * 1024 * 1024
"""Bytes of a request's body. A decision has some hundred, and "accept all" of a name is one request, whole or not at
all, for ten thousand of them too."""
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """An application behind the rules of this module."""

    def __init__(self, app: App, *, host: str, port: int, token: str) -> None:
        self._app = app
        self._host = f"{host}:{port}"
        self._origin = f"http://{self._host}"
        self._cookie = f"puzanov-{port}"
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one sentence."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal:
            await _answer(send, *refusal)
            return
        body = bytearray()
        if scope["method"] == "POST":
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > LARGEST:
                    await _answer(send, 413, "The request is too large.")
                    return
                if not message.get("more_body"):
                    break

        async def read() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        async def write(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                own = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
                if self._token_of_address(scope):
                    cookie = f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/"
                    own.append((b"set-cookie", cookie.encode()))
                message["headers"] = [*message.get("headers", []), *own]
            await send(message)

        await self._app(scope, read, write)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        if [value for key, value in scope["headers"] if key.lower() == b"host"] != [self._host.encode()]:
            return 421, "This is not the host that was asked for."
        origin = headers.get("origin")
        if origin is not None and origin != self._origin:
            return 403, "The request comes from another page."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "Only GET and POST are understood."
        if scope["method"] == "POST":
            if origin is None:
                return 403, "The request does not say which page it comes from."
            if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                return 415, "Only JSON is understood."
            if not headers.get("content-length", "0").isdecimal() or int(headers.get("content-length", "0")) > LARGEST:
                return 413, "The request is too large."
        cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        given = cookie.value if cookie else ""
        if not (self._token_of_address(scope) or hmac.compare_digest(given.encode(), self._token.encode())):
            return 401, "Open the address that the command printed: it carries the token of this run."
        return None

    def _token_of_address(self, scope: Scope) -> bool:
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        return scope["path"] == "/" and hmac.compare_digest(given.encode(), self._token.encode())


async def _answer(send: Send, status: int, text: str) -> None:
    body = f"{text}\n".encode()
    headers = {**HEADERS, "content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    pairs = [(key.encode(), value.encode()) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
