"""What people come to the website for, from the first key to the answer, on a real server."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from page_kinds import DESK, PAIR, PHONE

expect = pytest.importorskip("playwright.sync_api").expect

if TYPE_CHECKING:
    from page_kinds import OpenTab
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

OPEN_PAPER = ".paper:popover-open"
WIDTHS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def query(tab: Tab) -> dict[str, list[str]]:
    """What stands behind the question mark of the address."""
    return parse_qs(urlsplit(tab.url).query)


@WIDTHS
def test_two_roles_are_typed_and_compared_with_the_keyboard_alone(open_tab: OpenTab, size: dict[str, int]) -> None:
    tab = open_tab("/", viewport=size)
    tab.focus("#role-a")
    for typed, name in (("data sci", "Data Scientist"), ("ml eng", "Machine Learning Engineer")):
        tab.keyboard.type(typed)
        tab.get_by_role("option").filter(has_text=name).first.wait_for()
        while name not in tab.locator("[role=option][aria-selected=true]").all_inner_texts().__str__():
            tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        assert tab.locator("[role=listbox]:visible").count() == 0
    assert tab.evaluate("document.activeElement.textContent") == "Compare"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/compare/data-scientist-vs-machine-learning-engineer")
    assert re.sub(r"\s+", " ", tab.inner_text("h1")) == "Data Scientist or Machine Learning Engineer"
    assert tab.locator(".part").count() >= 12


def test_a_name_nobody_knows_leads_to_the_boxes_again_with_what_is_near(open_tab: OpenTab) -> None:
    tab = open_tab("/")
    tab.fill("#role-a", "data analyst")
    tab.fill("#role-b", "data enginer of sorts")
    tab.click(".pair button")
    tab.wait_for_selector(".problem")
    assert tab.input_value("#role-a") == "data analyst"
    assert tab.locator(".problem a").count() > 0


def test_filters_change_the_page_in_place_and_back_undoes_them(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    tab.evaluate("window.sameDocument = true")
    before = tab.locator("#s1").text_content() or ""
    tab.select_option("#by-country", "US")
    tab.wait_for_url(f"**{PAIR}?country=US")
    expect(tab.locator("#s1")).not_to_have_text(before)
    tab.select_option("#by-level", "senior")
    tab.wait_for_url(f"**{PAIR}?country=US&level=senior")
    assert tab.evaluate("window.sameDocument")
    tab.go_back()
    tab.wait_for_url(f"**{PAIR}?country=US")
    expect(tab.locator("#by-level")).to_have_value("")
    expect(tab.locator("#by-country")).to_have_value("US")
    tab.go_back()
    tab.wait_for_url(f"**{PAIR}")
    expect(tab.locator("#s1")).to_have_text(before)
    tab.reload()
    expect(tab.locator("#s1")).to_have_text(before)


def test_a_shared_address_opens_with_its_filters(open_tab: OpenTab) -> None:
    tab = open_tab(f"{PAIR}?country=GB&remote=yes")
    assert tab.input_value("#by-country") == "GB"
    assert tab.input_value("#by-remote") == "yes"
    tab.click("#filters >> text=Clear")
    tab.wait_for_url(f"**{PAIR}")
    assert tab.input_value("#by-country") == ""


@WIDTHS
def test_papers_open_close_with_escape_and_give_the_focus_back(open_tab: OpenTab, size: dict[str, int]) -> None:
    tab = open_tab(PAIR, viewport=size)
    figure = tab.locator("#s6 .fig").first
    figure.focus()
    tab.keyboard.press("Enter")
    paper = tab.locator(OPEN_PAPER)
    box = paper.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]
    for word in ("Based on", "Interval", "95 %", "Method", "Source"):
        assert word.lower() in paper.inner_text().lower(), word
    tab.keyboard.press("Escape")
    assert tab.locator(OPEN_PAPER).count() == 0
    assert figure.evaluate("figure => figure === document.activeElement")


def test_papers_close_with_their_button_and_lead_to_the_counts(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    tab.locator("#s6 .fig").first.click()
    tab.locator(f"{OPEN_PAPER} button").first.click()
    assert tab.locator(OPEN_PAPER).count() == 0


def test_a_chart_is_a_table_too(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    details = tab.locator("#s6 details.as-table").first
    details.locator("summary").click()
    assert details.locator("table tbody tr").count() > 3
    assert details.locator("table").first.is_visible()


def test_details_unfold_from_the_keyboard(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    details = tab.locator("#s4 details.detail").first
    assert not details.locator("table").is_visible()
    details.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert details.locator("table").is_visible()


@pytest.mark.parametrize("ending", ["html", "md", "json", "csv", "pdf"])
def test_each_file_holds_the_comparison_on_the_screen(open_tab: OpenTab, tmp_path: Path, ending: str) -> None:
    tab = open_tab(f"{PAIR}?country=US")
    shown = tab.locator("#s1 .fig").first.inner_text()
    tab.click(".tools summary:text-is('Download')")
    with tab.expect_download() as waiting:
        tab.click(f".menu-body a[href*='.{ending}?']")
    name = waiting.value.suggested_filename
    assert name == f"metier-data-analyst-vs-data-engineer-us.{ending}"
    file = tmp_path / name
    waiting.value.save_as(file)
    text = _text_of(file)
    assert "Data Analyst" in text
    assert re.sub(r"\D", "", shown) in re.sub(r"[^\d]+", " ", text).split()
    if ending == "html":
        tab.goto(file.as_uri())
        assert "Data Engineer" in tab.inner_text("h1")


def _text_of(file: Path) -> str:
    """The words and numbers of a file, read as what it says it is."""
    match file.suffix:
        case ".pdf":
            import pypdfium2

            with pypdfium2.PdfDocument(file) as pdf:
                assert pdf.get_metadata_dict()["Title"]
                return " ".join(page.get_textpage().get_text_bounded() for page in pdf)
        case ".csv":
            with file.open(newline="", encoding="utf-8") as lines:
                rows = list(csv.DictReader(lines))
            assert len(rows) > 100
            return " ".join(_percent(value) for row in rows for value in row.values())
        case ".json":
            report = json.loads(file.read_text(encoding="utf-8"))
            assert report["filters"]["country"] == "US"
            return " ".join(_percent(part) for part in re.split(r'[",:\s\[\]{}]+', json.dumps(report)))
    return file.read_text(encoding="utf-8")


def _percent(value: str) -> str:
    """A share as people read it beside the value itself, so that both can be looked for."""
    return f"{value} {float(value) * 100:.0f}" if re.fullmatch(r"0\.\d+", value) else value


def test_a_citation_is_copied(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR, permissions=["clipboard-read", "clipboard-write"])
    tab.click("summary:text-is('Cite')")
    tab.click("[data-copy]")
    tab.wait_for_selector("[data-copy]:text-is('Copied')")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert "Data Analyst" in copied
    assert copied.endswith(PAIR)


def test_the_skip_link_leads_past_the_menu(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_every_section_is_reached_from_the_contents(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    for link in tab.locator("[data-toc] a").all():
        link.click()
        section = tab.locator(link.get_attribute("href") or "")
        box = section.bounding_box()
        assert box is not None
        assert -5 <= box["y"] < DESK["height"] * 0.75, link.inner_text()


@pytest.mark.parametrize("path", ["/", PAIR, "/map", "/jobs"])
def test_dark_colours_follow_the_system_and_the_switch(open_tab: OpenTab, path: str) -> None:
    tab = open_tab(path, color_scheme="dark")
    lightness = "(/\\d+/g.exec(getComputedStyle(document.body).backgroundColor)[0])"
    assert int(tab.evaluate(lightness)) < 60
    tab.click("[data-theme-switch]")
    assert int(tab.evaluate(lightness)) > 200
    tab.reload()
    assert int(tab.evaluate(lightness)) > 200


def test_paper_shows_the_report_and_nothing_of_the_screen(open_tab: OpenTab) -> None:
    tab = open_tab(PAIR)
    tab.emulate_media(media="print")
    for gone in (".bar", ".tools", ".toc", ".site-foot ul"):
        assert not tab.locator(gone).first.is_visible(), gone
    for kept in ("h1", "#s1", "#s12", "#sources"):
        assert tab.locator(kept).is_visible(), kept
    assert tab.pdf(format="A4").startswith(b"%PDF")


def test_the_map_finds_a_role_comes_closer_and_opens_it(open_tab: OpenTab) -> None:
    tab = open_tab("/map")
    drawing = tab.locator("#map")

    def shown() -> str:
        return drawing.get_attribute("viewBox") or ""

    whole = shown()
    tab.fill("#map-find", "mlops engineer")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#at-mlops-engineer.on")
    assert "MLOps Engineer" in tab.inner_text("#map-says")
    expect(drawing).not_to_have_attribute("viewBox", whole)
    near = shown()
    tab.click("[data-map-zoom=in]")
    expect(drawing).not_to_have_attribute("viewBox", near)
    widths = [float(box.split()[2]) for box in (whole, near, shown())]
    assert widths == sorted(set(widths), reverse=True)
    tab.click("[data-map-zoom=whole]")
    expect(drawing).to_have_attribute("viewBox", whole)
    tab.click("#at-mlops-engineer .sign")
    tab.wait_for_url("**/roles/mlops-engineer")


def test_the_map_is_walked_with_the_keyboard(open_tab: OpenTab) -> None:
    tab = open_tab("/map")
    tab.locator("#map a[tabindex='0']").focus()
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("ArrowRight")
    second = tab.evaluate("document.activeElement.id")
    assert second.startswith("at-")
    assert second != first
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/roles/{second[3:]}")


def test_jobs_are_searched_narrowed_and_widened(open_tab: OpenTab) -> None:
    tab = open_tab("/jobs")

    def count() -> int:
        return int(re.sub(r"\D", "", tab.inner_text("#found").partition("job")[0]))

    everything = count()
    tab.fill("#q", "engineer")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#found:has-text('engineer')")
    with_words = count()
    tab.select_option("#f-country", "US")
    tab.wait_for_selector(".chosen >> text=United States")
    both = count()
    assert 0 < both < with_words < everything
    assert query(tab) == {"q": ["engineer"], "country": ["US"]} | {
        name: values for name, values in query(tab).items() if name not in ("q", "country")
    }
    card = tab.locator(".job-cards .card").first
    assert str(card.locator("h3 a").get_attribute("href")).startswith("https://")
    assert card.locator("time").count() >= 1
    tab.click(".chosen a:has-text('United States')")
    expect(tab.locator("#found")).to_contain_text(f"{with_words:,} job")
    tab.go_back()
    tab.wait_for_selector(".chosen >> text=United States")
    assert count() == both


def test_pay_is_found_by_title_and_narrowed(open_tab: OpenTab) -> None:
    tab = open_tab("/pay", viewport=PHONE)
    tab.fill("#role-q", "data engineer")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/pay/data-engineer")
    assert "Data Engineer" in tab.inner_text("h1")
    tab.select_option("#by-country", "US")
    tab.wait_for_url("**/pay/data-engineer/us")
    tab.wait_for_selector("#by-level")
    tab.select_option("#by-level", "senior")
    tab.wait_for_url("**level=senior*")
    expect(tab.locator(".meta")).to_contain_text("senior", ignore_case=True)


def test_a_role_leads_to_a_close_one_and_to_the_comparison_of_both(open_tab: OpenTab) -> None:
    tab = open_tab("/roles", viewport=PHONE)
    tab.fill("#find", "data analyst")
    expect(tab.locator("#found")).not_to_be_empty()
    tab.click("[data-filter-item]:not([hidden]) a:text-is('Data Analyst')")
    tab.wait_for_url("**/roles/data-analyst")
    tab.locator("#close ~ ul >> text=Compare").first.click()
    tab.wait_for_url(re.compile(r"/compare/.*data-analyst"))
    assert "Data Analyst" in tab.inner_text("h1")


def test_a_skill_is_found_while_it_is_typed(open_tab: OpenTab) -> None:
    tab = open_tab("/skills")
    tab.locator("#q").press_sequentially("kubern")
    tab.wait_for_url("**/skills?q=kubern")
    tab.click("#found .rows-list a:has-text('Kubernetes')")
    tab.wait_for_url("**/skills/kubernetes")
    assert tab.locator(".part").count() > 3


def test_forms_work_without_script(open_tab: OpenTab) -> None:
    tab = open_tab("/", java_script_enabled=False, viewport=PHONE)
    tab.fill("#role-a", "data analyst")
    tab.fill("#role-b", "data engineer")
    tab.click(".pair button")
    assert urlsplit(tab.url).path == PAIR
    tab.select_option("#by-year", "2024")
    tab.click("#filters button")
    assert query(tab)["year"] == ["2024"]
    tab.locator("#s1 .fig").first.click()
    assert tab.locator(OPEN_PAPER).is_visible()
    tab.goto("/pay")
    tab.fill("#role-q", "data scientist")
    tab.click(".find-pay button")
    assert urlsplit(tab.url).path == "/pay/data-scientist"
    tab.goto("/jobs")
    tab.fill("#q", "python")
    tab.click("text=Show jobs")
    assert query(tab)["q"] == ["python"]
    assert tab.locator(".job-cards .card").count() > 0
    tab.goto("/roles")
    tab.fill("#find", "nurse")
    tab.click(".find-role button")
    assert tab.locator(".found-roles a").count() > 0
