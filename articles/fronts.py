"""Which story stands where: on the front page, and the pictures within a story."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.models import Section, Version
from articles.models.version import PrintedCaption
from articles.pagecache import Frame

NEWEST = 30
BESIDE = 3
UNDER = 2
LATEST = 9
RIVER = 8
IN_RIVER_ROW = 4
IN_BLOCK = 5
# The first sections of the menu get the whole width if they can fill it; the others share it in columns.
FULL_BLOCKS = 3
FULL_BLOCK = 4
IN_COLUMN = 4
# How many columns may stand side by side, the best number first.
ABREAST = (4, 5, 3)
LEAD_AMONG = 5
IN_MARGIN = 2
# More sections than this are no front page any more.
MOST_PARTS = 400


@dataclass(frozen=True)
class Block:
    """A section on the front page."""

    section: Section
    lead: Version
    others: list[Version]


@dataclass(frozen=True)
class Front:
    """The front page: each story stands once, except that ``latest`` repeats what is new."""

    lead: Version | None = None
    beside: list[Version] = field(default_factory=list)
    under: list[Version] = field(default_factory=list)
    latest: list[Version] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    columns: list[Block] = field(default_factory=list)
    river: list[Version] = field(default_factory=list)

    @property
    def columns_abreast(self) -> int:
        """How many of the columns stand side by side where there is room: as leaves the fewest gaps."""
        many = len(self.columns)
        return many if many < max(ABREAST) else min(ABREAST, key=lambda abreast: -many % abreast)


@dataclass(frozen=True)
class Pictures:
    """The pictures and captions of a story by their place on its page."""

    lead: PrintedCaption | None
    margin: list[PrintedCaption]
    gallery: list[PrintedCaption]
    words: list[PrintedCaption]


def arrange(frame: Frame) -> Front:
    """The front page, in two queries however much there is."""
    newest = list(Version.objects.live().for_listing()[:NEWEST])
    if not newest:
        return Front()
    # The newest story leads, unless one of the next few brings a picture and it does not.
    lead = next((version for version in newest[:LEAD_AMONG] if version.lead_photo), newest[0])
    others = [version for version in newest if version is not lead]
    beside, under, rest = others[:BESIDE], others[BESIDE : BESIDE + UNDER], others[BESIDE + UNDER :]
    on_top = {version.pk for version in (lead, *beside, *under)}
    blocks = _blocks(frame, without=on_top)
    full = [block for block in blocks if len(block.others) + 1 >= FULL_BLOCK][:FULL_BLOCKS]
    columns = [Block(block.section, block.lead, block.others[: IN_COLUMN - 1]) for block in blocks if block not in full]
    if len(columns) == 1:  # a lone column looks lost
        full, columns = full + columns, []
    shown = on_top | {version.pk for block in full + columns for version in (block.lead, *block.others)}
    river = [version for version in rest if version.pk not in shown][:RIVER]
    if len(river) > IN_RIVER_ROW:
        river = river[: len(river) // IN_RIVER_ROW * IN_RIVER_ROW]
    return Front(
        lead=lead,
        beside=beside,
        under=under,
        latest=rest[:LATEST] or others[:LATEST],
        blocks=full,
        columns=columns,
        river=river,
    )


def _blocks(frame: Frame, *, without: set[int]) -> list[Block]:
    """What each section of the menu has to offer beyond the top of the page."""
    parts = [part for part in frame.sections if part.pk in frame.with_stories][:MOST_PARTS]
    live = Version.objects.live().exclude(pk__in=without).for_listing()
    found = list(live.newest_of_each([part.pk for part in parts], IN_BLOCK))
    top_of = {part.pk: frame.trail(part)[0].pk for part in parts}
    blocks = []
    for section in frame.menu:
        stories = [version for version in found if top_of.get(version.section_id or 0) == section.pk][:IN_BLOCK]
        if stories:
            lead = next((version for version in stories if version.lead_photo), stories[0])
            blocks.append(Block(section, lead, [version for version in stories if version is not lead]))
    return blocks


def arrange_pictures(version: Version) -> Pictures:
    """The first picture leads, two stand beside the text, the rest below it; captions without a picture are words."""
    shown = [caption for caption in version.captions if caption["photo"]]
    return Pictures(
        lead=shown[0] if shown else None,
        margin=shown[1 : 1 + IN_MARGIN],
        gallery=shown[1 + IN_MARGIN :],
        words=[caption for caption in version.captions if not caption["photo"] and caption["text"]],
    )
