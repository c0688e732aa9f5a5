"""From a posting as its producer sent it to plain text that keeps lines, bullets and headings."""

from __future__ import annotations

import re
from html import unescape

# What makes text HTML rather than prose with an angle bracket in it.
_TAG = re.compile(
    r"</?(?:p|div|ul|ol|li|br|h[1-6]|strong|b|em|i|span|a|table|tr|td|section|body"
    r"|html)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|div|ul|ol|li|br|h[1-6]|strong|b|em|i|span|a|table|tr|td|section)\b", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_SPACES = re.compile(r"[\t\r\f\v\u00a0\u2000-\u200b\u202f\ufeff][ \t\r\f\v\u00a0\u2000-\u200b\u202f\ufeff]*| {2,}")
_LINE_EDGES = re.compile(r" +\n ?|\n +")
_MANY_LINES = re.compile(r"\n{3,}")

_BEFORE_BULLET = re.compile(r"\n\s*(?=\n• )")
_EMPTY_BULLET = re.compile(r"• \s+")

_LINE_TAG_NAMES = """
    p div ul ol tr table section article header footer h1 h2 h3 h4 h5 h6 br hr dl dt dd blockquote
"""
_LINE_TAGS = frozenset(_LINE_TAG_NAMES.split())
_SKIPPED_TAGS = frozenset(("script", "style", "head", "noscript", "template"))


def to_text(raw: str) -> str:
    """Plain text of a posting given as plain text, HTML or entity-escaped HTML, with its line structure.

    List items start with a bullet, headings and paragraphs stand on their own lines.

    >>> to_text("&lt;p&gt;You will:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;build&amp;nbsp;it&lt;/li&gt;&lt;/ul&gt;")
    'You will:\\n• build it'
    """
    if _ESCAPED_TAG.search(raw):
        raw = unescape(raw)
    if _TAG.search(raw):
        raw = _rendered(raw)
    elif _ENTITY.search(raw):
        raw = unescape(raw)
    text = _SPACES.sub(" ", raw.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    return _MANY_LINES.sub("\n\n", _LINE_EDGES.sub("\n", text)).strip()


def _rendered(markup: str) -> str:
    """Text of HTML; block elements become lines, list items bullets."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(markup).body
    if body is None:
        return ""
    pieces: list[str] = []
    for node in body.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            parent = node.parent
            if parent is not None and parent.tag in _SKIPPED_TAGS:
                continue
            # A line break inside markup is only a space.
            pieces.append((node.text_content or "").replace("\n", " "))
            if parent is not None and node.next is None and parent.tag in _LINE_TAGS:
                pieces.append("\n")
        elif tag == "li":
            pieces.append("\n• ")
        elif tag in _LINE_TAGS:
            pieces.append("\n")
    return _EMPTY_BULLET.sub("• ", _BEFORE_BULLET.sub("", "".join(pieces)))
