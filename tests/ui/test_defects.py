"""What the person is asked after something broke in the window, and what is noted of it."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ssc_desktop.cli.support import support_of
from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.logs import Log
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import tr
from ui import messages
from ui.options import Entry, Mode
from ui.widgets.question import Question

NUMBER = "9901900001"


def test_what_breaks_in_the_window_itself_is_noted_too(open_desk: OpenDesk, tmp_path: Path) -> None:
    log = tmp_path / "logs"
    desk = open_desk("en", support=support_of(lambda: Log(log)))
    desk.window.show_problem(Problem(ErrorCode.INTERNAL))
    desk.press("Continue")
    desk.window.context.diagnose()
    desk.see("internal")
    (file,) = log.iterdir()
    assert json.loads(file.read_text("ascii"))["code"] == "internal"


def test_what_breaks_again_and_again_is_asked_about_once(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    desk.fill(F.USER_ID, NUMBER)
    for _time in range(2):
        for _defect in range(10):
            desk.window.show_problem(Problem(ErrorCode.INTERNAL))
        desk.see(messages.sentence(Problem(ErrorCode.INTERNAL)))
        assert len(desk.shown(Question)) == 1
        desk.press(tr("DefectQuestion", "Continue"))
        assert not desk.question()
        assert desk.text(F.USER_ID) == NUMBER
    desk.window.show_problem(Problem(ErrorCode.INTERNAL))
    desk.key(Qt.Key.Key_Escape)
    desk.window.show_problem(Problem(ErrorCode.INTERNAL))
    assert len(desk.shown(Question)) == 1, "the one that has been answered is not in the way"


@pytest.mark.parametrize("mode", Mode)
def test_a_defect_is_no_matter_of_the_next_person(open_desk: OpenDesk, mode: Mode) -> None:
    desk = open_desk("en", mode=mode, entry=Entry.RESET)
    desk.fill(F.USER_ID, NUMBER)
    desk.window.show_problem(Problem(ErrorCode.INTERNAL))
    desk.clock.leave_alone(600)
    desk.until(lambda: not desk.has(F.USER_ID), "the wipe")
    assert not desk.question()
    assert desk.offers("Help")
