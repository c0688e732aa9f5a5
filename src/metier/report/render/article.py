"""The body of a report as HTML, for any page that brings its own frame."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from metier.model import Report
from metier.report.filter_words import filters_in_words
from metier.report.render.links import long_date, safe_link
from metier.report.render.markup import grid_shapes, role_mark
from metier.report.render.page import PageParts
from metier.report.render.sections_html import sections
from metier.report.render.sources_html import source_items
from metier.report.render.windows import method_anchor


@dataclass(frozen=True, slots=True)
class Article:
    """A report as a piece of a page: no frame, no style sheet of its own, nothing that runs.

    ``masthead`` holds the page's only ``h1``; ``html`` every section, the sources, the papers of every figure and
    the shapes that its drawings use. Neither holds a style attribute: the rules are those of ``report_css``.
    """

    title: str
    toc: tuple[tuple[str, str], ...]  # (anchor, title) of each section; "sources" and "figures" follow them
    masthead: Markup
    html: Markup


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: autoescape always on, and an undefined name is an error."""
    found = Environment(
        loader=PackageLoader("metier.report.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals |= {
        "long_date": long_date,
        "role_mark": lambda index: Markup(role_mark(index)),
        "grid_shapes": Markup(grid_shapes()),
    }
    return found


@lru_cache(4096)
def _named_in(target: str) -> tuple[str, tuple[str, ...]]:
    """(the command, the roles that it names) of a command that compares or asks for pay; ('', ()) for anything else.

    >>> _named_in('metier compare "data analyst" onet:15-2051.00')
    ('compare', ('data analyst', 'onet:15-2051.00'))
    >>> _named_in('metier pay "data analyst" --country US --full'), _named_in("https://example.org/")
    (('pay', ('data analyst',)), ('', ()))
    """
    if not target.startswith(("metier compare ", "metier pay ")):
        return "", ()
    words = shlex.split(target)[1:]
    return words[0], tuple(takewhile(lambda word: not word.startswith("--"), words[1:]))


def _nowhere(of: object) -> str:
    return ""


def article(
    report: Report,
    *,
    compare_address: Callable[[tuple[str, ...]], str] = _nowhere,
    pay_address: Callable[[tuple[str, ...]], str] = _nowhere,
    explain_address: Callable[[str], str] = _nowhere,
) -> Article:
    """The body of a report, its headings from level two.

    ``compare_address`` gives the address of the page that compares some roles, named by label or id, ``pay_address``
    that of the page about the pay of some, and ``explain_address`` that of the page that explains a figure, by id.
    Where they give '', a page shows the command.
    """
    page = PageParts(report, explain_address)

    def linked(target: str) -> str:
        command, names = _named_in(target)
        match command:
            case "compare":
                return compare_address(names)
            case "pay":
                return pay_address(names)
            case _:
                return safe_link(target)

    shown = sections(page, linked)  # before the list of the figures that nothing in them opens
    body = "".join([_shapes(), *shown, _sources(page), _figures(page), *page.windows(), "</div>\n</section>"])
    head = (
        environment()
        .get_template("masthead.html.j2")
        .render(report=report, filters=filters_in_words(report.filters.items()))
    )
    toc = tuple((f"s{number}", section.title) for number, section in enumerate(report.sections, start=1))
    return Article(report.title, toc, Markup(head), Markup(body))


@lru_cache(maxsize=1)
def _shapes() -> str:
    """What every article begins with: the shapes that its drawings use, and how to open a figure's papers."""
    return environment().get_template("shapes.html.j2").render() + "\n"


def _sources(page: PageParts) -> str:
    """The list of sources, and of the methods."""
    methods = "".join([_method(*told) for told in page.methods()])
    if methods:
        methods = f'<h3 id="methods">Methods</h3>\n<dl class="methods">\n{methods}</dl>\n'
    return (
        '<section class="part back" id="sources" aria-labelledby="h-sources">\n<h2 id="h-sources">Sources</h2>\n'
        f'<ol class="sources">\n{source_items(page.origins())}</ol>\n{methods}</section>\n'
    )


@lru_cache(512)
def _method(method: str, words: str) -> str:
    return f'<dt id="{method_anchor(method)}">{escape(method)}</dt><dd>{escape(words)}</dd>\n'


def _figures(page: PageParts) -> str:
    """What stands before the papers of every figure, with those figures that nothing above opens."""
    rest = "".join([f"<li>{escape(label)}: {value}</li>" for label, value in page.unopened()])
    if rest:
        rest = (
            '<details class="as-table"><summary>List the figures that no number above opens</summary>\n'
            f'<ol class="index">{rest}</ol>\n</details>'
        )
    return (
        '<section class="part back" id="figures" aria-labelledby="h-figures">\n<h2 id="h-figures">Figures</h2>\n'
        '<p class="paper-only small">Small numbers in the text refer to this list. The file on screen also holds the '
        "command that explains each figure.</p>\n"
        f'<p class="screen-only">This report holds {len(page.report.figures)} figures. Each underlined number opens '
        "its papers: what was counted, how many, the interval, the source, the method and the way down to the rows. "
        f'On paper they are listed here.</p>\n{rest}<div class="papers">\n'
    )
