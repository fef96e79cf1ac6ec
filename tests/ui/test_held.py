"""A re-registration that waits before it takes effect, as the person is told of it."""

import dataclasses
from pathlib import Path

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import HOUR, HoldPolicy
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.contract import Language
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import number_of, tr
from tests.ui.steps import register, step
from ui import messages
from ui.context import Place, Visit

HOLDING = dataclasses.replace(POLICY, hold=HoldPolicy(renewal=24 * HOUR))


def test_the_last_page_says_how_long_it_waits(
    open_desk: OpenDesk, language: Language, folder: Path, clock: Clock
) -> None:
    def connect(_name: str) -> Backend:
        simulator = open_simulator(folder, PEOPLE, SEED, policy=HOLDING, clock=clock.now)
        return Backend(simulator, simulator.training)

    desk = open_desk(language, backend=connect)
    person = desk.person(registered=True)
    desk.window.go(Visit(Place.RESET))
    desk.rest()
    step(desk, {F.USER_ID: number_of(person)})
    desk.press(tr("ChannelPage", "Re-register"))
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    register(desk, person, known=(F.NATIONAL_NUMBER,))
    desk.see(tr("endings", "Your request has been received"))
    for _ in range(2):
        text = tr(
            "endings",
            "The new data takes effect in {time}. Until then your account stays as it is, with its"
            " earlier password. Every phone and e-mail on record has been told; to object, please"
            " call 117117.",
        )
        desk.see(text.format(time=messages.duration(24 * HOUR)))
        desk.switch_language()


def test_a_number_that_stays_says_so_and_is_not_asked_for(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    person = desk.person(Nationality.JORDANIAN, registered=True)
    desk.window.go(Visit(Place.RESET))
    desk.rest()
    step(desk, {F.USER_ID: number_of(person)})
    desk.press(tr("ChannelPage", "Re-register"))
    desk.until(lambda: desk.has(F.NATIONALITY), "the first page")
    desk.choose(F.NATIONALITY, "jordanian")
    desk.until(lambda: desk.has(F.NATIONAL_NUMBER), "the number")
    says = tr("FieldRow", "Your number as entered before; it cannot be changed here")
    desk.see(says)
    described = desk.line(F.NATIONAL_NUMBER).accessibleDescription()
    assert described == says
