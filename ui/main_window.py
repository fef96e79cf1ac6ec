"""The one window: header, training banner, the page of the moment, footer.

The first page has to be there at once: all others come with `ui.destinations`, afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ssc_desktop.services.backend import SIMULATOR, Connect
from ssc_desktop.services.support import Support
from ui.aside import Aside
from ui.context import ENTRIES, Context, Place, Visit
from ui.defect_question import DefectQuestion
from ui.focus_order import follow_reading, told_in_order
from ui.frame import Footer, TerminalFooter
from ui.header import Header
from ui.language import Living, Translations, restyle_below, retranslate_below
from ui.leaving import TURNED_MS, take_off
from ui.loading import first_lists, load_the_rest
from ui.options import Mode, WindowOptions
from ui.pages.page import Page
from ui.pages.start import StartPage
from ui.presence import Presence, empty_clipboard
from ui.tasks import Tasks
from ui.theme import Theme
from ui.training_side import TrainingSide
from ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.domain.reference import ReferenceData
    from ui.foresight import Foresight
    from ui.pages.account import AccountPage
    from ui.pages.outcome import OutcomePage
    from ui.pages.services import ServicesPage
    from ui.wizard.shell import JourneyShell

P = TypeVar("P", StartPage, "ServicesPage", "AccountPage", "OutcomePage")

_JOURNEYS = (Place.SIGN_IN, Place.REGISTER, Place.RENEW, Place.RESET, Place.INQUIRY)
_WITHOUT_SERVICE = (Place.HELP, Place.DIAGNOSIS)
_HIGH_ENOUGH_FOR_FOOTER = 480


class MainWindow(Living, QMainWindow):
    """Shows one page at a time and leads from one to the next; `ready` once it has been seen."""

    ready = Signal()

    def __init__(
        self,
        options: WindowOptions,
        connect: Connect,
        theme: Theme,
        translations: Translations,
        support: Support | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        theme.dress(self)
        self._options = options
        self._connect = connect
        self._support = support
        self._service = options.service  # None until somebody has chosen one
        self._page: Page | JourneyShell | None = None
        self._journey: JourneyShell | None = None
        self._foresight: Foresight | None = None
        self._painted = False
        self._ground = QWidget(self)
        self.context = Context(
            options=options,
            ground=self._ground,
            tasks=self._lane_to(options.service or ""),
            theme=theme,
            translations=translations,
            go=self.go,
            session_ended=self._session_over,
        )
        self._presence = Presence(self.context, self)
        self._defect = DefectQuestion(self.context, self._go_home, self)
        self._header = Header(theme, translations, self._ground)
        self._is_terminal = options.mode is Mode.TERMINAL
        self._middle = QHBoxLayout()
        self._aside = Aside(self.context, support, self._middle, self)
        self._training_side = TrainingSide(self.context, self._middle, self._picture_on_show, self)
        footer = TerminalFooter if self._is_terminal else Footer
        self._footer: Footer | TerminalFooter = footer(theme, self._ground)
        self._build()
        self._ring = FocusRing(self, theme)
        self._connect_signals()
        self.come_alive()
        self.go(Visit(ENTRIES[options.entry]))

    def _build(self) -> None:
        self._middle.setSpacing(0)
        layout = QVBoxLayout(self._ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._training_side.banner)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._footer)
        self.setCentralWidget(self._ground)

    def _connect_signals(self) -> None:
        self._header.help_wanted.connect(lambda: self.go(Visit(Place.HELP)))
        self._header.home_wanted.connect(self._go_home)
        self._header.sign_out_wanted.connect(lambda: self._leave_then(self._sign_out))
        self._presence.signed_in.connect(self._header.set_signed_in)
        self._presence.ended.connect(self._end_idle)
        self.theme.changed.connect(self._restyle_all)
        self._attend(self.context.tasks)
        self._aside.turned.connect(self._watch)
        self._training_side.alone.connect(self._show_or_hide_page)
        if isinstance(self._footer, TerminalFooter):
            self._footer.finish.connect(lambda: self._leave_then(self.wipe))
            self._footer.help_wanted.connect(self._header.help_wanted)

    def _lane_to(self, name: str) -> Tasks:
        if self._support is None:
            return Tasks(self._connect, name, self)
        return Tasks(self._connect, name, self, self._support.note)

    def _attend(self, tasks: Tasks) -> None:
        tasks.answered.connect(self._training_side.refresh)
        tasks.failed.connect(lambda problem: self._aside.attend(problem, self._page))

    def _use_service(self, name: str, lane: Tasks) -> None:
        self.context.tasks.close(timeout=0)
        self.context.tasks = lane
        self._attend(lane)
        self._service = name
        self._meet_service()
        self.go(Visit(ENTRIES[self._options.entry]))

    def _restyle_all(self) -> None:
        """After a change of text size or contrast: what the style sheet cannot set."""
        self._presence.watch_over_looks()
        restyle_below(self)
        self.restyle()

    # ------------------------------------------------------------------ going places

    def go(self, visit: Visit) -> None:
        """Lead to a place; what the page before it held is dropped."""
        inside = self.context.session is not None
        self._training_side.give_way()
        if self._service is None and visit.place not in _WITHOUT_SERVICE:
            from ui.destinations import ChooseServicePage

            self._show_page(ChooseServicePage(self.context, self._lane_to, self._use_service))
        elif visit.place in _JOURNEYS:
            self._show_journey(visit)
        elif visit.place is Place.HELP:
            self._show_help()
        elif visit.place is Place.DIAGNOSIS:
            self._aside.show_diagnosis(self._page)
        elif inside and visit.place in (Place.SERVICES, Place.ACCOUNT):
            from ui.destinations import AccountPage, ServicesPage

            if visit.place is Place.ACCOUNT:
                self._show_page(self._made(AccountPage).fetch())
            else:
                self._show_page(self._made(ServicesPage).greet())
        else:
            if self._is_terminal:
                empty_clipboard()
            self._show_page(self._made(StartPage))

    def _made(self, kind: type[P]) -> P:
        """Return a page: the one that waits, or a new one."""
        waiting = self._foresight.page(kind) if self._foresight is not None else None
        return waiting or kind(self.context)

    def _show_help(self) -> None:
        """Show the help, in front of whatever holds something of somebody."""
        from ui.destinations import HelpPage

        if isinstance(self._page, (StartPage, HelpPage)):  # two pages take long to be styled anew
            self._show_page(HelpPage(self.context, self._show_home))
        else:
            self._aside.show_help(self._page)

    def _go_home(self) -> None:
        self._leave_then(self._show_home)

    def _show_home(self) -> None:
        self.go(Visit(self.context.home))

    def _leave_then(self, act: Callable[[], None]) -> None:
        """Ask before a journey with something typed in it is dropped."""
        if self._journey is not None:
            self._journey.ask_to_leave(act)
        else:
            act()

    def _show_journey(self, visit: Visit) -> None:
        from ui.destinations import JourneyKind, JourneyShell

        waiting = self._foresight.journey(visit.place) if self._foresight is not None else None
        shell = waiting or JourneyShell(JourneyKind(visit.place.value), self.context)
        shell.ended.connect(lambda: self._journey_ended(shell))
        shell.left.connect(self._show_home)
        shell.journey.acted.connect(self._presence.watch.note_life)
        shell.journey.moved.connect(self._training_side.show_picture)
        shell.journey.captcha.connect(self._training_side.show_picture)
        shell.stopped.connect(lambda: self._journey_stopped(shell))
        if self._foresight is None:  # the first lists have not come, or not yet
            shell.journey.moved.connect(lambda: self._prepare_by(shell))
        self._show_page(shell)
        self._journey = shell
        shell.begin(visit)

    def _picture_on_show(self) -> str:
        return "" if self._journey is None else self._journey.picture_code.on_show()

    def _journey_ended(self, shell: JourneyShell) -> None:
        from ssc_desktop.services.contract import Session
        from ui.destinations import OutcomePage, ending, ends_sessions

        state = shell.journey.state
        assert state is not None
        if isinstance(state.result, Session):
            self._presence.open(state.result)
            self.go(Visit(Place.SERVICES))
        else:
            if ends_sessions(state.result):
                self._presence.end_session()
            self._show_page(self._made(OutcomePage).tell(ending(state, self.context)))

    def _journey_stopped(self, shell: JourneyShell) -> None:
        from ui.destinations import OutcomePage, stop

        state = shell.journey.state
        assert state is not None
        self._show_page(self._made(OutcomePage).tell(stop(state, self.context)))

    def _show_page(self, page: Page | JourneyShell) -> None:
        self._aside.drop()
        old = self._page
        self._page, self._journey = page, None
        if old is not None:
            page.resize(old.size())
            old.leaving()
            take_off(old)  # first, so that the window never has to hold both
        self._training_side.give_way()
        self._training_side.show_picture()
        self._middle.insertWidget(0, page, 1)
        if old is not None:  # the first page comes with the window
            page.show()  # at once: what is not shown yet cannot take the focus
        told_in_order(page, *self._training_side.panels, self._footer)
        self._watch()
        if self._foresight is not None:
            self._foresight.look_on_from(page)
        if isinstance(page, Page):
            QTimer.singleShot(0, page, page.focus_first)

    def _watch(self) -> None:
        """Watch over what somebody has begun, and only over that."""
        begun = self._aside.is_open or not isinstance(self._page, StartPage)
        if self._service is not None and (begun or self.context.session is not None):
            self._presence.watch.start()
        else:
            self._presence.stop_watching()
            self._presence.watch_over_looks()

    # ------------------------------------------------------------------ the session

    def _sign_out(self) -> None:
        if self._is_terminal:
            self.wipe()
        else:
            self._presence.end_session()
            self.go(Visit(Place.START))

    def wipe(self) -> None:
        """Leave nothing of the person behind: session, answers, clipboard, text size."""
        self._presence.stop_watching()
        self._header.close_menu()
        self._defect.withdraw()
        self._presence.end_session()
        empty_clipboard()
        self._training_side.forget()
        self.theme.reset()
        self.context.translations.use(self._options.language)
        self.go(Visit(Place.START))

    def _end_idle(self) -> None:
        self.wipe()
        if not self._is_terminal:
            self._tell_session_over()

    def _session_over(self) -> None:
        """Leave nothing open of a session that the service has ended, and tell why."""
        if self._is_terminal:
            self.wipe()
        self._presence.end_session()
        self._tell_session_over()

    def _tell_session_over(self) -> None:
        from ui.destinations import OutcomePage, session_over

        self._show_page(self._made(OutcomePage).tell(session_over(self.context)))
        if not self._is_terminal:  # where the page goes after a while, for whoever comes next
            self._presence.stop_watching()

    def show_problem(self, problem: Problem) -> None:
        """Say that something broke; what was typed stays where it is."""
        self._defect.ask(problem)

    def _meet_service(self) -> None:
        """Show whether this is training, and ask for the first lists once that can be seen."""
        if self.context.tasks.has_service:
            QTimer.singleShot(TURNED_MS, self, self._ask_for_lists)
        training = self._service == SIMULATOR
        if isinstance(self._footer, Footer):
            self._footer.follow(self.context.tasks, training)
        if training:
            self._training_side.show()
        else:
            self._training_side.hide()

    def _ask_for_lists(self) -> None:
        # The simulator makes its people now, while the window can already be used.
        self.context.tasks.ask(
            self,
            first_lists,
            self._prepare,
            lambda _problem: None,  # whoever needs the service is told then
        )

    def _show_or_hide_page(self, panel_is_alone: bool) -> None:
        page = self._aside.page or self._page
        if page is not None:
            page.setVisible(not panel_is_alone)

    def _prepare_by(self, shell: JourneyShell) -> None:
        """Learn from a journey what the first lists would have told."""
        if self._foresight is None and shell.journey.state is not None:
            self._prepare(shell.journey.state.reference)

    def _prepare(self, lists: ReferenceData) -> None:
        from ui.destinations import Foresight

        if lists.training and self._service != SIMULATOR:
            self._training_side.show_banner()
        assert self._page is not None
        if self._foresight is None:
            self._foresight = Foresight(self.context, lists)
            self._foresight.look_on_from(self._page)

    # ------------------------------------------------------------------ the window itself

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            retranslate_below(self)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Social Security Corporation – E-services"))
        self._presence.watch_over_looks()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """Start what could wait, now that there is something to look at."""
        self.ready.emit()
        load_the_rest(self, self._meet_service)

    def restyle(self) -> None:
        self._make_room()
        self._training_side.make_room()

    def _make_room(self) -> None:
        """Where height is scarce it belongs to the page; help tells what the footer tells."""
        high = self.height() >= self.theme.px(_HIGH_ENOUGH_FOR_FOOTER)
        if isinstance(self._footer, Footer) and self._footer.isHidden() is high:
            self._footer.setVisible(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._training_side.make_room()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go where reading goes; pages change, so the order is found when it is needed."""
        follow_reading(self._ground)
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        escape = event.key() == Qt.Key.Key_Escape
        if event.key() == Qt.Key.Key_F1:
            self._header.help_wanted.emit()
        elif escape and (self._aside.is_open or self._training_side.is_alone):
            self._training_side.give_way()
            self._aside.close()
        elif escape and self._journey is not None:
            self._journey.ask_to_leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._training_side.close_panel()
        self._aside.drop()
        if self._page is not None:
            self._page.leaving()
        self._presence.end_session()
        self.context.tasks.close()
        super().closeEvent(event)
