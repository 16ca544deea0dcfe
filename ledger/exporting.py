"""Text that a spreadsheet may open: what it would take for a formula is marked as text."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
# How such a text is marked, and read again without the mark.
MARKED = r"^'([=+\-@\t\r])"


def harmless(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could run it; numbers stay."""
    if not text.startswith(DANGEROUS):
        return text
    return text if text.removeprefix("-").replace(".", "", 1).isdecimal() else f"'{text}"
