"""``metier serve``: what it is set up with, and what it says about mistakes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from metier.surfaces.cli.main import main
from metier.surfaces.web.server import listen
from metier.surfaces.web.settings import Settings, default_limits
from metier.vocabulary import rules

Run = Callable[..., Settings]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The settings that a command line leads to; nothing is served."""
    found: list[Settings] = []

    def instead(settings: Settings, *, ready: Callable[[str], None]) -> None:
        found.append(settings)
        ready("http://127.0.0.1:8000/")

    monkeypatch.setattr("metier.surfaces.web.server.serve", instead)

    def run(*arguments: str) -> Settings:
        with pytest.raises(SystemExit) as end:
            main(["serve", *arguments])
        assert end.value.code in (0, None)
        return found[-1]

    return run


def test_by_default_only_this_computer_is_served(serve: Run, capsys: pytest.CaptureFixture[str]) -> None:
    settings = serve()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    err = capsys.readouterr().err
    assert "http://127.0.0.1:8000/" in err
    assert "other computers" not in err


def test_whoever_serves_others_is_told_what_to_put_in_front(serve: Run, capsys: pytest.CaptureFixture[str]) -> None:
    settings = serve("--host", "0.0.0.0", "--base", "https://Example.org/", "--root", "/careers/",
                     "--trusted-proxy", "10.0.0.0/8", "--workers", "2")  # fmt: skip
    assert (settings.base, settings.root, settings.workers) == ("https://Example.org", "/careers", 2)
    assert settings.base_host == "example.org"
    assert [str(network) for network in settings.trusted_proxies] == ["10.0.0.0/8"]
    err = capsys.readouterr().err
    for word in ("HTTPS", "proxy", "--trusted-proxy", "--base"):
        assert word in err


def test_a_browser_opens_only_when_asked_for(serve: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    serve()
    assert opened == []
    serve("--open")
    assert opened == ["http://127.0.0.1:8000/"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--base", "ftp://example.org"), "not the address of a site"),
        (("--base", "https://example.org/careers"), "--root"),
        (("--base", "https://a.example\r\nX: 1"), "not the address of a site"),
        (("--root", "careers"), "Begin with a slash"),
        (("--root", "/../etc"), "not a folder of a site"),
        (("--trusted-proxy", "everybody"), "address or range"),
        (("--release", "no-such-folder"), "no-such-folder"),
    ],
)
def test_mistakes_are_told_with_what_to_write(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", "--port", "0", *arguments])
    assert end.value.code in (1, 2)
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err


def test_a_port_in_use_ends_the_command_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(SystemExit) as end:
        main(["serve", "--port", str(taken.getsockname()[1])])
    assert end.value.code == 2
    assert "--port 8080" in capsys.readouterr().err


def test_every_limit_is_a_rule_with_a_reason() -> None:
    limits = default_limits()
    told = {name.partition(".")[2] for name in rules() if name.startswith("serve.")}
    assert told == set(limits.__slots__)


def test_help_does_not_load_the_server() -> None:
    script = "import sys, metier.surfaces.cli.serve; print({'fastapi', 'uvicorn', 'duckdb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
