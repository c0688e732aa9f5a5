"""Running the generator again: nothing is made twice, nothing of others is touched, an interruption breaks nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import Made

from metier.errors import MetierError, UserInputError
from metier.surfaces.site import generate as generating
from metier.surfaces.site import manifest
from metier.surfaces.site.links import links
from metier.surfaces.site.lock import alone_in
from metier.surfaces.site.plan import Work, safe_name
from metier.surfaces.site.worker import Maker


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def small(made: Made, tmp_path: Path) -> Made:
    """Few pages, quick to make, in a folder of their own."""
    works = [one for one in made.works if one.kind in ("sources", "not_found", "role", "picture", "feed")]
    few = replace(made, folder=tmp_path / "out", works=works)
    return replace(few, done=few.again())


def test_the_same_site_has_the_same_bytes_made_by_one_process_or_two(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "other"
    done = made.again(other, processes=2)
    assert done.made == made.done.made == len(made.works)
    assert files(other) == files(made.folder)


def test_unchanged_pages_are_neither_made_nor_written(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before = times(made.folder)

    def fail(*_: object) -> None:
        raise AssertionError("a page was made")

    monkeypatch.setattr(Maker, "write", fail)
    done = made.again()
    assert (done.made, done.written, done.removed, done.unchanged) == (0, 0, 0, len(made.works))
    assert times(made.folder) == before


def test_what_is_made_again_with_the_same_content_is_not_written(small: Made) -> None:
    before = times(small.folder)
    path = small.folder / manifest.NAME
    raw = json.loads(path.read_text("utf-8"))
    raw["files"] = {name: ["of an older release", digest, size] for name, (_, digest, size) in raw["files"].items()}
    path.write_text(json.dumps(raw), "utf-8")
    done = small.again()
    assert done.made == len(small.works)
    assert done.written == 0
    after = times(small.folder)
    assert {n for n in before if before[n] != after[n]} == {manifest.NAME}


def test_a_page_that_was_lost_or_cut_is_made_again(small: Made) -> None:
    whole = files(small.folder)
    (small.folder / "sources" / "index.html").unlink()
    (small.folder / "404.html").write_text("cut", "utf-8")
    assert small.again().made == 2
    assert files(small.folder) == whole


def test_pages_that_the_site_no_longer_has_go_and_files_of_others_stay(small: Made) -> None:
    (small.folder / "CNAME").write_text("careers.example", "utf-8")
    (small.folder / "roles" / "note.txt").write_text("mine", "utf-8")
    gone = [one for one in small.works if one.kind == "role"]
    fewer = replace(small, works=[one for one in small.works if one.kind != "role"])
    assert fewer.again().removed == len(gone)
    left = files(small.folder)
    assert left["CNAME"] == b"careers.example"
    assert left["roles/note.txt"] == b"mine"
    assert not any(file in left for one in gone for file in one.files)
    assert not (small.folder / Path(gone[0].files[0]).parent).exists()


@pytest.mark.parametrize("moment", ["while pages are made", "while files are put in place"])
def test_an_interrupted_run_leaves_a_whole_site_and_the_next_one_finishes(
    small: Made, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    before = files(small.folder)
    works = [replace(one, items=one.items) for one in small.works]
    fewer = replace(small, works=works[1:])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if moment.endswith("made"):
            patched.setattr(Maker, "write", stop)
        else:
            patched.setattr(Path, "replace", stop)
        (small.folder / "404.html").unlink()
        with pytest.raises(KeyboardInterrupt):
            fewer.again()
    now = files(small.folder)
    assert now | {"404.html": before["404.html"]} == before
    small.again()
    assert files(small.folder) == before


def test_a_page_that_cannot_be_made_leaves_the_site_as_it_was(small: Made) -> None:
    before = files(small.folder)
    broken = replace(
        small, works=[*small.works, Work("role", "/roles/no-such", ("no-such",), ("roles/no-such/index.html",))]
    )
    with pytest.raises(MetierError, match="/roles/no-such"):
        broken.again()
    assert files(small.folder) == before


def test_a_folder_that_holds_other_files_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(UserInputError, match="no generated site"):
        made.again(tmp_path)
    assert files(tmp_path) == {"thesis.txt": b"mine"}


def test_a_second_run_into_the_same_folder_is_refused_until_the_first_has_ended(small: Made) -> None:
    before = files(small.folder)
    with alone_in(small.folder), pytest.raises(UserInputError, match="Another run") as error:
        small.again()
    assert "another folder" in str(error.value.hint)
    assert files(small.folder) == before
    assert small.again().written == 0


def test_a_file_in_the_way_is_never_overwritten(small: Made) -> None:
    mine = small.folder / "methods" / "index.html"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    more = replace(small, works=[*small.works, Work("methods", "/methods", (), ("methods/index.html",))])
    with pytest.raises(UserInputError, match="in the way"):
        more.again()
    assert mine.read_text("utf-8") == "mine"


def test_a_damaged_manifest_is_said_so(small: Made) -> None:
    (small.folder / manifest.NAME).write_text("{}", "utf-8")
    with pytest.raises(UserInputError, match="damaged"):
        small.again()


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../b", ".git/config", "a\\b", "a//b", "a\0b", "a" * 300])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(UserInputError):
        safe_name(name)


def test_an_interruption_while_moving_is_known_afterwards(small: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some files came, the manifest did not: the next run takes them for its own and finishes."""
    more = replace(small, works=[*small.works, Work("methods", "/methods", (), ("methods/index.html",))])
    write = generating._write
    calls = iter((True, False))

    def once(*arguments: object) -> None:
        if not next(calls):
            raise KeyboardInterrupt
        write(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(generating, "_write", once)
        with pytest.raises(KeyboardInterrupt):
            more.again()
    assert (small.folder / "methods" / "index.html").is_file()
    assert more.again().files == small.done.files + 1


def test_links_lead_to_what_exists_in_the_form_that_hosts_serve() -> None:
    known = links("/guide", ["/", "/roles", "/compare/a-vs-b"], ["/static/site.css", "/compare/a-vs-b.pdf"])
    assert known.address("/guide/roles") == "/guide/roles/"
    assert known.address("/guide/roles/#top") == "/guide/roles/#top"
    assert known.address("/guide/") == "/guide/"
    assert known.address("/guide/compare/b-vs-a#s8") == "/guide/compare/a-vs-b/#s8"
    assert known.address("/guide/compare/a-vs-b.pdf") == "/guide/compare/a-vs-b.pdf"
    assert known.address("/guide/compare/a-vs-c") is None
    assert known.address("/guide/roles?q=x") is None
    html = (
        '<a class="card" href="/guide/compare/a-vs-c" rel="x"><b>C</b></a> <a href="https://x.example/?a=1&amp;b">x</a>'
    )
    assert known.mend(html) == '<a class="card"><b>C</b></a> <a href="https://x.example/?a=1&amp;b">x</a>'
