"""The same patience against a server, over a real socket."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest

from ssc_desktop.backends.rest import open_service
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.contract import AccountService, SignInRequest
from tests.engine.attackers import VISITS, NeverZero, compared_passwords, haunt, hurry
from tests.engine.house import DAUGHTER, DAY, House


@pytest.fixture
def served(house: House) -> Iterator[AccountService]:
    """Serve a house with one account; every call seems to come from somewhere else."""
    house.dice = NeverZero()
    hurry(house)
    service, addresses, failures = house.service(), count(), list[str]()
    house.activate(service)
    app = create_app(
        Service(
            for_source=lambda _source: service.for_source(f"address-{next(addresses)}"),
            is_ready=lambda: True,
            report=lambda _reference, error: failures.append(repr(error)),
        )
    )
    listening = listen("127.0.0.1", 0)
    with serving(app, listening):
        yield open_service(f"http://127.0.0.1:{listening.getsockname()[1]}")
    assert failures == []


@pytest.mark.parametrize("visit", ["serial", "parallel"])
def test_guessing_codes_for_a_season(house: House, served: AccountService, visit: str) -> None:
    _, compared = haunt(
        house, Purpose.RESET, VISITS[visit], door=lambda _: served, seconds=100 * DAY
    )
    print("\n" + compared.told(f"reset over sockets, {visit}, 100 days", 1e-4))
    assert compared.most(DAY) <= 5
    assert compared.most(90 * DAY) <= 10
    assert len(compared.times) >= 10


def test_guessing_a_password_for_a_day(house: House, served: AccountService) -> None:
    until = house.now + DAY
    with compared_passwords(house) as compared:
        while house.now < until:
            with suppress(AppError):
                served.sign_in(SignInRequest(DAUGHTER.number, Secret("Wrong#2468")))
            house.now += 180
    print("\n" + compared.told("password over sockets, one day"))
    assert 50 < len(compared.times) < 100
