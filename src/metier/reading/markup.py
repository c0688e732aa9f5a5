"""One pass over raw text or markup that yields the pieces of the text to read, each with where it came from.

A scanner over tags, comments, entities and white space, not a parser: nothing nests, so nothing can be nested too
deeply, and every expression below stops at the next "<". Time is linear in the length of the input.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from html.entities import html5
from itertools import islice

from metier.reading import characters
from metier.vocabulary import rule

# What makes text markup rather than prose with an angle bracket in it.
_NAMES = (
    "p|div|ul|ol|li|br|h[1-6]|strong|b|em|i|u|span|font|a|table|tr|td|th|section|article|header|main|body|html|hr|img"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;){{0,3}}lt;/?(?:{_NAMES})(?=[\s/&])", re.IGNORECASE)
# Line breaks between tags mean nothing, unless no tag makes lines.
_LINE_TAG = re.compile(r"(?:<|lt;)/?(?:p|div|ul|ol|li|br|h[1-6]|tr|td|table|section|article|body)\b", re.IGNORECASE)
_OPENS_LINE_NAMES = """
    p div ul ol dl table thead tbody tfoot tr section article header footer main nav aside h1 h2 h3 h4 h5 h6 br hr
    dt dd blockquote figure figcaption fieldset form address details summary center pre menu caption option
