"""Requests to one address, within the limits that keep a bad network from hurting anybody."""

import math
import platform
import random
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from ssc_desktop import __version__
from ssc_desktop.backends.rest.wire import Answer, Attempt, NoAnswerError, Question
from ssc_desktop.services import codec, operations
from ssc_desktop.trust import trust_in

_PASSING = (
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds; `whole` is for a call with all its attempts."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0
    retries: int = 2
    first_pause: float = 0.5
    longest_pause: float = 4.0


class Session:
    """The way to one service.

    https is verified against the operating system's trust store, or against `ca_file` alone;
    there is no switch to turn that off. `proxy` is used for https only.
    """

    def __init__(
        self,
        address: str,
        *,
        ca_file: Path | None = None,
        proxy: str | None = None,
        limits: Limits | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address.rstrip("/")
        self._proxy = proxy if address.lower().startswith("https:") else None
        self._limits = limits or Limits()
        self._pause = pause
        self._context = trust_in(ca_file) if address.lower().startswith("https:") else None

    @property
    def way_in(self) -> str:
        """The address that is connected to: the proxy's where there is one."""
        return self._proxy or self.address

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        *,
        repeatable: bool,
    ) -> Answer:
        """Make one call; `repeatable` ones are tried up to twice more where that is safe.

        Raises NoAnswerError, StrangeAnswerError.
        """
        limits = self._limits
        question = Question(
            method, self.address + path, {**_headers(body), **headers}, body, self._proxy
        )
        ends = time.monotonic() + limits.whole
        for tries in range(limits.retries + 1):
            last = not repeatable or tries == limits.retries
            try:
                answer = Attempt(question, self._context).run(
                    connect=limits.connect, read=limits.read, whole=ends - time.monotonic()
                )
            except NoAnswerError as error:
                wait = None if error.sent or error.final else 0.0
                if last or wait is None or not self._rest(wait, tries, ends):
                    raise
            else:
                wait = _wait_of(answer)
                if last or wait is None or not self._rest(wait, tries, ends):
                    return answer
        raise AssertionError("the last attempt ends the loop")

    def _rest(self, wait: float, tries: int, ends: float) -> bool:
        """Wait before the next attempt; tell whether there is time for one."""
        longest = min(self._limits.longest_pause, self._limits.first_pause * 2**tries)
        pause = max(wait, random.uniform(0, longest))
        if time.monotonic() + pause >= ends:
            return False
        self._pause(pause)
        return True


def new_key() -> str:
    """Return a fresh Idempotency-Key."""
    return str(uuid.uuid4())


def retry_after(answer: Answer) -> int | None:
    """Return the seconds that an answer asks to wait."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 8 else None
    try:  # a date; of two told by the same clock the difference is right even where that is wrong
        until, now = map(parsedate_to_datetime, (text, answer.headers.get("Date", "")))
        return max(round((until - now).total_seconds()), 0)
    except (ValueError, TypeError, OverflowError):
        return None


def _wait_of(answer: Answer) -> float | None:
    """Return how long to wait at least before trying again; None where trying again is wrong."""
    if answer.status in _PASSING:
        return float(retry_after(answer) or 0)
    # A refusal of ours has a document and is for the person; this is a gateway that is busy.
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS and not answer.body:
        asked = retry_after(answer)
        return math.inf if asked is None else float(asked)
    return None


def _headers(body: bytes | None) -> dict[str, str]:
    headers = {
        "User-Agent": f"ssc-desktop/{__version__} ({platform.system()})",
        "Accept": f"{codec.JSON}, {codec.PROBLEM_JSON}",
        "Accept-Encoding": "identity",
        "Connection": "close",
        operations.VERSION_HEADER: __version__,
    }
    if body is not None:
        headers["Content-Type"] = codec.JSON
    return headers
