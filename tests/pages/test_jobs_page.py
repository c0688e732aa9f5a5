"""Pages of open jobs: what a card says, what a query may hold, and the same jobs as files."""

from __future__ import annotations

import re
from html import unescape

import pytest

from metier.errors import UnknownRole
from metier.model import JobCard
from metier.release.job_search import JobFilters, job_index, open_by_role
from metier.surfaces.pages import jobs
from metier.surfaces.pages.address import Address, jobs_path, read_path
from metier.surfaces.pages.job_card import card
from metier.surfaces.pages.page import Site

HOSTILE = (
    '"><script>alert(1)</script>',
    "' OR 1=1 --",
    "NEAR(a b) OR title:*",
    "\x00\x1b[31m",
    "9" * 500,
    "-1",
    "1e9",
    "²",
)
LINK = re.compile(r'<h3><a href="([^"]+)" rel="([^"]+)">')


def links(html: str) -> list[str]:
    """The addresses that the cards of a page lead to."""
    return [unescape(address) for address, _ in LINK.findall(html)]


def test_a_card_shows_pay_in_the_seed_form(site: Site) -> None:
    index = job_index(site.release)
    found = index.search(JobFilters(level="senior", employment_type="full-time", pay="stated", country="US")).jobs
    facts = {" | ".join(card(site.release, one).facts) for one in found}
    assert facts
    assert all(re.fullmatch(r"Full Time \| Senior \| USD \d+K( - \d+K)?", text) for text in facts), facts


def test_every_card_leads_out_without_vouching_and_says_its_day(site: Site) -> None:
    html = jobs.page(site).html
    assert {rel for _, rel in LINK.findall(html)} == {"noopener noreferrer nofollow external"}
    assert html.count("open on <time") == len(links(html)) == jobs.A_PAGE


def test_a_search_is_in_its_address(site: Site) -> None:
    query = jobs.JobsQuery.read({"q": " data  engineer", "country": "us", "type": "full-time", "page": "2"})
    assert query.address(2) == "/jobs?q=data+engineer&country=US&type=full-time&page=2"
    assert jobs.page(site, query).path == "/jobs"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_query_raises_or_reaches_the_page_as_markup(site: Site, text: str) -> None:
    names = ("q", "role", "level", "country", "workplace", "type", "pay", "technology", "page")
    page = jobs.page(site, jobs.JobsQuery.read(dict.fromkeys(names, text)))
    assert "<script>alert" not in page.html
    assert page.status == 200


def test_a_page_beyond_the_last_is_the_last(site: Site) -> None:
    query = jobs.JobsQuery.read({"role": "data-engineer", "page": "9999"})
    last = jobs.page(site, query).html
    assert "Next page" not in last
    assert links(last)


def test_nothing_found_says_what_to_do(site: Site) -> None:
    assert "Take a filter away" in jobs.page(site, jobs.JobsQuery.read({"q": "zzzz yyyy"})).html


def test_files_show_every_job_of_the_release_once(files_site: Site) -> None:
    pages = jobs.file_pages(files_site.release)
    shown = [link for role_id, number in pages for link in links(jobs.of_role(files_site, role_id, number).html)]
    assert sorted(shown) == sorted(found.job.url for found in job_index(files_site.release).jobs)


def test_files_need_no_server(files_site: Site) -> None:
    for page in (jobs.page(files_site), jobs.of_role(files_site, "data-engineer", 2)):
        assert "<form" not in page.html
        assert "hx-" not in page.html
        assert re.findall(r'href="/careers/jobs\?', page.html) == []


def test_the_list_of_roles_counts_what_their_pages_hold(files_site: Site) -> None:
    html = jobs.page(files_site).html
    for role_id, _, n in open_by_role(files_site.release)[:5]:
        assert re.search(rf'/careers{jobs_path(role_id)}">[^<]+</a> <span class="count">{n:,} job', html)


def test_addresses_of_jobs_are_read_as_they_are_made(site: Site) -> None:
    assert read_path(jobs_path("data-engineer", 3)) == Address("role_jobs", ("data-engineer", "3"))
    assert read_path(jobs_path("data-engineer")) == Address("role_jobs", ("data-engineer", "1"))
    assert [read_path(f"/jobs/a/{bad}") for bad in ("0", "x", "12345", "1/2")] == [None] * 4


def test_a_role_without_open_jobs_and_a_page_too_many_are_refused(files_site: Site) -> None:
    for role_id, number in (("no-such-role", 1), ("data-engineer", 99), ("data-engineer", 0)):
        with pytest.raises(UnknownRole):
            jobs.of_role(files_site, role_id, number)


def test_no_text_of_a_posting_is_shown(site: Site) -> None:
    """A card holds a title, an employer, a place and what was read: no field for a posting's own text."""
    assert not {"text", "description", "body"} & set(JobCard.__slots__)
    assert max(len(found.job.title) for found in job_index(site.release).jobs) < 250