"""
_OPENS_LINE = frozenset(_OPENS_LINE_NAMES.split())
_CELLS = frozenset(("td", "th"))
_LINE_NAMES = _OPENS_LINE | {f"/{name}" for name in _OPENS_LINE} | _CELLS | {"li", "/li"}
_SKIPPED = frozenset(("script", "style", "head", "title", "noscript", "template", "svg", "iframe"))
# Of a whole page, what stands around the posting: menus, other jobs, forms. A part that holds much of the page is read,
# for some pages are one form; so is a heading inside the article.
_PAGE = re.compile(r"<(?:html|body)(?=[\s>])", re.IGNORECASE)
_AROUND = frozenset(("nav", "header", "footer", "aside", "form", "button", "select"))
_ARTICLE = frozenset(("main", "article"))
_LESS, _GREATER = "(?:<|&(?:amp;){0,3}lt;)", "(?:>|&(?:amp;){0,3}gt;)"
_CLOSING = {
    name: re.compile(rf"{_LESS}/{name}(?=[\s/>&])[^<>&]*+{_GREATER}", re.IGNORECASE) for name in _SKIPPED | _AROUND
}
_CLOSING["!--"] = re.compile(f"--{_GREATER}")
_BULLETS = "•·●▪‣◦"

_SPACE = characters.SPACE_CLASS
_ODD = characters.ODD_CLASS
# Attributes: a quoted value may hold ">", but nothing passes the next tag.
_NO_TAG = "<(?![a-zA-Z/!])"
_QUOTED = rf"\"[^\"<]*+(?:{_NO_TAG}[^\"<]*+)*+\"|'[^'<]*+(?:{_NO_TAG}[^'<]*+)*+'"
_ATTRIBUTES = rf"(?:[^<>\"']++|{_QUOTED}|[\"'])*+"
_TAG_TOKEN = rf"(?<=<)(?P<tag>/?[a-zA-Z][^\s<>/&]{{0,40}}+){_ATTRIBUTES}>"
_NAME_ESCAPED = r"/?[a-zA-Z][a-zA-Z0-9:]{0,40}+"
_ESCAPED_TAG_TOKEN = (
    rf"(?<=&)(?P<amps>(?:amp;){{0,3}}+)lt;(?:(?P<escaped>{_NAME_ESCAPED})"
    r"(?:[^&<]++|&(?!(?P=amps)[lg]t;))*+&(?P=amps)gt;|(?P<escaped_comment>!--))"
)
_MARK_TOKEN = r"(?<=<)(?:(?P<comment>!--)|(?P<mark>!\[CDATA\[|[!?/][^<>]*+>))|(?<=\])(?P<cdata>\]>)"
_ENTITY_TOKEN = r"(?<=&)(?P<entity>(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
_SPACE_TOKEN = rf"(?P<space>(?<=[\n{characters.ODD_SPACE_CLASS}])[{_SPACE}]*+|(?<= )[{_SPACE}]++)"
# Prose has many single line breaks and blank lines: these need no care.
_PROSE_SPACE_TOKEN = (
    rf"(?P<space>(?<=[{characters.ODD_SPACE_CLASS}])[{_SPACE}]*+"
    rf"|(?<=[ \n])(?=[{_SPACE}])(?!(?<=\n)\n[^{_SPACE}])[{_SPACE}]++)"
)
# Where no plain spaces or line ends stand together, only other spaces need care.
_ODD_SPACE_TOKEN = rf"(?P<space>(?<=[{characters.ODD_SPACE_CLASS}])[{_SPACE}]*+)"
_ODD_TOKEN = rf"(?<=[{_ODD}])(?P<odd>(?:(?<=[\ud800-\udbff])[\udc00-\udfff])?+)"


MAY_BE_ENTITY = re.compile(r"&[#a-zA-Z][#a-zA-Z0-9;]{0,48};")


@cache
def _token(markup: bool, escaped: bool, broken: bool, blanks: str) -> re.Pattern[str]:
    """What needs care in this kind of text. The charset comes first: it lets the search skip.

    ``blanks``: the plain white space with which a run may begin that needs care.
    """
    first = rf"&{blanks}{characters.ODD_SPACE_CLASS}{_ODD}"
    spaces = _SPACE_TOKEN if markup else _PROSE_SPACE_TOKEN if blanks else _ODD_SPACE_TOKEN
    kinds = [_ENTITY_TOKEN, spaces, _ODD_TOKEN]
    if markup:
        first += r"<\]"
        kinds[:0] = [_TAG_TOKEN, _MARK_TOKEN]
    if escaped:
        kinds.insert(0, _ESCAPED_TAG_TOKEN)
    if broken:
        first += characters.broken_first_class()
        kinds.append(f"(?P<broken>{characters.broken_pattern()})")
    return re.compile(f"[{first}](?:{'|'.join(kinds)})")


@lru_cache(maxsize=4096)
def decoded(entity: str) -> str:
    """What an entity stands for, also when it was escaped more than once.

    >>> decoded("&amp;amp;nbsp;") == "\\xa0", decoded("&amp;"), decoded("&#8217;"), decoded("&nothing;")
    (True, '&', '’', '&nothing;')
    """
    name = entity[1:]
    while name.startswith("amp;") and len(name) > len("amp;"):
        name = name[len("amp;") :]
    return unescape(f"&{name}") if name.startswith("#") else html5.get(name, f"&{name}")


def long_blanks(raw: str) -> str:
    """The plain white space with which runs begin that are not as in tidy prose: a space, or at most one blank line."""
    if "  " in raw or " \n" in raw:
        return " \n"
    return "\n" if "\n " in raw or "\n\n\n" in raw else ""


def is_markup(raw: str) -> bool:
    """Whether a text is HTML or entity-escaped HTML, rather than prose that may hold an angle bracket.

    >>> is_markup("a<br>b"), is_markup("a&lt;br&gt;b"), is_markup("Earn <$100k or more>")
    (True, True, False)
    """
    return _is_escaped(raw) or _has_tags(raw)


def _is_escaped(raw: str) -> bool:
    return "lt;" in raw and _ESCAPED_TAG.search(raw) is not None


def _has_tags(raw: str) -> bool:
    return "<" in raw and _TAG.search(raw) is not None


class Scan:
    """The text of one input: ``pieces``, and for each where it stood in the input (``starts`` to ``ends``)."""

    __slots__ = (
        "_article",
        "_at_least",
        "_bullet",
        "_ends",
        "_lines",
        "_page",
        "_raw",
        "_space",
        "_unclosed",
        "ends",
        "pieces",
        "starts",
    )

    def __init__(self, raw: str) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._raw = raw
        self._unclosed: set[str] = set()  # what has no end tag any more: looking again would take time
        self._page = False
        self._ends: dict[str, int] = {}  # by name, where the last part around the posting ends
        self._article = False  # inside the part of a page that is its subject
        # White space seen since the last piece; it is written when more text follows.
        self._space = False
        self._lines = 0
        self._at_least = 0
        self._bullet = False

    def run(self) -> None:
        """Scans the whole input."""
        raw = self._raw
        escaped = _is_escaped(raw)
        markup = escaped or _has_tags(raw)
        broken = not raw.isascii() and characters.may_be_broken(raw)
        self._page = markup and _PAGE.search(raw) is not None
        token = _token(markup, escaped, broken, " \n" if markup else long_blanks(raw))
        keep_lines = not markup or _lines_count(raw)
        at: int | None = 0
        while at is not None:
            at = self._run(token, at, keep_lines)

    def _run(self, token: re.Pattern[str], at: int, keep_lines: bool) -> int | None:
        """Scans from ``at``; the offset to go on from after an element that is skipped, or None at the end."""
        raw = self._raw
        after_tag = -1
        for match in token.finditer(raw, at):
            start = match.start()
            if start > at:
                self._text(at, start)
            at = match.end()
            kind = match.lastgroup
            if kind == "tag" or kind == "escaped":
                name = match.group(kind).lower()
                if name in _SKIPPED:
                    after = self._after(name, at)
                    if after is not None:
                        return after
                elif self._page and (after := self._around(name, at)) is not None:
                    return after
                elif name in _LINE_NAMES:
                    self._tag(name, start != after_tag)
                after_tag = at
            elif kind == "space":
                self._white(match.group(), keep_lines)
            elif kind == "entity":
                self._replaced(decoded(match.group()), start, at, keep_lines)
            elif kind == "odd":
                self._replaced(characters.repaired(match.group()), start, at, keep_lines)
            elif kind == "broken":
                self._replaced(characters.broken().get(match.group(), " "), start, at, keep_lines)
            elif kind == "comment" or kind == "escaped_comment":
                after = self._after("!--", at)
                if after is not None:
                    return after
        if at < len(raw):
            self._text(at, len(raw))
        return None

    def _after(self, name: str, at: int) -> int | None:
        """Where an element that is not read ends; None if it is never closed: then only its tag is left out."""
        if name in self._unclosed:
            return None
        closing = _CLOSING[name].search(self._raw, at)
        if closing is None:
            self._unclosed.add(name)
            return None
        return closing.end()

    def _around(self, name: str, at: int) -> int | None:
        """Where a part of a page ends that stands around the posting; None if the tag opens none."""
        if name.lstrip("/") in _ARTICLE:
            self._article = name in _ARTICLE
        if name not in _AROUND or (name == "header" and self._article):
            return None
        if at <= self._ends.get(name, -1):
            return None  # inside one that was too large
        end = self._after(name, at)
        if end is None:
            return None
        self._ends[name] = end
        if end - at > rule("reading.page_part_most") * len(self._raw):
            return None
        self._at_least = 1
        return end

    def _tag(self, name: str, after_text: bool) -> None:
        """Notes what a tag means for the white space before the next text."""
        if name in _OPENS_LINE:
            self._lines += 1
        elif name == "li":
            self._bullet = True
        elif name in _CELLS:
            self._space = True
        elif name == "/li":
            self._bullet = False
            self._at_least = 1
        elif after_text:
            # The end of a block that holds text itself is a line of its own.
            self._lines += 1
        else:
            self._at_least = 1

    def _white(self, run: str, keep_lines: bool) -> None:
        self._space = True
        if keep_lines:
            self._lines += run.count("\n") or run.count("\r")
        if not run.isascii():
            self._lines += run.count("\u2028") + run.count("\u2029")

    def _replaced(self, text: str, start: int, end: int, keep_lines: bool) -> None:
        """Writes what stands for raw[start:end], an entity or an odd character."""
        if not text:
            return
        if len(text) == 1 and characters.is_space(text):
            self._white(text, keep_lines)
        elif len(text) > 1 or not characters.is_odd(text):
            self._write(text, start, end)
        else:
            self._replaced(characters.repaired(text), start, end, keep_lines)

    def _text(self, start: int, end: int) -> None:
        """Writes raw[start:end], in which only the edges can hold white space to be changed."""
        text = self._raw[start:end]
        core = text.strip(" \n")
        if len(core) == len(text):
            self._write(text, start, end)
            return
        if not core:
            self._edge(text)
            return
        before = text.index(core[0])
        self._edge(text[:before])
        self._write(core, start + before, start + before + len(core))
        self._edge(text[before + len(core) :])

    def _edge(self, white: str) -> None:
        if white:
            self._space = True
            self._lines += white.count("\n")

    def _write(self, text: str, start: int, end: int) -> None:
        """Adds a piece, after the white space that is due."""
        pieces = self.pieces
        gap = ""
        if self._bullet:
            gap = "\n• " if pieces else "• "
            text, start = _without_bullet(text, start)
        elif self._lines or self._at_least:
            gap = "\n\n" if self._lines > 1 else "\n"
        elif self._space:
            gap = " "
        self._space = self._bullet = False
        self._lines = self._at_least = 0
        if gap and (pieces or gap == "• "):
            self.starts.append(self.ends[-1] if pieces else start)
            self.ends.append(start)
            pieces.append(gap)
        pieces.append(text)
        self.starts.append(start)
        self.ends.append(end)


def _without_bullet(text: str, start: int) -> tuple[str, int]:
    """Text of a list item without a bullet that its author typed too."""
    if text[0] in _BULLETS and text[1:2] == " ":
        return text[2:], start + 2
    return text, start


def _lines_count(raw: str) -> bool:
    """Whether line breaks in markup are the author's: no tags, or far too few, make the lines."""
    breaks = raw.count("\n")
    if not breaks:
        return False
    few = int(breaks / rule("reading.breaks_per_line_tag"))
    return next(islice(_LINE_TAG.finditer(raw), few, None), None) is None
