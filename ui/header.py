"""The header: whose program this is, and the tools that are always at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.assets import icon_pixmap
from ui.focus_order import let_go_of_focus
from ui.language import Living, Translations
from ui.theme import TEXT_SCALES, Contrast, Theme
from ui.widgets.buttons import Button
from ui.widgets.page_frame import SIDE
from ui.widgets.text import Picture, Text

if TYPE_CHECKING:
    from ui.widgets.drop_menu import DropMenu

_FOLD_BELOW = 900
_FOLD_SOONER = 60  # with one tool more
_NAME_FROM = 520
_TWO_LINES_SAVE = 115
_SIGN_OUT_TAKES = 140
_SIGN_OUT_FROM = 460


class Header(Living, QFrame):
    """Mark and name; text size, contrast, help, language, sign-out; one menu where it is narrow."""

    help_wanted = Signal()
    sign_out_wanted = Signal()
    home_wanted = Signal()

    def __init__(self, theme: Theme, translations: Translations, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._theme = theme
        self._translations = translations
        self._signed_in = False
        self._scale = theme.scale  # what the letters on show are drawn at
        theme.changing.connect(self._make_room)
        self._mark = Picture(self)
        self._name = Text("brandName", self).one_line()
        self._line = Text("brandLine", self).one_line()
        self._home = Button("tool", self)
        self._home.clicked.connect(self.home_wanted)
        self._size = Button("tool", self)
        self._size.clicked.connect(self._open_sizes)
        self._contrast = Button("tool", self)
        self._contrast.setCheckable(True)
        # Assistive technology toggles without a click.
        self._contrast.toggled.connect(self._set_contrast)
        self._help = Button("tool", self)
        self._help.clicked.connect(self.help_wanted)
        self._leave = Button("leaveTool", self)
        self._leave.clicked.connect(self.sign_out_wanted)
        self._language = Button("languageTool", self)
        self._language.clicked.connect(lambda: translations.use(translations.other))
        self._menu_button = Button("tool", self)
        self._menu: DropMenu | None = None  # while it is open
        self._menu_button.clicked.connect(self._open_menu)
        self._arrange()
        self.set_signed_in(False)
        self.come_alive()

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._line)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._mark)
        self._layout.addLayout(names)
        self._layout.addStretch()
        self._tools = [self._home, self._size, self._contrast, self._help]
        for tool in (*self._tools, self._menu_button, self._leave, self._language):
            self._layout.addWidget(tool)

    def set_signed_in(self, signed_in: bool) -> None:
        """Offer to sign out, or not."""
        self._signed_in = signed_in
        if not signed_in:
            let_go_of_focus(self._leave)  # another page comes
        self._fold()

    def _set_contrast(self, high: bool) -> None:
        wanted = Contrast.HIGH if high else Contrast.NORMAL
        if self._theme.contrast is not wanted:
            self._theme.set_contrast(wanted)

    def _open_sizes(self) -> None:
        menu = self._new_menu(self._size)
        self._add_sizes(menu)
        menu.drop()

    def _open_menu(self) -> None:
        """Offer the folded tools, in the language and state of the moment."""
        menu = self._new_menu(self._menu_button)
        menu.add(self.tr("Start page"), self.home_wanted.emit)
        menu.add_line()
        self._add_sizes(menu)
        menu.add_line()
        high = self._theme.contrast is Contrast.HIGH
        menu.add_choice(self.tr("High contrast"), lambda: self._set_contrast(not high), chosen=high)
        menu.add(self.tr("Help"), self.help_wanted.emit)
        if self._signed_in and self._leave.isHidden():
            menu.add_line()
            menu.add(self.tr("Sign out"), self.sign_out_wanted.emit)
        menu.drop()

    def _new_menu(self, button: Button) -> DropMenu:
        from ui.widgets.drop_menu import DropMenu  # the first page need not wait for it

        self.close_menu()
        self._menu = DropMenu(button, self._theme)
        return self._menu

    def close_menu(self) -> None:
        """Close the menu that is open, if there is one."""
        if self._menu is not None and shiboken6.isValid(self._menu):
            self._menu.close_quietly()
        self._menu = None

    def _add_sizes(self, menu: DropMenu) -> None:
        for name, scale in zip(self._size_names(), TEXT_SCALES, strict=True):
            chosen = self._theme.text_scale == scale
            menu.add_choice(name, partial(self._theme.set_text_scale, scale), chosen=chosen)

    def _size_names(self) -> list[str]:
        return [
            self.tr("Normal text"),
            self.tr("Large text"),
            self.tr("Largest text"),
        ]

    def retranslate(self) -> None:
        self._name.setAccessibleName(self.tr("Social Security Corporation"))
        self._line.set_text(self.tr("E-services"))
        self._home.set_text(self.tr("Start page"))
        self._size.set_text(self.tr("Text size"))
        self._contrast.set_text(self.tr("High contrast"))
        self._help.set_text(self.tr("Help"))
        self._leave.set_text(self.tr("Sign out"))
        # The language's own name, so that whoever needs it can read it.
        self._language.set_text("English" if self._translations.language == "ar" else "العربية")
        self._menu_button.set_text(self.tr("Menu"))
        self._fold()

    def restyle(self) -> None:
        theme, ratio = self._theme, self.devicePixelRatioF()
        self._mark.set_picture(icon_pixmap("mark", theme.tokens.brand, theme.gap(42), ratio=ratio))
        side = theme.gap(SIDE)
        self._layout.setContentsMargins(side, theme.gap(12), side, theme.gap(12))
        self._layout.setSpacing(theme.gap(10))
        self._contrast.setChecked(theme.contrast is Contrast.HIGH)
        self._scale = theme.scale
        self._fold()

    def _make_room(self) -> None:
        """Fold before letters grow; what is folded opens only after they have shrunk."""
        self._scale = max(self._scale, self._theme.scale)
        self._fold()

    def _fold(self) -> None:
        def px(units: float) -> int:
            return round(units * self._scale)

        width = self.width()
        folded = width < px(_FOLD_BELOW + (_FOLD_SOONER if self._signed_in else 0))
        name_from = _NAME_FROM + (_SIGN_OUT_TAKES if self._signed_in else 0)
        name = self._name.accessibleName()
        self._name.set_text(name if width >= px(name_from) else _in_two_lines(name))
        shown: list[tuple[QWidget, bool]] = [
            *((tool, not folded) for tool in self._tools),
            (self._menu_button, folded),
            (self._line, not folded),
            (self._name, width >= px(name_from - _TWO_LINES_SAVE)),
            (self._leave, self._signed_in and width >= px(_SIGN_OUT_FROM)),
        ]
        # What goes goes first, so that the window never has to hold both.
        for part, visible in sorted(shown, key=lambda entry: entry[1]):
            part.setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()


def _in_two_lines(name: str) -> str:
    """Break a name where its longer line is the shortest."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if not spaces:
        return name
    middle = min(spaces, key=lambda place: max(place, len(name) - place))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
