"""Addresses and dates as every renderer writes them."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

_PAGE = re.compile(r"(?!//)[A-Za-z0-9_./-]+\.html(#[\w-]*)?")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def safe_link(target: str) -> str:
    """The target if a page may link to it (http, https, a page of the same site), otherwise ''.

    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link("//example.org")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https") and parts.netloc:
        return target
    return target if _PAGE.fullmatch(target) else ""


def long_date(text: str) -> str:
    """An ISO date in words; any other text as it is.

    >>> long_date("2026-02-28"), long_date("spring")
    ('28 February 2026', 'spring')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
