"""The window on a real server, over a real socket, with a keyring that does not help."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.backends.rest import LANES, examination_of, open_service
from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.credentials import KeyringStore, Patience
from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import CaptchaKind, Language
from ssc_desktop.services.diagnosis import Fault, Finding, Stage, Verdict
from tests.cli.rings import HangingRing, LockedRing, Ring
from tests.faults.rude import refusing_port
from tests.ui.conftest import PEOPLE, POLICY, SEED, OpenDesk
from tests.ui.desk import Desk, alive, number_of, tr
from tests.ui.steps import step
from ui import finding_words
from ui.options import Entry


class Town:
    """A server that may insist on credentials, and what a window is given to reach it."""

    def __init__(self, folder: Path) -> None:
        self.simulator = open_simulator(folder, PEOPLE, SEED, policy=POLICY)
        self.listening = listen("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def application(self, *, insists: bool, minimum_client: str | None = None) -> Service:
        return Service(
            for_source=self.simulator.for_source,
            for_credential=self.simulator.for_credential,
            is_ready=lambda: True,
            report=lambda reference, error: None,
            credential_required=insists,
            minimum_client=minimum_client,
        )

    def way(self, ring: Ring | None = None) -> Connect:
        """Return what connects a window whose computer has this keyring."""

        def connect(name: str) -> Backend:
            store = KeyringStore(ring, Patience(0.5)) if ring is not None else None
            read = (lambda: store.read(name)) if store is not None else (lambda: None)
            service = open_service(name, credential=read)
            return Backend(service, self.simulator.training, LANES, examination_of(service))

        return connect


@pytest.fixture
def town(folder: Path) -> Iterator[Town]:
    town = Town(folder)
    yield town
    town.simulator.close()


def _signs_in(desk: Desk) -> None:
    owner = desk.person(registered=True)
    step(desk, {F.SIGN_IN_ID: number_of(owner), F.CURRENT_PASSWORD: owner.password or ""})
    desk.see(tr("ServicesPage", "My account"))
    desk.press(tr("ServicesPage", "My account"))
    desk.see(owner.name)


def test_a_keyring_that_hangs_stops_nobody_where_no_credential_is_asked_for(
    town: Town, open_desk: OpenDesk, language: Language
) -> None:
    ring = HangingRing()
    with serving(create_app(town.application(insists=False)), town.listening):
        desk = open_desk(
            language, entry=Entry.SIGN_IN, service=town.address, backend=town.way(ring)
        )
        alive(desk)
        desk.until(lambda: desk.has(F.SIGN_IN_ID), "the page to sign in")
        _signs_in(desk)
        desk.close()
    ring.unlocked.set()


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        (LockedRing(), ErrorCode.CREDENTIAL_LOCKED),
        (Ring(), ErrorCode.CREDENTIAL_REQUIRED),
        (None, ErrorCode.CREDENTIAL_REQUIRED),
    ],
    ids=["locked", "empty", "none"],
)
def test_a_service_that_insists_is_told_of_in_words_and_in_the_check(
    town: Town, open_desk: OpenDesk, language: Language, ring: Ring | None, code: ErrorCode
) -> None:
    with serving(create_app(town.application(insists=True)), town.listening):
        desk = open_desk(
            language, entry=Entry.SIGN_IN, service=town.address, backend=town.way(ring)
        )
        desk.until(lambda: desk.has(F.SIGN_IN_ID), "the page to sign in")
        step(desk, {F.SIGN_IN_ID: "9901900001", F.CURRENT_PASSWORD: "Qarib#6183"})
        desk.see_sentence(code)
        desk.press(tr("ErrorSummary", "Check the connection"))
        desk.see(finding_words.name_of(Stage.CLOCK))
        desk.see_sentence(code)
        desk.close()


def test_a_program_that_is_too_old_is_told_with_its_first_page(
    town: Town, open_desk: OpenDesk, language: Language
) -> None:
    service = town.application(insists=False, minimum_client="99.0")
    with serving(create_app(service), town.listening):
        desk = open_desk(language, service=town.address, backend=town.way())
        desk.see(tr("endings", "A newer version is needed"))
        desk.press(tr("endings", "Check the connection"))
        desk.see_sentence(ErrorCode.CLIENT_OUTDATED)
        desk.press(tr("ActionBar", "Back"))
        desk.see(tr("StartPage", "Welcome"))
        desk.close()


def test_a_page_leads_to_the_check_where_its_picture_does_not_come(
    town: Town, open_desk: OpenDesk, language: Language
) -> None:
    with serving(create_app(town.application(insists=False)), town.listening):
        desk = open_desk(language, entry=Entry.RESET, service=town.address, backend=town.way())
        desk.until(lambda: desk.has(F.USER_ID), "the page to reset")
    journey = desk.window._journey
    assert journey is not None
    assert journey.journey.state is not None
    # Many wrong codes came from here, and now the server has gone.
    journey.journey._refused(Problem(ErrorCode.CAPTCHA_REQUIRED))
    journey.journey.fetch_captcha(CaptchaKind.PICTURE)
    desk.press(tr("CaptchaInput", "Check the connection"))
    desk.see(tr("DiagnosisPage", "Connection check"))


def test_an_address_is_tried_before_anybody_fills_in_a_form(
    town: Town, open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, service=None, backend=town.way())
    (line,) = desk.shown(QLineEdit)
    with refusing_port() as port:
        nobody = f"http://127.0.0.1:{port}"
        line.setText(nobody)
        desk.press(tr("ChooseServicePage", "Connect"))
        desk.see_sentence(ErrorCode.SERVICE_UNREACHABLE, address=nobody)
        desk.press(tr("ErrorSummary", "Check the connection"))
        desk.see(nobody)
        finding = Finding(Stage.CONNECTION, Verdict.FAILED, Fault.NOTHING_THERE)
        desk.see(finding_words.sentence(finding))
    desk.press(tr("ActionBar", "Back"))
    assert line.text() == nobody
    with serving(create_app(town.application(insists=False)), town.listening):
        line.setText(town.address)
        desk.press(tr("ChooseServicePage", "Connect"))
        desk.see(tr("StartPage", "Welcome"))
        desk.close()
