"""What can be opened next is made beforehand: journeys on the start page, elsewhere their ends."""

from collections.abc import Iterator
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.reference import ReferenceData
from ui.context import Context, Place
from ui.pages.account import AccountPage
from ui.pages.outcome import OutcomePage
from ui.pages.page import Page
from ui.pages.services import ServicesPage
from ui.pages.start import WAYS_IN, StartPage
from ui.wings import Wings
from ui.wizard.shell import JourneyShell
from ui.wizard.words import JourneyKind

P = TypeVar("P", StartPage, ServicesPage, AccountPage, OutcomePage)

_PAUSE_MS = 150  # after a page turn: the next page of the journey goes first
_BEAT_MS = 10  # between two pieces of work: the event loop has its turn


class Foresight(QObject):
    """Keeps pages in the wings of a window, as long as its looks and language stay.

    None of them has been opened by anybody yet, so they hold nothing of anybody.
    """

    def __init__(self, context: Context, lists: ReferenceData) -> None:
        super().__init__(context.ground)
        self._context = context
        self._lists = lists
        self._pages: dict[type[Page], Wings[Page]] = {
            kind: Wings() for kind in (StartPage, ServicesPage, AccountPage, OutcomePage)
        }
        self._journeys = {place: Wings[JourneyShell]() for place in (*WAYS_IN, Place.RENEW)}
        self._shown: QWidget | None = None
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        context.theme.changing.connect(self._forget)
        context.translations.changing.connect(self._forget)

    def page(self, kind: type[P]) -> P | None:
        """Return a page of this kind, if one waits."""
        return cast(P | None, self._pages[kind].let_out())

    def journey(self, place: Place) -> JourneyShell | None:
        """Return a journey that has not begun, if one waits."""
        return self._journeys[place].let_out()

    def look_on_from(self, page: QWidget) -> None:
        """Make, a little later, what can be opened from this page."""
        self._shown = page
        self._work = self._preparations(page)
        self._timer.start(_PAUSE_MS)

    def _forget(self) -> None:
        """Drop what waits: other looks and another language would have to be put on it in vain."""
        for pages in self._pages.values():
            pages.clear()
        for journeys in self._journeys.values():
            journeys.clear()
        if self._shown is not None:
            self.look_on_from(self._shown)

    def _go_on(self) -> None:
        self._timer.setInterval(_BEAT_MS)
        if next(self._work, self) is self:
            self._timer.stop()

    def _preparations(self, page: QWidget) -> Iterator[None]:
        """Make one thing at each step."""
        if not isinstance(page, StartPage):
            for following in (StartPage, self._end_of(page)):
                if self._pages[following].page is None:
                    self._pages[following].take_in(following(self._context), page.size())
                    yield
            return
        for place, wings in self._journeys.items():
            if wings.page is None:
                kind = JourneyKind(place.value)
                shell = JourneyShell(kind, self._context)
                wings.take_in(shell, page.size())
                yield
                while wings.is_dressing:  # its first page is to be as large as it leaves room for
                    yield
                shell.foresee(self._lists)
                yield

    def _end_of(self, page: QWidget) -> type[ServicesPage | AccountPage | OutcomePage]:
        """Return what most likely follows a page that does not lead to the start page."""
        if isinstance(page, JourneyShell) and page.kind is not JourneyKind.SIGN_IN:
            return OutcomePage
        return AccountPage if isinstance(page, ServicesPage) else ServicesPage
