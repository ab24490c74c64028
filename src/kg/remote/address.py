"""The address of an endpoint, and the credentials of whoever asks it.

Credentials stand in the environment or in a netrc file, never in a URL or on a command line, where histories and lists
of processes would keep them. A netrc file's ``default`` entry is not used: it would tell any server.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from kg.errors import InputError

USER: Final = "KG_ENDPOINT_USER"
PASSWORD: Final = "KG_ENDPOINT_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN: Final = "KG_ENDPOINT_TOKEN"  # noqa: S105 - likewise


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, or a token; neither is shown by ``repr``."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def checked(url: str) -> str:
    """The URL, if a request may go there.

    Raises:
        InputError: it is none of HTTP, names no server, or holds credentials.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"'{url}' is not the address of an endpoint: {error}") from error
    if parts.username is not None or parts.password is not None:
        where = f"set {USER} and {PASSWORD}, or write a line for {host} into ~/.netrc"
        raise InputError(f"the address of an endpoint holds no credentials, for histories would keep them; {where}")
    if parts.scheme not in {"http", "https"} or not host or url != url.strip() or any(c <= " " for c in url):
        raise InputError(f"'{url}' is not the address of an endpoint; write it as http://localhost:7878/query")
    return url


def shown(url: str) -> str:
    """The URL as messages show it: without query, which may hold a key.

    >>> shown("https://example.org/sparql?key=secret")
    'https://example.org/sparql'
    """
    return SplitResult(*urlsplit(url)[:3], "", "").geturl()


def credentials(url: str) -> Credentials | None:
    """Those for the server of the URL: a token or a name and password of the environment, else of a netrc file.

    Raises:
        InputError: the netrc file cannot be read; the text tells nothing of what is in it.
    """
    token, user = os.environ.get(TOKEN), os.environ.get(USER)
    if token:
        return Credentials(token=token)
    if user:
        return Credentials(user, os.environ.get(PASSWORD, ""))
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    import netrc

    try:
        known = netrc.netrc(str(path)).hosts
    except netrc.NetrcParseError as error:
        raise InputError(f"{path}:{error.lineno}: not the form of a netrc file; correct it, or set NETRC") from None
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path}: cannot be read; correct it, or set NETRC to another file") from None
    found = known.get(urlsplit(url).hostname or "")
    return Credentials(found[0], found[2]) if found else None
