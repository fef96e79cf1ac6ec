"""What is done while a call is under way: the page stays as it was sent."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.phone import written_for_people
from ssc_desktop.domain.policy import DESK_IDLE
from ssc_desktop.services.contract import Language
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.gate import Ask, Gate, open_gate, whole
from tests.ui.steps import fill_in, inquiry
from ui.options import Entry


class Slow:
    """A line that holds back every answer until it is let go."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, connection: socket.socket, ask: Ask, stop: threading.Event) -> None:
        self.asked.set()
        self.let_go.wait(60)
        whole(connection, ask, stop)


@pytest.fixture
def gate(folder: Path, clock: Clock) -> Iterator[Gate]:
    simulator = open_simulator(folder, PEOPLE, SEED, policy=POLICY, clock=clock.now)
    with open_gate(simulator, folder) as gate:
        yield gate
    simulator.close()


def sent_slowly(desk: Desk, gate: Gate) -> Slow:
    """Send the page over a line that takes its time."""
    slow = gate.way = Slow()
    desk.primary().click()
    desk.until(slow.asked.is_set, "the call")
    return slow


@pytest.mark.parametrize("typed", ["", "12", "788888888"])
def test_the_code_page_names_the_phone_that_was_sent(
    open_desk: OpenDesk, gate: Gate, language: Language, typed: str
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY, service=gate.address, backend=gate.connect)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    person = desk.person(insured=True)
    fill_in(desk, inquiry(person))
    slow = sent_slowly(desk, gate)
    shown = desk.text(F.PHONE_NUMBER)
    desk.fill(F.PHONE_NUMBER, typed)
    assert desk.text(F.PHONE_NUMBER) == shown, "what is not sent is not shown"
    slow.let_go.set()
    desk.until(lambda: desk.has(F.CODE), "the code's page")
    desk.see(written_for_people(person.phone))
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see(person.insurance_number or "")
    desk.close()


@pytest.mark.parametrize("how", ["answered", "refused"])
def test_fields_can_be_read_but_not_changed_until_there_is_an_answer(
    open_desk: OpenDesk, gate: Gate, language: Language, how: str
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY, service=gate.address, backend=gate.connect)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    person = desk.person(Nationality.FOREIGN, insured=True)
    card = {F.PASSPORT_NUMBER: "Z9999999"} if how == "refused" else {}
    fill_in(desk, {**inquiry(person), **card})
    country, other = desk.combo(F.COUNTRY_OF_NATIONALITY), desk.radios(F.NATIONALITY)[0]
    before = {field: desk.text(field) for field in desk.fields()}
    for field in (F.EMAIL, F.COUNTRY_OF_NATIONALITY):
        desk.enter(desk.row(field).input.focus_target())
        slow = sent_slowly(desk, gate)
        desk.see(tr("ActionBar", "One moment, please…"))
        assert desk.focused_field() is field
        assert desk.line(field).isReadOnly()
        desk.type("x")
        desk.key(Qt.Key.Key_Down)
        country.showPopup()
        country.setEditText("Atlantis")  # as assistive technology types
        other.click()
        desk.key(Qt.Key.Key_Return)
        desk.turn()
        assert {field: desk.text(field) for field in desk.fields()} == before
        assert desk.focused_field() is field
        slow.let_go.set()
        if how == "answered":
            desk.until(lambda: desk.has(F.CODE), "the code's page")
            return
        desk.until(desk.summary, "the refusal")
        assert {field: desk.text(field) for field in desk.fields()} == before
        assert not desk.line(field).isReadOnly()
        assert other.isEnabled()
        gate.way = whole


def test_a_page_turned_under_a_question_has_the_focus_afterwards(
    open_desk: OpenDesk, gate: Gate
) -> None:
    desk = open_desk(entry=Entry.INQUIRY, service=gate.address, backend=gate.connect)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    fill_in(desk, inquiry(desk.person(insured=True)))
    slow = sent_slowly(desk, gate)
    desk.clock.leave_alone(DESK_IDLE.warn_after)
    desk.until(desk.question, "the question whether somebody is there")
    slow.let_go.set()
    desk.until(lambda: desk.has(F.CODE), "the code's page")
    desk.turn()
    assert desk.focus() is desk.button(tr("IdleGuard", "Continue"))
    desk.press(tr("IdleGuard", "Continue"))
    assert desk.focused_field() is F.CODE


@pytest.mark.parametrize("leaves", [True, False], ids=["leaves", "stays"])
def test_the_answer_waits_for_whoever_is_asked_whether_to_leave(
    open_desk: OpenDesk, gate: Gate, leaves: bool
) -> None:
    desk = open_desk("en", entry=Entry.SIGN_IN, service=gate.address, backend=gate.connect)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the page")
    person = desk.person(registered=True)
    answers = {F.SIGN_IN_ID: number_of(person), F.CURRENT_PASSWORD: person.password or ""}
    fill_in(desk, answers)
    slow = sent_slowly(desk, gate)
    desk.button("Cancel").click()
    with desk.qtbot.waitSignal(desk.window.context.tasks.answered):
        slow.let_go.set()
    desk.turn()
    assert desk.question()
    gate.way = whole
    desk.press("Cancel and erase" if leaves else "Return to the request")
    desk.see("Welcome" if leaves else person.name)
    if leaves:
        desk.until(lambda: any("DELETE" in line for line in gate.seen), "the session's end")
    desk.close()


def test_a_second_press_reaches_no_other_button(
    open_desk: OpenDesk, gate: Gate, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY, service=gate.address, backend=gate.connect)
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    fill_in(desk, inquiry(desk.person(insured=True)))
    button = desk.primary()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    slow = gate.way = Slow()
    for _time in range(3):
        desk.key(Qt.Key.Key_Space)
        desk.key(Qt.Key.Key_Return)
    desk.until(slow.asked.is_set, "the call")
    desk.see(tr("ActionBar", "One moment, please…"))
    assert not desk.question(), "Cancel was not what was pressed"
    assert desk.has(F.NATIONALITY)
    slow.let_go.set()
    desk.until(lambda: desk.has(F.CODE), "the code's page")
    assert sum("inquir" in line for line in gate.seen) == 1
