"""The text that is read, and the way back from it to what the producer sent."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.source import plain

PAGE = "<h3>Duties</h3><ul><li>Build dashboards</li><li><p>Write&nbsp;<b>SQL</b></p></li></ul><p>Apply now</p>"
READ = "Duties\n• Build dashboards\n• Write SQL\nApply now"


def escaped(markup: str) -> str:
    return markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize("raw", [READ, PAGE, escaped(PAGE), escaped(escaped(PAGE)), f"\ufeff{PAGE}\0"])
def test_all_forms_of_a_posting_read_alike(raw: str) -> None:
    assert plain(raw).text == READ


@pytest.mark.parametrize("raw", [READ, PAGE, escaped(PAGE), escaped(escaped(PAGE))])
@pytest.mark.parametrize("words", ["Duties", "Build dashboards", "SQL", "Apply now"])
def test_words_are_found_again_in_the_input(raw: str, words: str) -> None:
    read = plain(raw)
    at = read.text.index(words)
    start, end = read.origin(at, at + len(words))
    assert raw[start:end] == words


def test_a_span_over_markup_covers_it_and_nothing_around_it() -> None:
    raw = "<p>Know <b>R&amp;D</b> and <i>more</i></p>"
    read = plain(raw)
    assert read.text == "Know R&D and more"
    assert raw[slice(*read.origin(5, 8))] == "R&amp;D"
    assert raw[slice(*read.origin(0, 8))] == "Know <b>R&amp;D"
    assert read.origin(0, len(read.text)) == (3, raw.index("</i>"))
    assert read.origin(99, 120) == (raw.index("</i>"),) * 2


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Earn <$100k or more> & grow", "Earn <$100k or more> & grow"),
        ("R&D at AT&T &copying; &region", "R&D at AT&T &copying; &region"),
        ("<p>5 < 7 & 8 > 3</p>", "5 < 7 & 8 > 3"),
        ("Terms &amp; pay &ndash; see below", "Terms & pay – see below"),
        ('<p title="a > b">Hi</p>', "Hi"),
        ("<P>One<BR/>Two</P>", "One\nTwo"),
        (
            "<table><tr><td>Pay</td><td>£40k</td></tr><tr><td>Place</td><td>Leeds</td></tr></table>",
            "Pay £40k\nPlace Leeds",
        ),
        ("<ul><li>• one</li><li></li><li>two</li></ul>three", "• one\n• two\nthree"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", "• one\n• two"),
        ("<p>a</p><script>if (1 < 2) { x() }</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<head><title>x</title></head><body>text</body>", "text"),
        ("<p>a<!-- <b>not this</b> -->b</p>", "ab"),
        ("&lt;p&gt;a&lt;!-- not this --&gt;b&lt;/p&gt;", "ab"),
        ("<v><![CDATA[<p>inside</p>]]></v>", "inside"),
        ("<p>never closed<script>", "never closed"),
        ("<p>never closed<!-- and more", "never closed and more"),
        ("<p>cut off in a <a hre", "cut off in a <a hre"),
        ("", ""),
        ("<p></p>", ""),
        ("&nbsp;", ""),
    ],
)
def test_markup_and_prose_are_told_apart(raw: str, read: str) -> None:
    assert plain(raw).text == read


def test_line_breaks_of_markup_are_spaces_unless_no_tag_makes_lines() -> None:
    assert plain("<p>one\n two</p>\n<p>three</p>").text == "one two\n\nthree"
    assert plain("one\n\n• two <b>three</b>\nfour").text == "one\n\n• two three\nfour"
    assert plain("a\nb\nc\nd\n<h2>e</h2>\nf\ng\nh\ni\nj\n").text == "a\nb\nc\nd\n\ne\n\nf\ng\nh\ni\nj"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("weâ€™re paid Â£40k â€“ cafÃ©", "we’re paid £40k – café"),
        ("weÃ¢â‚¬â„¢re", "we’re"),
        ("we\x92re \x93it\x94", "we’re “it”"),
        ("\uf0b7 one\n\uf0a7 two", "• one\n• two"),
        ("develop\u00adment", "development"),
        ("a\u200bb\u3000c\td\x00e", "a b c d e"),
        ("line\r\nline\rline\u2028line", "line\nline\nline\nline"),
        ("\ud83d\ude00 \ud83d", "😀 \ufffd"),
        ("Ângela e João, São Paulo, NÃO", "Ângela e João, São Paulo, NÃO"),
        ("AMANHÃ…", "AMANHÃ…"),
    ],
)
def test_traces_of_wrong_decoding_are_repaired(raw: str, read: str) -> None:
    assert plain(raw).text == read


def test_repaired_signs_are_found_again() -> None:
    raw = "Pay: Â£40k, weâ€™re hiring"
    read = plain(raw)
    at = read.text.index("£40k")
    assert raw[slice(*read.origin(at, at + 4))] == "Â£40k"
    assert raw[slice(*read.origin(read.text.index("we’re"), read.text.index(" hiring")))] == "weâ€™re"


_MARKS = (
    '<p> </p> <li> </ul> <br/> <b > < & &amp; &lt; &gt; &nbsp; &#8217; <!-- --> <script> </script> â€™ Â “ \x92 word "'
)
PIECES = st.sampled_from((*_MARKS.split(" "), "\n", "  ", "\t", "\u200b", "\ud83d", "SQL "))
RAW = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))


@settings(max_examples=300)
@given(raw=RAW, data=st.data())
def test_any_input_has_a_clean_text_whose_places_are_inside_the_input(raw: str, data: st.DataObject) -> None:
    read = plain(raw)
    text = read.text
    assert text == text.strip(" \n")
    assert not re.search(r"  | \n|\n |\n\n\n|[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = read.origin(start, end)
    assert 0 <= first <= last <= len(raw)
    # Places keep their order, so that spans of parts lie inside spans of the whole.
    assert read.origin(0, len(text))[0] <= first
    assert last <= read.origin(0, len(text))[1]


@given(raw=RAW)
def test_words_between_markup_stand_unchanged_in_the_input(raw: str) -> None:
    read = plain(raw)
    for word in re.finditer(r"[A-Za-z]+", read.text):
        start, end = read.origin(*word.span())
        if end - start == len(word.group()):
            assert raw[start:end] == word.group()
        else:
            assert re.search(r"[<&\u00ad\u2000-\u206f\ufff9-\ufffb]", raw[start:end]) or not raw[start:end].isascii()


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="<&"), max_size=80))
def test_clean_prose_is_its_own_text(text: str) -> None:
    clean = " ".join(text.split())
    read = plain(clean)
    assert read.text == clean
    assert read.origin(0, len(clean)) == (0, len(clean))


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=60))
def test_escaping_changes_nothing(text: str) -> None:
    page = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    if "&amp;" in text or "&lt;" in text or re.search(r"&\w+;|&#", text):
        return  # text about entities is read as entities, whoever wrote it
    assert plain(page).text == plain(escaped(page)).text


@pytest.mark.parametrize(
    "part", ["<div>", "<", '<a "', "<a '\"", "<!--", "<script>", "&", "&amp;", "&lt;p ", "<![CDATA[", " \n", "Â"]
)
def test_time_is_linear_in_the_length(part: str) -> None:
    from time import process_time

    def seconds(size: int) -> float:
        raw = "<p>x</p>" + part * (size // len(part))
        begin = process_time()
        plain(raw)
        return process_time() - begin

    seconds(10_000)
    assert seconds(400_000) < 40 * max(min(seconds(50_000) for _ in range(2)), 0.003)
