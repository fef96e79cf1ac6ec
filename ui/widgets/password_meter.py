"""Beside a new password: the parts of the rule, ticked off while typing, and its strength."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.password import PasswordRule, missing_parts, strength
from ui import wording
from ui.assets import icon_pixmap
from ui.language import Living, set_look
from ui.theme import Theme
from ui.widgets.text import Picture, Text

_GRADES = 4


class PasswordMeter(Living, QWidget):
    """Shows what a password still lacks, in words and ticks, and four bars for its strength."""

    def __init__(self, rule: PasswordRule, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule = rule
        self._theme = theme
        self._missing = rule.parts
        self._grade = 0
        self._refused = False
        self._begun = False
        self._parts = {part: (Picture(self), Text("hint", self)) for part in rule.parts}
        self._word = Text("hint", self)
        policy = self._word.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes with the first letter
        self._word.setSizePolicy(policy)
        self._bars = [QFrame(self) for _ in range(_GRADES)]
        bars = QHBoxLayout()
        bars.setSpacing(6)
        for bar in self._bars:
            bar.setObjectName("progress")
            bars.addWidget(bar, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for position, (mark, text) in enumerate(self._parts.values()):
            row, column = divmod(position, 2)
            grid.addWidget(mark, row, 2 * column)
            grid.addWidget(text, row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bars)
        layout.addWidget(self._word)
        layout.addLayout(grid)
        self.come_alive()

    def show_password(self, password: str) -> None:
        """Judge a password; nothing of it is kept."""
        self._missing = missing_parts(password, self._rule)
        self._grade = strength(password, self._rule)
        self._begun = bool(password)
        self._show()

    def refuse(self, refused: bool) -> None:
        """Call a password weak that the service refuses as too common; it knows better."""
        if refused != self._refused:
            self._refused = refused
            self._show()

    def _show(self) -> None:
        colours = self._theme.tokens
        size, ratio = self._theme.px(18), self.devicePixelRatioF()
        for part, (mark, _text) in self._parts.items():
            done = part not in self._missing
            name, colour = ("done", colours.brand) if done else ("circle", colours.border)
            mark.set_picture(icon_pixmap(name, colour, size, ratio=ratio))
        grade = 0 if self._refused else self._grade
        for position, bar in enumerate(self._bars):
            set_look(bar, "state", "done" if position < grade else "")
        weak = self._refused or not (self._missing or grade)
        word = self.tr("Weak") if weak else wording.strength(grade)
        if grade or weak:
            word = self.tr("Password strength: {grade}").format(grade=word)
        self._word.set_text(word)
        self._word.setVisible(self._begun)

    def retranslate(self) -> None:
        for part, (_mark, text) in self._parts.items():
            text.set_text(wording.password_part(part, self._rule))
        self._show()

    def restyle(self) -> None:
        for bar in self._bars:
            bar.setFixedHeight(self._theme.gap(6))
        self._show()
