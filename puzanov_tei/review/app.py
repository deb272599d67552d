"""The application behind the page: a few addresses, JSON in and out."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from puzanov_tei.decisions.lines import Decision
from puzanov_tei.errors import PuzanovError
from puzanov_tei.review.guard import App, Guard
from puzanov_tei.review.session import Conflict, Session

_MOST = 200  # findings on the page
_STATIC = Path(__file__).parent / "static"
_FILES = {
    "/": ("review.html", "text/html; charset=utf-8"),
    "/review.css": ("review.css", "text/css; charset=utf-8"),
    **{f"/{file.name}": (file.name, "text/javascript; charset=utf-8") for file in _STATIC.glob("*.js")},
}


def make_app(session: Session, *, host: str, port: int, token: str) -> App:
    """The application for one review, behind its guard."""
    routes = [Route("/favicon.ico", lambda _: Response(status_code=204))]
    routes += [Route(path, _file(*file)) for path, file in _FILES.items()]
    handlers: dict[str, Callable[[Session, Request], Any]] = {
        "/api/documents": _documents,
        "/api/documents/{id}": _document,
        "/api/documents/{id}/decisions": _decisions,
        "/api/documents/{id}/evidence": _evidence,
        "/api/entities": _entities,
        "/api/entities/{id}": _entity,
    }
    for path, handler in handlers.items():
        methods = ["GET", "POST"] if handler is _decisions else ["GET"]
        routes.append(Route(path, _json(session, handler), methods=methods))
    routes.append(Route("/api/documents/{id}/findings", _findings(session)))
    return Guard(Starlette(routes=routes), host=host, port=port, token=token)


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    data = (_STATIC / name).read_bytes()
    return lambda _: Response(data, headers={"content-type": kind})


def _json(session: Session, handler: Callable[[Session, Request], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            request.state.given = json.loads(await request.body() or b"{}") if request.method == "POST" else {}
            return JSONResponse(await run_in_threadpool(handler, session, request))
        except KeyError:
            return JSONResponse({"error": "There is no such document here."}, 404)
        except Conflict as conflict:
            return JSONResponse({"error": str(conflict), "decisions": _as_json(conflict.present)}, 409)
        except (PuzanovError, ValueError, TypeError, RecursionError) as error:
            return JSONResponse({"error": str(error) or "That was not understood."}, 400)

    return answer


def _documents(session: Session, request: Request) -> Any:
    return [{"id": document.id, "title": document.title} for document in session.documents.values()]


def _document(session: Session, request: Request) -> Any:
    document = session.documents[request.path_params["id"]]
    return {**document.as_json(), "decisions": _as_json(session.decided(document.id)), "by": session.by}


def _decisions(session: Session, request: Request) -> Any:
    document = session.documents[request.path_params["id"]]
    if request.method == "GET":
        return _as_json(session.decided(document.id))
    given = request.state.given
    if not isinstance(given, dict) or not all(isinstance(given.get(key, []), list) for key in ("add", "remove")):
        raise TypeError("A list of decisions was expected.")
    return _as_json(session.change(document.id, given.get("add", []), given.get("remove", [])))


def _as_json(decisions: Iterable[Decision]) -> list[Any]:
    return [json.loads(decision.line()) for decision in decisions]


def _findings(session: Session) -> Callable[[Request], Any]:
    """What `validate` says of a document, in a process of its own: it may take long, and the page must not wait."""

    async def answer(request: Request) -> Response:
        document = session.documents.get(request.path_params["id"])
        if document is None:
            return JSONResponse({"error": "There is no such document here."}, 404)
        command = (sys.executable, "-m", "puzanov_tei", "validate", str(document.path), "--format", "json")
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL, stdin=DEVNULL)
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        try:
            findings = json.loads(output)["findings"]
        except (ValueError, KeyError):
            findings = []
        keys = ("code", "severity", "message", "hint", "xml_id", "line")
        return JSONResponse([{key: finding.get(key, "") for key in keys} for finding in findings[:_MOST]])

    return answer


def _evidence(session: Session, request: Request) -> Any:
    words, entity = request.query_params.get("q", ""), request.query_params.get("entity", "")
    return session.evidence(request.path_params["id"], words, entity)


def _entities(session: Session, request: Request) -> Any:
    words, kind = request.query_params.get("q", "")[:200], request.query_params.get("type", "")
    return {"found": session.find(words, kind), "new": session.new_identifier(words, kind)}


def _entity(session: Session, request: Request) -> Any:
    return session.entity(request.path_params["id"])
