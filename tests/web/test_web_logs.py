"""What is written down: enough to run a site, nothing about who asked or for what."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from starlette.testclient import TestClient
from web_site import PAIR, PEER

from metier.surfaces.web.logs import JsonLines, log_request
from metier.surfaces.web.routes import pattern_of


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="metier")
    return caplog


def written(lines: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(record)) for record in lines.records if record.name == "metier.requests"]


def test_a_request_is_one_line_with_its_route_status_time_and_size(
    client: TestClient, lines: pytest.LogCaptureFixture
) -> None:
    size = len(client.get(PAIR, headers={"accept-encoding": "identity"}).content)
    (line,) = written(lines)
    assert line.keys() == {"time", "level", "method", "route", "status", "ms", "bytes"}
    assert (line["method"], line["route"], line["status"], line["bytes"]) == ("GET", "/compare/{roles}", 200, size)


def test_no_line_holds_address_query_or_name(client: TestClient, lines: pytest.LogCaptureFixture) -> None:
    for target in (
        "/compare?a=my+secret&b=x",
        "/roles/my-secret",
        "/my-secret",
        f"{PAIR}?country=secret",
        "/pay?q=secret",
    ):
        client.get(target, headers={"user-agent": "secret/1", "referer": "https://secret.example/", "cookie": "secret"})
    client.request("SECRET", "/")
    text = json.dumps(written(lines))
    assert len(written(lines)) == 6
    assert "secret" not in text.casefold()
    assert PEER[0] not in text


def test_an_error_is_written_as_its_class_and_place_without_its_words() -> None:
    try:
        raise ValueError("my secret")
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "Exception", (), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "ValueError"
    assert line["at"][-1].startswith("test_web_logs.py:")
    assert "secret" not in json.dumps(line)


def test_a_line_is_one_line_whatever_the_method_is(lines: pytest.LogCaptureFixture) -> None:
    log_request("GET\nFAKE", "other", 200, 0.1, 3)
    assert written(lines)[0]["method"] == "other"


def test_counts_have_no_label_that_a_visitor_wrote(client: TestClient) -> None:
    for target in ("/my-secret", "/roles/my-secret", f"{PAIR}?level=secret", "/static/secret.css", "/skills/secret"):
        client.get(target)
    client.request("SECRET", "/")
    text = client.get("/metrics").text
    assert "secret" not in text.casefold()
    assert 'metier_requests_total{route="/roles/{role}",status="404"}' in text
    assert "process_resident_memory_bytes" in text


def test_counts_add_up(client: TestClient) -> None:
    client.get("/methods")
    lines = client.get("/metrics").text.splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    methods = [int(v) for k, v in values.items() if k.startswith('metier_requests_total{route="/methods"')]
    assert int(values['metier_request_seconds_count{route="/methods"}']) == sum(methods)
    assert values['metier_request_seconds_bucket{route="/methods",le="+Inf"}'] == str(sum(methods))


def test_routes_are_few_whatever_is_asked() -> None:
    assert {pattern_of(f"/{i}") for i in range(50)} == {"other"}
    assert pattern_of("/skills/c%2B%2B") == "/skills/{skill}"
    assert pattern_of("/pay/data-analyst/de/report.csv") == "/pay/{role}/report.csv"
