"""What lies behind the first page; imported as soon as that can be seen."""

from ui.foresight import Foresight as Foresight
from ui.pages.account import AccountPage as AccountPage
from ui.pages.choose_service import ChooseServicePage as ChooseServicePage
from ui.pages.diagnosis import DiagnosisPage as DiagnosisPage
from ui.pages.endings import ending as ending
from ui.pages.endings import ends_sessions as ends_sessions
from ui.pages.endings import outdated as outdated
from ui.pages.endings import session_over as session_over
from ui.pages.endings import stop as stop
from ui.pages.help import HelpPage as HelpPage
from ui.pages.outcome import OutcomePage as OutcomePage
from ui.pages.services import ServicesPage as ServicesPage
from ui.widgets.question import Question as Question
from ui.wizard.shell import JourneyShell as JourneyShell
from ui.wizard.words import JourneyKind as JourneyKind
