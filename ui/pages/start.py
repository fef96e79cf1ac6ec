"""The start page: four ways in."""

from PySide6.QtCore import Qt

from ui.app_note import app_note
from ui.context import Context, Place, Visit
from ui.pages.page import Page
from ui.widgets.text import Text
from ui.widgets.tile_grid import TileGrid

WAYS_IN = {
    Place.SIGN_IN: "sign-in",
    Place.REGISTER: "register",
    Place.INQUIRY: "card",
    Place.RESET: "key",
}


class StartPage(Page):
    """Says what the program is for and offers the four entries."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 1126)
        self._title = Text("display", self.column)
        self._purpose = Text("lead", self.column)
        self._note = Text("hint", self.column)
        grid = TileGrid(context.theme, self.column)
        self._tiles = {
            place: grid.add(icon, leading=place is Place.SIGN_IN) for place, icon in WAYS_IN.items()
        }
        for place, tile in self._tiles.items():
            tile.clicked.connect(lambda _=False, p=place: context.go(Visit(p)))
        self.stack.addWidget(self._title)
        self.stack.addWidget(self._purpose)
        self.stack.addSpacing(context.theme.gap(12))
        self.stack.addWidget(grid)
        self.stack.addSpacing(context.theme.gap(12))
        self.stack.addWidget(self._note)
        self.stack.addStretch(1)
        self.come_alive()

    def retranslate(self) -> None:
        self._title.set_text(self.tr("Welcome"))
        self._purpose.set_text(
            self.tr(
                "Registering lets you use all the e-services available on the Social Security"
                " Corporation's site."
            )
        )
        self._note.set_text(app_note())
        hints = {
            Place.SIGN_IN: (
                self.tr("Sign in to e-services"),
                self.tr("With your national or personal number and your password"),
            ),
            Place.REGISTER: (
                self.tr("Individual registration"),
                self.tr(
                    "Open a new account, for insured persons and other users, Jordanian or not"
                ),
            ),
            Place.INQUIRY: (
                self.tr("Social security number inquiry"),
                self.tr(
                    "No registration needed: you receive a verification code, then see your"
                    " insurance number"
                ),
            ),
            Place.RESET: (
                self.tr("Forgot password"),
                self.tr("A new password, with a code that reaches your phone or e-mail"),
            ),
        }
        for place, (title, hint) in hints.items():
            self._tiles[place].set_words(title, hint)

    def focus_first(self) -> None:
        self._tiles[Place.SIGN_IN].setFocus(Qt.FocusReason.OtherFocusReason)
