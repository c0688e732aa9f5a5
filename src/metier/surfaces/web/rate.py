"""How many requests one client may make: a bucket of tokens for each, in bounded memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from metier.surfaces.web.settings import Network


class Buckets:
    """A bucket of ``burst`` tokens for each client, refilled with ``rate`` tokens a second."""

    def __init__(
        self, rate: float, burst: float, *, most_clients: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._most, self._clock = rate, burst, most_clients, clock
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens left, and when

    def __len__(self) -> int:
        return len(self._clients)

    def wait(self, client: str) -> float:
        """Takes a token; seconds to wait for one where there is none, 0 where there was."""
        now = self._clock()
        left, then = self._clients.pop(client, (self._burst, now))
        left = min(self._burst, left + max(0.0, now - then) * self._rate)
        taken = left >= 1
        self._clients[client] = (left - 1 if taken else left, now)
        while len(self._clients) > self._most:
            self._clients.popitem(last=False)  # the one that was quiet longest
        return 0.0 if taken else (1 - left) / self._rate


def client_of(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The client that a request counts against: its address, for IPv6 its network of 64 bits.

    ``forwarded`` are the lines of X-Forwarded-For. They are read from the right and only as far as each hop is a
    trusted proxy: what stands left of that, anybody can write.

    >>> from ipaddress import ip_network as network
    >>> client_of("10.0.0.1", ["6.6.6.6, 203.0.113.9"], [network("10.0.0.0/8")])
    '203.0.113.9'
    >>> client_of("203.0.113.9", ["6.6.6.6"], [network("10.0.0.0/8")])
    '203.0.113.9'
    """
    hops = [hop.strip() for line in forwarded for hop in line.split(",")]
    address = _address(peer)
    while address is not None and hops and any(address in network for network in trusted):
        before = _address(hops.pop())
        if before is None:
            break
        address = before
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address) if address is not None else "unknown"


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
