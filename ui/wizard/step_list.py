"""Where the person stands: a list of steps at the reading edge, or one line where it is narrow."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.flows.state import StepId
from ui import wording
from ui.assets import icon_pixmap
from ui.language import Living, is_rtl, set_look
from ui.theme import Theme
from ui.widgets.page_frame import SIDE
from ui.widgets.text import Text

WIDTH = 240


class _Steps(Living):
    """Mix-in for widgets that show where a person stands; what is hidden learns it when shown."""

    _now: StepId | None = None

    def show_step(self, now: StepId) -> None:
        """Mark the present step; the ones before it are done."""
        self._now = now
        if not cast(QWidget, self).isHidden():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        self._show()
        super().showEvent(event)  # type: ignore[misc]

    def _show(self) -> None:
        """Show the present step; for subclasses."""


class StepList(_Steps, QFrame):
    """The steps of a journey with the present one marked."""

    def __init__(self, theme: Theme, steps: Sequence[StepId], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stepList")
        self._theme = theme
        self._steps = tuple(steps)
        self.heading = Text("hint", self)
        self._rows = [(Text("stepDot", self).centre(), Text("stepName", self)) for _ in steps]
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.heading)
        for dot, name in self._rows:
            row = QHBoxLayout()
            row.setSpacing(theme.gap(12))
            row.addWidget(dot)
            row.addWidget(name, 1)
            self._layout.addLayout(row)
        self._layout.addStretch()
        self.come_alive()

    def retranslate(self) -> None:
        for (_dot, name), step in zip(self._rows, self._steps, strict=True):
            name.set_text(wording.step(step))
        self._stand()
        self._show()

    def _stand(self) -> None:
        """Begin below the mark of the header; a layout does not mirror its margins."""
        start, end, top = self._theme.gap(SIDE), self._theme.gap(12), self._theme.gap(30)
        right, left = (start, end) if is_rtl() else (end, start)
        self._layout.setContentsMargins(left, top, right, end)

    def restyle(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))
        self._stand()
        self._layout.setSpacing(self._theme.gap(16))
        size = self._theme.px(30)
        for dot, _name in self._rows:
            dot.setFixedSize(size, size)
        self._show()

    def _show(self) -> None:
        position = self._steps.index(self._now) if self._now in self._steps else -1
        check = icon_pixmap(
            "check", self._theme.tokens.brand, self._theme.px(16), ratio=self.devicePixelRatioF()
        )
        for index, (dot, name) in enumerate(self._rows):
            state = "now" if index == position else "done" if index < position else "later"
            if state == "done":
                dot.setPixmap(check)
                dot.setAccessibleName(self.tr("Done"))
            else:
                dot.set_text(str(index + 1))
                dot.setAccessibleName(str(index + 1))
            for part in (dot, name):
                set_look(part, "state", state)


class StepLine(_Steps, QWidget):
    """The same in one line: bars, and "Step 2 of 6"."""

    def __init__(self, theme: Theme, steps: Sequence[StepId], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = tuple(steps)
        self._journey = ""
        self._text = Text("hint", self)
        self._bars = [QFrame(self) for _ in steps]
        bars = QHBoxLayout()
        bars.setSpacing(theme.gap(8))
        for bar in self._bars:
            bar.setObjectName("progress")
            bars.addWidget(bar, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.gap(6))
        self._column.addLayout(bars)
        self._column.addWidget(self._text)
        self.come_alive()

    def set_journey(self, name: str) -> None:
        """Say which journey the steps belong to."""
        self._journey = name
        self._show()

    def retranslate(self) -> None:
        self._show()

    def restyle(self) -> None:
        self._column.setContentsMargins(0, self._theme.gap(18), 0, 0)
        for bar in self._bars:
            bar.setFixedHeight(self._theme.gap(6))

    def _show(self) -> None:
        if self._now not in self._steps:
            return
        position = self._steps.index(self._now)
        for index, bar in enumerate(self._bars):
            set_look(bar, "state", "done" if index <= position else "")
        text = self.tr("Step {n} of {all}: {name}")
        step = text.format(n=position + 1, all=len(self._steps), name=wording.step(self._now))
        self._text.set_text(f"{self._journey} – {step}" if self._journey else step)
