"""A page that goes is out of sight and out of mind at once, and ends a moment later."""

import threading
from typing import Any

import shiboken6
from PySide6.QtWidgets import QLabel

from ssc_desktop.domain.app_error import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import tr
from tests.ui.steps import fill_in, identity, signed_in
from tests.ui.tree import heard
from ui import wording
from ui.options import Entry
from ui.pages.account import AccountPage
from ui.pages.services import ServicesPage
from ui.wizard.page import StepPage


def test_who_turns_the_page_meets_nothing_of_the_last_one(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, identity(desk.person()))
    (page,) = desk.shown(StepPage)
    desk.primary().click()
    # Before the event loop has had a turn.
    assert not page.isVisible()
    assert not page.isAncestorOf(desk.window.focusWidget())
    label = wording.label(F.NATIONAL_NUMBER)
    assert label not in {text.text() for text in desk.shown(QLabel)}
    assert label not in heard()
    desk.until(lambda: not shiboken6.isValid(page), "its end")


class Late:
    """A service that tells of an account when it may, and then that the session has ended."""

    def __init__(self, real: Any) -> None:
        self.asked, self.may_tell, self.told = (threading.Event() for _ in range(3))
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def account(self, _token: object) -> None:
        """Fail, late."""
        self.asked.set()
        self.may_tell.wait(60)
        self.told.set()
        raise AppError(E.SESSION_ENDED)


def test_what_the_last_page_asked_for_leads_nowhere_any_more(
    open_desk: OpenDesk, connect: Connect
) -> None:
    late: list[Late] = []

    def connect_late(name: str) -> Backend:
        backend = connect(name)
        late.append(Late(backend.service))
        service: Any = late[-1]
        return backend._replace(service=service)

    desk = open_desk(entry=Entry.SIGN_IN, backend=connect_late)
    signed_in(desk)
    button = desk.button(tr("ServicesPage", "My account"))
    button.click()
    desk.until(late[-1].asked.is_set, "the question")
    (page,) = desk.shown(AccountPage)
    desk.button(tr("ActionBar", "Back")).click()
    late[-1].may_tell.set()
    late[-1].told.wait(60)
    desk.until(lambda: not shiboken6.isValid(page), "its end")
    desk.rest()
    assert desk.shown(ServicesPage)
