"""Pages: HTML with schema.org JobPosting data or without, plain text, and folders of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from metier.errors import MetierError, UserInputError
from metier.reading.batch import Record
from metier.reading.jobposting import postings_in_page
from metier.stream.files import Lines, open_lines
from metier.stream.items import BadLine
from metier.stream.rows import clean_id, from_data, whole

PAGE_ENDINGS = (".html", ".htm", ".xhtml")
TEXT_ENDINGS = (".txt", ".md")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<(h1|title)\b[^>]{0,500}>(.{1,1000}?)</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,1000}>")
_SPACE = re.compile(r"\s+")
_HEAD = 200_000  # characters in which the heading of a page is looked for
_LONGEST_TITLE = 200
_BEGINNING = 8192  # bytes in which a file shows whether it is text


def read_page(lines: Lines, *, name: str = "") -> Iterator[Record | BadLine]:
    """The postings of one page: those that it states as data, or its text as one."""
    place = name or lines.name
    content = lines.rest()
    if b"\0" in content[:_BEGINNING]:
        yield BadLine(place, "no text: it holds bytes that no text has")
        return
    page = page_text(content)
    if not page or page.isspace():
        yield BadLine(place, "no text: it is empty")
        return
    own = clean_id(name or ("1" if place == "standard input" else Path(place).name))
    stated = postings_in_page(page) if "<" in page else ()
    if not stated:
        yield Record(id=own, text=whole(page), title=whole(heading(page)))
    for count, posting in enumerate(stated, start=1):
        found = from_data(posting, own if len(stated) == 1 else f"{own}#{count}", page if len(stated) == 1 else "")
        yield found if found.text else BadLine(place, f"no text: posting {count} of the page has no description")


class Folder:
    """The pages and texts below a folder. Raises UserInputError if there is none."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._pages = pages_in(Path(folder))
        self._read = 0

    def postings(self) -> Iterator[Record | BadLine]:
        """The postings of every page and text, by name; their ids are their paths."""
        for path in self._pages:
            name = clean_id(path.relative_to(self._folder).as_posix())
            try:
                yield from read_page(open_lines(str(path)), name=name)
            except MetierError as error:
                yield BadLine(name, error.message)
            self._read += 1

    def done(self) -> float:
        """The share of the pages that were read."""
        return self._read / len(self._pages)


def pages_in(folder: Path) -> list[Path]:
    """The pages and texts below a folder, in order of their paths; hidden ones are left out.

    Raises UserInputError if there is none.
    """
    endings = (*PAGE_ENDINGS, ".txt")
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in endings and path.is_file())
    found = sorted(path for path in paths if not any(part[:1] == "." for part in path.relative_to(folder).parts))
    if not found:
        raise UserInputError(
            f"{folder} holds no page.",
            hint="Files of a folder are read if they end in .html, .htm or .txt; name other files themselves.",
        )
    return found


def page_text(content: bytes) -> str:
    """A page's characters: in the encoding that it declares, else UTF-8, else the usual western one.

    >>> page_text("Zürich".encode()), page_text("Zürich".encode("cp1252"))
    ('Zürich', 'Zürich')
    """
    declared = _CHARSET.search(content, 0, 4096)
    for encoding in ("utf-8", declared.group(1).decode("ascii", "ignore") if declared else "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):  # one known encoding refuses everything
            continue
    return content.decode("cp1252", "replace")


def heading(page: str) -> str:
    """The first heading of a page as plain text, which mostly is the title of its job; empty if there is none.

    >>> heading("<html><h1 class='t'>Data&nbsp;Analyst <i>(m/f)</i></h1><p>...")
    'Data Analyst (m/f)'
    """
    found = dict.fromkeys(("h1", "title"), "")
    for match in _TITLE.finditer(page, 0, _HEAD):
        tag = match.group(1).lower()
        found[tag] = found[tag] or _SPACE.sub(" ", html.unescape(_TAG.sub(" ", match.group(2)))).strip()
    text = found["h1"] or found["title"]
    return text if len(text) <= _LONGEST_TITLE else ""
