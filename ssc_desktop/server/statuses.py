"""Which HTTP status a refusal travels under; the code in the document is what counts."""

from collections.abc import Mapping
from http import HTTPStatus

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.services.operations import Operation

_STATUSES: Mapping[E, HTTPStatus] = {
    E.EVIDENCE_LIMIT: HTTPStatus.TOO_MANY_REQUESTS,
    E.ACCOUNT_EXISTS: HTTPStatus.CONFLICT,
    E.CODE_TRIES_USED: HTTPStatus.TOO_MANY_REQUESTS,
    E.CODE_PAUSED: HTTPStatus.TOO_MANY_REQUESTS,
    E.CODE_BRANCH_ONLY: HTTPStatus.FORBIDDEN,
    E.RESEND_TOO_SOON: HTTPStatus.TOO_MANY_REQUESTS,
    E.FLOW_ENDED: HTTPStatus.NOT_FOUND,
    E.SIGN_IN_REFUSED: HTTPStatus.FORBIDDEN,
    E.SESSION_ENDED: HTTPStatus.UNAUTHORIZED,
    E.INQUIRY_LIMIT: HTTPStatus.TOO_MANY_REQUESTS,
    E.NOT_INSURED: HTTPStatus.NOT_FOUND,
    E.TOO_MANY_REQUESTS: HTTPStatus.TOO_MANY_REQUESTS,
    E.CLIENT_OUTDATED: HTTPStatus.BAD_REQUEST,
    E.CREDENTIAL_REFUSED: HTTPStatus.UNAUTHORIZED,
    E.CREDENTIAL_REQUIRED: HTTPStatus.UNAUTHORIZED,
    E.SERVICE_UNCONFIRMED: HTTPStatus.CONFLICT,  # the same key is being worked on
}
# What befalls the service's own storage is told to its operator, to the caller only as a fault.
_OWN_TROUBLE: Mapping[E, HTTPStatus] = {
    E.SERVICE_FAULT: HTTPStatus.INTERNAL_SERVER_ERROR,
    E.STORAGE_DAMAGED: HTTPStatus.INTERNAL_SERVER_ERROR,
    E.STORAGE_LOCKED: HTTPStatus.SERVICE_UNAVAILABLE,
    E.STORAGE_READ_ONLY: HTTPStatus.INTERNAL_SERVER_ERROR,
    E.STORAGE_FULL: HTTPStatus.INTERNAL_SERVER_ERROR,
    E.STORAGE_VERSION: HTTPStatus.INTERNAL_SERVER_ERROR,
    E.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def is_own_trouble(problem: Problem, operation: Operation) -> bool:
    """Tell whether the service itself failed, rather than refused."""
    return problem.code in _OWN_TROUBLE and not _is_key_misused(problem, operation)


def status_of(problem: Problem, operation: Operation) -> HTTPStatus:
    """Return the status for a refusal of an operation."""
    if _is_key_misused(problem, operation):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    own = _OWN_TROUBLE.get(problem.code)
    return own or _STATUSES.get(problem.code, HTTPStatus.UNPROCESSABLE_ENTITY)


def _is_key_misused(problem: Problem, operation: Operation) -> bool:
    # The engine refuses one key with two requests as a fault: no program of ours sends that.
    return operation.keyed and problem.code is E.SERVICE_FAULT
