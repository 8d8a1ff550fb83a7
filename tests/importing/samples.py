"""Page texts for tests, in our own words, in the shape of the founding text."""

FERRY = """Skip to main content /HARBOUR /HARBOUR

Night boat returns to Port Ellery

The night boat ties up at Port Ellery's outer quay before its first crossing in six years
The night boat ties up at Port Ellery's outer quay before its first crossing in six years \u00a0

Mara Quill
Courier Harbour Correspondent

PORT ELLERY (Courier) -- The night boat is back, and with it the argument about who gets the bench by the funnel.

Eighty passengers crossed on Friday, most of them for no better reason than that they could do so again.

The bench

By long custom the bench belongs to whoever boards first, and by longer custom that is the dentist from Carrow.

"I have had that bench since I was nine," the dentist said, sitting on it.

Back to the top
"""


def ferry(number: int = 0, **changes: str) -> str:
    """The ferry story; with a number, another story of the same shape."""
    text = FERRY.replace("Night boat returns", f"Night boat {number} returns") if number else FERRY
    for old, new in changes.items():
        text = text.replace(old, new)
    return text
