"""A large button: icon, title, one line of explanation."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.assets import icon_pixmap
from ui.language import Living, is_rtl
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.text import Picture, Text

# Drawn for reading right to left; mirrored for left to right.
MIRRORED = frozenset({"sign-in"})


class Tile(Living, Button):
    """One of the ways on; its accessible name is its title."""

    def __init__(self, icon: str, theme: Theme, *, leading: bool = False, parent: QWidget) -> None:
        super().__init__("tile", parent)
        self.setProperty("leading", leading)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._theme = theme
        self._icon = icon
        self._frame = QFrame(self)
        self._frame.setObjectName("tileIcon")
        self._picture = Picture(self._frame)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignCenter)
        self._title = Text("tileTitle", self)
        self._hint = Text("tileHint", self)
        for part in (self._frame, self._picture, self._title, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = QVBoxLayout()
        words.setSpacing(theme.gap(2))
        words.addWidget(self._title)
        words.addWidget(self._hint)
        words.addStretch()
        self._layout = QHBoxLayout(self)
        # From the top, so that tiles beside each other are level whatever they say.
        self._layout.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(words, 1)
        self.come_alive()

    def set_words(self, title: str, hint: str) -> None:
        """Show the title and the line below it."""
        self._title.set_text(title)
        self._hint.set_text(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def retranslate(self) -> None:
        mirrored = self._icon in MIRRORED and not is_rtl()
        self._picture.set_picture(
            icon_pixmap(
                self._icon,
                self._theme.tokens.brand,
                self._theme.px(30),
                ratio=self.devicePixelRatioF(),
                mirrored=mirrored,
            )
        )

    def restyle(self) -> None:
        size = self._theme.px(56)
        self._frame.setFixedSize(size, size)
        side = self._theme.gap(22)
        self._layout.setContentsMargins(side, self._theme.gap(18), side, self._theme.gap(18))
        self._layout.setSpacing(self._theme.gap(18))
        self.retranslate()

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout.heightForWidth(width)
