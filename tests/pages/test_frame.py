"""The layout: what every page says in its head, and that nothing of a page is taken for markup."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from metier.release.reader import Release
from metier.surfaces.pages.assets import asset, assets, minified, switchable
from metier.surfaces.pages.frame import NAVIGATION, frame, htmx
from metier.surfaces.pages.page import Site


def framed(site: Site, path: str = "/roles", current: str = "roles") -> str:
    return frame(site, path=path, title="A <b>", description='“x" <y>', main=Markup("<h1>Hi</h1>"), current=current)


def test_a_page_says_its_language_title_and_canonical_address(site: Site) -> None:
    html = framed(site)
    assert html.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<title>A &lt;b&gt;</title>" in html
    assert '<link rel="canonical" href="https://careers.example/roles">' in html
    assert 'content="“x&#34; &lt;y&gt;"' in html


def test_the_current_entry_alone_is_marked(site: Site) -> None:
    html = framed(site)
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', html) == ["/roles"]
    assert all(f'href="{target}"' in html for _, target, _ in NAVIGATION)


def test_a_page_has_one_main_part_that_the_first_link_leads_to(site: Site) -> None:
    html = framed(site)
    assert html.count("<main ") == 1
    assert html.index('href="#main"') < html.index("<header")
    assert '<main id="main" tabindex="-1"' in html


def test_no_page_holds_a_script_or_style_of_its_own(site: Site) -> None:
    html = framed(site)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html)
    assert "http://" not in html


def test_files_carry_their_policy_and_lie_below_the_root(files_site: Site) -> None:
    html = framed(files_site)
    assert 'http-equiv="Content-Security-Policy"' in html
    assert "unsafe" not in html
    local = re.findall(r'(?:href|src)="(/[^"]*)"', html)
    assert local
    assert all(address.startswith("/careers/") for address in local)


def test_the_date_of_the_evidence_and_the_release_stand_at_the_foot(site: Site, release: Release) -> None:
    html = framed(site)
    assert f'<time datetime="{release.evidence_date}">' in html
    assert release.id[:12] in html


def test_only_a_server_swaps_parts(site: Site, files_site: Site) -> None:
    assert "htmx.min" in htmx(site)
    assert "&#34;allowEval&#34;:false" in htmx(site)
    assert htmx(files_site) == ""


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        asset("none.css")


def test_files_have_addresses_by_content_and_media_types() -> None:
    for address, (body, media) in assets().items():
        assert re.fullmatch(r"/static/[\w.-]+\.[0-9a-f]{10}\.(css|js|svg|png|ico)", address), address
        assert body
        assert media
    assert asset("site.css") in assets()


def test_the_style_sheet_asks_no_other_host_and_follows_the_readers_choice() -> None:
    css = assets()[asset("site.css")][0].decode()
    assert "http" not in css
    assert "@import" not in css
    assert ":root[data-theme=dark]{color-scheme: dark;--paper" in css or ":root[data-theme=dark]{--paper" in css
    assert "@media (prefers-color-scheme" not in css


def test_dark_colours_are_written_for_the_system_and_for_the_choice() -> None:
    css = minified(switchable("@media (prefers-color-scheme: dark) { :root { --a: #000; --b: #111; } } p { top: 0; }"))
    assert css == (
        "@media screen and (prefers-color-scheme: dark){:root:not([data-theme=light]){--a: #000;--b: #111}}"
        "@media screen{:root[data-theme=dark]{--a: #000;--b: #111}}p{top: 0}"
    )
