"""Data that a page carries for machines: the JSON-LD of its scripts, and what may be wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape

_SCRIPT = re.compile(r"<script\b(?=[\s/>])([^<>]*+)>", re.IGNORECASE)
_LINKED_DATA = re.compile(r"\btype\s{0,3}=\s{0,3}[\"']?\s{0,3}application/ld\+json", re.IGNORECASE)
_END = re.compile(r"</script(?=[\s/>])", re.IGNORECASE)
# Around the data: comments and CDATA marks that hid it from old browsers, a semicolon.
_WRAPPED = re.compile(r"\A[\s\ufeff]*(?:<!--|//\s?<!\[CDATA\[|/\*\s?<!\[CDATA\[\s?\*/|<!\[CDATA\[)?")
_WRAPPED_END = ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";")
_COMMA_TOO_MANY = re.compile(r",(?=\s*+[}\]])")
_MOST_NODES = 100_000  # objects and lists looked at in one page


def linked_data(page: str) -> Iterator[object]:
    """Each piece of JSON-LD in an HTML page, or the page itself if it is JSON. What cannot be read is left out.

    >>> list(linked_data('<script type="application/ld+json">{"@type": "JobPosting", }</script>'))
    [{'@type': 'JobPosting'}]
    """
    start = page[:200].lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        yield from _parsed(page)
        return
    at = 0
    while (opening := _SCRIPT.search(page, at)) is not None:
        closing = _END.search(page, opening.end())
        if closing is None:
            return
        at = closing.end()
        if _LINKED_DATA.search(opening.group(1)):
            yield from _parsed(page[opening.end() : closing.start()])


def objects_of_type(data: object, name: str) -> Iterator[Mapping[str, object]]:
    """Every object of a schema.org type inside some JSON, however deep it stands, in its order.

    >>> list(objects_of_type({"@graph": [{"@type": ["Thing", "schema:JobPosting"], "title": "x"}]}, "JobPosting"))
    [{'@type': ['Thing', 'schema:JobPosting'], 'title': 'x'}]
    """
    waiting = [data]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, dict):
            if _is_of_type(node.get("@type", node.get("type")), name):
                yield node
            else:
                waiting += [value for value in reversed(node.values()) if isinstance(value, (dict, list))]
        elif isinstance(node, list):
            waiting += [value for value in reversed(node) if isinstance(value, (dict, list))]


def _is_of_type(stated: object, name: str) -> bool:
    names = stated if isinstance(stated, list) else [stated]
    return any(isinstance(one, str) and re.split("[/:#]", one)[-1].lower() == name.lower() for one in names[:20])


def _parsed(text: str) -> Iterator[object]:
    """The data, also if its producer escaped it or left a comma too many; nothing if it cannot be read."""
    text = _unwrapped(text)
    for attempt in (str, _without_commas, unescape):
        try:
            yield json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
        return


def _without_commas(text: str) -> str:
    return _COMMA_TOO_MANY.sub("", text)


def _unwrapped(text: str) -> str:
    text = _WRAPPED.sub("", text, count=1).rstrip()
    for ending in _WRAPPED_END:
        text = text.removesuffix(ending).rstrip()
    return text
