"""A session lives as long as somebody is at the window, and no longer."""

import dataclasses
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.policy import HOUR, HoldPolicy, SessionPolicy
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.training import TrainingPerson
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import (
    NEW_PASSWORD,
    fill_in,
    register,
    signed_in,
    step,
)
from ui.context import Place, Visit
from ui.options import Entry, Mode

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


# ------------------------------------------------------------------ what ends it


def open_sessions(folder: Path) -> int:
    """Return how many sessions the service holds open."""
    with closing(sqlite3.connect(folder / "simulator.sqlite")) as file:
        [[count]] = file.execute("SELECT count(*) FROM sessions").fetchall()
    return int(count)


def renew(desk: Desk, person: TrainingPerson) -> None:
    """Register anew from the account's page."""
    desk.press(tr("ServicesPage", "My account"))
    desk.press(tr("AccountPage", "Re-register"))
    desk.until(lambda: desk.has(F.CARD_NUMBER), "the first page")
    register(desk, person, known=(F.NATIONALITY, F.NATIONAL_NUMBER))


def reset(desk: Desk, person: TrainingPerson) -> None:
    """Choose a new password, as whoever has forgotten the earlier one."""
    desk.window.go(Visit(Place.RESET))
    desk.rest()
    step(desk, {F.USER_ID: number_of(person)})
    step(desk, {F.RESET_CHANNEL: "sms"})
    step(desk, {F.CODE: desk.last_code()})
    new = {F.NEW_PASSWORD: NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION: NEW_PASSWORD}
    step(desk, new)


@pytest.mark.parametrize(
    ("mode", "change", "told"),
    [
        (Mode.DESK, renew, "Your data is up to date"),
        (Mode.DESK, reset, "The password has been changed"),
        (Mode.TERMINAL, reset, "The password has been changed"),
    ],
)
def test_what_ends_it_at_the_service_ends_it_in_the_window(
    open_desk: OpenDesk, mode: Mode, change: Callable[[Desk, TrainingPerson], None], told: str
) -> None:
    desk = open_desk(entry=Entry.SIGN_IN, mode=mode)
    person = desk.person(registered=True)
    signed_in(desk)
    change(desk, person)
    desk.see(tr("endings", told))
    assert desk.window.context.session is None
    assert not desk.offers(tr("Header", "Sign out"))
    desk.press(tr("endings", "Start page"))
    desk.see(tr("StartPage", "Welcome"))


def test_what_is_held_ends_none(open_desk: OpenDesk, folder: Path, clock: Clock) -> None:
    policy = dataclasses.replace(POLICY, hold=HoldPolicy(renewal=24 * HOUR))

    def connect(_name: str) -> Backend:
        simulator = open_simulator(folder, PEOPLE, SEED, policy=policy, clock=clock.now)
        return Backend(simulator, simulator.training)

    desk = open_desk(entry=Entry.SIGN_IN, backend=connect)
    person = desk.person(registered=True)
    signed_in(desk)
    renew(desk, person)
    desk.see(tr("endings", "Your request has been received"))
    session = desk.window.context.session
    assert session is not None
    assert desk.offers(tr("Header", "Sign out"))
    assert desk.told(lambda backend: backend.service.account(session.token))


def test_whoever_signs_in_next_ends_the_one_before(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(entry=Entry.SIGN_IN)
    signed_in(desk)
    desk.window.go(Visit(Place.SIGN_IN))
    signed_in(desk)
    assert desk.offers(tr("Header", "Sign out"))
    desk.rest()
    assert open_sessions(folder) == 1
    session = desk.window.context.session
    assert session is not None
    assert desk.told(lambda backend: backend.service.account(session.token))


def test_a_window_that_is_closed_leaves_none_open(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(entry=Entry.SIGN_IN)
    signed_in(desk)
    assert open_sessions(folder) == 1
    desk.close()
    assert open_sessions(folder) == 0


class Hanging:
    """Hands everything on, but ends a session only when it may."""

    def __init__(self, real: Any, may_go: threading.Event, over: threading.Event) -> None:
        self._real, self._may_go, self._over = real, may_go, over

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def sign_out(self, token: Any) -> None:
        self._may_go.wait(60)
        self._over.set()
        self._real.sign_out(token)


def test_a_service_that_hangs_does_not_keep_the_window(
    open_desk: OpenDesk, connect: Connect
) -> None:
    may_go, over = threading.Event(), threading.Event()

    def connect_slowly(name: str) -> Backend:
        backend = connect(name)
        service: Any = Hanging(backend.service, may_go, over)
        return backend._replace(service=service)

    desk = open_desk(entry=Entry.SIGN_IN, backend=connect_slowly)
    signed_in(desk)
    desk.close()
    assert not desk.window.isVisible()
    assert not over.is_set()
    may_go.set()
