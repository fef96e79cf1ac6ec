"""The program itself, started as `python -m ssc_desktop` starts it and looked at from inside.

python -m bench.program window DIR      and nobody ever answers
python -m bench.program service DIR     and its simulator answers; DIR/modules.txt names what
                                        was imported for it
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.__main__ import main as start

if TYPE_CHECKING:
    from ssc_desktop.services.backend import Backend
    from ui.main_window import MainWindow
    from ui.options import Mode


def main(arguments: list[str]) -> int:
    """Start the program with its files in a folder, tell when it stands, and stay until ended."""
    kind, folder = arguments[1:]
    watch(kind, Path(folder))
    sys.argv[1:] = ["--lang", "ar", "--data-dir", folder]
    return start()


def watch(kind: str, folder: Path) -> None:
    """Look on when the window is shown; nothing is imported that the program would not import."""
    from ui import application

    show = application.show_window

    def show_and_watch(window: MainWindow, mode: Mode) -> None:
        from bench.painted import FirstPaint, tell_painted, tell_rest

        def answered() -> None:
            from bench.painted import third_party

            window.context.tasks.answered.disconnect(answered)
            (folder / "modules.txt").write_text("\n".join(third_party()), "utf-8")
            tell_rest()

        if kind == "window":
            keep_service_away()
            window.ready.connect(tell_rest)
        else:
            window.context.tasks.answered.connect(answered)
        FirstPaint(window, tell_painted)
        show(window, mode)

    application.show_window = show_and_watch


def keep_service_away() -> None:
    """Let whoever asks for the service wait for good."""
    import threading

    from ssc_desktop.cli import connection

    def never(*_what: object) -> Backend:
        threading.Event().wait()
        raise AssertionError

    connection.open_backend = never  # type: ignore[assignment]  # whatever it is asked with


if __name__ == "__main__":
    sys.exit(main(sys.argv))
