"""The server of the page: on this machine only, until it is interrupted."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from puzanov_tei.errors import UsageError
from puzanov_tei.review.app import make_app
from puzanov_tei.review.session import Session

HOST = "127.0.0.1"


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serve a review until it is interrupted.

    Args:
        port: 0 for any free one.
        ready: called with the page's address when it can be opened.

    Raises:
        UsageError: the port is taken.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise UsageError(f"port {port} cannot be used: {(error.strerror or str(error)).lower()}.") from error
    listener.listen(64)
    number = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    app = make_app(session, host=HOST, port=number, token=token)
    quiet = {"log_level": "critical", "access_log": False, "server_header": False}
    config = uvicorn.Config(app, timeout_graceful_shutdown=1, **quiet)  # type: ignore[arg-type]  # options of Config by name
    ready(f"http://{HOST}:{number}/?token={token}")
    uvicorn.Server(config).run(sockets=[listener])
