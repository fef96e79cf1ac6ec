"""Pages shown in place of another, which waits unchanged behind them and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.leaving import take_off
from ui.pages.page import Page
from ui.unheard import Unheard

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.services.support import Support
    from ui.wizard.shell import JourneyShell


class _Front(NamedTuple):
    """A page in front, with what had the focus before, and the page that it covers."""

    page: Page
    focus: QWidget | None
    covered: Unheard

    def drop(self) -> None:
        """Take the page away from what it covers."""
        self.covered.let_be()
        self.page.leaving()
        take_off(self.page)


class Aside(QObject):
    """Puts pages into the window's row, in front of the page that is there; `turned` follows."""

    turned = Signal()

    def __init__(
        self, context: Context, support: Support | None, row: QHBoxLayout, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._support = support
        self._row = row
        self._window = window
        self._pages: list[_Front] = []
        self._behind: Page | JourneyShell | None = None

    @property
    def page(self) -> Page | None:
        """The page that stands in front."""
        return self._pages[-1].page if self._pages else None

    @property
    def is_open(self) -> bool:
        """Tell whether a page stands in front."""
        return bool(self._pages)

    def show_diagnosis(self, behind: Page | JourneyShell | None) -> None:
        """Show the connection check."""
        from ui.destinations import DiagnosisPage

        self._open(
            DiagnosisPage,
            lambda: DiagnosisPage(self._context, self._support, self.close),
            behind,
        )

    def show_help(self, behind: Page | JourneyShell | None) -> None:
        """Show the help."""
        from ui.destinations import HelpPage

        self._open(HelpPage, lambda: HelpPage(self._context, self.close), behind)

    def attend(self, problem: Problem, behind: Page | JourneyShell | None) -> None:
        """Say what to do where this version of the program is of no more use."""
        from ssc_desktop.domain.errors import ErrorCode
        from ui.destinations import OutcomePage, outdated

        if problem.code is ErrorCode.CLIENT_OUTDATED and not self.is_open:
            page = outdated(self._context, self.close)
            self._open(OutcomePage, lambda: OutcomePage(self._context).tell(page), behind)

    def _open(
        self, kind: type[Page], make: Callable[[], Page], behind: Page | JourneyShell | None
    ) -> None:
        """Show a page; where it is open already, those in front of it give way."""
        if behind is None:
            return
        if any(isinstance(front.page, kind) for front in self._pages):
            while not isinstance(self.page, kind):
                self.close()
            return
        covered = self.page or behind
        page = make()
        focus = self._window.focusWidget()
        self._behind = behind
        page.resize(covered.size())
        covered.hide()  # first, so that the window never has to hold both
        self._pages.append(_Front(page, focus, Unheard(covered)))
        self._row.insertWidget(0, page, 1)
        page.show()
        QTimer.singleShot(0, page, lambda: self._give_focus(page))
        self.turned.emit()

    def _give_focus(self, page: Page) -> None:
        if page is self.page:  # it may have been closed at once
            page.focus_first()

    def close(self) -> None:
        """Bring back what waits behind, with the focus where it was."""
        if self._behind is None:
            return
        front = self._pages.pop()
        front.drop()
        uncovered = self.page or self._behind
        if not self._pages:
            self._behind = None
        uncovered.show()
        focus = front.focus
        if focus is not None and shiboken6.isValid(focus) and uncovered.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            uncovered.take_focus()  # it was turned, or built anew in other looks
        self.turned.emit()

    def drop(self) -> None:
        """Take the pages away; what waits behind goes its own way."""
        pages, self._pages, self._behind = self._pages, [], None
        for front in reversed(pages):
            front.drop()
