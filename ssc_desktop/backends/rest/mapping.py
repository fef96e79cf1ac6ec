"""From HTTP to AppError: the one place that knows what an answer without a result means.

A request that was sent and not answered may have been carried out: what it would have done is then
unconfirmed. An answer that arrives whole and makes no sense is the service's fault.
"""

from http import HTTPStatus

from ssc_desktop.backends.rest.certificates import Flaw
from ssc_desktop.backends.rest.session import retry_after
from ssc_desktop.backends.rest.wire import Answer, NoAnswerError
from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.services import codec
from ssc_desktop.services.operations import Operation

# A service has no say in these: they are about this computer or the way.
_NOT_TOLD = frozenset(
    {
        ErrorCode.SERVICE_UNREACHABLE,
        ErrorCode.STORAGE_DAMAGED,
        ErrorCode.STORAGE_LOCKED,
        ErrorCode.STORAGE_READ_ONLY,
        ErrorCode.STORAGE_FULL,
        ErrorCode.STORAGE_VERSION,
        ErrorCode.CREDENTIAL_LOCKED,
        ErrorCode.CLIENT_CLOCK,
        ErrorCode.INTERNAL,
    }
)


def refusal_of(outcome: Answer | NoAnswerError, operation: Operation) -> AppError:
    """Say what an operation without a result has come to."""
    if isinstance(outcome, NoAnswerError):
        if outcome.flaw is Flaw.DATE:
            return AppError(ErrorCode.CLIENT_CLOCK)
        return AppError(_unanswered(operation, sent=outcome.sent))
    problem = _told(outcome)
    if problem is not None:
        return AppError.of(problem)
    wait = retry_after(outcome)
    match outcome.status:
        case HTTPStatus.UNAUTHORIZED if operation.signed_in:
            return AppError(ErrorCode.SESSION_ENDED)
        case HTTPStatus.NOT_FOUND | HTTPStatus.METHOD_NOT_ALLOWED:
            return AppError(ErrorCode.SERVICE_NOT_SUPPORTED)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=wait)
        case HTTPStatus.BAD_GATEWAY | HTTPStatus.GATEWAY_TIMEOUT:
            return AppError(_unanswered(operation, sent=True))
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return AppError(ErrorCode.SERVICE_UNREACHABLE, retry_after=wait)
    return AppError(ErrorCode.SERVICE_FAULT)


def _unanswered(operation: Operation, *, sent: bool) -> ErrorCode:
    lost = sent and operation.lasting
    return ErrorCode.SERVICE_UNCONFIRMED if lost else ErrorCode.SERVICE_UNREACHABLE


def _told(answer: Answer) -> Problem | None:
    """Return the problem that the service tells itself, where it does."""
    if not answer.body:
        return None
    try:
        problem = codec.problem_of(codec.decode(answer.body, codec.ProblemDocument))
    except codec.Undecodable:
        return None
    return None if problem is None or problem.code in _NOT_TOLD else problem
