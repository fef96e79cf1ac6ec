"""The whole journey in a real window that is drawn into memory, with a finger on its pulse.

    python -m bench.journey KIND DIR

KIND is one of KINDS; files go to DIR. The last line printed is what was found, as JSON: the longest
pause of the event loop in each step, and the time of every page turn, in ms.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from bench import services
from bench.walker import REACTING_S, Walker
from ssc_desktop.services.backend import Connect
from ui.application import make_application, make_window
from ui.context import Place, Visit
from ui.options import Mode, WindowOptions
from ui.tour.driver import Script
from ui.tour.script import whole_journey

_IN_VAIN_TICKS = 40
_READING_MS = 3_000  # what the first page takes to be read


@dataclass(frozen=True)
class Kind:
    """A journey: with which service, how, by whom, and whether with impatience.

    Whoever is impatient begins before the first page can have been read, goes on from each as soon
    as anybody can press a button who saw it come, and sees every page in every look there is.
    """

    connect: Callable[[Path], Connect]
    script: Callable[[Walker], Script]
    mode: Mode = Mode.DESK
    impatient: bool = False


def first_start(walker: Walker) -> Script:
    """Go in and out everywhere while the simulator is still being made, then make the journey."""
    for place in (Place.REGISTER, Place.SIGN_IN, Place.RESET, Place.INQUIRY, Place.HELP):
        walker.begin(f"impatient: {place.value}")
        walker.window.go(Visit(place))
        yield from walker.settle()
        walker.begin(f"impatient: {place.value}, left")
        walker.window.go(Visit(Place.START))
        yield from walker.settle()
    yield from whole_journey(walker)


def never_answered(walker: Walker) -> Script:
    """Send, wait in vain, look around, leave, and wait in vain elsewhere."""
    send = QCoreApplication.translate("steps", "Send")
    for until in whole_journey(walker):
        if walker.pulse.step.endswith(f"press {send}"):
            break
        yield until
    for _ in range(_IN_VAIN_TICKS):
        yield lambda: True
    yield from walker.look_around("in vain")
    yield from walker.press(walker.way_out)
    yield from walker.press(QCoreApplication.translate("JourneyShell", "Cancel and erase"))
    for place in (Place.SIGN_IN, Place.START, Place.HELP, Place.START):
        walker.begin(f"in vain: {place.value}")
        walker.window.go(Visit(place))
        yield from walker.look_around(place.value)


KINDS: Mapping[str, Kind] = {
    "first": Kind(services.simulator, first_start, impatient=True),
    "terminal": Kind(services.simulator, whole_journey, Mode.TERMINAL),
    "slow": Kind(services.slow, whole_journey),
    "hashing": Kind(services.hashing, whole_journey),
    "hanging": Kind(services.hanging, never_answered),
}


def main(arguments: list[str]) -> int:
    """Make the journey and tell what was found."""
    kind, folder = KINDS[arguments[1]], Path(arguments[2])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    options = WindowOptions(language="ar", mode=kind.mode, service="simulator")
    window = make_window(options, kind.connect(folder))
    window.resize(1366, 768)
    window.show()
    walker = Walker(window, looks=kind.impatient)
    begin = round(REACTING_S * 1_000) if kind.impatient else _READING_MS
    QTimer.singleShot(begin, walker, lambda: walker.start(kind.script(walker)))
    app.exec()
    print(*walker.report, file=sys.stderr)
    found = {
        "gaps": walker.pulse.gaps,
        "works": walker.pulse.works,
        "turns": walker.turns.taken,
    }
    print(json.dumps(found), flush=True)
    os._exit(walker.status)  # a service that hangs is not waited for


if __name__ == "__main__":
    main(sys.argv)
