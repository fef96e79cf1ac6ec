"""The real window on a simulator of its own, and nothing left of it after a test."""

import gc
import importlib
import math
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import ui.clock
from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.policy import HashPolicy, Policy
from ssc_desktop.services.backend import SIMULATOR, Backend, Connect
from ssc_desktop.services.contract import Language
from ssc_desktop.services.support import Support
from tests.ui.desk import Desk
from tests.ui.steps import to_code
from ui.application import make_application, make_window
from ui.language import Translations
from ui.options import Entry, Mode, WindowOptions
from ui.theme import Contrast, Theme

PEOPLE, SEED = 300, 7
# Cheap hashes: what they protect here is made up.
POLICY = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8))
LANGUAGES: tuple[Language, ...] = ("ar", "en")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What the offscreen platform says when a list or a menu pops up.
    platform = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(platform)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Make the program's own application: its style, its fonts."""
    importlib.import_module("ui.destinations")
    # What is there by now stays: to look through it after each test for what a window has left
    # behind took a sixth of the time of all.
    gc.freeze()
    return make_application()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Run in each language."""
    chosen: Language = request.param
    return chosen


class Clock:
    """Time as service and window see it; goes on by itself, and as much more as it is told."""

    def __init__(self) -> None:
        self.gone = 0.0
        self.alone = 0.0
        self._stands_at: float | None = None

    def now(self) -> float:
        return time.time() + self.gone

    def waits(self) -> float:
        return ui.clock.now() + self.gone

    def idle(self) -> float:
        at = time.monotonic() if self._stands_at is None else self._stands_at
        return at + self.alone

    def advance(self, seconds: float) -> None:
        """Let time pass at once, with somebody at the window."""
        self.gone += seconds

    def stand_still(self) -> None:
        """Let nobody be left alone for longer than is said, however busy the machine is."""
        # Sums with what is short in binary are exact, so that an end that is reached is reached
        # also where doubles change their step: machines pass 8,192 s, two hours after their start.
        self._stands_at = math.ceil(time.monotonic() * 1024) / 1024

    def leave_alone(self, seconds: float) -> None:
        """Let time pass at once, with nobody at the window."""
        self.gone += seconds
        self.alone += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Hand the window a clock that can be put forward."""
    clock = Clock()
    monkeypatch.setattr("ui.idle.now", clock.idle)
    for module in ("ui.wizard.code_page", "ui.wizard.journey", "ui.widgets.panels"):
        monkeypatch.setattr(f"{module}.now", clock.waits)
    return clock


@pytest.fixture
def sleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what lets the machine sleep, as far as its clocks tell."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        pytest.skip("only Linux has a clock for it")
    real = time.clock_gettime
    slept = {time.CLOCK_BOOTTIME: 0.0}
    monkeypatch.setattr(time, "clock_gettime", lambda clock: real(clock) + slept.get(clock, 0.0))

    def sleep(seconds: float) -> None:
        slept[time.CLOCK_BOOTTIME] += seconds

    return sleep


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a simulator that is only ever copied."""
    folder = tmp_path_factory.mktemp("made")
    open_simulator(folder, PEOPLE, SEED, policy=POLICY).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return the data folder of this test, with a simulator in it."""
    copy = tmp_path / "data"
    shutil.copytree(made, copy)
    return copy


@pytest.fixture
def connect(folder: Path, clock: Clock) -> Connect:
    """Open this test's simulator, with this test's clock."""

    def connect(_name: str) -> Backend:
        simulator = open_simulator(
            folder, PEOPLE, SEED, policy=POLICY, clock=clock.now, busy_seconds=0.2
        )
        return Backend(simulator, simulator.training)

    return connect


OpenDesk = Callable[..., Desk]


@pytest.fixture
def open_desk(
    qapp: QApplication, qtbot: QtBot, clock: Clock, connect: Connect
) -> Iterator[OpenDesk]:
    """Return what opens the window; it is closed after the test, and nothing may stay."""
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    timers = set(_active_timers())
    desks: list[Desk] = []

    def open_desk(
        language: Language = "ar",
        *,
        entry: Entry = Entry.START,
        mode: Mode = Mode.DESK,
        size: tuple[int, int] = (1366, 768),
        scale: float = 1.0,
        contrast: Contrast = Contrast.NORMAL,
        service: str | None = SIMULATOR,
        backend: Connect = connect,
        support: Support | None = None,
    ) -> Desk:
        window = make_window(WindowOptions(language, mode, entry, service), backend, support)
        window.theme.set_text_scale(scale)
        window.theme.set_contrast(contrast)
        window.resize(*size)
        window.show()
        desk = Desk(window, qtbot, clock)
        desks.append(desk)
        return desk

    yield open_desk
    for desk in desks:
        desk.close()
    desks.clear()
    _clear_away(qapp)
    leftover = {t.name for t in set(threading.enumerate()) - threads if not _ends(t)}
    assert not leftover, f"threads left behind: {leftover}"
    stray = [w for w in QApplication.topLevelWidgets() if w not in windows]
    assert not stray, f"windows left behind: {stray}"
    ticking = _ticking_on(qtbot, timers)
    assert not ticking, f"timers left behind, of: {ticking}"


def _ends(thread: threading.Thread) -> bool:
    thread.join(5)
    return not thread.is_alive()


def _clear_away(app: QApplication) -> None:
    """Delete windows, looks and translators of a test, as the end of the program would."""
    for window in QApplication.topLevelWidgets():
        is_list = window.windowType() is Qt.WindowType.Popup  # its field deletes it
        if isinstance(window, QMessageBox) or not (window.parent() or is_list):
            _close(window)
    for kind in (Theme, Translations):
        for owned in app.findChildren(kind):
            for translator in owned.findChildren(QTranslator):
                app.removeTranslator(translator)
            owned.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.clipboard().clear()


def _close(window: QWidget) -> None:
    window.close()
    window.deleteLater()


def _ticking_on(qtbot: QtBot, before: set[QTimer]) -> list[QObject | None]:
    """Return the owners of timers that go on; one that was about to end may do so."""
    for _ in range(100):
        ticking = [t.parent() for t in _active_timers() if t not in before]
        if not ticking:
            break
        qtbot.wait(10)
    return ticking


def _active_timers() -> list[QTimer]:
    found = [
        o for o in gc.get_objects() if type(o) is QTimer
    ]  # isinstance takes eight times as long
    return [t for t in found if shiboken6.isValid(t) and t.isActive()]


@pytest.fixture
def at_code(open_desk: OpenDesk, language: Language) -> Desk:
    """The window on the code page of somebody who gave a phone and an address."""
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_code(desk, desk.person())
    return desk
