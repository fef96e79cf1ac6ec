"""What is done while a call is under way: the next page is about what was sent."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.phone import written_for_people
from ssc_desktop.services.contract import Language
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk
from tests.ui.gate import Ask, Gate, open_gate, whole
from tests.ui.walk import fill_in, inquiry
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
    desk.fill(F.PHONE_NUMBER, typed)
    slow.let_go.set()
    desk.until(lambda: desk.has(F.CODE), "the code's page")
    desk.see(written_for_people(person.phone))
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see(person.insurance_number or "")
    desk.close()
