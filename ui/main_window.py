"""The one window: header, training banner, the page of the moment, footer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.policy import DESK_IDLE, TERMINAL_IDLE
from ssc_desktop.services.backend import SIMULATOR, Connect
from ssc_desktop.services.contract import Session
from ui import messages
from ui.context import Context, Place, Visit
from ui.focus_order import follow_reading
from ui.frame import Footer, TerminalFooter, TrainingBanner
from ui.header import Header
from ui.idle_guard import IdleGuard
from ui.language import Living, Translations
from ui.options import Entry, Mode, WindowOptions
from ui.pages.account import AccountPage
from ui.pages.choose_service import ChooseServicePage
from ui.pages.endings import ending, session_over, stop
from ui.pages.help import HelpPage
from ui.pages.outcome import OutcomePage
from ui.pages.page import Page
from ui.pages.services import ServicesPage
from ui.pages.start import StartPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.training_panel import WIDTH as PANEL_WIDTH
from ui.training_panel import TrainingPanel
from ui.widgets.focus_ring import FocusRing
from ui.widgets.question import Question
from ui.wizard.shell import JourneyShell
from ui.wizard.words import JourneyKind

_JOURNEYS = {
    Place.SIGN_IN: JourneyKind.SIGN_IN,
    Place.REGISTER: JourneyKind.REGISTRATION,
    Place.RENEW: JourneyKind.RENEWAL,
    Place.RESET: JourneyKind.RESET,
    Place.INQUIRY: JourneyKind.INQUIRY,
}
_ENTRIES = {
    Entry.START: Place.START,
    Entry.SIGN_IN: Place.SIGN_IN,
    Entry.REGISTER: Place.REGISTER,
    Entry.RESET: Place.RESET,
    Entry.INQUIRY: Place.INQUIRY,
}
_ROOM_BESIDE_PANEL = 760


class MainWindow(Living, QMainWindow):
    """Shows one page at a time and leads from one to the next."""

    def __init__(
        self,
        options: WindowOptions,
        connect: Connect,
        theme: Theme,
        translations: Translations,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._options = options
        self._connect = connect
        self._training = options.service == SIMULATOR
        self._page: QWidget | None = None
        self.context = Context(
            options=options,
            tasks=Tasks(connect, options.service or "", self),
            theme=theme,
            translations=translations,
            go=self.go,
            session_ended=self._session_over,
        )
        self._header = Header(theme, translations, self)
        self._is_terminal = options.mode is Mode.TERMINAL
        self._banner = TrainingBanner(theme, self)
        self._panel = TrainingPanel(self.context, self)
        self._footer = Footer(theme, self)
        self._terminal_footer = TerminalFooter(theme, self)
        self._terminal_footer.setVisible(self._is_terminal)
        self._footer.setVisible(not self._is_terminal)
        self._build()
        self._idle = IdleGuard(TERMINAL_IDLE if self._is_terminal else DESK_IDLE, self, theme)
        self._ring = FocusRing(self, theme)
        self._connect_signals()
        self.come_alive()
        self._first_page()

    def _build(self) -> None:
        self._ground = QWidget(self)
        self._ground.setObjectName("ground")
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self._panel)
        layout = QVBoxLayout(self._ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._banner)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._footer)
        layout.addWidget(self._terminal_footer)
        self.setCentralWidget(self._ground)
        self._panel.hide()

    def _connect_signals(self) -> None:
        self._header.help_wanted.connect(lambda: self.go(Visit(Place.HELP)))
        self._header.home_wanted.connect(self._go_home)
        self._header.sign_out_wanted.connect(self._sign_out)
        self.theme.changed.connect(self._restyle_all)
        self._banner.panel_wanted.connect(self._toggle_panel)
        self.context.tasks.answered.connect(self._panel.refresh)
        self._terminal_footer.finish.connect(lambda: self._leave_then(self.wipe))
        self._terminal_footer.help_wanted.connect(self._header.help_wanted)
        self._idle.ended.connect(self._end_idle)

    def _first_page(self) -> None:
        if self._options.service is None:
            self._show_page(
                ChooseServicePage(
                    self.context, lambda name: Tasks(self._connect, name, self), self._use_service
                )
            )
        else:
            self.go(Visit(_ENTRIES[self._options.entry]))

    def _use_service(self, name: str, lane: Tasks) -> None:
        self.context.tasks.close(timeout=0)
        self.context.tasks = lane
        lane.answered.connect(self._panel.refresh)
        self._training = name == SIMULATOR
        self._show_training()
        self.go(Visit(_ENTRIES[self._options.entry]))

    def _restyle_all(self) -> None:
        """After a change of text size or contrast: what the style sheet cannot set."""
        for widget in self.findChildren(QWidget):
            if isinstance(widget, Living):
                widget.restyle()

    # ------------------------------------------------------------------ going places

    def go(self, visit: Visit) -> None:
        """Lead to a place; what the page before it held is dropped."""
        if visit.place in _JOURNEYS:
            self._show_journey(_JOURNEYS[visit.place], visit)
        elif visit.place is Place.SERVICES and self.context.session is not None:
            self._show_page(ServicesPage(self.context))
        elif visit.place is Place.ACCOUNT and self.context.session is not None:
            self._show_page(AccountPage(self.context))
        elif visit.place is Place.HELP:
            self._leave_then(lambda: self._show_page(HelpPage(self.context)))
        else:
            self._show_page(StartPage(self.context))

    def _go_home(self) -> None:
        home = Place.SERVICES if self.context.session else Place.START
        self._leave_then(lambda: self.go(Visit(home)))

    def _leave_then(self, act: Callable[[], None]) -> None:
        """Ask before a journey with something typed in it is dropped."""
        if isinstance(self._page, JourneyShell):
            self._page.ask_to_leave(act)
        else:
            act()

    def _show_journey(self, kind: JourneyKind, visit: Visit) -> None:
        shell = JourneyShell(kind, self.context, visit)
        shell.ended.connect(lambda: self._journey_ended(shell))
        shell.left.connect(self._journey_left)
        shell.journey.updated.connect(self._idle.watch.note_life)
        shell.journey.moved.connect(self._idle.watch.note_life)
        shell.rearranged.connect(lambda: follow_reading(self._ground))
        shell.stopped.connect(lambda: self._journey_stopped(shell))
        self._show_page(shell)

    def _journey_ended(self, shell: JourneyShell) -> None:
        state = shell.journey.state
        assert state is not None
        if isinstance(state.result, Session):
            self._signed_in(state.result)
        else:
            self._show_page(OutcomePage(self.context, ending(state, self.context)))

    def _journey_stopped(self, shell: JourneyShell) -> None:
        state = shell.journey.state
        assert state is not None
        self._show_page(OutcomePage(self.context, stop(state, self.context)))

    def _journey_left(self) -> None:
        self.go(Visit(Place.SERVICES if self.context.session else Place.START))

    def _show_page(self, page: QWidget) -> None:
        old = self._page
        self._page = page
        if old is not None:
            page.resize(old.size())
        self._middle.insertWidget(0, page, 1)
        if isinstance(old, (JourneyShell, Page)):
            old.leaving()
        if old is not None:
            old.hide()
            old.deleteLater()
        if isinstance(page, StartPage) and self.context.session is None:
            self._idle.watch.stop()
        else:
            self._idle.watch.start()
        follow_reading(self._ground)
        if isinstance(page, Page):
            QTimer.singleShot(0, page, page.focus_first)

    # ------------------------------------------------------------------ the session

    def _signed_in(self, session: Session) -> None:
        self.context.session = session
        self._header.set_signed_in(True)
        self.go(Visit(Place.SERVICES))

    def _sign_out(self) -> None:
        self._end_session()
        self.go(Visit(Place.START))

    def _end_session(self) -> None:
        session, self.context.session = self.context.session, None
        self._header.set_signed_in(False)
        if session is not None:
            token = session.token
            self.context.tasks.ask(
                self,
                lambda backend: backend.service.sign_out(token),
                lambda _done: None,
                lambda _problem: None,
            )

    def wipe(self) -> None:
        """Leave nothing of the person behind: session, answers, clipboard, text size."""
        self._idle.withdraw()
        self._end_session()
        QGuiApplication.clipboard().clear()
        self.theme.reset()
        self.context.translations.use(self._options.language)
        self.go(Visit(Place.START))

    def _end_idle(self) -> None:
        self.wipe()
        if not self._is_terminal:
            self._session_over()

    def _session_over(self) -> None:
        """Tell why the person is no longer signed in."""
        self._end_session()
        self._show_page(OutcomePage(self.context, session_over(self.context)))
        self._idle.watch.stop()

    def show_problem(self, problem: Problem) -> None:
        """Say that something broke; what was typed stays where it is."""
        Question(
            self,
            self.theme,
            lambda: (
                messages.sentence(problem),
                self.tr("Continue"),
                self.tr("Start page"),
            ),
            careful=lambda: None,
            other=self._go_home,
        )

    # ------------------------------------------------------------------ training

    def _show_training(self) -> None:
        if self.context.tasks.has_service:
            # The simulator makes its people now, while the window can already be used.
            self.context.tasks.ask(
                self,
                lambda backend: backend.service.reference_data(),
                lambda _lists: None,
                lambda _problem: None,  # whoever needs the service is told then
            )
        self._banner.setVisible(self._training)
        self._footer.show_training(self._training)
        if self._training and self._has_room_for_panel():
            self._panel.open()

    def _has_room_for_panel(self) -> bool:
        return self.width() >= self.theme.px(PANEL_WIDTH + _ROOM_BESIDE_PANEL)

    def _toggle_panel(self) -> None:
        if self._panel.isVisible():
            self._panel.close_panel()
        else:
            self._panel.open()

    # ------------------------------------------------------------------ the window itself

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Social Security Corporation – E-services"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_training)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panel.isVisible() and not self._has_room_for_panel():
            self._panel.close_panel()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go where reading goes; pages change, so the order is found when it is needed."""
        follow_reading(self._ground)
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self._header.help_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and isinstance(self._page, JourneyShell):
            self._page.ask_to_leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._panel.close_panel()
        if isinstance(self._page, (JourneyShell, Page)):
            self._page.leaving()
        self.context.tasks.close()
        super().closeEvent(event)
