"""The dialog for the file that the log is saved into: it stays no longer than its page."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget

from ssc_desktop.cli.support import support_of
from ssc_desktop.logs import Log
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr


@pytest.fixture
def desk(open_desk: OpenDesk, language: Language) -> Desk:
    """Open a window in which the dialog is shown."""
    desk = open_desk(language, support=support_of(lambda: Log(None)))
    desk.rest()
    desk.window.context.diagnose()
    desk.press(tr("DiagnosisPage", "Save the log"))
    return desk


@pytest.mark.parametrize("way", ["back", "wipe", "session", "close"])
def test_it_goes_with_its_page(desk: Desk, way: str) -> None:
    """Waking up, the machine wipes at once, and nobody is warned before."""
    (dialog,) = desk.shown(QFileDialog)
    ways: dict[str, Callable[[], object]] = {
        "back": lambda: desk.key(Qt.Key.Key_Escape),
        "wipe": desk.window.wipe,
        "session": desk.window.context.session_ended,
        "close": desk.window.close,
    }
    ways[way]()
    desk.turn()
    assert not shiboken6.isValid(dialog)
    if way == "wipe":
        desk.see(tr("StartPage", "Welcome"))


def test_it_goes_while_it_asks_whether_to_replace_a_file(desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "saved.txt"
    there.write_text("kept")
    asked: list[QWidget | None] = []

    def wipe() -> None:
        asked.append(QApplication.activeModalWidget())
        desk.window.wipe()

    (dialog,) = desk.shown(QFileDialog)
    (line,) = [line for line in dialog.findChildren(QLineEdit) if line.isVisible()]
    line.setText(str(there))
    QTimer.singleShot(0, desk.window, wipe)
    dialog.accept()  # comes back once its question has been answered
    assert isinstance(asked[0], QMessageBox)
    desk.see(tr("StartPage", "Welcome"))
    assert QApplication.activeModalWidget() is None
    assert there.read_text() == "kept"
