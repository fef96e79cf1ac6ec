"""What each step of each journey says: title, lead, and the words on its button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from PySide6.QtCore import QCoreApplication

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.flows.state import Arrangement
from ssc_desktop.flows.state import StepId as S
from ui.language import QT_TRANSLATE_NOOP


class JourneyKind(Enum):
    """The journeys a person can make, by the name of the place that leads into each."""

    REGISTRATION = "register"
    RENEWAL = "renew"
    SIGN_IN = "sign_in"
    RESET = "reset"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step's words as English sources; the methods give them in the language on the screen."""

    title_source: str
    action_source: str
    lead_source: str = ""
    notes: Mapping[F, str] = field(default_factory=dict)  # by the field that one belongs to
    legend: bool = True
    optional_source: str = QT_TRANSLATE_NOOP("steps", "This question is optional.")

    def title(self) -> str:
        """Return the page's title."""
        return _worded(self.title_source)

    def lead(self) -> str:
        """Return the sentence under the title, empty where there is none."""
        return _worded(self.lead_source) if self.lead_source else ""

    def note(self, asked: Iterable[F]) -> str:
        """Return the sentence at the foot of a page with these fields, empty if there is none."""
        sources = [self.notes[one] for one in asked if one in self.notes]
        return _worded(sources[0]) if sources else ""

    def optional(self) -> str:
        """Return what is said where the only question of a page need not be answered."""
        return _worded(self.optional_source)

    def action(self) -> str:
        """Return the words on the primary button."""
        return _worded(self.action_source)


def _worded(source: str) -> str:
    return QCoreApplication.translate("steps", source)


_CONTINUE = QT_TRANSLATE_NOOP("steps", "Continue")
_SEND = QT_TRANSLATE_NOOP("steps", "Send")
_OK = QT_TRANSLATE_NOOP("steps", "OK")
_CODE = QT_TRANSLATE_NOOP("steps", "Verification code")

