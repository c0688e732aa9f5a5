"""The HTML page: every number has its papers, nothing is fetched, nothing hostile gets through."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from sample import sample_report

from metier.model import Figure, Report, Section, Sentence, Table, TableCell
from metier.report.filter_words import filters_in_words, place_in_words
from metier.report.render.citing import UncitedFigureError, citations
from metier.report.render.html import article, to_html
from metier.report.render.links import safe_link
from metier.report.render.papers import explain_command
from metier.report.render.values import exact, show, show_interval, show_n

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Tags with their attributes, headings in order, and (window, text) of what opens a figure's papers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown: list[tuple[str, str]] = []
        self.exact: list[tuple[str, str]] = []  # (window, machine-readable value)
        self._window = ""
        self.headings: list[int] = []
        self._open: list[tuple[str, str]] = []
        self.unclosed = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "div" and found.get("class") == "paper":
            self._window = found["id"]
        if tag == "data":
            self.exact.append((self._window, found["value"]))
        if tag == "button" and "fig" in found["class"].split() and "aria-label" not in found:
            self._open.append((tag, found["popovertarget"]))
            self.shown.append((found["popovertarget"], ""))
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


def by_window(report: Report) -> dict[str, Figure]:
    """The figures of a report by the window that holds their papers."""
    return {f"f{number}": report.figures[figure_id] for figure_id, number in citations(report).figures.items()}


def test_every_shown_number_is_a_figure_of_the_report_and_reads_as_it_does_everywhere(
    page: Page, report: Report
) -> None:
    assert len(page.shown) > len(report.figures) / 2
    figures = by_window(report)
    for window, text in page.shown:
        assert text == show(figures[window])


def test_papers_hold_the_exact_value_of_every_figure_that_has_one(page: Page, report: Report) -> None:
    figures = by_window(report)
    assert {window: float(value) for window, value in page.exact} == {
        window: exact(figure.value) for window, figure in figures.items() if figure.value is not None
    }


def test_papers_say_sample_interval_source_method_and_how_to_repeat_it(html: str, report: Report) -> None:
    papers = dict(re.findall(r'<div class="paper" popover id="(f\d+)"(.*?)</div>', html, re.S))
    for window, figure in by_window(report).items():
        text = unescape(re.sub("<[^>]+>", " ", papers[window]))
        assert figure.label in text
        assert show_n(figure) in text
        assert show_interval(figure) in text
        assert figure.no_interval is None or figure.no_interval in text
        assert figure.method in text
        assert place_in_words(figure.place) in text
        assert figure.note in text
        assert all(filters_in_words([one]) in text for one in figure.filters)
        assert explain_command(figure.id) in text
        links = re.findall('href="#([^"]+)"', papers[window])
        assert len(links) == 1 + (len(figure.origins) if len(figure.origins) <= 2 else 1)


def test_a_site_links_papers_to_its_own_pages(report: Report) -> None:
    made = article(
        report,
        explain_address=lambda figure_id: f"/explain?figure={quote(figure_id)}",
        compare_address=lambda names: "/compare/" + "-vs-".join(map(quote, names)),
    )
    assert "metier explain" not in made.html
    assert "metier compare" not in made.html
    assert made.html.count('href="/explain?figure=') == len(report.figures)
    assert 'href="/compare/' in made.html


def test_an_article_needs_no_style_of_its_own_and_no_script(report: Report) -> None:
    made = article(report)
    whole = Page(made.masthead + made.html)
    assert not [a for _, attributes in whole.tags for a in attributes if a.startswith("on") or a == "style"]
    assert not {"style", "script", "link"} & {tag for tag, _ in whole.tags}
    assert [anchor for anchor, _ in made.toc] == [f"s{i}" for i in range(1, len(report.sections) + 1)]


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
    figures = by_window(report)
    opened = {figures[window].id for window in re.findall(r'<button class="fig[^>]*popovertarget="(f\d+)"', html)}
    for sentence in (s for section in report.sections for paragraph in section.paragraphs for s in paragraph):
        assert sentence.plain() in text
        assert set(sentence.figures) <= opened
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


def test_a_table_of_details_is_folded_under_its_caption_and_another_stands_open() -> None:
    report = sample_report(1, hostile=False)
    one, other = Table("Folded", ("A",), ((TableCell("1"),),), detail=True), Table("Open", ("A",), ((TableCell("1"),),))
    html = article(replace(report, sections=(Section(id="x", title="X", blocks=(one, other)),))).html
    folded, _, rest = html.partition("</details>")
    assert "<summary><h3>Folded</h3>" in folded
    assert "1 row<" in folded
    assert "<h3>Open</h3>" in rest.partition("<details")[0]


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
