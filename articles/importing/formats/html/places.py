"""Where on a page an element stands, as far as its tag, its classes and its role tell.

Class names are written by developers, who use the same English words for the same things the world over.
"""

from __future__ import annotations

import re

from lxml.etree import _Element


class Place:
    """What a part of a page is for: bits of a number, because a page has thousands of parts."""

    NONE = 0
    CHROME = 1 << 0  # the page around the story: navigation, footer, sharing, buttons
    PROMO = 1 << 1  # other stories, newsletters, advertising
    COMMENTS = 1 << 2
    CAPTION = 1 << 3
    CREDIT = 1 << 4
    BYLINE = 1 << 5
    BIO = 1 << 6
    DATE = 1 << 7
    DECK = 1 << 8  # under the headline
    KICKER = 1 << 9  # above it
    TAGS = 1 << 10
    TRAIL = 1 << 11  # breadcrumb
    ASIDE = 1 << 12
    BOX = 1 << 13  # facts beside the story
    PULL = 1 << 14  # a quotation that stands in the story as well
    HIDDEN = 1 << 15  # for screen readers alone


_TAGS = {
    "nav": Place.CHROME,
    "footer": Place.CHROME,
    "form": Place.CHROME,
    "button": Place.CHROME,
    "dialog": Place.CHROME,
    "label": Place.CHROME,
    "figcaption": Place.CAPTION,
    "aside": Place.ASIDE,
    "address": Place.BYLINE,
    "time": Place.DATE,
}
_ANCHORED = frozenset("h1 h2 h3 h4 h5 h6 p a li".split())
_ROLES = {
    "navigation": Place.CHROME,
    "banner": Place.CHROME,
    "contentinfo": Place.CHROME,
    "search": Place.CHROME,
    "dialog": Place.CHROME,
    "menu": Place.CHROME,
    "toolbar": Place.CHROME,
    "complementary": Place.ASIDE,
}
# Words in classes and identifiers. A phrase must stand there word by word: "most read" is in "most-read__item".
_WORDS: dict[int, str] = {
    Place.CHROME: """
        nav, navi, navbar, navigation, subnav, menu, footer, toolbar, pagination, pager, share, shares, sharing,
        sharebar, social, sociable, addthis, sharethis, bookmark, button, buttons, btn, login, signin, sign in,
        register, cookie, consent, modal, popup, popover, overlay, tooltip, skip, feedback, rating, ratings,
        controls, player, masthead, search, reading time, read time, jump, toc, table of contents,
        disclaimer
        """,
    Place.PROMO: """
        related, relateds, promo, promos, promotion, promobox, promoted, newsletter, newsletters, signup, sign up,
        subscribe, subscription, ad, ads, adv, advert, advertisement, advertising, adsbygoogle, adslot, adunit,
        sponsor, sponsored, outbrain, taboola, recirc, recirculation, mostread, most read, most popular, most
        viewed, popular, trending, recommended, recommendation, recommendations, recommend, readmore, read more,
        read also, see also, see more, more on, more from, more stories, more news, also read, also like, next
        article, up next, donate, donation, membership, cta, poll, quiz, sidebar, rail, upsell, linkbox, link box,
        teaserlist, teasers, latest news, latest stories, top stories, other news, story timeline, plista,
        crosslinks, crosslink, linklist, relations, lireaussi, lire aussi, leggi anche, mehr zum thema, readnext,
        read next, inline offer, affiliate, shop, shopping
        """,
    Place.COMMENTS: """
        comment, comments, disqus, commentlist, respond, discussion, talkback, forum, postings, livefyre, viafoura
        """,
    Place.CAPTION: """
        caption, captions, figcaption, legend, bildunterschrift, bildunterzeile, bildtext, legende, pie foto,
        didascalia, cutline, image text, photo text, imagetext, phototext, wp caption text, image description, bild
        info, bild text
        """,
    Place.CREDIT: """
        credit, credits, copyright, photocredit, imagecredit, copyright holder, photographer, bildnachweis, bildquelle
        """,
    Place.BYLINE: """
        byline, bylines, author, authors, authorname, writer, writers, contributor, contributors, autor, autoren,
        autore, auteur, auteurs, signature, firma, journalist, redaktor
        """,
    Place.BIO: """
        bio, biography, author box, authorbox, author bio, author description, author card, author info, about
        author, about the author
        """,
    Place.DATE: "date, datetime, dateline, timestamp, published, pubdate, publish date, updated, time",
    Place.DECK: """
        deck, dek, standfirst, subtitle, subtitel, subheadline, sub headline, sub head, subline, lead, lede,
        leadtext, intro, excerpt, chapo, chapeau, sommario, occhiello, entradilla, bajada, summary, vorspann,
        teaser, teasertext, ingress, abstract, kurzfassung, anriss, preamble, headnote, sapo, manchet, underrubrik,
        linha fina, sumario, subheading, sottotitolo, subtitulo, subtitulos, manchette, perex, strapline,
        description
        """,
    Place.KICKER: """
        kicker, overline, topline, eyebrow, rubric, dachzeile, roofline, spitzmarke, antetitulo, supertitle, strap,
        label, flag
        """,
    Place.TAGS: """
        tag, tags, taglist, tag list, topics, topic list, keywords, categories, category list, filed under, themen,
        hashtags, schlagworte
        """,
    Place.TRAIL: """
        breadcrumb, breadcrumbs, bread crumb, breadcrumblist, crumb, crumbs, brotkrumen, brotkrume
        """,
    Place.PULL: "pullquote, pull quote, pullout, blockquote pull, quote box",
    Place.BOX: """
        factbox, fact box, facts box, faktabox, fakta box, infobox, info box, infobox, infokasten, kasten, textbox,
        sidenote, glossary, key facts, storybox
        """,
    Place.HIDDEN: """
        visually hidden, visuallyhidden, sr only, screen reader text, screenreader, offscreen, a11y hidden
        """,
}
_LONGEST_PHRASE = 3
_SINGLE: dict[str, int] = {}
for _place, _words in _WORDS.items():
    for _word in _words.split(","):
        _key = " ".join(_word.split())
        _SINGLE[_key] = _SINGLE.get(_key, Place.NONE) | _place
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[^A-Za-z]+")
# Names of a utility framework ("print:hidden", "w-[32px]") say how a thing looks, not what it is.
_NAME = re.compile(r"[\w-]+$")
_HASH = re.compile(r"(?:__|--?|_)(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{5,6}$")
_memory: dict[str, int] = {}
_MOST_REMEMBERED = 20_000


