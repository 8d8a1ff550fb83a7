"""Which language a text is in, by its script and its frequent short words."""

from __future__ import annotations

import re

from .vocabulary import vocabulary

_SAMPLE = 420
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7af]")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language; empty where too little tells it."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and _BEYOND_LATIN.search(sample):
        letters = max(1, sum(map(str.isalpha, sample)))
        for code, script in _SCRIPTS:
            share = len(script.findall(sample)) / letters
            if share > (0.08 if code == "ja" else 0.3):
                return _within(code, sample)
    votes: dict[str, int] = {}
    table = vocabulary().stopwords
    for word in sample.casefold().split():
        for code in table.get(word, ()):
            votes[code] = votes.get(code, 0) + 1
    ranking = sorted(votes.values(), reverse=True)
    if not ranking or ranking[0] < 2 or ranking[1:2] == ranking[:1]:
        return ""
    return max(votes, key=lambda code: votes[code])


def _within(code: str, sample: str) -> str:
    """Languages that share a script, told by the letters only one of them has."""
    if code == "ar":
        if any(char in sample for char in "ٹڈڑے"):
            return "ur"
        return "fa" if any(char in sample for char in "پچژگ") else "ar"
    if code == "ru":
        if any(char in sample for char in "іїєґ"):
            return "uk" if any(char in sample for char in "їєґ") else "be"
        if any(char in sample for char in "ђћџљњј"):
            return "mk" if "ѓ" in sample or "ќ" in sample else "sr"
        if "ъ" in sample and not any(char in sample for char in "ыэё"):
            return "bg"
        return "ru"
    return code
