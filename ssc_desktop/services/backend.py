"""A connected backend: the service, and in training what a trainee may see of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ssc_desktop.services.contract import AccountService
    from ssc_desktop.services.diagnosis import Diagnosis
    from ssc_desktop.services.training import TrainingAid

SIMULATOR = "simulator"  # the name under which the embedded corporation is asked for


class Backend(NamedTuple):
    """Whoever answers, as many calls at once as there are `lanes`.

    `training` is None in production, `diagnosis` where no network lies in between.
    """

    service: AccountService
    training: TrainingAid | None
    lanes: int = 1
    diagnosis: Diagnosis | None = None


Connect = Callable[[str], Backend]
"""Open the backend of that name or address; may block. Raises AppError."""
