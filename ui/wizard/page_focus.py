"""Where the focus is on a journey's pages: it outlives a page built anew and what lay over it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ssc_desktop.domain.field_id import FieldId
from ui.wizard.journey import Journey
from ui.wizard.page import StepPage


class PageFocus(QObject):
    """Gives the focus to `page` of `shell` once the layout has settled, so that the field is
    brought into sight where it stands."""

    def __init__(
        self,
        journey: Journey,
        page: Callable[[], StepPage | None],
        area: QScrollArea,
        shell: QWidget,
    ) -> None:
        super().__init__(shell)
        self._journey = journey
        self._page = page
        self._area = area
        self._shell = shell
        self._field: FieldId | None = None
        self._is_covered = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._give)

    def settle(self) -> None:
        """Give it to the field that had it, or to where a new page begins."""
        self._settling.start()

    def point(self, field: FieldId) -> None:
        """Let a field have it next."""
        self._field = field

    def begin(self) -> None:
        """Give it to where the page begins, or to what went wrong."""
        self._field = None
        self.settle()

    def keep(self) -> None:
        """Give it back to the field that has it, when there is another page."""
        page = self._page()
        if page is None or self._settling.isActive() or self._is_covered:
            return
        # Before the question that lies over it, or the page in front, it may have had the focus.
        covered = not self._shell.isEnabled() or self._shell.isHidden()
        if page.has_focus() or (covered and page.focusWidget() is not None):
            self._field = page.focused_field()
            self.settle()

    def uncover(self) -> None:
        """Give it when nothing lies over the page any more."""
        if self._is_covered and self._shell.isEnabled() and not self._shell.isHidden():
            self._is_covered = False
            self.settle()

    def _give(self) -> None:
        if self._shell.isHidden() or not self._shell.isEnabled():
            self._is_covered = True  # what lies over the page, or in front of it, keeps the focus
            return
        state, page = self._journey.state, self._page()
        if state is not None and page is None:
            self.settle()  # the page is on its way in other looks
            return
        field, self._field = self._field, None
        if state is None or page is None:
            return
        if field is not None:
            page.focus_field(field)
            return
        self._area.verticalScrollBar().setValue(0)
        if state.problems or state.banner:
            page.summary.take_focus()
        else:
            page.focus_first()
