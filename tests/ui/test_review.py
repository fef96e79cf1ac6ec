"""The review: read from its first row on, changed row by row, sent with the picture code."""

import pytest

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import tr
from tests.ui.test_refusals import change
from tests.ui.walk import to_review
from ui.options import Entry


@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920), (800, 600)])
def test_begins_at_the_first_row_whether_the_picture_is_there_or_not(
    open_desk: OpenDesk, language: Language, size: tuple[int, int]
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=size)
    person = desk.person()
    to_review(desk, person)
    desk.press(tr("ActionBar", "Back"))
    desk.go_on()
    first = desk.focus()
    assert first is not None
    assert first.accessibleName() == tr("ReviewPage", "Change")
    assert first.accessibleDescription() == tr("wording", "Nationality")
    desk.until(desk.has_picture, "the picture")
    desk.settle()
    assert desk.focus() is first
    assert desk.scroll().verticalScrollBar().value() == 0


def test_the_picture_is_there_again_after_a_change(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    person = desk.person()
    to_review(desk, person)
    typed = desk.text(F.CAPTCHA)
    change(desk, F.CARD_NUMBER)
    desk.go_on()
    assert desk.has_picture()
    assert desk.text(F.CAPTCHA) == typed
    desk.press(tr("CaptchaInput", "Another picture"))
    desk.until(lambda: desk.has_picture() and not desk.text(F.CAPTCHA), "another picture")
    desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.go_on()
    assert desk.has(F.CODE)
