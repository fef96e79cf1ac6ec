"""What the command line says where settings cannot be followed, or the simulator refuses."""

from collections.abc import Mapping
from pathlib import Path

from ssc_desktop.cli.wording import CommandError, Words
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.settings import KEYS, PREFIX, SettingsError, Trouble

_SETTINGS: Mapping[Trouble, Words] = {
    Trouble.UNREADABLE: Words(
        "تعذّرت قراءة ملف الإعدادات {place}: {detail}.",
        "The settings file {place} cannot be read: {detail}.",
    ),
    Trouble.NOT_TOML: Words(
        "ملف الإعدادات {place} ليس بصيغة TOML: {detail}.",
        "The settings file {place} is not TOML: {detail}.",
    ),
    Trouble.TOO_LARGE: Words(
        "الملف {place} أكبر من أن يكون ملف إعدادات.",
        "{place} is too large to be a settings file.",
    ),
    Trouble.UNKNOWN_KEY: Words(
        "{place}: لا يوجد إعداد باسم {key}. الإعدادات المتاحة: {detail}.",
        "{place}: there is no setting {key}. The settings are: {detail}.",
    ),
    Trouble.FORBIDDEN: Words(
        "{place}: لا تسمح إعدادات هذا الجهاز بالمحاكاة.",
        "{place}: the settings of this computer forbid the simulator.",
    ),
}
_WRONG_IN_FILE = Words(
    "{place}: قيمة {key} يجب أن تكون {wanted}.", "{place}: {key} must be {wanted}."
)
_WRONG_WORD = Words("قيمة {place} يجب أن تكون {wanted}.", "{place} must be {wanted}.")
_WANTED: Mapping[str, Words] = {
    "service": Words(
        "simulator أو عنواناً يبدأ بـ \u2066https://\u2069"
        " (أو بـ \u2066http://\u2069 لهذا الجهاز وحده)",
        "simulator, or an address that begins with https:// (or http:// to this computer itself)",
    ),
    "data_dir": Words("مسار مجلد", "the path of a folder"),
    "language": Words("ar أو en", "ar or en"),
    "mode": Words("desk أو terminal", "desk or terminal"),
    "allow_simulator": Words("true أو false", "true or false"),
    "console": Words("auto أو logical أو visual", "auto, logical or visual"),
    "ca_file": Words("مسار ملف شهادات", "the path of a file of certificates"),
    "proxy": Words(
        "عنواناً مثل http://proxy.example:3128", "an address like http://proxy.example:3128"
    ),
}

_ERRORS: Mapping[E, Words] = {
    E.STORAGE_DAMAGED: Words(
        "ملف المحاكاة في المجلد {place} تالف أو ليس من ملفات هذا البرنامج، وقد بقي كما هو. يرجى"
        " نقله من المجلد، أو تحديد مجلد آخر باستخدام \u2066--data-dir\u2069.",
        "The simulator's file in {place} is damaged or is not one of this program's; it was left as"
        " it is. Move it away, or name another folder with --data-dir.",
    ),
    E.STORAGE_LOCKED: Words(
        "ملف المحاكاة في المجلد {place} قيد الاستخدام في برنامج آخر. يرجى إغلاق ذلك"
        " البرنامج ثم إعادة المحاولة.",
        "The simulator's file in {place} is in use by another program. Close that program and try"
        " again.",
    ),
    E.STORAGE_READ_ONLY: Words(
        "تعذّرت الكتابة في المجلد {place}. يرجى التأكد من صلاحياته، أو تحديد مجلد آخر باستخدام"
        " \u2066--data-dir\u2069.",
        "The simulator's file in {place} cannot be written. Check the permissions, or name another"
        " folder with --data-dir.",
    ),
    E.STORAGE_FULL: Words(
        "لا توجد مساحة كافية على قرص المجلد {place}، ولم يُفقد أي شيء. يرجى توفير مساحة ثم إعادة"
        " المحاولة.",
        "The disk of {place} is full. Free some space and try again; nothing was lost.",
    ),
    E.STORAGE_VERSION: Words(
        "ملف المحاكاة في المجلد {place} من إصدار آخر للبرنامج، وقد بقي كما هو. يرجى تحديد مجلد آخر"
        " باستخدام \u2066--data-dir\u2069.",
        "The simulator's file in {place} belongs to another version of the program; it was left as"
        " it is. Name another folder with --data-dir.",
    ),
}
_ANY_ERROR = Words("لم يكتمل الأمر ({code}).", "The command was not completed ({code}).")


def for_settings(error: SettingsError) -> CommandError:
    """Word a setting that cannot be followed."""
    if error.trouble is Trouble.WRONG_VALUE:
        in_file = not error.place.startswith(("--", PREFIX))
        words = _WRONG_IN_FILE if in_file else _WRONG_WORD
        return CommandError(words, 2, place=error.place, key=error.key, wanted=_WANTED[error.key])
    detail = error.detail or ", ".join(KEYS)
    words = _SETTINGS[error.trouble]
    return CommandError(words, 2, place=error.place, key=error.key, detail=detail)


def for_error(error: AppError, place: Path) -> CommandError:
    """Word what the simulator refuses; `place` is its folder."""
    words = _ERRORS.get(error.code, _ANY_ERROR)
    return CommandError(words, place=str(place), code=str(error.code))
