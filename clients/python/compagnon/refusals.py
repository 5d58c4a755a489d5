"""Refusals (RFC 9457), raised."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol, TypeVar

from compagnon_client.models.problem import Problem
from compagnon_client.models.problem_error import ProblemError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Answer(Protocol[T_co]):
    """What the generated operations give."""

    @property
    def status_code(self) -> HTTPStatus: ...

    @property
    def content(self) -> bytes: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def parsed(self) -> T_co | None: ...


class Refused(Exception):
    """What the server refused, and why: programme against `code`, show `detail`."""

    def __init__(
        self, status: int, code: str, detail: str, problem: Problem | None = None, retry_after: int | None = None
    ) -> None:
        faults = [f" {error.pointer} {error.code}" for error in problem.errors] if problem else []
        super().__init__(f"{status} {code}: {detail}{','.join(faults)}")
        self.status = status
        self.code = code
        self.detail = detail
        self.problem = problem
        #: Seconds to wait before asking again, when the refusal says so.
        self.retry_after = retry_after

    def at(self, pointer: str) -> ProblemError | None:
        """The fault at a JSON pointer, such as `/starts_on`."""
        errors = self.problem.errors if self.problem else []
        return next((error for error in errors if error.pointer == pointer), None)


def done(answer: Answer[T | Problem]) -> T:
    """What was answered, or the refusal raised."""
    status, told = int(answer.status_code), answer.parsed
    wait = answer.headers.get("retry-after", "")
    retry_after = int(wait) if wait.isdigit() else None
    if isinstance(told, Problem):
        raise Refused(status, told.code, told.detail, told, retry_after)
    if told is None:
        raise Refused(status, "unreadable", answer.content.decode(errors="replace"), None, retry_after)
    return told
