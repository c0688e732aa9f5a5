"""Definitions, job cards and lists of links as HTML; what stands in many comparisons is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markupsafe import escape

from metier.model import Cards, Definition, JobCard, LinkList
from metier.report.render.links import long_date, safe_link
from metier.report.render.markup import COLOURS, role_mark

_BAR = ' <span class="bar" aria-hidden="true">|</span> '


@lru_cache(512)
def definition(block: Definition, index: int) -> str:
    """What a role is, what sets it apart and the occupations closest to it; ``index`` is its place in the report."""
    apart = f'<p class="apart"><span>Sets it apart</span> {escape(block.sets_apart)}</p>' if block.sets_apart else ""
    occupations = "".join(
        f'<li>{escape(label)} <span class="small">{escape(code)}{", " if code and relation else ""}{escape(relation)}'
        "</span></li>"
        for label, code, relation in block.occupations
    )
    if occupations:
        occupations = f'<p class="occ-title">Closest official occupations</p>\n<ul class="occ">{occupations}</ul>'
    return (
        f'<article class="definition r{index % COLOURS}">\n<h3>{role_mark(index)}<bdi>{escape(block.role)}</bdi></h3>\n'
        f"<p>{escape(block.text)}</p>\n{apart}{occupations}</article>\n"
    )


def cards(block: Cards) -> str:
    """Open jobs of one role."""
    found = "".join(map(_card, block.cards))
    listed = f'<ul class="cards">\n{found}</ul>\n' if found else ""
    note = f'<p class="source">{escape(block.note)}</p>' if block.note else ""
    return f'<div class="jobs">\n<h3>{escape(block.caption)}</h3>\n{listed}{note}</div>\n'


@lru_cache(2048)
def _card(job: JobCard) -> str:
    title = f"<bdi>{escape(job.title)}</bdi>"
    if safe_link(job.url):
        title = f'<a href="{escape(job.url)}" rel="noopener noreferrer nofollow external">{title}</a>'
    between = " · " if job.employer and job.place else ""
    told = [f"<span>{escape(fact)}</span>" for fact in (job.employment_type, job.level, job.pay) if fact]
    facts = f'<p class="facts">{_BAR.join(told)}</p>' if told else ""
    skills = "".join(f"<span>{escape(skill)}</span> " for skill in job.skills)
    chips = f'<p class="chips">{skills}</p>' if skills else ""
    posted = f"Posted {escape(long_date(job.posted))}" if job.posted else ""
    seen = f"{', seen' if posted else 'Seen'} {escape(long_date(job.seen))}" if job.seen else ""
    return (
        f'<li class="card">\n<h4>{title}</h4>\n'
        f'<p class="who"><bdi>{escape(job.employer)}</bdi>{between}<bdi>{escape(job.place)}</bdi></p>\n'
        f'{facts}{chips}<p class="small">{posted}{seen}</p>\n</li>\n'
    )


def links(block: LinkList, linked: Callable[[str], str]) -> str:
    """Where to go from here. ``linked`` gives the address of a target; '' where it has none and is shown as it is."""
    items = "".join([_item(label, target, why, linked(target)) for label, target, why in block.items])
    return f'<div class="links">\n<h3>{escape(block.caption)}</h3>\n<ul>{items}</ul>\n</div>\n'


@lru_cache(4096)
def _item(label: str, target: str, why: str, address: str) -> str:
    if address:
        name = f'<a href="{escape(address)}" rel="noopener noreferrer"><bdi>{escape(label)}</bdi></a>'
    else:
        name = f'<bdi class="to">{escape(label)}</bdi>'
    reason = f' <span class="why"><bdi>{escape(why)}</bdi></span>' if why else ""
    typed = f" <code>{escape(target)}</code>" if target and not address else ""
    return f"<li>{name}{reason}{typed}</li>"
