"""What has to be there before anything can be drawn."""

import contextlib
import os
import sys
from collections.abc import Iterator

from ssc_desktop.cli.complaint import complain
from ssc_desktop.cli.wording import NO_QT, NO_WINDOW, CommandError


def has_screen() -> bool:
    """Tell whether a window can be opened, on a screen or wherever Qt has been sent."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def draw_without_one() -> None:
    """Let Qt draw into memory where there is no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def give_up(detail: str) -> None:
    """Say in one line why Qt cannot draw anything, and end: it would leave a core itself."""
    complain(CommandError(NO_WINDOW, detail=detail), sys.argv[1:])
    os._exit(1)


@contextlib.contextmanager
def qt_needed() -> Iterator[None]:
    """Say in one line that Qt, or what it needs of the system, is not there."""
    try:
        yield
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")):
            raise
        raise CommandError(NO_QT, detail=str(error)) from error
