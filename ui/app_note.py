"""The sentence about the phone app, which several pages end with."""

from PySide6.QtCore import QCoreApplication

from ui.language import QT_TRANSLATE_NOOP

PHONE_APP = "الضمان الاجتماعي الأردني"  # its name in the app stores, in every language


def app_note() -> str:
    """Say that the corporation's phone app opens with the same credentials."""
    text = QCoreApplication.translate(
        "wording",
        QT_TRANSLATE_NOOP(
            "wording",
            "You can open the “{app}” (Jordanian Social Security) phone app with the same"
            " sign-in ID and password.",
        ),
    )
    return text.format(app=PHONE_APP)
