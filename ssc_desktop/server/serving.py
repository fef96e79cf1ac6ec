"""Run the application with uvicorn on one socket; nobody's calls are logged."""

import asyncio
import contextlib
import errno
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD_SECONDS = 10  # from the connection, from its being secure, or from the answer before
_KEEP_ALIVE_SECONDS = 5
_STOP_SECONDS = 25  # longer than a client waits for any call
_LONGEST_HEAD = 16 * 1024  # bytes of request line and headers
_MOST_AT_ONCE = 1_000
# Connections beyond those are open too, until they are answered or have had their time.
_FILES = 4_096
_NO_MORE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_QUIET_SECONDS = 60  # between two lines about connections that cannot be taken

if sys.platform == "win32":
    _Loop = asyncio.ProactorEventLoop
else:
    _Loop = asyncio.SelectorEventLoop


class PatientLoop(_Loop):
    """A loop that waits no longer for a secure connection than for what is asked on it.

    Where the system lets no more connections in, it says so in a line and not for each of them.
    """

    _told = float("-inf")

    async def create_server(self, *args: Any, **options: Any) -> asyncio.Server:
        """Listen; asyncio waits a minute for whoever begins to speak TLS and does not go on."""
        if options.get("ssl") is not None:
            options |= {
                "ssl_handshake_timeout": _HEAD_SECONDS,
                "ssl_shutdown_timeout": _KEEP_ALIVE_SECONDS,
            }
        return await super().create_server(*args, **options)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell of what went wrong beside the calls."""
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in _NO_MORE and "socket" in context):
            super().call_exception_handler(context)
        elif time.monotonic() - self._told >= _QUIET_SECONDS:
            self._told = time.monotonic()
            with contextlib.suppress(OSError):
                name = errno.errorcode[error.errno]
                print(f"connections: no more can be taken ({name})", file=sys.stderr, flush=True)


class _TimedProtocol(H11Protocol):
    """Speak HTTP/1.1, and end a connection on which no whole request comes in time."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_request()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._due is not None:
            self._due.cancel()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = self.loop.call_later(_HEAD_SECONDS, self._end_if_nothing_is_asked)

    def _end_if_nothing_is_asked(self) -> None:
        # There is no cycle before the first request, whatever its type says.
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr]
            self.transport.abort()


@dataclass(frozen=True)
class Certificate:
    """The files of a TLS certificate and its key, in PEM."""

    certificate: Path
    key: Path

    def check(self) -> None:
        """Look whether they can be used, and belong together. Raises OSError."""
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)


def serve(
    app: Litestar,
    listening: socket.socket,
    certificate: Certificate | None = None,
    ended: Callable[[], object] | None = None,
    announce: Callable[[], object] = lambda: None,
) -> None:
    """Answer calls until the process is asked to end, or `ended` comes back from its waiting.

    Calls under way are answered first. Whoever has heard the announcement can ask for the end.
    """
    server = _server(app, certificate)
    _let_in()

    def watch(ended: Callable[[], object]) -> None:
        ended()
        server.should_exit = True

    def end(_number: int, _frame: object) -> None:
        server.should_exit = True

    # uvicorn listens to it from its start to its end only, and then passes on what it has heard.
    signal.signal(signal.SIGTERM, end)
    if ended is not None:
        threading.Thread(target=watch, args=(ended,), name="watch", daemon=True).start()
    announce()
    server.run(sockets=[listening])


@contextlib.contextmanager
def serving(
    app: Litestar, listening: socket.socket, certificate: Certificate | None = None
) -> Iterator[None]:
    """Answer calls beside the caller, for as long as the block lasts."""
    server = _server(app, certificate)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS + 5)


def _let_in() -> None:
    """Ask the system for as many open files as all connections need, or for what it gives."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _server(app: Litestar, certificate: Certificate | None) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        loop=f"{__name__}:{PatientLoop.__name__}",
        http=_TimedProtocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        ssl_certfile=certificate.certificate if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    return uvicorn.Server(config)
