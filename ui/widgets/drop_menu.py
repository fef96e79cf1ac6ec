"""A menu that drops from a button, within the window.

A QMenu is a window of its own, which Qt keeps out of the accessibility tree.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.assets import icon_pixmap
from ui.language import is_rtl
from ui.theme import Theme
from ui.widgets.buttons import Button

_MARGIN = 8  # between the menu and the edges of the window
_MARK = 18


class DropMenu(QWidget):
    """Holds entries until one is chosen, Escape is pressed, or the person turns elsewhere.

    It lies over the whole window, unseen but for its panel: a press beside the panel closes it.
    """

    def __init__(self, opener: Button, theme: Theme) -> None:
        self._window = opener.window()
        super().__init__(self._window)
        self._opener = opener
        self._theme = theme
        self._entries: list[Button] = []
        self._panel = QFrame(self)
        self._panel.setObjectName("menu")
        self._panel.setAccessibleName(opener.accessibleName())
        self._column = QVBoxLayout(self._panel)
        edge = theme.gap(6)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(0)

    def add(self, words: str, act: Callable[[], None]) -> None:
        """Add an entry that does something."""
        entry = self._entry(words)
        self._mark(entry, marked=False)
        entry.clicked.connect(lambda: self._choose(act))

    def add_choice(self, words: str, act: Callable[[], None], *, chosen: bool) -> None:
        """Add an entry for a state, marked if it is the one in force."""
        entry = self._entry(words)
        self._mark(entry, marked=chosen)
        entry.setCheckable(True)
        entry.setChecked(chosen)
        # Assistive technology toggles without a click.
        entry.toggled.connect(lambda: self._choose(act))

    def _mark(self, entry: Button, *, marked: bool) -> None:
        """Mark an entry, or leave the room for it, so that all words stand below each other."""
        ratio, color = self.devicePixelRatioF(), self._theme.tokens.brand
        size = self._theme.px(_MARK)
        mark = icon_pixmap("check", color, size, ratio=ratio)
        if not marked:
            mark = QPixmap(mark.size())
            mark.fill(Qt.GlobalColor.transparent)
        entry.setIcon(QIcon(mark))
        entry.setIconSize(QSize(size, size))

    def add_line(self) -> None:
        """Part what follows from what is there."""
        line = QFrame(self._panel)
        line.setObjectName("line")
        self._column.addSpacing(self._theme.gap(4))
        self._column.addWidget(line)
        self._column.addSpacing(self._theme.gap(4))

    def _entry(self, words: str) -> Button:
        entry = Button("entry", self._panel)
        entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        entry.set_text(words)
        self._column.addWidget(entry)
        self._entries.append(entry)
        return entry

    def drop(self) -> None:
        """Show the menu below its button, with the focus on the state in force."""
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self._place()
        self.show()
        self.raise_()
        self._home().setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _home(self) -> Button:
        return next((entry for entry in self._entries if entry.isChecked()), self._entries[0])

    def _place(self) -> None:
        """Stand below the button, at its reading edge, within the window."""
        self._panel.ensurePolished()
        size = self._panel.sizeHint()
        button = self._opener.rect()
        below = self._opener.mapTo(self._window, button.bottomLeft() + QPoint(0, 4))
        left = below.x() + button.width() - size.width() if is_rtl() else below.x()
        furthest = self.width() - _MARGIN - size.width()
        lowest = self.height() - _MARGIN - size.height()
        place = QPoint(max(min(left, furthest), _MARGIN), max(min(below.y(), lowest), 0))
        self._panel.setGeometry(place.x(), place.y(), size.width(), size.height())

    def close_quietly(self) -> None:
        """Go away; the focus stays where it is."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.disconnect(self._focus_moved)
        self.hide()
        self.deleteLater()

    def _close(self) -> None:
        focused = self.isAncestorOf(self._window.focusWidget())
        if focused:
            self._opener.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close_quietly()

    def _choose(self, act: Callable[[], None]) -> None:
        self._close()
        act()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isAncestorOf(now):
            self.close_quietly()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._close()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab and the arrow keys go round among the entries."""
        here = next((i for i, entry in enumerate(self._entries) if entry.hasFocus()), -1)
        following = self._entries[(here + (1 if forward else -1)) % len(self._entries)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        return True
