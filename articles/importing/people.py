"""Whether a byline names a person, who then gets an author's page, or a desk or agency, which does not."""

from __future__ import annotations

import re

# Words that stand in bylines of nobody in particular, in the languages of the world's larger papers.
GENERIC_WORDS = frozenset(
    """
    agencies agency agencia agencias agence agences agentur agenturen associated board bureau bureaus correspondent
    correspondents desk dpa editor editorial editors news newsroom office online press redacción redação redaktion
    redactie redazione report reporter reporters reports reuters rédaction service services staff team wire wires
    writer writers afp ap efe ansa tass тасс интерфакс редакция корреспондент 新华社 编辑部 본지 編集部
    """.split()
)
_WORDS = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*")
MOST_WORDS = 6


def is_person(name: str) -> bool:
    """Whether ``name`` looks like the name of one person.

    >>> is_person("Willy Wo-Lap Lam"), is_person("staff and wire reports"), is_person("Reuters Staff")
    (True, False, False)
    """
    words = _WORDS.findall(name)
    if not words or len(words) > MOST_WORDS or any(character.isdigit() or character in "/@:" for character in name):
        return False
    if any(word.casefold() in GENERIC_WORDS for word in words):
        return False
    if len(words) == 1 and "-" in name and name.isupper():  # "NTB-AFP-DPA"
        return False
    # Where a script has capitals, a person's name begins with one.
    return words[0][0].isupper() or words[-1][0].isupper() or not words[0][0].islower()
