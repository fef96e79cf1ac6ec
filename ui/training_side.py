"""What a window in training has besides its pages: the banner, and the citizen's phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ssc_desktop.services.backend import SIMULATOR
from ui.context import Context
from ui.frame import TrainingBanner
from ui.leaving import TURNED_MS

if TYPE_CHECKING:
    from ui.training_panel import TrainingPanel

_ROOM_BESIDE_PANEL = 760


class TrainingSide(QObject):
    """Holds the banner, and the panel in `row` beside the page, made when it is first wanted.

    Where there is no room for both, the panel takes the place of the page: `alone` tells.
    """

    alone = Signal(bool)

    def __init__(
        self,
        context: Context,
        row: QHBoxLayout,
        picture_on_show: Callable[[], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._row = row
        self._picture_on_show = picture_on_show
        self._window = window
        self._panel: TrainingPanel | None = None
        self._has_phone = False
        self._is_alone = False
        self._gave_way = False  # and comes back when there is room again
        self.banner = TrainingBanner(context.theme, context.ground)
        if context.options.service != SIMULATOR:  # to show it now would have it styled twice
            self.banner.hide()
        self.banner.panel_wanted.connect(self._toggle)

    @property
    def panels(self) -> tuple[QWidget, ...]:
        """The panel, where there is one."""
        return () if self._panel is None else (self._panel,)

    def show(self) -> None:
        """Show banner and panel, the panel only where there is room for both it and a page."""
        self._has_phone = True
        self.banner.show()
        self.banner.offer_panel()
        if self._has_room():
            self._open()

    def show_banner(self) -> None:
        """Show that a service elsewhere is in training; what it has sent is not seen here."""
        self.banner.show()

    def hide(self) -> None:
        """Show nothing of training."""
        self._has_phone = False
        self.banner.hide()
        self.close_panel()

    def close_panel(self) -> None:
        """Close the panel if it is open."""
        self._gave_way = False
        if self._panel is not None:
            self._panel.close_panel()
            self._stand_alone(False)

    def refresh(self) -> None:
        """Look for what is new."""
        if self._panel is not None:
            self._panel.refresh_soon()

    def forget(self) -> None:
        """Show the next person nothing of the one before, who may never have opened the panel."""
        if self._has_phone:
            self._opened().forget()

    def make_room(self) -> None:
        """Keep the page in sight where the window has become too narrow for both."""
        if self._gave_way:
            if self._has_room():
                self._open()
        elif self._is_open() and self._is_alone == self._has_room():
            if self._is_alone:
                self._stand_alone(False)
            else:
                self.close_panel()
                self._gave_way = True

    def show_picture(self) -> None:
        """See which picture code stands on the page, once that has been painted."""
        if self._panel is not None:
            QTimer.singleShot(TURNED_MS, self._panel, self._panel.show_picture)

    @property
    def is_alone(self) -> bool:
        """Tell whether the panel stands in place of the page."""
        return self._is_alone

    def give_way(self) -> None:
        """Let another page be seen."""
        if self._is_alone:
            self.close_panel()

    def _toggle(self) -> None:
        if self._is_open():
            self.close_panel()
        else:
            self._open()

    def _open(self) -> None:
        self._gave_way = False
        panel = self._opened()
        self._stand_alone(not self._has_room())
        panel.open()

    def _stand_alone(self, alone: bool) -> None:
        if self._is_alone == alone:
            return
        self._is_alone = alone
        if self._panel is not None:
            self._panel.stand_alone(alone)
        self.banner.offer_page(alone)
        self.alone.emit(alone)

    def _is_open(self) -> bool:
        return self._panel is not None and self._panel.isVisible()

    def _opened(self) -> TrainingPanel:
        if self._panel is None:
            from ui.training_panel import TrainingPanel

            ground = self._context.ground
            self._panel = TrainingPanel(self._context, self._picture_on_show, ground)
            self._panel.hide()
            self._row.addWidget(self._panel)
        return self._panel

    def _has_room(self) -> bool:
        from ui.training_panel import WIDTH

        return self._window.width() >= self._context.theme.px(WIDTH + _ROOM_BESIDE_PANEL)
