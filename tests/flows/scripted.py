"""A corporation that says what it is told to say, and a person who walks a flow as pages do."""

from collections import deque
from collections.abc import Mapping
from typing import Any

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.state import Arrangement, State, StepId
from ssc_desktop.services.contract import (
    Account,
    AccountService,
    Activated,
    Captcha,
    CaptchaKind,
    Channel,
    CodeRequest,
    CodeSent,
    InquiryAnswer,
    InquiryRequest,
    NewPasswordRequest,
    PasswordChanged,
    RegistrationRequest,
    ResendRequest,
    ResetRequest,
    Session,
    SignInRequest,
)
from tests import data

TOKEN = Secret("token")


def code_sent(**changes: Any) -> CodeSent:
    """A code on its way by SMS."""
    told: dict[str, Any] = {
        "flow_id": "flow-1",
        "channels": (Channel.SMS,),
        "other_channels": (),
        "code_length": 4,
        "expires_in": 300,
        "resend_in": 60,
        "tries_left": 3,
    }
    return CodeSent(**{**told, **changes})


class ScriptedService:
    """Grants every call unless it was told what to say; remembers every request."""

    def __init__(self, told: ReferenceData | None = None) -> None:
        self.told = told or data.reference()
        self.requests: list[Any] = []
        self.next_answers: deque[Any] = deque()
        self._captchas = 0

    def will_say(self, *answers: object) -> "ScriptedService":
        """Queue outcomes and refusals for the next calls, in order."""
        self.next_answers.extend(answers)
        return self

    def last(self) -> Any:
        """Return the newest request."""
        return self.requests[-1]

    def _answer(self, request: object, otherwise: Any) -> Any:
        self.requests.append(request)
        answer = self.next_answers.popleft() if self.next_answers else otherwise
        if isinstance(answer, AppError):
            raise answer
        return answer

    def reference_data(self) -> ReferenceData:
        return self.told

    def new_captcha(self, kind: CaptchaKind) -> Captcha:
        self._captchas += 1
        return Captcha(f"captcha-{self._captchas}", b"", None, 600)

    def register(self, request: RegistrationRequest) -> CodeSent:
        return self._answer(request, code_sent())

    def verify_registration(self, request: CodeRequest) -> Activated:
        return self._answer(request, Activated("9901900001", renewed=False))

    def resend_code(self, request: ResendRequest) -> CodeSent:
        return self._answer(request, code_sent(flow_id=request.flow_id, resend_in=120))

    def sign_in(self, request: SignInRequest) -> Session:
        return self._answer(request, Session(TOKEN, "سلمى", 3_600, 600))

    def sign_out(self, token: Secret) -> None:
        self.requests.append(token)

    def account(self, token: Secret) -> Account:
        return Account(
            "سلمى", Nationality.JORDANIAN, "9901900001", "+962790000000", None, Channel.SMS,
            None, None, None, None,
        )  # fmt: skip

    def request_reset(self, request: ResetRequest) -> CodeSent:
        return self._answer(request, code_sent())

    def finish_reset(self, request: NewPasswordRequest) -> PasswordChanged:
        return self._answer(request, PasswordChanged())

    def request_inquiry(self, request: InquiryRequest) -> CodeSent:
        return self._answer(request, code_sent())

    def answer_inquiry(self, request: CodeRequest) -> InquiryAnswer:
        return self._answer(request, InquiryAnswer("5900000001"))

    def close(self) -> None:
        self.requests.append("closed")


def _is_a_service(service: ScriptedService) -> AccountService:
    return service  # the type checker compares it with the contract


