"""Walks through the window with a finger on its pulse."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bench.pulse import Pulse, Turns
from ssc_desktop.services.backend import Backend
from ui.main_window import MainWindow
from ui.theme import Contrast
from ui.tour.driver import Driver, Script

_READING_S = 0.6  # nobody goes on sooner who looks at the page
REACTING_S = 0.2  # nor sooner than this who does not


class Walker(Driver):
    """Drives as the tour does, without pictures; what it does itself is not the window's.

    With `looks` it sees every page in every look there is, and goes on without having read it, as
    soon as anybody can.
    """

    def __init__(self, window: MainWindow, *, looks: bool) -> None:
        super().__init__(window, Path())
        self.window = window
        self.pulse = Pulse(self)
        self.turns = Turns(self.pulse, self._place)
        self._looks = looks
        self._read: object = None  # the page
        self._steps = 0
        self._ask = window.context.tasks.ask
        window.context.tasks.ask = self._ask_and_time  # type: ignore[method-assign]

    def press(self, name: str) -> Script:
        yield from self.wait(lambda: self._button(name) is not None, f"the button {name}")
        yield from self._read_page()
        button = self._button(name)
        assert button is not None
        self.begin(f"press {name}")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.turns.during(self.pulse.step, button.click)

    def _read_page(self) -> Script:
        """Look at a page for a moment the first time something is done on it."""
        page, took = self._place()[0], REACTING_S if self._looks else _READING_S
        if page is not self._read:
            self._read, began = page, time.monotonic()
            yield lambda: time.monotonic() - began >= took

    def fill(self, label: str, text: str) -> Script:
        yield from self.see_field(label)
        yield from self._read_page()
        self.begin(f"fill {label}")
        yield from super().fill(label, text)

    def picture(self, name: str) -> Script:
        """Let the page come to rest; in a walk that looks around, in every look there is."""
        yield from self.settle()
        if self._looks:
            yield from self.look_around(name)

    def settle(self) -> Script:
        """Let the page come to rest."""
        for _ in range(4):
            yield lambda: True

    def look_around(self, name: str) -> Script:
        """See the page in either language, the largest text and either contrast."""
        theme, translations = self.window.theme, self.window.context.translations
        usual = translations.language
        looks: list[tuple[str, Callable[[], None]]] = [
            ("other language", lambda: translations.use(translations.other)),
            ("first language", lambda: translations.use(usual)),
            ("largest text", lambda: theme.set_text_scale(2.0)),
            ("usual text", lambda: theme.set_text_scale(1.0)),
            ("high contrast", lambda: theme.set_contrast(Contrast.HIGH)),
            ("usual contrast", lambda: theme.set_contrast(Contrast.NORMAL)),
        ]
        for look, act in looks:
            self.begin(f"{name}: {look}")
            act()
            yield from self.settle()

    def begin(self, step: str) -> None:
        """Name what happens from here on."""
        self._steps += 1
        self.pulse.step = f"{self._steps} {step}"

    def _place(self) -> tuple[object, QWidget]:
        page = self.window._page
        assert page is not None
        return getattr(page, "_page", None) or page, self.window

    def _ask_and_time(
        self,
        owner: Any,
        work: Callable[[Backend], Any],
        on_ok: Callable[[Any], None],
        on_error: Callable[[Any], None],
        **others: Any,
    ) -> Any:
        """Pass a call on; its answer may turn the page."""
        step = self.pulse.step
        return self._ask(
            owner,
            work,
            lambda answer: self.turns.during(f"{step}, answered", lambda: on_ok(answer)),
            lambda problem: self.turns.during(f"{step}, refused", lambda: on_error(problem)),
            **others,
        )

    # Looking for widgets is the driver's own work.

    def _line(self, label: str) -> QLineEdit | None:
        return self.pulse.aside(lambda: Driver._line(self, label))

    def _button(self, name: str) -> QAbstractButton | None:
        return self.pulse.aside(lambda: Driver._button(self, name))

    def _sees(self, text: str) -> bool:
        return self.pulse.aside(lambda: Driver._sees(self, text))
