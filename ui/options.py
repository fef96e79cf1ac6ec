"""What the command line and the settings tell the window."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ssc_desktop.services.contract import Language


class Mode(StrEnum):
    """Who sits before the window."""

    DESK = "desk"
    TERMINAL = "terminal"


class Entry(StrEnum):
    """The pages a command line can open first."""

    START = "start"
    SIGN_IN = "login"
    REGISTER = "register"
    RESET = "reset"
    INQUIRY = "inquiry"


class WindowOptions(NamedTuple):
    """How the window opens.

    `service` is a name or an address, None where the first page has to ask for one;
    `simulator_allowed` tells whether training may be offered there.
    """

    language: Language = "ar"
    mode: Mode = Mode.DESK
    entry: Entry = Entry.START
    service: str | None = None
    simulator_allowed: bool = True
