"""What was measured, beside its budget, and the table of it."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class NotMeasuredError(Exception):
    """A measurement could not be made; the text says which."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; without a budget it is told and not judged.

    `at_most` and `at_least` are budgets in the unit of `ratio`.
    """

    name: str
    ratio: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def budget(self) -> str:
        """The budget as the table shows it."""
        if self.at_most is not None:
            return f"≤ {self.at_most:.2f}"
        return f"≥ {self.at_least:.2f}" if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        """Whether it is kept."""
        if self.at_most is not None:
            return "pass" if self.ratio <= self.at_most else "over"
        if self.at_least is not None:
            return "pass" if self.ratio >= self.at_least else "under"
        return ""


def median_of_ratios(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Compare two series that were measured in turns, turn by turn.

    Where a machine becomes slower or faster between turns, medians of each side are taken at
    different speeds; two neighbours seldom are.
    """
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def percentile(series: Sequence[float], share: int) -> float:
    """Return what so many of a hundred do not exceed."""
    ordered = sorted(series)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def table(lines: Iterable[Measured]) -> str:
    """Write the lines as a table in Markdown."""
    rows = [("what", "ratio", "budget", "verdict")]
    rows += [(line.name, f"{line.ratio:.2f}", line.budget, line.verdict) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    left, *right = widths
    a, b, c = ("-" * (width - 1) + ":" for width in right)
    rows.insert(1, ("-" * left, a, b, c))
    return "\n".join(
        f"| {what:<{widths[0]}} | {ratio:>{widths[1]}} | {budget:>{widths[2]}}"
        f" | {verdict:>{widths[3]}} |"
        for what, ratio, budget, verdict in rows
    )
