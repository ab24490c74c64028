"""Which servers ``SERVICE`` may ask: those under a prefix that the user named, at addresses of the public network.

A name may resolve to any address, and a server may redirect anywhere; so each hop is checked anew, its address as well,
and the connection goes to the address that was checked. Addresses of this machine and of local networks are reached
only where the prefix names them themselves: ``http://127.0.0.1:7878/``, ``http://[::1]/``, ``http://localhost/``.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Address = IPv4Address | IPv6Address

_PORTS: Final = {"http": 80, "https": 443}
_LOCALHOST: Final = "localhost"
# Addresses that carry an IPv4 address in their last 32 bits: https://www.rfc-editor.org/rfc/rfc6052#section-2.1
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
_COMPATIBLE: Final = IPv6Network("::/96")


class NotAllowed(InputError):
    """A server that may not be asked; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes.

    Attributes:
        scheme: ``http`` or ``https``.
        host: in lower case, an IPv6 address without brackets.
        port: the scheme's own where none is given.
        target: path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target.partition('?')[0]}"


def place(url: str) -> Place:
    """The place that a URL names.

    Raises:
        InputError: it is none of HTTP, names no host, or holds a user or characters that no URL has.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise InputError(f"'{url}' is not the address of a server: {error}") from error
    if parts.scheme not in _PORTS or not host:
        raise InputError(f"'{url}' is not the address of a server; write it as https://example.org/sparql")
    if "@" in parts.netloc or "\\" in url or any(not " " < character < "\x7f" for character in url):
        raise InputError(f"'{url}' holds a user, a space or a character that is to be percent-encoded")
    if any(piece in {".", ".."} for piece in parts.path.lower().replace("%2e", ".").split("/")):
        raise InputError(f"'{url}' goes up in its path; write where it leads")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host.lower(), port or _PORTS[parts.scheme], target)


def permitted(url: str, prefixes: Sequence[str]) -> tuple[Place, bool]:
    """The place of a URL that lies under one of the prefixes, and whether the prefix names the address itself.

    Raises:
        NotAllowed: it lies under none.
        InputError: the URL or a prefix is malformed.
    """
    wanted = place(url)
    for prefix in map(place, prefixes):
        same = (wanted.scheme, wanted.host, wanted.port) == (prefix.scheme, prefix.host, prefix.port)
        if same and wanted.target.startswith(prefix.target):
            return wanted, prefix.host == _LOCALHOST or _literal(prefix.host) is not None
    raise NotAllowed(f"{wanted} is not allowed; --allow-service {wanted} allows it")


def resolved(where: Place, *, named: bool) -> list[Address]:
    """The addresses of a host, all of which may be reached.

    Args:
        where: the place.
        named: whether the user named the address itself, rather than a name that resolves to it.

    Raises:
        NotAllowed: one of them is of this machine or of a local network, and the user did not name it.
        OSError: the name does not resolve.
    """
    literal = _literal(where.host)
    if literal is not None:
        found = [literal]
    else:
        rows = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        found = list(dict.fromkeys(ip_address(str(row[4][0]).partition("%")[0]) for row in rows))
    for each in found:
        itself = named and (literal is not None or _real(each).is_loopback)
        if not itself and not is_public(each):
            raise NotAllowed(
                f"{where.host} is {each}, an address of this machine or of a local network; such an address is asked"
                f" only where --allow-service names it itself, as in {where.scheme}://{_spelled(each)}:{where.port}/"
            )
    return found


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network, and leads to no other kind by translation.

    >>> [is_public(ip_address(each)) for each in ("1.1.1.1", "10.0.0.1", "::ffff:127.0.0.1", "2001:4860:4860::8888")]
    [True, False, False, True]
    """
    real = _real(address)
    return real.is_global and not real.is_multicast and not real.is_reserved


def _real(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it stands for one."""
    if isinstance(address, IPv4Address):
        return address
    teredo = address.teredo[1] if address.teredo else None
    if inner := address.ipv4_mapped or address.sixtofour or teredo:
        return inner
    if address in _TRANSLATED or (address in _COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _spelled(address: Address) -> str:
    return f"[{address}]" if isinstance(address, IPv6Address) else str(address)
