"""The content of a WordPress post as HTML: block comments, shortcodes, embeds, and the paragraphs nobody typed.

WordPress keeps what its editor typed and makes HTML of it each time a page is shown
(https://developer.wordpress.org/reference/functions/wpautop/). This does as much of that as a story needs.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from articles.importing.bodies import Body, read_body
from articles.importing.document import Role
from articles.importing.formats.wxr.site import Attachment
from articles.importing.values import host_of

_SHORTCODE = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]*)((?:[\s=][^\[\]]{0,2000})?)(/?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_LONE_ADDRESS = re.compile(r"^[ \t]*(?:<p>)?[ \t]*(https?://[^\s<>\"]+)[ \t]*(?:</p>)?[ \t]*$", re.MULTILINE)
_EMBED_BLOCK = re.compile(r'<div class="wp-block-embed__wrapper">\s*(https?://[^\s<>"]+)\s*</div>')
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^<>]*>|<!--")
_VERBATIM = frozenset({"pre", "script", "style", "textarea", "svg"})  # their line ends are their own
# Shortcodes whose inside is an address, or is shown by a script.
_WITH_INSIDE = frozenset("audio embed iframe instagram playlist soundcloud tweet twitter video vimeo youtube".split())
# WordPress's own, which need no attributes.
_CORE = frozenset("audio embed gallery playlist video".split())
# Blocks that say nothing where they are missing.
_SILENT_BLOCKS = frozenset("more nextpage page-break separator spacer".split())
# Whose addresses on a line of their own WordPress replaces by a film, a post or a song
# (https://wordpress.org/documentation/article/embeds/#list-of-sites-you-can-embed-from).
_EMBEDDED = frozenset(
    """
    animoto.com bsky.app cloudup.com crowdsignal.com dailymotion.com dai.ly facebook.com flickr.com flic.kr giphy.com
    imgur.com instagram.com issuu.com kickstarter.com mixcloud.com pinterest.com pocketcasts.com reddit.com
    reverbnation.com scribd.com slideshare.net smugmug.com soundcloud.com speakerdeck.com spotify.com ted.com
    threads.net tiktok.com tumblr.com twitter.com videopress.com vimeo.com wordpress.tv x.com youtu.be youtube.com
    """.split()
)

Pictures = Callable[[dict[str, str]], list[Attachment]]
"""The pictures of a gallery, from its attributes."""


def read_content(raw: str, pictures: Pictures) -> Body:
    """The blocks and captions of a post's content; what is left out is named, shortcodes and embeds as well."""
    reader = _Content(pictures)
    body = read_body("".join(reader.html(raw.replace("\r\n", "\n").replace("\r", "\n"))))
    lines = (*body.lines, *((line, Role.FURNITURE) for line in reader.left_out))
    return Body(body.blocks, body.captions, (*body.left_out, *reader.left_out), lines)


