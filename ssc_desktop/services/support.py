"""The program's log as the window sees it; small, because the first window waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.services.diagnosis import Finding


class Support(NamedTuple):
    """Take a note of a failure or a finding; save all notes to a file, which raises OSError.

    All of them touch the disk.
    """

    note: Callable[[Problem], None]
    note_finding: Callable[[Finding], None]
    save: Callable[[Path], None]
