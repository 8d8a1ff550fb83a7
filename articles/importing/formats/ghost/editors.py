"""What Ghost's editors keep, as HTML: Lexical since Ghost 5, Mobiledoc before, and the Markdown in their cards.

Ghost keeps the HTML beside it, so this is for posts that were never rendered. What a card cannot say in HTML is an
``embed`` with its address, so that the reader of bodies names it among what was left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from articles.importing.json import list_of, objects_of, text_of

_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (32, "sub"), (64, "sup"))  # the bits of Lexical's text format
_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote aside ul ol pre strong em b i s del a code sub sup".split())

_markdown = MarkdownIt("commonmark")


def from_lexical(document: object) -> str:
    """The HTML of a Lexical document (https://lexical.dev/docs/concepts/serialization), as Ghost uses it."""
    root = document.get("root") if isinstance(document, dict) else None
    return "".join(map(_node, objects_of(root.get("children")))) if isinstance(root, dict) else ""


def _node(node: dict[str, Any]) -> str:
    kind = text_of(node.get("type")).removeprefix("extended-")
    if kind in {"linebreak", "tab"}:
        return "<br>" if kind == "linebreak" else " "
    if kind == "text":
        return _formatted(text_of(node.get("text")), node.get("format"))
    inner = "".join(map(_node, objects_of(node.get("children"))))
    match kind:
        case "link" | "autolink" | "at-link":
            return f'<a href="{escape(text_of(node.get("url")))}">{inner}</a>'
        case "paragraph":
            return f"<p>{inner}</p>"
        case "heading":
            return _tagged(text_of(node.get("tag")) or "h2", inner)
        case "list":
            return _tagged("ol" if node.get("listType") == "number" else "ul", inner)
        case "listitem":
            return f"<li>{inner}</li>"
        case "quote" | "aside":
            return f"<blockquote>{inner}</blockquote>"
    return inner or _card(kind, node)


def _formatted(text: str, bits: object) -> str:
    html = escape(text, quote=False)
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            html = f"<{tag}>{html}</{tag}>"
    return html


def from_mobiledoc(document: object) -> str:
    """The HTML of a Mobiledoc document (https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md)."""
    if not isinstance(document, dict):
        return ""
    html = []
    for section in map(list_of, list_of(document.get("sections"))):
        match section:
            case [1, str(tag), list(markers), *_]:
                html.append(_tagged(tag, _markers(markers, document)))
            case [2, str(address), *_]:
                html.append(f'<img src="{escape(address)}">')
            case [3, str(tag), list(items), *_]:
                html.append(_tagged(tag, "".join(f"<li>{_markers(list_of(item), document)}</li>" for item in items)))
            case [10, int(number), *_]:
                match _at(document.get("cards"), number):
                    case [str(name), dict(card), *_]:
                        html.append(_card(name, card))
    return "".join(html)


def _markers(markers: Iterable[object], document: dict[str, Any]) -> str:
    """A line of text: each marker opens some markups, closes some, and says something in between."""
    html, open_tags = "", list[str]()
    for marker in markers:
        match marker:
            case [int(kind), list(opened), int(closed), value, *_]:
                for number in opened:
                    tag, opening = _markup(_at(document.get("markups"), number))
                    html += opening
                    open_tags.append(tag)
                if kind == 0:
                    html += escape(text_of(value), quote=False)
                else:
                    match _at(document.get("atoms"), value):
                        case ["soft-return", *_]:
                            html += "<br>"
                        case [str(), str(text), *_]:
                            html += escape(text, quote=False)
                for _ in range(min(closed, len(open_tags))):
                    html += f"</{open_tags.pop()}>"
    return html + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _markup(markup: object) -> tuple[str, str]:
    match markup:
        case [str(tag), list(attributes), *_] if tag.lower() == "a" and "href" in attributes[:-1]:
            return "a", f'<a href="{escape(text_of(attributes[attributes.index("href") + 1]))}">'
        case [str(tag), *_] if tag.lower() in _TAGS:
            return tag.lower(), f"<{tag.lower()}>"
    return "span", "<span>"


def _at(values: object, number: object) -> object:
    """The value with that number in a list, if there is one."""
    many = list_of(values)
    return many[number] if isinstance(number, int) and 0 <= number < len(many) else None


def _tagged(tag: str, inner: str) -> str:
    tag = tag.lower() if tag.lower() in _TAGS else "p"
    return f"<{tag}>{inner}</{tag}>"


# Cards: Lexical and Mobiledoc have the same ones, with the same values in them


def _card(name: str, card: dict[str, Any]) -> str:
    """A card as HTML; of one that no reader could read, its address."""
    make = _CARDS.get(name.removeprefix("card-"))
    if make is not None:
        return make(card)
    told = (text_of(card.get(key)) for key in ("url", "src", "fileName", "title", "heading"))
    address = " ".join(filter(None, [name if name != "embed" else "", *told]))
    return f'<figure><embed src="{escape(address)}"><figcaption>{text_of(card.get("caption"))}</figcaption></figure>'


def _image(card: dict[str, Any]) -> str:
    address, alt = text_of(card.get("src")), text_of(card.get("alt"))
    image = f'<img src="{escape(address)}" alt="{escape(alt)}">'
    return f"<figure>{image}<figcaption>{text_of(card.get('caption'))}</figcaption></figure>"


def _gallery(card: dict[str, Any]) -> str:
    images = "".join(map(_image, objects_of(card.get("images"))))
    return f"<figure>{images}<figcaption>{text_of(card.get('caption'))}</figcaption></figure>"


def _bookmark(card: dict[str, Any]) -> str:
    told = card.get("metadata")
    title = text_of(told.get("title")) if isinstance(told, dict) else ""
    return _link({"buttonUrl": card.get("url"), "buttonText": title or text_of(card.get("url"))})


def _link(card: dict[str, Any]) -> str:
    words = escape(text_of(card.get("buttonText")), quote=False)
    return f'<p><a href="{escape(text_of(card.get("buttonUrl")))}">{words}</a></p>'


_CARDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "image": _image,
    "gallery": _gallery,
    "html": lambda card: text_of(card.get("html")),
    "markdown": lambda card: str(_markdown.render(text_of(card.get("markdown")))),
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
    "paywall": lambda _: "<hr>",
    "code": lambda card: f"<pre>{escape(text_of(card.get('code')), quote=False)}</pre>",
    "codeblock": lambda card: f"<pre>{escape(text_of(card.get('code')), quote=False)}</pre>",
    "bookmark": _bookmark,
    "button": _link,
    "callout": lambda card: f"<p>{text_of(card.get('calloutText'))}</p>",
    "toggle": lambda card: f"<h3>{text_of(card.get('heading'))}</h3>{text_of(card.get('content'))}",
}