@dataclass
class _Content:
    pictures: Pictures
    left_out: list[str] = field(default_factory=list)

    def html(self, raw: str) -> Iterator[str]:
        """The content as HTML. What stands in no block was typed without paragraphs."""
        open_blocks: list[str] = []
        for text, comment in _comments(raw):
            as_typed = not open_blocks or open_blocks[-1] in {"freeform", "core/freeform"}
            text = self._shortcodes(_EMBED_BLOCK.sub(self._embed, text))
            yield _with_paragraphs(_LONE_ADDRESS.sub(self._lone_address, text)) if as_typed else text
            name = comment.removeprefix("/").removeprefix("wp:").partition(" ")[0].rstrip("/")
            if comment.startswith("/wp:"):
                open_blocks = open_blocks[:-1]
            elif comment.startswith("wp:") and not comment.endswith("/"):
                open_blocks.append(name)
            elif comment.startswith("wp:") and name not in _SILENT_BLOCKS:
                self._leave_out(f"block {comment.removeprefix('wp:').removesuffix('/')}")
            elif name.startswith(("more", "nextpage")):
                yield "<br><br>"

    def _leave_out(self, what: str) -> None:
        self.left_out.append(" ".join(what.split()))

    def _embed(self, match: re.Match[str]) -> str:
        self._leave_out(f"embed {match[1]}")
        return ""

    def _lone_address(self, match: re.Match[str]) -> str:
        site = ".".join(host_of(match[1]).split(".")[-2:])
        if site in _EMBEDDED:
            return self._embed(match)
        address = escape(match[1])
        return f'<p><a href="{address}">{address}</a></p>'

    def _shortcodes(self, text: str) -> str:
        """The text with captions and galleries as figures, and without other shortcodes."""
        found = list(_SHORTCODE.finditer(text))
        ends: dict[str, deque[re.Match[str]]] = defaultdict(deque)
        for match in found:
            if match[2] and not _is_escaped(match):
                ends[match[3]].append(match)
        html, done = [], 0
        for match in found:
            name, closing = match[3].lower(), ends.get(match[3])
            if match.start() < done:
                continue
            if _is_escaped(match):
                html += [text[done : match.start()], match[0][1:-1]]
                done = match.end()
                continue
            if not (closing is not None or _is_shortcode(match)):
                continue
            html.append(text[done : match.start()])
            done = match.end()
            while closing and closing[0].start() < done:
                closing.popleft()
            end = closing[0] if closing and not match[2] else None
            if end is not None and name in {"caption", "wp_caption"}:
                html.append(_figure(text[done : end.start()], _attributes(match[4])))
                done = end.end()
            elif name == "gallery" and (pictures := self.pictures(_attributes(match[4]))):
                html += map(_picture, pictures)
            elif end is not None and name in _WITH_INSIDE:
                self._leave_out(text[match.start() : end.end()])
                done = end.end()
            else:
                self._leave_out(match[0])
        return "".join([*html, text[done:]])


def _is_escaped(match: re.Match[str]) -> bool:
    """Whether a shortcode is only shown, as ``[[gallery]]`` is."""
    return bool(match[1] and match[6])


def _is_shortcode(match: re.Match[str]) -> bool:
    """Whether a bracketed word without an end is a shortcode. In prose it may well be a word: [sic], [then-mayor]."""
    return match[3].lower() in _CORE or "_" in match[3] or _ATTRIBUTE.search(match[4]) is not None or "://" in match[4]


def _comments(raw: str) -> Iterator[tuple[str, str]]:
    """The text before each comment, and what the comment says; at the end the text behind the last one."""
    done = 0
    while (start := raw.find("<!--", done)) >= 0 and (end := raw.find("-->", start)) >= 0:
        yield raw[done:start], raw[start + 4 : end].strip()
        done = end + 3
    yield raw[done:], ""


def _attributes(text: str) -> dict[str, str]:
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(text)}


def _figure(inside: str, attributes: dict[str, str]) -> str:
    """A caption shortcode: the words stand behind the picture, in old posts in an attribute."""
    match = _PICTURE.match(inside)
    picture, words = (match[1], match[2]) if match else ("", inside)
    return f"<figure>{picture}<figcaption>{attributes.get('caption', '')}{words.strip()}</figcaption></figure>"


def _picture(attachment: Attachment) -> str:
    image = f'<img src="{escape(attachment.address)}" alt="{escape(attachment.alt_text)}">'
    words = f'{attachment.caption}<span class="credit">{escape(attachment.credit)}</span>'
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>"


def _with_paragraphs(text: str) -> str:
    """Line ends as breaks, outside of tags and of what keeps its line ends; two of them part paragraphs."""
    html, done, inside = [], 0, ""
    for match in _TAG.finditer(text):
        name = (match[2] or "").lower()
        if inside:
            if match[1] and name == inside:
                inside = ""
                html.append(text[done : match.end()])
                done = match.end()
            continue
        html += [_breaks(text[done : match.start()]), match[0]]
        done = match.end()
        if name in _VERBATIM and not match[1]:
            inside = name
    html.append(text[done:] if inside else _breaks(text[done:]))
    return "".join(html)


def _breaks(text: str) -> str:
    return text.replace("\n", "<br>\n")


def gallery_ids(attributes: dict[str, str]) -> Iterable[int]:
    """The attachments a gallery names, in its order."""
    named = attributes.get("ids") or attributes.get("include") or ""
    return [int(each) for each in re.findall(r"\d{1,18}", named)]
