"""The language on the screen and its direction; switching is live and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui import curtain

if TYPE_CHECKING:
    from ssc_desktop.services.contract import Language


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for translation where it is declared; PySide6 types its own as object."""
    return text


class Translations(QObject):
    """Owns the translators; `use` switches the whole program, and tells of it beforehand."""

    changing = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.language: Language = "ar"

    def use(self, language: Language) -> None:
        """Show everything in this language and its direction."""
        if self._installed:  # else there is nothing to be seen yet
            if language == self.language:
                return
            curtain.lower(self)  # until all has its words and its place
            QTimer.singleShot(1, self, lambda: curtain.lift(self))
        self.changing.emit()
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed.clear()
        self.language = language
        folders = (
            (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (language, str(resources.path("translations"))),
        )
        rtl = language == "ar"
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        for name, folder in folders:
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._installed.append(translator)
                self._app.installTranslator(translator)

    @property
    def other(self) -> Language:
        """The language that the language button offers."""
        return "en" if self.language == "ar" else "ar"


def is_rtl() -> bool:
    """Tell whether the program reads right to left now."""
    return QApplication.isRightToLeft()


def current() -> Language:
    """Return the language on the screen."""
    return "ar" if is_rtl() else "en"


class Living:
    """Mix-in for widgets: texts are set in `retranslate`, sizes in `restyle`, both live."""

    _alive = False

    def come_alive(self) -> None:
        """Set texts and sizes for the first time; the last line of `__init__`."""
        self._alive = True
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        """Set every text of this widget."""

    def restyle(self) -> None:
        """Set every size of this widget that the style sheet cannot set."""


def retranslate_below(window: QWidget) -> None:
    """Set the texts of everything in a window anew."""
    for widget in _living_below(window):
        widget.retranslate()


def restyle_below(window: QWidget) -> None:
    """Set the sizes of everything in a window anew."""
    for widget in _living_below(window):
        widget.restyle()


def _living_below(window: QWidget) -> list[Living]:
    # From the outside in; told once for all, since each event that Python hears of costs time.
    widgets = window.findChildren(QWidget)
    return [widget for widget in widgets if isinstance(widget, Living) and widget._alive]


def start_alignment() -> Qt.AlignmentFlag:
    """Return the alignment at the reading edge, whatever the text itself begins with."""
    edge = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
    return edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def set_look(widget: QWidget, name: str, value: str | bool) -> bool:
    """Set a property that the style sheet looks at; tell whether it has changed.

    What has not been set is the same as False or an empty text.
    """
    if (widget.property(name) or "") == (value or ""):
        return False
    widget.setProperty(name, value)
    repolish(widget)
    return True


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a property that has changed."""
    widget.style().polish(widget)  # which begins with what unpolishing would do
