"""A page shown in place of another, which waits unchanged behind it and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.leaving import take_off
from ui.pages.page import Page

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.services.support import Support
    from ui.wizard.shell import JourneyShell


class Aside(QObject):
    """Puts pages into the window's row, in front of the page that is there."""

    def __init__(
        self, context: Context, support: Support | None, row: QHBoxLayout, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._support = support
        self._row = row
        self._window = window
        self._page: Page | None = None
        self._behind: Page | JourneyShell | None = None
        self._focus: QWidget | None = None

    @property
    def page(self) -> Page | None:
        """The page that stands in front."""
        return self._page

    @property
    def is_open(self) -> bool:
        """Tell whether a page stands in front."""
        return self._page is not None

    def show_diagnosis(self, behind: Page | JourneyShell | None) -> None:
        """Show the connection check."""
        from ui.destinations import DiagnosisPage

        self._open(lambda: DiagnosisPage(self._context, self._support, self.close), behind)

    def show_help(self, behind: Page | JourneyShell | None) -> None:
        """Show the help."""
        from ui.destinations import HelpPage

        self._open(lambda: HelpPage(self._context, self.close), behind)

    def attend(self, problem: Problem, behind: Page | JourneyShell | None) -> None:
        """Say what to do where this version of the program is of no more use."""
        from ssc_desktop.domain.errors import ErrorCode
        from ui.destinations import OutcomePage, outdated

        if problem.code is ErrorCode.CLIENT_OUTDATED and not self.is_open:
            page = outdated(self._context, self.close)
            self._open(lambda: OutcomePage(self._context).tell(page), behind)

    def _open(self, make: Callable[[], Page], behind: Page | JourneyShell | None) -> None:
        """Show a page; another one that stands in front gives way to it."""
        if behind is None:
            return
        if self._page is None:
            self._focus = self._window.focusWidget()
        else:
            self.drop()
        self._page, self._behind = make(), behind
        self._page.resize(behind.size())
        behind.hide()  # first, so that the window never has to hold both
        self._row.insertWidget(0, self._page, 1)
        self._page.show()
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if self._page is not None:  # it may have been closed at once
            self._page.focus_first()

    def close(self) -> None:
        """Bring back what waits behind, with the focus where it was."""
        behind, focus = self._behind, self._focus
        if behind is None:
            return
        self.drop()
        behind.show()
        if focus is not None and shiboken6.isValid(focus) and behind.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            behind.take_focus()  # it was turned, or built anew in other looks

    def drop(self) -> None:
        """Take the page away; what waits behind goes its own way."""
        page, self._page, self._behind = self._page, None, None
        if page is not None:
            page.leaving()
            take_off(page)
