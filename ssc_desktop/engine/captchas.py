"""Picture codes, and questions in words for those who cannot see them; each is good for one try."""

import hmac
import io

import sqlalchemy as sa

import resources
from ssc_desktop.domain import policy
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain
from ssc_desktop.engine import limits
from ssc_desktop.engine.context import Context, Randomness
from ssc_desktop.engine.schema import captchas
from ssc_desktop.services.contract import (
    Captcha,
    CaptchaAnswer,
    CaptchaKind,
    CaptchaQuestion,
    QuestionKind,
)

WIDTH, HEIGHT = 280, 90
_INK, _PAPER, _SPECK = (11, 93, 75), (240, 247, 244), (127, 176, 163)
# The library takes a pixel's lightness for its opacity, which would make dark ink pale: what is as
# light as our ink is opaque.
_INK_LIGHTNESS = 66
_OPACITY = [min(255, lightness * 255 // _INK_LIGHTNESS) for lightness in range(256)]
_FONTS = ("IBMPlexSansArabic-Bold.ttf", "IBMPlexSansArabic-SemiBold.ttf")
_FONT_SIZES = (50, 54)
_SPECKS = 40


def new(context: Context, kind: CaptchaKind) -> Captcha:
    """Draw a captcha and remember its answer until it is tried."""
    png, question = None, None
    if kind is CaptchaKind.PICTURE:
        answer = _characters(context)
        png = draw(answer)
    else:
        question, answer = _question(context.randomness)
    made = Captcha(context.fresh_id(), png, question, context.policy.captcha.life)
    with context.database.write() as connection:
        row = {
            "id": made.id,
            "answer_hash": context.keyed_hash(made.id, answer),
            "answer": answer if context.policy.training else None,
            "expires_at": context.now() + context.policy.captcha.life,
        }
        connection.execute(sa.insert(captchas), row)
    return made


def spend(context: Context, connection: sa.Connection, given: CaptchaAnswer | None) -> None:
    """Check an answer; right or wrong, its captcha is gone.

    Raises AppError CAPTCHA_REQUIRED, CAPTCHA_EXPIRED or CAPTCHA_WRONG.
    """
    if given is None:
        raise AppError(ErrorCode.CAPTCHA_REQUIRED, FieldId.CAPTCHA)
    answer = plain(given.answer.reveal()).replace(" ", "")
    if not answer:
        raise AppError(ErrorCode.FIELD_EMPTY, FieldId.CAPTCHA)
    if len(answer) >= policy.INPUT_LIMIT:
        raise AppError(ErrorCode.FIELD_TOO_LONG, FieldId.CAPTCHA)
    gone = connection.execute(
        sa.delete(captchas)
        .where(captchas.c.id == given.id)
        .returning(captchas.c.answer_hash, captchas.c.expires_at)
    ).one_or_none()
    if gone is None or gone.expires_at <= context.now():
        raise AppError(ErrorCode.CAPTCHA_EXPIRED, FieldId.CAPTCHA)
    if not hmac.compare_digest(gone.answer_hash, context.keyed_hash(given.id, answer)):
        raise AppError(ErrorCode.CAPTCHA_WRONG, FieldId.CAPTCHA)


def spend_if_suspected(
    context: Context, connection: sa.Connection, given: CaptchaAnswer | None
) -> None:
    """Ask a source that has typed many wrong codes for a captcha. Raises as `spend` does."""
    if context.policy.training:
        return
    wrong = limits.count(
        connection,
        limits.Kind.WRONG_CODE_SOURCE,
        context.source,
        context.now() - policy.DAY,
    )
    if wrong >= context.policy.captcha.wrong_codes_per_source_day:
        spend(context, connection, given)


def draw(characters: str) -> bytes:
    """Draw characters as a PNG: turned and bent a little, with few specks and one curve."""
    from captcha.image import ImageCaptcha  # heavy: only once a picture is really drawn
    from PIL.ImageFilter import SMOOTH

    fonts = [str(resources.path("fonts", name)) for name in _FONTS]
    drawing = ImageCaptcha(WIDTH, HEIGHT, fonts, _FONT_SIZES)
    drawing.lookup_table = _OPACITY
    drawing.character_rotate = (-16, 16)
    drawing.character_warp_dx = (0.05, 0.15)
    drawing.character_warp_dy = (0.05, 0.15)
    drawing.word_space_probability = 0.35
    drawing.word_offset_dx = 0.0
    image = drawing.create_captcha_image(characters, _INK, _PAPER)
    drawing.create_noise_dots(image, _SPECK, width=2, number=_SPECKS)
    drawing.create_noise_curve(image, _SPECK)
    file = io.BytesIO()
    image.filter(SMOOTH).save(file, "PNG", optimize=True)
    return file.getvalue()


def _characters(context: Context) -> str:
    alphabet = context.policy.captcha.alphabet
    return "".join(
        alphabet[context.randomness.randbelow(len(alphabet))]
        for _ in range(context.policy.captcha.length)
    )


def _question(randomness: Randomness) -> tuple[CaptchaQuestion, str]:
    if randomness.randbelow(2):
        first, second = 2 + randomness.randbelow(8), 2 + randomness.randbelow(8)
        return CaptchaQuestion(QuestionKind.SUM, (first, second)), str(first + second)
    numbers: list[int] = []
    while len(numbers) < 3:
        number = 10 + randomness.randbelow(90)
        if number not in numbers:
            numbers.append(number)
    return CaptchaQuestion(QuestionKind.LARGEST, tuple(numbers)), str(max(numbers))
