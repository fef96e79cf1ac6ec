"""The steps of the way to a service and how they went, in words."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services.diagnosis import Fault, Finding, Stage, Verdict
from ui import messages
from ui.language import QT_TRANSLATE_NOOP

_STAGES: Mapping[Stage, str] = {
    Stage.NAME: QT_TRANSLATE_NOOP("findings", "Name of the service"),
    Stage.CONNECTION: QT_TRANSLATE_NOOP("findings", "Connection"),
    Stage.TLS: QT_TRANSLATE_NOOP("findings", "Secure connection"),
    Stage.SERVICE: QT_TRANSLATE_NOOP("findings", "Answer of the service"),
    Stage.CLOCK: QT_TRANSLATE_NOOP("findings", "Clock of this computer"),
}
_WAITING = QT_TRANSLATE_NOOP("findings", "One moment, please…")
_FINE = QT_TRANSLATE_NOOP("findings", "In order")
_SKIPPED = QT_TRANSLATE_NOOP("findings", "Not checked: an earlier step comes first")
_FAULTS: Mapping[Fault, str] = {
    Fault.NAME_UNKNOWN: QT_TRANSLATE_NOOP(
        "findings",
        "The name was not found. The network may be down, or the address may not be right.",
    ),
    Fault.NOTHING_THERE: QT_TRANSLATE_NOOP(
        "findings",
        "Nothing answers at this address just now. The service may be down; please check again"
        " shortly.",
    ),
    Fault.NOT_REACHED: QT_TRANSLATE_NOOP(
        "findings",
        "The service could not be reached. The network may be down, or something on the way may"
        " not let the connection through.",
    ),
    Fault.CERTIFICATE_DATE: QT_TRANSLATE_NOOP(
        "findings",
        "The service's certificate is not valid at the time that this computer's clock shows:"
        " {here}. Please have your administrator check date and time.",
    ),
    Fault.CERTIFICATE_HOST: QT_TRANSLATE_NOOP(
        "findings",
        "The certificate belongs to another address. Please check the address with your"
        " administrator.",
    ),
    Fault.CERTIFICATE_TRUST: QT_TRANSLATE_NOOP(
        "findings",
        "This computer does not trust the service's certificate. Please tell your administrator.",
    ),
    Fault.NOT_SECURED: QT_TRANSLATE_NOOP(
        "findings",
        "A secure connection could not be agreed on with the service. Please tell your"
        " administrator.",
    ),
    Fault.NO_ANSWER: QT_TRANSLATE_NOOP(
        "findings",
        "The service was reached, but gave no complete answer in time. Please check again shortly.",
    ),
    Fault.CLOCK_WRONG: QT_TRANSLATE_NOOP(
        "findings",
        "This computer's clock shows {here}, the service's {there}. Codes and requests are not"
        " affected; please tell your administrator.",
    ),
    Fault.NO_TIME: QT_TRANSLATE_NOOP("findings", "Not checked: the service does not tell its time"),
}
_STRANGE = QT_TRANSLATE_NOOP(
    "findings",
    "What answers at this address is not the service. Please check the address with your"
    " administrator.",
)
_TROUBLE = QT_TRANSLATE_NOOP(
    "findings",
    "The service answers, but cannot work on requests just now. Please check again shortly.",
)
# Their sentences say who can help, and nothing of a page on which something was typed.
_AS_TOLD = {
    E.CLIENT_OUTDATED,
    E.CREDENTIAL_REFUSED,
    E.CREDENTIAL_REQUIRED,
    E.CREDENTIAL_LOCKED,
    E.TOO_MANY_REQUESTS,
}


def _said(source: str) -> str:
    return QCoreApplication.translate("findings", source)


def name_of(stage: Stage) -> str:
    """Return the name of a step."""
    return _said(_STAGES[stage])


def sentence(finding: Finding | None) -> str:
    """Say how a step went; None while it is not known yet."""
    if finding is None:
        return _said(_WAITING)
    if finding.verdict is Verdict.FINE:
        return _said(_FINE)
    if finding.fault is None:
        return _said(_SKIPPED)
    if finding.refusal is not None:
        code = finding.refusal.code
        if code in _AS_TOLD:
            return messages.sentence(finding.refusal)
        return _said(_STRANGE if code is E.SERVICE_NOT_SUPPORTED else _TROUBLE)
    here = dt.datetime.now()
    there = here - dt.timedelta(seconds=finding.ahead)
    return _said(_FAULTS[finding.fault]).format(here=_moment(here), there=_moment(there))


def _moment(moment: dt.datetime) -> str:
    """Write day and time, for example 17/5/2026 09:30."""
    return isolate(f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}")