_NO_CARD = QT_TRANSLATE_NOOP(
    "steps",
    "No ID card at hand, or no relative's number? Please visit the nearest branch with proof of"
    " identity, or call 117117.",
)
_NO_PASSPORT = QT_TRANSLATE_NOOP(
    "steps",
    "No personal number or passport at hand? Please visit the nearest branch with proof of"
    " identity, or call 117117.",
)
_NO_EVIDENCE = {
    F.CARD_NUMBER: _NO_CARD,
    F.RELATIVE_NATIONAL_NUMBER: _NO_CARD,
    F.PERSONAL_NUMBER: _NO_PASSPORT,
    F.PASSPORT_NUMBER: _NO_PASSPORT,
}
_REGISTRATION: Mapping[S, StepWords] = {
    S.IDENTITY: StepWords(
        QT_TRANSLATE_NOOP("steps", "Identity"),
        _CONTINUE,
        QT_TRANSLATE_NOOP(
            "steps",
            "What you need: Jordanians, your ID card and a relative's national number;"
            " non-Jordanians, your personal number and passport; everyone, your phone number.",
        ),
        _NO_EVIDENCE,
    ),
    S.CONTACT: StepWords(
        QT_TRANSLATE_NOOP("steps", "Contact details"),
        _CONTINUE,
        QT_TRANSLATE_NOOP("steps", "The code that activates your account is sent here."),
    ),
    S.DETAILS: StepWords(
        QT_TRANSLATE_NOOP("steps", "Further details"),
        _CONTINUE,
        QT_TRANSLATE_NOOP("steps", "Everything on this page is optional."),
        legend=False,
    ),
    S.PASSWORD: StepWords(
        QT_TRANSLATE_NOOP("steps", "Password"),
        _CONTINUE,
        QT_TRANSLATE_NOOP(
            "steps", "You will sign in with this password and your national or personal number."
        ),
    ),
    S.REVIEW: StepWords(
        QT_TRANSLATE_NOOP("steps", "Review your details before sending"),
        _SEND,
        QT_TRANSLATE_NOOP(
            "steps",
            "Please make sure that everything is right, enter the picture code, then choose"
            " “Send”.",
        ),
    ),
    S.CODE: StepWords(_CODE, _OK),
}
_WORDS: Mapping[JourneyKind, Mapping[S, StepWords]] = {
    JourneyKind.REGISTRATION: _REGISTRATION,
    JourneyKind.RENEWAL: {
        **_REGISTRATION,
        S.IDENTITY: StepWords(
            QT_TRANSLATE_NOOP("steps", "Identity"),
            _CONTINUE,
            QT_TRANSLATE_NOOP(
                "steps",
                "Re-registering brings the phone, the e-mail and the other data of your account"
                " up to date.",
            ),
            _NO_EVIDENCE,
        ),
        S.DETAILS: StepWords(
            QT_TRANSLATE_NOOP("steps", "Further details"),
            _CONTINUE,
            QT_TRANSLATE_NOOP(
                "steps",
                "Everything on this page is optional. What is left empty is not kept in your"
                " account.",
            ),
            legend=False,
            optional_source=QT_TRANSLATE_NOOP(
                "steps",
                "This question is optional. What is left empty is not kept in your account.",
            ),
        ),
    },
    JourneyKind.SIGN_IN: {
        S.SIGN_IN: StepWords(
            QT_TRANSLATE_NOOP("steps", "Sign in to e-services"),
            QT_TRANSLATE_NOOP("steps", "Sign in"),
        ),
    },
    JourneyKind.RESET: {
        S.USER_ID: StepWords(
            QT_TRANSLATE_NOOP("steps", "Forgot password"),
            _SEND,
            QT_TRANSLATE_NOOP(
                "steps", "A code reaches your phone or e-mail; with it you choose a new password."
            ),
        ),
        S.CHANNEL: StepWords(
            QT_TRANSLATE_NOOP("steps", "Forgot password"),
            _SEND,
            QT_TRANSLATE_NOOP("steps", "The code goes to the phone or the e-mail on record."),
        ),
        S.NEW_PASSWORD: StepWords(
            QT_TRANSLATE_NOOP("steps", "Code and new password"),
            _SEND,
            QT_TRANSLATE_NOOP(
                "steps",
                "If this number has an account, a code will reach the phone or e-mail on record."
                " Please enter the code and the new password.",
            ),
        ),
    },
    JourneyKind.INQUIRY: {
        S.IDENTITY: StepWords(
            QT_TRANSLATE_NOOP("steps", "Social security number inquiry"),
            QT_TRANSLATE_NOOP("steps", "Send verification code"),
            QT_TRANSLATE_NOOP(
                "steps",
                "You receive a verification code, then see your insurance number.",
            ),
        ),
        S.CODE: StepWords(_CODE, _OK),
    },
}
_NAMES: Mapping[JourneyKind, str] = {
    JourneyKind.REGISTRATION: QT_TRANSLATE_NOOP("steps", "Individual registration"),
    JourneyKind.RENEWAL: QT_TRANSLATE_NOOP("steps", "Re-register"),
    JourneyKind.SIGN_IN: QT_TRANSLATE_NOOP("steps", "Sign in to e-services"),
    JourneyKind.RESET: QT_TRANSLATE_NOOP("steps", "Forgot password"),
    JourneyKind.INQUIRY: QT_TRANSLATE_NOOP("steps", "Social security number inquiry"),
}


def words_of(kind: JourneyKind, step: S, arrangement: Arrangement) -> StepWords:
    """Return the words of one step.

    Where a question is its page's title, the journey's name stands above it.
    """
    words = _WORDS[kind].get(step) or StepWords(_NAMES[kind], _CONTINUE)
    if arrangement is Arrangement.GROUPED or step is S.REVIEW:
        return words
    return replace(words, title_source=_NAMES[kind])


def name_of(kind: JourneyKind) -> str:
    """Return what a journey is called."""
    return _worded(_NAMES[kind])


def continue_words() -> str:
    """Return the word on the button that turns a page."""
    return _worded(_CONTINUE)
