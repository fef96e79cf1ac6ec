"""A server of a small simulator's, on a free port."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from tests.contract.backends import PEOPLE, POLICY, SEED, Backend, Clock
from tests.contract.citizens import Town


@dataclass
class Served:
    """Where it is served, the people there, and what has failed."""

    address: str
    town: Town
    failures: list[str]
    ready: bool = True
    late: bool = False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve a simulator; programs older than 0.5 are told so."""
    clock, failures = Clock(), list[str]()
    simulator = open_simulator(tmp_path, PEOPLE, SEED, policy=POLICY, clock=clock)
    listening = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    town = Town(Backend(simulator, simulator.training, clock))
    found = Served(address, town, failures)
    app = create_app(
        Service(
            for_source=simulator.for_source,
            is_ready=lambda: found.ready,
            is_late=lambda: found.late,
            report=lambda reference, error: failures.append(f"{reference} {error!r}"),
            minimum_client="0.5",
        )
    )
    with serving(app, listening):
        yield found
    simulator.close()
