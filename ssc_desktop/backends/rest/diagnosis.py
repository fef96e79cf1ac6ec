"""The way to the service, step by step: its name, a connection, TLS, an answer, the clock."""

import contextlib
import email.utils
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from ssc_desktop.backends.rest.certificates import Flaw
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.wire import Answer, NoAnswerError, StrangeAnswerError
from ssc_desktop.domain.errors import AppError
from ssc_desktop.services import operations
from ssc_desktop.services.contract import CaptchaKind
from ssc_desktop.services.diagnosis import Fault, Finding, Stage, Verdict

T = TypeVar("T")
Place = tuple[str, int]  # address and port

_TIME_LIMIT = 5.0  # seconds, for a name and for a connection
LARGEST_SKEW = 180  # seconds
_FLAWS = {
    Flaw.DATE: Fault.CERTIFICATE_DATE,
    Flaw.HOST: Fault.CERTIFICATE_HOST,
    Flaw.TRUST: Fault.CERTIFICATE_TRUST,
}


class _FailedError(Exception):
    """A step did not succeed, so that the next ones are not made."""


class Examination:
    """Looks at the way to one service as often as it is asked to."""

    def __init__(
        self,
        service: RestAccountService,
        *,
        limit: float = _TIME_LIMIT,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._session = service.session
        self._service = service
        self._limit = limit
        self._now = now

    def examine(self) -> tuple[Finding, ...]:
        """Go the way; what comes after a step that failed is skipped."""
        findings: list[Finding] = []
        with contextlib.suppress(_FailedError):
            self._go(findings)
        made = {finding.stage for finding in findings}
        return (*findings, *(Finding(s, Verdict.SKIPPED) for s in self._stages if s not in made))

    @property
    def _stages(self) -> tuple[Stage, ...]:
        secured = self._session.address.lower().startswith("https:")
        return tuple(s for s in Stage if secured or s is not Stage.TLS)

    def _go(self, findings: list[Finding]) -> None:
        def note(stage: Stage, fault: Fault | None) -> None:
            verdict = Verdict.FINE if fault is None else Verdict.FAILED
            findings.append(Finding(stage, verdict, fault))
            if fault is not None:
                raise _FailedError

        places = self._look_up()
        note(Stage.NAME, None if places else Fault.NAME_UNKNOWN)
        note(Stage.CONNECTION, self._connect(places))
        answer = self._ask()
        if Stage.TLS in self._stages:
            note(Stage.TLS, answer if answer in _OF_TLS else None)
        elif answer is Fault.NOT_SECURED:  # without TLS there is nothing but the answer to miss
            answer = Fault.NO_ANSWER
        if isinstance(answer, Fault):
            note(Stage.SERVICE, answer)
            return
        findings.append(self._call())
        findings.append(self._compare(answer))

    # -------------------------------------------------------------- the steps

    def _look_up(self) -> list[Place]:
        """Find where the service is, or the proxy that leads there; nothing where it is unknown."""
        parts = urlsplit(self._session.way_in)
        port = parts.port or (443 if parts.scheme == "https" else 80)

        def look() -> list[Place]:
            found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
            return [(str(place[0]), port) for *_, place in found]

        return _within(self._limit, look) or []

    def _connect(self, places: list[Place]) -> Fault | None:
        fault = Fault.NOT_REACHED
        ends = time.monotonic() + self._limit
        for place in places:
            try:
                socket.create_connection(place, max(ends - time.monotonic(), 0.1)).close()
            except ConnectionRefusedError:
                fault = Fault.NOTHING_THERE
            except OSError:
                continue
            else:
                return None
        return fault

    def _ask(self) -> Answer | Fault:
        """Ask for the lists, for the sake of what comes before an answer and its date."""
        operation = operations.REFERENCE_DATA
        try:
            return self._session.ask(operation.method, operation.path, {}, None, repeatable=False)
        except NoAnswerError as error:
            if error.flaw is not None:
                return _FLAWS[error.flaw]
            return Fault.NO_ANSWER if error.sent else Fault.NOT_SECURED
        except StrangeAnswerError as error:
            return Answer(0, error.headers, b"")

    def _call(self) -> Finding:
        """Make a call that leaves nothing behind; unlike the lists, it may need a credential."""
        try:
            self._service.new_captcha(CaptchaKind.QUESTION)
        except AppError as error:
            return Finding(Stage.SERVICE, Verdict.FAILED, Fault.REFUSED, error.problem)
        return Finding(Stage.SERVICE, Verdict.FINE)

    def _compare(self, answer: Answer) -> Finding:
        """Hold this computer's clock against the service's."""
        try:
            told = email.utils.parsedate_to_datetime(answer.headers.get("Date", ""))
            ahead = round(self._now() - told.timestamp())
        except (ValueError, OverflowError, OSError):  # it has not told, or nonsense
            return Finding(Stage.CLOCK, Verdict.SKIPPED, Fault.NO_TIME)
        if abs(ahead) > LARGEST_SKEW:
            return Finding(Stage.CLOCK, Verdict.FAILED, Fault.CLOCK_WRONG, ahead=ahead)
        return Finding(Stage.CLOCK, Verdict.FINE, ahead=ahead)


_OF_TLS = (*_FLAWS.values(), Fault.NOT_SECURED)


def _within(seconds: float, work: Callable[[], T]) -> T | None:
    """Return what `work` does, None where it takes longer or fails; a look-up cannot be ended."""
    results: list[T] = []

    def carry_out() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            results.append(work())

    worker = threading.Thread(target=carry_out, name="look-up", daemon=True)
    worker.start()
    worker.join(seconds)
    return results[0] if results else None
