"""E-mail addresses (rules of email-validator, without asking the network)."""

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.policy import INPUT_LIMIT
from ssc_desktop.domain.text import plain

_AFTER = " .,;:\u060c\u061b"  # what a sentence leaves behind an address, Arabic or not


def parse_email(raw: str) -> str:
    """Read an e-mail address; the domain comes back in lower case. Raises AppError EMAIL_FORMAT.

    The part before the @ is ASCII, digits folded: every mail server can deliver to it, and an
    address typed on an Arabic keyboard layout by mistake is noticed. The domain may be Arabic.
    """
    import email_validator  # heavy: only once an address is really read

    wrong = AppError(ErrorCode.EMAIL_FORMAT, FieldId.EMAIL)
    text = _typed(raw)
    if len(text) > INPUT_LIMIT:
        raise wrong
    try:
        return email_validator.validate_email(
            text,
            check_deliverability=False,
            test_environment=True,
            allow_smtputf8=False,
            strict=True,
        ).normalized
    except email_validator.EmailNotValidError:
        raise wrong from None


def same_mailbox(first: str, second: str) -> bool:
    """Tell whether two typed addresses are the same but for case and what stands around them."""
    return _typed(first).casefold() == _typed(second).casefold()


def _typed(raw: str) -> str:
    return plain(raw).rstrip(_AFTER)
