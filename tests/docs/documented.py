"""The pages of the documentation and what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
ALSO = [ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-DATA.md")]

_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)


def name_of(path: Path) -> str:
    """The path of a page below the root, for messages."""
    return str(path.relative_to(ROOT))


def read(path: Path) -> str:
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A page without its code blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", _INDENTED.sub("", _FENCE.sub("", text)))


def shell_lines(text: str) -> list[str]:
    """The lines of a page's shell blocks."""
    return [line.strip() for block in _SHELL.findall(text) for line in block.splitlines() if line.strip()]


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as Markdown pages make them."""
    headings = re.findall(r"^#{1,6} (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-") for heading in headings}
