"""The tour: the real window, driven through every journey, with a picture of each page."""

from collections.abc import Callable
from pathlib import Path

from ssc_desktop.services.backend import Connect
from ui.options import WindowOptions


def run_tour(
    options: WindowOptions,
    connect: Connect,
    *,
    out: Path,
    size: tuple[int, int],
    scale: float,
    give_up: Callable[[str], None],
) -> int:
    """Make the tour and leave its pictures in `out`; return 0 if every step succeeded.

    `size` is the window's in pixels, `scale` the text size (1.0, 1.5 or 2.0). `give_up`
    is told why Qt cannot draw at all.
    """
    from ui.application import end_calls, make_application, make_window
    from ui.tour.driver import Driver
    from ui.tour.script import whole_journey

    app = make_application(give_up)
    window = make_window(options, connect)
    window.theme.set_text_scale(scale)
    window.resize(*size)
    window.show()
    driver = Driver(window, out)
    driver.start(whole_journey(driver))
    app.exec()
    window.close()
    end_calls(window)
    for line in driver.report:
        print(line)
    return driver.status
