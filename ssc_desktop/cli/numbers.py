"""Whole numbers as words of a command line."""

import argparse
import re
from collections.abc import Callable


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds, for argparse."""

    def read(text: str) -> int:
        from ssc_desktop.domain.text import fold_digits

        digits = fold_digits(text)
        # A number of a thousand digits would take its time before it is found too large.
        if not re.fullmatch(r"[0-9]{1,20}", digits) or not least <= int(digits) <= most:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
        return int(digits)

    return read
