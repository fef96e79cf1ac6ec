"""A service that hangs, breaks off or talks nonsense, seen in the window."""

import base64
import dataclasses
import io
import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.ui import gate as ways
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.gate import Gate, open_gate
from tests.ui.steps import inquiry, signed_in, step, to_review
from ui.language import is_rtl
from ui.options import Entry, Mode
from ui.wizard.words import JourneyKind, name_of

AGAIN = ("JourneyShell", "Try again")
JOURNEYS = {Entry.SIGN_IN: JourneyKind.SIGN_IN, Entry.REGISTER: JourneyKind.REGISTRATION}
WAIT = ("ActionBar", "One moment, please…")


@pytest.fixture
def gate(folder: Path, clock: Clock) -> Iterator[Gate]:
    """A service over the network, on this test's simulator and clock."""
    simulator = open_simulator(folder, PEOPLE, SEED, policy=POLICY, clock=clock.now)
    with open_gate(simulator, folder) as gate:
        yield gate
    simulator.close()


class Pulse:
    """Beats as long as the window's event loop turns."""

    def __init__(self, desk: Desk) -> None:
        self.beats = 0
        self._timer = QTimer(desk.window)
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self) -> None:
        self.beats += 1


def press(desk: Desk, name: str) -> None:
    """Press a button without waiting for what comes of it."""
    desk.until(lambda: desk.offers(name), f"the button {name}")
    desk.button(name).click()


def answered(desk: Desk) -> None:
    """Wait until the page's button can be pressed again."""
    desk.until(lambda: desk.primary().isEnabled(), "an answer")


FAULTS = {
    "cut": (ways.cut, E.SERVICE_UNCONFIRMED),
    "answer lost": (ways.answer_lost, E.SERVICE_UNCONFIRMED),
    "out of order": (ways.OUT_OF_ORDER, E.SERVICE_FAULT),
    "busy": (ways.BUSY, E.SERVICE_UNREACHABLE),
    "a login page": (ways.A_LOGIN_PAGE, E.SERVICE_FAULT),
    "wrong types": (ways.WRONG_TYPES, E.SERVICE_FAULT),
    "no text": (ways.NO_TEXT, E.SERVICE_FAULT),
}


