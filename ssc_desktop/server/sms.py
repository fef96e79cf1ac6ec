"""Text messages: one POST each to a gateway over HTTP, as docs/operations.md describes it."""

import http.client
import json
import ssl
from http import HTTPStatus

from ssc_desktop import __version__
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.outgoing import Letter
from ssc_desktop.server.gateway import (
    Attempt,
    Gateway,
    Limits,
    NotNowError,
    RefusedError,
    reason_of,
)


class SmsGateway(Gateway):
    """The way to one gateway; `trust` is None for this machine alone.

    202 takes a message and 422 refuses it for good. Everything else, redirects too, is trouble
    that passes, so that a gateway's mistake or a wrong address loses nothing.
    """

    def __init__(
        self,
        host: str,
        port: int,
        path: str,
        *,
        key: Secret,
        trust: ssl.SSLContext | None,
        limits: Limits | None = None,
    ) -> None:
        self._host, self._port, self._path = host, port, path
        self._key = key
        self._trust = trust
        self._limits = limits or Limits()

    def take(self, letter: Letter) -> None:
        """Hand a message over. Raises NotNowError, RefusedError."""
        try:
            status, wait = self._post(letter)
        except (OSError, http.client.HTTPException) as error:
            raise NotNowError(reason_of(error)) from None
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise RefusedError(f"status {status}")
        if status != HTTPStatus.ACCEPTED:
            raise NotNowError(f"status {status}", wait)

    def _post(self, letter: Letter) -> tuple[int, float]:
        """Return the status of the answer, and how long it asks to wait; its body is left alone."""
        told = {"id": letter.key, "to": letter.recipient, "text": letter.text}
        headers = {
            "Authorization": f"Bearer {self._key.reveal()}",
            "Idempotency-Key": letter.key,
            "Content-Type": "application/json",
            "User-Agent": f"ssc-desktop/{__version__}",
            "Connection": "close",
        }
        connection = http.client.HTTPConnection(self._host, self._port)
        with Attempt(self._limits) as attempt:
            connection.sock = attempt.connect(self._host, self._port, self._trust)
            try:
                body = json.dumps(told, ensure_ascii=False).encode()
                connection.request("POST", self._path, body, headers)
                answer = connection.getresponse()
                asked = answer.getheader("Retry-After", "").strip()
            finally:
                connection.close()
        wait = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0.0
        return answer.status, wait
