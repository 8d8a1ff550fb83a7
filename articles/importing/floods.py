"""A guard before the parser: tags of thousands of attributes, each of which it compares to all before it."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1000

# Tags as https://html.spec.whatwg.org/multipage/parsing.html#tokenization reads them, possessively: in one pass.
_ATTRIBUTE = r"""=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES = rf"[^\s/>]*+(?:[\s/]++|{_ATTRIBUTE}){{0,{2 * MOST_ATTRIBUTES}}}+"  # with the blanks between them
_RAW = r"(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)(?=[\s/>])"
_ORDINARY = re.compile(
    rf"(?:[^<]++|<(?![a-zA-Z/!?])|(?!<{_RAW})</?+[a-zA-Z]{_ATTRIBUTES}(?:>|\Z)|</[^a-zA-Z][^>]*+>?+|<[!?](?!--)[^>]*+>?+)++",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_RAW_START = re.compile(rf"<({_RAW}){_ATTRIBUTES}(?:>|\Z)", re.IGNORECASE)
_TAG_START = re.compile(rf"</?+[a-zA-Z]{_ATTRIBUTES}")
_SCRIPT_STEP = re.compile(r"<!--|-->|</?script(?=[\s/>])", re.IGNORECASE)


def without_floods(text: str) -> str:
    """A page in which no tag has more than a thousand attributes: such a tag ends after them.

    It is an attack, or a quotation mark is missing. The text is read as a parser would read it, so that nothing hides
    in what only looks like a comment or a value.
    """
    kept: list[str] = []
    at = start = 0
    while at < len(text):
        found = _ORDINARY.match(text, at) or _COMMENT.match(text, at)
        if found:
            at = found.end()
        elif found := _RAW_START.match(text, at):
            at = _raw_end(text, found.end(), found[1].casefold())
        else:
            found = _TAG_START.match(text, at)
            at = found.end() if found else at + 1
            kept += [text[start:at], ">"]
            start = at
    return "".join([*kept, text[start:]]) if kept else text


def _raw_end(text: str, at: int, tag: str) -> int:
    """Where the text of a script, a style and the like ends."""
    if tag == "plaintext":
        return len(text)
    if tag != "script":
        found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(text, at)
        return found.start() if found else len(text)
    escaped = doubly = False
    for step in _SCRIPT_STEP.finditer(text, at):
        match step.group().casefold():
            case "<!--":
                escaped = True
            case "-->":
                escaped = doubly = False
            case "<script":
                doubly = escaped
            case _ if not doubly:
                return step.start()
            case _:
                doubly = False
    return len(text)
