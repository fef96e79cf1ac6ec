"""The sentences and labels of the command line, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ssc_desktop.domain.isolates import isolate

if TYPE_CHECKING:
    from ssc_desktop.services.contract import Language


class Words(NamedTuple):
    """One text in both languages; {names} are filled in later."""

    ar: str
    en: str

    def say(self, language: Language, **values: str | Words) -> str:
        """Return the text in one language, its values isolated so that they are not scrambled."""
        text = self.ar if language == "ar" else self.en
        said = {
            name: value.say(language) if isinstance(value, Words) else isolate(value)
            for name, value in values.items()
        }
        return text.format_map(said)


class CommandError(Exception):
    """The command cannot be carried out; `status` is the exit code, 2 where it was put wrongly."""

    def __init__(self, words: Words, status: int = 1, **values: str | Words) -> None:
        super().__init__(words.en)
        self.status = status
        self._words = words
        self._values = values

    def say(self, language: Language) -> str:
        """Return the reason in one language."""
        return self._words.say(language, **self._values)


USAGE = Words(
    "يرجى مراجعة سطر الأوامر: {detail}. تظهر المساعدة بإضافة \u2066--help\u2069.",
    "{detail} (ssc-desktop --help tells more)",
)
FORBIDDEN = Words(
    "لا تسمح إعدادات هذا الجهاز بالمحاكاة.", "The settings of this computer forbid the simulator."
)
NO_SCREEN = Words(
    "لا توجد شاشة لفتح النافذة. يمكن حفظ صور الصفحات دون شاشة بالأمر {tour}.",
    "There is no display to open the window on. {tour} saves pictures of the pages without one.",
)
NO_QT = Words(
    "تعذّر تحميل مكتبة النوافذ Qt: {detail}.", "Qt, which draws the window, did not load: {detail}."
)
NO_WINDOW = Words("تعذّر فتح النافذة: {detail}", "The window could not be opened: {detail}")
NOT_WRITABLE = Words(
    "تعذّرت الكتابة في المجلد {place}: {detail}.",
    "The folder {place} cannot be written: {detail}.",
)
OUTPUT_FAILED = Words("تعذّرت كتابة النتيجة: {detail}.", "The output was not written: {detail}.")
NO_PICTURE = Words("لم تُعرض بعد أي صورة لرمز الشاشة.", "No picture with a code has been shown yet.")
TOUR_LOOKS_BEHIND = Words(
    "لإجراء الجولة مع {service} يلزم أن تكون خدمة للتدريب، مع تحديد مجلدها باستخدام"
    " \u2066--data-dir\u2069.",
    "To tour {service}, which has to be a service in training, name its folder with --data-dir.",
)
OF_THE_WINDOW = Words(
    "لا يُستخدم {option} مع الأمر {command}.", "{option} does not go with the command {command}."
)
NO_SERVER = Words(
    "الخدمة الشبكية غير مثبتة على هذا الجهاز ({detail} غير متوفر). يرجى تثبيت الحزم المذكورة في"
    " requirements/server.txt.",
    "The server is not part of this installation ({detail} is missing). Install"
    " requirements/server.txt.",
)
ONE_WORKER = Words(
    "عند استخدام SQLite يجب ألا تزيد قيمة \u2066--workers\u2069 على 1.",
    "With SQLite, --workers is 1.",
)
TLS_NEEDED = Words(
    "لا تُقدَّم الخدمة على {host} دون تشفير. يرجى إضافة \u2066--tls-cert\u2069 و\u2066--tls-key\u2069،"
    " أو استخدام 127.0.0.1.",
    "The service is not offered at {host} without TLS. Give --tls-cert and --tls-key, or use"
    " 127.0.0.1.",
)
BOTH_OR_NEITHER = Words(
    "يُستخدم \u2066--tls-cert\u2069 مع \u2066--tls-key\u2069، ولا يُستخدم أحدهما وحده.",
    "--tls-cert and --tls-key go together.",
)
WRONG_CERTIFICATE = Words(
    "تعذّر استخدام الشهادة أو مفتاحها: {detail}.",
    "The certificate or its key cannot be used: {detail}.",
)
NO_PORT = Words(
    "تعذّر تشغيل الخدمة على {host}: {detail}.", "It is not possible to listen at {host}: {detail}."
)
NOT_IN_TRAINING = Words(
    "لا يُستخدم {option} مع \u2066--training\u2069.", "{option} does not go with --training."
)
NO_SECRETS = Words(
    "خارج التدريب تحتاج الخدمة إلى ملف أسرار من 64 بايتاً عشوائياً، ولا يوجد ملف كهذا في {place}."
    " يمكن إنشاؤه بالأمر \u2066ssc-desktop admin secrets init\u2069، أو تحديده باستخدام"
    " \u2066--secrets-file\u2069، أو التدريب باستخدام \u2066--training\u2069.",
    "Outside training the server needs a secrets file of 64 random bytes; {place} is none. Make it"
    " with ssc-desktop admin secrets init, name it with --secrets-file, or train with --training.",
)
OPEN_SECRETS = Words(
    "ملف الأسرار {place} متاح لغير الخدمة. يرجى حصر صلاحية قراءته بها وحدها (chmod 600).",
    "Others than the server can read the secrets file {place}. Make it the server's alone"
    " (chmod 600).",
)
SERVING = Words("الخدمة متاحة على {address}", "Serving at {address}")
SERVING_TRAINING = Words(
    "خدمة للتدريب، وليست خدمة حقيقية، متاحة على {address}",
    "Serving for training, not the real service, at {address}",
)

# ------------------------------------------------------------------ labels

# The labels of the forms, word for word, so that what is read here is found there.
PERSON_LABELS: Mapping[str, Words] = {
    "name": Words("الاسم", "Name"),
    "kind": Words("الجنسية", "Nationality"),
    "nationality": Words("بلد الجنسية", "Country of nationality"),
    "national_number": Words("الرقم الوطني", "National number"),
    "personal_number": Words("الرقم الشخصي", "Personal number"),
    "card_number": Words("رقم البطاقة الشخصية", "ID card number"),
    "passport_number": Words("رقم جواز السفر", "Passport number"),
    "birth_date": Words("تاريخ الميلاد", "Date of birth"),
    "relative_national_number": Words("رقم وطني لأحد الأقارب", "A relative's national number"),
    "kinship": Words("صلة القرابة", "Kinship"),
    "insurance_number": Words("رقم التأمين", "Insurance number"),
    "phone": Words("رقم الهاتف", "Phone number"),
    "email": Words("البريد الإلكتروني", "E-mail"),
    "registered": Words("الحساب", "Account"),
    "password": Words("كلمة السر", "Password"),
}
KINDS: Mapping[str, Words] = {
    "jordanian": Words("أردني", "Jordanian"),
    "foreign": Words("غير أردني", "Non-Jordanian"),
}
REGISTERED = Words("مسجل", "registered")
UNREGISTERED = Words("غير مسجل", "not registered")
NOBODY = Words("لا توجد بيانات مطابقة.", "There is nobody like that.")

MESSAGE_LABELS: Mapping[str, Words] = {
    "to": Words("إلى", "To"),
    "channel": Words("طريقة الإرسال", "By"),
    "purpose": Words("الغرض", "Purpose"),
    "sent_at": Words("وقت الإرسال", "Sent at"),
    "text": Words("النص", "Text"),
    "code": Words("رمز التحقق", "Verification code"),
}
CHANNELS: Mapping[str, Words] = {
    "sms": Words("رسالة نصية", "text message"),
    "email": Words("بريد إلكتروني", "e-mail"),
}
PURPOSES: Mapping[str, Words] = {
    "activation": Words("تفعيل الحساب", "account activation"),
    "reset": Words("كلمة سر جديدة", "new password"),
    "inquiry": Words("الاستعلام عن رقم الضمان", "social security number inquiry"),
    "notice": Words("إشعار", "notice"),
}
NO_MESSAGES = Words("لم تُرسل أي رسالة.", "Nothing has been sent.")
PICTURE_CODE = Words("رمز الشاشة", "Picture code")
MADE_ANEW = Words("أُعيد تجهيز المحاكاة في المجلد {place}.", "The simulator in {place} is as new.")
