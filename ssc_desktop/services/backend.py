"""A connected backend: the service, and in training what a trainee may see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.services.contract import AccountService
    from ssc_desktop.services.training import TrainingAid

SIMULATOR = "simulator"  # the name under which the embedded corporation is asked for


@dataclass(frozen=True, slots=True)
class Backend:
    """Whoever answers; `training` is None in production; `lanes` is how many calls at once."""

    service: AccountService
    training: TrainingAid | None
    lanes: int = 1


Connect = Callable[[str], Backend]
"""Open the backend of that name or address; may block. Raises AppError."""
