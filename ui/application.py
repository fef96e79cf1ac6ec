"""The application: fonts, looks and language, the window, and what to do when something breaks."""

import ui.python_imports  # noqa: F401 - before Qt

# isort: split
import sys
from collections.abc import Callable
from types import TracebackType

import shiboken6
from PySide6.QtCore import (
    QMessageLogContext,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

import resources
from ssc_desktop.services.backend import Connect
from ssc_desktop.services.support import Support
from ui.defect import tell_place
from ui.garbage import Garbage
from ui.language import Translations
from ui.main_window import MainWindow
from ui.options import Mode, WindowOptions
from ui.theme import Theme, load_fonts

_SWITCH_SECONDS = 0.0002
_LAST_CALL_SECONDS = 60.0
SMALLEST = QSize(720, 560)
USUAL = QSize(1366, 768)


def make_application(give_up: Callable[[str], None] | None = None) -> QApplication:
    """Return the one QApplication, made on the first call.

    `give_up` is told why Qt cannot draw anything, which is the end of this process; else Qt says so
    itself, in many lines.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if give_up is not None:
        _hear_of_failure(give_up)
    # Asked for by setStyle, the style would come back as an object of Python's, with all it names.
    app = QApplication([sys.argv[0] if sys.argv else "ssc-desktop", "-style", "Fusion"])
    app.setApplicationName("ssc-desktop")
    offscreen = app.platformName() == "offscreen"
    qInstallMessageHandler(_without_offscreen_noise if offscreen else None)
    # Most calls of Qt let go of Python's lock; with the usual 5 ms, a busy service would make the
    # window wait as long each time until it has it back.
    sys.setswitchinterval(_SWITCH_SECONDS)
    Garbage(app)
    load_fonts()
    return app


def _hear_of_failure(give_up: Callable[[str], None]) -> None:
    """Let what Qt says first of a platform be the reason why it cannot draw on it."""
    reasons: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        reasons.append(text)
        if kind is QtMsgType.QtFatalMsg:
            give_up(reasons[0].partition("\n")[0])

    qInstallMessageHandler(hear)


def _without_offscreen_noise(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Print what Qt says, but not that a window without a screen cannot be raised or moved."""
    if not text.startswith("This plugin does not support"):
        print(qFormatLogMessage(kind, where, text), file=sys.stderr)


def make_window(
    options: WindowOptions, connect: Connect, support: Support | None = None
) -> MainWindow:
    """Build the window in the options' language; show it with `show_window`."""
    app = make_application()
    theme = Theme(options.mode, app)
    translations = Translations(app)
    translations.use(options.language)
    return MainWindow(options, connect, theme, translations, support)


def show_window(window: MainWindow, mode: Mode) -> None:
    """Show the window as whoever sits before it needs it."""
    if mode is Mode.TERMINAL:
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.showFullScreen()
        return
    screen = window.screen().availableGeometry().size()
    window.setMinimumSize(SMALLEST.boundedTo(screen))
    window.resize(USUAL.boundedTo(screen))
    if screen.width() <= USUAL.width() or screen.height() <= USUAL.height():
        window.showMaximized()  # with its frame around it, the usual size would not fit
    else:
        window.show()


def run(
    options: WindowOptions,
    connect: Connect,
    *,
    ready: Callable[[], None],
    give_up: Callable[[str], None] | None = None,
    support: Support | None = None,
) -> int:
    """Show the window until it is closed; return the exit code.

    `ready` follows its first sight; `give_up` is told why there can be none.
    """
    app = make_application(give_up)
    window = make_window(options, connect, support)

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep the window alive after a defect: the person gets a sentence, stderr the place."""
        from ssc_desktop.domain.errors import ErrorCode, Problem

        tell_place(error)
        if isinstance(error, Exception) and shiboken6.isValid(window):
            window.show_problem(Problem(ErrorCode.INTERNAL))

    sys.excepthook = report
    window.ready.connect(_show_icon)
    window.ready.connect(ready)
    show_window(window, options.mode)
    return app.exec()


def _show_icon() -> None:
    """Give the taskbar its picture."""
    from PySide6.QtGui import QIcon

    QApplication.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))


def smoke_test(
    options: WindowOptions, connect: Connect, *, give_up: Callable[[str], None] | None = None
) -> int:
    """Build and show the window, let the event loop turn once, and end with 0."""
    app = make_application(give_up)
    window = make_window(options, connect)
    show_window(window, options.mode)
    QTimer.singleShot(0, window.close)
    status = app.exec()
    end_calls(window)
    return status


def end_calls(window: MainWindow) -> None:
    """Wait for the last call of a window that was only tried: the folder it writes to goes next."""
    window.context.tasks.close(_LAST_CALL_SECONDS)
