"""Pages and versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from compagnon.refusals import Answer, done
from compagnon_client.client import AuthenticatedClient
from compagnon_client.models.problem import Problem

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Page(Protocol[R_co]):
    """A page of a list: its rows, and the cursor of the next one."""

    @property
    def data(self) -> Sequence[R_co]: ...

    @property
    def next_cursor(self) -> str | None: ...


def pages(
    operation: Callable[..., Answer[Page[R] | Problem]], client: AuthenticatedClient, **asked: Any
) -> Iterator[Page[R]]:
    """The pages of a list, as far as `next_cursor` leads: `pages(list_visits.sync_detailed, client, limit=200)`."""
    while True:
        page = done(operation(client=client, **asked))
        yield page
        # the feed of changes always has a cursor, to come back with
        if page.next_cursor is None or getattr(page, "has_more", True) is False:
            return
        asked["cursor"] = page.next_cursor


def rows(
    operation: Callable[..., Answer[Page[R] | Problem]], client: AuthenticatedClient, **asked: Any
) -> Iterator[R]:
    """Every row of a list, page after page."""
    for page in pages(operation, client, **asked):
        yield from page.data


def version(answer: Answer[object]) -> str:
    """The version of what was answered, for `if_match`."""
    return answer.headers["etag"]
