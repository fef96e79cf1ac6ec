"""Tell in one line why something was not done."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from ssc_desktop.cli.wording import CommandError
from ssc_desktop.settings import NAME

if TYPE_CHECKING:
    from ssc_desktop.output.console import Wanted

_LONGEST_COMPLAINT = 1000  # characters; what was typed may be a whole book


def complain(error: CommandError, arguments: list[str]) -> None:
    """Tell on stderr, in one line, why a command was not carried out."""
    from ssc_desktop.output.console import console_for

    arabic = _value_of("--lang", arguments) == "ar"
    asked = _value_of("--console", arguments)
    order: Wanted = "logical" if asked == "logical" else "visual" if asked == "visual" else "auto"
    sentence = error.say("ar" if arabic else "en")
    if len(sentence) > _LONGEST_COMPLAINT:
        sentence = sentence[:_LONGEST_COMPLAINT] + "…"
    with contextlib.suppress(OSError):  # nobody is there to read it
        console_for(sys.stderr, order).paragraph(sentence if arabic else f"{NAME}: {sentence}")
        sys.stderr.flush()


def _value_of(option: str, arguments: list[str]) -> str:
    """Return an option's value as it stands there, for what is told when nothing can be parsed."""
    for i, word in enumerate(arguments):
        if word == option and i + 1 < len(arguments):
            return arguments[i + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return ""
