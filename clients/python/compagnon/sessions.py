"""Who asks: tokens are had, renewed, and asked again when the server no longer takes one."""

from __future__ import annotations

import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import Any

import httpx

from compagnon.refusals import Refused
from compagnon_client.client import AuthenticatedClient

#: Seconds before its end from which a token is no longer used.
MARGIN = 30


class Session(httpx.Auth, ABC):
    """Puts a token on each request, and a key on each write that has none."""

    requires_response_body = True

    def __init__(self) -> None:
        self._token: str | None = None
        self._until = 0.0

    @abstractmethod
    def _asked(self, base: str) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
        """Asks for tokens."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if request.method not in ("GET", "PATCH"):
            request.headers.setdefault("idempotency-key", str(uuid.uuid4()))
        yield from self._renewed(request)
        response = yield self._signed(request)
        if response.status_code == 401 and self._may_renew():
            self._until = 0.0
            yield from self._renewed(request)
            yield self._signed(request)

    def _signed(self, request: httpx.Request) -> httpx.Request:
        request.headers["authorization"] = f"Bearer {self._token}"
        return request

    def _may_renew(self) -> bool:
        return True

    def _renewed(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._token is not None and time.monotonic() < self._until:
            return
        base = str(request.url.copy_with(path="/", query=None)).rstrip("/")
        tokens = yield from self._asked(base)
        self._token = str(tokens["access_token"])
        self._until = time.monotonic() + float(tokens["expires_in"]) - MARGIN


def _tokens(response: httpx.Response) -> dict[str, Any]:
    told: dict[str, Any] = response.json()
    if response.is_success:
        return told
    code = str(told.get("code") or told.get("error"))
    raise Refused(response.status_code, code, str(told.get("detail", code)))


class Person(Session):
    """Somebody who signs in with their address and password; their session is prolonged as long as it is used."""

    def __init__(self, email: str, password: str) -> None:
        super().__init__()
        self._proof = {"email": email, "password": password}
        self._refresh: str | None = None

    def _asked(self, base: str) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
        response: httpx.Response | None = None
        if self._refresh is not None:
            response = yield httpx.Request(
                "POST", f"{base}/v1/sessions/refresh", json={"refresh_token": self._refresh}
            )
        if response is None or response.status_code == 401:
            response = yield httpx.Request("POST", f"{base}/v1/sessions", json=self._proof)
        tokens = _tokens(response)
        self._refresh = str(tokens["refresh_token"])
        return tokens


class Machine(Session):
    """A machine client, with the secret an administrator gave it."""

    def __init__(self, client_id: str, secret: str, scopes: list[str] | None = None) -> None:
        super().__init__()
        self._form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        if scopes is not None:
            self._form["scope"] = " ".join(scopes)

    def _asked(self, base: str) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
        return _tokens((yield httpx.Request("POST", f"{base}/oauth/token", data=self._form)))


class Bearer(Session):
    """Whoever the bearer of a token is, until it ends."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self._until = float("inf")

    def _asked(self, base: str) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
        raise NotImplementedError
        yield  # pragma: no cover

    def _may_renew(self) -> bool:
        return False


class _Nobody(httpx.Auth):
    """Takes away the token that the generated client writes all the same."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers.pop("authorization", None)
        yield request


def connect(base: str, session: Session | None = None, language: str = "fr") -> AuthenticatedClient:
    """A client of the generated operations, asked by somebody or nobody, answered in a language."""
    return AuthenticatedClient(
        base_url=base,
        token="",
        headers={"accept-language": language},
        httpx_args={"auth": session or _Nobody()},
    )
