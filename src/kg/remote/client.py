"""HTTP to one server: bounded, patient with a server that is busy, and plain about what went wrong.

Every request ends within its time, retries included. A server that says 429 or 503 is asked again, when it says so or
after a growing pause; so is one that drops the connection. Redirects are followed on the same host alone, and never
from https to http: whoever named a server did not name another. Credentials are sent when the server asks for them.
"""

from __future__ import annotations

import os
import random
import re
import time
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from kg import __version__
from kg.errors import EndpointError, ResourceLimit, TimeLimit
from kg.remote import address
from kg.remote.exchange import Request, Response, pause_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

_BUSY: Final = frozenset({429, 503})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_UNAUTHORIZED: Final = 401
_REFUSED: Final = 400
_TRIES: Final = 5
_REDIRECTS: Final = 5
_SAID: Final = 300  # characters shown of what a server says of a failure
_FIRST_PAUSE: Final = 0.5  # seconds; doubled each time
_CONNECTING: Final = 10.0  # seconds
LARGEST: Final = 4_000_000_000  # bytes of one answer, unpacked


class Client:
    """A way to one server, with the connections that are kept open to it.

    Attributes:
        url: of the endpoint.
        seconds: that one request may take, with its retries and its answer.
    """

    def __init__(self, url: str, *, seconds: float = 60.0, pause: Callable[[float], None] = time.sleep) -> None:
        self.url = address.checked(url)
        self.seconds = seconds
        self._pause = pause
        self._http: httpx.Client | None = None
        self._process = 0
        self._auth: httpx.Auth | Callable[[httpx.Request], httpx.Request] | None = None

    def close(self) -> None:
        """Let go of the connections."""
        if self._http is not None:
            self._http.close()
            self._http = None

    @contextmanager
    def send(self, request: Request) -> Iterator[Response]:
        """The answer to a request, open as long as the block.

        Raises:
            EndpointError: no server, or one that redirects elsewhere; a status of failure is no error here.
            TimeLimit: it took too long.
            ResourceLimit: the answer is too large.
        """
        import httpx

        deadline = time.monotonic() + self.seconds
        response = None
        try:
            response = self._opened(request, deadline)
            names = {name.lower(): value for name, value in response.headers.items()}
            yield Response(response.status_code, names, self._chunks(response, deadline))
        except httpx.TimeoutException as error:
            raise self._late(error) from error
        except httpx.HTTPError as error:
            raise EndpointError(f"{self.shown}: the connection broke: {_told(error)}; try again") from error
        finally:
            if response is not None:
                response.close()

    def refusal(self, response: Response) -> EndpointError:
        """What a status of failure means, in words, with those of the server where they help."""
        names = f"set {address.USER} and {address.PASSWORD}, or {address.TOKEN}"
        ways = f"{names}, or write a line for {urlsplit(self.url).hostname} into ~/.netrc"
        known = {
            401: "does not know you (401); check the name and password"
            if self._auth
            else f"asks who you are (401); {ways}",
            403: "does not let you (403); ask those who run it",
            404: "there is nothing at this address (404); Oxigraph's is /query, Virtuoso's /sparql",
            405: "takes no such request (405); is this the address of the endpoint?",
            413: "the request is too large for it (413)",
            429: "is busy (429), and stayed so; ask again later",
            503: "is busy or down (503), and stayed so; ask again later",
        }
        if response.status in known:
            return EndpointError(f"{self.shown}: {known[response.status]}")
        said = re.sub(r"<style.*?</style>|<[^>]*>", " ", response.words())
        said = " ".join(said.split())[:_SAID]
        return EndpointError(f"{self.shown}: the server failed ({response.status}){': ' if said else ''}{said}")

    @property
    def shown(self) -> str:
        """The endpoint as messages call it."""
        return address.shown(self.url)

    def _opened(self, request: Request, deadline: float) -> httpx.Response:
        """The final answer, its body not yet read: after redirects, credentials and pauses."""
        url, redirects, tries = request.url, 0, 0
        while True:
            tries += 1
            response = self._once(request, url, deadline, last=tries >= _TRIES)
            if response is None:
                self._wait(None, tries, deadline)
            elif response.status_code in _MOVED and redirects < _REDIRECTS:
                response.close()
                url, redirects, tries = self._moved(url, response), redirects + 1, 0
            elif response.status_code == _UNAUTHORIZED and self._auth is None and self._answered(response):
                response.close()
                tries = 0
            elif response.status_code in _BUSY and tries < _TRIES:
                response.close()
                self._wait(response.headers.get("retry-after"), tries, deadline)
            else:
                return response

    def _once(self, request: Request, url: str, deadline: float, *, last: bool) -> httpx.Response | None:
        """The answer to one try; None where the connection broke before there was one, unless this try is the last."""
        import httpx

        left = deadline - time.monotonic()
        if left <= 0:
            raise self._late(None)
        if self._http is None or self._process != os.getpid():
            # A forked process must not speak on the connections of the other.
            self._process = os.getpid()
            self._http = httpx.Client(headers={"user-agent": f"kg/{__version__}"}, follow_redirects=False)
            weakref.finalize(self, self._http.close)
        timeout = httpx.Timeout(left, connect=min(left, _CONNECTING))
        sent = self._http.build_request(
            request.method, url, content=request.content or None, headers=dict(request.headers), timeout=timeout
        )
        try:
            return self._http.send(sent, auth=self._auth, stream=True)
        except httpx.ConnectError as error:
            advice = "is a server running there? check the address"
            raise EndpointError(f"{self.shown}: cannot be reached: {_told(error)}; {advice}") from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if last:
                raise
            return None

    def _moved(self, url: str, response: httpx.Response) -> str:
        """Where a redirect leads.

        Raises:
            EndpointError: to another server, or from https to http.
        """
        target = urljoin(url, str(response.headers.get("location", "")))
        old, new = urlsplit(url), urlsplit(target)
        safe = new.scheme == old.scheme or (old.scheme, new.scheme) == ("http", "https")
        if old.hostname != new.hostname or not safe or new.username is not None:
            where = address.shown(new._replace(netloc=new.netloc.rpartition("@")[2]).geturl())
            raise EndpointError(f"{self.shown}: redirects to {where}; name that address yourself if you trust it")
        return target

    def _answered(self, response: httpx.Response) -> bool:
        """Whether there are credentials of the kind that the server asks for; they are sent from now on."""
        import httpx

        found = address.credentials(self.url)
        asked = response.headers.get("www-authenticate", "").lower()
        if found is None:
            return False
        if found.token:
            self._auth = _bearer(found.token)
        elif "digest" in asked and "basic" not in asked:
            self._auth = httpx.DigestAuth(found.user, found.password)
        else:
            self._auth = httpx.BasicAuth(found.user, found.password)
        return True

    def _wait(self, asked: str | None, tries: int, deadline: float) -> None:
        """Pause before the next try.

        Raises:
            TimeLimit: the server wants a longer pause than there is time.
        """
        seconds = pause_asked(asked)
        if seconds is None:
            seconds = _FIRST_PAUSE * 2 ** (tries - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - to spread the tries of many
        if time.monotonic() + seconds > deadline:
            wish = f"it is busy and wants {seconds:.0f} s of pause" if asked else "it is busy"
            raise TimeLimit(f"{self.shown}: no answer within {self.seconds:g} s: {wish}; ask again later")
        self._pause(seconds)

    def _chunks(self, response: httpx.Response, deadline: float) -> Iterator[bytes]:
        """The body as it comes.

        Raises:
            TimeLimit: it comes too slowly.
            ResourceLimit: it is too large.
        """
        count = 0
        for chunk in response.iter_bytes():
            count += len(chunk)
            if time.monotonic() > deadline:
                raise self._late(None)
            if count > LARGEST:
                raise ResourceLimit(f"{self.shown}: the answer is larger than {LARGEST:,} bytes; ask for less")
            yield chunk

    def _late(self, error: Exception | None) -> TimeLimit:
        import httpx

        if isinstance(error, httpx.ConnectTimeout):
            return TimeLimit(
                f"{self.shown}: no connection within {min(self.seconds, _CONNECTING):g} s; check the address"
            )
        return TimeLimit(f"{self.shown}: no answer within {self.seconds:g} s; --timeout allows more where there is one")


def _bearer(token: str) -> Callable[[httpx.Request], httpx.Request]:
    """What puts a token into requests: https://www.rfc-editor.org/rfc/rfc6750#section-2.1."""

    def signed(request: httpx.Request) -> httpx.Request:
        request.headers["authorization"] = f"Bearer {token}"
        return request

    return signed


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
