"""What is kept and by whom: validators, compression, files that never change, pages kept in memory."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import brotli
import pytest
from starlette.testclient import TestClient
from web_site import PAIR, MakeClient

from metier.release.reader import Release
from metier.surfaces.pages import methods
from metier.surfaces.pages.assets import asset
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.web.answer import Answer, Kept, edition, encoding_for, etag_of
from metier.surfaces.web.kinds import KINDS, alone

PLAIN = {"accept-encoding": "identity"}


def test_a_page_that_a_reader_holds_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/methods")
    again = client.get("/methods", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get("/methods", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_page_changes_its_validator_with_the_release_and_the_place_of_the_site(release: Release) -> None:
    here, there = edition(Site(release)), edition(Site(release, root="/careers"))
    assert here != there
    assert here == edition(Site(release))
    assert etag_of(here, "/") != etag_of(here, "/roles")


def test_head_says_what_get_says_without_the_page(client: TestClient) -> None:
    for path in ("/", PAIR, "/nope", "/healthz", "/api/roles?q=data", asset("site.css")):
        got, head = client.get(path, headers=PLAIN), client.head(path, headers=PLAIN)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers["content-length"] == str(len(got.content))
        assert head.headers["content-type"] == got.headers["content-type"]


def test_pages_are_compressed_for_those_who_take_it(client: TestClient) -> None:
    plain = client.get(PAIR, headers=PLAIN)
    assert "content-encoding" not in plain.headers
    for encoding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with client.stream("GET", PAIR, headers={"accept-encoding": encoding}) as packed:
            body = b"".join(packed.iter_raw())
        assert packed.headers["content-encoding"] == encoding
        assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
        assert unpack(body) == plain.content
        assert int(packed.headers["content-length"]) == len(body) < len(plain.content) / 4


def test_pages_may_be_kept_and_failures_may_not(client: TestClient) -> None:
    assert client.get(PAIR).headers["cache-control"].startswith("public, max-age=")
    for path in ("/nope", f"{PAIR}?level=x", "/healthz", "/metrics", "/api/none"):
        answer = client.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


def test_static_files_are_kept_for_ever_at_an_address_of_their_content(client: TestClient) -> None:
    answer = client.get(asset("site.css"), headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert client.get("/static/site.0000000000.css").status_code == 404


def test_a_page_is_made_once_for_many_readers(make_client: MakeClient) -> None:
    client = make_client()
    pages = {client.get("/methods").text for _ in range(3)}
    assert len(pages) == 1
    assert "metier_kept_answers_total 2" in client.get("/metrics").text


def test_a_name_that_nobody_has_is_looked_up_once(make_client: MakeClient) -> None:
    client = make_client()
    assert [client.get("/roles/no-such-role").status_code for _ in range(3)] == [404] * 3
    assert "metier_kept_answers_total 2" in client.get("/metrics").text


def test_suggestions_do_not_queue_behind_pages(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go = Event()

    def slow(site: Site) -> Page:
        go.wait(60)
        return methods.page(site)

    monkeypatch.setitem(KINDS, "methods", alone("/methods", slow))
    with make_client() as client, ThreadPoolExecutor(4) as readers:
        kinds = ("", "br", "gzip")  # each is a page of its own to make; there are two threads for pages
        asked = [readers.submit(client.get, "/methods", headers={"accept-encoding": one}) for one in kinds]
        while "metier_requests_running 4" not in client.get("/metrics").text:
            continue
        assert client.get("/suggest?q=data").status_code == 200
        go.set()
        assert {answer.result().status_code for answer in asked} == {200}


def test_readers_who_ask_at_once_wait_for_one_page(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    go = Event()

    def slow(site: Site) -> Page:
        begun.append("methods")
        go.wait(60)
        return methods.page(site)

    monkeypatch.setitem(KINDS, "methods", alone("/methods", slow))
    with make_client() as client, ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(client.get, "/methods") for _ in range(8)]
        while "metier_requests_running 9" not in client.get("/metrics").text:
            continue
        go.set()
        assert {answer.result().status_code for answer in asked} == {200}
    assert len(begun) <= 2  # one for the readers, one to warm the server


def test_kept_pages_never_take_more_than_their_bytes() -> None:
    kept = Kept(10_000)
    for i in range(100):
        kept.put(f"/{i}", "", Answer(b"x" * 1000))
    left = [i for i in range(100) if kept.get(f"/{i}", "")]
    assert 1 <= len(left) <= 10
    assert left[-1] == 99
    kept.put("/large", "br", Answer(b"x" * 20_000))
    assert kept.get("/large", "br") is None


def test_the_same_page_is_compressed_to_the_same_bytes() -> None:
    answer = Answer(b"the same " * 500)
    for encoding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        packed = answer.compressed(encoding, 4)
        assert packed == answer.compressed(encoding, 4)
        assert unpack(packed.body) == answer.body
    assert Answer(b"short").compressed("gzip", 4).encoding == ""


def test_what_a_client_takes_is_read_with_its_weights() -> None:
    assert encoding_for("gzip, deflate, br") == "br"
    assert encoding_for("br;q=0, GZIP;q=0.8") == "gzip"
    assert encoding_for("deflate, gzip; q=0") == ""
    assert encoding_for("identity") == ""
