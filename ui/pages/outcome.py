"""How a journey ends: what has been reached, and the next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ssc_desktop.domain.text import isolate, without_isolates
from ui.app_note import app_note
from ui.assets import drawing, icon_pixmap
from ui.context import Context
from ui.language import start_alignment
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.panels import Card, announce
from ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True)
class Way:
    """One button of an outcome: its words, asked anew in each language, and what it does."""

    words: Callable[[], str]
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's words; `figure` is a number shown large with its label."""

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
        buttons = QVBoxLayout()
        buttons.setSpacing(context.theme.px(12))
        self._buttons: list[Button] = []
        for position, way in enumerate(outcome.ways):
            button = Button("primary" if position == 0 else "secondary", self.column)
            button.clicked.connect(lambda _=False, act=way.act: act())
            buttons.addWidget(button)
            self._buttons.append(button)
        self.stack.addSpacing(context.theme.px(12))
        self.stack.addLayout(buttons)
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
        for button, way in zip(self._buttons, self._outcome.ways, strict=True):
            button.set_text(way.words())

    def restyle(self) -> None:
        super().restyle()
        theme, ratio = self.context.theme, self.devicePixelRatioF()
        if self._outcome.happy:
            self._picture.set_picture(
                drawing("done", theme.tokens.brand, theme.px(88), ratio=ratio)
            )
        else:
            self._picture.set_picture(
                icon_pixmap("info", theme.tokens.brand, theme.px(56), ratio=ratio)
            )

    def focus_first(self) -> None:
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.plain}. {self._text.plain}")
