"""The pages of a journey; the one that comes next is made while this one is being filled in."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.flows.state import State, StepId
from ui.context import Context
from ui.wings import Wings
from ui.wizard.channel_page import ChannelPage
from ui.wizard.code_page import CodePage
from ui.wizard.journey import Journey
from ui.wizard.page import StepPage
from ui.wizard.review_page import ReviewPage
from ui.wizard.room import Room
from ui.wizard.sign_in_page import SignInPage
from ui.wizard.words import JourneyKind, words_of

_AFTER_TURN_MS = 60  # all of it is over, and nobody has read the page yet
_AFTER_KEY_MS = 200  # others follow it
_TYPES: Mapping[StepId, type[StepPage]] = {
    StepId.REVIEW: ReviewPage,
    StepId.CODE: CodePage,
    StepId.NEW_PASSWORD: CodePage,
    StepId.CHANNEL: ChannelPage,
    StepId.SIGN_IN: SignInPage,
}


class Pages(QObject):
    """Makes the pages of one journey, to stand in `holder`; `shown()` is the page of the moment."""

    def __init__(
        self,
        kind: JourneyKind,
        journey: Journey,
        context: Context,
        shown: Callable[[], StepPage | None],
        holder: QWidget,
    ) -> None:
        super().__init__(holder)
        self._kind = kind
        self._journey = journey
        self._context = context
        self._holder = holder
        self._wings = Wings[StepPage]()
        self._shown = shown
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look_ahead)
        journey.updated.connect(self._look_ahead_soon)

    def page(self, state: State, room: Room) -> StepPage:
        """Return a page that shows this state: the one that waits, or a new one."""
        page = self._wings.page
        if page is not None and page.fits(state, room):
            self._wings.let_out()
            page.catch_up(state)
        else:
            self._wings.clear()
            page = self._make(state, room)
        self._pause.start(_AFTER_TURN_MS)
        return page

    def forget_next(self) -> None:
        """Drop the page that waits; if the journey goes on, another is made."""
        self._wings.clear()
        self._pause.start(_AFTER_TURN_MS)

    def _make(self, state: State, room: Room) -> StepPage:
        page_type = _TYPES.get(state.step, StepPage)
        words = words_of(self._kind, state.step, self._context.arrangement)
        return page_type(self._journey, self._context, words, state, room, self._holder)

    def _look_ahead_soon(self) -> None:
        if not self._pause.isActive():  # who types on is not waited for
            self._pause.start(_AFTER_KEY_MS)

    def _look_ahead(self) -> None:
        state, shown = self._journey.state, self._shown()
        if state is None or shown is None:
            return
        following = self._journey.flow.forward(state)
        if following is not state:
            self.make_ready(following, shown.room, shown.size())

    def make_ready(self, state: State, room: Room, size: QSize) -> None:
        """Have the page wait that will show this state, in this size or one near it."""
        waiting = self._wings.page
        if waiting is not None and waiting.fits(state, room):
            waiting.catch_up(state)
        else:
            self._wings.take_in(self._make(state, room), size)
