"""The service that TEI Publisher's annotation editor asks for names, as its `nlp.xql` asks.

`GET /status` and `GET /model` say what is here, `POST /entities/{model}` takes plain text and gives JSON. A page in a
browser is not answered: the editor asks from its server. On this machine alone, the request has to name this machine,
so that no name on the net can be made to point here (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from puzanov_tei.serve.recognition import Recogniser
from puzanov_tei.version import __version__

MODEL = "puzanov"
LARGEST = 4 * 1024 * 1024
"""Bytes of a text. A book has less than one million."""
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def make_app(recogniser: Recogniser, about: dict[str, Any], hosts: frozenset[str] = LOCAL) -> Starlette:
    """The application.

    Args:
        about: what `/status` says of the authority.
        hosts: the names by which requests may ask for this machine; empty: any.
    """

    def guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def guard(request: Request) -> Response:
            return _refusal(request, hosts) or await answer(request)

        return guard

    async def status(request: Request) -> Response:
        return JSONResponse({"name": "puzanov-tei", "version": __version__, "pipelines": {MODEL: __version__}, **about})

    async def models(request: Request) -> Response:
        return JSONResponse([MODEL])

    async def model(request: Request) -> Response:
        return JSONResponse({"name": MODEL, "lang": "en", **about}) if _is_known(request) else _missing(request)

    async def entities(request: Request) -> Response:
        if not _is_known(request):
            return _missing(request)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return PlainTextResponse(f"The text is larger than {LARGEST} bytes.\n", 413)
        try:
            text = bytes(body).decode(_encoding(request))
        except (UnicodeDecodeError, LookupError):
            return PlainTextResponse("The text is not in the encoding that the request names (UTF-8 if none).\n", 400)
        return JSONResponse(await run_in_threadpool(recogniser.entities, text))

    async def nothing(request: Request) -> Response:
        return PlainTextResponse("This service knows /status, /model and /entities/{model}; it is not trained.\n", 404)

    routes = [
        Route(path + slash, guarded(answer), methods=[method])
        for path, answer, method in (
            ("/status", status, "GET"), ("/model", models, "GET"), ("/model/{model}", model, "GET"),
            ("/entities/{model}", entities, "POST"),
        )
        for slash in ("", "/")
    ]  # fmt: skip
    everything = Route("/{path:path}", guarded(nothing), methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"])
    return Starlette(routes=[*routes, everything])


def _refusal(request: Request, hosts: frozenset[str]) -> Response | None:
    if hosts and _host(request) not in hosts:
        return PlainTextResponse("This is not the host that was asked for.\n", 421)
    if "origin" in request.headers:
        return PlainTextResponse("Pages in a browser are not answered.\n", 403)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST:
        return PlainTextResponse(f"The text is larger than {LARGEST} bytes.\n", 413)
    return None


def _host(request: Request) -> str:
    """The name of the machine that a request asks for."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_known(request: Request) -> bool:
    return bool(request.path_params["model"] == MODEL)


def _missing(request: Request) -> Response:
    return PlainTextResponse(f"There is no model of that name; there is {MODEL}.\n", 404)


def _encoding(request: Request) -> str:
    _, _, said = request.headers.get("content-type", "").partition("charset=")
    return said.partition(";")[0].strip(' "') or "utf-8"
