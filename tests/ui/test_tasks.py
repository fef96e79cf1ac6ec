"""Calls beside the window: as many at once as the backend takes, and each owner hears in order."""

import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Session
from tests.ui.conftest import OpenDesk
from tests.ui.desk import PATIENCE_MS, number_of
from tests.ui.steps import contact, identity, passwords, skip, step
from ui.leaving import take_off
from ui.options import Entry
from ui.tasks import Tasks

LANES = 3


class Office:
    """A backend whose calls wait until they are let go, and the lanes to it."""

    def __init__(self, qtbot: QtBot, lanes: int) -> None:
        self.qtbot = qtbot
        self.heard: list[object] = []
        self.closed: list[str] = []
        self.begun: list[str] = []
        self.gates: dict[str, threading.Event] = {}
        self.refusals: list[AppError] = []
        service: Any = SimpleNamespace(close=lambda: self.closed.append("service"))
        backend = Backend(service, None, lanes)

        def connect(_name: str) -> Backend:
            if self.refusals:
                raise self.refusals.pop()
            return backend

        self.tasks = Tasks(connect, "somebody")

    def call(self, name: str) -> Callable[[Backend], str]:
        """Return a call that waits for its gate, and then answers with its name."""
        gate, begun = self.gates.setdefault(name, threading.Event()), self.begun

        def work(_backend: Backend) -> str:
            begun.append(name)
            gate.wait(60)
            return name

        return work

    def ask(self, owner: QObject, name: str) -> Any:
        return self.tasks.ask(owner, self.call(name), self.heard.append, self.heard.append)

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE_MS)

    def let_go(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()


@pytest.fixture
def office_with(qtbot: QtBot) -> Iterator[Callable[[int], Office]]:
    """Return what opens lanes; all of them end with the test."""
    before, offices = set(threading.enumerate()), list[Office]()

    def office_with(lanes: int) -> Office:
        offices.append(Office(qtbot, lanes))
        return offices[-1]

    yield office_with
    for office in offices:
        for gate in office.gates.values():
            gate.set()
        office.tasks.close(30)
    left = set(threading.enumerate()) - before
    assert {t for t in left if t.is_alive() and t.name == "service"} == set()


def test_a_call_that_hangs_holds_up_no_other(office_with: Callable[[int], Office]) -> None:
    office, first, second = office_with(LANES), QObject(), QObject()
    office.ask(first, "hanging")
    office.call("quick")
    office.let_go("quick")
    office.ask(second, "quick")
    office.until(lambda: office.heard == ["quick"])
    office.let_go("hanging")
    office.until(lambda: office.heard == ["quick", "hanging"])


@pytest.mark.parametrize("lanes", [1, LANES])
def test_there_are_as_many_calls_at_once_as_the_backend_takes(
    office_with: Callable[[int], Office], lanes: int
) -> None:
    office = office_with(lanes)
    names = [f"call {number}" for number in range(LANES + 2)]
    owners = [QObject() for _ in names]
    for owner, name in zip(owners, names, strict=True):
        office.ask(owner, name)
    for done in range(len(names)):
        under_way = min(lanes + done, len(names))
        office.until(lambda n=under_way: len(office.begun) == n)
        office.let_go(office.begun[done])
        office.until(lambda n=done: len(office.heard) == n + 1)
        assert len(office.begun) - len(office.heard) <= lanes
    assert office.heard == office.begun
    assert sorted(office.begun) == names
    assert lanes > 1 or office.begun == names


def test_an_owner_hears_in_the_order_in_which_it_asked(
    office_with: Callable[[int], Office],
) -> None:
    office, owner, other = office_with(LANES), QObject(), QObject()
    office.ask(owner, "first")
    office.ask(owner, "second")
    office.ask(other, "of another")
    office.until(lambda: len(office.begun) == 3)
    office.let_go("second", "of another")
    office.until(lambda: office.heard == ["of another"])
    office.let_go("first")
    office.until(lambda: office.heard == ["of another", "first", "second"])


def test_what_is_cancelled_holds_up_nothing(office_with: Callable[[int], Office]) -> None:
    office, owner = office_with(LANES), QObject()
    job = office.ask(owner, "first")
    office.ask(owner, "second")
    office.until(lambda: len(office.begun) == 2)
    office.let_go("second")
    with office.qtbot.waitSignal(office.tasks.answered, timeout=PATIENCE_MS):
        pass
    assert office.heard == []
    job.cancel()
    office.until(lambda: office.heard == ["second"])


def test_what_is_cancelled_in_time_is_never_asked(office_with: Callable[[int], Office]) -> None:
    office, owner = office_with(1), QObject()
    office.ask(owner, "first")
    office.ask(owner, "second").cancel()
    office.ask(owner, "third")
    office.let_go("first", "third")
    office.until(lambda: office.heard == ["first", "third"])
    assert office.begun == ["first", "third"]


def test_an_owner_that_is_gone_hears_nothing_and_is_not_kept(
    office_with: Callable[[int], Office],
) -> None:
    office, owner, other = office_with(LANES), QObject(), QObject()
    ended: list[int] = []
    owner.destroyed.connect(lambda: ended.append(1))
    kept = weakref.ref(office.ask(owner, "first"))
    office.until(lambda: office.begun)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert ended
    office.let_go("first")
    office.call("last")
    office.let_go("last")
    office.ask(other, "last")
    office.until(lambda: office.heard == ["last"])
    office.until(lambda: kept() is None)


def test_a_session_opened_for_a_window_that_closes_is_ended(
    office_with: Callable[[int], Office],
) -> None:
    office, owner, gate = office_with(1), QObject(), threading.Event()
    begun, ended = threading.Event(), list[Secret]()

    def sign_in(backend: Backend) -> Session:
        service: Any = backend.service
        service.sign_out = ended.append
        begun.set()
        gate.wait(60)
        return Session(Secret("token"), "سلمى", 3_600, 600)

    job = office.tasks.ask(owner, sign_in, office.heard.append, office.heard.append)
    assert begun.wait(60)
    job.cancel()
    gate.set()
    office.tasks.close(30)  # and the event loop has no turn any more
    assert [token.reveal() for token in ended] == ["token"]
    assert office.closed == ["service"]


def test_a_session_that_has_come_when_the_window_closes_is_ended(
    office_with: Callable[[int], Office],
) -> None:
    office, owner, ended = office_with(1), QObject(), list[Secret]()
    come = threading.Event()

    def sign_in(backend: Backend) -> Session:
        service: Any = backend.service
        service.sign_out = ended.append
        return Session(Secret("token"), "سلمى", 3_600, 600)

    job = office.tasks.ask(owner, sign_in, office.heard.append, office.heard.append)
    office.tasks.ask(QObject(), lambda _backend: come.set(), print, print)
    assert come.wait(60)  # so the session lies in the queue of a window that is busy
    job.cancel()
    office.tasks.close(30)
    assert [token.reveal() for token in ended] == ["token"]
    assert office.heard == []


def test_who_is_part_of_a_page_that_goes_hears_nothing_even_while_it_lives(
    office_with: Callable[[int], Office],
) -> None:
    office, other, page = office_with(1), QObject(), QWidget()
    office.qtbot.addWidget(page)
    part = QObject(page)
    for owner, name in ((part, "of a part"), (page, "of the page"), (other, "of another")):
        kept = weakref.ref(office.ask(owner, name))
    take_off(page)
    office.let_go("of a part", "of the page", "of another")
    office.until(lambda: office.heard == ["of another"])
    assert kept() is None


def test_a_service_that_cannot_be_opened_is_tried_again_with_the_next_call(
    office_with: Callable[[int], Office],
) -> None:
    office, owner = office_with(LANES), QObject()
    office.refusals = [AppError(ErrorCode.SERVICE_NOT_SUPPORTED)] * 2
    for name in ("first", "second", "third"):
        office.call(name)
        office.let_go(name)
        office.ask(owner, name)
    office.until(lambda: len(office.heard) == 3)
    refused = Problem(ErrorCode.SERVICE_NOT_SUPPORTED)
    assert office.heard == [refused, refused, "third"]


def test_the_backend_is_closed_once_after_the_last_call(
    office_with: Callable[[int], Office],
) -> None:
    office = office_with(LANES)
    for number in range(LANES):
        office.ask(QObject(), f"{number}")
        office.until(lambda n=number: len(office.begun) == n + 1)
    office.tasks.close(0)
    for number in range(LANES):
        assert office.closed == []
        office.let_go(f"{number}")
    office.tasks.close(30)
    assert office.closed == ["service"]


class _NoPictures:
    """A service as it is, but for pictures that do not come."""

    def __init__(self, backend: Backend, gate: threading.Event) -> None:
        self._service, self._gate = backend.service, gate

    def new_captcha(self, _kind: object) -> None:
        self._gate.wait(60)
        raise AppError(ErrorCode.SERVICE_UNREACHABLE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)


def test_a_picture_that_does_not_come_keeps_nobody_from_signing_in(
    open_desk: OpenDesk, connect: Connect
) -> None:
    gate = threading.Event()

    def over_the_network(name: str) -> Backend:
        backend = connect(name)
        service: Any = _NoPictures(backend, gate)
        return Backend(service, backend.training, LANES)

    desk = open_desk("en", entry=Entry.REGISTER, backend=over_the_network)
    person = desk.person()
    owner = desk.person(registered=True)
    step(desk, identity(person))
    step(desk, contact(person))
    skip(desk, F.COUNTRY_OF_RESIDENCE, F.ACADEMIC_LEVEL, F.BANK)
    step(desk, passwords())
    desk.see("Review your details before sending")
    assert not desk.has_picture()
    for _ in range(2 * LANES):  # asked for again and again, it takes no more than its lane
        desk.press("Another picture")
    desk.press("Cancel")
    desk.press("Cancel and erase")
    desk.press("Sign in to e-services")
    step(desk, {F.SIGN_IN_ID: number_of(owner), F.CURRENT_PASSWORD: owner.password or ""})
    desk.see("My account")
    gate.set()


def test_a_window_that_is_left_alone_asks_now_and_then(open_desk: OpenDesk) -> None:
    desk = open_desk("en")
    desk.see("People to try")
    desk.rest()
    answers: list[int] = []
    desk.window.context.tasks.answered.connect(lambda: answers.append(1))
    desk.qtbot.wait(400)
    assert len(answers) <= 2


def test_a_service_that_trains_elsewhere_says_so_and_shows_no_phone(
    open_desk: OpenDesk, connect: Connect
) -> None:
    banner = "Training – not a real service"
    address = "https://service.example"
    desk = open_desk("en", service=address, backend=connect)
    desk.see(banner)
    assert not desk.offers("The citizen's phone")

    def real(name: str) -> Backend:
        backend = connect(name)
        lists = replace(backend.service.reference_data(), training=False)
        service: Any = SimpleNamespace(reference_data=lambda: lists, close=backend.service.close)
        return Backend(service, None)

    desk = open_desk("en", service=address, backend=real)
    desk.rest()
    assert not desk.reads(banner)


def test_a_service_that_could_not_be_reached_at_first_says_later_that_it_trains(
    open_desk: OpenDesk, connect: Connect
) -> None:
    banner = "Training – not a real service"
    refusals = [AppError(ErrorCode.SERVICE_UNREACHABLE)]

    def late(name: str) -> Backend:
        backend = connect(name)

        def lists() -> ReferenceData:
            if refusals:
                raise refusals.pop()
            return backend.service.reference_data()

        service: Any = SimpleNamespace(reference_data=lists, close=backend.service.close)
        return Backend(service, None)

    desk = open_desk("en", service="https://service.example", backend=late)
    desk.until(lambda: not refusals, "the refusal")
    desk.rest()
    assert not desk.reads(banner)
    desk.press("Individual registration")
    desk.see(banner)


def test_of_a_call_that_breaks_the_place_is_told_and_nobody_is_named(
    office_with: Callable[[int], Office], capsys: pytest.CaptureFixture[str]
) -> None:
    office, owner, number = office_with(1), QObject(), "9901900001"

    def broken(_backend: Backend) -> None:
        try:
            raise KeyError(number)
        except KeyError as error:
            raise ValueError(f"no such person: {number}") from error

    office.tasks.ask(owner, broken, office.heard.append, office.heard.append)
    office.until(lambda: office.heard)
    assert office.heard == [Problem(ErrorCode.INTERNAL)]
    told = capsys.readouterr().err
    assert number not in told
    assert told.count("in broken\n") == 2
    assert {"ValueError", "KeyError"} < set(told.split())
