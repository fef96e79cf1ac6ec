"""The picture code of a journey: kept from page to page, on show where a page asks for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.services.contract import Captcha
from ui.context import Context
from ui.leaving import TURNED_MS
from ui.widgets.captcha_input import CaptchaInput
from ui.wizard.journey import Journey
from ui.wizard.page import StepPage


class PictureCode(QObject):
    """Shows what the journey fetches on `page()`, the page of the moment."""

    def __init__(
        self,
        journey: Journey,
        context: Context,
        page: Callable[[], StepPage | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._journey = journey
        self._context = context
        self._page = page
        self._captcha: Captcha | None = None
        journey.captcha.connect(self._arrived)
        journey.captcha_failed.connect(self._failed)

    def show(self) -> None:
        """Give a page that asks for it the picture code seen before, with its answer, or a new one.

        A page turned to again is another page: it knows nothing of what the last one showed.
        """
        state, shown = self._journey.state, self._input()
        if state is None or shown is None:
            return
        shown.wanted.connect(self._journey.fetch_captcha)
        shown.diagnosis_wanted.connect(self._context.diagnose)
        if self._captcha is not None and self._captcha.id == state.captcha_id:
            shown.show_captcha(self._captcha)
            shown.set_raw(state.form.raw(FieldId.CAPTCHA))
        else:
            QTimer.singleShot(TURNED_MS, self, lambda: self._fetch(shown))

    def _fetch(self, waiting: CaptchaInput) -> None:
        state = self._journey.state
        if state is not None and self._input() is waiting:
            self._journey.fetch_captcha(state.captcha_kind)

    def on_show(self) -> str:
        """Return the id of the captcha that stands on the page, empty where there is none."""
        shown = self._input()
        there = shown is not None and not shown.is_waiting
        return self._captcha.id if there and self._captcha is not None else ""

    def _input(self) -> CaptchaInput | None:
        page = self._page()
        row = page.rows.get(FieldId.CAPTCHA) if page is not None else None
        return row.widget if row and isinstance(row.widget, CaptchaInput) else None

    def _arrived(self, captcha: Captcha | None) -> None:
        """Show a captcha, or with None that one is on its way."""
        self._captcha = captcha
        shown = self._input()
        if shown is None:
            return
        if captcha is None:
            shown.show_waiting()
        else:
            shown.show_captcha(captcha)

    def _failed(self, problem: Problem) -> None:
        shown = self._input()
        if shown is not None:
            shown.show_failure(problem)
