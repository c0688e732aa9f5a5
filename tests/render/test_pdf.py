"""The PDF: every figure on paper, readable by a screen reader, the same every time, and nothing hostile in it."""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sample import sample_report
from sample_words import HOSTILE

from metier.model import Report, Section, Sentence
from metier.report.render.pdf import to_pdf
from metier.report.render.pdf_text import BOX, shown
from metier.report.render.values import show
from metier.surfaces.cli.main import main


def squeezed(text: str) -> str:
    """Letters and digits alone: where lines break, and hyphens, say nothing."""
    return re.sub(r"[\W_]+", "", text)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def said(text: str) -> Report:
    """A report of one section that says a text, with the same text as its title."""
    report = sample_report(1)
    section = Section(id="short", title=text, paragraphs=((Sentence(text.replace("{", "{{").replace("}", "}}")),),))
    return replace(report, title=text, sections=(section,), figures={})


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return to_pdf(report)


def test_every_figure_stands_on_paper_with_its_label(pdf: bytes, report: Report) -> None:
    text = squeezed(text_of(pdf))
    for figure in report.figures.values():
        assert squeezed(shown(show(figure))) in text
    assert squeezed(shown(report.sections[0].title)) in text


def test_it_is_tagged_titled_and_says_its_language(pdf: bytes, report: Report) -> None:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert pdfium.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_dict()["Title"] == shown(report.title)
        assert document.get_metadata_dict()["CreationDate"].startswith("D:20260228")
        length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
        found = ctypes.create_string_buffer(length)
        pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(found, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
        assert found.raw.decode("utf-16-le").rstrip("\0") == "en-GB"
    finally:
        document.close()
    assert b"pdfuaid:part" in pdf


def test_the_same_report_gives_the_same_bytes(pdf: bytes, report: Report) -> None:
    assert to_pdf(report) == pdf


@pytest.mark.parametrize(
    "hostile",
    [
        HOSTILE,
        '#read("/etc/passwd") #eval("1+1") #image("x.png") $x$ *b* _i_ `c` <label> @ref \\u{41} // no /* no',
        '"}, "boxed": "x" #sys.inputs',
        "= heading - list + enum / term: x ~ --- ... 'quoted' \"quoted\"",
    ],
)
def test_text_stays_text(hostile: str) -> None:
    text = text_of(to_pdf(said(hostile)))
    assert squeezed(shown(hostile)) in squeezed(text)
    assert "root:x:" not in text


@pytest.mark.parametrize(
    "text", ["日本語 analyst", "😀", "मानव हिन्दी", "نص\u200f عربي", "\x07\x00bell", "a\u0301\u0301\u20dd", "ไทย"]
)
def test_letters_without_a_font_become_a_box_and_nothing_is_refused(text: str) -> None:
    found = to_pdf(said(text))
    assert found.startswith(b"%PDF-")
    if BOX in shown(text):
        assert "stands for letters" in text_of(found)


def test_a_comparison_fits_on_few_pages_and_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    main_ended(["compare", "data science manager", "ML software engineer", "--out", str(out)])
    document = pypdfium2.PdfDocument(out)
    try:
        assert 8 <= len(document) <= 16
    finally:
        document.close()
    main_ended(["pay", "data engineer", "--out", str(tmp_path / "pay.pdf")])
    main_ended(["role", "data engineer", "--format", "pdf", "--out", str(tmp_path / "role.pdf")])
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF-") for name in ("pay.pdf", "role.pdf"))


def main_ended(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert not end.value.code
