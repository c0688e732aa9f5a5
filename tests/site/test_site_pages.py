"""The generated site as a visitor, a browser and a search engine meet it."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from small_site import BASE, ROOT, Made

from metier.surfaces.pages.frame import POLICY
from metier.surfaces.pages.listing import sitemaps
from metier.surfaces.pages.page import Site

# What schema.org and the search engines that read it ask of each type.
REQUIRED = {
    "Article": {"headline", "author"},
    "BreadcrumbList": {"itemListElement"},
    "Dataset": {"name", "description"},
    "Occupation": {"name", "description", "occupationLocation", "estimatedSalary"},
}


class Read(HTMLParser):
    """Addresses, ids and data of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.meta: dict[str, str] = {}
        self.data: list[dict[str, object]] = []
        self.inline: list[str] = []
        self.canonical = ""
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in = found.get("type", "script") if tag == "script" and "src" not in found else ""
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "meta":
            self.meta[found.get("property") or found.get("name") or found.get("http-equiv", "")] = found.get(
                "content", ""
            )
        if found.get("rel") == "canonical":
            self.canonical = found["href"]
        elif "href" in found and tag != "use":
            self.addresses.append(found["href"])
        if "src" in found:
            self.addresses.append(found["src"])
        if tag == "style" or "style" in found or any(name.startswith("on") for name in found):
            self.inline.append(tag)

    def handle_data(self, data: str) -> None:
        if self._in == "application/ld+json":
            self.data.append(json.loads(data))
        elif self._in and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


@pytest.fixture(scope="module")
def read(made: Made) -> dict[str, Read]:
    return {name: Read(html) for name, html in made.pages().items()}


def test_there_is_a_page_of_every_kind_and_what_hosts_and_machines_ask_for(made: Made) -> None:
    kinds = {one.kind for one in made.works}
    assert {"home", "compare", "compares", "roles", "role", "map", "pay", "pays", "jobs", "role_jobs", "skills",
            "skill", "methods", "sources", "not_found", "picture", "feed"} <= kinds  # fmt: skip
    for name in ("index.html", "404.html", "robots.txt", "sitemap.xml", "roles.json"):
        assert (made.folder / name).is_file(), name
    assert not (made.folder / ".metier-new").exists()


def test_every_link_of_the_site_leads_to_a_file_of_it(made: Made, read: dict[str, Read]) -> None:
    for name, page in read.items():
        for address in page.addresses:
            if urlsplit(address).scheme or address.startswith("#"):
                continue
            assert address.startswith(f"{ROOT}/"), (name, address)
            parts = urlsplit(address)
            assert not parts.query, (name, address)
            target = unquote(parts.path).removeprefix(ROOT)
            file = made.folder / f".{target}index.html" if target.endswith("/") else made.folder / target[1:]
            assert file.is_file(), (name, address)
            if parts.fragment:
                assert parts.fragment in read[file.relative_to(made.folder).as_posix()].ids, (name, address)


def test_links_within_a_page_lead_to_a_place_on_it_and_ids_are_unique(read: dict[str, Read]) -> None:
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for address in page.addresses:
            if address.startswith("#"):
                assert address[1:] in page.ids, (name, address)


def test_pages_are_valid_html(made: Made) -> None:
    for name, html in made.pages().items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert not parser.errors, (name, parser.errors[:3])


def test_pages_say_what_they_may_load_and_hold_nothing_inline(read: dict[str, Read]) -> None:
    for name, page in read.items():
        assert page.meta["Content-Security-Policy"] == POLICY
        assert "unsafe" not in POLICY
        assert "frame-ancestors" not in POLICY  # a page cannot say it of itself
        assert not page.inline, (name, page.inline[:2])


