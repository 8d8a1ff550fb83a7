"""Bodies in foreign markup: blocks a story may hold, captions, and the rest told as furniture."""

import pytest

from articles.html import clean
from articles.importing.document import BlockKind, ParsedCaption, Role
from articles.importing.formats.bodies import (
    read_element,
    read_html,
    read_plain,
    tell_caption,
    text_of_html,
    without_opening,
)
from articles.importing.xml import read_xml

WRAPPED = """The old printer in the harbour office broke every line where
the paper ended, and nobody ever minded, for the paper was what
it was and the words were only words after all, and that is the
end of it."""


def html(markup: str) -> str:
    return "\n".join(piece.block.html for piece in read_html(markup) if piece.block)


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        pytest.param("<p>One</p><p>Two</p>", "<p>One</p>\n<p>Two</p>", id="paragraphs"),
        pytest.param("<p> One \n two </p>", "<p>One two</p>", id="blanks"),
        pytest.param("One<br><br>Two<br>three", "<p>One</p>\n<p>Two<br>three</p>", id="two line ends are a paragraph"),
        pytest.param("<p>One<br/></p>", "<p>One</p>", id="a line end at the end"),
        pytest.param("<p><br>One</p>", "<p>One</p>", id="a line end at the beginning"),
        pytest.param("<div>One<p>Two</p>Three</div>", "<p>One</p>\n<p>Two</p>\n<p>Three</p>", id="text between blocks"),
        pytest.param("<p><b>A</b> <i>b</i> <u>c</u></p>", "<p><strong>A</strong> <em>b</em> c</p>", id="emphasis"),
        pytest.param("<p><b></b><i> </i>A</p>", "<p>A</p>", id="emphasis of nothing"),
        pytest.param('<p><a href="https://a.example/?b&amp;c">x</a></p>', '<p><a href="https://a.example/?b&amp;c">x</a></p>', id="link"),
        pytest.param('<p><a href="/home">x</a></p>', "<p>x</p>", id="link within their site"),
        pytest.param('<p><a href=" JaVaScRiPt:alert(1)">x</a></p>', "<p>x</p>", id="script in a link"),
        pytest.param('<p><a href="https://a.example/&quot;onclick=x">x</a></p>', '<p><a href="https://a.example/&quot;onclick=x">x</a></p>', id="quote in a link"),
        pytest.param("<h1>A</h1><h3>B</h3><hl2>C</hl2>", "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>", id="crossheads"),
        pytest.param("<ul><li>a<li><b>b</b></ul>", "<ul><li>a</li><li><strong>b</strong></li></ul>", id="list"),
        pytest.param("<ol><li>a<ul><li>b</ul></ol>", "<ol><li>a<ul><li>b</li></ul></li></ol>", id="list in a list"),
        pytest.param("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>", id="quotation"),
        pytest.param("<p>x</p><script>y()</script>", "<p>x</p>", id="script"),
        pytest.param("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "<p>a | b<br>c | d</p>", id="table"),
        pytest.param("<table><tr><td><p>a</p><p>b</p></table>", "<p>a</p>\n<p>b</p>", id="table that lays out"),
        pytest.param("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "<p>a | bc</p>", id="table in a table"),
        pytest.param("<pre>a\nb\n\nc</pre>", "<p>a<br>b</p>\n<p>c</p>", id="lines kept"),
        pytest.param("a &lt;b&gt; &amp; c", "<p>a &lt;b&gt; &amp; c</p>", id="escapes"),
        pytest.param("One\n two\n\nThree", "<p>One two</p>\n<p>Three</p>", id="HTML without tags"),
        pytest.param('<?xml version="1.0"?><body><p>x</p></body>', "<p>x</p>", id="XHTML with a declaration"),
        pytest.param("<html><head><title>t</title></head><body><p>x</p></body></html>", "<p>x</p>", id="whole document"),
        pytest.param("", "", id="nothing"),
        pytest.param("<p> </p><div></div>", "", id="blanks alone"),
    ],
)  # fmt: skip
def test_markup_becomes_blocks(markup, blocks):
    assert html(markup) == blocks
    assert clean(blocks).replace(' rel="noopener"', "") == blocks


def test_emphasis_over_a_paragraphs_end_goes_on_in_the_next():
    body = read_xml(b"<body><b>A<p>B</p></b><p>C</p></body>", name="x")
    assert [piece.block.html for piece in read_element(body)] == [
        "<p><strong>A</strong></p>",
        "<p><strong>B</strong></p>",
        "<p>C</p>",
    ]


def test_what_is_no_text_is_told_as_furniture():
    pieces = read_html(
        "<header><h1>Head</h1><p>Again</p></header><p>Text</p><iframe src='https://a.example/x'></iframe>"
    )
    told = [(piece.text, piece.why) for piece in pieces if piece.role is Role.FURNITURE]
    assert told == [
        ("Head Again", "the head of the story, told in its fields"),
        ("https://a.example/x", "a page from elsewhere"),
    ]


