"""The way from elsewhere into re-registration, with what is known already carried over."""

from PySide6.QtCore import QCoreApplication

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.flows.state import State
from ui.context import Place, Visit
from ui.language import QT_TRANSLATE_NOOP

_NUMBERS = (FieldId.NATIONAL_NUMBER, FieldId.PERSONAL_NUMBER)


def renewal_hint() -> str:
    """Say to whom re-registration is a help."""
    return QCoreApplication.translate(
        "renewal",
        QT_TRANSLATE_NOOP(
            "renewal",
            "If your phone has changed, or the number or e-mail on record is not right, you can"
            " choose “Re-register” to update your data.",
        ),
    )


def renewal_visit(state: State) -> Visit:
    """Carry a reset's or a registration's answers over; whose they are stays as it is."""
    answers = dict(state.answers.without({*SECRET_FIELDS, FieldId.RESET_CHANNEL}))
    user_id = answers.pop(FieldId.USER_ID, None)
    if user_id is not None:
        # Whose number it is shows once the nationality is chosen.
        answers.update(dict.fromkeys(_NUMBERS, user_id))
    # Another nationality would ask for another number.
    locked = frozenset(given for given in (FieldId.NATIONALITY, *_NUMBERS) if answers.get(given))
    return Visit(Place.RENEW, answers, locked)