def place_of(node: _Element) -> int:
    """What an element is for, by itself; what it stands in is not looked at."""
    tag = str(node.tag)
    if tag in ("html", "body"):  # their classes speak of the whole page
        return Place.NONE
    place = _TAGS.get(tag, Place.NONE)
    # The identifier of a heading or a paragraph is an anchor made of its own words.
    identifier = None if tag in _ANCHORED else node.get("id")
    names = " ".join(filter(None, (node.get("class"), identifier, node.get("itemprop"), node.get("data-component"))))
    if names:
        place |= _by_names(names[:400])
    if role := node.get("role"):
        place |= _ROLES.get(role, Place.NONE)
    return place


def _by_names(names: str) -> int:
    found = _memory.get(names)
    if found is None:
        if len(_memory) > _MOST_REMEMBERED:
            _memory.clear()
        found = Place.NONE
        # Each class name by itself: "related" and "story" in two classes are no "related story".
        for name in names.split():
            if not _NAME.match(name):
                continue
            words = _BETWEEN.sub(" ", _CAMEL.sub(" ", _HASH.sub("", name))).casefold().split()
            for at in range(len(words)):
                for length in range(1, _LONGEST_PHRASE + 1):
                    found |= _SINGLE.get(" ".join(words[at : at + length]), Place.NONE)
        _memory[names] = found
    return found


class Places:
    """The places of a page's elements, those of all they stand in included, each worked out once."""

    def __init__(self) -> None:
        self._own: dict[_Element, int] = {}
        self._all: dict[_Element, int] = {}

    def own(self, node: _Element) -> int:
        """What an element is for by itself."""
        place = self._own.get(node)
        if place is None:
            place = self._own[node] = place_of(node)
        return place

    def all(self, node: _Element) -> int:
        """What an element and everything it stands in is for."""
        path = []
        current: _Element | None = node
        while current is not None and current not in self._all:
            path.append(current)
            current = current.getparent()
        place = self._all[current] if current is not None else Place.NONE
        for element in reversed(path):
            place = self._all[element] = place | self.own(element)
        return place

    def within(self, node: _Element, top: _Element | None = None, *, wrappers: frozenset[str] = frozenset()) -> int:
        """What an element stands in, up to and without ``top``; elements named in ``wrappers`` say nothing."""
        place = Place.NONE
        current: _Element | None = node
        while current is not None and current is not top:
            if not wrappers or name_of(current) not in wrappers:
                place |= self.own(current)
            current = current.getparent()
        return place


def name_of(node: _Element) -> str:
    """An element's tag and classes, by which the page's own style knows it."""
    return f"{node.tag} {node.get('class') or ''}"
