"""A forgotten password and an inquiry on every way that people and the service can take."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.inquiry import InquiryFlow
from ssc_desktop.flows.password_reset import PasswordResetFlow
from ssc_desktop.flows.state import Arrangement
from tests.flows.scripted import refusal
from tests.flows.walks import COMMON_REFUSALS, Walk

FLOWS: tuple[type[Flow], ...] = (PasswordResetFlow, InquiryFlow)


class ResetOrInquiry(Walk):
    """A person in either of the two."""

    refusals = (
        *COMMON_REFUSALS,
        refusal(E.CODE_EXPIRED, F.CODE),
        refusal(E.CODE_BRANCH_ONLY),
        refusal(E.PASSWORD_TOO_COMMON, F.NEW_PASSWORD),
    )

    @initialize(
        flow=st.sampled_from(FLOWS), arrangement=st.sampled_from(Arrangement), foreign=st.booleans()
    )
    def begin(self, flow: type[Flow], arrangement: Arrangement, foreign: bool) -> None:
        self.set_out(flow(), arrangement, foreign=foreign)


TestResetOrInquiry = ResetOrInquiry.TestCase