@pytest.mark.parametrize(
    ("markup", "captions"),
    [
        pytest.param(
            "<figure><img src=a.jpg alt='A boat'><figcaption>Boats. Photo: Ann Lee</figcaption></figure>",
            [ParsedCaption("Boats.", "Ann Lee", photo="a.jpg", alt_text="A boat")],
            id="figure",
        ),
        pytest.param(
            "<figure><img src=a.jpg><figcaption>Boats. <small>Ann Lee</small></figcaption></figure>",
            [ParsedCaption("Boats.", "Ann Lee", photo="a.jpg")],
            id="credit set apart by markup",
        ),
        pytest.param("<p>x <img src=a.jpg> y</p>", [ParsedCaption(photo="a.jpg")], id="picture in a line"),
        pytest.param("<ul><li>x <img src=a.jpg></ul>", [ParsedCaption(photo="a.jpg")], id="picture in a list"),
        pytest.param(
            "<figure><img src=a.jpg><img src=b.jpg><figcaption>Two.</figcaption></figure>",
            [ParsedCaption("Two.", photo="a.jpg"), ParsedCaption(photo="b.jpg")],
            id="two pictures, one caption",
        ),
        pytest.param("<figure><blockquote>x</blockquote></figure>", [], id="figure without a picture"),
        pytest.param("<figure></figure>", [], id="empty figure"),
    ],
)
def test_pictures_become_captions(markup, captions):
    assert [piece.caption for piece in read_html(markup) if piece.caption] == captions


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        (ParsedCaption("Boats. Photo: Ann Lee"), "Boats.", "Ann Lee"),
        (ParsedCaption("Boats. (Photo by Ann Lee/Wire)", "Ann Lee"), "Boats.", "Ann Lee/Wire"),
        (ParsedCaption("Boats. Photo: Ann Lee", "Bo Ek"), "Boats. Photo: Ann Lee", "Bo Ek"),
    ],
)
def test_credit_printed_in_a_caption_is_set_apart_unless_another_is_told(caption, text, credit):
    (found,) = [piece.caption for piece in tell_caption(caption) if piece.caption]
    assert (found.text, found.credit) == (text, credit)


def test_nitf_note_for_editors_is_no_block():
    body = read_xml(b"<body.content><p>x</p><note noteclass='editorsnote'><p>y</p></note></body.content>", name="x")
    assert [(piece.role, piece.text) for piece in read_element(body)] == [
        (Role.PARAGRAPH, "x"),
        (Role.EDITOR_NOTE, "y"),
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("One\n\nTwo", ["One", "Two"], id="blank line between"),
        pytest.param("One\nTwo", ["One", "Two"], id="one a line"),
        pytest.param("One\r\nTwo\rThree", ["One", "Two", "Three"], id="other line ends"),
        pytest.param(WRAPPED, [" ".join(WRAPPED.split())], id="broken to a width"),
        pytest.param("A verse\nin lines\n\nA verse\nmore", ["A verse\nin lines", "A verse\nmore"], id="verses"),
        pytest.param("<script>x</script>", ["<script>x</script>"], id="never HTML"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_plain_text_becomes_paragraphs(text, paragraphs):
    assert [piece.text for piece in read_plain(text)] == paragraphs


def test_lines_broken_to_a_width_are_joined_in_markup_too():
    assert html("<p>" + WRAPPED.replace("\n", "<br/>") + "</p>") == f"<p>{' '.join(WRAPPED.split())}</p>"


def test_very_deep_markup_is_read_as_text():
    pieces = read_html("<div>" * 100 + "x<b>y</b>" + "</div>" * 100)
    assert [piece.text for piece in pieces] == ["xy"]


@pytest.mark.parametrize(
    ("markup", "length", "left"),
    [
        ("<p>Elma (dpa) - In <b>one</b> day</p>", 13, "<p>In <strong>one</strong> day</p>"),
        ("<p><b>Elma</b> (dpa) - In a day</p>", 13, "<p>In a day</p>"),
        ("<p><b>Elma (dpa) - In</b> a day</p>", 13, "<p><strong>In</strong> a day</p>"),
        ("<p>A &amp; B - In <i>a</i> day</p>", 8, "<p>In <em>a</em> day</p>"),
    ],
)
def test_opening_of_a_block_leaves_its_markup_too(markup, length, left):
    (piece,) = read_html(markup)
    shorter = without_opening(piece, length)
    assert shorter.block.html == left
    assert shorter.block.kind is BlockKind.PARAGRAPH


def test_text_of_html_has_one_block_a_line():
    assert text_of_html("<ul><li>a</li><li>b</li></ul><p>c &amp; d</p>") == "a\nb\nc & d"
    assert text_of_html("a < b") == "a < b"
