"""The services that the suite is put through; one more is one more entry in BACKENDS."""

import atexit
import contextlib
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.domain.policy import HashPolicy, Policy
from ssc_desktop.services.contract import AccountService
from ssc_desktop.services.training import TrainingAid
from tests import postgres

if TYPE_CHECKING:
    from ssc_desktop.backends.simulator.service import Simulator
    from ssc_desktop.engine.postgresql import PostgresDatabase

PEOPLE, SEED = 60, 7
POLICY = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8), training=True)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: float = 1_780_000_000.0) -> None:
        self._at = at

    def __call__(self) -> float:
        return self._at

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._at += seconds


@dataclass(frozen=True)
class Backend:
    """A service in training with its own people, its clock and its aid."""

    service: AccountService
    training: TrainingAid
    clock: Clock


Factory = Callable[[Path], contextlib.AbstractContextManager[Backend]]


@contextlib.contextmanager
def simulator(folder: Path) -> Iterator[Backend]:
    """Open the embedded simulator."""
    from ssc_desktop.backends.simulator.service import open_simulator

    clock = Clock()
    shutil.copytree(_made(), folder, dirs_exist_ok=True)
    opened = open_simulator(folder, PEOPLE, SEED, policy=POLICY, clock=clock)
    try:
        yield Backend(opened, opened.training, clock)
    finally:
        opened.close()


@functools.cache
def _made() -> Path:
    """Return the folder of a simulator that is only ever copied."""
    from ssc_desktop.backends.simulator.service import open_simulator

    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    open_simulator(folder, PEOPLE, SEED, policy=POLICY, clock=Clock()).close()
    return folder


@contextlib.contextmanager
def rest(folder: Path) -> Iterator[Backend]:
    """Open the REST client on a server of the simulator's, over a socket."""
    with simulator(folder) as behind, _over_a_socket(behind) as opened:
        yield opened


@contextlib.contextmanager
def rest_on_postgresql(folder: Path) -> Iterator[Backend]:
    """Open the REST client on a server whose people are in a PostgreSQL database."""
    from ssc_desktop.backends.simulator.service import open_shared_simulator

    clock = Clock()

    def open_at(store: "PostgresDatabase") -> "Simulator":
        return open_shared_simulator(store, PEOPLE, SEED, policy=POLICY, clock=clock)

    url = postgres.running().copy("town", lambda store: open_at(store).close())
    opened = open_at(postgres.store_at(url))
    try:
        with _over_a_socket(Backend(opened, opened.training, clock)) as over:
            yield over
    finally:
        opened.close()


@contextlib.contextmanager
def _over_a_socket(behind: Backend) -> Iterator[Backend]:
    from ssc_desktop.backends.rest import open_service
    from ssc_desktop.server.app import Service, create_app
    from ssc_desktop.server.serving import listen, serving

    failures: list[BaseException] = []
    app = create_app(
        Service(
            for_source=lambda _source: behind.service,
            is_ready=lambda: True,
            report=lambda _reference, error: failures.append(error),
        )
    )
    listening = listen("127.0.0.1", 0)
    with serving(app, listening):
        service = open_service(f"http://127.0.0.1:{listening.getsockname()[1]}")
        yield Backend(service, behind.training, behind.clock)
        service.close()
    assert failures == []


BACKENDS: dict[str, Factory] = {
    "simulator": simulator,
    "rest": rest,
    "rest on PostgreSQL": rest_on_postgresql,
}
