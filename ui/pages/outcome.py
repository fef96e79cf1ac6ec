"""How a journey ends: what has been reached, and the next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from ssc_desktop.domain.text import isolate, without_isolates
from ui.app_note import app_note
from ui.assets import drawing, icon_pixmap
from ui.context import Context
from ui.language import start_alignment
from ui.pages.page import Page
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True)
class Way:
    """One button of an outcome: its words, asked anew in each language, and what it does."""

    words: Callable[[], str]
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's words; `figure` is a number shown large with its label.

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
    """A drawing, a title, a sentence, perhaps a number, and the ways on."""

    def __init__(self, context: Context, outcome: Outcome) -> None:
        super().__init__(context, 640)
        self._outcome = outcome
        self._picture = Picture(self.column)
        self._title = Text("title", self.column)
        self._text = Text("lead", self.column)
        self._note = Text("hint", self.column)
        self._card = Card(context.theme, "card", self.column)
        self._figure_label = Text("label", self._card)
        self._figure = Text("number", self._card)
        self._figure.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._card.stack.addWidget(self._figure_label)
        self._card.stack.addWidget(self._figure)
        self._card.setVisible(bool(outcome.figure))
        for widget in (self._picture, self._title, self._text, self._card, self._note):
            self.stack.addWidget(widget)
        self._note.setVisible(outcome.app_note)
        first, *others = outcome.ways
        self._others: list[tuple[Button, Way]] = []
        ways_on = FlowLayout(context.theme.gap(12), context.theme.gap(12))
        for way in others[:-1]:
            button = Button("secondary", self.column)
            button.clicked.connect(way.act)
            ways_on.addWidget(button)
            self._others.append((button, way))
        if self._others:
            self.stack.addLayout(ways_on)
        bar = self.make_bar(others[-1].words if others else None)
        bar.set_back_visible(bool(others))
        bar.primary.connect(first.act)
        if others:
            bar.back.connect(others[-1].act)
        self._bar = bar
        self.stack.addStretch(1)
        self.come_alive()

    def retranslate(self) -> None:
        self._title.set_text(self._outcome.title())
        self._text.set_text(self._outcome.text())
        self._text.setVisible(bool(self._text.plain))
        self._note.set_text(app_note())
        if self._outcome.figure_label is not None:
            self._figure_label.set_text(self._outcome.figure_label())
            self._figure.setAlignment(start_alignment())
            self._figure.set_text(isolate(self._outcome.figure))
            self._figure.setAccessibleName(without_isolates(self._outcome.figure))
        self._bar.set_action(self._outcome.ways[0].words())
        for button, way in self._others:
            button.set_text(way.words())

    def restyle(self) -> None:
        super().restyle()
        theme, ratio = self.context.theme, self.devicePixelRatioF()
        if self._outcome.happy:
            self._picture.set_picture(
                drawing("done", theme.tokens.brand, theme.gap(88), ratio=ratio)
            )
        else:
            self._picture.set_picture(
                icon_pixmap("info", theme.tokens.brand, theme.gap(56), ratio=ratio)
            )

    def focus_first(self) -> None:
        self._bar.button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.plain}. {self._text.plain}")