class Person:
    """Walks a flow the way its pages do: types, goes on, is refused, goes back."""

    def __init__(
        self, flow: Flow, service: AccountService, says: Mapping[FieldId, str], **start: Any
    ) -> None:
        self.flow, self.service = flow, service
        self.says = dict(says)
        self.state: State = flow.start(service.reference_data(), **start)
        self.pages: list[tuple[FieldId, ...]] = []
        self.read_captcha = lambda captcha: "ABab2"

    @property
    def step(self) -> StepId:
        """Return where the person stands."""
        return self.state.step

    def asked(self) -> tuple[FieldId, ...]:
        """Return what the page asks."""
        return tuple(entry.field for entry in self.flow.asked(self.state))

    def refusals(self) -> dict[FieldId | None, ErrorCode]:
        """Return what is said on the page: beside fields, and above it under None."""
        said: dict[FieldId | None, ErrorCode] = {p.field: p.code for p in self.state.problems}
        if self.state.banner is not None:
            said[None] = self.state.banner.code
        return said

    def type(self, typed: Mapping[FieldId, str]) -> None:
        """Type into fields, as a page reports it."""
        self.state = self.flow.recheck(self.flow.answer(self.state, typed))

    def fill(self) -> None:
        """Answer what this page asks, one field after the other; an answer may ask for more."""
        done: set[FieldId] = set()
        while waiting := [field for field in self.asked() if field not in done]:
            field = waiting[0]
            done.add(field)
            if field is FieldId.CAPTCHA:
                self.see_captcha()
            elif field in self.says:
                self.type({field: self.says[field]})

    def see_captcha(self) -> None:
        """Look at the picture, a new one if none is on show, and type what it says."""
        if not self.state.captcha_id:
            self.another_captcha()
        self.type({FieldId.CAPTCHA: self.read_captcha(self.state.captcha_id)})

    def another_captcha(self) -> None:
        """Ask for another picture."""
        captcha = self.service.new_captcha(CaptchaKind.PICTURE)
        self.state = self.flow.with_captcha(self.state, captcha)

    def go_on(self) -> None:
        """Press the page's button."""
        self.state = self.flow.check(self.state)
        if self.state.problems:
            return
        call = self.flow.call(self.state)
        if call is None:
            self.state = self.flow.forward(self.state)
            return
        try:
            outcome = call(self.service)
        except AppError as refusal:
            self.state = self.flow.refuse(self.state, refusal.problem)
        else:
            self.state = self.flow.succeed(self.state, outcome)

    def turn(self) -> None:
        """Fill in the page and press its button."""
        self.fill()
        self.pages.append(self.asked())
        self.go_on()

    def walk_to(self, step: StepId) -> None:
        """Turn pages until this step is reached."""
        for _ in range(60):
            if self.state.step is step:
                return
            before = self.state
            self.turn()
            assert not self.state.problems, self.state.problems
            assert self.state is not before
        raise AssertionError(f"{step} was not reached from {self.pages}")

    def back(self) -> bool:
        """Press the back button; False where there is none."""
        earlier = self.flow.back(self.state)
        if earlier is None:
            return False
        self.state = earlier
        return True

    def edit(self, field: FieldId) -> None:
        """Press the change link of an answer in the review."""
        self.state = self.flow.edit(self.state, field)

    def resend(self, channel: Channel | None = None) -> None:
        """Ask for a new code."""
        call = self.flow.resend(self.state, channel)
        assert call is not None
        try:
            outcome = call(self.service)
        except AppError as refusal:
            self.state = self.flow.refuse(self.state, refusal.problem)
        else:
            assert isinstance(outcome, CodeSent)
            self.state = self.flow.resent(self.state, outcome)


def refusal(code: ErrorCode, field: FieldId | None = None, **params: Any) -> AppError:
    """Return a refusal as a service raises it."""
    return AppError.of(Problem(code, field, params))


F = FieldId
JORDANIAN: Mapping[FieldId, str] = {
    F.NATIONALITY: "jordanian",
    F.NATIONAL_NUMBER: "٩٩٠ ١٩٠ ٠٠٠١",
    F.CARD_NUMBER: "abc 12345",
    F.CIVIL_ID_NUMBER: "abc 12345",
    F.RELATIVE_NATIONAL_NUMBER: "9602900002",
    F.KINSHIP: "1",
    F.CALLING_CODE: "الأردن +962",
    F.PHONE_NUMBER: "079 000 0000",
    F.ACTIVATION_CHANNEL: "sms",
    F.EMAIL: "name@EXAMPLE.com",
    F.EMAIL_CONFIRMATION: "name@example.com",
    F.COUNTRY_OF_RESIDENCE: "الأردن",
    F.ACADEMIC_LEVEL: "بكالوريوس",
    F.BANK: "Arab Bank",
    F.PASSWORD: "Qarib#6183",
    F.PASSWORD_CONFIRMATION: "Qarib#6183",
    F.CODE: "الضمان الاجتماعي: رمز تفعيل حسابك ٤٨٢١، صالح 5 دقائق. يرجى عدم مشاركته",
    F.USER_ID: "9901900001",
    F.RESET_CHANNEL: "sms",
    F.NEW_PASSWORD: "Waha+7264",
    F.NEW_PASSWORD_CONFIRMATION: "Waha+7264",
    F.SIGN_IN_ID: "9901900001",
    F.CURRENT_PASSWORD: "Qarib#6183",
}
FOREIGNER: Mapping[FieldId, str] = {
    **JORDANIAN,
    F.NATIONALITY: "foreign",
    F.COUNTRY_OF_NATIONALITY: "مصر",
    F.PERSONAL_NUMBER: "5000900001",
    F.PASSPORT_NUMBER: "a1234567",
    F.BIRTH_DATE: "17/5/1990",
    F.CALLING_CODE: "EG",
    F.PHONE_NUMBER: "0100 123 4567",
    F.ACTIVATION_CHANNEL: "email",
    F.USER_ID: "5000900001",
    F.SIGN_IN_ID: "5000900001",
}
ARRANGEMENTS = tuple(Arrangement)
