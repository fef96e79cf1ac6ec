"""The log, as the window uses it for those who help."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.services.support import Support

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.logs import Log
    from ssc_desktop.services.diagnosis import Finding


def support_of(log_of: Callable[[], "Log"]) -> Support:
    """Return what writes into a log and saves it."""

    def note(problem: "Problem") -> None:
        from ssc_desktop.logs import Event, is_reference

        reference = problem.reference if is_reference(problem.reference) else None
        log_of().write(Event.CALL_FAILED, code=problem.code, reference=reference)

    def note_finding(finding: "Finding") -> None:
        from ssc_desktop.logs import Event

        code = finding.refusal.code if finding.refusal else None
        result = finding.fault or finding.verdict
        log_of().write(Event.EXAMINED, step=finding.stage, result=result, code=code)

    def save(file: Path) -> None:
        log_of().save(file)

    return Support(note, note_finding, save)
