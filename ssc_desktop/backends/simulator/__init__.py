"""The corporation played on one machine: the account rules on an embedded file, synthetic people.

Importing this is cheap; the engine comes with the first call.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.backends.simulator.service import Simulator
    from ssc_desktop.engine.database import Store

FILE = "simulator.sqlite"
DEFAULT_PEOPLE, DEFAULT_SEED = 700, 1  # with their relatives fewer than a thousand
MOST_PEOPLE = 3_000_000  # about what numbers from 2000 on are enough for


def is_simulator(data_dir: Path) -> bool:
    """Tell whether there is a simulator in a folder."""
    return (data_dir / FILE).is_file()


def open_simulator(
    data_dir: Path, *, people: int | None = None, seed: int | None = None
) -> "Simulator":
    """Open the simulator in a folder; where it is new, make its people first.

    `people` and `seed` matter only to a new one. Raises AppError STORAGE_….
    """
    from ssc_desktop.backends.simulator import service

    return service.open_simulator(
        data_dir,
        DEFAULT_PEOPLE if people is None else people,
        DEFAULT_SEED if seed is None else seed,
    )


def open_shared_simulator(store: "Store") -> "Simulator":
    """Open the simulator in a database that several servers share; make its people if it is new.

    Raises AppError STORAGE_…, DAMAGED also for a database that is not in training.
    """
    from ssc_desktop.backends.simulator import service

    return service.open_shared_simulator(store, DEFAULT_PEOPLE, DEFAULT_SEED)


def reset_simulator(data_dir: Path, people: int | None = None, seed: int | None = None) -> None:
    """Make the people anew and forget all accounts and messages, also while a window is open.

    A file that is not a simulator's is left as it is. Raises AppError STORAGE_….
    """
    from ssc_desktop.backends.simulator import service

    service.reset_simulator(
        data_dir,
        DEFAULT_PEOPLE if people is None else people,
        DEFAULT_SEED if seed is None else seed,
    )
