"""What visitors may send: nothing hostile comes back as anything but text, and nothing breaks the server."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web_site import PAIR, MakeClient

from metier.errors import ReleaseError
from metier.release.reader import Release
from metier.surfaces.web.headers import CSP
from metier.surfaces.web.settings import Limits

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE roles; --",
    "{{ 7 * 7 }}",
    "data\r\nSet-Cookie: a=b",
    "\x00\x01\x1b[31m",
    "../../../etc/passwd",
    "%00",
    "\u202eevil",
    "a" * 500,
    "metier:x",
    "onet:",
    "title:",
    "title:" + SCRIPT,
    "data-analyst-vs-",
    "💼" * 40,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_back_as_text_or_not_at_all(client: TestClient, name: str) -> None:
    quoted = quote(name, safe="")
    for target in (
        f"/compare?a={quoted}&b=data+analyst",
        f"/compare/{quoted}-vs-data-analyst",
        f"/roles/{quoted}",
        f"/roles?q={quoted}",
        f"/pay/{quoted}",
        f"/pay?q={quoted}",
        f"/skills/{quoted}",
        f"/jobs?q={quoted}&role={quoted}",
        f"/suggest?q={quoted}",
        f"/explain?figure={quoted}",
        f"{PAIR}?country={quoted}",
        f"{PAIR}?level={quoted}&year={quoted}&remote={quoted}",
        f"/api/role?role={quoted}",
        f"/{quoted}",
    ):
        answer = client.get(target)
        assert answer.status_code < 500, target
        assert answer.headers["content-security-policy"] == CSP
        assert "set-cookie" not in answer.headers
        if answer.headers["content-type"].startswith("text/html"):
            assert SCRIPT not in answer.text
            assert "<img src=x" not in answer.text
            assert "\x1b" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2fpages/page.py",
        "/static//etc/passwd",
        "/static/",
        "/static",
        "/roles/..%2f..%2fetc%2fpasswd",
        "/compare/%2e%2e/report.html",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.git/config",
        "/.env",
        "/wp-admin.php",
        "/roles/%252e%252e",
    ],
)
def test_no_path_leads_out_of_the_site_or_lists_a_folder(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "[project]" not in answer.text


@pytest.mark.parametrize(
    "target", ["//evil.example/", "/%5c%5cevil.example", "/roles//evil.example", "//evil.example/roles"]
)
def test_redirects_stay_on_the_site(client: TestClient, target: str) -> None:
    answer = client.get("http://testserver" + target)
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@given(
    path=st.text(max_size=60),
    query=st.dictionaries(st.sampled_from(["country", "level", "year", "remote", "a", "b", "q"]), st.text(max_size=30)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_is_answered_without_a_server_error(client: TestClient, path: str, query: dict[str, str]) -> None:
    answer = client.get("/" + quote(path, safe="/~", errors="replace"), params=query)
    assert answer.status_code < 500
    assert answer.headers["content-security-policy"] == CSP


@pytest.mark.parametrize(
    "target",
    ["/", PAIR, "/nope", "/healthz", "/readyz", "/metrics", "/robots.txt", "/api/openapi.json", "/api/roles?q=data",
     "/api/none", "/suggest?q=d", "/explain?figure=x", f"{PAIR}?country=Germany", f"{PAIR}?level=x"],
)  # fmt: skip
def test_every_answer_carries_the_headers_that_keep_browsers_safe(client: TestClient, target: str) -> None:
    headers = client.get(target).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_pages_hold_nothing_that_the_policy_forbids(client: TestClient) -> None:
    for path in ("/", PAIR, "/roles/data-analyst", "/pay/data-analyst", "/jobs", "/nope"):
        text = client.get(path).text
        assert "<style" not in text
        assert ' style="' not in text
        assert " onclick=" not in text
        scripts = text.split("<script")[1:]
        assert all(' src="/static/' in s[:200] or 'type="application/ld+json"' in s[:60] for s in scripts)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused_everywhere(client: TestClient, method: str) -> None:
    for path in ("/", PAIR, "/api/roles", "/healthz", "/static/x"):
        answer = client.request(method, path)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


def test_a_body_is_passed_over_while_small_and_refused_beyond(client: TestClient) -> None:
    assert client.request("GET", "/methods", content=b"x" * 4096).status_code == 200
    assert client.request("GET", "/methods", content=b"x" * 4097).status_code == 413
    assert client.post("/", content=b"x" * 1_000_000).status_code == 413
    assert client.post("/", content=iter([b"x"])).status_code == 411


def test_long_addresses_and_many_fields_are_refused(client: TestClient) -> None:
    assert client.get("/roles?q=" + "x" * 2048).status_code == 414
    assert client.get("/compare?" + "&".join(f"a{i}=1" for i in range(100))).status_code == 400
    assert client.get("/", headers={f"x-{i}": "1" for i in range(120)}).status_code == 431
    assert client.get("/", headers={"cookie": "x" * 17_000}).status_code == 431


def test_requests_for_another_host_are_refused_where_the_site_has_a_name(make_client: MakeClient) -> None:
    client = make_client(base="https://example.org", host="example.org")
    assert client.get("/methods").status_code == 200
    assert client.get("/methods", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/methods", headers={"host": "EXAMPLE.org"}).status_code == 200
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200  # probes use addresses


def test_the_host_that_a_request_names_is_never_repeated(client: TestClient) -> None:
    for target in ("/", f"{PAIR}/", "/nope", "/robots.txt", "/api/openapi.json"):
        answer = client.get(target, headers={"host": "evil.example"})
        assert "evil.example" not in answer.text + str(answer.headers)


def test_an_unforeseen_failure_is_a_page_without_a_traceback(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("metier.surfaces.pages.compare.page", fail)
    monkeypatch.setattr("metier.surfaces.web.api.make_report", fail)
    client = make_client(raises=False)
    for target in (f"{PAIR}?level=head", "/api/compare?role=data+analyst&role=data+engineer"):
        answer = client.get(target)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"] == CSP


def test_a_damaged_release_is_told_to_the_log_and_not_to_the_visitor(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise ReleaseError("/srv/secret-folder: counts.parquet does not have the content that was sealed")

    monkeypatch.setattr(Release, "rows", damaged)
    monkeypatch.setattr(Release, "columns", damaged)
    answer = make_client().get("/roles/computer-programmer-x")
    assert answer.status_code == 500
    assert "secret-folder" not in answer.text


def test_the_queue_of_pages_is_bounded(make_client: MakeClient, generous: Limits) -> None:
    answer = make_client(limits=replace(generous, waiting_requests=0)).get(PAIR)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-security-policy"] == CSP
