"""What frames every page besides the header: the training banner, and the footers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ssc_desktop import __version__
from ssc_desktop.domain.isolates import isolate
from ui.language import Living
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.page_frame import SIDE
from ui.widgets.text import Text

CALL_CENTRE = "117117"


class TrainingBanner(Living, QFrame):
    """Says on every page that nothing here is real."""

    panel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self._offers_page = False
        self._text = Text("", self)
        self._button = Button("", self)
        self._button.clicked.connect(self.panel_wanted)
        policy = self._button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the page below does not move when it comes
        self._button.setSizePolicy(policy)
        self._button.hide()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._button)
        self.come_alive()

    def offer_panel(self) -> None:
        """Show the button that leads to the citizen's phone."""
        self._button.show()

    def offer_page(self, offer: bool) -> None:
        """Offer the way back to the page that the phone has taken the place of."""
        self._offers_page = offer
        self.retranslate()

    def retranslate(self) -> None:
        self._text.set_text(self.tr("Training – not a real service"))
        page, phone = self.tr("Back to the page"), self.tr("The citizen's phone")
        self._button.set_text(page if self._offers_page else phone)

    def restyle(self) -> None:
        side, edge = self._theme.gap(SIDE), self._theme.gap(4)
        self._layout.setContentsMargins(side, edge, side, edge)


class Footer(Living, QFrame):
    """Where to call, which version, what the program is connected to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._theme = theme
        self._training = False
        self._answers = False
        self._call = Text("", self).one_line()
        self._version = Text("", self).one_line()
        self._connected = Text("", self).one_line()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._call)
        self._layout.addWidget(self._version)
        self._layout.addStretch()
        self._layout.addWidget(self._connected)
        self.come_alive()

    def follow(self, tasks: Tasks, training: bool) -> None:
        """Say from now on whether the simulator answers, which keeps its people in a file."""
        self._training, self._answers = training, False
        tasks.answered.connect(lambda: self._tell(True))
        tasks.failed.connect(lambda _problem: self._tell(False))
        self.retranslate()

    def _tell(self, answers: bool) -> None:
        if answers is not self._answers:
            self._answers = answers
            self.retranslate()

    def retranslate(self) -> None:
        self._call.set_text(self.tr("Call centre {number}").format(number=isolate(CALL_CENTRE)))
        self._version.set_text(self.tr("Version {version}").format(version=isolate(__version__)))
        connected = self._training and self._answers
        self._connected.set_text(self.tr("Connected to the simulator") if connected else "")

    def restyle(self) -> None:
        side, edge = self._theme.gap(SIDE), self._theme.gap(8)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(self._theme.gap(24))


class TerminalFooter(Living, QFrame):
    """At a terminal: leave and help stand on every page, large enough to touch."""

    finish = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._theme = theme
        self._finish = Button("wide", self)
        self._finish.clicked.connect(self.finish)
        self._help = Button("wide", self)
        self._help.clicked.connect(self.help_wanted)
        for button in (self._finish, self._help):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._finish, 1)
        self._layout.addWidget(self._help, 1)
        self.come_alive()

    def retranslate(self) -> None:
        self._finish.set_text(self.tr("Finish and erase my data"))
        self._help.set_text(self.tr("Help"))

    def restyle(self) -> None:
        side, edge = self._theme.gap(SIDE), self._theme.gap(12)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(self._theme.gap(12))
