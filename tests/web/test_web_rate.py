"""How often one client may ask, whoever stands between."""

from __future__ import annotations

from ipaddress import ip_network

from web_site import MakeClient

from metier.surfaces.web.rate import Buckets, client_of


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def buckets(clock: Clock, *, rate: float = 10, burst: float = 20, most: int = 100) -> Buckets:
    return Buckets(rate, burst, most_clients=most, clock=clock)


def test_a_client_may_burst_and_then_waits_for_its_rate() -> None:
    clock = Clock()
    bucket = buckets(clock)
    assert [bucket.wait("a") for _ in range(20)] == [0.0] * 20
    assert 0 < bucket.wait("a") <= 0.1
    clock.now += 0.5
    assert [bucket.wait("a") for _ in range(5)] == [0.0] * 5
    assert bucket.wait("a") > 0


def test_clients_do_not_pay_for_each_other() -> None:
    bucket = buckets(Clock(), burst=1)
    assert bucket.wait("a") == 0
    assert bucket.wait("a") > 0
    assert bucket.wait("b") == 0


def test_refused_requests_do_not_prolong_the_wait() -> None:
    clock = Clock()
    bucket = buckets(clock, burst=1)
    bucket.wait("a")
    for _ in range(1000):
        bucket.wait("a")
    clock.now += 0.11
    assert bucket.wait("a") == 0


def test_memory_is_bounded_and_a_clock_that_goes_back_does_no_harm() -> None:
    clock = Clock()
    bucket = buckets(clock, most=50)
    for i in range(10_000):
        bucket.wait(str(i))
    assert len(bucket) == 50
    clock.now -= 100
    assert bucket.wait("9999") == 0


def test_a_forwarded_address_counts_only_from_a_trusted_proxy() -> None:
    proxy = [ip_network("10.0.0.0/8")]
    assert client_of("10.1.1.1", ["198.51.100.7"], proxy) == "198.51.100.7"
    assert client_of("10.1.1.1", ["6.6.6.6, 198.51.100.7, 10.2.2.2"], proxy) == "198.51.100.7"
    assert client_of("198.51.100.7", ["6.6.6.6"], proxy) == "198.51.100.7"
    assert client_of("10.1.1.1", ["6.6.6.6"], []) == "10.1.1.1"
    assert client_of("10.1.1.1", ["nonsense"], proxy) == "10.1.1.1"
    assert client_of("", ["6.6.6.6"], proxy) == "unknown"


def test_a_network_of_ipv6_counts_as_one_client() -> None:
    assert client_of("2001:db8::1", [], []) == client_of("2001:db8::ffff:2", [], [])
    assert client_of("::ffff:198.51.100.7", [], []) == "198.51.100.7"


def test_too_many_requests_are_told_when_to_come_back(make_client: MakeClient) -> None:
    clock = Clock()
    client = make_client(buckets=buckets(clock, burst=2))
    assert [client.get("/robots.txt").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/robots.txt")
    assert int(refused.headers["retry-after"]) >= 1
    assert "content-security-policy" in refused.headers
    assert client.get("/healthz").status_code == 200  # probes do not count
    clock.now += 1
    assert client.get("/robots.txt").status_code == 200
