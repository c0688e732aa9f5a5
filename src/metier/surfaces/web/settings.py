"""How a server is set up: where it listens, what it is called outside, and its limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from metier.errors import UserInputError
from metier.vocabulary import rule

Network = IPv4Network | IPv6Network
_BASE = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,255}")
_ROOT = re.compile(r"(/[A-Za-z0-9._~-]{1,60}){1,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one worker allows: seconds, bytes and counts. The defaults are the rules ``serve.*``."""

    requests_per_second: float
    burst_requests: int
    clients_remembered: int
    request_seconds: float
    receive_seconds: float
    send_seconds: float
    keep_alive_seconds: float
    keep_alive_requests: int
    connections: int
    waiting_requests: int
    threads: int
    target_bytes: int
    header_bytes: int
    body_bytes: int
    kept_bytes: int
    gzip_level: int
    brotli_quality: int
    fresh_seconds: int
    shutdown_seconds: int


def default_limits() -> Limits:
    """The limits that rules.yaml states and gives reasons for."""
    return Limits(
        requests_per_second=rule("serve.requests_per_second"),
        burst_requests=int(rule("serve.burst_requests")),
        clients_remembered=int(rule("serve.clients_remembered")),
        request_seconds=rule("serve.request_seconds"),
        receive_seconds=rule("serve.receive_seconds"),
        send_seconds=rule("serve.send_seconds"),
        keep_alive_seconds=rule("serve.keep_alive_seconds"),
        keep_alive_requests=int(rule("serve.keep_alive_requests")),
        connections=int(rule("serve.connections")),
        waiting_requests=int(rule("serve.waiting_requests")),
        threads=int(rule("serve.threads")),
        target_bytes=int(rule("serve.target_bytes")),
        header_bytes=int(rule("serve.header_bytes")),
        body_bytes=int(rule("serve.body_bytes")),
        kept_bytes=int(rule("serve.kept_bytes")),
        gzip_level=int(rule("serve.gzip_level")),
        brotli_quality=int(rule("serve.brotli_quality")),
        fresh_seconds=int(rule("serve.fresh_seconds")),
        shutdown_seconds=int(rule("serve.shutdown_seconds")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up. ``trusted_proxies``: the addresses whose X-Forwarded-For is believed."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    base: str = ""
    root: str = ""
    release: str = ""  # folder of the release, '' for the starter
    trusted_proxies: tuple[Network, ...] = ()
    limits: Limits = field(default_factory=default_limits)

    @property
    def base_host(self) -> str:
        """The host that requests must name ('example.org'); '' where any will do."""
        return self.base.partition("://")[2].casefold()


def checked_base(text: str) -> str:
    """The site's own address as links begin with it. Raises UserInputError for anything but scheme and host.

    >>> checked_base("https://example.org/")
    'https://example.org'
    """
    base = text.rstrip("/")
    if base and not _BASE.fullmatch(base):
        raise UserInputError(
            f"--base {text!r} is not the address of a site.",
            hint="Give scheme and host, such as https://example.org; a folder below it goes to --root.",
        )
    return base


def checked_root(text: str) -> str:
    """The folder in which the site lies: '' or '/careers'. Raises UserInputError.

    >>> checked_root("/careers/"), checked_root("/")
    ('/careers', '')
    """
    root = text.rstrip("/")
    if root and (not _ROOT.fullmatch(root) or ".." in root):
        raise UserInputError(
            f"--root {text!r} is not a folder of a site.",
            hint="Begin with a slash and use letters, digits, '.', '_' and '-', such as /careers.",
        )
    return root


def proxy_networks(addresses: tuple[str, ...]) -> tuple[Network, ...]:
    """The networks that addresses or ranges of addresses name. Raises UserInputError.

    >>> proxy_networks(("10.0.0.0/8",))
    (IPv4Network('10.0.0.0/8'),)
    """
    try:
        return tuple(ip_network(address, strict=False) for address in addresses)
    except ValueError as error:
        raise UserInputError(
            f"--trusted-proxy: {error}.", hint="Give the proxy's address or range, such as 127.0.0.1 or 10.0.0.0/8."
        ) from error


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address.

    >>> is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
