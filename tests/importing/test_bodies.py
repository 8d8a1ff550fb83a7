"""A body's HTML as blocks and captions, from outside."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.html import clean
from articles.importing.bodies import Body, plain, read_body, read_text
from articles.importing.document import BlockKind, ParsedCaption, Role
from tests.importing.stories import steps_of


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        pytest.param("<p>One</p><p>Two</p>", ["<p>One</p>", "<p>Two</p>"], id="paragraphs"),
        pytest.param("One<br><br>Two<br>\n<br/>Three", ["<p>One</p>", "<p>Two</p>", "<p>Three</p>"], id="bare text"),
        pytest.param("<p>One<br>and more<br></p>", ["<p>One<br>and more</p>"], id="single breaks stay"),
        pytest.param("<p>Tea &amp; &lt;toast&gt;</p>", ["<p>Tea &amp; &lt;toast&gt;</p>"], id="entities"),
        pytest.param("<h1>A</h1><h2>B</h2>", ["<h2>A</h2>", "<h2>B</h2>"], id="crossheads"),
        pytest.param("<h3>C</h3><h6>D</h6>", ["<h3>C</h3>", "<h3>D</h3>"], id="smaller crossheads"),
        pytest.param("<p>A <b>b</b> <i>c</i> <del>d</del></p>", ["<p>A <strong>b</strong> <em>c</em> <s>d</s></p>"], id="emphasis"),
        pytest.param("<p><b>All <i>of</b> it</p>", ["<p><strong>All <em>of</em></strong> it</p>"], id="badly nested"),
        pytest.param("<b>One<br><br>Two</b>", ["<p><strong>One</strong></p>", "<p><strong>Two</strong></p>"], id="emphasis over two paragraphs"),
        pytest.param('<p>See <a href="/x" target="_top" onclick="y()">this</a></p>', ['<p>See <a href="/x" rel="noopener">this</a></p>'], id="link"),
        pytest.param('<p>See <a href=" java\tscript:alert(1)">this</a></p>', ["<p>See this</p>"], id="link to a script"),
        pytest.param("<p>  A\n  b <span> c</span>&nbsp;d</p>", ["<p>A b c\u00a0d</p>"], id="white space"),
        pytest.param("<p>&nbsp;</p><p></p><div><br></div>", [], id="empty paragraphs"),
        pytest.param("<ul><li>A<li><p>B</p><ol><li>C</ol></ul>", ["<ul><li>A</li><li>B<ol><li>C</li></ol></li></ul>"], id="lists"),
        pytest.param("<li>A</li><li>B</li>", ["<p>A</p>", "<p>B</p>"], id="items without a list"),
        pytest.param("<ul>A<li>B</li></ul>", ["<ul><li>A</li><li>B</li></ul>"], id="text between items"),
        pytest.param("<blockquote>A<p>B</p><cite>C</cite></blockquote>", ["<blockquote><p>A</p><p>B</p><p><em>C</em></p></blockquote>"], id="quote"),
        pytest.param("<blockquote>A<blockquote>B</blockquote></blockquote>", ["<blockquote><p>A</p><p>B</p></blockquote>"], id="quote in a quote"),
        pytest.param("<blockquote>A<ul><li>B</ul></blockquote>", ["<blockquote><p>A</p><ul><li>B</li></ul></blockquote>"], id="list in a quote"),
        pytest.param("<ul><blockquote>A&amp;B</blockquote></ul>", ["<ul><li>A&amp;B</li></ul>"], id="quote in a list"),
        pytest.param("<pre>A\n  b\n\nC</pre>", ["<p>A<br>b</p>", "<p>C</p>"], id="preformatted"),
        pytest.param("<table><tr><th>Ferry<th>Hour<tr><td>Night<td>23</table>", ["<p>Ferry | Hour</p>", "<p>Night | 23</p>"], id="table"),
        pytest.param("<table><tr><td><p>A</p><p>B</p><td>C</table>", ["<p>A</p>", "<p>B</p>", "<p>C</p>"], id="table for layout"),
        pytest.param("<dl><dt>A<dd>B</dl>", ["<p>A</p>", "<p>B</p>"], id="definitions"),
        pytest.param('<p dir="rtl">א</p>', ['<p dir="rtl">א</p>'], id="right to left"),
        pytest.param("<p>A</body></html>b<p>C", ["<p>Ab</p>", "<p>C</p>"], id="text after the end of the page"),
        pytest.param("<div><section>A<article>B</article></section>C</div>", ["<p>A</p>", "<p>B</p>", "<p>C</p>"], id="containers"),
        pytest.param('<p>Well <img class="wp-smiley" alt="🙂" src="s.png"> done</p>', ["<p>Well 🙂 done</p>"], id="emoji picture"),
    ],
)  # fmt: skip
def test_html_becomes_blocks(html, blocks):
    body = read_body(html)
    assert [block.html for block in body.blocks] == blocks
    assert clean("\n".join(blocks)).replace("&nbsp;", "\u00a0") == "\n".join(blocks)


def test_kinds_of_block_are_told_apart():
    body = read_body("<h2>A</h2><p>B</p><ul><li>C</ul><blockquote>D</blockquote>")
    assert [block.kind for block in body.blocks] == [
        BlockKind.CROSSHEAD,
        BlockKind.PARAGRAPH,
        BlockKind.LIST,
        BlockKind.QUOTE,
    ]


@pytest.mark.parametrize(
    ("html", "captions"),
    [
        pytest.param(
            '<figure><img src="a.jpg" alt="A bench"><figcaption>The bench. <span class="credit">Ann Lee</span></figcaption></figure>',
            [ParsedCaption("The bench.", "Ann Lee", photo="a.jpg", alt_text="A bench")],
            id="figure",
        ),
        pytest.param(
            '<figure><a href="big.jpg"><img src="a.jpg"></a><div class="photo-credit">Ann Lee</div></figure>',
            [ParsedCaption("", "Ann Lee", photo="a.jpg")],
            id="credit outside the caption",
        ),
        pytest.param(
            '<div class="wp-caption alignleft"><img src="a.jpg"><p class="wp-caption-text">The bench</p></div>',
            [ParsedCaption("The bench", photo="a.jpg")],
            id="caption of an older WordPress",
        ),
        pytest.param(
            '<p>Text <img src="a.jpg" alt="A bench"></p>',
            [ParsedCaption(photo="a.jpg", alt_text="A bench")],
            id="picture alone",
        ),
        pytest.param(
            '<figure class="gallery"><figure><img src="a.jpg"></figure><figure><img src="b.jpg"><figcaption>B</figcaption></figure>'
            "<figcaption>All</figcaption></figure>",
            [ParsedCaption(photo="a.jpg"), ParsedCaption("B", photo="b.jpg"), ParsedCaption("All")],
            id="gallery",
        ),
        pytest.param(
            '<figure><img src="a.jpg"><img src="b.jpg"><figcaption>Both</figcaption></figure>',
            [ParsedCaption("Both", photo="a.jpg"), ParsedCaption(photo="b.jpg")],
            id="two pictures with one caption",
        ),
        pytest.param(
            '<figure><iframe src="https://video.example/1"></iframe><figcaption>The film</figcaption></figure>',
            [ParsedCaption("The film")],
            id="film that is left out",
        ),
        pytest.param(
            '<img src="data:image/gif;base64,R0" data-src="late.jpg">', [ParsedCaption(photo="late.jpg")], id="loads late"
        ),
        pytest.param('<img srcset="s.jpg 300w, l.jpg 900w">', [ParsedCaption(photo="l.jpg")], id="only in a set"),
    ],
)  # fmt: skip
def test_pictures_become_captions(html, captions):
    assert list(read_body(html).captions) == captions


def test_title_of_a_table_stays_in_the_text():
    body = read_body("<figure><table><tr><td>A<td>B</table><figcaption>Boats</figcaption></figure>")
    assert ([block.text for block in body.blocks], body.captions) == (["A | B", "Boats"], ())


@pytest.mark.parametrize(
    ("html", "left_out"),
    [
        pytest.param("<script>alert(1)</script>", "script alert(1)", id="script"),
        pytest.param("<style>p{}</style>", "style p{}", id="style"),
        pytest.param('<iframe src="https://video.example/1"></iframe>', "iframe https://video.example/1", id="frame"),
        pytest.param('<video><source src="a.mp4">Film</video>', "video a.mp4 Film", id="film"),
        pytest.param("<form>A<button>Send</button></form>", "button Send", id="button"),
        pytest.param('<img src="t.gif" width="1" height="1">', "tracking pixel t.gif", id="pixel"),
        pytest.param('<embed src="a.swf">', "embed a.swf", id="embed that is never closed"),
        pytest.param('<object data="a.swf"><param name="x">', "object a.swf", id="object that is never closed"),
        pytest.param("<svg><text>S</text><script>x</script></svg>", "svg S x", id="drawing"),
    ],
)
def test_what_is_no_text_is_named_and_left_out(html, left_out):
    body = read_body(f"<p>Before</p>{html}<p>After</p>")
    assert body.left_out == (left_out,)
    assert (left_out, Role.FURNITURE) in body.lines
    assert not re.search(r"alert|iframe|video|Send|t\.gif", "".join(block.html for block in body.blocks))


def test_lines_tell_the_whole_in_order():
    body = read_body(
        '<h2>A</h2><figure><img src="p.jpg" alt="Alt"><figcaption>C</figcaption></figure><ul><li>I<li>J</ul>'
    )
    assert body.lines == (
        ("A", Role.CROSSHEAD),
        ("p.jpg", Role.PHOTO),
        ("C", Role.CAPTION),
        ("Alt", Role.PHOTO),
        ("I", Role.PARAGRAPH),
        ("J", Role.PARAGRAPH),
    )


def test_plain_text_is_parted_at_blank_lines():
    body = read_text("One <b>\r\nline\r\n\r\n \nTwo & three\n")
    assert [block.html for block in body.blocks] == ["<p>One &lt;b&gt;<br>line</p>", "<p>Two &amp; three</p>"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Tea &amp; <em>toast</em>", "Tea & toast"),
        ("  two\n words ", "two words"),
        ("a < b", "a < b"),
        ("A<script>x</script>B", "AB"),
        ("", ""),
    ],
)
def test_plain_says_what_a_reader_reads(html, text):
    assert plain(html) == text


# Nothing is lost, nothing is let in, whatever comes


TAGS = """p div b i a span br ul ol li blockquote pre table tr td h2 h3 figure figcaption img script style iframe video
section em strong cite dl dt dd button""".split()
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS if tag not in {"br", "img"}]),
    st.sampled_from(["<p class='credit'>", "<div class='wp-caption'>", "<p class='wp-caption-text'>", "<img src=a alt=w0w>"]),
    st.integers(min_value=1, max_value=999).map("w{}w ".format),
    st.sampled_from([" ", "\n", "&amp;", "&nbsp;", "\x00", "\ud800", "< ", "</html>", "</body>"]),
)  # fmt: skip


def words(text: str) -> list[str]:
    return sorted(re.findall(r"w\d+w", text))


def told(body: Body) -> str:
    captions = " ".join(f"{caption.text} {caption.credit} {caption.alt_text}" for caption in body.captions)
    return " ".join([*(block.text for block in body.blocks), captions, *body.left_out])


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_word_is_in_a_block_a_caption_or_what_was_left_out(html):
    body = read_body(html)
    assert words(told(body)) == words(html)
    assert words(" ".join(line for line, _ in body.lines)) == words(html)
    for block in body.blocks:
        assert block.html == clean(block.html) or "&nbsp;" in block.html + clean(block.html)
        assert block.text.strip()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text())
def test_any_text_is_read_without_an_error(text):
    read_body(text)
    read_text(text)
    plain(text)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "font"])
def test_very_deep_html_keeps_its_words(tag):
    body = read_body(f"<p>before</p>{f'<{tag}>w1w ' * 3000}<p>after</p>")
    text = " ".join(block.text for block in body.blocks)
    assert text.startswith("before")
    assert text.endswith("after")
    assert text.count("w1w") == 3000


def test_work_grows_in_proportion_to_the_text():
    def steps(times: int) -> int:
        html = "<div><p>One <b>two</b><br>three</p><ul><li>four</ul><figure><img src=a></figure></div>" * times
        return steps_of(lambda: read_body(html))

    assert steps(400) < 2.2 * steps(200)
