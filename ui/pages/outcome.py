"""How a journey ends: what has been reached, and the next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.app_note import app_note
from ui.assets import drawing, icon_pixmap
from ui.context import Context
from ui.pages.page import Page
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.covered_number import CoveredNumber
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True)
class Way:
    """One button of an ending: its words, asked anew in each language, and what it does."""

    words: Callable[[], str]
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ending:
    """The words a journey ends with; `figure` is a number shown large with its label.

    The first of the ways is the page's primary button, the last stands beside it.
    """

    title: Callable[[], str]
    text: Callable[[], str]
    ways: Sequence[Way]
    figure: str = ""
    figure_label: Callable[[], str] | None = None
    app_note: bool = False
    happy: bool = True


class OutcomePage(Page):
    """A drawing, a title, a sentence, perhaps a number, and the ways on; empty until it is told."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 640)
        self._ending: Ending | None = None
        self._picture = Picture(self.column)
        self._title = Text("title", self.column)
        self._text = Text("lead", self.column)
        self._note = Text("hint", self.column)
        self._card = Card(context.theme, "card", self.column)
        self._figure_label = Text("label", self._card)
        self._figure = CoveredNumber(self._card)
        self._card.stack.addWidget(self._figure_label)
        self._card.stack.addWidget(self._figure)
        for widget in (self._picture, self._title, self._text, self._card, self._note):
            self.stack.addWidget(widget)
        self._ways_on = FlowLayout(context.theme.gap(12), context.theme.gap(12))
        self._between: list[tuple[Button, Way]] = []  # the ways besides the bar's
        self._bar = self.make_bar(lambda: self._ways[-1].words() if self._ways else "")
        self._bar.primary.connect(lambda: self._go(0))
        self._bar.back.connect(lambda: self._go(-1))
        self.stack.addStretch(1)
        self.come_alive()

    @property
    def _ways(self) -> Sequence[Way]:
        return self._ending.ways if self._ending is not None else ()

    def _go(self, way: int) -> None:
        self._ways[way].act()

    def tell(self, ending: Ending) -> "OutcomePage":
        """Show an ending; a page tells one only."""
        self._ending = ending
        self._card.setVisible(bool(ending.figure))
        self._note.setVisible(ending.app_note)
        for way in ending.ways[1:-1]:
            button = Button("secondary", self.column)
            button.clicked.connect(way.act)
            self._ways_on.addWidget(button)
            self._between.append((button, way))
        if self._between:
            self.stack.insertLayout(self.stack.count() - 1, self._ways_on)
        self._bar.set_back_visible(len(ending.ways) > 1)
        self.retranslate()
        self._bar.retranslate()
        self._draw()
        return self

    def retranslate(self) -> None:
        self._note.set_text(app_note())
        ending = self._ending
        if ending is None:
            return
        self._title.set_text(ending.title())
        self._text.set_text(ending.text())
        self._text.setVisible(bool(self._text.plain))
        if ending.figure_label is not None:
            self._figure_label.set_text(ending.figure_label())
            self._figure.tell(ending.figure)
        self._bar.set_action(ending.ways[0].words())
        for button, way in self._between:
            button.set_text(way.words())

    def restyle(self) -> None:
        super().restyle()
        self._draw()

    def _draw(self) -> None:
        theme, ratio = self.context.theme, self.devicePixelRatioF()
        if self._ending is None or self._ending.happy:
            self._picture.set_picture(drawing("done", theme.tokens, theme.px(88), ratio=ratio))
        else:
            self._picture.set_picture(
                icon_pixmap("info", theme.tokens.brand, theme.px(56), ratio=ratio)
            )

    def focus_first(self) -> None:
        self._bar.button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.plain}. {self._text.plain}")
