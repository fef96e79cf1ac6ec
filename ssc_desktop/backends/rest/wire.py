"""One attempt at a request: on a connection of its own, watched, and given up at its time.

A connection is never used twice: a kept one may be gone without a sign, and then nobody knows
whether a request has arrived. An attempt runs on a thread of its own, because neither the look-up
of a name nor an answer that drips in can be interrupted from within.
"""

import contextlib
import http.client
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from ssc_desktop.backends.rest.certificates import Flaw, flaw_of
from ssc_desktop.services import codec

_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_CHUNK = 64 * 1024
_FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent; what may be secret of it is not shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    proxy: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; an error's body is empty unless it is a problem document."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswerError(Exception):
    """No answer came; `sent` tells whether the request may have arrived nevertheless.

    `flaw` is what the service's certificate was refused for.
    """

    def __init__(self, *, sent: bool, final: bool = False, flaw: Flaw | None = None) -> None:
        super().__init__("sent" if sent else "not sent")
        self.sent = sent
        self.final = final  # trying again would not help
        self.flaw = flaw


class StrangeAnswerError(Exception):
    """What came back is none of the answers that the service gives; `headers` came with it."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


class Attempt:
    """One request on its way."""

    def __init__(self, question: Question, context: ssl.SSLContext | None) -> None:
        self._question = question
        self._context = context
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._sent = False
        self._given_up = False
        self._wire: socket.socket | None = None
        self._answer: Answer | None = None
        self._error: BaseException | None = None

    def run(self, *, connect: float, read: float, whole: float) -> Answer:
        """Ask and wait for the answer, all times in seconds.

        Raises NoAnswerError, StrangeAnswerError.
        """
        timeout = (min(connect, whole), min(read, whole))
        worker = threading.Thread(target=self._work, args=(timeout,), name="rest", daemon=True)
        worker.start()
        if not self._done.wait(whole):
            self._give_up()
            raise NoAnswerError(sent=self._sent)
        worker.join()
        if self._error is not None:
            raise self._error
        assert self._answer is not None
        return self._answer

    # -------------------------------------------------------------- called by the connection

    def connected(self, wire: socket.socket) -> None:
        """Note the connection, so that it can be cut. Raises OSError where it is too late."""
        with self._lock:
            if self._given_up:
                raise ConnectionAbortedError
            # TLS takes the socket over and leaves this object without it.
            self._wire = wire.dup()

    def sending(self) -> None:
        """Note that something leaves now. Raises OSError where it is too late."""
        with self._lock:
            if self._given_up:
                raise ConnectionAbortedError
            self._sent = True

    # -------------------------------------------------------------- on the thread

    def _work(self, timeout: tuple[float, float]) -> None:
        try:
            self._answer = self._ask(timeout)
        except (NoAnswerError, StrangeAnswerError) as error:
            self._error = error
        except (*_FAILURES, OSError) as error:
            self._error = NoAnswerError(
                sent=self._sent,
                final=isinstance(error, requests.exceptions.SSLError),
                flaw=flaw_of(error),
            )
        except BaseException as error:  # a mistake of ours, told where the call was made
            self._error = error
        finally:
            with self._lock:
                if self._wire is not None:
                    self._wire.close()
                    self._wire = None
            self._done.set()

    def _ask(self, timeout: tuple[float, float]) -> Answer:
        question = self._question
        with requests.Session() as session:
            session.trust_env = False  # no proxies of the environment, no .netrc
            session.headers.clear()
            session.mount("https://", _Adapter(self, self._context))
            session.mount("http://", _Adapter(self, None))
            response = session.request(
                question.method,
                question.url,
                data=question.body,
                headers=dict(question.headers),
                timeout=timeout,
                proxies={"https": question.proxy} if question.proxy else {},
                allow_redirects=False,
                stream=True,
            )
            with response:
                return _read(response)

    def _give_up(self) -> None:
        with self._lock:
            self._given_up = True
            if self._wire is not None:
                with contextlib.suppress(OSError):
                    self._wire.shutdown(socket.SHUT_RDWR)


def _read(response: requests.Response) -> Answer:
    """Read an answer within its bounds, and only then look at what it is.

    Without a length nobody can tell a whole answer from one that was cut.
    """
    status, headers = response.status_code, response.headers
    chunked = headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
    framed = chunked or re.fullmatch(r"[0-9]+", headers.get("Content-Length", "").strip())
    if not framed and status not in _BODILESS:
        raise NoAnswerError(sent=True)
    body = bytearray()
    while chunk := response.raw.read(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > codec.MAX_BYTES:
            raise StrangeAnswerError(headers)
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    encoded = headers.get("Content-Encoding", "identity").strip().lower() != "identity"
    if status >= 400:
        told = kind == codec.PROBLEM_JSON and not encoded
        return Answer(status, headers, bytes(body) if told else b"")
    redirected = 300 <= status < 400 and status != HTTPStatus.NOT_MODIFIED
    if redirected or encoded or (body and kind != codec.JSON):
        raise StrangeAnswerError(headers)
    return Answer(status, headers, bytes(body))


# ------------------------------------------------------------------ watched connections


class _Watched(HTTPConnection):
    """A connection that tells its attempt how far it is."""

    def __init__(self, attempt: Attempt, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._attempt = attempt
        self._connecting = False

    def _new_conn(self) -> socket.socket:
        wire = super()._new_conn()
        try:
            self._attempt.connected(wire)
        except OSError:
            wire.close()
            raise
        return wire

    def connect(self) -> None:
        self._connecting = True
        try:
            super().connect()
        finally:
            self._connecting = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if not self._connecting:  # what a proxy is told is not the request
            self._attempt.sending()
        super().send(data)


class _WatchedTLS(_Watched, HTTPSConnection):
    pass


class _Adapter(HTTPAdapter):
    """Connections of one attempt, with our own trust and no other."""

    def __init__(self, attempt: Attempt, context: ssl.SSLContext | None) -> None:
        self._attempt = attempt
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **more: Any
    ) -> None:
        super().init_poolmanager(connections, maxsize, block, **more, **self._trust())

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        return super().proxy_manager_for(proxy, **more, **self._trust())

    def get_connection_with_tls_context(self, *args: Any, **more: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **more)
        kind = _WatchedTLS if pool.scheme == "https" else _Watched
        pool.ConnectionCls = partial(kind, self._attempt)
        return pool

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> Any:
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        # requests would add the roots that come with certifi to our context.
        without = {k: v for k, v in pool.items() if not k.startswith("ca_cert")}
        return host, without

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        # As above: requests sets certifi's file on the pool here.
        conn.cert_reqs = "CERT_REQUIRED"
        conn.ca_certs = conn.ca_cert_dir = None

    def _trust(self) -> dict[str, Any]:
        return {"ssl_context": self._context} if self._context else {}
