"""The electronic services after sign-in; every tile on show works."""

from PySide6.QtCore import Qt

from ui.context import Context, Place, Visit
from ui.pages.page import Page
from ui.widgets.text import Text
from ui.widgets.tile_grid import TileGrid


class ServicesPage(Page):
    """Whose services these are, and what can be done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 1126)
        self._title = Text("title", self.column)
        self._name = Text("lead", self.column)
        grid = TileGrid(context.theme, self.column)
        self._tiles = {Place.ACCOUNT: grid.add("account"), Place.INQUIRY: grid.add("card")}
        for place, tile in self._tiles.items():
            tile.clicked.connect(lambda _=False, p=place: context.go(Visit(p)))
        self.stack.addWidget(self._title)
        self.stack.addWidget(self._name)
        self.stack.addSpacing(context.theme.gap(12))
        self.stack.addWidget(grid)
        self.stack.addStretch(1)
        self.come_alive()

    def retranslate(self) -> None:
        self._title.set_text(self.tr("E-services"))
        self._tiles[Place.ACCOUNT].set_words(
            self.tr("My account"), self.tr("Your phone, e-mail and the other data on record")
        )
        self._tiles[Place.INQUIRY].set_words(
            self.tr("Social security number inquiry"),
            self.tr("You receive a verification code, then see your insurance number"),
        )

    def greet(self) -> "ServicesPage":
        """Name the person who is signed in now; until then the page knows nobody."""
        session = self.context.session
        self._name.set_text(session.name if session else "")
        return self

    def focus_first(self) -> None:
        self._tiles[Place.ACCOUNT].setFocus(Qt.FocusReason.OtherFocusReason)
