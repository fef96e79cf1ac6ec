"""E-mail addresses (rules of email-validator, without asking the network)."""

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import strip_invisible


def parse_email(raw: str) -> str:
    """Read an e-mail address; the domain comes back in lower case. Raises AppError EMAIL_FORMAT."""
    import email_validator  # heavy: only once an address is really read

    text = strip_invisible(raw).strip()
    try:
        return email_validator.validate_email(
            text, check_deliverability=False, test_environment=True
        ).normalized
    except email_validator.EmailNotValidError:
        raise AppError(ErrorCode.EMAIL_FORMAT, FieldId.EMAIL) from None


def same_mailbox(first: str, second: str) -> bool:
    """Tell whether two typed addresses are the same but for case and outer spaces."""
    return strip_invisible(first).strip().casefold() == strip_invisible(second).strip().casefold()
