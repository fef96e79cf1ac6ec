"""No command: open the window."""

from __future__ import annotations

import argparse
import gc
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop import __version__
from ssc_desktop.cli import screen
from ssc_desktop.cli.connection import ReadCredential, connector, from_keyring, on_trial
from ssc_desktop.cli.support import support_of
from ssc_desktop.cli.wording import NO_SCREEN, CommandError
from ssc_desktop.settings import NAME, Settings
from ui.options import Entry, Mode, WindowOptions

if TYPE_CHECKING:
    from ssc_desktop.logs import Log


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the options of the window."""
    group = parser.add_argument_group("the window")
    group.add_argument(
        "--open",
        choices=[str(entry) for entry in Entry],
        help="the page to begin with: start (default), login, register, reset or inquiry",
    )
    group.add_argument(
        "--credential-stdin",
        action="store_true",
        help="read this computer's credential from standard input and hold it until the end, where"
        " there is no keyring",
    )
    group.add_argument(
        "--smoke-test", action="store_true", help="build the window, let it work once and end"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Open the window and stay until it closes."""
    gc.disable()  # `ui.garbage` collects in its place, once there is something to look at
    shown = WindowOptions(
        language=settings.language,
        mode=Mode(settings.mode),
        entry=Entry(options.open or Entry.START),
        service=settings.service,
        simulator_allowed=settings.allow_simulator,
    )
    if options.smoke_test:
        screen.draw_without_one()
        with screen.qt_needed():
            from ui.application import smoke_test
        with on_trial(settings, folder_was_named=hasattr(options, "data_dir")) as trial:
            return smoke_test(shown, connector(trial, lambda: _log(None)), give_up=screen.give_up)
    if not screen.has_screen():
        raise CommandError(NO_SCREEN, tour=f"{_how_to_start()} tour")
    with screen.qt_needed():
        from ui.application import run as run_window
    folder = settings.data_dir / "logs"
    credential = _held(settings) if options.credential_stdin else from_keyring
    began = time.monotonic()
    connect = connector(settings, lambda: _log(folder), credential)
    support = support_of(lambda: _log(folder))
    status = run_window(
        shown, connect, ready=lambda: _begin(folder), give_up=screen.give_up, support=support
    )
    from ssc_desktop.logs import Event

    _log(folder).write(Event.ENDED, duration_ms=round((time.monotonic() - began) * 1000))
    return status


def _how_to_start() -> str:
    """Return what is typed to start the program from where it lies."""
    from_source = (Path(__file__).parents[2] / "run.py").is_file()
    return "python3 run.py" if from_source else NAME


def _held(settings: Settings) -> ReadCredential:
    """Take a credential that comes in, for as long as the program lives. Raises CommandError."""
    from ssc_desktop.cli.credential import address_of, read_credential
    from ssc_desktop.credentials import MemoryStore

    store = MemoryStore()
    store.write(address_of(settings), read_credential(settings))
    return store.read


def _begin(folder: Path) -> None:
    """Do what could wait until the window stands."""
    import signal

    from ssc_desktop.logs import Event

    # Qt's loop does not hear Python's interrupt; the system's own way of ending a program works.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _log(folder).write(Event.STARTED, version=__version__)


@lru_cache
def _log(folder: Path | None) -> Log:
    """Return the log of a folder; its module comes after the first window."""
    from ssc_desktop.logs import Log

    return Log(folder)
