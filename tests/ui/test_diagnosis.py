"""When the service fails: the sentence, the connection check in front of the page, and back."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from ssc_desktop import __version__
from ssc_desktop.cli.support import support_of
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.logs import Log
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Language
from ssc_desktop.services.diagnosis import FOR_SUPPORT, Fault, Finding, Stage, Verdict
from tests.ui.conftest import Clock, OpenDesk
from tests.ui.desk import Desk, alive, tr
from tests.ui.scan import scan
from ui import finding_words, messages
from ui.options import Entry, Mode

NUMBER = "9901900001"
ADDRESS = "https://service.example"
CHECK = "Check the connection"
DOWN = (
    Finding(Stage.NAME, Verdict.FINE),
    Finding(Stage.CONNECTION, Verdict.FAILED, Fault.NOTHING_THERE),
    Finding(Stage.TLS, Verdict.SKIPPED),
    Finding(Stage.SERVICE, Verdict.SKIPPED),
    Finding(Stage.CLOCK, Verdict.SKIPPED),
)


class Network:
    """A service beyond a network, whose failures the test chooses."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self.error: AppError | None = None
        self.findings: tuple[Finding, ...] = DOWN
        self.gate: threading.Event | None = None
        self.examined_on: list[threading.Thread] = []

    def __call__(self, name: str) -> Backend:
        backend = self._connect(name)
        inner = backend.service

        def ask_reset(request: Any) -> Any:
            if self.error is not None:
                raise self.error
            return inner.request_reset(request)

        service: Any = SimpleNamespace(
            reference_data=inner.reference_data, request_reset=ask_reset, close=inner.close
        )
        return Backend(service, backend.training, diagnosis=self)

    def examine(self) -> tuple[Finding, ...]:
        self.examined_on.append(threading.current_thread())
        if self.gate is not None:
            self.gate.wait(60)
        return self.findings


@pytest.fixture
def network(connect: Connect) -> Network:
    return Network(connect)


@pytest.fixture
def at_reset(open_desk: OpenDesk, network: Network, language: Language) -> Callable[..., Desk]:
    """Return what types a number and sends, which the service refuses with an error."""

    def at_reset(error: AppError, mode: Mode = Mode.DESK, **more: Any) -> Desk:
        network.error = error
        opened = {"entry": Entry.RESET, "mode": mode, "service": ADDRESS, "backend": network}
        desk: Desk = open_desk(language, **opened, **more)
        desk.fill(F.USER_ID, NUMBER)
        desk.go_on()
        desk.choose(F.RESET_CHANNEL, "sms")
        desk.go_on()
        return desk

    return at_reset


def _check(desk: Desk, context: str = "ErrorSummary") -> None:
    desk.press(tr(context, CHECK))
    desk.see(tr("DiagnosisPage", "Connection check"))


def _choose(desk: Desk, file: Path) -> None:
    """Name a file in the dialog that asks for one."""
    (dialog,) = desk.shown(QFileDialog)
    (line,) = [line for line in dialog.findChildren(QLineEdit) if line.isVisible()]
    line.setText(str(file))
    dialog.accept()


def test_from_an_error_to_the_check_and_back_nothing_is_lost(
    at_reset: Callable[..., Desk], network: Network, language: Language
) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_FAULT, reference="0a1b2c3d"))
    desk.see_sentence(ErrorCode.SERVICE_FAULT)
    _check(desk)
    for _ in ("in one language", "and in the other"):
        for finding in DOWN:
            desk.see(finding_words.name_of(finding.stage))
            desk.see(finding_words.sentence(finding))
        for text in (__version__, ADDRESS, "service.fault  0a1b2c3d"):
            desk.see(text)
        assert not desk.reads(NUMBER)
        desk.switch_language()
    desk.press(tr("ActionBar", "Back"))
    desk.see_sentence(ErrorCode.SERVICE_FAULT)
    assert desk.focus() is not None
    assert desk.text(F.RESET_CHANNEL) == "sms"
    network.error = None
    desk.go_on()
    desk.see(tr("CodePage", "Code not arrived?"))


