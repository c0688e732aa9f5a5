"""A report as one HTML file that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from metier.model import Block, Dumbbell, Nature, Origin, Report, Sentence
from metier.report.render.charts import SHARE_TICKS, dot_rows
from metier.report.render.citing import (
    MOST_NOTES,
    Citations,
    basis,
    citations,
    figures_of_block,
    filters_line,
    missing_origin,
    sentence_parts,
)
from metier.report.render.links import long_date, safe_link
from metier.report.render.natures import WORDS, Usual, legends, marked_in_sentence, natures, unusual, usual_nature
from metier.report.render.papers import FULL_CITATIONS, papers
from metier.report.render.pay_charts import pay_axis, pay_rows
from metier.report.render.pay_lines import bars, bars_axis, ladder_axis, ladders
from metier.report.render.pay_trend import period_in_words, periods_of, trend
from metier.report.render.values import exact, show, show_interval, show_n, unit_in_words

_POLICY = "default-src 'none'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates: autoescape always on, and an undefined name is an error."""
    found = Environment(
        loader=PackageLoader("metier.report.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return found


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style sheet and its hash for the content security policy."""
    css = (files("metier.report.render") / "templates" / "style.css").read_text("utf-8")
    css = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return css, f"sha256-{digest}"


def _first(named: Iterable[tuple[str, int]]) -> list[tuple[int, str]]:
    """Each name once, with the number that it came with first."""
    numbers: dict[str, int] = {}
    for name, number in named:
        numbers.setdefault(name, number)
    return [(number, name) for name, number in numbers.items()]


def _tail(text: str) -> str:
    """The opening marks that touch the number after them."""
    return text[len(text.rstrip("([“‘")) :]


def _head(text: str) -> str:
    """The closing marks that touch the number before them."""
    return text[: len(text) - len(text.lstrip(")].,;:!?”’"))]


def _loose(text: str, *, first: bool, last: bool) -> str:
    """Text without the marks that its neighbouring numbers took."""
    start = 0 if first else len(_head(text))
    text = text[start:]
    return text if last else text.removesuffix(_tail(text))


def nature_mark(found: Nature) -> Markup:
    """The small mark of a nature; its word for those who do not see it, its meaning on hovering."""
    return Markup(
        f'<span class="nat" role="img" aria-label="{found}" title="{found}: {escape(WORDS[found])}">'
        f'<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        f'<use href="#n-{found}"/></svg></span>'
    )


class _Page:
    """What the templates may call: figures as links to their papers, charts, sources."""

    def __init__(self, report: Report, cited: Citations) -> None:
        self.report, self.cited = report, cited
        self.legends = legends(report, cited)

    def cite(self, figure_id: str, text: str | None = None, mark: Nature | None = None) -> Markup:
        """A shown value that opens its papers, with the mark of what it is where it needs one."""
        figure = self.cited.figure(figure_id)
        shown, name = escape(show(figure) if text is None else text), escape(figure.id)
        number = self.cited.figures[figure_id]
        if figure.value is None:
            inner = f'<span class="blank" data-figure="{name}">{shown}</span>'
        else:
            inner = f'<data value="{exact(figure.value)!r}" data-figure="{name}">{shown}</data>'
        target = f'popovertarget="f{number}" data-ref="{number}"'
        before = nature_mark(mark) if mark else ""
        return Markup(f'<button type="button" class="fig" {target}>{before}{inner}</button>')

    def each(self, figure_id: str, usual: Nature | None, text: str | None = None) -> Markup:
        """A shown value, marked unless it is what its block or row says of all (``usual``)."""
        return self.cite(figure_id, text, unusual(self.cited.figure(figure_id), usual))

    def usual(self, block: Block) -> Usual | None:
        """The nature that a block says once."""
        return usual_nature(block, self.cited)

    def natures(self, block: Block) -> tuple[Nature, ...]:
        """The natures among a block's amounts."""
        return natures(figures_of_block(block), self.cited)

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence whose numbers open their papers and keep the marks that touch them."""
        found: list[str] = []
        parts = sentence_parts(sentence)
        marks = marked_in_sentence(sentence, self.cited)
        for place, (text, index) in enumerate(parts):
            if index is None:
                found.append(escape(_loose(text, first=place == 0, last=place == len(parts) - 1)))
                continue
            before = parts[place - 1][0] if place and parts[place - 1][1] is None else ""
            after = parts[place + 1][0] if place + 1 < len(parts) and parts[place + 1][1] is None else ""
            value = self.cite(sentence.figures[index], text, marks.get(place))
            left, right = escape(_tail(before)), escape(_head(after))
            found.append(f'<span class="nb">{left}{value}{right}</span>' if left or right else value)
        return Markup("".join(found)) + self._rests_on(sentence)

    def _rests_on(self, sentence: Sentence) -> Markup:
        """Small numbers for the figures that a sentence rests on but does not print."""
        buttons = "".join(
            f'<button type="button" class="fig" popovertarget="f{self.cited.figures[f]}" '
            f'aria-label="Figure {self.cited.figures[f]}">{self.cited.figures[f]}</button> '
            for f in sentence.also[:MOST_NOTES]
        )
        return Markup(f'\N{WORD JOINER}<sup class="notes">{buttons.rstrip()}</sup>' if buttons else "")

    def index(self) -> list[tuple[str, Markup]]:
        """(label, value that opens its papers) of every figure."""
        return [(self.cited.figure(f).label, self.cite(f)) for f in self.cited.figures]

    def dots(self, block: Dumbbell) -> object:
        """Rows of a chart of shares."""
        return dot_rows(block, self.cited)

    def basis(self, block: Block) -> str:
        """What a block's figures rest on."""
        figures = map(self.cited.figure, figures_of_block(block))
        return basis(figure for figure in figures if figure.unit != "points")

    def level(self, block: Block) -> str:
        """The level of a block's intervals ('95 %'); '' where none has one or they differ."""
        figures = map(self.cited.figure, figures_of_block(block))
        levels = {figure.interval.level for figure in figures if figure.interval}
        return f"{levels.pop() * 100:g} %" if len(levels) == 1 else ""

    def sources(self, block: Block) -> list[tuple[int, str]]:
        """(number, short name) of each source behind a block; one a producer where there are many."""
        numbers = set(self.cited.source_numbers(figures_of_block(block)))
        found = [(number, origin) for number, origin in self.origins() if number in numbers]
        titled = _first((f"{o.producer}, {o.title}" if o.title else o.producer, n) for n, o in found)
        return titled if len(titled) <= FULL_CITATIONS else _first((o.producer, n) for n, o in found)

    def origins(self) -> list[tuple[int, Origin]]:
        """Every source with its number."""
        return [(n, self.cited.origin(o) or missing_origin(o)) for o, n in self.cited.sources.items()]

    def papers(self) -> Markup:
        """The papers of every figure, one small window each."""
        return Markup("\n".join(self._window(figure_id, n) for figure_id, n in self.cited.figures.items()))

    def _window(self, figure_id: str, number: int) -> str:
        """One figure's papers. Built here, not in the template, for speed; every text is escaped."""
        figure = self.cited.figure(figure_id)
        lines = "".join(
            f'<div class="p-{label.lower().replace(" ", "-")}"><dt>{label}</dt><dd>{escape(text)}</dd></div>'
            for label, text in papers(figure, self.report.origins, brief=True)[2:]
        )
        return (
            f'<div class="paper" popover id="f{number}" role="dialog" aria-labelledby="ft{number}">'
            f'<button type="button" class="close" popovertarget="f{number}" popovertargetaction="hide">Close</button>'
            f'<p class="paper-head" id="ft{number}"><span class="ref">{number}</span> '
            f"<strong>{escape(show(figure))}</strong> <span>{escape(figure.label)}</span></p><dl>{lines}</dl></div>"
        )


def to_html(report: Report) -> str:
    """The report as one self-contained HTML page."""
    cited = citations(report)
    page = _Page(report, cited)
    css, digest = _style()
    template = _environment().get_template("report.html.j2")
    return template.render(
        report=report,
        page=page,
        cite=page.cite,
        say=page.sentence,
        css=Markup(css),
        policy=_POLICY.format(digest),
        filters=filters_line(report.filters),
        long_date=long_date,
        safe_link=safe_link,
        kind_of=lambda block: type(block).__name__,
        share_ticks=SHARE_TICKS,
        nature_mark=nature_mark,
        nature_words=WORDS,
        pay_axis=lambda block: pay_axis(block, cited),
        pay_rows=lambda block, axis: pay_rows(block, axis, cited),
        unit_in_words=unit_in_words,
        periods_of=periods_of,
        show=show,
        ladder_axis=lambda block: ladder_axis(block, cited),
        ladders=lambda block, axis: ladders(block, axis, cited),
        bars_axis=lambda block: bars_axis(block, cited),
        bars_of=lambda block, axis: bars(block, axis, cited),
        trend=lambda block: trend(block, cited),
        period_in_words=period_in_words,
        show_interval=show_interval,
        show_n=show_n,
    )
