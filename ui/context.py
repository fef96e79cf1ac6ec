"""What every page is given: the lane to the service, the looks, the language, the way around."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ui.options import Entry, Mode, WindowOptions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ssc_desktop.domain.field_id import FieldId
    from ssc_desktop.flows.state import Arrangement
    from ssc_desktop.services.contract import Session
    from ui.language import Translations
    from ui.tasks import Tasks
    from ui.theme import Theme


class Place(Enum):
    """Where a button can lead."""

    START = "start"
    SIGN_IN = "sign_in"
    REGISTER = "register"
    RENEW = "renew"
    RESET = "reset"
    INQUIRY = "inquiry"
    SERVICES = "services"
    ACCOUNT = "account"
    HELP = "help"
    DIAGNOSIS = "diagnosis"


ENTRIES = {
    Entry.START: Place.START,
    Entry.SIGN_IN: Place.SIGN_IN,
    Entry.REGISTER: Place.REGISTER,
    Entry.RESET: Place.RESET,
    Entry.INQUIRY: Place.INQUIRY,
}


class Visit(NamedTuple):
    """A place, and what is carried there: answers, and which of them stay as they are."""

    place: Place
    answers: Mapping[FieldId, str] = MappingProxyType({})
    locked: frozenset[FieldId] = frozenset()


class Context:
    """Handed to every page; `go` leads elsewhere; `session` is the person's who is signed in.

    Pages stand on `ground`, from the first on: Qt styles anew what is moved. No dataclass: Python
    takes more than a millisecond to make one, and the first page would wait for it.
    """

    def __init__(
        self,
        options: WindowOptions,
        ground: QWidget,
        tasks: Tasks,
        theme: Theme,
        translations: Translations,
        go: Callable[[Visit], None],
        session_ended: Callable[[], None],
    ) -> None:
        self.options = options
        self.ground = ground
        self.tasks = tasks
        self.theme = theme
        self.translations = translations
        self.go = go
        self.session_ended = session_ended
        self.session: Session | None = None

    def diagnose(self) -> None:
        """Show the connection check in front of the page that is there."""
        self.go(Visit(Place.DIAGNOSIS))

    @property
    def home(self) -> Place:
        """Where a person begins: the services once signed in, the start page before."""
        return Place.START if self.session is None else Place.SERVICES

    @property
    def arrangement(self) -> Arrangement:
        """How forms are laid over pages for whoever sits here."""
        from ssc_desktop.flows.state import Arrangement

        terminal = self.options.mode is Mode.TERMINAL
        return Arrangement.ONE_QUESTION if terminal else Arrangement.GROUPED

    @property
    def revealable(self) -> bool:
        """Tell whether a password may be shown here at all."""
        return self.options.mode is Mode.DESK
