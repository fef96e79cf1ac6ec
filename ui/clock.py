"""The clock that waits are told by."""

import time


def now() -> float:
    """Return seconds of a clock that nobody sets, and that goes on while the machine sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux's second one stands still
        clock = getattr(time, name, None)
        if clock is not None:
            return time.clock_gettime(clock)
    return time.monotonic()  # Windows has only this one, and it goes on
