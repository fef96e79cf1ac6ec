"""A session lives as long as somebody is at the window, and no longer."""

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.policy import SessionPolicy
from ssc_desktop.services.backend import Backend
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import fill_in, step
from ui.options import Entry

IDLE = 5  # seconds of real time


@pytest.fixture
def desk(open_desk: OpenDesk, folder: Path, clock: Clock) -> Desk:
    """Open a window whose service ends an idle session soon; somebody signs in."""
    policy = dataclasses.replace(POLICY, session=SessionPolicy(idle=IDLE))

    def connect(_name: str) -> Backend:
        simulator = open_simulator(folder, PEOPLE, SEED, policy=policy, clock=clock.now)
        return Backend(simulator, simulator.training)

    desk = open_desk(entry=Entry.SIGN_IN, backend=connect)
    person = desk.person(registered=True)
    fill_in(desk, {F.SIGN_IN_ID: number_of(person)})
    step(desk, {F.CURRENT_PASSWORD: person.password or ""})
    desk.until(lambda: desk.offers(tr("ServicesPage", "My account")), "the services")
    return desk


def last_use(folder: Path) -> float:
    """Return when the session was last used, 0 where there is none."""
    with closing(sqlite3.connect(folder / "simulator.sqlite")) as file:
        [[at]] = file.execute("SELECT coalesce(max(used_at), 0) FROM sessions").fetchall()
    return float(at)


def test_signs_of_life_extend_it(desk: Desk, folder: Path) -> None:
    begun = last_use(folder)

    def is_used_late() -> bool:
        QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Tab)
        return last_use(folder) > begun + IDLE

    desk.until(is_used_late, "the session is used after it would have ended")
    desk.press(tr("ServicesPage", "My account"))
    desk.until(lambda: desk.offers(tr("AccountPage", "Re-register")), "the account")


def test_without_them_it_ends(desk: Desk, clock: Clock) -> None:
    clock.leave_alone(IDLE)
    desk.press(tr("ServicesPage", "My account"))
    desk.see(tr("endings", "The session has ended"))
    assert desk.window.context.session is None
