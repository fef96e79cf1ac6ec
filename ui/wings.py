"""A page that is made ahead of its turn waits in the wings: styled, laid out and painted once.

Most of the time that a page turn takes goes into what Qt does with widgets it has not met before.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.unheard import Unheard

P = TypeVar("P", bound=QWidget)


class Wings(Generic[P]):
    """Room for one page."""

    def __init__(self) -> None:
        self._page: P | None = None
        self._unheard: Unheard | None = None
        self._is_dressed = False

    def take_in(self, page: P, size: QSize) -> None:
        """Let a page wait that stands where it will be shown, in this size or one near it."""
        self.clear()
        self._page, self._unheard, self._is_dressed = page, Unheard(page), False
        page.hide()  # also when what it stands in is shown
        page.resize(size)
        self._soon(page, self._dress)

    def _soon(self, page: P, prepare: Callable[[P], None]) -> None:
        """Do this with a page, if it still waits, when the event loop has had its turn."""
        QTimer.singleShot(1, page, lambda: prepare(page) if page is self._page else None)

    def _dress(self, page: P) -> None:
        assert self._unheard is not None
        self._unheard.let_be()  # the style sheet goes by its name
        _style_and_lay_out(page)
        self._unheard.hold_back()
        self._is_dressed = True
        self._soon(page, _rehearse)

    @property
    def page(self) -> P | None:
        """The page that waits."""
        return self._page

    @property
    def is_dressing(self) -> bool:
        """Tell whether a page waits that is not styled and laid out yet."""
        return self._page is not None and not self._is_dressed

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


def _rehearse(page: QWidget) -> None:
    """Paint a page where nobody sees it: Qt draws each letter and each frame once for good.

    To Qt it is visible meanwhile, else the whole window would be laid out anew.
    """
    nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
    page.setAttribute(Qt.WidgetAttribute.WA_WState_Visible, True)
    page.render(nowhere, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    page.setAttribute(Qt.WidgetAttribute.WA_WState_Visible, False)
