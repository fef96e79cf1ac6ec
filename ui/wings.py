"""A page that is made ahead of its turn waits in the wings: styled and laid out, out of sight.

Most of the time that a page turn takes goes into what Qt does with widgets it has not met before.
"""

from typing import Generic, TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.unheard import Unheard

P = TypeVar("P", bound=QWidget)


class Wings(Generic[P]):
    """Room for one page."""

    def __init__(self) -> None:
        self._page: P | None = None
        self._unheard: Unheard | None = None

    def take_in(self, page: P, size: QSize) -> None:
        """Let a page wait that stands where it will be shown, in this size or one near it."""
        self.clear()
        self._page, self._unheard = page, Unheard(page)
        page.hide()  # also when what it stands in is shown
        page.resize(size)
        QTimer.singleShot(1, page, self._dress)  # the event loop has its turn in between

    def _dress(self) -> None:
        if self._page is not None and self._unheard is not None:
            self._unheard.let_be()  # the style sheet goes by its name
            _style_and_lay_out(self._page)
            self._unheard.hold_back()

    @property
    def page(self) -> P | None:
        """The page that waits."""
        return self._page

    def let_out(self) -> P | None:
        """Return the page that waits, if there is one; whoever takes it shows it."""
        page, self._page = self._page, None
        if self._unheard is not None:
            self._unheard.let_be()
            self._unheard = None
        return page

    def clear(self) -> None:
        """Drop the page that waits."""
        if self._page is not None:
            self._page.deleteLater()
            self._page = self._unheard = None


def _style_and_lay_out(page: QWidget) -> None:
    """Do with a page what Qt does when it is shown; `grab` would lay out the whole window anew."""
    widgets: list[QWidget] = [page, *page.findChildren(QWidget)]
    for widget in widgets:
        widget.ensurePolished()
    for widget in widgets:  # from the outside in: each has got its size by then
        layout = widget.layout()
        if layout is not None:
            layout.activate()
        QApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))
