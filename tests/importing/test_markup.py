"""Bodies of wire items: NITF, XHTML and plain text as blocks, and what only wires have taken out."""

import pytest
from lxml import etree

from articles.importing.document import Block, BlockKind, ParsedCaption, Role
from articles.importing.formats.markup import Marked, from_element, from_html, from_plain, note_of
from articles.importing.formats.wire import with_credit, without_opening
from articles.importing.xml import read_xml

WRAPPED = """The old printer in the harbour office broke every line where
the paper ended, and nobody ever minded, for the paper was what
it was and the words were only words after all, and that is the
end of it."""


def nitf(markup: str) -> Marked:
    return from_element(read_xml(f"<body.content>{markup}</body.content>".encode(), name="x"))


def html(marked: Marked) -> list[str]:
    return [block.html for block in marked.body.blocks]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        pytest.param("<block><p>One</p><p>Two</p></block>", ["<p>One</p>", "<p>Two</p>"], id="block"),
        pytest.param("<hl2>A</hl2><p>B</p>", ["<h2>A</h2>", "<p>B</p>"], id="crosshead"),
        pytest.param("<p>By <person>Ann <em>Lee</em></person> of <org>WW</org></p>", ["<p>By Ann <em>Lee</em> of WW</p>"], id="people and places"),
        pytest.param("<p><object.title>The Tides</object.title></p>", ["<p><em>The Tides</em></p>"], id="title of a work"),
        pytest.param("<p><q>Yes</q>, <q>“no”</q>, <q>well <em>so</em></q></p>", ["<p>“Yes”, “no”, “well <em>so</em>”</p>"], id="quotation marks"),
        pytest.param("<bq><block><p>A</p></block><credit>B</credit></bq>", ["<blockquote><p>A</p><p>B</p></blockquote>"], id="quotation"),
        pytest.param("<ol><li>A</li><li>B</li></ol>", ["<ol><li>A</li><li>B</li></ol>"], id="list"),
        pytest.param("<pre>A\nB</pre>", ["<p>A<br>B</p>"], id="preformatted"),
        pytest.param("<p>A</p><p/><p/><p>B</p>", ["<p>A</p>", "<p>B</p>"], id="empty paragraphs"),
        pytest.param("<p>A</p><p><h3>B</h3></p>", ["<p>A</p>", "<h3>B</h3>"], id="crosshead in a paragraph"),
        pytest.param("<x:p xmlns:x='u'>A <x:b>b</x:b></x:p>", ["<p>A <strong>b</strong></p>"], id="a foreign namespace"),
        pytest.param("<p>A</p><script>x()</script><p>B</p>", ["<p>A</p>", "<p>B</p>"], id="script"),
    ],
)  # fmt: skip
def test_nitf_becomes_blocks(markup, blocks):
    assert html(nitf(markup)) == blocks


@pytest.mark.parametrize(
    ("markup", "caption"),
    [
        pytest.param(
            "<media media-type='image'><media-reference source='a.jpg' alternate-text='A boat' width='9' height='9'/>"
            "<media-reference source='b.jpg' width='90' height='90'/><media-caption>Boats.</media-caption>"
            "<media-producer>Ann Lee</media-producer></media>",
            ParsedCaption("Boats.", "Ann Lee", photo="b.jpg", alt_text="A boat"),
            id="the largest picture",
        ),
        pytest.param(
            "<media><media-reference source='JsxLggxsoo4'/><media-caption>Boats.</media-caption></media>",
            ParsedCaption("Boats.", photo="JsxLggxsoo4"),
            id="a name without an ending",
        ),
        pytest.param("<media media-type='photo'><media-caption>Boats.</media-caption></media>", ParsedCaption("Boats."), id="no picture"),
    ],
)  # fmt: skip
def test_nitf_media_become_captions(markup, caption):
    assert nitf(f"<p>A</p>{markup}<p>B</p>").body.captions == (caption,)
    assert html(nitf(f"<p>A</p>{markup}<p>B</p>")) == ["<p>A</p>", "<p>B</p>"]


@pytest.mark.parametrize(
    ("markup", "apart"),
    [
        pytest.param("<note noteclass='editorsnote'><p>Call Ann.</p></note>", ("Call Ann.", Role.EDITOR_NOTE, "a note to editors"), id="note to editors"),
        pytest.param("<note type='npa'>Call Ann.</note>", ("Call Ann.", Role.EDITOR_NOTE, "a note to editors"), id="not for publication"),
        pytest.param("<header><h1>A</h1><p>B</p></header>", ("A B", Role.FURNITURE, "the head of the story, told in its fields"), id="the head again"),
        pytest.param("<media media-type='video'><media-reference source='a.mp4'/></media>", ("a.mp4", Role.FURNITURE, "video, which has no place in the text"), id="film"),
        pytest.param("<media><media-object encoding='base64'>R0lG</media-object></media>", ("R0lG", Role.FURNITURE, "the picture itself, coded as text"), id="coded picture"),
    ],
)  # fmt: skip
def test_what_only_wires_have_is_taken_out_and_told(markup, apart):
    marked = nitf(f"<p>A</p>{markup} tail<p>B</p>")
    assert marked.apart == (apart,)
    assert html(marked) == ["<p>A</p>", "<p>tail</p>", "<p>B</p>"]


