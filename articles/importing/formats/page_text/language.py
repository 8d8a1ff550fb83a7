"""Which language a text is in, by its script and its frequent short words."""

from __future__ import annotations

import re

from .vocabulary import vocabulary

_SAMPLE = 420
_LONGER = 2400
_SMALL = frozenset({"af", "ca", "cy", "eo", "eu", "ga", "gl", "ha", "ms", "mt", "so", "sq", "tl", "uz", "yo"})
"""Languages of few papers that share short words with a neighbour of many: in doubt it is the neighbour."""

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
    ("am", re.compile("[\u1200-\u137f]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("or", re.compile("[\u0b00-\u0b7f]")),
    ("bo", re.compile("[\u0f00-\u0fff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
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
    best, second = _votes(sample)
    if best is None or best[1] < 2 or best[1] <= (second or 0) * 1.25:
        best, second = _votes(text[:_LONGER])  # too close to call: read on
    if best is not None and best[0] in _NEIGHBOURS and best[1] >= 2:
        return _told_by_letters(best[0], text[:_LONGER].casefold())
    return best[0] if best is not None and best[1] >= 2 and best[1] > (second or 0) else ""


_NEIGHBOURS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "ca": (
        "es",
        (" y ", " los ", " del ", " con ", " por ", "ción", "ñ"),
        (" i ", " els ", " amb ", " les ", " és ", "ç", " per ", "ció "),
    ),
    "gl": (
        "pt",
        ("ão", " não ", " em ", "ções", "nh", "lh", " uma ", " com "),
        (" unha ", " non ", "ción", " cun", " coa ", " co ", "ñ", "x"),
    ),
}
"""Languages that share frequent words with a bigger one, what only that one writes, and what only they write."""


def _told_by_letters(code: str, sample: str) -> str:
    """The smaller of two like languages, or the bigger where the sample writes as that one does."""
    bigger, theirs, own = _NEIGHBOURS[code]
    return bigger if sum(map(sample.count, theirs)) > sum(map(sample.count, own)) else code


def _votes(sample: str) -> tuple[tuple[str, float] | None, float]:
    """The language whose frequent words are most frequent, how often they are, and how often the second's are."""
    votes: dict[str, float] = {}
    table = vocabulary().stopwords
    for word in sample.casefold().split():
        for code in table.get(word, ()):
            votes[code] = votes.get(code, 0) + (1 if code in _SMALL else 1.2)
    ranking = sorted(votes.items(), key=lambda row: -row[1])
    return (ranking[0] if ranking else None), (ranking[1][1] if len(ranking) > 1 else 0)


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
