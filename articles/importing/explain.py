"""A source's lines with what each became, for a terminal."""

from __future__ import annotations

from rich.text import Text

from articles.importing.document import ParsedStory, Part, Role, parts_by_line
from articles.importing.report import printable

# One colour for each kind of thing, so that a page is judged at a glance.
COLOURS: dict[Role, str] = {
    Role.HEADLINE: "bold magenta",
    Role.STANDFIRST: "magenta",
    Role.SECTION: "cyan",
    Role.BYLINE: "bold blue",
    Role.DATELINE: "blue",
    Role.AGENCY: "blue",
    Role.PUBLISHED: "cyan",
    Role.UPDATED: "cyan",
    Role.CAPTION: "yellow",
    Role.CREDIT: "yellow",
    Role.CROSSHEAD: "bold green",
    Role.PARAGRAPH: "green",
    Role.CORRECTION: "red",
    Role.FURNITURE: "bright_black",
    Role.KIND: "cyan",
    Role.LANGUAGE: "cyan",
    Role.TOPIC: "cyan",
    Role.PHOTO: "yellow",
    Role.ADDRESS: "blue",
    Role.IDENTIFIER: "bright_black",
    Role.EMBARGO: "bold red",
    Role.EDITOR_NOTE: "red",
}
LABEL_WIDTH = 22


def explain(story: ParsedStory) -> list[Text]:
    """Each line of the source behind its number and the name of what it became; several rows for a split line."""
    by_line = parts_by_line(story.account)
    rows: list[Text] = []
    for number, line in enumerate(story.text.split("\n"), start=1):
        parts = by_line.get(number, [])
        if not parts:
            rows.append(Text(f"{number:>5}", style="bright_black"))
        for part in parts:
            rows.append(_row(number, line, part))
    return rows


def _row(number: int, line: str, part: Part) -> Text:
    colour = COLOURS[part.role]
    label = " + ".join([part.role.value, *(also.value for also in part.also)])
    row = Text(f"{number:>5}  ", style="bright_black")
    row.append(f"{label:<{LABEL_WIDTH}}", style=colour)
    words = printable(line[part.start : part.end].strip())
    row.append(words, style="bright_black" if part.role is Role.FURNITURE else "")
    if part.why:
        row.append(f"  ({part.why})", style="bright_black")
    return row
