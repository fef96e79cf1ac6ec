"""The way to stdout, which may be full or gone."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from ssc_desktop.cli.wording import OUTPUT_FAILED, CommandError
from ssc_desktop.settings import Settings


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


def print_sentences(settings: Settings, *sentences: str) -> int:
    """Print sentences, each a paragraph of its own."""
    from ssc_desktop.output.console import console_for

    with writing() as stream:
        console = console_for(stream, settings.console)
        for sentence in sentences:
            console.paragraph(sentence)
    return 0


def print_json(value: Any) -> int:
    """Print a value as JSON, for programs; dataclasses become objects."""
    import json
    from dataclasses import asdict

    from ssc_desktop.output.console import accept_all_letters

    with writing() as stream:
        accept_all_letters(stream)
        # Where the stream cannot carry Arabic letters, JSON has its own way to write them.
        ascii_only = not stream.encoding.lower().replace("-", "").startswith("utf")
        json.dump(value, stream, ensure_ascii=ascii_only, indent=2, default=asdict)
        stream.write("\n")
    return 0
