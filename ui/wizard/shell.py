"""The shell of every journey: steps at the reading edge, a page that scrolls, the action bar."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.inquiry import InquiryFlow
from ssc_desktop.flows.password_reset import PasswordResetFlow
from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.sign_in import SignInFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ui.context import Context, Visit
from ui.language import Living
from ui.leaving import take_off
from ui.options import Mode
from ui.widgets.action_bar import ActionBar
from ui.widgets.field_row import FIELD_WIDTH
from ui.widgets.page_frame import SIDE, PageFrame
from ui.widgets.question import Question
from ui.wizard.journey import Journey
from ui.wizard.page import StepPage
from ui.wizard.page_focus import PageFocus
from ui.wizard.pages import Pages
from ui.wizard.picture_code import PictureCode
from ui.wizard.room import Room, room_in, widest
from ui.wizard.step_list import WIDTH as STEP_LIST_WIDTH
from ui.wizard.step_list import StepLine, StepList
from ui.wizard.threshold import Threshold
from ui.wizard.words import JourneyKind, continue_words, name_of, words_of


def _flow(kind: JourneyKind) -> Flow:
    if kind is JourneyKind.SIGN_IN:
        return SignInFlow()
    if kind is JourneyKind.RESET:
        return PasswordResetFlow()
    if kind is JourneyKind.INQUIRY:
        return InquiryFlow()
    return RegistrationFlow(renewal=kind is JourneyKind.RENEWAL)


def _drop(page: StepPage) -> None:
    page.leaving()
    take_off(page)


class JourneyShell(Living, QWidget):
    """Runs one journey; `ended` follows its last step, `left` its cancellation,
    `stopped` an answer that no page of the journey can go on from."""

    ended = Signal()
    left = Signal()
    stopped = Signal()

    def __init__(self, kind: JourneyKind, context: Context) -> None:
        super().__init__(context.ground)
        self.kind = kind
        self._context = context
        self.journey = Journey(_flow(kind), context, self)
        path = [step.id for step in self.journey.flow.path]
        self._many = len(path) > 1
        steps = path if self._many else []
        theme = context.theme
        self._list = StepList(theme, steps, self)
        self._edge = QFrame(self)
        self._edge.setObjectName("edge")
        self._edge.setFixedWidth(1)
        self._holder = QWidget()
        self._holder.setObjectName("scrolled")
        self._frame = PageFrame(theme, self._holder, self)  # before there is much to be styled anew
        self._line = StepLine(theme, steps, self._holder)
        above = QHBoxLayout()
        above.addWidget(self._line, 1)
        above.addStretch()
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._threshold = Threshold(kind, context, self._holder)
        self._row.addWidget(self._threshold, 1)
        self._row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(self._row, 1)
        self._frame.across().addLayout(column)
        self._bar = ActionBar(theme, self._frame)
        self._bar.set_cancel_visible(context.options.mode is Mode.DESK)
        if context.options.mode is Mode.TERMINAL:
            self._bar.fill()
            self._frame.hold_bar()
        self._frame.add_bar(self._bar)
        self._page: StepPage | None = None
        self._pages = Pages(kind, self.journey, context, lambda: self._page, self._holder)
        self._focus = PageFocus(self.journey, lambda: self._page, self._frame.area, self)
        self.picture_code = PictureCode(self.journey, context, lambda: self._page, self)
        self._question: Question | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addWidget(self._edge)
        layout.addWidget(self._frame, 1)
        self._connect()
        self.come_alive()
        for widget in (self._list, self._edge, self._line):
            widget.hide()

    def _connect(self) -> None:
        journey, bar = self.journey, self._bar
        journey.moved.connect(self._moved)
        journey.pointed.connect(self._focus.point)
        journey.updated.connect(self._updated)
        journey.refused.connect(self._refused)
        journey.ended.connect(self.ended)
        journey.busy.connect(self._busy)
        bar.primary.connect(self._go_on)
        bar.back.connect(self._go_back)
        bar.cancel.connect(self.ask_to_leave)
        self._context.theme.changing.connect(self._make_way)
        self._context.theme.settled.connect(self._come_back)
        self._context.translations.changing.connect(self._pages.forget_next)

    # ------------------------------------------------------------------ moving

    def foresee(self, lists: ReferenceData) -> None:
        """Have the first page made as it will be when the service tells these lists."""
        opening = self.journey.opening(lists)
        self._pages.make_ready(opening, self._room(), self._size_of_page())

    def begin(self, visit: Visit) -> None:
        """Fetch what the forms need, then open the first page with what the visit brings."""
        self.journey.carry(visit)
        self.journey.begin()

    def _go_on(self) -> None:
        if self.journey.state is None:
            if self.journey.is_busy:
                return
            self._threshold.clear()
            self.journey.begin()
            self._show_bar()
            return
        self.journey.go_on()
        self._hold_buttons()

    def _go_back(self) -> None:
        if not self.journey.go_back():
            self.left.emit()

    def ask_to_leave(self, then: Callable[[], None] | None = None) -> None:
        """Leave at once where nothing was typed, else ask first; `then` leads elsewhere."""
        leave = then or self.left.emit
        state = self.journey.state
        defaults = self.journey.flow.defaults
        typed = state is not None and any(
            state.answers.get(field) for field in state.answers if field not in defaults
        )
        if not typed:
            leave()
            return
        self.journey.hold()
        self._question = Question(
            self.window(),
            self._context.theme,
            lambda: (
                self.tr(
                    "Cancel this request? What was entered will be erased and nothing will be kept."
                ),
                self.tr("Return to the request"),
                self.tr("Cancel and erase"),
            ),
            careful=self.journey.resume,
            other=leave,
        )

    def leaving(self) -> None:
        """Drop everything typed before the shell goes."""
        if self._question is not None and shiboken6.isValid(self._question):
            self._question.close_quietly()
        self._pages.forget_next()
        if self._page is not None:
            self._page.leaving()
        self.journey.abandon()

    # ------------------------------------------------------------------ showing

    def _moved(self) -> None:
        state = self.journey.state
        if state is None:
            return
        if state.step in (StepId.ACCOUNT_EXISTS, StepId.NOT_INSURED):
            self.stopped.emit()
            return
        self._threshold.clear()
        # Before the page, whose showing lays out all around it: after it, all would be once more.
        self._list.show_step(state.step)
        self._line.show_step(state.step)
        self._show_bar()
        self._frame.area.verticalScrollBar().setValue(0)  # nor painted where the last one stood
        self._replace_page()
        self._focus.begin()

    def take_focus(self) -> None:
        """Take the focus back, to the field that had it or to where a new page begins."""
        self._focus.settle()

    def _replace_page(self) -> None:
        state = self.journey.state
        assert state is not None
        old = self._page
        page = self._page = self._pages.page(state, self._room())
        page.hold(self._bar.is_busy)
        if old is not None:
            page.setGeometry(old.geometry())  # so that it is laid out in its width at once
            _drop(old)  # first, so that the window never has to lay out both
        self._row.insertWidget(0, page, 1)
        self._limit_width()
        page.show()  # at once: what is not shown yet cannot take the focus
        self.picture_code.show()

    def _rebuild_page(self) -> None:
        """Build the page anew at another size; answers, picture code and focus stay."""
        self._focus.keep()
        self._replace_page()

    def _make_way(self) -> None:
        """Drop pages before looks change: styling them would take longer than a new one does."""
        self._pages.forget_next()
        if self._page is not None:
            self._focus.keep()
            _drop(self._page)
            self._page.deleteLater()  # before it would be styled: no page turn has to wait for it
            self._page = None

    def _come_back(self) -> None:
        """Show the page again in other looks; it has been made ready when they had come."""
        if self.journey.state is not None and self._page is None:
            self._replace_page()

    def _show_bar(self) -> None:
        state = self.journey.state
        self._bar.set_action(self._action())
        has_earlier = state is not None and self.journey.flow.back(state) is not None
        self._bar.set_back_visible(has_earlier or self.journey.start_problem is not None)
        self._hold_buttons()

    def _action(self) -> str:
        """Return the words on the primary button, none while there is nothing to do yet."""
        state = self.journey.state
        if self.journey.is_to_be_repeated:
            return self.tr("Try again")
        if state is None:
            return ""
        if not self.journey.flow.on_last_page(state):
            return continue_words()
        return words_of(self.kind, state.step, self._context.arrangement).action()

    def _updated(self) -> None:
        state = self.journey.state
        if self._page is not None and state is not None:
            self._page.show_state(state)
        self._show_bar()

    def _refused(self) -> None:
        self._show_bar()
        state = self.journey.state
        if state is None:
            self._threshold.refuse(self.journey.start_problem)
            return
        if self._page is not None:
            self._page.show_state(state)
            self._focus.begin()

    def _busy(self, busy: bool) -> None:
        self._bar.set_busy(busy)
        self._threshold.wait(busy and self._page is None)
        if self._page is not None:
            self._page.hold(busy)
        if not busy:
            self._hold_buttons()

    def _hold_buttons(self) -> None:
        """Keep what was sent from being sent again or taken back before there is an answer."""
        self._bar.set_sending(self.journey.is_busy)
        self._bar.set_back_enabled(not self.journey.is_busy)

    # ------------------------------------------------------------------ size and words

    def _width(self) -> int:
        """Return the width that is left for the page and the space beside it, in pixels."""
        return self.width() - (0 if self._list.isHidden() else self._list.width() + 1)

    def _room(self) -> Room:
        room = room_in(self._width(), self._context.theme)
        return room if self._many or room is Room.NARROW else Room.USUAL

    def _has_list(self) -> bool:
        theme = self._context.theme
        wide = self.width() >= theme.px(STEP_LIST_WIDTH + FIELD_WIDTH) + 2 * theme.gap(SIDE)
        high = self.height() >= self._list.sizeHint().height()
        return self._many and wide and high

    def _widest(self) -> int:
        return widest(self._room(), self._width(), self._context.theme)

    def _size_of_page(self) -> QSize:
        """Return how large a page will be that none stands in the place of yet."""
        return QSize(self._widest(), self._frame.area.viewport().height())

    def _limit_width(self) -> None:
        """Keep lines readable."""
        widest = self._widest()
        self._bar.set_narrow(self._room() is Room.NARROW)
        self._line.setMaximumWidth(widest)
        self._threshold.setMaximumWidth(widest)
        if self._page is not None:
            self._page.setMaximumWidth(widest)

    def _fit(self) -> None:
        """Show the list of steps, or the line where there is no room for it."""
        listed = self._has_list()
        self._list.setVisible(listed)
        self._edge.setVisible(listed)
        self._line.setVisible(self._many and not listed)
        anew = self._context.theme.is_changing  # as soon as the looks have changed
        if self._page is not None and self._page.room is not self._room() and not anew:
            self._rebuild_page()
        self._limit_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._alive and event.type() == QEvent.Type.EnabledChange:
            self._focus.uncover()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus.uncover()

    def retranslate(self) -> None:
        self._list.heading.set_text(name_of(self.kind))
        if self._context.arrangement is Arrangement.GROUPED:  # else it is the page's title
            self._line.set_journey(name_of(self.kind))
        self.setAccessibleName(name_of(self.kind))
        self._show_bar()

    def restyle(self) -> None:
        self._fit()
        state = self.journey.state
        if state is not None and self._page is None:
            self._pages.make_ready(state, self._room(), self._size_of_page())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on from any field, once for each press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._go_on()
        else:
            super().keyPressEvent(event)
