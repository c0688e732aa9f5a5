"""The JSON interface: the same figures as everywhere, and answers that keep to its description."""

from __future__ import annotations

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from metier.surfaces import python
from metier.surfaces.web.api_schema import PROBLEM
from metier.surfaces.web.routes import API

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOTH = {"role": ["data analyst", "data engineer"]}


def test_the_api_gives_the_figures_of_the_command_line(client: TestClient) -> None:
    answer = client.get("/api/compare", params={**BOTH, "country": "Germany", "remote": "true"})
    same = python.compare("data analyst", "data engineer", country="DE", remote=True)
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == same.to_json()
    assert client.get("/api/role?role=data+analyst").text == python.role("data analyst").to_json()
    pay = client.get("/api/pay?role=data+analyst&level=senior&kind=advertised")
    assert pay.text == python.pay("data analyst", level="senior", kind="advertised").to_json()


def test_roles_are_found_by_words_of_a_name(client: TestClient) -> None:
    found = client.get("/api/roles", params={"q": "data engineer", "limit": 3}).json()
    assert found[0]["role_id"] == "data-engineer"
    assert len(found) <= 3


def test_a_figure_is_explained(client: TestClient) -> None:
    figure = "technology.share.data-jobs/data-analyst/python@country=US"
    told, same = client.get("/api/explain", params={"figure": figure}).json(), python.explain(figure)
    assert told["figure"]["value"] == pytest.approx(same.figure.value, rel=1e-5)  # JSON holds six digits
    assert told["rows"] == [list(row) for row in same.rows]
    assert set(told["origins"]) == {origin.origin_id for origin in same.origins}


@pytest.mark.parametrize(
    ("target", "status", "says"),
    [
        ("/api/compare?role=data+analyst&role=qwxyz", 404, "No role is called"),
        ("/api/compare?role=data+analyst", 400, "role"),
        ("/api/compare?role=data+analyst&role=data+engineer&year=x", 400, "year"),
        ("/api/compare?role=data+analyst&role=data+analyst", 400, "named twice"),
        ("/api/role?role=data+analyst&country=Germny", 400, "No country"),
        ("/api/role?role=data+analyst&year=1999", 404, "leaves nothing"),
        ("/api/explain?figure=nothing", 404, "not a figure id"),
        ("/api/roles?limit=0", 400, "limit"),
        ("/api/other", 404, "No page"),
    ],
)
def test_what_cannot_be_met_is_a_problem_with_words(client: TestClient, target: str, status: int, says: str) -> None:
    answer = client.get(target)
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert says in body["detail"]


def test_the_description_names_every_endpoint_and_loads_no_script(client: TestClient) -> None:
    description = client.get("/api/openapi.json").json()
    assert set(description["paths"]) | {"/api/openapi.json"} == API
    assert all(set(operations) == {"get"} for operations in description["paths"].values())
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize("path", sorted(API - {"/api/openapi.json"}))
def test_whatever_is_sent_is_answered_as_described(client: TestClient, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", client.app)[path]["GET"]

    @given(case=operation.as_strategy())
    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


def test_answers_are_json_with_the_name_of_their_form(client: TestClient) -> None:
    assert json.loads(client.get("/api/compare", params=BOTH).text)["schema"] == "metier.report/1"
