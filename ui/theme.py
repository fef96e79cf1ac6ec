"""How the program looks: tokens, text size, contrast, and the style sheet made of them."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui import curtain
from ui.options import Mode

FAMILY = "IBM Plex Sans Arabic"
TEXT_SCALES = (1.0, 1.5, 2.0)
TERMINAL_SCALE = 1.75
_BREATH_MS = 1  # with none, Qt would go on before it hears of the next key
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


class Contrast(StrEnum):
    """Colour schemes a person can choose."""

    NORMAL = "normal"
    HIGH = "high"


class Tokens(NamedTuple):
    """Colours by their role; every pair used for text has a contrast of 4.5 : 1 or more."""

    ground: str = "#F4F6F3"
    paper: str = "#FFFFFF"
    side: str = "#E9EEEB"
    ink: str = "#15241F"
    ink_second: str = "#4A5A54"
    brand: str = "#0B5D4B"
    brand_hover: str = "#094C3D"
    on_brand: str = "#FFFFFF"
    brand_soft: str = "#E4F0EB"
    error: str = "#B3261E"
    error_soft: str = "#FCECEA"
    notice: str = "#6B4A08"
    notice_soft: str = "#FBF3E0"
    border: str = "#7C8C85"
    hairline: str = "#D7DEDA"
    track: str = "#D7DEDA"
    handle: str = "#7C8C85"
    focus: str = "#F2B233"
    off: str = "#64736C"  # what cannot be used now
    mark: str = "#F2B233"  # round what a drawing points out
    stroke: str = "1"
    soft_border: str = "none"  # round a ground that parts by its colour alone
    lock: str = "solid"  # the border of what cannot be used or changed


LIGHT = Tokens()
HIGH_CONTRAST = Tokens(
    ground="#FFFFFF",
    side="#FFFFFF",
    ink="#000000",
    ink_second="#000000",
    brand="#000000",
    brand_hover="#333333",
    brand_soft="#FFFFFF",
    error="#A80000",
    error_soft="#FFFFFF",
    notice="#000000",
    notice_soft="#FFFFFF",
    border="#000000",
    hairline="#000000",
    track="#FFFFFF",
    handle="#000000",
    off="#595959",
    mark="#000000",
    stroke="2",
    soft_border="2px solid #000000",
    lock="dashed",
)
DARK = Tokens(
    ground="#0F1714",
    paper="#18221E",
    side="#131C18",
    ink="#E8EEEA",
    ink_second="#A9B9B1",
    brand="#6FCBB0",
    brand_hover="#8AD8C1",
    on_brand="#06231B",
    brand_soft="#17352C",
    error="#FF9A90",
    error_soft="#3A1A17",
    notice="#F2CF86",
    notice_soft="#33280F",
    border="#5F7068",
    hairline="#2A3831",
    track="#2A3831",
    handle="#5F7068",
    off="#8FA098",
)


class Theme(QObject):
    """The looks in force, and the change to others in steps between which events are heard:
    `changing` comes first, then the window is styled anew, `changed` and `settled` follow. Until
    all of that is over nothing is drawn.
    """

    changing = Signal()
    changed = Signal()
    settled = Signal()

    def __init__(self, mode: Mode, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base = TERMINAL_SCALE if mode is Mode.TERMINAL else 1.0
        self.text_scale = TEXT_SCALES[0]
        self.contrast = Contrast.NORMAL
        self._steps: list[Callable[[], None]] = []  # that are left of a change
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(_BREATH_MS)
        self._breath.timeout.connect(self._go_on)
        self._window: QWidget | None = None
        self._template = resources.path("styles", "app.qss").read_text("utf-8")

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return HIGH_CONTRAST if self.contrast is Contrast.HIGH else LIGHT

    @property
    def scale(self) -> float:
        """How much larger than at the desk and 100 % text is, and what goes with it."""
        return self._base * self.text_scale

    def px(self, units: float) -> int:
        """Return a length that grows with the text, in pixels: letters, icons, columns."""
        return round(units * self.scale)

    def gap(self, units: float) -> int:
        """Return a length that the text size leaves alone, in pixels: space, targets."""
        return round(units * self._base)

    def color(self, token: str) -> QColor:
        """Return the colour of a token."""
        return QColor(getattr(self.tokens, token))

    def set_text_scale(self, scale: float) -> None:
        """Change the text size for the whole program."""
        if scale != self.text_scale:
            self.text_scale = scale
            self._change()

    def set_contrast(self, contrast: Contrast) -> None:
        """Change the colour scheme for the whole program."""
        if contrast is not self.contrast:
            self.contrast = contrast
            self._change()

    @property
    def is_usual(self) -> bool:
        """Tell whether size and contrast are what the next person should find."""
        return (self.text_scale, self.contrast) == (TEXT_SCALES[0], Contrast.NORMAL)

    def reset(self) -> None:
        """Return to normal size and contrast for the next person."""
        if not self.is_usual:
            self.text_scale, self.contrast = TEXT_SCALES[0], Contrast.NORMAL
            self._change()

    @property
    def is_changing(self) -> bool:
        """Tell whether the looks are on their way."""
        return bool(self._steps)

    def _change(self) -> None:
        curtain.lower(self)
        self._steps = [self._apply, self.changed.emit, self.settled.emit]
        self.changing.emit()
        self._breath.start()

    def _go_on(self) -> None:
        steps = self._steps
        steps[0]()
        del steps[0]
        if self._steps:  # of this change, or of one that has come in the meantime
            self._breath.start()
        else:
            curtain.lift(self)

    def dress(self, window: QWidget) -> None:
        """Style a window, from now on, by the looks in force.

        The sheet is the window's: with one of the whole application, Qt styles each widget again
        with every widget it lies in.
        """
        self._window = window
        self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        font = QFont(FAMILY)
        font.setPixelSize(self.px(16))
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        # The family lowers digits within Arabic; a number has to look the same wherever it stands.
        font.setFeature(QFont.Tag("locl"), 0)
        palette = self._palette()
        # Each of these goes through all widgets, whether it is new or not.
        if font != app.font():
            app.setFont(font)
        if palette != app.palette():
            app.setPalette(palette)
        if self._window is not None:
            self._window.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """Fill the template: `@token` is a colour, `16u` grows with the text, `8s` does not."""
        sheet = self._template.replace("@start", "left")  # Qt mirrors text-align by itself
        for name, value in sorted(self.tokens._asdict().items(), key=lambda t: -len(t[0])):
            sheet = sheet.replace(f"@{name}", value)
        lengths = {"u": self.px, "s": self.gap}
        return re.sub(r"\b(\d+)([us])\b", lambda m: f"{lengths[m[2]](int(m[1]))}px", sheet)

    def _palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.Base: "paper",
            QPalette.ColorRole.AlternateBase: "ground",
            QPalette.ColorRole.Button: "paper",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink_second",
            QPalette.ColorRole.Highlight: "brand",
            QPalette.ColorRole.HighlightedText: "on_brand",
            QPalette.ColorRole.Link: "brand",
        }
        palette = QPalette()
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        return palette


def load_fonts() -> None:
    """Make the bundled type family known to Qt, so that no page depends on the machine."""
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(
            str(resources.path("fonts", f"IBMPlexSansArabic-{weight}.ttf"))
        )