def test_the_check_waits_beside_the_window_and_can_be_made_again(
    at_reset: Callable[..., Desk], network: Network
) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_UNREACHABLE))
    network.gate = threading.Event()
    desk.button(tr("ErrorSummary", CHECK)).click()
    desk.see(finding_words.sentence(None))
    alive(desk)
    assert not desk.offers(tr("DiagnosisPage", "Check again"))
    network.gate.set()
    desk.see(finding_words.sentence(DOWN[1]))
    network.findings = tuple(Finding(stage, Verdict.FINE) for stage in Stage)
    desk.press(tr("DiagnosisPage", "Check again"))
    desk.until(lambda: not desk.reads(finding_words.sentence(DOWN[1])), "the second check")
    assert desk.focus() is desk.button(tr("DiagnosisPage", "Check again"))
    assert len(network.examined_on) == 2
    assert threading.main_thread() not in network.examined_on


def test_it_can_be_left_while_it_hangs(at_reset: Callable[..., Desk], network: Network) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_UNREACHABLE))
    network.gate = threading.Event()
    desk.button(tr("ErrorSummary", CHECK)).click()
    desk.see(finding_words.sentence(None))
    desk.button(tr("ActionBar", "Back")).click()
    desk.see_sentence(ErrorCode.SERVICE_UNREACHABLE)
    network.gate.set()
    desk.rest()
    desk.see_sentence(ErrorCode.SERVICE_UNREACHABLE)


def test_a_check_that_is_left_alone_is_wiped_with_what_waits_behind(
    at_reset: Callable[..., Desk], clock: Clock
) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_UNREACHABLE), mode=Mode.TERMINAL)
    _check(desk)
    clock.leave_alone(91)
    desk.see(tr("StartPage", "Welcome"))
    assert not desk.reads(tr("DiagnosisPage", "Connection check"))


def test_escape_leads_back(at_reset: Callable[..., Desk]) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_UNREACHABLE))
    _check(desk)
    desk.key(Qt.Key.Key_Escape)
    desk.see_sentence(ErrorCode.SERVICE_UNREACHABLE)
    assert desk.text(F.RESET_CHANNEL) == "sms"


def test_from_the_help_page(open_desk: OpenDesk, network: Network, language: Language) -> None:
    desk = open_desk(language, service=ADDRESS, backend=network)
    desk.window._header.help_wanted.emit()
    _check(desk, "HelpPage")
    desk.see(tr("DiagnosisPage", "None since the program was started."))
    desk.press(tr("ActionBar", "Back"))
    desk.see(tr("HelpPage", "What you need to register"))


def test_the_simulator_has_no_network_to_check(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language)
    desk.window.context.diagnose()
    text = "The built-in simulator answers on this computer, without a network."
    desk.see(tr("DiagnosisPage", text))
    assert not {finding_words.name_of(stage) for stage in Stage} & set(desk.texts())


def test_the_log_is_saved_without_anything_personal(
    at_reset: Callable[..., Desk], tmp_path: Path
) -> None:
    support = support_of(lambda: Log(tmp_path / "logs"))
    error = AppError(ErrorCode.SERVICE_FAULT, reference="0a1b2c3d")
    desk = at_reset(error, support=support)
    _check(desk)
    desk.press(tr("DiagnosisPage", "Save the log"))
    saved = tmp_path / "saved.txt"
    _choose(desk, saved)
    desk.see(str(saved))
    lines = [json.loads(line) for line in saved.read_text("ascii").splitlines()]
    assert [(line["event"], line.get("code"), line.get("reference")) for line in lines[:1]] == [
        ("call.failed", "service.fault", "0a1b2c3d")
    ]
    assert {line["step"]: line["result"] for line in lines[1:]} == {
        "name": "fine",
        "connection": "nothing_there",
        "tls": "skipped",
        "service": "skipped",
        "clock": "skipped",
    }
    assert NUMBER not in saved.read_text("ascii")


def test_a_log_that_cannot_be_saved_is_told(at_reset: Callable[..., Desk], tmp_path: Path) -> None:
    def full(_file: Path) -> None:
        raise OSError("disk full")

    support = support_of(lambda: Log(None))._replace(save=full)
    desk = at_reset(AppError(ErrorCode.SERVICE_FAULT), support=support)
    _check(desk)
    desk.press(tr("DiagnosisPage", "Save the log"))
    _choose(desk, tmp_path / "saved.txt")
    desk.see(tr("DiagnosisPage", "The log could not be saved there. Please choose another folder."))