def test_note_for_readers_stays_in_the_text():
    assert html(nitf("<note noteclass='cpyrt'><p>All rights.</p></note>")) == ["<p>All rights.</p>"]


def test_element_that_is_read_stays_as_it_is():
    root = read_xml(b"<body><header>A</header><p class='teaser'>B</p></body>", name="x")
    before = etree.tostring(root)
    assert from_element(root).classes == {"teaser": {"B"}}
    assert etree.tostring(root) == before


def test_html_is_read_the_same_way():
    marked = from_html('<?xml version="1.0"?><header>A</header><p class="byline">By Ann Lee</p><p>B<br>C</p>')
    assert html(marked) == ["<p>By Ann Lee</p>", "<p>B<br>C</p>"]
    assert marked.classes == {"byline": {"By Ann Lee"}}


def test_very_deep_html_keeps_its_words():
    assert from_html('<div class="a">' * 3000 + "words").body.blocks[0].text == "words"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("One\n\nTwo", ["One", "Two"], id="blank line between"),
        pytest.param("One\nTwo", ["One", "Two"], id="one a line"),
        pytest.param("One\r\nTwo\rThree", ["One", "Two", "Three"], id="other line ends"),
        pytest.param(WRAPPED, [" ".join(WRAPPED.split())], id="broken to a width"),
        pytest.param("   One\n   Two", ["One", "Two"], id="indented paragraphs"),
        pytest.param("A verse\nin lines\n\nA verse\nmore", ["A verse in lines", "A verse more"], id="verses"),
        pytest.param("<script>x</script>", ["<script>x</script>"], id="never HTML"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_plain_text_becomes_paragraphs(text, paragraphs):
    assert [block.text for block in from_plain(text).body.blocks] == paragraphs


def test_lines_of_verse_stay_lines():
    assert html(from_plain("A verse\nin lines\n\nB")) == ["<p>A verse<br>in lines</p>", "<p>B</p>"]


def test_lines_broken_to_a_width_are_joined_in_markup_too():
    assert html(from_html(f"<p>{WRAPPED}</p>".replace("\n", "<br/>"))) == [f"<p>{' '.join(WRAPPED.split())}</p>"]


def test_note_in_block_html_is_told_in_full():
    note = read_xml(
        b"<edNote><section><header>Notes</header><ul><li>Ann</li><li>Bo</li></ul></section></edNote>", name="x"
    )
    assert note_of(note) == "Notes\nAnn\nBo"


# What is done to blocks and captions afterwards


@pytest.mark.parametrize(
    ("markup", "length", "left"),
    [
        ("<p>Elma (dpa) - In <b>one</b> day</p>", 13, "<p>In <strong>one</strong> day</p>"),
        ("<p><b>Elma</b> (dpa) - In a day</p>", 13, "<p>In a day</p>"),
        ("<p><b>Elma (dpa) - In</b> a day</p>", 13, "<p><strong>In</strong> a day</p>"),
        ("<p>A &amp; B - In <i>a</i> day</p>", 8, "<p>In <em>a</em> day</p>"),
        ("<p>A B - In<br>a day</p>", 6, "<p>In<br>a day</p>"),
        ("<p>A B - In a day</p>", 6, "<p>In a day</p>"),
    ],
)
def test_opening_of_a_block_leaves_its_markup_too(markup, length, left):
    (block,) = from_html(markup).body.blocks
    shorter = without_opening(block, length)
    assert shorter == Block(BlockKind.PARAGRAPH, shorter.text, shorter.markup)
    assert shorter.html == left


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        (ParsedCaption("Boats. Photo: Ann Lee"), "Boats.", "Ann Lee"),
        (ParsedCaption("Boats. (Photo by Ann Lee/Wire)", "Ann Lee"), "Boats.", "Ann Lee/Wire"),
        (ParsedCaption("Boats. Photo: Ann Lee", "Bo Ek"), "Boats. Photo: Ann Lee", "Bo Ek"),
        (ParsedCaption("Boats."), "Boats.", ""),
    ],
)
def test_credit_printed_in_a_caption_is_set_apart_unless_another_is_told(caption, text, credit):
    found = with_credit(caption)
    assert (found.text, found.credit) == (text, credit)
