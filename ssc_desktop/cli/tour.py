"""`tour`: walk the real windows through every journey and keep a picture of each page."""

import argparse
import contextlib
import re
from pathlib import Path
from typing import Any

from ssc_desktop.backends.simulator import is_simulator
from ssc_desktop.cli import screen
from ssc_desktop.cli.commands import ABOUT, add_command
from ssc_desktop.cli.connection import connector, on_trial, open_backend
from ssc_desktop.cli.wording import FORBIDDEN, NOT_WRITABLE, TOUR_LOOKS_BEHIND, CommandError
from ssc_desktop.services.backend import SIMULATOR, Backend, Connect
from ssc_desktop.settings import Settings
from ui.options import Mode, WindowOptions

_SMALLEST, _LARGEST = 320, 7680  # pixels a side
_DEFAULT_SIZE = (1366, 768)


def declare(commands: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = add_command(
        commands,
        common,
        "tour",
        ABOUT["tour"],
        ". It needs no display, and unless --data-dir names a folder it plays with people of its"
        " own and leaves nothing but the pictures. With the address of a service in training,"
        " --data-dir is that service's folder: there the tour looks up people, messages and"
        " pictures.",
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="where the pictures go")
    parser.add_argument(
        "--size",
        type=_size,
        default=_DEFAULT_SIZE,
        metavar="WxH",
        help="the window's size in pixels (default: {}x{})".format(*_DEFAULT_SIZE),
    )
    parser.add_argument(
        "--text-scale",
        choices=["100", "150", "200"],
        default="100",
        help="the size of text in per cent (default: 100)",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Make the tour; 0 if every step of it succeeded. Raises CommandError."""
    if not settings.allow_simulator:
        raise CommandError(FORBIDDEN)
    service: str = getattr(options, "service", SIMULATOR)
    folder_was_named = hasattr(options, "data_dir")
    if service != SIMULATOR and not (folder_was_named and is_simulator(settings.data_dir)):
        raise CommandError(TOUR_LOOKS_BEHIND, 2, service=service)
    out = _writable(options.out)
    screen.draw_without_one()
    with screen.qt_needed():
        from ui.tour import run_tour
    from ssc_desktop.logs import Log

    shown = WindowOptions(language=settings.language, mode=Mode(settings.mode), service=service)
    with (
        on_trial(settings, folder_was_named=folder_was_named) as trial,
        contextlib.ExitStack() as opened,
    ):
        connect = connector(trial, lambda: Log(None))
        return run_tour(
            shown,
            connect if service == SIMULATOR else _with_people_of(trial, connect, opened),
            out=out,
            size=options.size,
            scale=int(options.text_scale) / 100,
            give_up=screen.give_up,
        )


def _with_people_of(settings: Settings, connect: Connect, opened: contextlib.ExitStack) -> Connect:
    """Look behind a service in training through the folder that it shares with us."""

    def connect_both(name: str) -> Backend:
        there = connect(name)
        behind = open_backend(SIMULATOR, settings)
        opened.callback(behind.service.close)
        return there._replace(training=behind.training)

    return connect_both


def _size(text: str) -> tuple[int, int]:
    from ssc_desktop.domain.text import fold_digits

    match = re.fullmatch(r"([0-9]{1,5})[x×X*]([0-9]{1,5})", fold_digits(text))
    sides = tuple(int(side) for side in match.groups()) if match else ()
    if len(sides) != 2 or not all(_SMALLEST <= side <= _LARGEST for side in sides):
        raise argparse.ArgumentTypeError(
            f"must be a width and a height like 1366x768, from {_SMALLEST} to {_LARGEST}"
        )
    return sides


def _writable(folder: str) -> Path:
    """Make a folder and see that files can be put there. Raises CommandError."""
    import tempfile

    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise CommandError(NOT_WRITABLE, place=folder, detail=detail) from None
    return path
