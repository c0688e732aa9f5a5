"""``metier serve``: the website on this computer, or behind a proxy for others."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from metier.surfaces.cli.compare import ReleaseFolder

Host = Annotated[str, Parameter(help="Address to listen on; 0.0.0.0 for every network.")]
Port = Annotated[int, Parameter(help="Port to listen on; 0 for any that is free.", validator=Number(gte=0, lte=65535))]
Workers = Annotated[int, Parameter(help="Worker processes, one a processor core.", validator=Number(gte=1, lte=64))]
Base = Annotated[str, Parameter(help="The address that visitors use, such as https://example.org.")]
Root = Annotated[str, Parameter(help="Folder of the site below that address, such as /careers.")]
Proxies = Annotated[
    tuple[str, ...],
    Parameter(name="--trusted-proxy", negative="", help="Address or range of a proxy whose X-Forwarded-For is true."),
]
Open = Annotated[bool, Parameter(name="--open", negative="", help="Open a browser.")]

_OUTSIDE = """metier: this address can be reached from other computers. Put a proxy in front that
  - speaks HTTPS, with certificates that renew themselves (nginx, Caddy, a load balancer),
  - limits connections and requests of one address, and waits for whole requests before it passes them on,
  - names the visitor in X-Forwarded-For; name the proxy here with --trusted-proxy ADDRESS,
and say with --base which address visitors use, so that requests for other hosts are refused."""


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    base: Base = "",
    root: Root = "",
    release: ReleaseFolder = None,
    trusted_proxy: Proxies = (),
    open_browser: Open = False,
) -> None:
    """Serve the website.

    Examples:
        metier serve --open
        metier serve --port 8080 --release my-release
        metier serve --host 0.0.0.0 --base https://example.org --root /careers --trusted-proxy 10.0.0.5
    """
    from metier.surfaces.web.server import serve as run
    from metier.surfaces.web.settings import Settings, checked_base, checked_root, is_loopback, proxy_networks

    settings = Settings(
        host=host,
        port=port,
        workers=workers,
        base=checked_base(base),
        root=checked_root(root),
        release=str(Path(release)) if release else "",
        trusted_proxies=proxy_networks(trusted_proxy),
    )

    def ready(address: str) -> None:
        print(f"metier: {address}  (Ctrl+C stops)", file=sys.stderr)
        if open_browser:
            webbrowser.open(address)

    if not is_loopback(host):
        print(_OUTSIDE, file=sys.stderr)
    run(settings, ready=ready)
