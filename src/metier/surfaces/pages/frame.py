"""The layout that every page shares, and the templates' environment."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from metier.report.render.links import long_date, safe_link
from metier.report.render.values import show
from metier.surfaces.pages.address import compare_path, pay_path, role_path, skill_path
from metier.surfaces.pages.assets import asset
from metier.surfaces.pages.page import Site

# (key for ``current``, path, word)
NAVIGATION = (
    ("compare", "/compare", "Compare"),
    ("roles", "/roles", "Roles"),
    ("pay", "/pay", "Pay"),
    ("jobs", "/jobs", "Jobs"),
    ("skills", "/skills", "Skills"),
    ("methods", "/methods", "Methods"),
)
# What a page of static files may load. A server says the same in a header, with more that only a header can say.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
# No style or code of its own making, which the policy forbids; going back loads the page anew.
_HTMX = '{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,"refreshOnHistoryMiss":true}'
_NOTHING = Markup("")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of pages: autoescape always on, and an undefined name is an error."""
    found = Environment(
        loader=PackageLoader("metier.surfaces.pages"),
        auto_reload=False,  # templates never change while they are used: no file is looked at again
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        asset=asset,
        compare_path=compare_path,
        long_date=long_date,
        pay_path=pay_path,
        role_path=role_path,
        safe_link=safe_link,
        show=show,
        skill_path=skill_path,
    )
    found.filters["thousands"] = "{:,}".format
    found.filters["first_upper"] = lambda text: text[:1].upper() + text[1:]
    return found


def render(template: str, **values: object) -> Markup:
    """A template of pages/templates filled in. Give ``site`` too: links are made with site.link(path)."""
    return Markup(environment().get_template(template).render(**values))


def htmx(site: Site) -> Markup:
    """Head elements for a page whose parts are swapped in place; nothing where no server answers."""
    if not site.live:
        return _NOTHING
    return Markup('<meta name="htmx-config" content="{}"><script src="{}" defer></script>').format(
        _HTMX, site.link(asset("htmx.min.js"))
    )


def frame(
    site: Site,
    *,
    path: str,
    title: str,
    description: str,
    main: Markup,
    current: str = "",
    head: Markup = _NOTHING,
    wide: bool = False,
) -> str:
    """A complete HTML document around ``main``.

    ``path`` is '' for a page without an address of its own; ``current`` the key of a navigation entry; ``head`` further
    elements of the head (Open Graph, JSON-LD); ``wide`` gives the main part more width than a page of text needs.
    """
    return environment().get_template("base.html.j2").render(
        site=site,
        path=path,
        title=title,
        description=description,
        main=main,
        current=current,
        head=head,
        wide=wide,
        navigation=NAVIGATION,
        policy=POLICY,
        canonical=site.canonical(path) if path else "",
    )  # fmt: skip
