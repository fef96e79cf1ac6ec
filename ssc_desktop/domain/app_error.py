"""`AppError`, apart from all its codes: to be ready for a refusal takes less than to refuse."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import ErrorCode, Problem
    from ssc_desktop.domain.field_id import FieldId


class AppError(Exception):
    """A refusal on its way from a service to the person."""

    def __init__(
        self,
        code: ErrorCode,
        field: FieldId | None = None,
        *,
        retry_after: int | None = None,
        reference: str | None = None,
        **params: int | str,
    ) -> None:
        from ssc_desktop.domain.errors import Problem

        super().__init__(code.value)
        self.problem = Problem(code, field, MappingProxyType(params), retry_after, reference)

    @classmethod
    def of(cls, problem: Problem) -> AppError:
        """Raise-able form of a problem found without an exception."""
        error = cls(problem.code)
        error.problem = problem
        return error

    @property
    def code(self) -> ErrorCode:
        """The refusal's stable code."""
        return self.problem.code
