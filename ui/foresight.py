"""What can be opened next is made beforehand: the start page, and the journeys that begin there."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.reference import ReferenceData
from ui.context import Context, Visit
from ui.pages.start import WAYS_IN, StartPage
from ui.wings import Wings
from ui.wizard.shell import JourneyShell
from ui.wizard.words import JourneyKind

_PAUSE_MS = 400  # after a page turn: the next page of the journey goes first
_BEAT_MS = 10  # between two pieces of work: the event loop has its turn


class Foresight(QObject):
    """Keeps pages in the wings of a window, as long as its looks and language stay.

    None of them has been opened by anybody yet, so they hold nothing of anybody.
    """

    def __init__(self, context: Context, lists: ReferenceData) -> None:
        super().__init__(context.ground)
        self._context = context
        self._lists = lists
        self._start = Wings[StartPage]()
        self._journeys = {place: Wings[JourneyShell]() for place in WAYS_IN}
        self._shown: QWidget | None = None
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        context.theme.changing.connect(self._forget)
        context.translations.changing.connect(self._forget)

    def start_page(self) -> StartPage | None:
        """Return a start page, if one waits."""
        return self._start.let_out()

    def journey(self, visit: Visit) -> JourneyShell | None:
        """Return a journey that nothing is carried to, if one waits."""
        waits = visit == Visit(visit.place) and visit.place in self._journeys
        return self._journeys[visit.place].let_out() if waits else None

    def look_on_from(self, page: QWidget) -> None:
        """Make, a little later, what can be opened from this page."""
        self._shown = page
        self._work = self._preparations(page)
        self._timer.start(_PAUSE_MS)

    def _forget(self) -> None:
        """Drop what waits: other looks and another language would have to be put on it in vain."""
        self._start.clear()
        for wings in self._journeys.values():
            wings.clear()
        if self._shown is not None:
            self.look_on_from(self._shown)

    def _go_on(self) -> None:
        self._timer.setInterval(_BEAT_MS)
        if next(self._work, self) is self:
            self._timer.stop()

    def _preparations(self, page: QWidget) -> Iterator[None]:
        """Make one thing at each step."""
        if not isinstance(page, StartPage):
            if self._start.page is None:
                self._start.take_in(StartPage(self._context), page.size())
                yield
            return
        for place, wings in self._journeys.items():
            if wings.page is None:
                kind = JourneyKind(place.value)
                shell = JourneyShell(kind, self._context, Visit(place))
                wings.take_in(shell, page.size())
                yield
                shell.foresee(self._lists)
                yield
