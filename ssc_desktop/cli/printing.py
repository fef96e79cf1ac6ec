"""The way to stdout, which may be full or gone."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from ssc_desktop.cli.wording import OUTPUT_FAILED, CommandError


@contextlib.contextmanager
def writing() -> Iterator[TextIO]:
    """Lend stdout and see that all of it is written.

    Raises BrokenPipeError where nobody reads any more, CommandError where it cannot be written.
    """
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # What is still to be written is dropped, or Python would complain again when it ends.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise CommandError(OUTPUT_FAILED, detail=error.strerror or str(error)) from None


def open_missing_streams() -> None:
    """Give a program without a console somewhere to write."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
