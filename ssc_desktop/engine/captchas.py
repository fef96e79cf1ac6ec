"""Picture codes, and questions in words for those who cannot see them; each is good for one try."""

import hmac
import io

import sqlalchemy as sa

import resources
from ssc_desktop.domain import policy
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain
from ssc_desktop.engine import sources
from ssc_desktop.engine.context import Context, Randomness, is_id
from ssc_desktop.engine.schema import captchas
from ssc_desktop.services.contract import (
    Captcha,
    CaptchaAnswer,
    CaptchaKind,
    CaptchaQuestion,
    QuestionKind,
)

WIDTH, HEIGHT = 280, 90
_INK, _PAPER, _SPECK = (11, 93, 75), (228, 240, 235), (127, 176, 163)
# The library takes a pixel's lightness for its opacity, which would make dark ink pale: what is as
# light as our ink is opaque.
_INK_LIGHTNESS = 66
_OPACITY = [min(255, lightness * 255 // _INK_LIGHTNESS) for lightness in range(256)]
_FONTS = ("IBMPlexSansArabic-SemiBold.ttf", "IBMPlexSansArabic-Medium.ttf")
_FONT_SIZES = (48, 52)
_FINER = 3  # drawn that much larger, so that edges come out clean
_SPECKS, _CURVES = 40, 3


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
        connection.execute(sa.delete(captchas).where(captchas.c.expires_at <= context.now()))
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
    if not is_id(given.id):
        raise AppError(ErrorCode.CAPTCHA_EXPIRED, FieldId.CAPTCHA)
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
    if sources.is_suspected(context, connection):
        spend(context, connection, given)


def draw(characters: str) -> bytes:
    """Draw characters as a PNG: turned and bent a little, with specks and curves."""
    from captcha.image import ImageCaptcha  # heavy: only once a picture is really drawn
    from PIL import Image, ImageChops

    fonts = [str(resources.path("fonts", name)) for name in _FONTS]
    width, height = WIDTH * _FINER, HEIGHT * _FINER
    drawing = ImageCaptcha(width, height, fonts, tuple(s * _FINER for s in _FONT_SIZES))
    drawing.lookup_table = _OPACITY
    drawing.character_rotate = (-12, 12)
    drawing.character_warp_dx = (0.05, 0.15)
    drawing.character_warp_dy = (0.05, 0.15)
    drawing.word_space_probability = 0.0  # a space before every character, always
    drawing.word_offset_dx = 0.0
    written = drawing.create_captcha_image(characters, _INK, _PAPER)
    image = Image.new("RGB", written.size, _PAPER)
    box = ImageChops.difference(written, image).getbbox() or (0, 0, width, height)
    ink = written.crop(box)
    image.paste(ink, ((width - ink.width) // 2, (height - ink.height) // 2))
    drawing.create_noise_dots(image, _SPECK, width=3 * _FINER, number=_SPECKS)
    for _ in range(_CURVES):
        drawing.create_noise_curve(image, _SPECK)
    file = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
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
