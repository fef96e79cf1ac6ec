"""The connection check: how far the way to the service goes, and what those who help ask for."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ssc_desktop import __version__
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services.backend import SIMULATOR, Backend
from ssc_desktop.services.diagnosis import Failure, Finding, Stage, Verdict
from ssc_desktop.services.support import Support
from ui import finding_words, messages
from ui.assets import icon_pixmap
from ui.context import Context
from ui.dialogs import close_dialogs
from ui.options import Mode
from ui.pages.page import Page
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.panels import Card
from ui.widgets.text import Picture, Text

_ICONS = {Verdict.FINE: "done", Verdict.FAILED: "warning", Verdict.SKIPPED: "clock"}
_NO_LOG = Support(lambda _problem: None, lambda _finding: None, lambda _file: None)


class _StepRow(QWidget):
    """One step of the way: a sign, its name, and how it went."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._sign = Picture(self)
        self._name = Text("label", self)
        self._words = Text("secondText", self)
        theme = context.theme
        across = QHBoxLayout(self)
        across.setContentsMargins(0, theme.gap(4), 0, theme.gap(4))
        across.setSpacing(theme.gap(14))
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._name, 2, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._words, 5, Qt.AlignmentFlag.AlignTop)

    def show_finding(self, stage: Stage, finding: Finding | None) -> None:
        """Show how a step went; None while it is not known yet."""
        theme = self._context.theme
        tokens = theme.tokens
        verdict = finding.verdict if finding else Verdict.SKIPPED
        colour = {Verdict.FINE: tokens.brand, Verdict.FAILED: tokens.error}.get(
            verdict, tokens.ink_second
        )
        ratio = self.devicePixelRatioF()
        self._sign.set_picture(icon_pixmap(_ICONS[verdict], colour, theme.px(22), ratio=ratio))
        self._name.set_text(finding_words.name_of(stage))
        self._words.set_text(finding_words.sentence(finding))

    @property
    def spoken(self) -> str:
        """Return name and words as one text."""
        return f"{self._name.plain}: {self._words.plain}"


class DiagnosisPage(Page):
    """Looks at the way to the service beside the window, and tells what it has found."""

    def __init__(
        self, context: Context, support: Support | None, leave: Callable[[], None]
    ) -> None:
        super().__init__(context, 760)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme = context.theme
        self._support = support or _NO_LOG
        self._findings: tuple[Finding, ...] | None = None
        self._problem: Problem | None = None
        self._saved: str | None = None
        self._title = Text("title", self.column)
        self._lead = Text("lead", self.column)
        self._way = Card(theme, "card", self.column)
        self._no_way = Text("", self._way)
        self._way.stack.addWidget(self._no_way)
        self._rows = {stage: _StepRow(context, self._way) for stage in Stage}
        for row in self._rows.values():
            self._way.stack.addWidget(row)
        self._facts = Card(theme, "card", self.column)
        self._program = Text("", self._facts)
        self._failures_title = Text("label", self._facts)
        self._failures = Text("secondText", self._facts)
        self._told = Text("hint", self._facts)
        self._save = Button("link", self._facts)
        self._save.clicked.connect(self._choose_file)
        self._save.setVisible(support is not None and context.options.mode is Mode.DESK)
        for fact in (self._program, self._failures_title, self._failures, self._told):
            self._facts.stack.addWidget(fact)
        self._facts.stack.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self._title, self._lead, self._way, self._facts):
            self.stack.addWidget(widget)
        self.stack.addStretch(1)
        self._bar = self.make_bar()
        self._bar.primary.connect(self._examine)
        self._bar.back.connect(leave)
        self.come_alive()
        self._examine()

    # ------------------------------------------------------------------ looking

    def _examine(self) -> None:
        self._findings, self._problem = None, None
        self._bar.set_sending(True)
        self._show()
        note = self._support.note_finding

        def look(backend: Backend) -> tuple[Finding, ...]:
            found = backend.diagnosis.examine() if backend.diagnosis else ()
            for finding in found:
                note(finding)
            return found

        self.context.tasks.ask(self, look, self._found, self._failed)

    def _found(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        self._settled()

    def _failed(self, problem: Problem) -> None:
        self._problem = problem
        self._settled()

    def _settled(self) -> None:
        self._bar.set_sending(False)
        self._show()
        shown = [row.spoken for row in self._rows.values() if not row.isHidden()]
        announce(self, " ".join(shown) or self._no_way.plain)

    # ------------------------------------------------------------------ saving

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save the log"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.selectFile(f"ssc-desktop-{dt.date.today().isoformat()}.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Save the log into a file, beside the window."""
        save = self._support.save

        def write() -> bool:
            try:
                save(Path(name))
            except OSError:
                return False
            return True

        def told(done: bool) -> None:
            self._saved = name if done else ""
            self._show()
            announce(self._told, self._told.plain)

        self.context.tasks.beside(self, write, told, lambda _problem: told(False))

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        simulated = self.context.tasks.name == SIMULATOR
        found = {finding.stage: finding for finding in self._findings or ()}
        waiting = self._findings is None and self._problem is None
        for stage, row in self._rows.items():
            row.setVisible(not simulated and (waiting or stage in found))
            row.show_finding(stage, found.get(stage))
        self._no_way.setVisible(simulated or self._problem is not None)
        self._no_way.set_text(
            messages.sentence(self._problem)
            if self._problem is not None
            else self.tr("The built-in simulator answers on this computer, without a network.")
        )
        failures = self.context.tasks.failures
        self._failures.set_text(
            "\n".join(_line_of(failure) for failure in reversed(failures))
            or self.tr("None since the program was started.")
        )
        self._told.setVisible(self._saved is not None)
        if self._saved:
            text = self.tr("The log was saved as {file}. It holds no personal data.")
            self._told.set_text(text.format(file=isolate(self._saved)))
        elif self._saved is not None:
            self._told.set_text(
                self.tr("The log could not be saved there. Please choose another folder.")
            )

    def retranslate(self) -> None:
        self._title.set_text(self.tr("Connection check"))
        self.area.setAccessibleName(self._title.plain)
        self._lead.set_text(
            self.tr(
                "This checks the connection to the service step by step."
                " What has been entered stays as it is."
            )
        )
        name = self.context.tasks.name
        shown = self.tr("the built-in simulator") if name == SIMULATOR else isolate(name)
        version = self.tr("Version {version}").format(version=isolate(__version__))
        service = self.tr("Service: {address}").format(address=shown or "–")
        self._program.set_text(f"{version} · {service}")
        self._failures_title.set_text(self.tr("Latest error codes"))
        self._bar.set_action(self.tr("Check again"))
        self._save.set_text(self.tr("Save the log"))
        self._show()

    def restyle(self) -> None:
        super().restyle()
        self._show()

    def leaving(self) -> None:
        """Leave no dialog behind that belongs to this page."""
        close_dialogs()

    def focus_first(self) -> None:
        """Begin at the top: the arrow keys scroll, Tab goes to the buttons below."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)


def _line_of(failure: Failure) -> str:
    """Write time, code and reference; none of them is a word of either language."""
    parts = [f"{failure.at:%H:%M:%S}", failure.problem.code.value]
    if failure.problem.reference:
        parts.append(failure.problem.reference)
    return isolate("  ".join(parts))
