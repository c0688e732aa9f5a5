"""Files that pages link to: style, script and pictures, at addresses that change with their content."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
}
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\) ?\{ ?:root ?\{([^}]*)\} ?\}")


def asset(name: str) -> str:
    """The address of a file of pages/static, by its content: 'site.css' -> '/static/site.1f2e3d4c5b.css'.

    Raises KeyError where there is no such file: a page would lead to nothing.
    """
    return _addresses()[name]


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[bytes, str]]:
    """Every file with its media type, by address. They never change, so they may be kept for ever."""
    addresses = _addresses()
    return {addresses[name]: (body, media) for name, (body, media) in _files().items()}


@lru_cache(maxsize=1)
def _addresses() -> dict[str, str]:
    return {name: _address(name, body) for name, (body, _) in _files().items()}


def _address(name: str, body: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"/static/{stem}.{sha256(body).hexdigest()[:10]}.{ending}"


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[bytes, str]]:
    """(content, media type) by plain name: 'site.css', 'htmx.min.js'."""
    folder = files("metier.surfaces.pages") / "static"
    found: dict[str, tuple[bytes, str]] = {}
    for entry in sorted([*folder.iterdir(), *(folder / "vendor").iterdir()], key=lambda one: one.name):
        media = _MEDIA.get(entry.name.rpartition(".")[2])
        if entry.is_file() and media:
            found[entry.name] = (_content(entry), media)
    return found


def _content(entry: Traversable) -> bytes:
    if not entry.name.endswith(".css"):
        return entry.read_bytes()
    css = entry.read_text("utf-8")
    if entry.name == "site.css":  # one sheet: the report's rules, then those of the pages around it
        from metier.report.render.html import report_css

        css = report_css() + css
    return minified(switchable(css)).encode()


def switchable(css: str) -> str:
    """Rules whose dark colours follow the reader's choice on this site before the system's.

    >>> switchable("@media (prefers-color-scheme: dark) { :root { --paper: #000; } }").count("--paper")
    2
    """

    def both(found: re.Match[str]) -> str:
        colours = found[1]
        return (
            f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{{colours}}} }}\n"
            f"@media screen {{ :root[data-theme=dark] {{{colours}}} }}"
        )

    return _DARK.sub(both, re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S)))


def minified(css: str) -> str:
    """Rules without comments and needless spaces. Spaces that part selectors or operators stay.

    >>> minified("a , b {  color : red ; /* why */ }\\nmain  a { top: calc(1px + 2px); }")
    'a,b{color : red}main a{top: calc(1px + 2px)}'
    """
    css = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()
