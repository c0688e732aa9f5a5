"""What addresses lead to: pages, files, the canonical address, or what to do next."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from web_site import PAIR, MakeClient

from metier.model import Filters
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.surfaces import python
from metier.surfaces.pages import compare
from metier.surfaces.pages.page import Site

PAGES = ("/", "/compare", "/roles", "/map", "/pay", "/jobs", "/methods", "/sources", PAIR, "/roles/data-analyst",
         "/pay/data-analyst", "/pay/data-analyst/us", "/jobs/data-engineer",
         "/skills", "/skills/python", "/roles/onet-15-2051.00")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_a_whole_document(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
    assert answer.text.rstrip().endswith("</html>")


def test_a_page_is_what_the_page_functions_make(client: TestClient, release: Release) -> None:
    roles = (get_role(release, "data-analyst"), get_role(release, "data-engineer"))
    page = compare.page(Site(release), roles, Filters(country="DE"))
    assert client.get(f"{PAIR}?country=DE").text == page.html


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/compare/ml-engineer-vs-data-analyst", "/compare/machine-learning-engineer-vs-data-analyst"),
        ("/compare/Data-Analyst-vs-Data-Engineer", PAIR),
        (PAIR + "/", PAIR),
        (PAIR + "?country=Germany&level=&year=", PAIR + "?country=DE"),
        (PAIR + "?remote=true&level=Senior", PAIR + "?level=senior&remote=yes"),
        (PAIR + "?utm_source=elsewhere", PAIR),
        (PAIR + "/report.csv", PAIR + ".csv"),
        ("/roles/data-analyst/", "/roles/data-analyst"),
        ("/pay/data-analyst?country=Germany", "/pay/data-analyst/de"),
        ("/methods?x=1", "/methods"),
        ("/skills/Python", "/skills/python"),
        ("/jobs?country=us&page=1", "/jobs?country=US"),
    ],
)
def test_an_address_in_another_spelling_leads_to_the_canonical_one(client: TestClient, asked: str, right: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, right)
    assert client.get(right).status_code == 200


def test_the_order_of_roles_is_kept_as_asked(client: TestClient) -> None:
    assert client.get("/compare/data-engineer-vs-data-analyst").status_code == 200


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("a=data+analyst&b=ML+engineer", "/compare/data-analyst-vs-machine-learning-engineer"),
        ("a=data+analyst&b=15-2051&country=Germany", "/compare/data-analyst-vs-onet-15-2051.00?country=DE"),
        ("a=data+analyst+vs+data+engineer&b=", PAIR),
    ],
)
def test_typed_names_lead_to_their_comparison(client: TestClient, typed: str, right: str) -> None:
    answer = client.get(f"/compare?{typed}")
    assert (answer.status_code, answer.headers["location"]) == (303, right)


@pytest.mark.parametrize("path", ["/compare?a=data+analyst&b=data+enginer", "/compare/data-analyst-vs-data-enginer"])
def test_an_unknown_role_is_answered_with_the_nearest_names(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "No role is called &#39;data enginer&#39;" in answer.text
    assert "Data Engineer" in answer.text


CHIP = re.compile(r'<a class="chip tall" href="([^"]*)">([^<]*)</a>')


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/compare?a=busness+analyst&b=data+engineer", "/compare/business-analyst-vs-data-engineer"),
        (
            "/compare?a=data+engineer&b=busness+analyst&country=de",
            "/compare/data-engineer-vs-business-analyst?country=DE",
        ),
        ("/compare?a=busness+analyst+vs+data+engineer", "/compare/business-analyst-vs-data-engineer"),
        ("/compare?a=busness+analyst&b=data+enginer", "/compare?a=business-analyst"),
        ("/compare?a=data+engineer&b=aam+operator", "/compare/data-engineer-vs-onet-27-4031.00"),
        ("/compare/busness-analyst-vs-data-analyst", "/compare/business-analyst-vs-data-analyst"),
        ("/compare/foo-vs-data-analyst", ""),
    ],
)
def test_names_offered_for_a_comparison_lead_to_it(client: TestClient, path: str, leads: str) -> None:
    answer = client.get(path)
    chips = [(unescape(target), unescape(label)) for target, label in CHIP.findall(answer.text)]
    assert answer.status_code == 404
    assert ("Did you mean" in answer.text or "Choose one" in answer.text) == bool(chips)
    assert not leads or leads in [target for target, _ in chips]
    for target, label in chips:
        page = client.get(target)
        assert page.status_code == 200
        assert label in unescape(page.text)
        assert "/compare/" not in target or re.search("data-(engineer|analyst)", target)


def test_names_offered_beside_another_unknown_one_fill_the_boxes(client: TestClient) -> None:
    text = client.get("/compare?a=business-analyst").text
    assert 'value="Business Analyst"' in text
    assert "alert" not in text


def test_a_role_is_not_offered_beside_itself(client: TestClient) -> None:
    answer = client.get("/compare?a=data+engineer&b=data+enginer")
    assert "data-engineer-vs-data-engineer" not in answer.text


def test_a_chosen_occupation_is_named_where_the_boxes_are_shown_again(client: TestClient) -> None:
    text = client.get("/compare?a=onet-29-1141.01&b=qqqqqq").text
    assert 'value="Acute Care Nurses"' in text
    assert 'value="qqqqqq"' in text


def test_names_offered_for_an_unknown_role_are_links(client: TestClient) -> None:
    assert 'href="/roles/data-engineer"' in client.get("/roles/data-enginer").text
    assert 'href="/pay/data-engineer"' in client.get("/pay/data-enginer").text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("level=boss", "No level is called"),
        ("country=Germny", "Germany (DE)"),
        ("year=soon", "is no year"),
        ("remote=perhaps", "says nothing about remote work"),
    ],
)
def test_a_wrong_filter_is_refused_with_valid_values(client: TestClient, query: str, says: str) -> None:
    answer = client.get(f"{PAIR}?{query}")
    assert answer.status_code == 400
    assert says in answer.text


def test_a_wrong_filter_on_a_comparison_keeps_its_filters_and_leads_to_everything(client: TestClient) -> None:
    answer = client.get(f"{PAIR}?country=Germny")
    assert "Did you mean Germany (DE)?" in answer.text
    assert f'href="{PAIR}">show everything</a>' in answer.text
    assert '<select id="by-country"' in answer.text


@pytest.mark.parametrize("path", [PAIR, "/roles/data-analyst", "/pay/data-analyst", "/skills/python"])
def test_figures_of_every_report_lead_to_the_counts_behind_them(client: TestClient, path: str) -> None:
    links = re.findall(r'<dt>Explain</dt><dd><a href="([^"]+)"', client.get(path).text)
    assert len(links) > 10
    for link in links[:: len(links) // 5]:
        assert client.get(unescape(link)).status_code == 200


def test_hints_name_no_commands(client: TestClient) -> None:
    for path in ("/compare?a=data+analyst&b=", "/roles/qqqqqq", "/compare/data-analyst-vs-data-analyst"):
        answer = client.get(path)
        assert 400 <= answer.status_code < 500
        assert "metier compare" not in answer.text
        assert "metier roles" not in answer.text


@pytest.mark.parametrize(
    "path", ["/nope", "/compare/only-one", "/compare/a-vs-b-vs-c-vs-d-vs-e-vs-f", "/static/site.css"]
)
def test_an_address_of_no_page_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_downloads_are_the_renderings_of_the_command_line(client: TestClient) -> None:
    same = python.compare("data analyst", "data engineer", country="DE")
    for ending, text in (
        ("json", same.to_json()),
        ("md", same.to_markdown()),
        ("csv", same.to_csv()),
        ("html", same.to_html()),
    ):
        answer = client.get(f"{PAIR}.{ending}?country=DE")
        assert answer.text == text
        name = f'attachment; filename="metier-data-analyst-vs-data-engineer-de.{ending}"'
        assert answer.headers["content-disposition"] == name


def test_a_comparison_is_downloaded_as_pdf(client: TestClient) -> None:
    answer = client.get(f"{PAIR}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_pay_is_downloaded_with_its_filters(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/pay/data-analyst/us.csv?level=senior").text)))
    assert rows
    assert client.get("/pay/data-analyst.csv?year=1999").status_code == 404


def test_a_figure_is_explained_down_to_its_counts(client: TestClient) -> None:
    figure = "technology.share.data-jobs/data-analyst/python@country=US"
    answer = client.get("/explain", params={"figure": figure})
    explained = python.explain(figure)
    assert answer.status_code == 200
    for cell in explained.rows[0]:
        assert f">{cell}</td>" in answer.text
    assert client.get("/explain?figure=nothing").status_code == 404
    assert client.get("/explain").status_code == 400


def test_suggestions_follow_what_is_typed(client: TestClient) -> None:
    found = json.loads(client.get("/suggest?q=data+en").text)
    assert found[0]["id"] == "data-engineer"
    assert len(found) <= 8


def test_a_site_in_a_folder_answers_there_alone(make_client: MakeClient) -> None:
    client = make_client(root="/careers")
    assert client.get("/careers/methods").status_code == 200
    assert client.get("/methods").status_code == 404
    assert client.get("/").headers["location"] == "/careers/"
    assert client.get("/careersX/methods").status_code == 404
    assert client.get(f"/careers{PAIR}/").headers["location"] == f"/careers{PAIR}"
    assert client.get("/healthz").status_code == 200
    assert 'href="/careers/roles"' in client.get("/careers/").text


def test_the_site_map_lists_pages_that_exist(make_client: MakeClient) -> None:
    client = make_client(base="https://example.org", host="example.org")
    assert "Sitemap: https://example.org/sitemap.xml" in client.get("/robots.txt").text
    text = client.get("/sitemap.xml").text
    addresses = [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]
    assert len(addresses) > 1000
    for address in addresses[:: len(addresses) // 12]:
        assert client.get(address.removeprefix("https://example.org")).status_code == 200
