"""The server over real sockets: sign-ins beside bare argon2id on the same cores, and other calls.

In training, where nobody is limited by address; the work of a sign-in is the same. Several workers
share a database on PostgreSQL, a server of the tests' own that syncs nothing to its disk.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from bench.measured import Measured, NotMeasuredError, percentile
from ssc_desktop.backends.simulator import open_shared_simulator, open_simulator
from ssc_desktop.backends.simulator.service import Simulator
from ssc_desktop.domain.policy import HashPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.services import codec, operations
from ssc_desktop.services.contract import CaptchaKind, Session, SignInRequest
from ssc_desktop.services.operations import CaptchaRequest, Operation
from tests import postgres

_RATE, _SECONDS = 0.9, 4.0  # the budget; how long each side has a turn
_PAUSE = 0.02  # seconds between the other calls
_CALLERS = 8  # who sign in at once: more than hashes that run at once
_JSON = {"Content-Type": codec.JSON}


@dataclass(frozen=True)
class _Place:
    """Where a server keeps its people: what `serve` is told of it, and how to look into it."""

    arguments: tuple[str, ...]
    open: Callable[[], Simulator]


def _place(folder: Path, workers: int) -> _Place:
    if workers == 1:
        return _Place(("--data-dir", str(folder)), partial(open_simulator, folder))
    url = postgres.running().empty()
    store = postgres.store_at(url)
    arguments = ("--data-dir", str(folder), "--database-url", url, "--workers", str(workers))
    return _Place(arguments, partial(open_shared_simulator, store))


def rates(rounds: int, workers: int) -> list[Measured]:
    """Compare the rate of sign-ins with that of bare hashes, and time calls meanwhile."""
    policy = HashPolicy()
    hasher = Hasher(policy, b"pepper")
    stored = hasher.hash("Sahel*7351")
    bare: list[float] = []
    served: list[float] = []
    others: list[float] = []
    with ExitStack() as stack:
        place = _place(Path(stack.enter_context(tempfile.TemporaryDirectory())), workers)
        port = stack.enter_context(_serving(place))
        sign_ins = cycle(_sign_ins(place))
        token = _token(port, next(sign_ins))
        asking = cycle(
            [
                (operations.ACCOUNT, None, {"Authorization": f"Bearer {token}"}),
                (operations.NEW_CAPTCHA, _captcha(), _JSON),
                (operations.REFERENCE_DATA, None, {}),
            ]
        )

        def one_hash() -> None:
            hasher.matches(stored, "Sahel*7351")

        def one_sign_in(line: http.client.HTTPConnection) -> None:
            _call(line, operations.SIGN_IN, next(sign_ins), _JSON)

        def another(line: http.client.HTTPConnection) -> None:
            began = time.perf_counter()
            operation, body, headers = next(asking)
            _call(line, operation, body, headers)
            others.append(time.perf_counter() - began)
            time.sleep(_PAUSE)

        for turn in range(rounds + 1):
            hashed = _rate([one_hash] * policy.at_once)
            with _lines(port, _CALLERS) as lines:
                signed_in = _rate([partial(one_sign_in, line) for line in lines])
            if turn:  # the first warms both up
                bare.append(hashed)
                served.append(signed_in)
        with _lines(port, _CALLERS + 1) as lines:
            other, *callers = lines
            _rate([partial(another, other), *(partial(one_sign_in, line) for line in callers)])
    one = min(policy.at_once, os.cpu_count() or 1) / statistics.median(bare)
    return [
        Measured(
            f"sign-ins of the server / bare argon2id{_by(workers)}",
            statistics.median(served) / statistics.median(bare),
            at_least=_RATE,
        ),
        Measured(
            f"95th percentile of other calls meanwhile / one argon2id{_by(workers)}",
            percentile(others, 95) / one,
        ),
    ]


def _by(workers: int) -> str:
    return "" if workers == 1 else f", {workers} workers on PostgreSQL"


def _rate(works: Sequence[Callable[[], None]]) -> float:
    """Let each be done over and over by a thread of its own; return how many a second."""
    began = time.perf_counter()
    done: list[float] = []
    failures: list[Exception] = []

    def work_on(work: Callable[[], None]) -> None:
        try:
            while time.perf_counter() - began < _SECONDS:
                work()
                done.append(time.perf_counter())
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work_on, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise NotMeasuredError(f"the server did not answer: {failures[0]!r}")
    return len(done) / (max(done) - began)


# ------------------------------------------------------------------ the server


@contextmanager
def _serving(place: _Place) -> Iterator[int]:
    """Serve the training of a place in processes of their own; give the port."""
    place.open().close()
    serve = ("serve", "--training", "--port", "0", "--lang", "en", *place.arguments)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "ssc_desktop", *serve], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        told = next((m for line in process.stdout if (m := re.search(r":(\d+)\b", line))), None)
        if told is None:
            raise NotMeasuredError("the server did not start")
        yield int(told[1])
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def _lines(port: int, count: int) -> Iterator[list[http.client.HTTPConnection]]:
    """Lend connections to the server."""
    with ExitStack() as stack:
        lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(count)]
        for line in lines:
            stack.callback(line.close)
        yield lines


def _sign_ins(place: _Place) -> list[bytes]:
    """Return the bodies with which those sign in who have an account."""
    simulator = place.open()
    try:
        registered = simulator.training.people(registered=True)
    finally:
        simulator.close()
    requests = [
        SignInRequest(person.national_number or person.personal_number or "", Secret(password))
        for person in registered
        if (password := person.password)
    ]
    return [operations.SIGN_IN.write_body(request) for request in requests]


def _token(port: int, body: bytes) -> str:
    with _lines(port, 1) as (line,):
        answer = _call(line, operations.SIGN_IN, body, _JSON)
    return codec.decode(answer, Session).token.reveal()


def _captcha() -> bytes:
    return operations.NEW_CAPTCHA.write_body(CaptchaRequest(CaptchaKind.PICTURE))


def _call(
    line: http.client.HTTPConnection,
    operation: Operation,
    body: bytes | None,
    headers: Mapping[str, str],
) -> bytes:
    line.request(operation.method, operation.path, body, dict(headers))
    response = line.getresponse()
    answer = response.read()
    if response.status != operation.status:
        raise NotMeasuredError(f"{operation.name} was answered {response.status}: {answer!r}")
    return answer