def test_each_page_names_its_own_address(made: Made, read: dict[str, Read]) -> None:
    for name, page in read.items():
        if name == "404.html":
            continue
        assert unquote(page.canonical) == f"{BASE}{ROOT}/{name.removesuffix('index.html')}"
        assert page.meta["og:url"] == page.canonical, name
        assert page.meta["og:title"]
        assert 20 < len(page.meta["description"]) < 400
        picture = made.folder / page.meta["og:image"].removeprefix(f"{BASE}{ROOT}/")
        if "/roles/" not in page.meta["og:image"] or picture.is_file():
            head = picture.read_bytes()[:24]
            assert head[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", head[16:24]) == (1200, 630)


def test_what_search_engines_read_has_what_they_ask_for(read: dict[str, Read]) -> None:
    seen = set()
    for name, page in read.items():
        for item in page.data:
            assert item["@context"] == "https://schema.org"
            kind = str(item["@type"])
            seen.add(kind)
            assert REQUIRED[kind] <= item.keys(), (name, kind)
            assert all(item[key] for key in REQUIRED[kind]), (name, kind)
            if kind == "Dataset":
                assert 50 <= len(str(item["description"])) <= 5000
            if kind == "Occupation":
                _is_an_occupation(item)
            if kind == "BreadcrumbList":
                _is_a_trail(item, page)
    assert seen >= {"Article", "BreadcrumbList", "Dataset"}


def _is_an_occupation(item: dict[str, object]) -> None:
    salaries = item["estimatedSalary"]
    assert isinstance(salaries, list)
    for one in salaries:
        assert one["@type"] == "MonetaryAmountDistribution"
        assert re.fullmatch("[A-Z]{3}", one["currency"])
        assert one["duration"] == "P1Y"
        values = [
            one[key] for key in ("percentile10", "percentile25", "median", "percentile75", "percentile90") if key in one
        ]
        assert "median" in one
        assert values == sorted(values)
        assert values[0] > 0


def _is_a_trail(item: dict[str, object], page: Read) -> None:
    trail = item["itemListElement"]
    assert isinstance(trail, list)
    assert [one["position"] for one in trail] == list(range(1, len(trail) + 1))
    assert all(one["item"].startswith(f"{BASE}{ROOT}/") and one["name"] for one in trail)
    assert page.canonical.startswith(trail[-1]["item"])


def test_the_site_map_lists_every_page_once(made: Made, read: dict[str, Read]) -> None:
    tree = ET.fromstring((made.folder / "sitemap.xml").read_text("utf-8"))
    listed = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(listed) == len(set(listed))
    assert set(listed) == {page.canonical for name, page in read.items() if name != "404.html"}
    assert f"Sitemap: {BASE}{ROOT}/sitemap.xml" in (made.folder / "robots.txt").read_text("utf-8")


def test_many_pages_are_listed_by_several_site_maps_and_an_index(made: Made) -> None:
    paths = [f"/roles/{number}" for number in range(7)]
    found = dict(sitemaps(made.site, paths, most=3))
    assert list(found) == ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert "sitemapindex" in found["/sitemap.xml"]
    assert sum(text.count("<url>") for text in found.values()) == len(paths)
    assert not dict(sitemaps(Site(made.site.release, live=False), paths))


def test_feeds_are_atom_with_a_day_and_a_link_for_each_job(made: Made) -> None:
    space = "{http://www.w3.org/2005/Atom}"
    feeds = list(made.folder.glob("feeds/jobs/*.xml"))
    assert feeds
    for path in feeds:
        tree = ET.fromstring(path.read_text("utf-8"))
        for name in ("title", "id", "updated"):
            assert tree.findtext(f"{space}{name}")
        days = []
        for entry in tree.iter(f"{space}entry"):
            days.append(entry.findtext(f"{space}updated") or "")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", days[-1])
            assert (entry.find(f"{space}link") or {}).get("href", "http").startswith("http")
        assert days == sorted(days, reverse=True)


def test_the_boxes_find_every_pair_of_roles_json(made: Made) -> None:
    ids = [one["id"] for one in json.loads((made.folder / "roles.json").read_text("utf-8"))]
    assert len(ids) == 3
    for place, first in enumerate(ids):
        for second in ids[place + 1 :]:
            assert (made.folder / "compare" / f"{first}-vs-{second}" / "index.html").is_file()
