"""No command: open the window."""

import argparse
import signal
import time

from ssc_desktop import __version__
from ssc_desktop.cli import screen
from ssc_desktop.cli.connection import connector, on_trial
from ssc_desktop.cli.wording import NO_SCREEN, CommandError
from ssc_desktop.logs import Event, Log
from ssc_desktop.settings import NAME, Settings
from ui.options import Entry, Mode, WindowOptions


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the options of the window."""
    group = parser.add_argument_group("the window")
    group.add_argument(
        "--open",
        choices=[str(entry) for entry in Entry],
        help="the page to begin with: start (default), login, register, reset or inquiry",
    )
    group.add_argument(
        "--smoke-test", action="store_true", help="build the window, let it work once and end"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Open the window and stay until it closes."""
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
            return smoke_test(shown, connector(trial, Log(None)))
    if not screen.has_screen():
        raise CommandError(NO_SCREEN, tour=f"{NAME} tour")
    with screen.qt_needed():
        from ui.application import run as run_window
    # Qt's loop does not hear Python's interrupt; the system's own way of ending a program works.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    log = Log(settings.data_dir / "logs")
    log.write(Event.STARTED, version=__version__)
    began = time.monotonic()
    status = run_window(shown, connector(settings, log))
    log.write(Event.ENDED, duration_ms=round((time.monotonic() - began) * 1000))
    return status
