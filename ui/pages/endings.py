"""What stands on the last page of each journey."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ssc_desktop import __version__
from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.flows.state import State, StepId
from ssc_desktop.services.contract import Activated, InquiryAnswer, PasswordChanged
from ui import messages
from ui.context import Context, Place, Visit
from ui.language import QT_TRANSLATE_NOOP
from ui.pages.outcome import Ending, Way
from ui.wizard.renewal import renewal_visit


def _worded(source: str) -> Callable[[], str]:
    return lambda: QCoreApplication.translate("endings", source)


def _held(seconds: int) -> str:
    text = QCoreApplication.translate(
        "endings",
        "The new data takes effect in {time}. Until then your account stays as it is, with its"
        " earlier password. Every phone and e-mail on record has been told; to object, please call"
        " 117117.",
    )
    return text.format(time=messages.duration(seconds))


def _renewed(*, gave_bank: bool) -> str:
    sentences = [
        QT_TRANSLATE_NOOP(
            "endings",
            "Your account now carries the new data, and earlier sessions have ended. You can"
            " sign in with the new password.",
        )
    ]
    if gave_bank:
        sentences.append(
            QT_TRANSLATE_NOOP(
                "endings", "A changed bank takes effect after three days, to protect your account."
            )
        )
    return " ".join(QCoreApplication.translate("endings", source) for source in sentences)


def _way(context: Context, source: str, place: Place) -> Way:
    return Way(_worded(source), lambda: context.go(Visit(place)))


_SIGN_IN = QT_TRANSLATE_NOOP("endings", "Sign in")
_HOME = QT_TRANSLATE_NOOP("endings", "Start page")
_FORGOT = QT_TRANSLATE_NOOP("endings", "Forgot password")
_RENEW = QT_TRANSLATE_NOOP("endings", "Re-register")
_BACK_TO_SERVICES = QT_TRANSLATE_NOOP("endings", "E-services")


def ends_sessions(result: object) -> bool:
    """Tell whether a result signs out: with it, the service ends the person's sessions."""
    if isinstance(result, Activated):
        return not result.takes_effect_in
    return isinstance(result, PasswordChanged)


def ending(state: State, context: Context) -> Ending:
    """Return the last page of a journey that has reached its aim."""
    home = _way(context, _HOME, Place.START)
    result = state.result
    if isinstance(result, InquiryAnswer):
        signed_in = context.session is not None
        services = _way(context, _BACK_TO_SERVICES, Place.SERVICES)
        return Ending(
            _worded(QT_TRANSLATE_NOOP("endings", "Your insurance number")),
            _worded(
                QT_TRANSLATE_NOOP(
                    "endings", "Please keep it; every transaction with the corporation needs it."
                )
            ),
            (services,) if signed_in else (home, _way(context, _SIGN_IN, Place.SIGN_IN)),
            figure=result.insurance_number,
            figure_label=_worded(QT_TRANSLATE_NOOP("endings", "Insurance number")),
        )
    sign_in = _way(context, _SIGN_IN, Place.SIGN_IN)
    if isinstance(result, Activated):
        if result.takes_effect_in:
            return Ending(
                _worded(QT_TRANSLATE_NOOP("endings", "Your request has been received")),
                lambda: _held(result.takes_effect_in),
                (home, sign_in),
            )
        if result.renewed:
            gave_bank = state.form.given(FieldId.BANK)
            return Ending(
                _worded(QT_TRANSLATE_NOOP("endings", "Your data is up to date")),
                lambda: _renewed(gave_bank=gave_bank),
                (sign_in, home),
                app_note=True,
            )
        return Ending(
            _worded(QT_TRANSLATE_NOOP("endings", "Registration is complete")),
            _worded(
                QT_TRANSLATE_NOOP(
                    "endings",
                    "Your account is now active. You can sign in with your national or personal"
                    " number and your password.",
                )
            ),
            (sign_in, home),
            app_note=True,
        )
    return Ending(
        _worded(QT_TRANSLATE_NOOP("endings", "The password has been changed")),
        _worded(
            QT_TRANSLATE_NOOP(
                "endings",
                "Your password has been changed and earlier sessions have ended. You can now"
                " sign in with the new one.",
            )
        ),
        (sign_in, home),
    )


def stop(state: State, context: Context) -> Ending:
    """Return the page where a journey cannot go on, with the ways that are left."""
    if state.step is StepId.NOT_INSURED:
        return _not_insured(context)
    return _account_exists(state, context)


def _not_insured(context: Context) -> Ending:
    problem = Problem(ErrorCode.NOT_INSURED)
    return Ending(
        _worded(QT_TRANSLATE_NOOP("endings", "No insurance number yet")),
        lambda: messages.sentence(problem),
        (_way(context, _BACK_TO_SERVICES if context.session else _HOME, context.home),),
        happy=False,
    )


def _account_exists(state: State, context: Context) -> Ending:
    problem = Problem(ErrorCode.ACCOUNT_EXISTS)
    return Ending(
        _worded(QT_TRANSLATE_NOOP("endings", "You already have an account")),
        lambda: messages.sentence(problem),
        (
            _way(context, _SIGN_IN, Place.SIGN_IN),
            _way(context, _FORGOT, Place.RESET),
            Way(_worded(_RENEW), lambda: context.go(renewal_visit(state))),
            _way(context, _HOME, Place.START),
        ),
        happy=False,
    )


def session_over(context: Context) -> Ending:
    """Return the page that follows a session that has ended without being signed out of."""
    problem = Problem(ErrorCode.SESSION_ENDED)
    return Ending(
        _worded(QT_TRANSLATE_NOOP("endings", "The session has ended")),
        lambda: messages.sentence(problem),
        (_way(context, _HOME, Place.START),),
        happy=False,
    )


def outdated(context: Context, back: Callable[[], None]) -> Ending:
    """Return the page of a program that the service finds too old."""
    source = QT_TRANSLATE_NOOP(
        "endings",
        "The service works with newer versions of this program only; this is version {version}. In"
        " a branch, please tell a member of staff; on your own computer, please ask your"
        " administrator for the new version, or call 117117. What has been entered stays until the"
        " program is closed.",
    )

    def check() -> None:
        back()  # this is told once: from the check it is back to what waits
        context.diagnose()

    return Ending(
        _worded(QT_TRANSLATE_NOOP("endings", "A newer version is needed")),
        lambda: _worded(source)().format(version=isolate(__version__)),
        (
            Way(_worded(QT_TRANSLATE_NOOP("endings", "Check the connection")), check),
            Way(_worded(QT_TRANSLATE_NOOP("endings", "Back")), back),
        ),
        happy=False,
    )