def test_a_terminal_saves_no_log(at_reset: Callable[..., Desk], tmp_path: Path) -> None:
    support = support_of(lambda: Log(tmp_path))
    desk = at_reset(AppError(ErrorCode.SERVICE_FAULT), mode=Mode.TERMINAL, support=support)
    _check(desk)
    assert not desk.offers(tr("DiagnosisPage", "Save the log"))


def test_every_error_of_the_way_leads_to_the_check_and_no_other_does(
    at_reset: Callable[..., Desk], network: Network
) -> None:
    desk = at_reset(AppError(ErrorCode.SERVICE_FAULT))
    about_the_person = {ErrorCode.CODE_PAUSED, ErrorCode.CODE_BRANCH_ONLY}
    for code in sorted((FOR_SUPPORT | about_the_person) - {ErrorCode.CLIENT_OUTDATED}):
        network.error = AppError(code, retry_after=90)
        desk.go_on()
        desk.see_sentence(code, retry_after=90)
        assert desk.offers(tr("ErrorSummary", CHECK)) is (code in FOR_SUPPORT), code
        assert desk.errors() == {}, code  # nothing the person has entered is to blame
    network.error = None
    desk.go_on()  # once somebody has helped, everything is still there
    desk.see(tr("CodePage", "Code not arrived?"))


def test_a_program_that_is_too_old_gets_a_page_of_its_own(
    at_reset: Callable[..., Desk], network: Network
) -> None:
    desk = at_reset(AppError(ErrorCode.CLIENT_OUTDATED))
    desk.see(tr("endings", "A newer version is needed"))
    desk.see(__version__)
    desk.press(tr("endings", CHECK))
    desk.see(tr("DiagnosisPage", "Connection check"))
    desk.press(tr("ActionBar", "Back"))
    assert desk.text(F.RESET_CHANNEL) == "sms"
    desk.go_on()
    desk.see(tr("endings", "A newer version is needed"))
    network.error = None
    desk.press(tr("endings", "Back"))
    desk.go_on()
    desk.see(tr("CodePage", "Code not arrived?"))


def test_a_wait_counts_down(at_reset: Callable[..., Desk], clock: Clock) -> None:
    desk = at_reset(AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=100))
    desk.see_sentence(ErrorCode.TOO_MANY_REQUESTS, retry_after=100)
    clock.advance(70)
    left = [messages.duration(seconds) for seconds in range(1, 31)]
    desk.until(lambda: desk.reads_one_of(left), "the clock")
    desk.window.theme.set_text_scale(2.0)  # which makes the page anew
    desk.settle()
    assert desk.reads_one_of(left)
    clock.advance(40)
    desk.see(tr("ErrorSummary", "The wait is over. Please try again."))


def test_a_wait_that_is_told_again_counts_again(
    at_reset: Callable[..., Desk], clock: Clock
) -> None:
    desk = at_reset(AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=5))
    clock.advance(6)
    over = tr("ErrorSummary", "The wait is over. Please try again.")
    desk.see(over)
    desk.go_on()
    desk.see_sentence(ErrorCode.TOO_MANY_REQUESTS, retry_after=5)
    assert not desk.reads(over)
    clock.advance(6)
    desk.see(over)


def test_a_wait_ends_while_the_machine_sleeps(
    at_reset: Callable[..., Desk], sleep: Callable[[float], None]
) -> None:
    desk = at_reset(AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=100))
    desk.see_sentence(ErrorCode.TOO_MANY_REQUESTS, retry_after=100)
    sleep(101)
    desk.see(tr("ErrorSummary", "The wait is over. Please try again."))


@pytest.mark.parametrize("skew", [-400 * 86_400, 400 * 86_400])
def test_a_clock_that_is_wrong_changes_no_countdown(
    open_desk: OpenDesk, connect: Connect, clock: Clock, skew: int
) -> None:
    clock.gone = skew  # the service's clock; the window's own is the computer's
    desk = open_desk("en", entry=Entry.RESET)
    desk.fill(F.USER_ID, NUMBER)
    desk.go_on()
    desk.choose(F.RESET_CHANNEL, "sms")
    desk.go_on()
    desk.see("Code not arrived?")
    assert desk.reads_one_of(
        f"The code expires in {messages.clock(left)}" for left in range(270, 301)
    )
    assert desk.reads_one_of(
        f"You can ask for a new code in {messages.clock(left)}" for left in range(30, 61)
    )


