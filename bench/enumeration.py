"""How long the same call takes for numbers with and without an account, over real sockets.

The calls go in turns, in another order each time, and what they have counted is forgotten between
the turns. A second number that nobody has shows how far two series of the same differ. Server and
caller are one process, whose processor time stands beside: other work does not stretch it.
"""

import http.client
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from bench.measured import Measured
from ssc_desktop.backends.simulator import open_simulator
from ssc_desktop.backends.simulator.service import Simulator
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services import codec, operations
from ssc_desktop.services.contract import Channel, ResetRequest, SignInRequest
from ssc_desktop.services.operations import Operation

_SIGN_INS, _RESETS = 10, 60  # for each round; a reset is much quicker
_UNKNOWN = "unknown"
_CLOCKS = {"time": time.perf_counter, "processor": time.process_time}


def ratios(rounds: int) -> list[Measured]:
    """Compare medians for each kind of number with those for one that nobody has."""
    lines: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        simulator = open_simulator(Path(folder))
        listening = listen("127.0.0.1", 0)
        app = create_app(
            Service(simulator.for_source, is_ready=lambda: True, report=lambda _r, _e: None)
        )
        try:
            numbers = _numbers(simulator)
            with serving(app, listening):
                port = int(listening.getsockname()[1])
                for operation, request, times in (
                    (operations.SIGN_IN, _wrong_password, _SIGN_INS),
                    (operations.REQUEST_RESET, _reset, _RESETS),
                ):
                    taken = _taken(simulator, port, operation, request, numbers, rounds * times)
                    lines += [
                        Measured(
                            f"{operation.name}, {clock}: {who} / unknown",
                            median(taken[clock][who]) / median(taken[clock][_UNKNOWN]),
                        )
                        for clock in _CLOCKS
                        for who in numbers
                        if who != _UNKNOWN
                    ]
        finally:
            simulator.close()
    return lines


def _numbers(simulator: Simulator) -> dict[str, str]:
    """Choose people with an account, lock one and delete another."""
    people = simulator.training.people(registered=True)
    known, locked, deleted = (p.national_number or p.personal_number or "" for p in people[:3])
    with simulator._context.database.write() as connection:
        of_number = schema.accounts.c.number
        for_ever = {"locked_until": 1e12}
        connection.execute(sa.update(schema.accounts).where(of_number == locked).values(for_ever))
        account = sa.select(schema.accounts.c.id).where(of_number == deleted).scalar_subquery()
        connection.execute(sa.delete(schema.sessions).where(schema.sessions.c.account == account))
        connection.execute(sa.delete(schema.accounts).where(of_number == deleted))
    unknown = ("9999999999", "9999999998")
    names = ("known", "locked", "deleted", _UNKNOWN, "another unknown")
    return dict(zip(names, (known, locked, deleted, *unknown), strict=True))


def _wrong_password(number: str) -> SignInRequest:
    return SignInRequest(number, Secret("wrong*1234"))


def _reset(number: str) -> ResetRequest:
    return ResetRequest(number, Channel.SMS)


def _taken(
    simulator: Simulator,
    port: int,
    operation: Operation,
    request: Callable[[str], object],
    numbers: dict[str, str],
    turns: int,
) -> dict[str, dict[str, list[float]]]:
    """Return the seconds of each clock that the calls for each kind of number took."""
    taken: dict[str, dict[str, list[float]]] = {c: {who: [] for who in numbers} for c in _CLOCKS}
    order, dice = list(numbers), random.Random(turns)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for turn in range(turns + 1):
        _forget(simulator)
        dice.shuffle(order)
        for who in order:
            body = operation.write_body(request(numbers[who]))
            headers = {"Content-Type": codec.JSON, operations.KEY_HEADER: f"{turn}-{numbers[who]}"}
            began = [read() for read in _CLOCKS.values()]
            line.request(operation.method, operation.path, body, headers)
            line.getresponse().read()
            ended = [read() for read in _CLOCKS.values()]
            for clock, since, until in zip(_CLOCKS, began, ended, strict=True):
                if turn:  # the first warms up
                    taken[clock][who].append(until - since)
    line.close()
    return taken


def _forget(simulator: Simulator) -> None:
    """Forget what the last turn has counted."""
    with simulator._context.database.write() as connection:
        connection.execute(sa.delete(schema.events))
        connection.execute(sa.update(schema.accounts).values(failures=0))
