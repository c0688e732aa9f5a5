"""The HTML page: every number has its papers, nothing is fetched, nothing hostile gets through."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from markupsafe import escape
from sample import sample_report

from metier.model import Report, Section, Sentence
from metier.report.render.citing import UncitedFigureError
from metier.report.render.html import to_html
from metier.report.render.links import safe_link
from metier.report.render.values import exact, show

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Tags with their attributes, the text in shown values, and headings in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self._open: list[tuple[str, str]] = []
        self.unclosed = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "data-figure" in found:
            self._open.append((tag, found["data-figure"]))
            self.shown.append((found["data-figure"], ""))
        self.unclosed += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.unclosed -= 1
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            figure, text = self.shown[-1]
            self.shown[-1] = (figure, text + data)

    def having(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    return to_html(report)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_shown_number_is_a_figure_of_the_report_and_reads_as_it_does_everywhere(
    page: Page, report: Report
) -> None:
    assert len(page.shown) > len(report.figures) / 2
    for figure_id, text in page.shown:
        assert text == show(report.figures[figure_id])


def test_data_values_are_the_exact_values(page: Page, report: Report) -> None:
    for tag, attributes in page.tags:
        if tag == "data":
            assert float(attributes["value"]) == exact(report.figures[attributes["data-figure"]].value or 0.0)


def test_every_figure_of_the_report_is_shown_or_listed_with_its_papers(page: Page, html: str, report: Report) -> None:
    openers = {
        attributes["popovertarget"]
        for tag, attributes in page.tags
        if tag == "button" and attributes.get("popovertargetaction") != "hide" and "popovertarget" in attributes
    }
    assert openers == {f"f{number}" for number in range(1, len(report.figures) + 1)}
    assert openers <= set(page.having("id"))
    assert html.count("metier explain ") == len(report.figures)


def test_nothing_is_fetched_and_no_script_runs(page: Page, html: str) -> None:
    assert "<script" not in html
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on") or a == "style"]
    assert not {"src", "srcset", "data", "action", "formaction", "poster"} & {
        name for _, attributes in page.tags for name in attributes
    }
    assert not {"link", "iframe", "object", "embed", "img", "form", "base"} & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        if "href" in attributes:
            assert tag == "a" or attributes["href"].startswith("#")
            assert attributes["href"].startswith(("#", "https://example.org/"))
    assert not re.search(r"url\((?!#)|@import", html)


def test_the_policy_allows_this_style_sheet_and_nothing_else(html: str) -> None:
    css = re.search(r"<style>(.*?)</style>", html, re.S)
    assert css
    digest = base64.b64encode(hashlib.sha256(css[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in html


def test_sentences_read_as_they_were_written_and_every_number_in_them_opens_its_papers(
    html: str, report: Report
) -> None:
    text = unescape(re.sub(r"<sup.*?</sup>|<[^>]+>|\u2060", "", html))
    buttons = re.findall(r'data-figure="([^"]*)"', html)
    for sentence in (s for section in report.sections for paragraph in section.paragraphs for s in paragraph):
        assert sentence.plain() in text
        assert {escape(f) for f in sentence.figures} <= set(buttons)
    assert "&lt;button" not in html
    assert "&lt;span" not in html


def test_hostile_text_is_shown_as_text(html: str) -> None:
    assert "<b>bold" not in html
    assert "&lt;script&gt;alert(" in html
    assert 'href="javascript' not in html
    assert "&amp; &lt;b&gt;" in html


def test_ids_are_unique_and_links_inside_the_page_lead_somewhere(page: Page) -> None:
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    for target in page.having("href"):
        if target.startswith("#"):
            assert target[1:] in ids
    for name in ("aria-labelledby", "popovertarget"):
        assert set(page.having(name)) <= set(ids)


def test_headings_start_at_one_and_never_skip_a_level(page: Page) -> None:
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))


def test_tags_are_closed(page: Page) -> None:
    assert page.unclosed == 0


def test_every_drawing_has_a_text_alternative_or_is_hidden(page: Page, html: str) -> None:
    drawings = [a for tag, a in page.tags if tag == "svg" and a.get("viewbox") != "0 0 1000 100"]
    assert all(a.get("aria-hidden") == "true" or a.get("role") == "img" for a in drawings)
    marks = [a for tag, a in page.tags if tag == "span" and a.get("role") == "img"]
    assert {a["aria-label"] for a in marks} == {"posted", "observed", "modelled"}
    described = html.count('role="img"') - len(marks)
    assert described
    assert html.count("<title>") == described + 1
    assert html.count("<desc>") == described


def test_sections_stand_in_order_with_a_table_of_contents(html: str, report: Report) -> None:
    places = [html.index(f'id="s{i}"') for i in range(1, len(report.sections) + 1)]
    assert places == sorted(places)
    assert all(f'href="#s{i}"' in html for i in range(1, len(report.sections) + 1))
    assert "28 February 2026" in html
    assert "9 minutes" in html


def test_a_section_that_is_only_missing_says_so(html: str) -> None:
    assert "Not shown here" in html
    assert "Industries: the sample has none." in html


def test_a_real_difference_is_said_not_only_coloured() -> None:
    html = to_html(sample_report(2))
    assert "real difference of +" in html
    assert "difference that may be chance" in html


def test_no_real_difference_is_claimed_for_one_role() -> None:
    assert "real difference" not in to_html(sample_report(1)).split("<footer")[0].split("Responsibilities</h2>")[1]


def test_same_report_same_bytes() -> None:
    assert to_html(sample_report(3)) == to_html(sample_report(3))


def test_a_number_without_papers_is_refused() -> None:
    report = sample_report(1, hostile=False)
    bad = Section(id="bad", title="Bad", paragraphs=((Sentence("It is {0}.", ("nowhere",), ("4 %",)),),))
    with pytest.raises(UncitedFigureError, match="nowhere"):
        to_html(replace(report, sections=(bad,)))


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://example.org/x?a=1", True),
        ("pay/sample.html#top", True),
        ("/pay/sample.html", True),
        ("//example.org/x.html", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x.html", False),
        ("https:///x", False),
        ("http://[", False),
        ("metier compare", False),
        ("", False),
    ],
)
def test_only_safe_targets_become_links(target: str, kept: bool) -> None:
    assert bool(safe_link(target)) is kept