def test_every_fault_has_its_words(open_desk: OpenDesk, language: Language) -> None:
    open_desk(language)
    said = [
        finding_words.sentence(Finding(Stage.TLS, Verdict.FAILED, fault, ahead=90_000))
        for fault in Fault
        if fault is not Fault.REFUSED
    ]
    said.append(finding_words.sentence(Finding(Stage.TLS, Verdict.SKIPPED)))
    assert len(set(said)) == len(said)
    assert not any("{" in text for text in said)
    assert any(any("ا" <= letter <= "ي" for letter in text) for text in said) is (language == "ar")


def test_a_service_that_tells_no_time_is_said_to_tell_none(
    at_reset: Callable[..., Desk], network: Network
) -> None:
    fine = [Finding(stage, Verdict.FINE) for stage in Stage if stage is not Stage.CLOCK]
    network.findings = (*fine, Finding(Stage.CLOCK, Verdict.SKIPPED, Fault.NO_TIME))
    desk = at_reset(AppError(ErrorCode.SERVICE_FAULT))
    _check(desk)
    desk.see(tr("findings", "Not checked: the service does not tell its time"))
    assert not desk.reads(tr("findings", "Not checked: an earlier step comes first"))


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_these_pages_is_cut_or_crooked(
    at_reset: Callable[..., Desk], network: Network, mode: Mode, scale: float
) -> None:
    network.findings = (
        *DOWN[:1],
        Finding(Stage.CONNECTION, Verdict.FINE),
        Finding(Stage.TLS, Verdict.FAILED, Fault.CERTIFICATE_DATE),
        *DOWN[3:],
    )
    terminal = mode is Mode.TERMINAL
    size = (1080, 1920) if terminal else (1366, 768)
    desk = at_reset(AppError(ErrorCode.CLIENT_OUTDATED), mode=mode, size=size, scale=scale)
    faults: list[str] = []
    for source in ("A newer version is needed", "Connection check"):
        desk.see(tr("endings" if source[0] == "A" else "DiagnosisPage", source))
        desk.settle()
        faults += scan(desk.window, size, touch=terminal)
        if source[0] == "A":
            desk.press(tr("endings", CHECK))
    assert faults == []


def _type_and_check(desk: Desk) -> QLineEdit:
    """Type into the first field, and put the connection check in front of it."""
    desk.fill(F.USER_ID, "12")
    desk.settle()
    line = desk.line(F.USER_ID)
    desk.window.context.diagnose()
    desk.see(tr("DiagnosisPage", "Connection check"))
    desk.settle()
    return line


def test_other_looks_behind_the_check_leave_the_focus_where_it_was(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    line = _type_and_check(desk)
    for scale in (1.5, 1.25):
        desk.window.theme.set_text_scale(scale)
        desk.settle()
    desk.press(tr("ActionBar", "Back"))
    assert desk.line(F.USER_ID) is not line
    assert desk.focused_field() is F.USER_ID
    assert desk.text(F.USER_ID) == "12"


def test_a_page_turned_behind_the_check_has_the_focus_afterwards(
    open_desk: OpenDesk, network: Network
) -> None:
    desk = open_desk(entry=Entry.RESET, service=ADDRESS, backend=network)
    desk.fill(F.USER_ID, NUMBER)
    desk.primary().click()
    desk.window.context.diagnose()
    desk.rest()
    desk.press(tr("ActionBar", "Back"))
    assert desk.focused_field() is F.RESET_CHANNEL


def test_escape_behind_the_phone_leads_back_to_one_page_alone(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.RESET, size=(720, 560))
    _type_and_check(desk)
    desk.press(tr("TrainingBanner", "The citizen's phone"))
    desk.key(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.focused_field() is F.USER_ID
    assert not any(panel.isVisible() for panel in desk.window._training_side.panels)
