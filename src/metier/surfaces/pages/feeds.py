"""Atom feeds: the open jobs of a role, newest first. Only what carries a real day is in one."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from metier.release.job_search import FoundJob, JobFilters, job_index
from metier.report.render.links import safe_link
from metier.surfaces.pages.address import jobs_path, slug_of
from metier.surfaces.pages.page import Site

MOST_ENTRIES = 50
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def jobs_feed_path(role_id: str) -> str:
    """The path of the feed of a role's open jobs."""
    return f"/feeds/jobs/{slug_of(role_id)}.xml"


def jobs_feed(site: Site, role_id: str) -> str:
    """The open jobs of a role as an Atom feed (RFC 4287), newest first.

    An entry's day is when its board posted the job or, where the board does not say, when we first saw it there.
    """
    found = job_index(site.release).search(JobFilters(role=role_id), limit=10_000).jobs
    dated = sorted(((_day(job), place, job) for place, job in enumerate(found) if _day(job)), reverse=True)
    newest = [job for _, _, job in sorted(dated, key=lambda one: (one[0], -one[1]), reverse=True)[:MOST_ENTRIES]]
    label = found[0].role if found else role_id
    here, page = jobs_feed_path(role_id), jobs_path(role_id)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(f'Open jobs: {label}')}</title>",
        f"<id>{_text(site.canonical(page) or f'urn:metier:jobs:{slug_of(role_id)}')}</id>",
        f"<updated>{_moment(max((_day(job) for job in newest), default=site.release.evidence_date))}</updated>",
        "<author><name>metier</name></author>",
        f'<link rel="alternate" href={quoteattr(site.canonical(page) or site.link(page))}/>',
        *([f'<link rel="self" href={quoteattr(site.canonical(here))}/>'] if site.base else []),
        *(_entry(job) for job in newest),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(found: FoundJob) -> str:
    job = found.job
    summary = " · ".join(part for part in (job.employer, job.place.strip()) if part)
    link = quoteattr(_NOT_XML.sub("", safe_link(job.url)))
    return (
        f"<entry><title>{_text(job.title.strip())}</title><id>{_text(job.url)}</id>"
        f"<updated>{_moment(_day(found))}</updated>"
        f'<link rel="alternate" href={link}/><summary>{_text(summary)}</summary></entry>'
    )


def _day(found: FoundJob) -> str:
    """The day of an open job; '' where none is known or its address is none."""
    day = (found.job.posted or found.first_seen)[:10]
    return day if _DAY.fullmatch(day) and safe_link(found.job.url) else ""


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