@pytest.mark.parametrize(
    ("fault", "language"),
    [*((fault, "ar") for fault in FAULTS), ("answer lost", "en"), ("out of order", "en")],
)
def test_a_registration_goes_through_once_the_service_is_back(
    open_desk: OpenDesk, language: Language, gate: Gate, fault: str
) -> None:
    way, code = FAULTS[fault]
    desk = open_desk(language, entry=Entry.REGISTER, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    person, before = desk.person(), gate.accounts()
    to_review(desk, person)
    picture = desk.text(F.CAPTCHA)
    review = [text for text in desk.texts() if "\u2066" in text]

    gate.way = way
    press(desk, tr("steps", "Send"))
    desk.see_sentence(code)
    answered(desk)
    assert desk.focus() is desk.summary()
    assert desk.text(F.CAPTCHA) == ("" if code is E.SERVICE_FAULT else picture)
    assert set(review) <= set(desk.texts())

    if code is E.SERVICE_FAULT:
        # The picture may be used up, and a new one does not come either.
        desk.see(tr("CaptchaInput", "The picture did not arrive. Please choose “Another picture”."))
    gate.way = ways.whole
    if code is E.SERVICE_FAULT:
        desk.press(tr("CaptchaInput", "Another picture"))
        desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.switch_language()  # which makes it no other request
    press(desk, tr(*AGAIN))
    desk.until(lambda: desk.has(F.CODE), "the code page")
    assert gate.accounts() == before
    desk.fill(F.CODE, desk.last_code(person.phone))
    press(desk, tr("steps", "OK"))
    desk.see(tr("endings", "Registration is complete"))
    assert gate.accounts() == before + 1


def test_a_question_that_does_not_come_is_asked_for_again_by_its_own_button(
    open_desk: OpenDesk, language: Language, gate: Gate
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    to_review(desk, desk.person())
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.until(lambda: desk.offers(tr("CaptchaInput", "Another question")), "the question")
    gate.way = ways.OUT_OF_ORDER
    desk.press(tr("CaptchaInput", "Another question"))
    told = "The question did not arrive. Please choose “Another question”."
    desk.see(tr("CaptchaInput", told))
    assert tr("CaptchaInput", told) in desk.line(F.CAPTCHA).accessibleDescription()
    gate.way = ways.whole
    desk.press(tr("CaptchaInput", "Another question"))
    desk.until(desk.has_picture, "the question")


@pytest.mark.parametrize("kept", [33, 200])
def test_a_picture_that_cannot_be_drawn_is_said_not_to_have_come(
    open_desk: OpenDesk, language: Language, gate: Gate, kept: int
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    to_review(desk, desk.person())
    whole = io.BytesIO()
    noise = random.Random(7).randbytes(280 * 90)
    Image.frombytes("L", (280, 90), noise).save(whole, "PNG")
    broken = base64.b64encode(whole.getvalue()[:kept]).decode()
    gate.way = ways.telling("POST /v1/captchas", png=broken)
    desk.press(tr("CaptchaInput", "Another picture"))
    desk.see(tr("CaptchaInput", "The picture did not arrive. Please choose “Another picture”."))
    desk.see(tr("CaptchaInput", "Check the connection"))
    gate.way = ways.whole
    desk.press(tr("CaptchaInput", "Another picture"))
    desk.until(desk.has_picture, "a picture")
    assert not desk.offers(tr("CaptchaInput", "Check the connection"))


def test_a_question_that_is_not_answered_is_asked_for_as_one(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.until(lambda: desk.offers(tr("CaptchaInput", "Another question")), "the question")
    desk.go_on()
    said = tr("messages", "Please enter the answer to the question, in digits.")
    assert desk.errors() == {F.CAPTCHA: said}
    desk.press(tr("CaptchaInput", "Back to the picture"))
    desk.until(lambda: desk.offers(tr("CaptchaInput", "Another picture")), "the picture")
    assert not desk.errors()


def test_an_account_that_does_not_come_offers_nothing_that_needs_it(
    open_desk: OpenDesk, gate: Gate
) -> None:
    desk = open_desk(entry=Entry.SIGN_IN, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the first page")
    person = desk.person(registered=True)
    desk.fill(F.SIGN_IN_ID, number_of(person))
    desk.fill(F.CURRENT_PASSWORD, person.password or "")
    press(desk, tr("steps", "Sign in"))
    desk.until(lambda: desk.offers(tr("ServicesPage", "My account")), "the services")
    gate.way = ways.OUT_OF_ORDER
    desk.press(tr("ServicesPage", "My account"))
    desk.see_sentence(E.SERVICE_FAULT)
    assert not desk.offers(tr("AccountPage", "Re-register"))
    gate.way = ways.whole
    desk.press(tr("ActionBar", "Back"))
    desk.press(tr("ServicesPage", "My account"))
    desk.until(lambda: desk.offers(tr("AccountPage", "Re-register")), "the account")


def test_an_account_with_an_unreadable_phone_shows_it_as_it_is(
    open_desk: OpenDesk, language: Language, gate: Gate
) -> None:
    gate.way = ways.telling("GET /v1/account", phone="0790000000")
    desk = open_desk(language, entry=Entry.SIGN_IN, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the first page")
    signed_in(desk)
    desk.press(tr("ServicesPage", "My account"))
    desk.see("0790000000")
    assert desk.offers(tr("AccountPage", "Re-register"))


def test_a_code_that_went_where_nobody_asked_for_it_is_asked_for_all_the_same(
    open_desk: OpenDesk, language: Language, gate: Gate
) -> None:
    gate.way = ways.telling("POST /v1/inquiries", channels=["email"], other_channels=[])
    desk = open_desk(language, entry=Entry.INQUIRY, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    person = desk.person(insured=True)
    step(desk, {field: a for field, a in inquiry(person).items() if field is not F.EMAIL})
    desk.see_sentence(E.CODE_INCOMPLETE, length=4)
    desk.switch_language()
    desk.see_sentence(E.CODE_INCOMPLETE, length=4)
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see(person.insurance_number or "nobody's")


def test_the_window_lives_while_the_service_hangs(
    open_desk: OpenDesk, language: Language, gate: Gate
) -> None:
    gate.limits = dataclasses.replace(gate.limits, retries=0)
    desk = open_desk(language, entry=Entry.SIGN_IN, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the first page")
    person = desk.person(registered=True)
    desk.fill(F.SIGN_IN_ID, number_of(person))
    desk.fill(F.CURRENT_PASSWORD, person.password or "")
    enough = threading.Event()

    def hanging(connection: socket.socket, ask: ways.Ask, stop: threading.Event) -> None:
        enough.wait(60)
        ways.BUSY(connection, ask, stop)

    gate.way = hanging
    press(desk, tr("steps", "Sign in"))
    pulse = Pulse(desk)
    desk.see(tr(*WAIT))
    assert not desk.primary().isEnabled()
    for other in ("English", "العربية") if language == "ar" else ("العربية", "English"):
        desk.button(other).click()
        desk.turn()
        assert desk.reads(tr(*WAIT))
    desk.until(lambda: pulse.beats > 20, "the window's life")
    assert desk.reads(tr(*WAIT))
    enough.set()
    desk.see_sentence(E.SERVICE_UNREACHABLE)
    assert not desk.reads(tr(*WAIT))
    assert desk.text(F.SIGN_IN_ID) == number_of(person)
    assert desk.text(F.CURRENT_PASSWORD) == person.password
    gate.way = ways.whole
    press(desk, tr(*AGAIN))
    desk.see(person.name)


def test_a_journey_can_be_left_while_the_service_hangs(
    open_desk: OpenDesk, language: Language, gate: Gate
) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN, backend=gate.connect, service=gate.address)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the first page")
    person = desk.person(registered=True)
    desk.fill(F.SIGN_IN_ID, number_of(person))
    desk.fill(F.CURRENT_PASSWORD, person.password or "")
    gate.way = ways.silent
    press(desk, tr("steps", "Sign in"))
    desk.see(tr(*WAIT))
    press(desk, tr("ActionBar", "Cancel"))
    press(desk, tr("JourneyShell", "Cancel and erase"))
    desk.see(tr("StartPage", "Welcome"))
    gate.way = ways.whole
    assert "POST /v1/sessions" in gate.seen


@pytest.mark.parametrize("mode", list(Mode))
def test_a_journey_that_cannot_begin_says_so_and_begins_later(
    open_desk: OpenDesk, language: Language, gate: Gate, mode: Mode
) -> None:
    gate.limits = dataclasses.replace(gate.limits, retries=0)
    gate.way = ways.OUT_OF_ORDER
    desk = open_desk(
        language, entry=Entry.INQUIRY, mode=mode, backend=gate.connect, service=gate.address
    )
    assert not [b for b in desk.shown(QAbstractButton) if b.objectName() == "primary"], "not yet"
    desk.see_sentence(E.SERVICE_FAULT)
    assert desk.focus() is desk.summary()
    press(desk, tr("ActionBar", "Back"))
    desk.see(tr("StartPage", "Welcome"))
    press(desk, tr("StartPage", "Social security number inquiry"))
    desk.see_sentence(E.SERVICE_FAULT)
    gate.way = ways.whole
    press(desk, tr(*AGAIN))
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    assert not desk.reads(tr(*AGAIN))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("entry", [Entry.SIGN_IN, Entry.REGISTER])
def test_what_keeps_a_journey_from_beginning_stands_where_its_page_would(
    open_desk: OpenDesk, language: Language, gate: Gate, entry: Entry, scale: float
) -> None:
    gate.limits = dataclasses.replace(gate.limits, retries=0)
    gate.way = ways.OUT_OF_ORDER
    desk = open_desk(language, entry=entry, scale=scale, backend=gate.connect, service=gate.address)
    desk.see_sentence(E.SERVICE_FAULT)
    desk.settle()
    summary, button = desk.summary(), desk.button(tr(*AGAIN))
    assert summary is not None
    assert _start(desk, summary) == _start(desk, button)
    (title,) = [text for text in desk.shown(QLabel) if text.objectName() == "title"]
    assert _start(desk, title) == _start(desk, button)
    assert title.text() == name_of(JOURNEYS[entry])
    frame = desk.scroll()
    assert desk.box_top(title) - desk.box_top(frame) >= desk.window.theme.gap(20)


def _start(desk: Desk, widget: QWidget) -> int:
    """Return how far from the reading edge of the window a widget begins."""
    left = widget.mapTo(desk.window, QPoint(0, 0)).x()
    return desk.window.width() - left - widget.width() if is_rtl() else left
